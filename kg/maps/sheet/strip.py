"""When the sources of a sheet appeared: a strip of marks, each with the number of its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from kg import dates
from kg.entities import Record

__all__ = ["strip"]

# In per cent of the width, which may be a phone's: marks nearer than this stand one above another.
NEAR, LEFT, RIGHT, LANE, FOOT = 7.0, 4.0, 94.0, 20, 22
YEARS = 6


def strip(sources: Sequence[Record], label: str) -> Markup:
    """The strip as SVG as wide as there is room; nothing if fewer than two are dated.

    Args:
        sources: records of sources with a ``number``.
        label: what is read out instead.

    Example:
        >>> years = {1: "2017", 2: "2018-03"}
        >>> kind = {"reliability": "press"}
        >>> sources = [{**kind, "number": n, "issued": day} for n, day in years.items()]
        >>> "[2]" in strip(sources, "")
        True
    """
    spans = {one["number"]: dates.parse(one["issued"]) for one in sources if one["issued"]}
    if len(spans) < 2:
        return Markup("")
    first = min(span.first for span in spans.values()).year
    last = max(span.last for span in spans.values()).year + 1
    days = (date(last, 1, 1) - date(first, 1, 1)).days

    def place(day: date) -> float:
        return LEFT + (day - date(first, 1, 1)).days / days * (RIGHT - LEFT)

    lanes: list[float] = []
    parts: list[Markup] = []
    for one in sorted(sources, key=lambda one: spans.get(one["number"], (date.max,))[0]):
        if one["number"] not in spans:
            continue
        start, end = (place(day) for day in spans[one["number"]])
        middle = (start + end) / 2
        lane = next((k for k, right in enumerate(lanes) if right + NEAR < start), len(lanes))
        lanes[lane : lane + 1] = [end]
        parts.append(_mark(one, start, end, middle, lane))
    height = len(lanes) * LANE + FOOT
    base = height - FOOT + 4
    axis = Markup('<line class="axis" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(
        LEFT, RIGHT, base, base
    )
    step = max(1, -(-(last - first) // YEARS))
    years = (
        Markup('<text class="year" x="{:.1f}%" y="{}">{}</text>').format(
            place(date(year, 1, 1)), height - 3, year
        )
        for year in range(first, last, step)
    )
    return Markup('<svg class="strip" height="{}" role="img" aria-label="{}">{}</svg>').format(
        height, label, axis + Markup("").join([*parts, *years])
    )


def _mark(one: Record, start: float, end: float, middle: float, lane: int) -> Markup:
    y = lane * LANE + 10
    kind = one["reliability"] if one["reliability"] in ("official", "press", "web") else "weak"
    bar = (
        Markup('<line class="span {}" x1="{:.1f}%" x2="{:.1f}%" y1="{}" y2="{}"/>').format(
            kind, start, end, y, y
        )
        if end - start > 1.5
        else Markup("")
    )
    dot = Markup('<circle class="mark {}" cx="{:.1f}%" cy="{}" r="5"/>').format(kind, middle, y)
    name = Markup('<text x="{:.1f}%" dx="8" y="{}">[{}]</text>')
    return bar + dot + name.format(end if bar else middle, y + 4, one["number"])
