"""Printed pages as running text: columns one after the other, running heads left out, lines joined.

A page is its pieces of text with their places, as a reader of PDF finds them. What a machine
cannot know is not guessed: a line that is not full ends a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["Piece", "running_text"]

# Pages with so many equal first or last lines have a running head.
REPEATED = 3
# How far from the upper and the lower edge of what is printed such a line stands, in lines.
EDGE = 2
# Two lines stand at one height, in points, if they are no further apart than so.
PLACE = 5
NUMBER = re.compile(
    r"[-—–－\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／共]\s*[0-9]+\s*页?)?[-—–－\s]*"
)
ENDED = re.compile(r"[。！？!?；;：:.…][”’』」）)]*$")
SENTENCE = re.compile(r"[。！？!?][”’』」）)]*$")
# Chinese is set without spaces; those that a reader of PDF sees are of its making.
IDEOGRAPH, MARK = r"[\u2e80-\u9fff\uff00-\uffef]", r"[\u3001\u3002\uff00-\uff0f\uff1a-\uff1f]"
WIDE = re.compile(f"(?<={IDEOGRAPH}) (?={IDEOGRAPH})|(?<={MARK}) | (?={MARK})")
LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Piece:
    """Characters in a box; ``top`` is larger than ``bottom``, as on paper."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class _Line:
    """A line of one column; ``cells`` are apart, as in a table."""

    left: float
    right: float
    middle: float
    height: float
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\t".join(self.cells)


def running_text(pages: Iterable[Sequence[Piece]]) -> str:
    r"""The text of all pages, a paragraph a line.

    Example:
        >>> above = Piece(0, 90, 100, 100, "大连市与上")
        >>> running_text([[above, Piece(0, 70, 60, 80, "海市签约。"), Piece(20, 50, 60, 60, "完")]])
        '大连市与上海市签约。\n完\n'
    """
    kept = _without_heads([[p for p in page if p.text.strip() and p.height > 0] for page in pages])
    columns = [[_lines(column) for column in _columns(page)] for page in kept]
    paragraphs: list[str] = []
    broken = False
    for page in columns:
        for lines in page:
            found = list(_paragraphs(lines))
            if not found:
                continue
            if broken and paragraphs and not found[0][2]:
                paragraphs[-1] = _joined(paragraphs[-1], found[0][0])
                broken = found[0][1]
                found = found[1:]
            paragraphs += [text for text, *_ in found]
            # A sentence goes on over the end of a page, if its last line is full.
            broken = found[-1][1] if found else broken
    return "".join(f"{text}\n" for text in paragraphs if text.strip())


def _columns(page: Sequence[Piece]) -> list[list[Piece]]:
    """The page, or its two columns where full lines stand left and right of a gutter."""
    pieces = list(page)
    if len(pieces) < 8:
        return [pieces] if pieces else []
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    width = right - left
    best = min(
        (left + width * share / 100 for share in range(35, 66)),
        key=lambda x: (sum(p.left < x < p.right for p in pieces), abs(x - left - width / 2)),
    )
    crossing = [p for p in pieces if p.left < best < p.right]
    sides = [p for p in pieces if p.right <= best], [p for p in pieces if p.left >= best]
    full = all(
        _is_column(side, limits)
        for side, limits in zip(sides, ((left, best), (best, right)), strict=True)
    )
    if not full or len(crossing) > len(pieces) * 0.15:
        return [pieces]
    # What goes over the whole width stands before or behind the columns.
    top = max(p.top for side in sides for p in side)
    bottom = min(p.bottom for side in sides for p in side)
    above = [p for p in crossing if p.middle > top]
    below = [p for p in crossing if p.middle < bottom]
    if len(above) + len(below) < len(crossing):
        return [pieces]
    return [part for part in (above, *sides, below) if part]


def _is_column(side: Sequence[Piece], limits: tuple[float, float]) -> bool:
    """Whether most lines fill the width: cells of a table do not."""
    if len(side) < 4:
        return False
    right = max(piece.right for piece in side)
    left = min(piece.left for piece in side)
    full = [p for p in side if p.right - p.left > 0.75 * (right - left)]
    return len(full) >= 0.5 * len(side) and right - left > 0.5 * (limits[1] - limits[0])


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one height, from the top of the page to its foot."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        first = rows[-1][0] if rows else piece
        if rows and abs(first.middle - piece.middle) < 0.5 * max(first.height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    return [_line(row) for row in _rows(pieces)]


def _line(row: Sequence[Piece]) -> _Line:
    height = max(piece.height for piece in row)
    cells = [row[0].text]
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        if gap > 1.6 * height:
            cells.append(piece.text)
        else:
            cells[-1] = _joined(cells[-1], piece.text, gap > 0.25 * height)
    texts = (WIDE.sub("", " ".join(cell.split())) for cell in cells)
    middle = row[0].middle
    return _Line(
        row[0].left, max(p.right for p in row), middle, height, tuple(t for t in texts if t)
    )


def _without_heads(pages: list[list[Piece]]) -> list[list[Piece]]:
    """Leave out what stands at the edge of most pages, and their numbers."""
    edges: Counter[tuple[str, int]] = Counter()
    for page in pages:
        edges.update({_mark(row) for row in _edge(page)})
    often = max(REPEATED, len(pages) // 3)
    whole = len(pages) if len(pages) > 1 else REPEATED
    heads = {mark for mark, count in edges.items() if count >= min(often, whole)}
    kept = []
    for page in pages:
        gone = {id(piece) for row in _edge(page) if _is_head(row, heads) for piece in row}
        kept.append([piece for piece in page if id(piece) not in gone])
    return kept


def _is_head(row: Sequence[Piece], heads: set[tuple[str, int]]) -> bool:
    text = "".join(piece.text for piece in row).strip()
    return _mark(row) in heads or bool(NUMBER.fullmatch(text))


def _edge(page: Sequence[Piece]) -> list[list[Piece]]:
    rows = _rows(page)
    return [*rows[:EDGE], *rows[EDGE:][-EDGE:]]


def _mark(row: Sequence[Piece]) -> tuple[str, int]:
    """By which a running head is known on every page: its words without numbers, its height."""
    words = re.sub(r"[\s0-9０-９]+", "", "".join(piece.text for piece in row))
    return words, round(row[0].middle / PLACE)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[tuple[str, bool, bool]]:
    """Text, whether it goes on behind its last line, and whether its first line is indented."""
    if not lines:
        return
    right = max(line.right for line in lines)
    left = min(line.left for line in lines)
    size = median(line.height for line in lines)
    text, indented = lines[0].text, lines[0].left > left + 1.2 * size
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        full = line.right > right - 1.8 * size and len(line.cells) == 1
        if following is None:
            yield text, full and not SENTENCE.search(text) and right - left > 12 * size, indented
            return
        starts = following.left > left + 1.2 * size
        alike = abs(following.height - line.height) < 0.25 * size
        near = line.middle - following.middle < 3 * size
        if full and alike and near and not starts and len(following.cells) == 1:
            text = _joined(text, following.text)
        else:
            yield text, False, indented
            text, indented = following.text, starts


def _joined(text: str, more: str, apart: bool = True) -> str:
    """Two pieces of a line, or of a paragraph: a space only between words of letters.

    >>> _joined("大连", "上海"), _joined("World", "Bank"), _joined("co-", "operation")
    ('大连上海', 'World Bank', 'cooperation')
    """
    first, last = more[:1], text[-1:]
    if last == "-" and re.search(r"[a-z]-$", text) and first.islower():
        return text[:-1] + more
    spaced = apart and LATIN.match(first) and LATIN.match(last)
    return f"{text} {more}" if spaced else text + more
