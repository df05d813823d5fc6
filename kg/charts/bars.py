"""Horizontal bars, by rank."""

from __future__ import annotations

from collections.abc import Sequence

from kg.charts.drawing import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    bar,
    document,
    paragraph,
    shorten,
    text,
    text_width,
)

__all__ = ["bars"]

ROW = 26
WIDTH = 860


def bars(
    entries: Sequence[tuple[str, str, float, str]], *, title: str, notes: Sequence[str] = ()
) -> str:
    """Horizontal bars: rank, name, value; lengths from zero, so that they compare.

    Args:
        entries: rank, name, value and what it means in words (or nothing), in the order shown.
        title: what is shown.
        notes: what it rests on, below the bars.

    Returns:
        A whole SVG document.

    Example:
        >>> bars([("1", "大连市", 0.5, "2 个中的 1 个")], title="排名").startswith("<svg")
        True
    """
    longest = max((text_width(name) for _, name, *_ in entries), default=0)
    told = max((text_width(words, 12) for *_, words in entries), default=0)
    left = MARGIN + 44 + min(longest, 340) + 12
    most = max((value for _, _, value, _ in entries), default=0) or 1
    room = WIDTH - left - 84 - told
    top = MARGIN + 44
    parts = []
    for number, (rank, name, value, words) in enumerate(entries):
        middle = top + number * ROW + ROW / 2
        length = max(0.0, value) / most * room
        parts += [
            text(MARGIN + 30, middle + 5, rank, anchor="end", fill=GREY),
            text(left - 10, middle + 5, shorten(name, 340), anchor="end"),
            bar(left, middle - 8, length, 16, BLUE, f"{name} {value:.6g}"),
            text(left + length + 8, middle + 5, f"{value:.4g}"),
            text(left + length + 66, middle + 5, words, fill=GREY, size=12),
        ]
    bottom: float = top + len(entries) * ROW
    parts.append(
        f'<line x1="{left}" y1="{top}" x2="{left}" y2="{bottom}" stroke="{INK}" stroke-width="1"/>'
    )
    y = bottom + 28
    for note in notes:
        lines, y = paragraph(y, note, WIDTH - 2 * MARGIN)
        parts += lines
    return document(parts, WIDTH, y + MARGIN - 12, title)
