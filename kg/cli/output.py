"""Print rows: aligned tables, JSON, CSV, TSV; sources as numbered notes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from kg.claims import located
from kg.cli.bilingual import language, option
from kg.cli.tables import display_width, print_table
from kg.errors import Text

__all__ = [
    "CITED",
    "Notes",
    "cite",
    "cited",
    "cited_heads",
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
        "输出格式；csv、tsv 每行一个来源，会被表格软件当作公式的文字前加一个空格",
        "output format; csv and tsv have one line per source, and a space before what a "
        "spreadsheet would take for a formula",
    ),
)


def print_json(value: Any) -> None:
    """JSON, indented, in the order of the contract; characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_values(heads: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """CSV (RFC 4180) or TSV of plain values, none of which a spreadsheet takes for a formula."""
    import csv
    import io

    from kg.formulas import harmless

    if form == "csv":
        buffer = io.StringIO(newline="")
        lines = [[harmless(cell) for cell in row] for row in [heads, *rows]]
        csv.writer(buffer, lineterminator="\r\n").writerows(lines)
        click.echo(buffer.getvalue(), nl=False)
        return
    for row in [heads, *rows]:
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in row]
        click.echo("\t".join(harmless(cell) for cell in cells))


def cited_heads(keys: Sequence[str]) -> list[str]:
    """``CITED`` behind other heads: no two columns have one name."""
    return [f"source_{name}" if name in keys else name for name in CITED]


def cited(source: Mapping[str, Any] | None) -> list[Any]:
    """The cells under ``CITED`` for one source record; empty ones where no source speaks."""
    if source is None:
        return [None] * len(CITED)
    notes = " ".join(_corrected(note) for note in source.get("corrections", ()))
    return [source["id"], *(source[key] for key in CITED[1:-1]), notes or None]


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
    lang = language()
    found = dict.fromkeys(located(place["locator"], lang) for place in places if place["locator"])
    return ("、" if lang == "zh" else "; ").join(found)


def _spans(places: Sequence[dict[str, Any]]) -> str:
    spans = [f"{place['start']}–{place['end']}" for place in places if place["start"] is not None]
    if not spans:
        return ""
    zh, en = "、".join(spans), ", ".join(spans)
    return Text(f"第 {zh} 字符", f"characters {en}").in_language(language())
