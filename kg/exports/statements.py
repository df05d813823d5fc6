"""Every statement as a row: what which source says, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg.claims import every_statement, read_sources
from kg.entities import describe
from kg.exports.tables import Table
from kg.namespaces import RDF_TYPE, local_name
from kg.sparql import Store

__all__ = ["statements"]

HEADS = [
    "claim_id",
    "claim_type",
    "property",
    "value",
    "value_zh",
    "value_en",
    "language",
    "source_id",
    "issued",
    "reliability",
    "spans",
    "read_by",
]
TOLD = {RDF_TYPE}


def statements(store: Store) -> Table:
    """One row for each value that a source gives for a property of a claim.

    Example:
        >>> import kg
        >>> table = statements(kg.open())
        >>> (table.name, table.heads[:4], len(table.rows) > 10_000)
        ('statements', ['claim_id', 'claim_type', 'property', 'value'], True)
    """
    said = every_statement(store)
    everything = [one for group in said.values() for one in group]
    terms = {
        value.value
        for one in everything
        for values in one.values.values()
        for value in values
        if isinstance(value, ox.NamedNode)
    }
    records = describe(store, terms | set(said))
    sources = read_sources(store, {one.source for one in everything})
    rows = [row for one in everything for row in _rows(one, records, sources)]
    return Table("statements", HEADS, rows)


def _rows(one: Any, records: Any, sources: Any) -> Iterator[list[Any]]:
    claim, source = records[one.claim], sources[one.source]
    spans = "|".join(f"{start}-{end}" for start, end, _ in one.spans)
    for name, values in one.values.items():
        if name in TOLD or "evidence" in local_name(name).lower():
            continue
        for value in values:
            yield [
                claim["id"],
                claim["type"],
                local_name(name),
                *_value(value, records),
                source["id"],
                source["issued"],
                source["reliability"],
                spans or None,
                one.read_by or None,
            ]


def _value(value: Any, records: Any) -> tuple[str | None, ...]:
    if isinstance(value, ox.NamedNode):
        record = records[value.value]
        return record["id"], record["zh"], record["en"], None
    return value.value, None, None, value.language or None
