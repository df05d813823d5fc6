"""docs/findings-in-the-data.md is true: every figure is what its command prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"zh": "findings-in-the-data.zh.md", "en": "findings-in-the-data.md"}


def blocks(lang):
    """Commands and the lines shown below each."""
    text = (ROOT / "docs" / PAGES[lang]).read_text(encoding="utf-8")
    found = re.findall(r"```console\n\$ kg (.*)\n((?:.*\n)*?)```", text)
    return [(command, shown.splitlines()) for command, shown in found]


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("number", range(len(blocks("zh"))))
def test_a_command_prints_what_the_page_shows(kg, packaged_location, lang, number):
    command, shown = blocks(lang)[number]
    done = kg("--store", packaged_location, *shlex.split(command), lang=lang)
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    wanted = [line for line in shown if line != "…"]
    start = printed.index(wanted[0])
    assert printed[start : start + len(wanted)] == wanted


def test_both_languages_show_the_same_commands():
    assert [command for command, _ in blocks("zh")] == [command for command, _ in blocks("en")]
    assert len(blocks("zh")) > 5
