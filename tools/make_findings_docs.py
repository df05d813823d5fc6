"""Print again what docs/findings-in-the-data*.md shows of each command.

The first line shown below a command is looked for in what it prints now, by its first words; as
many lines follow as are shown. What is said around the commands is not touched: read it again.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"zh": "findings-in-the-data.zh.md", "en": "findings-in-the-data.md"}
BLOCK = re.compile(r"```console\n\$ kg (.*)\n((?:.*\n)*?)```")


def printed(command: str, lang: str) -> list[str]:
    """What a command prints, line by line."""
    done = CliRunner().invoke(main, ["--lang", lang, *shlex.split(command)])
    return [line.rstrip() for line in done.stdout.splitlines()]


def reprinted(shown: list[str], lines: list[str]) -> list[str]:
    """The lines that are printed now, in place of those shown.

    >>> reprinted(["名次  值", "1     2", "…"], ["依据", "名次  值", "1     3", "2     1"])
    ['名次  值', '1     3', '…']
    """
    wanted = [line for line in shown if line != "…"]
    first = re.split(r"\s{2,}|：|:", wanted[0])[0]
    exact = [number for number, line in enumerate(lines) if line == wanted[0]]
    alike = [n for n, line in enumerate(lines) if re.split(r"\s{2,}|：|:", line)[0] == first]
    if not (exact or alike):
        sys.exit(f"{wanted[0]}: printed no more")
    start = (exact or alike)[0]
    new = iter(lines[start : start + len(wanted)])
    return [line if line == "…" else next(new, "") for line in shown]


def page(lang: str) -> str:
    """One page, printed again."""

    def again(block: re.Match[str]) -> str:
        lines = reprinted(block[2].splitlines(), printed(block[1], lang))
        return f"```console\n$ kg {block[1]}\n" + "".join(f"{line}\n" for line in lines) + "```"

    return BLOCK.sub(again, (DOCS / PAGES[lang]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    for lang, name in PAGES.items():
        (DOCS / name).write_text(page(lang), encoding="utf-8", newline="\n")
