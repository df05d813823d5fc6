"""What people type -> exactly one entity, or a clear refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.entities import describe
from kg.names.keys import CLAIM_TIER, LOOKUP, TIERS, fold, rather_outer
from kg.namespaces import DERIVED, EDITORS, FROM_SOURCE, ID, NAMES, SOURCE
from kg.sparql import Store
from kg.store import select
from kg.terms import facts

if TYPE_CHECKING:
    from kg.records import Entity

__all__ = ["around", "meant", "resolve"]

# What is longer is nobody's title.
LONGEST_TITLE = 500
PAIRING = ID + "pairing/"
# Between the two partners of a pair, as its label has it and as it is typed.
DASH = r"\s*[—–‐‑－~～-]+\s*"

TITLED = """
SELECT DISTINCT ?item WHERE {
  VALUES ?item { $items } GRAPH ?graph { ?item dcterms:title ?title }
}"""

REPLACED = f"""
SELECT ?new WHERE {{
  GRAPH <{EDITORS}> {{ ?note a coop:Redirect ; coop:was $old ; coop:is ?new }}
}} LIMIT 1"""

ANCESTORS = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }} GRAPH <{DERIVED}> {{ ?item coop:withinTransitive ?outer }}
}}"""

KEYS = f"""
SELECT ?item ?key WHERE {{
  VALUES ?item {{ $items }}
  GRAPH <{NAMES}> {{ {{ ?item coop:nameKey ?key }} UNION {{ ?item coop:shortNameKey ?key }} }}
}}"""

PARTS = f"""
SELECT DISTINCT ?item WHERE {{
  VALUES ?item {{ $items }} GRAPH ?graph {{ ?item coop:partOf ?whole }} {FROM_SOURCE}
}}"""

PAIRINGS = f"""
SELECT DISTINCT ?pairing ?partner ?whole WHERE {{
  GRAPH ?graph {{ ?pairing coop:partner $one . ?pairing coop:partner $other .
                  ?pairing coop:partner ?partner }}
  {FROM_SOURCE}
  OPTIONAL {{ GRAPH ?said {{ ?pairing coop:partOf ?whole }} }}
}}"""


def resolve(store: Store, name: str, *, sources: bool = False) -> Entity:
    """The one entity a name means.

    Args:
        store: an open store.
        name: a name, an id (``place/dalian``) or an IRI.
        sources: whether the title of a source will do, where nothing else is called so.

    Returns:
        ``{"iri", "id", "type", "zh", "en"}``.

    Raises:
        AmbiguousNameError: with the candidates.
        UnknownNameError: with suggestions.
    """
    direct = _by_identifier(store, name.strip())
    if direct:
        return direct
    found = meant(store, name) or _numbered(store, name)
    if len(found) == 1 and (sources or not found[0].startswith(SOURCE)):
        return describe(store, found)[found[0]]
    from kg.names.refusing import ambiguous, title, unknown

    if found and not sources and all(iri.startswith(SOURCE) for iri in found):
        raise title(store, name, found)
    if not found:
        raise unknown(store, name)
    raise ambiguous(store, name, found)


def around(store: Store, iris: Iterable[str]) -> dict[str, set[str]]:
    """All that each of these lies in, places of places included."""
    result: dict[str, set[str]] = {}
    wanted = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    for row in select(store, ANCESTORS, items=wanted) if wanted else ():
        result.setdefault(row["item"].value, set()).add(row["outer"].value)
    return result


def meant(store: Store, name: str) -> list[str]:
    """All that a name may mean: as it stands, said otherwise, or as two that are paired."""
    key = fold(name)
    if len(key) > LONGEST_TITLE:
        return []
    if found := _by_key(store, key):
        return found
    from kg.names.titles import by_title
    from kg.names.ways import LONGEST, Index, otherwise

    index = Index(
        named=partial(_by_key, store),
        entities=partial(_entities, store),
        forms=partial(_forms, store),
        around=partial(around, store),
        apart=partial(_without_namesakes_inside, store),
    )
    found = otherwise(index, name)
    # What is longer is nobody's name, and comparing it would take for ever.
    if found or len(name) > LONGEST:
        return found
    return _by_partners(store, name) or by_title(store, name, meant)


def _numbered(store: Store, name: str) -> list[str]:
    """The task that is named by its plan and its number."""
    from kg.names.numbered import plan_and_number, task_of

    said = plan_and_number(name)
    return task_of(store, meant(store, said[0]), said[1]) if said else []


def _by_identifier(store: Store, name: str) -> Entity | None:
    iri = name if name.startswith((ID, SOURCE)) else ID + name
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*/[\w.-]+", iri.removeprefix(ID), re.ASCII):
        return None
    record = describe(store, [iri])[iri]
    if not record["type"]:
        # An id that was given up still leads to what it meant.
        for row in select(store, REPLACED, old=ox.Literal(iri.removeprefix(ID))):
            return _by_identifier(store, row["new"].value)
    return record if record["type"] else None


def _by_key(store: Store, key: str) -> list[str]:
    rows = select(store, LOOKUP, keys=[ox.Literal(key)]) if key else []
    tiers = [
        {row["entity"].value for row in rows if row["tier"].value.endswith(f"#{tier}")}
        for tier in TIERS
    ]
    titled = _titled(store, set().union(*tiers))
    # A title says what a document or an act is about: 大连 is the city, whatever is headed 大连.
    for found in (*(tier - titled for tier in tiers[:2]), tiers[0], tiers[1], tiers[2]):
        found = {iri for iri in found if not iri.startswith(SOURCE)}
        if found:
            return _without_namesakes_inside(store, sorted(found))
    claims = {row["entity"].value for row in rows if row["tier"].value.endswith(CLAIM_TIER)}
    return sorted(set().union(*tiers) or _wholes(store, claims))


def _wholes(store: Store, claims: Set[str]) -> Set[str]:
    """Of pairings with one name, those that are no part of another; all else as it is."""
    if len(claims) < 2:
        return claims
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    parts = {row["item"].value for row in select(store, PARTS, items=nodes)}
    pairings = all(iri.startswith(PAIRING) for iri in claims)
    return claims - parts if pairings and claims - parts else claims


def _titled(store: Store, found: Set[str]) -> set[str]:
    """Which of several are called by a title."""
    if len(found) < 2:
        return set()
    nodes = [ox.NamedNode(iri) for iri in sorted(found)]
    return {row["item"].value for row in select(store, TITLED, items=nodes)}


def _by_partners(store: Store, name: str) -> list[str]:
    """``大连市—上海市``: the pairing of two, rather than one that is part of it."""
    names = re.split(DASH, name.strip())
    if len(names) != 2:
        return []
    ends = [meant(store, one) if one else [] for one in names]
    if any(len(found) != 1 for found in ends):
        return []
    one, other = (ox.NamedNode(found[0]) for found in ends)
    partners: dict[str, set[str]] = {}
    parts = set()
    for row in select(store, PAIRINGS, one=one, other=other) if one != other else ():
        partners.setdefault(row["pairing"].value, set()).add(row["partner"].value)
        if "whole" in row:
            parts.add(row["pairing"].value)
    pairs = {pairing for pairing, found in partners.items() if len(found) == 2}
    return sorted(pairs - parts or pairs)


def _entities(store: Store, names: Iterable[str]) -> list[tuple[str, str]]:
    """What has one of these names, initials apart: ``(name, IRI)``."""
    wanted = [ox.Literal(name) for name in sorted(names)]
    return [
        (row["key"].value, row["entity"].value)
        for row in (select(store, LOOKUP, keys=wanted) if wanted else ())
        if not row["tier"].value.endswith(("#initialsKey", CLAIM_TIER))
    ]


def _forms(store: Store, iris: Iterable[str]) -> dict[str, set[str]]:
    """The names of each, without initials."""
    found: dict[str, set[str]] = {}
    wanted = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    for row in select(store, KEYS, items=wanted) if wanted else ():
        found.setdefault(row["item"].value, set()).add(row["key"].value)
    return found


def _without_namesakes_inside(store: Store, found: Sequence[str]) -> list[str]:
    if len(found) < 2:
        return list(found)
    kinds = {iri: {one["type"] or ""} for iri, one in describe(store, found).items()}
    before = facts(store, "meantBefore")["meantBefore"]
    return rather_outer(found, kinds, before, partial(around, store))
