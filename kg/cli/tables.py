"""Tables of text: columns aligned by display width, folded to the width of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import combining, east_asian_width

import click

from kg.characters import visible
from kg.cli.bilingual import language

__all__ = ["display_width", "fold", "print_table", "terminal_width"]

GAP = 2
# A column that would become narrower than this is no longer read: rows are then told one by one.
LEAST = 16
NO_BEGINNING = set("，。、；：！？）》」』】〕”’·—–…,;:!?)]}%")
NO_END = set("（《「『【〔“‘([{")


def terminal_width() -> int | None:
    """How many columns the terminal has; None where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def print_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    groups: Mapping[int, str] | None = None,
) -> None:
    """Columns aligned by display width: a Chinese character takes two cells.

    In a terminal, wide columns are folded to fit; where that leaves too little, each row is told
    line by line. A pipe gets every row on one line. ``groups`` has the lines that stand before
    the rows with these numbers.
    """
    groups = {number: visible(words) for number, words in (groups or {}).items()}
    # Also where the table goes into a file, which somebody will look at in a terminal.
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(display_width(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    room = terminal_width()
    fitting = _fitted(widths, room) if room else widths
    if fitting is None:
        for line in _records(heads, rows, room or 0, groups):
            click.echo(line)
        return
    for line in _lines(heads, fitting):
        click.echo(line)
    click.echo((" " * GAP).join("─" * width for width in fitting))
    for number, row in enumerate(rows):
        if number in groups:
            click.echo(groups[number])
        for line in _lines(row, fitting):
            click.echo(line)


def display_width(text: str) -> int:
    """Cells a text takes in a terminal (UAX #11: wide and full-width characters take two).

    >>> display_width("大连 DL")
    7
    """
    # wcwidth knows more scripts and takes 20 ms to import; the answer itself takes 20 ms.
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def fold(text: str, room: int) -> list[str]:
    """A text in lines of at most ``room`` cells: words stay whole, punctuation where it belongs.

    >>> fold("大连市、上海市 and Panjin", 10)
    ['大连市、上', '海市 and', 'Panjin']
    """
    lines = [""]
    for unit in _units(text):
        if display_width(lines[-1] + unit.rstrip()) <= room:
            lines[-1] += unit
            continue
        if lines[-1]:
            lines.append("")
        for char in unit:
            if display_width(lines[-1] + char.rstrip()) > room:
                lines.append("")
            lines[-1] += char
    return [line.rstrip() for line in lines]


def _units(text: str) -> list[str]:
    """The parts between which a line may end."""
    units: list[str] = []
    for char in text:
        if units and _sticks(units[-1][-1], char):
            units[-1] += char
        else:
            units.append(char)
    return units


def _sticks(before: str, char: str) -> bool:
    if char == " " or char in NO_BEGINNING or before in NO_END:
        return True
    if before == "-" and char.isdigit():
        return True
    if before in " -/" or (before == "]" and char == "["):
        return False
    return display_width(before) < 2 and display_width(char) < 2


def _fitted(widths: Sequence[int], room: int) -> list[int] | None:
    """The same widths, the widest made narrower until all fit; None if they cannot."""
    fitting = list(widths)
    too_much = sum(fitting) + GAP * (len(fitting) - 1) - room
    for _ in range(too_much):
        widest = max(range(len(fitting)), key=fitting.__getitem__)
        if fitting[widest] <= LEAST:
            return None
        fitting[widest] -= 1
    return fitting


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """One row; where it goes on in a second line, the first column is indented."""
    folded = [
        fold(cell, width) if display_width(cell) > width else [cell]
        for cell, width in zip(cells, widths, strict=True)
    ]
    if len(folded[0]) > 1:
        first, *rest = fold(cells[0], widths[0] - GAP)
        folded[0] = [first, *(" " * GAP + line for line in rest)]
    for number in range(max(len(lines) for lines in folded)):
        parts = [lines[number] if number < len(lines) else "" for lines in folded]
        padded = [
            part + " " * (width - display_width(part))
            for part, width in zip(parts, widths, strict=True)
        ]
        yield (" " * GAP).join(padded).rstrip()


def _records(
    heads: Sequence[str], rows: Sequence[Sequence[str]], room: int, groups: Mapping[int, str]
) -> Iterator[str]:
    """Each row by itself: its first cell, then what the others say under their heads."""
    colon = "：" if language() == "zh" else ": "
    for number, row in enumerate(rows):
        if number in groups:
            yield from ["", *fold(groups[number], room), ""] if number else [groups[number], ""]
        if row[0]:
            yield from ["", *fold(row[0], room)] if number else fold(row[0], room)
        for head, cell in zip(heads[1:], row[1:], strict=True):
            first, *rest = fold(f"{head}{colon}{cell}", max(LEAST, room - 2 * GAP))
            if cell:
                yield " " * GAP + first
                yield from (" " * 2 * GAP + line for line in rest)
