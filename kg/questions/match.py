"""Match names from elsewhere with the entities of the graph; nothing that only looks alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims import read_sources, unplaced
from kg.entities import Record, concept, describe, in_gazetteer
from kg.errors import UnknownNameError
from kg.names import around, fold, meant, resolve, unknown
from kg.namespaces import ENTITIES, GAZETTEER, NAMES, SOURCE
from kg.questions.classes import below, claims_alone
from kg.questions.search import places_of, told
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Source
    from kg.records.matching import Candidate, Matched

__all__ = ["match"]

ONLY_INITIALS = f"""
SELECT DISTINCT ?item WHERE {{
  VALUES ?item {{ $items }} GRAPH <{NAMES}> {{ ?item coop:initialsKey $key }}
  FILTER NOT EXISTS {{ GRAPH <{NAMES}> {{ ?item coop:nameKey|coop:shortNameKey $key }} }}
}}"""

UNITS = f"""
SELECT ?item ?code ?level WHERE {{
  VALUES ?item {{ $items }}
  OPTIONAL {{ GRAPH <{ENTITIES}> {{ ?item coop:gb2260 ?code }} }}
  OPTIONAL {{ GRAPH <{ENTITIES}> {{ ?item coop:level ?level }} }}
}}"""

# A name that only looks alike is worth less than any that fits.
SIMILAR, SEVERAL, SURE = 60, 80, 100


def match(store: Store, asked: Iterable[tuple[str, str]], of_class: str = "") -> list[Matched]:
    """What each of many names means, if exactly one thing can be meant.

    The names are looked up as `kg.names.resolve` does, whole or without their suffix, in pinyin,
    in English, under former names; but initials, which say little in a column of names, and what
    only looks alike are candidates and never a match.

    Args:
        store: an open store.
        asked: names, each with what it lies in; an empty text if that is not known.
        of_class: the local name of the class to look in; by default all that has names.

    Returns:
        A record for each pair, in their order; pairs that repeat are looked up once.

    Example:
        >>> import kg
        >>> rows = match(kg.open(), [("鐵西區", "瀋陽"), ("铁西区", "")])
        >>> [(row["match"], len(row["candidates"])) for row in rows]
        [(True, 3), (False, 3)]
    """
    pairs = list(asked)
    looked: dict[tuple[str, str], tuple[list[str], dict[str, int]]] = {}
    for name, inside in pairs:
        if (name, inside) not in looked:
            looked[name, inside] = _looked_up(store, name, inside, of_class)
    iris = sorted({iri for found, scores in looked.values() for iri in (*found, *scores)})
    candidates = _candidates(store, iris)
    sources = _sources(store, iris)
    rows: list[Matched] = []
    for name, inside in pairs:
        found, scores = looked[name, inside]
        sure = found[0] if len(found) == 1 else None
        order = sorted(scores, key=lambda iri: (-scores[iri], iri))
        rows.append(
            {
                "name": name,
                "within": inside or None,
                "match": sure is not None,
                "entity": {**candidates[sure], "score": SURE} if sure else None,
                "candidates": [{**candidates[iri], "score": scores[iri]} for iri in order],
                "sources": sources[sure] if sure else [],
            }
        )
    return rows


def _looked_up(
    store: Store, name: str, inside: str, of_class: str
) -> tuple[list[str], dict[str, int]]:
    """What a name surely may mean, and a score for each candidate."""
    named = _of_class(store, _meant(store, name), of_class)
    found = _inside(store, name, named, inside, of_class) if inside.strip() else named
    initials = _only_initials(store, found, name)
    scores = dict.fromkeys(named, SEVERAL) | dict.fromkeys(initials, SIMILAR)
    sure = [iri for iri in found if iri not in initials]
    scores |= dict.fromkeys(sure, SURE if len(sure) == 1 else SEVERAL)
    return sure, scores or _similar(store, name, of_class)


def _meant(store: Store, name: str) -> list[str]:
    """All that it may mean; an identifier means what it names."""
    if "/" in name:
        try:
            return [resolve(store, name)["iri"]]
        except UnknownNameError:
            pass
    return meant(store, name) if fold(name) else []


def _inside(store: Store, name: str, named: Sequence[str], inside: str, of_class: str) -> list[str]:
    """Of these, what lies in one of the places that the other name may mean, or is it.

    A county that a bare name would leave to the city of the same name counts here (辽阳 in 辽阳市).
    """
    outer = set(_meant(store, inside))
    both = _of_class(store, _meant(store, inside + name), of_class) if outer else []
    found = dict.fromkeys([*named, *both])
    lying = around(store, found)
    return sorted(iri for iri in found if outer & {iri, *lying.get(iri, ())})


def _of_class(store: Store, iris: Sequence[str], of_class: str) -> list[str]:
    """Those of a class or below it; without one all that is more than a claim or a document."""
    things = [iri for iri in iris if not iri.startswith(SOURCE)]
    if not things:
        return []
    records = describe(store, things)
    wanted = below(store, of_class) if of_class else set()
    claims = claims_alone(store)
    return [
        iri
        for iri in things
        if (kind := records[iri]["type"]) and (kind in wanted if wanted else kind not in claims)
    ]


def _only_initials(store: Store, iris: Collection[str], name: str) -> set[str]:
    key = fold(name)
    if not iris or not key.isascii():
        return set()
    items = [ox.NamedNode(iri) for iri in iris]
    return {
        row["item"].value for row in select(store, ONLY_INITIALS, items=items, key=ox.Literal(key))
    }


def _similar(store: Store, name: str, of_class: str) -> dict[str, int]:
    """What the refusal of a name offers, worth as much as it looks alike."""
    near = {one["iri"]: one for one in unknown(store, name).candidates}
    return {iri: _likeness(name, near[iri]) for iri in _of_class(store, list(near), of_class)}


def _likeness(name: str, record: Record) -> int:
    key = fold(name)
    ratios = [SequenceMatcher(None, key, fold(record[lang])).ratio() for lang in ("zh", "en")]
    return round(SIMILAR * max(ratios))


def _sources(store: Store, iris: Collection[str]) -> dict[str, list[Source]]:
    """The list in which the name of a place stands; of all else what speaks of it."""
    listed = in_gazetteer(store, iris)
    found = read_sources(store, [GAZETTEER]) if listed else {}
    spoken_of = told(store, [iri for iri in iris if iri not in listed])
    return spoken_of | {iri: [unplaced(found[GAZETTEER])] for iri in listed}


def _candidates(store: Store, iris: Sequence[str]) -> dict[str, Candidate]:
    """Entities with what tells them apart: the place they lie in, code and level."""
    nodes = [ox.NamedNode(iri) for iri in iris]
    units = {row["item"].value: row for row in (select(store, UNITS, items=nodes) if nodes else ())}
    levels = {iri: row["level"].value for iri, row in units.items() if "level" in row}
    words = describe(store, set(levels.values()))
    outer = places_of(store, list(iris))
    return {
        iri: {
            **record,
            "within": outer.get(iri),
            "code": units[iri]["code"].value if "code" in units[iri] else None,
            "level": concept(words[levels[iri]]) if iri in levels else None,
            "score": 0,
        }
        for iri, record in describe(store, iris).items()
    }
