"""Completion in a real zsh, at a terminal, with the line that the tutorial has for ~/.zshrc."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import time

import pytest

LINE = 'eval "$(_KG_COMPLETE=zsh_source kg)"'
READY = "zsh-is-ready"
# A Python starts for each press of Tab.
PATIENCE = 120
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x07]")


class Terminal:
    """A zsh without anybody's settings, at a terminal of its own."""

    def __init__(self, folder, path):
        self.heard = ""
        self.pid, self.end = pty.fork()
        if not self.pid:
            told = {"PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
            kept = {name: os.environ[name] for name in ("XDG_CACHE_HOME",) if name in os.environ}
            os.chdir(folder)
            os.execve(
                shutil.which("zsh") or "zsh", ["zsh", "-f", "-i"], told | kept | {"KG_LANG": "zh"}
            )

    def type(self, keys):
        self.heard = ""
        os.write(self.end, keys.encode())

    def shows(self, wanted):
        """Whether it comes to be seen."""
        until = time.monotonic() + PATIENCE
        raw = b""
        while time.monotonic() < until and wanted not in self.heard:
            if select.select([self.end], [], [], 0.5)[0]:
                raw += os.read(self.end, 4096)
                self.heard = ESCAPES.sub("", raw.decode("utf-8", "ignore"))
        return wanted in self.heard

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.end)


@pytest.fixture
def zsh(tmp_path, kg_path):
    if shutil.which("zsh") is None:
        pytest.skip("missing tool: no zsh on the PATH (Debian: zsh)")
    opened = Terminal(tmp_path, kg_path)
    yield opened
    opened.close()


def test_tab_completes_commands_options_and_names(zsh, part_location, root):
    assert LINE in (root / "docs/tutorial.md").read_text(encoding="utf-8")
    zsh.type(f"PS1=; autoload -Uz compinit; compinit -u -D; {LINE}; echo zsh-is-''ready\r")
    assert zsh.shows(READY), zsh.heard
    for typed, completed in (
        ("kg partne\t", "kg partners"),
        ("kg partners --belo\t", "kg partners --below"),
        (f"kg --store {part_location} partners 盘锦\t", "盘锦市"),
        ("kg agreements --part\t", "kg agreements --party"),
    ):
        zsh.type("\x15" + typed)
        assert zsh.shows(completed), f"{typed!r}: {zsh.heard!r}"
        time.sleep(0.3)
