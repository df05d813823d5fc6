"""What to write instead of what cannot be read: the nearest that may, and where all is listed."""

from __future__ import annotations

import difflib

from kg.errors import Text

__all__ = ["LONGEST", "nearest"]

# What is longer is no misspelt name, and comparing it would take for ever.
LONGEST = 60


def nearest(word: str, known: list[str]) -> Text:
    """A hint with the nearest known words, or all that are known."""
    close = difflib.get_close_matches(word[:LONGEST], known, n=3, cutoff=0.6)
    shown = close or known[:8]
    more = "" if close or len(known) <= 8 else " …"
    zh, en = "、".join(shown) + more, ", ".join(shown) + more
    return Text(
        f"是否为：{zh}" if close else f"可用：{zh}", f"{'did you mean' if close else 'known'}: {en}"
    )
