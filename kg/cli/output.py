"""Print rows: aligned tables, JSON, CSV, TSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from kg.cli.bilingual import language, option
from kg.cli.tables import display_width, print_table
from kg.errors import Text

__all__ = [
    "CITED",
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
    from kg.editorial import source_notes

    notes = " ".join(note.in_language(language()) for note in source_notes(source))
    return [source["id"], *(source[key] for key in CITED[1:-1]), notes or None]
