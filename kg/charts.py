"""Charts as SVG: people who would rather look than read.

A few dozen lines of our own: a charting library costs 300 ms or more to import, brings fonts of
its own that lack Chinese, and cannot say where a figure comes from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from typing import NamedTuple
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

__all__ = [
    "Entry",
    "bar",
    "bars",
    "document",
    "line",
    "mark",
    "page",
    "shorten",
    "text",
    "text_width",
    "timeline",
]

# Blue of Okabe and Ito: told from grey by everybody, and dark in a grey print.
BLUE = "#0072B2"
INK, GREY, RULE = "#1a1a1a", "#555555", "#cccccc"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SIZE = 14
ROW = 26
WIDTH = 860
WIDE = 1080
AXIS = 380
LINE = 20
CIRCLE = [(math.cos(t * math.pi / 8), math.sin(t * math.pi / 8)) for t in range(16)]
SHAPES = {
    "circle": CIRCLE,
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
    "triangle": [(0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
    "wedge": [(0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
    "arrow": [(-1, -1.1), (1.2, 0), (-1, 1.1)],
}
MARKS = (
    ("#CC79A7", "square"),
    ("#009E73", "diamond"),
    ("#D55E00", "triangle"),
    ("#0072B2", "circle"),
    ("#F0E442", "wedge"),
    ("#56B4E9", "arrow"),
)
MARGIN = 24


def bars(entries: Sequence[tuple[int, str, float]], *, title: str, note: str = "") -> str:
    """Horizontal bars: rank, name, value; lengths from zero, so that they compare.

    Args:
        entries: rank, name and value, in the order shown.
        title: what is shown.
        note: what it rests on, below the bars.

    Returns:
        A whole SVG document.

    Example:
        >>> bars([(1, "大连市", 0.5)], title="排名").startswith("<svg")
        True
    """
    longest = max((text_width(name) for _, name, _ in entries), default=0)
    left = MARGIN + 44 + min(longest, 340) + 12
    most = max((value for *_, value in entries), default=0) or 1
    room = WIDTH - left - 90
    top = MARGIN + 44
    parts = []
    for number, (rank, name, value) in enumerate(entries):
        middle = top + number * ROW + ROW / 2
        length = max(0.0, value) / most * room
        parts += [
            text(MARGIN + 30, middle + 5, str(rank), anchor="end", fill=GREY),
            text(left - 10, middle + 5, shorten(name, 340), anchor="end"),
            bar(left, middle - 8, length, 16, BLUE, f"{name} {value:.6g}"),
            text(left + length + 8, middle + 5, f"{value:.4g}"),
        ]
    bottom = top + len(entries) * ROW
    parts.append(
        f'<line x1="{left}" y1="{top}" x2="{left}" y2="{bottom}" stroke="{INK}" stroke-width="1"/>'
    )
    parts.append(text(MARGIN, bottom + 28, note, fill=GREY, size=12))
    return document(parts, WIDTH, bottom + 28 + MARGIN, title)


def document(parts: Sequence[str], width: float, height: float, title: str) -> str:
    """An SVG with a title for eyes and for screen readers."""
    head = text(MARGIN, MARGIN + 16, title, size=18, weight="600")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"',
            f'  width="{width:g}" height="{height:g}" role="img" font-size="{SIZE}"',
            f'  font-family="{FONT}">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
            head,
            *parts,
            "</svg>\n",
        ]
    )


def bar(x: float, y: float, width: float, height: float, fill: str, told: str) -> str:
    """A rectangle that says what it is when pointed at."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{fill}"><title>{escape(told)}</title></rect>'


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    size: int = SIZE,
    weight: str = "400",
) -> str:
    """One line of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
    )


def text_width(words: str, size: int = SIZE) -> float:
    """About how wide a line is: a Chinese character is as wide as high, a letter half of it.

    >>> text_width("大连", 10)
    20.0
    """
    return size * sum(1.0 if east_asian_width(char) in "WF" else 0.55 for char in words)


def shorten(words: str, room: float, size: int = SIZE) -> str:
    """As much of a line as fits, with an ellipsis.

    >>> shorten("大连东北亚国际航运中心", 60, 10)
    '大连东北亚…'
    """
    if text_width(words, size) <= room:
        return words
    while words and text_width(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


class Entry(NamedTuple):
    """Something on a timeline: its kind, the date as printed, first and last day, words."""

    kind: str
    printed: str
    first: str
    last: str
    words: str


def timeline(
    entries: Sequence[Entry], *, kinds: Mapping[str, str], title: str, note: str = ""
) -> str:
    """One row per entry: the date as printed, a mark or a bar on the axis, the words.

    Kinds differ in colour (Okabe and Ito) and in shape, so that a grey print tells them apart.

    Args:
        entries: in order of time.
        kinds: what to call each kind, in the order of the legend.
        title: what is shown.
        note: what it leaves out.

    Example:
        >>> entry = Entry("event", "2018-05", "2018-05-01", "2018-05-31", "洽谈会")
        >>> "洽谈会" in timeline([entry], kinds={"event": "活动"}, title="大事记")
        True
    """
    used = [kind for kind in kinds if any(entry.kind == kind for entry in entries)]
    marks = dict(zip(kinds, cycle(MARKS), strict=False))
    top = MARGIN + 104
    years = range(
        min((int(entry.first[:4]) for entry in entries), default=2000),
        max((int(entry.last[:4]) for entry in entries), default=2000) + 2,
    )
    start = date(years[0], 1, 1).toordinal()
    scale = AXIS / (date(years[-1], 1, 1).toordinal() - start)
    left = MARGIN + 160
    bottom = top + len(entries) * LINE

    def place(day: str, after: int = 0) -> float:
        return left + (date.fromisoformat(day).toordinal() + after - start) * scale

    parts = [text(MARGIN, MARGIN + 38, note, fill=GREY, size=12)]
    parts += _legend(used, kinds, marks, top - 44)
    for year in years:
        x = place(f"{year}-01-01")
        parts.append(line(x, top - 6, x, bottom, RULE))
        if year != years[-1] and (year - years[0]) % (1 + len(years) // 10) == 0:
            parts.append(text(x + 3, top - 10, str(year), fill=GREY, size=11))
    for number, entry in enumerate(entries):
        middle = top + number * LINE + LINE / 2
        color, shape = marks[entry.kind]
        x, end = place(entry.first), place(entry.last, 1)
        parts.append(text(left - 12, middle + 4, entry.printed, anchor="end", size=12))
        if end - x > 8:
            told = f"{entry.printed} {entry.words}"
            parts.append(bar(x, middle - 2, end - x, 4, color, told))
        parts.append(mark((x + end) / 2, middle, color, shape))
        words = shorten(entry.words, WIDE - left - AXIS - 16 - MARGIN, 12)
        parts.append(text(left + AXIS + 16, middle + 4, words, size=12))
    return document(parts, WIDE, bottom + MARGIN, title)


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


def mark(x: float, y: float, color: str, shape: str) -> str:
    """A small symbol around a point: a path in units of five."""
    points = [f"{x + 5 * dx:.1f},{y + 5 * dy:.1f}" for dx, dy in SHAPES[shape]]
    return (
        f'<polygon points="{" ".join(points)}" fill="{color}" stroke="{INK}" stroke-width="0.7"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    """A thin line."""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{color}" stroke-width="1"/>'


def page(
    picture: str, *, title: str, lang: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> str:
    """One HTML file: the chart, and below it the same as a table, for readers and for copying.

    >>> "<table>" in page("<svg/>", title="t", lang="zh", heads=["日期"], rows=[["2018"]])
    True
    """
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return PAGE.format(
        lang={"zh": "zh-Hans"}.get(lang, lang),
        title=escape(title),
        font=FONT,
        picture=picture,
        head=head,
        body=body,
    )


def _lines(cell: str) -> str:
    return "<br>".join(escape(part) for part in cell.split("\n"))


PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ margin: 0 auto; max-width: 1100px; padding: 1rem; font-family: {font}; color: #1a1a1a; }}
svg {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 0.85rem; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.25rem 0.6rem 0.25rem 0; }}
th {{ border-bottom: 2px solid #1a1a1a; }}
td {{ border-bottom: 1px solid #cccccc; }}
td:nth-child(-n+2) {{ white-space: nowrap; }}
tr {{ break-inside: avoid; }}
</style>
</head>
<body>
<main>
{picture}
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</main>
</body>
</html>
"""
