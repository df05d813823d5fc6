"""What was looked at when the graph has no answer: absence is not denial."""

from __future__ import annotations

import pyoxigraph as ox

from kg.namespaces import SOURCE, SOURCES, identifier
from kg.store import select

__all__ = ["GAZETTEER", "looked_at", "mentioned_by"]

GAZETTEER = SOURCE + "gazetteer"

ALL = f"SELECT DISTINCT ?source WHERE {{ GRAPH <{SOURCES}> {{ ?source coop:reliability ?any }} }}"

MENTIONS = f"""
SELECT DISTINCT ?graph WHERE {{
  {{ GRAPH ?graph {{ $entity ?property ?value }} }}
  UNION {{ GRAPH ?graph {{ ?claim ?property $entity }} }}
  FILTER(STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""


def looked_at(store: ox.Store) -> list[str]:
    """The ids of all sources but the gazetteer, which says nothing of cooperation.

    Example:
        >>> import kg
        >>> looked_at(kg.open())[:3]
        ['000', '001', '002']
    """
    found = {row["source"].value for row in select(store, ALL)} - {GAZETTEER}
    return sorted(identifier(iri) for iri in found)


def mentioned_by(store: ox.Store, entity: str) -> list[str]:
    """The ids of the sources that say something of an entity; none for a mere place name."""
    rows = select(store, MENTIONS, entity=ox.NamedNode(entity))
    return sorted(identifier(row["graph"].value) for row in rows)
