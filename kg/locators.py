"""Places in texts, as editors name them, for readers of English: 任务23 is task 23."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["located"]

# What the parts of documents are called, in English.
SECTIONS = Path(__file__).parent / "sections.tsv"
# What a locator counts, in English.
NUMBERED = {"段": "para.", "项": "item", "条": "art.", "页": "p.", "任务": "task"}
NUMERALS = "一二三四五六七八九十"
NUMBER = r"第(\d+)([段项条页])|(任务)(\d+)"
# 三、保障措施（一）
HEADED = rf"([{NUMERALS}])、([^（）]+)(?:（([{NUMERALS}])）(.*))?"
INSIDE = r"([^（）]+)（([^（）]+)）"


def located(locator: str, lang: str) -> str:
    """A place in a text for readers of a language; a section that we have no word for stays.

    >>> located("上海—大连方案·任务23", "en"), located("第4段", "en"), located("导语、标题", "en")
    ('Shanghai–Dalian plan · task 23', 'para. 4', 'lead, title')
    >>> located("三、保障措施（一）", "en"), located("第4段", "zh")
    ('3 safeguards (1)', '第4段')
    """
    if lang != "en":
        return locator
    return " · ".join(_part(part) for part in locator.split("·"))


def _part(part: str) -> str:
    words = _words()
    if part in words:
        return words[part]
    if found := re.fullmatch(NUMBER, part):
        number, kind, task, number_of_task = found.groups()
        return f"{NUMBERED[kind or task]} {number or number_of_task}"
    if len(part) == 1 and part in NUMERALS:
        return _digit(part)
    if found := re.fullmatch(HEADED, part):
        first, head, second, rest = found.groups()
        said = [_digit(first), _part(head), f"({_digit(second)})" if second else ""]
        return " ".join(one for one in (*said, _part(rest) if rest else "") if one)
    if found := re.fullmatch(INSIDE, part):
        return f"{_part(found[1])} ({_part(found[2])})"
    if "、" in part:
        return ", ".join(_part(one) for one in part.split("、"))
    return part


def _digit(numeral: str) -> str:
    return str(NUMERALS.index(numeral) + 1)


@cache
def _words() -> dict[str, str]:
    lines = SECTIONS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
