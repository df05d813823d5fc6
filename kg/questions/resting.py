"""What rests on a document: every claim that it states, by its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims import citations, read_sources, read_statements
from kg.entities import describe
from kg.questions.digest import told_apart
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records.sheets import Rested

__all__ = ["resting"]

STATED = """
SELECT DISTINCT ?claim WHERE { GRAPH $source { ?claim a ?class } }"""


def resting(store: Store, source: str) -> list[Rested]:
    """The claims of a source in the order of its text; those without a place come last.

    Args:
        store: an open store.
        source: the IRI of the source.

    Example:
        >>> import kg
        >>> from kg.namespaces import SOURCE
        >>> rows = resting(kg.open(), SOURCE + "002")
        >>> starts = [row["sources"][0]["start"] or 0 for row in rows if row["sources"][0]["start"]]
        >>> starts == sorted(starts)
        True
    """
    rows = select(store, STATED, source=ox.NamedNode(source))
    found = read_statements(store, [row["claim"].value for row in rows])
    said = {iri: [one for one in group if one.source == source] for iri, group in found.items()}
    said = {iri: group for iri, group in said.items() if group and group[0].values}
    known = told_apart(store, describe(store, said), said)
    sources = read_sources(store, [source])
    rested: list[Rested] = [
        {"claim": known[iri], "sources": citations(group, sources)}
        for iri, group in said.items()
        if known[iri]["type"] is not None
    ]

    def place(row: Rested) -> tuple[bool, int, str]:
        start = row["sources"][0]["start"]
        return start is None, start or 0, row["claim"]["id"]

    return sorted(rested, key=place)
