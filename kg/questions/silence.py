"""What was looked at when the graph has no answer: absence is not denial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims import read_sources
from kg.conditions import EVERYTHING, Conditions
from kg.entities import describe
from kg.namespaces import FROM_SOURCE, GAZETTEER, SOURCES, identifier
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Entity

__all__ = ["in_one_project", "looked_at", "mentioned_by", "speaking"]

ALL = f"SELECT DISTINCT ?source WHERE {{ GRAPH <{SOURCES}> {{ ?source coop:reliability ?any }} }}"

SPEAKING = f"""
SELECT DISTINCT ?item ?graph WHERE {{
  VALUES ?item {{ $items }}
  {{ GRAPH ?graph {{ ?item ?property ?value }} }}
  UNION {{ GRAPH ?graph {{ ?claim ?property ?item }} }}
  {FROM_SOURCE}
}}"""


IN_ONE_PROJECT = f"""
SELECT DISTINCT ?other WHERE {{
  GRAPH ?graph {{ ?project a coop:Project ; coop:party $entity, ?other }} {FROM_SOURCE}
  FILTER(?other != $entity)
}}"""


def looked_at(store: Store, limits: Conditions = EVERYTHING) -> list[str]:
    """The ids of all sources that are heard, without the gazetteer: of cooperation it is silent.

    Example:
        >>> import kg
        >>> looked_at(kg.open())[:3]
        ['000', '001', '002']
    """
    found = {row["source"].value for row in select(store, ALL)} - {GAZETTEER}
    if limits.sources or limits.reliability or limits.known_by:
        records = read_sources(store, found)
        found = {iri for iri in found if limits.hears(iri, records)}
    return sorted(identifier(iri) for iri in found)


def mentioned_by(store: Store, entity: str) -> list[str]:
    """The ids of the sources that say something of an entity; none for a mere place name."""
    return sorted(identifier(source) for source in speaking(store, [entity]).get(entity, ()))


def speaking(store: Store, iris: Iterable[str]) -> dict[str, set[str]]:
    """The sources that say something of each entity; nothing for a mere place name."""
    found: dict[str, set[str]] = defaultdict(set)
    nodes = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, SPEAKING, items=nodes) if nodes else ():
        found[row["item"].value].add(row["graph"].value)
    return found


def in_one_project(store: Store, entity: str) -> list[Entity]:
    """Who else is party to a project that an entity is party to."""
    rows = select(store, IN_ONE_PROJECT, entity=ox.NamedNode(entity))
    return list(describe(store, sorted({row["other"].value for row in rows})).values())
