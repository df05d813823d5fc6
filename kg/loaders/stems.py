"""Which table a file or sheet is, and what in it is written to nobody but its editors."""

from __future__ import annotations

from dataclasses import replace

from kg.errors import Problem, Text
from kg.loaders.hints import nearest
from kg.loaders.tables import Table
from kg.ontology import Ontology

__all__ = ["table_name", "unknown_table", "with_keys", "without_notes"]

GAZETTEER = "gazetteer"
# The key of a row and its evidence in Chinese. Where there is an id, 编号 is what a plan numbers.
KEYS = {
    "编号": "id",
    "来源": "source",
    "类": "type",
    "起": "start",
    "止": "end",
    "引文": "quote",
    "位置": "locator",
    "例外": "exception",
}
# Columns in which people write to themselves.
NOTE_COLUMNS = {"备注", "注", "note", "notes", "remark", "remarks"}


def table_name(stem: str, ontology: Ontology) -> str | None:
    """The table that a file or sheet is, by its name or by that of its class in Chinese.

    >>> from kg.ontology import load
    >>> table_name("结对关系", load()), table_name("pairings", load()), table_name("表1", load())
    ('pairings', 'pairings', None)
    """
    if stem in ontology.tables:
        return stem
    # The gazetteer is a table of places too, and not the one that people fill in.
    named = {found.label.zh: name for name, found in ontology.tables.items() if name != GAZETTEER}
    return named.get(stem)


def unknown_table(table: Table, ontology: Ontology) -> Problem:
    """The refusal of a table that is none, with the nearest in the script of its name."""
    known = sorted(name for name in ontology.tables if name != GAZETTEER)
    if not table.stem.isascii():
        known = sorted({ontology.tables[name].label.zh for name in known})
    what = Text(f"没有叫“{table.stem}”的表", f"there is no table “{table.stem}”")
    return Problem(table.file, 0, "", what, nearest(table.stem, known))


def without_notes(table: Table) -> Table:
    """The table without the columns in which people write to themselves."""
    kept = [i for i, head in enumerate(table.headers) if head.casefold() not in NOTE_COLUMNS]
    if len(kept) == len(table.headers):
        return table
    rows = tuple((number, tuple(cells[i] for i in kept)) for number, cells in table.rows)
    return replace(table, headers=tuple(table.headers[i] for i in kept), rows=rows)


def with_keys(table: Table) -> tuple[Table, dict[str, str]]:
    """The table with its key columns in English, and how it has them: ``{"id": "编号"}``."""
    present = set(table.headers)
    written = {key: head for head, key in KEYS.items() if head in present and key not in present}
    english = {head: key for key, head in written.items()}
    headers = tuple(english.get(head, head) for head in table.headers)
    return (replace(table, headers=headers) if written else table), written
