"""Print rows: aligned tables, JSON, CSV, TSV; sources as numbered notes."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import combining, east_asian_width

import click

from kg.cli.bilingual import language, option
from kg.errors import Text

__all__ = [
    "CITED",
    "Notes",
    "cite",
    "cited",
    "display_width",
    "format_option",
    "print_json",
    "print_table",
    "print_values",
]

# The columns that say where a row comes from, in CSV and TSV.
CITED = ("source", "title", "issued", "locator", "start", "end", "url", "corrections")
FORMATS = ("table", "json", "csv", "tsv")

format_option = option(
    "--format",
    "form_",
    type=click.Choice(FORMATS),
    default="table",
    text=Text(
        "输出格式；csv、tsv 每行一个来源，值照原样，不为电子表格改写",
        "output format; csv and tsv have one line per source, values exactly as they are",
    ),
)


def print_json(value: Any) -> None:
    """JSON, indented, in the order of the contract; characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_values(heads: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """CSV (RFC 4180) or TSV of plain values."""
    import csv
    import io

    buffer = io.StringIO(newline="")
    if form == "csv":
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerows([heads, *rows])
        click.echo(buffer.getvalue(), nl=False)
        return
    for row in [heads, *rows]:
        cells = ["" if cell is None else str(cell) for cell in row]
        click.echo("\t".join(" ".join(cell.split()) for cell in cells))


def cited(source: Mapping[str, Any]) -> list[Any]:
    """The cells under ``CITED`` for one source record."""
    notes = " ".join(_corrected(note) for note in source.get("corrections", ()))
    return [source["id"], *(source[key] for key in CITED[1:-1]), notes or None]


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns aligned by display width: a Chinese character takes two cells.

    A terminal gets its last column folded to fit; a pipe gets every row on one line.
    """
    width = display_width
    widths = [max(width(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    room = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 10**9
    last = max(12, room - sum(widths[:-1]) - 2 * (len(widths) - 1))

    def line(cells: Sequence[str]) -> None:
        head = "  ".join(
            cell + " " * (size - width(cell))
            for cell, size in zip(cells, widths, strict=True)
            if size is not None
        )
        if width(head.rstrip()) <= room:
            click.echo(head.rstrip())
            return
        left = "  ".join(
            cell + " " * (size - width(cell))
            for cell, size in zip(cells[:-1], widths[:-1], strict=True)
        )
        for number, part in enumerate(_folded(cells[-1], last, width)):
            lead = left if number == 0 else " " * width(left)
            click.echo(f"{lead}  {part}")

    line(heads)
    rule = ["─" * size for size in (*widths[:-1], min(widths[-1], last))]
    click.echo("  ".join(rule))
    for row in rows:
        line(row)


def display_width(text: str) -> int:
    """Cells a text takes in a terminal (UAX #11: wide and full-width characters take two).

    >>> display_width("大连 DL")
    7
    """
    # wcwidth knows more scripts and takes 20 ms to import; the answer itself takes 20 ms.
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _folded(text: str, room: int, width: Any) -> list[str]:
    parts, current = [], ""
    for char in text:
        if current and width(current + char) > room:
            parts.append(current)
            current = ""
        current += char
    return [*parts, current]


class Notes:
    """Numbers sources from [1] in the order in which rows name them.

    Rows that rest on the same places in the same source share a note. ``titles`` holds titles in
    the language of this run by id of the source, where they differ from the Chinese ones.
    """

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        self.titles = titles or {}
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.lines: list[str] = []

    def mark(self, sources: Sequence[dict[str, Any]]) -> str:
        """``[1][2]`` for the sources of a row."""
        by_source: dict[str, list[dict[str, Any]]] = {}
        for source in sources:
            by_source.setdefault(source["id"], []).append(source)
        return "".join(f"[{self._number(places)}]" for places in by_source.values())

    def _number(self, places: list[dict[str, Any]]) -> int:
        notes = [note for place in places for note in place.get("corrections", ())]
        spans = ((place["start"], place["end"]) for place in places)
        key = (places[0]["id"], *spans, *(note["id"] for note in notes))
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.lines.append(f"[{self.numbers[key]}] {cite(places, self.titles)}")
            self.lines += [f"    {_corrected(note)}" for note in notes]
        return self.numbers[key]

    def print(self) -> None:
        """The list of sources."""
        if self.lines:
            click.echo()
            click.echo(Text("来源", "Sources").in_language(language()))
            for text in self.lines:
                click.echo(text)


def cite(places: Sequence[dict[str, Any]], titles: Mapping[str, str] | None = None) -> str:
    """Title, publisher, date, places in the text and address of one source, as one line."""
    lang = language()
    source = places[0]
    title = (titles or {}).get(source["id"], source["title"])
    if lang == "zh" and not title.startswith(("[", "《")):
        title = f"《{title}》"
    parts = [title, source["publisher"], _issued(source), _locators(places), _spans(places)]
    ident = Text(f"来源 {source['id']}", f"source {source['id']}").in_language(lang)
    said = [part for part in (ident, *parts, source["url"]) if part]
    return ("，" if lang == "zh" else ", ").join(said)


def _corrected(note: dict[str, Any]) -> str:
    """What editors corrected, as one line."""
    from kg.editorial import correction_sentence

    return correction_sentence(note).in_language(language())


def _issued(source: dict[str, Any]) -> str:
    if not source["issued"]:
        return Text("日期不详", "no date").in_language(language())
    inferred = Text("（推断）", " (inferred)").in_language(language())
    return str(source["issued"]) + (inferred if source["inferred"] else "")


def _locators(places: Sequence[dict[str, Any]]) -> str:
    found = dict.fromkeys(place["locator"] for place in places if place["locator"])
    return ("、" if language() == "zh" else "; ").join(found)


def _spans(places: Sequence[dict[str, Any]]) -> str:
    spans = [f"{place['start']}–{place['end']}" for place in places if place["start"] is not None]
    if not spans:
        return ""
    zh, en = "、".join(spans), ", ".join(spans)
    return Text(f"第 {zh} 字符", f"characters {en}").in_language(language())
