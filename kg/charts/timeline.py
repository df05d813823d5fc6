"""What happened when, as a drawing: each thing a mark at its date, with its words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from typing import NamedTuple

from kg.charts.drawing import (
    GREY,
    MARGIN,
    MARKS,
    RULE,
    bar,
    document,
    line,
    mark,
    paragraph,
    shorten,
    text,
    text_width,
)

__all__ = ["Entry", "marks_of", "timeline"]

WIDE = 1080
LINE = 20
# The axis, between the dates as printed and the right edge.
LEFT, RIGHT = MARGIN + 160, WIDE - MARGIN - 60


class Entry(NamedTuple):
    """Something on a timeline: its kind, the date as printed, first and last day, words."""

    kind: str
    printed: str
    first: str
    last: str
    words: str


def marks_of(kinds: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The colour (Okabe and Ito) and shape of each kind: a grey print tells them apart.

    >>> marks_of({"plan": "方案"})
    {'plan': ('#CC79A7', 'square')}
    """
    return dict(zip(kinds, cycle(MARKS), strict=False))


def timeline(
    entries: Sequence[Entry], *, kinds: Mapping[str, str], title: str, notes: Sequence[str] = ()
) -> str:
    """One row per entry: the date as printed, a mark or a bar on the axis, the words beside it.

    Args:
        entries: in order of time.
        kinds: what to call each kind, in the order of the legend.
        title: what is shown.
        notes: what it holds and leaves out.

    Example:
        >>> entry = Entry("event", "2018-05", "2018-05-01", "2018-05-31", "洽谈会")
        >>> "洽谈会" in timeline([entry], kinds={"event": "活动"}, title="大事记")
        True
    """
    used = [kind for kind in kinds if any(entry.kind == kind for entry in entries)]
    marks = marks_of(kinds)
    parts: list[str] = []
    y = MARGIN + 38.0
    for note in notes:
        lines, y = paragraph(y, note, WIDE - 2 * MARGIN)
        parts += lines
    parts += _legend(used, kinds, marks, y + 8)
    top = y + 54
    years = range(
        min((int(entry.first[:4]) for entry in entries), default=2000),
        max((int(entry.last[:4]) for entry in entries), default=2000) + 2,
    )
    start = date(years[0], 1, 1).toordinal()
    scale = (RIGHT - LEFT) / (date(years[-1], 1, 1).toordinal() - start)
    bottom = top + len(entries) * LINE

    def place(day: str, after: int = 0) -> float:
        return LEFT + (date.fromisoformat(day).toordinal() + after - start) * scale

    for year in years:
        x = place(f"{year}-01-01")
        parts.append(line(x, top - 6, x, bottom, RULE))
        if year != years[-1] and (year - years[0]) % (1 + len(years) // 16) == 0:
            parts.append(text(x + 3, top - 10, str(year), fill=GREY, size=11))
    for number, entry in enumerate(entries):
        middle = top + number * LINE + LINE / 2
        color, shape = marks[entry.kind]
        x, end = place(entry.first), place(entry.last, 1)
        parts.append(text(LEFT - 12, middle + 4, entry.printed, anchor="end", size=12))
        if end - x > 8:
            told = f"{entry.printed} {entry.words}"
            parts.append(bar(x, middle - 2, end - x, 4, color, told))
        at = (x + end) / 2
        parts.append(mark(at, middle, color, shape))
        parts.append(_words(entry.words, middle + 4, min(x, at - 6) - 6, max(end, at + 6) + 6))
    return document(parts, WIDE, bottom + MARGIN, title)


def _words(words: str, y: float, before: float, after: float) -> str:
    """On the side where there is room, close to the mark; the grid is kept out of them."""
    room = WIDE - MARGIN - after
    left = text_width(words, 12) > room and before - LEFT > room
    told = shorten(words, (before - LEFT) if left else room, 12)
    drawn = text(before if left else after, y, told, size=12, anchor="end" if left else "start")
    halo = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return drawn.replace("<text ", f"<text {halo} ", 1)


def _legend(
    used: Sequence[str],
    kinds: Mapping[str, str],
    marks: Mapping[str, tuple[str, str]],
    y: float,
) -> list[str]:
    parts, x = [], float(MARGIN + 8)
    for kind in used:
        parts.append(mark(x, y, *marks[kind]))
        parts.append(text(x + 12, y + 4, kinds[kind], size=12))
        x += 12 + text_width(kinds[kind], 12) + 28
    return parts
