"""The graphs that are validated: each source by itself, beside the types of what it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.namespaces import CLAIM, EDITORS, ENTITIES, RDF_TYPE, SOURCE, SOURCES
from kg.sparql import Store
from kg.store import select

__all__ = ["Part", "Types", "read_parts", "read_types"]


GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?subject ?property ?value } }"
TYPES = "SELECT DISTINCT ?subject ?class WHERE { GRAPH ?graph { ?subject a ?class } }"
PART = "SELECT ?subject ?property ?value WHERE { GRAPH $graph { ?subject ?property ?value } }"

Types = dict[str, frozenset[str]]
_Triple = tuple[str, str, Any]


@dataclass(frozen=True)
class Part:
    """What one graph says.

    ``focus`` are the things it describes: not those it only refers to, of which it need not say
    all that must be said somewhere.
    """

    graph: str
    triples: tuple[_Triple, ...]
    focus: frozenset[str]

    @property
    def source(self) -> str | None:
        """The source whose graph it is, or None."""
        return self.graph if self.graph.startswith(SOURCE) else None


def read_types(store: Store) -> Types:
    """The classes of every thing, super-classes included."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in select(store, TYPES):
        found[row["subject"].value].add(row["class"].value)
    return {subject: frozenset(classes) for subject, classes in found.items()}


def read_parts(store: Store, types: Types) -> Iterator[Part]:
    """The entities, the sources' records, the editors' notes, then each source's graph."""
    graphs = {row["graph"].value for row in select(store, GRAPHS)}
    sources = sorted(graph for graph in graphs if graph.startswith(SOURCE))
    for graph in (ENTITIES, SOURCES, EDITORS, *sources):
        if graph in graphs:
            rows = select(store, PART, graph=ox.NamedNode(graph))
            triples = [(row["subject"].value, row["property"].value, row["value"]) for row in rows]
            yield Part(graph, tuple(triples), frozenset(_described(graph, triples, types)))


def _described(graph: str, triples: list[_Triple], types: Types) -> Iterator[str]:
    for subject, name, _ in triples:
        if name == RDF_TYPE and (
            # The entities' graph holds the labels of claims, and nothing else of them.
            graph != ENTITIES or CLAIM not in types.get(subject, ())
        ):
            yield subject
