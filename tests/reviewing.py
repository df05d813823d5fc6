"""A folder of one's own with one article, and `kg review` as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.loaders.registering import register
from kg.loaders.starting import start

RUN = "import sys; from kg.cli import main; sys.argv[0] = 'kg'; main()"
# Emoji and a character beyond the basic plane stand before what is claimed: the browser counts
# them twice, and so does nobody else.
ARTICLE = """\
山海携手：😀𠮷两地这十年
2024年6月18日，天津市和平区与甘肃省会宁县签署《东西部协作框架协议》。
天津市滨海新区对口帮扶甘南藏族自治州合作市。天气晴朗。
今年以来，天津市向甘肃省投入财政援助资金16.5亿元。
有消息称，鞍山市拟与咸阳市建立友好城市关系。
会上，两地商会负责人握手合影👨‍👩‍👧，大连市商会同陇南市商会结为兄弟商会。
与会人员参观了兰州新区。
"""


def article(folder: Path, text: str = ARTICLE, ident: str = "shanhai") -> Path:
    """A new folder in which a text is registered."""
    if not folder.exists():
        start(folder)
    file = folder.parent / f"{ident}.txt"
    file.write_text(text, encoding="utf-8")
    title = text.split("\n", maxsplit=1)[0]
    facts = {"title@zh": title, "issued": "2024-06-19", "publisher": "示例日报"}
    register(folder, file, {**facts, "reliability": "媒体"}, ident=ident)
    return folder


@dataclass
class Reviewing:
    """A running `kg review`."""

    address: str
    token: str
    process: subprocess.Popen[str]
    folder: Path

    def stop(self) -> str:
        """End it as Ctrl-C does; what it wrote to stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        _, told = self.process.communicate(timeout=30)
        return told


@contextmanager
def reviewing(folder: Path, *options: str) -> Iterator[Reviewing]:
    """Run `kg review` on a free port."""
    command = [sys.executable, "-c", RUN, "review", str(folder), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        env={**os.environ, "KG_LANG": "zh", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"(http://\S+/)\?token=(\S+)", line)
    if not found:
        process.kill()
        raise AssertionError(f"no server: {line} {process.communicate()[1]}")
    running = Reviewing(found[1], found[2], process, folder)
    try:
        yield running
    finally:
        running.stop()
