"""The id of a build: a sum over its lines, so that a change moves it by the lines it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from kg.loaders.quads import Quad

__all__ = ["digest", "line"]

DIGITS = 12


def digest(before: str, removed: Iterable[bytes], added: Iterable[bytes]) -> str:
    """The id after a change.

    A sum knows no order, so that nothing needs sorting.

    Args:
        before: the id before it; nothing has the id "0".
        removed: N-Quads lines that went.
        added: N-Quads lines that came.

    Example:
        >>> both = digest("0", [], [b"a", b"b"])
        >>> both == digest("0", [], [b"b", b"a"]) == digest(digest("0", [], [b"b"]), [], [b"a"])
        True
        >>> digest(both, [b"b"], []) == digest("0", [], [b"a"]) != both
        True
    """
    total = int(before, 16) + _sum(added) - _sum(removed)
    return f"{total % 16**DIGITS:0{DIGITS}x}"


def _sum(lines: Iterable[bytes]) -> int:
    sha256, number = hashlib.sha256, int.from_bytes
    return sum(number(sha256(one).digest()) for one in lines)


def line(quad: Quad, written: dict[Any, str] | None = None) -> bytes:
    """A quad as the id counts it, an N-Quads line.

    Args:
        quad: the quad.
        written: terms that have been written before; gets those that are new.
    """
    subject, predicate, term, graph = quad
    text = None if written is None else written.get(term)
    if text is None:
        text = str(term)
        if written is not None:
            written[term] = text
    return f"<{subject}> <{predicate}> {text} <{graph}> .\n".encode()
