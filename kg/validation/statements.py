"""What a build checks between the cells of a row and between rows, checked in the store.

What came in as RDF, or by an update, was in no table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kg.errors import Problem
from kg.loaders.figures import misfits
from kg.loaders.pairings import Joined, same_pairings, twice
from kg.namespaces import COOP, FROM_SOURCE, identifier
from kg.sparql import Store
from kg.store import select
from kg.terms import pairing_classes
from kg.validation.origins import Origins, told

__all__ = ["pairings_told_twice", "wrong_figures"]

SAID = f"""
SELECT ?graph ?item ?property ?value WHERE {{
  GRAPH ?graph {{ ?item a $class ; ?property ?value }} {FROM_SOURCE}
}}"""
UNITS = """
SELECT ?unit ?name WHERE {
  GRAPH ?graph { ?unit a coop:Unit } GRAPH ?names { ?unit skos:prefLabel|skos:altLabel ?name }
}"""
_Said = Mapping[str, Collection[str]]


def wrong_figures(
    store: Store, origins: Origins, sources: Collection[str] | None = None
) -> Iterator[Problem]:
    """Figures whose value, bounds, qualifier or unit are not what is printed.

    Args:
        store: an open store.
        origins: the rows of the tables.
        sources: of which sources; None means all.
    """
    units: dict[str, set[str]] = defaultdict(set)
    for row in select(store, UNITS):
        units[row["unit"].value].add(row["name"].value)
    for source, item, said in _read(store, "Observation"):
        if sources is None or source in sources:
            for column, what, hint in misfits(said, units):
                yield told(origins, item, source, column, what, hint)


def pairings_told_twice(store: Store, origins: Origins) -> Iterator[Problem]:
    """Pairings that nothing tells apart but their ids."""
    known: dict[str, Joined] = defaultdict(Joined)
    saying: dict[str, str] = {}
    for name in pairing_classes():
        for source, item, said in _read(store, name):
            known[item].add(said)
            saying.setdefault(item, source)
    for first, second in same_pairings(dict(sorted(known.items()))):
        what, hint = twice(first, known[first], known[second], identifier(first))
        yield told(origins, second, saying[second], "id", what, hint)


def _read(store: Store, class_name: str) -> Iterator[tuple[str, str, _Said]]:
    """What each source says of each thing of a class, by the local names of the properties."""
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in select(store, SAID, **{"class": ox.NamedNode(COOP + class_name)}):
        name = row["property"].value.removeprefix(COOP)
        found[row["graph"].value, row["item"].value][name].add(row["value"].value)
    for (source, item), said in sorted(found.items()):
        yield source, item, said
