"""What a store holds: entities and claims by class, claims by source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypedDict

from kg import ontology as ontologies
from kg.claims import read_sources
from kg.namespaces import COOP, ENTITIES, FROM_SOURCE
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records.networks import Counted, CountedSource

__all__ = ["Census", "census"]

STATED = f"""
SELECT DISTINCT ?graph ?class ?claim WHERE {{
  GRAPH ?graph {{ ?claim a ?class }} {FROM_SOURCE}
}}"""
# What a source speaks of without stating its class: a place, a park, a person.
SPOKEN_OF = f"""
SELECT DISTINCT ?class ?item WHERE {{
  GRAPH ?graph {{ ?subject ?property ?item }} {FROM_SOURCE}
  GRAPH <{ENTITIES}> {{ ?item a ?class }}
}}"""
LISTED = f"SELECT DISTINCT ?class ?claim WHERE {{ GRAPH <{ENTITIES}> {{ ?claim a ?class }} }}"


class Census(TypedDict):
    """Counts by class and by source."""

    classes: list[Counted]
    sources: list[CountedSource]


def census(store: Store) -> Census:
    """Counts by class and by source.

    ``classes``: ``{"id", "zh", "en", "stated", "known"}`` in the ontology's order, ``stated``
    being how many different things of the class sources state or speak of, and ``known`` how
    many there are in all, the rest of the gazetteer among them. ``sources``: a source record
    with ``claims``, how many things it states, and ``alone``, how many no other source states;
    the most first. A thing of several classes counts in each, and once in its sources.

    Example:
        >>> import kg
        >>> found = census(kg.open())
        >>> [row["stated"] > 40 for row in found["classes"] if row["id"] == "Pairing"]
        [True]
    """
    stated: dict[str, set[str]] = defaultdict(set)
    saying: dict[str, set[str]] = defaultdict(set)
    for row in select(store, STATED):
        stated[row["class"].value].add(row["claim"].value)
        saying[row["claim"].value].add(row["graph"].value)
    for row in select(store, SPOKEN_OF):
        stated[row["class"].value].add(row["item"].value)
    known: dict[str, set[str]] = defaultdict(set)
    for row in select(store, LISTED):
        known[row["class"].value].add(row["claim"].value)
    return {
        "classes": _classes(stated, known),
        "sources": _sources(store, saying),
    }


def _classes(stated: dict[str, set[str]], known: dict[str, set[str]]) -> list[Counted]:
    classes = sorted(ontologies.load().classes.values(), key=lambda found: found.order)
    return [
        {
            "id": found.name,
            "zh": found.label.zh,
            "en": found.label.en,
            "stated": len(stated[found.iri]),
            "known": len(known[found.iri] | stated[found.iri]),
        }
        for found in classes
        if found.iri.startswith(COOP) and (stated[found.iri] or known[found.iri])
    ]


def _sources(store: Store, saying: dict[str, set[str]]) -> list[CountedSource]:
    claims: dict[str, int] = defaultdict(int)
    alone: dict[str, int] = defaultdict(int)
    for graphs in saying.values():
        for graph in graphs:
            claims[graph] += 1
            alone[graph] += len(graphs) == 1
    records = read_sources(store, claims)
    ordered = sorted(records, key=lambda iri: (-claims[iri], iri))
    return [{**records[iri], "claims": claims[iri], "alone": alone[iri]} for iri in ordered]
