"""What charts are drawn with: words of known width, bars, lines and marks, in one document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

__all__ = [
    "BLUE",
    "GREY",
    "INK",
    "MARGIN",
    "MARKS",
    "RULE",
    "bar",
    "document",
    "line",
    "mark",
    "paragraph",
    "shorten",
    "text",
    "text_width",
]

# Blue of Okabe and Ito: told from grey by everybody, and dark in a grey print.
BLUE = "#0072B2"
INK, GREY, RULE = "#1a1a1a", "#555555", "#cccccc"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SIZE = 14
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


def paragraph(y: float, words: str, room: float, *, size: int = 12) -> tuple[list[str], float]:
    """Words in as many lines as they need, and where the next begins.

    Args:
        y: the foot of the first line.
        words: Chinese breaks between any two characters, English between words.
        room: how wide a line may be.
        size: of the letters.
    """
    lines, rest = [], words
    while rest:
        fits = len(rest)
        while fits > 1 and text_width(rest[:fits], size) > room:
            fits -= 1
        space = rest.rfind(" ", 0, fits)
        if fits < len(rest) and rest[fits - 1 : fits + 1].isascii() and space > 0:
            fits = space + 1
        lines.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    parts = [
        text(MARGIN, y + 17 * number, one, fill=GREY, size=size) for number, one in enumerate(lines)
    ]
    return parts, y + 17 * len(lines)
