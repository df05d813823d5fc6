"""A small map of where the partners lie: land and sea, points, lines; no border of any kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from kg.charts import text_width
from kg.entities import Record
from kg.maps.ground import ground

__all__ = ["locator"]

WIDTH, HEIGHT, MARGIN, LEAST = 320, 240, 34, 5.0
SIZE, NAMED = 12, 40
_Ring = list[tuple[float, float]]


class _Frame(NamedTuple):
    """From degrees to the picture: its west and north edge, and units per degree."""

    west: float
    north: float
    kx: float
    ky: float

    def at(self, long: float, lat: float) -> tuple[float, float]:
        return (long - self.west) * self.kx, (self.north - lat) * self.ky


def locator(
    spots: Sequence[Record], lines: Iterable[Record], lang: str, label: str, own: str = ""
) -> Markup:
    """The map as SVG; nothing if nobody has a place.

    Args:
        spots: as `kg.records.sheets.Spot`.
        lines: as `kg.records.sheets.Line`.
        lang: in which language names are written.
        label: what is read out instead of the drawing.
        own: the IRI of what the sheet is about, which is drawn in full.

    Example:
        >>> spot = {"entity": {"iri": "i", "zh": "<甲>", "en": "A"}, "lat": 39.0, "long": 121.6}
        >>> drawn = locator([spot | {"inside": None}], [], "zh", "甲在哪里")
        >>> "&lt;甲&gt;" in drawn, "<path" in drawn
        (True, True)
    """
    if not spots:
        return Markup("")
    frame = _frame(spots)
    at = {spot["entity"]["iri"]: frame.at(spot["long"], spot["lat"]) for spot in spots}
    parts = [
        Markup('<rect class="sea" width="{}" height="{}"/>').format(WIDTH, HEIGHT),
        Markup('<path class="ground" fill-rule="evenodd" d="{}"/>').format(_land(frame)),
        *(_line(at[line["one"]], at[line["other"]], line["directed"]) for line in lines),
        *(_spot(at[spot["entity"]["iri"]], spot, own) for spot in spots),
        *_names(spots, at, lang, own),
    ]
    return Markup(
        '<svg class="locator" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, HEIGHT, label, Markup("").join(parts))


def _frame(spots: Sequence[Record]) -> _Frame:
    longs, lats = [spot["long"] for spot in spots], [spot["lat"] for spot in spots]
    middle = (min(longs) + max(longs)) / 2, (min(lats) + max(lats)) / 2
    narrow = math.cos(math.radians(middle[1]))
    room = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    ky = min(
        room[0] / max((max(longs) - min(longs)) * narrow, LEAST),
        room[1] / max(max(lats) - min(lats), LEAST),
    )
    kx = ky * narrow
    return _Frame(middle[0] - WIDTH / 2 / kx, middle[1] + HEIGHT / 2 / ky, kx, ky)


class _Land(NamedTuple):
    """A coast as a ring of degrees, and the corners of the box that it lies in."""

    ring: _Ring
    low: tuple[float, float]
    high: tuple[float, float]


@cache
def _rings() -> list[_Land]:
    told = ground()
    rings = []
    for steps in told["rings"]:
        x = y = 0
        ring: _Ring = []
        for one, other in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + one, y + other
            ring.append((x * told["step"], y * told["step"]))
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        rings.append(_Land(ring, (min(xs), min(ys)), (max(xs), max(ys))))
    return rings


def _land(frame: _Frame) -> str:
    """Land within the picture: cut at its edges, and without points too near to be told apart."""
    words = []
    for ring, low, high in _rings():
        (left, bottom), (right, top) = frame.at(*low), frame.at(*high)
        if right < 0 or left > WIDTH or bottom < 0 or top > HEIGHT:
            continue
        cut = _cut([frame.at(*point) for point in ring])
        kept: list[str] = []
        for x, y in cut:
            point = f"{x:.0f} {y:.0f}"
            if not kept or point != kept[-1]:
                kept.append(point)
        if len(kept) > 2:
            words.append(f"M{'L'.join(kept)}Z")
    return "".join(words)


def _cut(ring: _Ring) -> _Ring:
    """A ring cut at the four edges of the picture, one after the other (Sutherland and Hodgman)."""
    for axis, edge, sign in ((0, -2, 1), (0, WIDTH + 2, -1), (1, -2, 1), (1, HEIGHT + 2, -1)):
        ring = list(_cut_at(ring, axis, edge, sign))
    return ring


def _cut_at(ring: _Ring, axis: int, edge: float, sign: int) -> Iterator[tuple[float, float]]:
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        a, b = (before[axis] - edge) * sign, (point[axis] - edge) * sign
        if (a < 0) != (b < 0):
            part = a / (a - b)
            yield (
                before[0] + (point[0] - before[0]) * part,
                before[1] + (point[1] - before[1]) * part,
            )
        if b >= 0:
            yield point


def _line(one: tuple[float, float], other: tuple[float, float], directed: bool) -> Markup:
    drawn = Markup('<line class="pair" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        *one, *other
    )
    length = math.dist(one, other)
    if not directed or length < 16:
        return drawn
    # The head stands past the middle, where no symbol covers it.
    dx, dy = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    x, y = one[0] + dx * length * 0.62, one[1] + dy * length * 0.62
    corners = [(x + dx * 5, y + dy * 5), (x - dx * 5 - dy * 4, y - dy * 5 + dx * 4)]
    corners.append((x - dx * 5 + dy * 4, y - dy * 5 - dx * 4))
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    return drawn + Markup('<polygon class="head" points="{}"/>').format(points)


def _spot(at: tuple[float, float], spot: Record, own: str) -> Markup:
    kind = "spot own" if spot["entity"]["iri"] == own else "spot"
    kind += " inside" if spot["inside"] else ""
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(kind, *at)


def _names(
    spots: Sequence[Record], at: dict[str, tuple[float, float]], lang: str, own: str
) -> Iterator[Markup]:
    """Names where there is room, that of the sheet's own thing first; none stands on another."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in at.values()]
    ordered = sorted(spots, key=lambda spot: spot["entity"]["iri"] != own)
    # Of a great many only that of the sheet itself is named.
    for spot in ordered if len(ordered) <= NAMED else ordered[: bool(own)]:
        x, y = at[spot["entity"]["iri"]]
        words = spot["entity"][lang]
        wide = text_width(words, SIZE)
        for left, base in (
            (x + 8, y + 4),
            (x - 8 - wide, y + 4),
            (x - wide / 2, y - 9),
            (x - wide / 2, y + 18),
        ):
            box = left, base - SIZE, left + wide, base + 3
            if not (box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 0 and box[3] < HEIGHT):
                continue
            if not any(_over(box, other) for other in taken):
                taken.append(box)
                yield Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(left, base, words)
                break


def _over(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
