"""What editors note beside a row, for readers of English: 期限三年 is for three years."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["remark"]

# The parts of the notes in the packaged tables, in English.
PARTS = Path(__file__).parent / "remarks.tsv"
BETWEEN = "；"


def remark(text: str, lang: str) -> str:
    """A note for readers of a language; a part that we have no English for stays.

    >>> remark("期限三年；口头约定", "en"), remark("期限三年；口头约定", "zh")
    ('for three years; 口头约定', '期限三年；口头约定')
    """
    if lang != "en" or text.isascii():
        return text
    known = _english()
    return "; ".join(known.get(part, part) for part in text.split(BETWEEN))


@cache
def _english() -> dict[str, str]:
    lines = PARTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
