"""Find entities by any part of any of their names."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.characters import simplified, whole
from kg.claims import read_sources, unplaced
from kg.entities import describe, in_gazetteer, natural
from kg.names import fold, meant
from kg.names.keys import CLAIM_TIER
from kg.namespaces import DERIVED, ENTITIES, GAZETTEER, ID, NAMES, SOURCE, SOURCES
from kg.questions.digest import cited
from kg.questions.silence import speaking
from kg.questions.sources import titles
from kg.questions.words import in_words
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Entity, Found, Source

__all__ = ["complete", "find_thing", "in_said", "places_of", "search", "told"]

CONTAINING = f"""
SELECT ?entity ?tier ?key WHERE {{
  GRAPH <{NAMES}> {{ ?entity ?tier ?key }} FILTER(CONTAINS(?key, $key))
}}"""

EXACT = f"""
SELECT ?entity ?tier ?key WHERE {{
  VALUES ?key {{ $key }} GRAPH <{NAMES}> {{ ?entity ?tier ?key }}
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

PLACE = ID + "place/"
# Also what the loader would not take: the store may be another engine's. Any of it makes an IRI.
SOURCE_ID = re.compile(r"[A-Za-z0-9._~-]+")
MOST = 40
# Of more names than these, the shortest are looked at: a single character stands in thousands.
CONSIDERED = 500


def search(store: Store, text: str, limit: int = 20) -> tuple[list[Found], int]:
    """Entities by any name: whole names first, then what sources speak of, then other names.

    Of several words, all must stand in the names of an entity.

    Args:
        store: an open store.
        text: characters of either script, pinyin, initials or English.
        limit: how many at most.

    Returns:
        Entities of the JSON contract, each with the ``sources`` that speak of it (the gazetteer
        for a mere place name), and how many there are in all.

    Example:
        >>> import kg
        >>> rows, count = search(kg.open(), "连云港")
        >>> [row["zh"] for row in rows][:2]
        ['连云港市', '连云港港']
    """
    ranks = _ranked(store, text)
    if len(words := text.split()) > 1:
        each = [_ranked(store, word) for word in words]
        common = set.intersection(*(set(found) for found in each))
        ranks = {iri: max((2, 0), *(found[iri] for found in each)) for iri in common} | ranks
    # What is said in another order, or by two that are paired.
    if all(iri.startswith(SOURCE) for iri in ranks):
        # In titles of pages, names stand as people say them (天津市和平区).
        ranks |= dict.fromkeys(meant(store, text), (0, 0))
    best = sorted(ranks, key=lambda iri: (ranks[iri], iri))[: max(CONSIDERED, limit)]
    # Of nothing but places there are names that no source speaks of.
    places = [iri for iri in best if iri.startswith(PLACE)]
    silent = set(places).difference(speaking(store, places))
    order = {iri: (ranks[iri][0] > 0, iri in silent, ranks[iri], iri) for iri in best}
    shown = sorted(best, key=order.__getitem__)[:limit]
    records, sources = _described(store, shown), told(store, shown)
    rows: list[Found] = [{**records[iri], "words": [], "sources": sources[iri]} for iri in shown]
    return rows, len(ranks)


def told(store: Store, iris: Collection[str]) -> dict[str, list[Source]]:
    """The sources that speak of each; the gazetteer for a mere place, a source for itself."""
    spoken_of = speaking(store, iris)
    # Nothing is cited to the gazetteer that does not stand in it: a term of ours has no source.
    own: dict[str, set[str]]
    own = {iri: {GAZETTEER} for iri in in_gazetteer(store, set(iris) - set(spoken_of))}
    own |= {iri: {iri} for iri in iris if iri.startswith(SOURCE)}
    found = {iri: sorted(own.get(iri) or spoken_of.get(iri, set())) for iri in iris}
    sources = read_sources(store, {iri for group in found.values() for iri in group})
    return {iri: [unplaced(sources[one]) for one in group] for iri, group in found.items()}


def in_said(store: Store, text: str, limit: int = 20) -> tuple[list[Found], int]:
    """Claims in whose words a text stands: measures, topics, outcomes, notes.

    Args:
        store: an open store.
        text: words, all of which must stand in one text.
        limit: how many at most.

    Returns:
        As `search`; the sources are those that say it, and ``words`` what they say.

    Example:
        >>> import kg
        >>> rows, count = in_said(kg.open(), "政府引导 市场运作")
        >>> sorted({row["type"] for row in rows})
        ['Plan']
    """
    found = in_words(store, text)
    shown = sorted(found, key=lambda iri: (natural(iri), iri))[:limit]
    records = describe(store, shown)
    places = cited(store, shown)
    sources = read_sources(store, {source for iri in shown for source in found[iri]})
    rows: list[Found] = [
        {
            **records[iri],
            "words": sorted(set().union(*found[iri].values())),
            "sources": [
                place
                for one in sorted(found[iri])
                for place in places.get((iri, one)) or [unplaced(sources[one])]
            ],
        }
        for iri in shown
    ]
    return rows, len(found)


def _ranked(store: Store, text: str) -> dict[str, tuple[int, int]]:
    found = _ranks(store, fold(text))
    # The converter is loaded only for characters that are not found as they stand.
    return found if found or text.isascii() else _ranks(store, fold(simplified(text)))


def _described(store: Store, iris: list[str]) -> dict[str, Entity]:
    """Entities; a source is called by its title."""
    records = describe(store, iris)
    if any(iri.startswith(SOURCE) for iri in iris):
        zh, en = titles(store, "zh"), titles(store, "en")
        for iri, record in records.items():
            ident = iri.removeprefix(SOURCE)
            record["zh"], record["en"] = zh.get(ident, record["zh"]), en.get(ident, record["en"])
    return records


def _ranks(store: Store, key: str) -> dict[str, tuple[int, int]]:
    """How well a key fits each entity: the kind of match, then the length of the name."""
    if not key:
        return {}
    # One or two Latin letters stand in every other name: they are initials, or nothing.
    query = EXACT if key.isascii() and len(key) < 3 else CONTAINING
    ranks: dict[str, tuple[int, int]] = {}
    for row in select(store, query, key=ox.Literal(whole(key))):
        found, tier = row["key"].value, row["tier"].value
        if tier.endswith("initialsKey") and found != key:
            continue
        kind = 0 if found == key else 1 if found.startswith(key) else 2
        # What claims are called comes behind the names of things.
        later = 3 * tier.endswith(("initialsKey", CLAIM_TIER))
        rank = (kind + later, len(found))
        iri = row["entity"].value
        ranks[iri] = min(rank, ranks.get(iri, rank))
    return ranks


def places_of(store: Store, iris: list[str]) -> dict[str, Entity]:
    """What each entity lies in, by IRI; the first in order where there are several."""
    outer: dict[str, str] = {}
    nodes = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, WHERE, items=nodes) if nodes else ():
        item, found = row["item"].value, row["outer"].value
        outer[item] = min(found, outer.get(item, found))
    records = describe(store, set(outer.values()))
    return {item: records[found] for item, found in outer.items()}


def find_thing(store: Store, name: str) -> Entity:
    """The one entity, claim or source that a name or id means.

    Raises:
        NameLookupError: as `kg.names.resolve` does.

    Example:
        >>> import kg
        >>> find_thing(kg.open(), "000")["type"]
        'Source'
    """
    from kg.names import resolve

    ident = name.strip().removeprefix("source/").removeprefix(SOURCE)
    if SOURCE_ID.fullmatch(ident):
        rows = select(store, IS_SOURCE, source=ox.NamedNode(SOURCE + ident))
        if rows:
            return describe(store, [SOURCE + ident])[SOURCE + ident]
    return resolve(store, name, sources=True)


def complete(store: Store, beginning: str) -> list[tuple[str, str]]:
    """Names that begin so, as ``(name, id)``, for a shell; without a beginning, paired ones."""
    key = fold(beginning)
    rows = select(store, STARTING, key=ox.Literal(key)) if key else select(store, PAIRED)
    lang = "en" if beginning and beginning.isascii() else "zh"
    found: dict[str, str] = {}
    for row in rows:
        if row["label"].language == lang:
            found[row["entity"].value] = row["label"].value
    # What was typed stays at the beginning: shells drop anything else, and zsh the word typed.
    begun = {iri: label for iri, label in found.items() if fold(label).startswith(key)}
    found = begun if lang == "en" else begun or found
    # Of hundreds of names, those first that sources speak of; places and short names among them.
    spoken_of = speaking(store, list(found))
    order = sorted(
        found.items(),
        key=lambda item: (
            item[0] not in spoken_of,
            not item[0].startswith(PLACE),
            len(item[1]),
            item,
        ),
    )
    return [(label, iri.rpartition("/id/")[2]) for iri, label in order[:MOST]]
