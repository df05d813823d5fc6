"""Find entities by any part of any of their names."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.claims import read_sources
from kg.entities import Record, describe
from kg.names import fold, simplified
from kg.namespaces import DERIVED, ENTITIES, NAMES, SOURCE, SOURCES
from kg.questions.silence import GAZETTEER
from kg.store import select

__all__ = ["complete", "find_thing", "places_of", "search"]

CONTAINING = f"""
SELECT ?entity ?tier ?key WHERE {{
  GRAPH <{NAMES}> {{ ?entity ?tier ?key }} FILTER(CONTAINS(?key, $key))
}}"""

EXACT = f"""
SELECT ?entity ?tier ?key WHERE {{
  VALUES ?key {{ $key }} GRAPH <{NAMES}> {{ ?entity ?tier ?key }}
}}"""

SPEAKING = f"""
SELECT DISTINCT ?item ?graph WHERE {{
  VALUES ?item {{ $items }}
  {{ GRAPH ?graph {{ ?item ?property ?value }} }}
  UNION {{ GRAPH ?graph {{ ?claim ?property ?item }} }}
  FILTER(STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""

WHERE = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }} GRAPH <{ENTITIES}> {{ ?item coop:within ?outer }}
}}"""

IS_SOURCE = f"""
SELECT ?source WHERE {{ VALUES ?source {{ $source }}
  GRAPH <{SOURCES}> {{ ?source coop:reliability ?any }} }}"""

STARTING = f"""
SELECT ?entity ?key ?label WHERE {{
  GRAPH <{NAMES}> {{ ?entity ?tier ?key }} FILTER(STRSTARTS(?key, $key))
  GRAPH <{ENTITIES}> {{ ?entity skos:prefLabel ?label }}
}}"""

PAIRED = f"""
SELECT DISTINCT ?entity ?label WHERE {{
  GRAPH <{DERIVED}> {{ ?entity coop:pairedWith ?other }}
  GRAPH <{ENTITIES}> {{ ?entity skos:prefLabel ?label }}
}}"""

MOST = 40


def search(store: ox.Store, text: str, limit: int = 20) -> tuple[list[Record], int]:
    """Entities by any name: whole names first, then beginnings, then parts.

    Args:
        store: an open store.
        text: characters of either script, pinyin, initials or English.
        limit: how many at most.

    Returns:
        Entities of the JSON contract, each with the ``sources`` that speak of it (the gazetteer
        for a mere place name), and how many there are in all.

    Example:
        >>> from kg.loaders import build_in_memory
        >>> rows, count = search(build_in_memory(), "连云港")
        >>> [row["zh"] for row in rows][:2]
        ['连云港市', '连云港港']
    """
    key = fold(text)
    ranks = _ranks(store, key)
    if not ranks and not text.isascii():
        key = fold(simplified(text))
        ranks = _ranks(store, key)
    shown = sorted(ranks, key=lambda iri: (ranks[iri], iri))[:limit]
    speaking = _speaking(store, shown)
    # What sources speak of comes before mere place names that fit as well.
    shown.sort(key=lambda iri: (ranks[iri], iri not in speaking, iri))
    records = describe(store, shown)
    cited = {iri: sorted(speaking.get(iri, {GAZETTEER})) for iri in shown}
    sources = read_sources(store, {iri for found in cited.values() for iri in found})
    rows = [
        {
            **records[iri],
            "sources": [
                {**sources[source], "locator": None, "start": None, "end": None}
                for source in cited[iri]
            ],
        }
        for iri in shown
    ]
    return rows, len(ranks)


def _ranks(store: ox.Store, key: str) -> dict[str, tuple[int, int]]:
    """How well a key fits each entity: the kind of match, then the length of the name."""
    if not key:
        return {}
    # One or two Latin letters stand in every other name: they are initials, or nothing.
    query = EXACT if key.isascii() and len(key) < 3 else CONTAINING
    ranks: dict[str, tuple[int, int]] = {}
    for row in select(store, query, key=ox.Literal(key)):
        found, tier = row["key"].value, row["tier"].value
        if tier.endswith("initialsKey") and found != key:
            continue
        kind = 0 if found == key else 1 if found.startswith(key) else 2
        rank = (kind + 3 * tier.endswith("initialsKey"), len(found))
        iri = row["entity"].value
        ranks[iri] = min(rank, ranks.get(iri, rank))
    return ranks


def _speaking(store: ox.Store, iris: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    nodes = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, SPEAKING, items=nodes) if nodes else ():
        found[row["item"].value].add(row["graph"].value)
    return found


def places_of(store: ox.Store, iris: list[str]) -> dict[str, Record]:
    """What each entity lies in, by IRI; the first in order where there are several."""
    outer: dict[str, str] = {}
    nodes = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, WHERE, items=nodes) if nodes else ():
        item, found = row["item"].value, row["outer"].value
        outer[item] = min(found, outer.get(item, found))
    records = describe(store, set(outer.values()))
    return {item: records[found] for item, found in outer.items()}


def find_thing(store: ox.Store, name: str) -> Record:
    """The one entity, claim or source that a name or id means.

    Raises:
        NameLookupError: as `kg.names.resolve` does.

    Example:
        >>> from kg.loaders import build_in_memory
        >>> find_thing(build_in_memory(), "000")["type"]
        'Source'
    """
    from kg.names import resolve

    ident = name.strip().removeprefix("source/").removeprefix(SOURCE)
    if ident and ident.isascii() and not set(ident) & set(' <>"{}|\\^`/'):
        rows = select(store, IS_SOURCE, source=ox.NamedNode(SOURCE + ident))
        if rows:
            return describe(store, [SOURCE + ident])[SOURCE + ident]
    return resolve(store, name)


def complete(store: ox.Store, beginning: str) -> list[tuple[str, str]]:
    """Names that begin so, as ``(name, id)``, for a shell; without a beginning, paired ones."""
    key = fold(beginning)
    rows = select(store, STARTING, key=ox.Literal(key)) if key else select(store, PAIRED)
    lang = "en" if beginning and beginning.isascii() else "zh"
    found: dict[str, str] = {}
    for row in rows:
        if row["label"].language == lang:
            found[row["entity"].value] = row["label"].value
    if lang == "en":
        # What was typed stays at the beginning: shells drop anything else.
        found = {iri: label for iri, label in found.items() if fold(label).startswith(key)}
    names = sorted((label, iri.rpartition("/id/")[2]) for iri, label in found.items())
    return names[:MOST]
