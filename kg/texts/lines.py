"""Pieces of a document as lines: blocks become lines, a row of a table is one of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

__all__ = ["Pieces", "feed", "one_space"]

# A cell that holds more than this is a page laid out as a table, and keeps its lines.
LONGEST_CELL, MOST_PIECES = 120, 64


class Pieces:
    """Text piece by piece, each with the number of the part of the document that it stands in."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []
        self.cells: list[int] = []

    def add(self, text: str, part: int = 0) -> None:
        """Some text, or a line break."""
        self.found.append((text, part))

    def open_cell(self, part: int = 0) -> None:
        """A cell of a table begins."""
        self.add("\t", part)
        self.cells.append(len(self.found))

    def close_cell(self) -> None:
        """It ends: a short one is all in the line of its row, whatever blocks it has."""
        start = self.cells.pop() if self.cells else len(self.found)
        inside = self.found[start:] if len(self.found) - start <= MOST_PIECES else []
        text = "".join(piece for piece, _ in inside)
        if "\n" in text and "\t" not in text and len(text) <= LONGEST_CELL:
            self.found[start:] = [(" ".join(text.split()), inside[0][1])]

    def text(self, parts: Collection[int] = (0,)) -> str:
        """The lines of these parts, or of all if they hold nothing."""
        wanted = _lines("".join(piece for piece, part in self.found if part in parts))
        return wanted or _lines("".join(piece for piece, _ in self.found))


def feed(parser: Any, content: bytes) -> None:
    """Give all of it to a parser of lxml.

    Raises:
        ValueError: if it cannot be read to its end.
    """
    from lxml import etree

    try:
        parser.feed(content)
        parser.close()
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error


def one_space(text: str) -> str:
    """White space as a browser shows it: one space, at the edges too.

    >>> one_space(" a  b ")
    ' a b '
    """
    words = " ".join(part for part in text.replace("\xa0", " ").split() if part)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and words else ""
    return before + words + after


def _lines(text: str) -> str:
    """Lines without the space around them; what is empty is no line."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)
