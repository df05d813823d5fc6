"""`kg doctor`: what there is on this machine, and what is missing."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language
from kg.cli.opening import location
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.errors import KGError, Text

__all__ = ["command"]

NEEDED = ("pyoxigraph", "rdflib", "networkx", "pyvis", "click")
BROWSERS = ("chromium", "google-chrome", "firefox", "microsoft-edge")
HEADS = (Text("项目", "what"), Text("情况", "found"), Text("提示", "hint"))
# Fonts with Chinese characters, as fontconfig knows them.
CHINESE = ":lang=zh-cn"


class _Found(NamedTuple):
    key: str
    what: Text
    found: str
    # What to do about it; None where all is well.
    missing: Text | None = None


@declare(
    "doctor",
    Text(
        "这台机器上有什么，缺什么：版本、图谱、语言环境、字体、浏览器。报告问题时请附上。\n\n"
        "不读取任何内容，不联网。",
        "What there is on this machine and what is missing: versions, store, locale, fonts, "
        "browser. Please add it when you report a problem.\n\n"
        "It reads no content and asks no other machine.",
    ),
    "kg doctor",
    "kg --lang en doctor --format json",
)
@format_option
def command(form_: str) -> None:
    """Print what was found."""
    lang = language()
    rows = [*_versions(), *_store(), *_surroundings()]
    if form_ == "json":
        print_json({row.key: _record(row) for row in rows})
    elif form_ == "table":
        told = [(row.what.in_language(lang), row.found, _hint(row, lang)) for row in rows]
        kept = 3 if any(row.missing for row in rows) else 2
        heads = [head.in_language(lang) for head in HEADS]
        print_table(heads[:kept], [one[:kept] for one in told])
    else:
        values = [[row.key, row.found, _hint(row, lang)] for row in rows]
        print_values(("what", "found", "missing"), values, form_)


def _hint(row: _Found, lang: str) -> str:
    return row.missing.in_language(lang) if row.missing else ""


def _record(row: _Found) -> dict[str, Any]:
    return {"found": row.found, "missing": row.missing._asdict() if row.missing else None}


def _versions() -> Iterator[_Found]:
    from importlib import metadata

    from kg.resources import __version__, shipped

    data, ontology = shipped()
    yield _Found("kg", Text("程序", "program"), f"cooperation-kg {__version__}")
    yield _Found("data", Text("附带的数据", "packaged data"), data)
    yield _Found("ontology", Text("本体", "ontology"), ontology)
    yield _Found("python", Text("Python", "Python"), platform.python_version())
    yield _Found("system", Text("系统", "system"), platform.platform(terse=True))
    for name in NEEDED:
        yield _Found(name, Text(name, name), metadata.version(name))


def _store() -> Iterator[_Found]:
    from kg.errors import NoStoreError
    from kg.store import MEMORY, current, is_remote

    where = location()
    what = Text("图谱", "store")
    if where == MEMORY or is_remote(where):
        yield _Found("store", what, where)
        return
    try:
        build = current(where)
    except NoStoreError:
        none = Text(
            "还没有：先问随软件附带的数据；kg build 建自己的", "none yet: `kg build` makes one"
        )
        yield _Found("store", what, where, none)
    except KGError as error:
        yield _Found("store", what, where, error.what)
    else:
        yield _Found("store", what, f"{where} ({_told(build)})")
    folder = Path(where) if Path(where).is_dir() else Path.cwd()
    free = shutil.disk_usage(folder).free >> 20
    few = Text("空间不多", "little room") if free < 500 else None
    yield _Found("disk", Text("磁盘余量", "room on disk"), f"{free:,} MB", few)


def _told(build: Path) -> str:
    import json

    info = json.loads((build / "build.json").read_text(encoding="utf-8"))
    return f"build {str(info.get('build', ''))[:12]}, data {info.get('data', '')}"


def _surroundings() -> Iterator[_Found]:
    encoding = sys.getfilesystemencoding()
    poor = None
    if encoding.lower().replace("-", "") != "utf8":
        poor = Text(
            "文件名用不了中文：请设 PYTHONUTF8=1", "no Chinese in file names: set PYTHONUTF8=1"
        )
    spoken = ".".join(part for part in locale.getlocale() if part) or "C"
    yield _Found("locale", Text("语言环境", "locale"), f"{spoken}, {encoding}", poor)
    asked = os.environ.get("KG_LANG", "")
    yield _Found(
        "lang", Text("界面语言", "language"), language() + (f" (KG_LANG={asked})" if asked else "")
    )
    found = [name for name in BROWSERS if shutil.which(name)]
    none = Text("地图和网页要在浏览器里看", "maps and pages need one")
    system = sys.platform in {"win32", "darwin"}
    yield _Found(
        "browser",
        Text("浏览器", "browser"),
        ", ".join(found),
        None if found or system else none,
    )
    if fonts := shutil.which("fc-list"):
        yield _fonts(fonts)


def _fonts(program: str) -> _Found:
    import subprocess

    done = subprocess.run(
        [program, CHINESE, "family"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    names = sorted({line.split(",")[0] for line in done.stdout.splitlines() if line})
    missing = Text("地图上的汉字会成方框：请装中文字体", "Chinese would be boxes: install a font")
    return _Found(
        "fonts", Text("中文字体", "Chinese fonts"), ", ".join(names[:3]), None if names else missing
    )
