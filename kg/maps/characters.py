"""Traditional characters, so that the page finds what is typed in them."""

from __future__ import annotations

from typing import Any

from kg.names import simplified

__all__ = ["traditional"]

HAN = range(0x4E00, 0xA000)


def traditional(nodes: list[dict[str, Any]]) -> dict[str, str]:
    """Traditional characters whose simplified form occurs in a name, with that form.

    Args:
        nodes: Records with `zh` and `names`.

    Example:
        >>> traditional([{"zh": "大连市", "names": []}])["連"]
        '连'
    """
    used = {letter for node in nodes for name in (node["zh"], *node["names"]) for letter in name}
    letters = [chr(code) for code in HAN]
    # One a line: the converter turns words, and a letter alone is never part of one.
    pairs = zip(letters, simplified("\n".join(letters)).split("\n"), strict=True)
    return {letter: plain for letter, plain in pairs if letter != plain and plain in used}
