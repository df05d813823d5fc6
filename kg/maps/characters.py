"""Traditional characters, so that the page finds what is typed in them."""

from __future__ import annotations

from collections.abc import Collection

from kg.names import simplified

__all__ = ["traditional"]

HAN = range(0x4E00, 0xA000)


def traditional(used: Collection[str]) -> dict[str, str]:
    """Traditional characters whose simplified form is among some, with that form.

    >>> traditional({"大", "连", "市"})["連"]
    '连'
    """
    letters = [chr(code) for code in HAN]
    # One a line: the converter turns words, and a letter alone is never part of one.
    pairs = zip(letters, simplified("\n".join(letters)).split("\n"), strict=True)
    return {letter: plain for letter, plain in pairs if letter != plain and plain in used}
