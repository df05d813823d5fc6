"""Bring the tables of docs/data.md and docs/data.zh.md up to date: columns and numbers.

The words stay as they are: what a row of a table is, what a source is. Totals that stand in
sentences are printed, and have to be put there by hand; tests/test_codebook.py compares them.

Example:
    python tools/make_data_docs.py
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from kg.loaders import build_in_memory
from kg.namespaces import SOURCE, identifier
from kg.store import select

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("data.md", "data.zh.md")
KEY = {"id", "source", "type", "start", "end", "locator", "exception"}
WEB = ("web pages", "网页")

COUNTS = f"""
SELECT ?source ?claim ?span WHERE {{
  GRAPH ?source {{ ?claim a ?class OPTIONAL {{ ?claim coop:evidence ?span }} }}
  FILTER(?class != oa:TextPositionSelector && STRSTARTS(STR(?source), "{SOURCE}"))
}}"""
SPANS = f"""
SELECT ?source ?thing ?span WHERE {{
  GRAPH ?source {{ ?thing coop:evidence ?span }} FILTER(STRSTARTS(STR(?source), "{SOURCE}"))
}}"""

_Table = tuple[list[str], list[dict[str, str]]]


def pages() -> dict[str, str]:
    """The two files as they should be, by name."""
    tables = _tables()
    sources = _sources(tables)
    written = {}
    for name in PAGES:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^\| `([a-z_]+)` \|.*$", lambda row: _table_row(row, tables), text)
        written[name] = re.sub(
            rf"(?m)^\| (\d{{3}}|{'|'.join(WEB)}) \| ([^|]+) \|(?: \d+ \|){{3}}$",
            lambda row: _source_row(row, sources),
            text,
        )
    return written


def _tables() -> dict[str, _Table]:
    found = {}
    for path in sorted((ROOT / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            found[path.stem] = (list(reader.fieldnames or ()), list(reader))
    return found


def _table_row(row: re.Match[str], tables: dict[str, _Table]) -> str:
    name, cells = row[1], row[0].strip("| ").split(" | ")
    if name not in tables or len(cells) != 5:
        return row[0]
    headers, rows = tables[name]
    things = {line.get("id") or str(line) for line in rows}
    return f"| `{name}` | {cells[1]} | {_columns(headers)} | {len(things)} | {len(rows)} |"


def _columns(headers: list[str]) -> str:
    """The columns that are properties; the two languages of one are written together."""
    shown: dict[str, None] = {}
    for header in headers:
        stem, _, language = header.partition("@")
        if header in KEY:
            continue
        both = language and {f"{stem}@zh", f"{stem}@en"} <= set(headers)
        shown[f"`{stem}@zh/@en`" if both else f"`{header}`"] = None
    return " ".join(shown)


def _sources(tables: dict[str, _Table]) -> dict[str, tuple[int, int, int]]:
    """Rows, claims and pieces of evidence of each source, and of all web pages together."""
    store = build_in_memory()
    rows = Counter(
        line["source"] for _, lines in tables.values() for line in lines if line.get("source")
    )
    claims = {(row["source"].value, row["claim"].value) for row in select(store, COUNTS)}
    spans = Counter(identifier(row["source"].value) for row in select(store, SPANS))
    said = Counter(identifier(source) for source, _ in claims)
    found = {name: (rows[name], said[name], spans[name]) for name in rows}
    pages = [found[name] for name in found if not re.fullmatch(r"\d{3}", name)]
    first, second, third = map(sum, zip(*pages, strict=True))
    return found | dict.fromkeys(WEB, (first, second, third))


def _source_row(row: re.Match[str], sources: dict[str, tuple[int, int, int]]) -> str:
    numbers = " | ".join(str(number) for number in sources[row[1]])
    return f"| {row[1]} | {row[2]} | {numbers} |"


if __name__ == "__main__":
    for page, content in pages().items():
        (ROOT / "docs" / page).write_text(content, encoding="utf-8", newline="\n")
