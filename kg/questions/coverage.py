"""How much of each programme is here: what is announced, what is stated by tier, what is wanted.

A pairing that is not here is not denied: nobody has found its page yet. What is wanted stands in
`data/wanted.csv` as notes of the editors, never as claims.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.claims import citations, read_sources, read_statements
from kg.concepts import find_concept
from kg.entities import concept, describe
from kg.namespaces import EDITORS, SOURCES, local_name
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records.sheets import Covered, Tiers, Wanted

__all__ = ["NOT_COLLECTED", "TIERS", "coverage"]

# A pairing counts in the best tier of a source that states it.
TIERS = ("official", "press", "web", "weak")
# Mechanisms that have their terms here and no pairings: nobody has collected them.
NOT_COLLECTED = (
    "mechanism/team-support",
    "mechanism/university-support",
    "mechanism/designated-assistance",
)

PROGRAMMES = """
SELECT ?programme ?mechanism ?announced WHERE {
  GRAPH ?source {
    ?programme a coop:Programme ; coop:mechanism ?mechanism .
    OPTIONAL { ?programme coop:announcedPairs ?announced }
  }
}"""
PAIRINGS = f"""
SELECT DISTINCT ?programme ?pairing ?parent ?tier ?said WHERE {{
  GRAPH ?source {{
    ?pairing a coop:Pairing ; coop:programme ?programme .
    OPTIONAL {{ ?pairing coop:partOf ?parent }}
    OPTIONAL {{ ?pairing coop:statedAs ?said }}
  }}
  GRAPH <{SOURCES}> {{ ?source coop:reliability ?tier }}
}}"""
WANTED = f"""
SELECT ?programme ?wanted ?one ?other ?words WHERE {{
  GRAPH <{EDITORS}> {{
    ?wanted a coop:Wanted ; coop:wantedProgramme ?programme .
    OPTIONAL {{ ?wanted coop:wantedSupporter ?one }}
    OPTIONAL {{ ?wanted coop:wantedSupported ?other }}
    OPTIONAL {{ ?wanted coop:wantedText ?words }}
  }}
}}"""
PARTNERS = """
SELECT DISTINCT ?programme ?pairing ?partner WHERE {
  GRAPH ?source { ?pairing coop:programme ?programme ; coop:partner ?partner }
}"""

_Pairs = dict[str, set[str]]


def coverage(store: Store, programme: str | None = None) -> list[Covered]:
    """What each programme announces, what of it is here, and what is missing by name.

    Args:
        store: an open store.
        programme: one programme, by any of its names; all by default.

    Returns:
        ``{"programme", "mechanism", "announced", "pairings", "top", "tiers", "implied",
        "missing", "sources"}``: ``announced`` is None where no source gives a number;
        ``top`` counts the pairings that lie in no other of the programme, ``tiers`` all of them
        by the best source of each, ``implied`` those that no source states outright; ``missing``
        holds ``{"one", "other", "words"}`` of what is wanted, absence being no denial.

    Raises:
        UnknownNameError: for a programme that is not known.

    Example:
        >>> import kg
        >>> (row,) = coverage(kg.open(), "汶川灾后重建对口支援")
        >>> row["announced"], row["top"], row["missing"]
        (20, 20, [])
    """
    asked = None if programme is None else find_concept(store, "programme", programme)
    facts = _programmes(store)
    pairs = _pairs(store)
    wanted = _missing(store)
    said = read_statements(store, facts)
    sources = read_sources(store, {one.source for group in said.values() for one in group})
    order = sorted(facts, key=lambda iri: (facts[iri]["mechanism"], iri))
    known = describe(store, {*facts, *(fact["mechanism"] for fact in facts.values())})
    return [
        {
            "programme": concept(known[iri]),
            "mechanism": concept(known[facts[iri]["mechanism"]]),
            "announced": facts[iri]["announced"],
            "pairings": len(pairs[iri]),
            "top": sum(
                not said_of["parent"] & pairs[iri].keys() for said_of in pairs[iri].values()
            ),
            "tiers": _tiers(pairs[iri]),
            "implied": sum(map(_only_implied, pairs[iri].values())),
            "missing": wanted[iri],
            "sources": citations(said[iri], sources),
        }
        for iri in order
        if asked is None or iri in asked
    ]


def _programmes(store: Store) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in select(store, PROGRAMMES):
        fact = found.setdefault(
            row["programme"].value, {"mechanism": row["mechanism"].value, "announced": None}
        )
        if "announced" in row:
            fact["announced"] = max(int(row["announced"].value), fact["announced"] or 0)
    return found


def _pairs(store: Store) -> dict[str, dict[str, _Pairs]]:
    """Parents, tiers and ways of stating of every pairing, by programme."""
    found: dict[str, dict[str, _Pairs]] = defaultdict(dict)
    for row in select(store, PAIRINGS):
        facts = found[row["programme"].value].setdefault(
            row["pairing"].value, {"parent": set(), "tier": set(), "said": set()}
        )
        for name in ("parent", "tier", "said"):
            if name in row:
                facts[name].add(row[name].value)
    return found


def _tiers(pairs: dict[str, _Pairs]) -> Tiers:
    """How many pairings have their best source in each tier."""
    best = [
        min((local_name(tier) for tier in facts["tier"]), key=TIERS.index)
        for facts in pairs.values()
    ]
    official, press, web, weak = (best.count(tier) for tier in TIERS)
    return {"official": official, "press": press, "web": web, "weak": weak}


def _only_implied(facts: _Pairs) -> bool:
    return {local_name(said) for said in facts["said"]} == {"implied"}


def _missing(store: Store) -> dict[str, list[Wanted]]:
    """What is wanted under each programme and not stated by any source."""
    here: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in select(store, PARTNERS):
        here[row["programme"].value, row["pairing"].value].add(row["partner"].value)
    stated = {(programme, frozenset(two)) for (programme, _), two in here.items()}
    rows = select(store, WANTED)
    sides = {row[name].value for row in rows for name in ("one", "other") if name in row}
    known = describe(store, sides)
    found: dict[str, list[Wanted]] = defaultdict(list)
    for row in rows:
        two = [row[name].value if name in row else None for name in ("one", "other")]
        if (row["programme"].value, frozenset(two)) not in stated:
            one, other = (known[side] if side else None for side in two)
            words = row["words"].value if "words" in row else None
            found[row["programme"].value].append({"one": one, "other": other, "words": words})
    for missing in found.values():
        missing.sort(key=_order)
    return found


def _order(entry: Wanted) -> tuple[str, ...]:
    sides = (entry["one"], entry["other"])
    return *(side["id"] if side else "" for side in sides), entry["words"] or ""
