"""What stands around a pairing: what lies beneath it, beside it, before it and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg import dates
from kg.claims import agreed_date, agreed_number, citations
from kg.entities import entity
from kg.namespaces import DERIVED, FROM_SOURCE, ID
from kg.questions.sheet.shared import Shared
from kg.store import select

if TYPE_CHECKING:
    from kg.records import PartnerRow
    from kg.records.sheets import CountedGroup

__all__ = [
    "beneath",
    "groups_of",
    "lying_in",
    "other_times",
    "siblings",
    "stated_in",
    "under_programme",
]

BENEATH = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ ?claim a coop:Pairing ; coop:partOf $whole }} {FROM_SOURCE}
}}"""

SIBLINGS = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ $pairing coop:partOf ?parent }} {FROM_SOURCE}
  GRAPH ?other {{ ?claim a coop:Pairing ; coop:partOf ?parent }}
  FILTER(?claim != $pairing)
}}"""

# A plan, or a task of it, or an agreement says so.
STATED = f"""
SELECT DISTINCT ?claim WHERE {{
  {{ GRAPH ?graph {{ ?claim a coop:Pairing ; coop:statedIn $whole }} {FROM_SOURCE} }}
  UNION {{ GRAPH ?graph {{ ?claim a coop:Pairing ; coop:statedIn ?part }} {FROM_SOURCE}
           GRAPH ?there {{ ?part coop:partOf $whole }} }}
  UNION {{ GRAPH ?graph {{ ?claim a coop:Pairing ; coop:statedIn ?part }} {FROM_SOURCE}
           GRAPH ?there {{ ?part coop:partOf ?area }} GRAPH ?above {{ ?area coop:partOf $whole }} }}
}}"""

OF_PROGRAMME = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ ?claim a coop:Pairing ; coop:programme $programme }} {FROM_SOURCE}
}}"""

GROUPS = f"""
SELECT DISTINCT ?group ?member WHERE {{
  {{ GRAPH ?graph {{ ?group a coop:PairingGroup ; coop:partOf $whole }} }}
  UNION {{ GRAPH ?graph {{ ?group a coop:PairingGroup ; coop:groupWithin $whole }} }}
  OPTIONAL {{ GRAPH ?other {{ ?member a coop:Pairing ; coop:inGroup ?group }} }}
  {FROM_SOURCE}
}}"""

INSIDE = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH <{DERIVED}> {{ ?item coop:withinTransitive $place }}
  GRAPH ?graph {{ ?claim a coop:Pairing ; coop:partner ?item }} {FROM_SOURCE}
}}"""

_Side = Literal["earlier", "later", "others"]


def beneath(shared: Shared, whole: str) -> list[PartnerRow]:
    """The pairings that are part of one."""
    return _rows(shared, BENEATH, whole=whole)


def siblings(shared: Shared, pairing: str) -> list[PartnerRow]:
    """The pairings that are part of the same one."""
    return _rows(shared, SIBLINGS, pairing=pairing)


def lying_in(shared: Shared, place: str, but: Collection[str]) -> list[PartnerRow]:
    """The pairings of what lies in a place, but for some claims."""
    return [row for row in _rows(shared, INSIDE, place=place) if row["claim"] not in but]


def stated_in(shared: Shared, whole: str) -> list[PartnerRow]:
    """The pairings that a plan, one of its parts or an agreement states."""
    return _rows(shared, STATED, whole=whole)


def under_programme(shared: Shared, programme: str) -> list[PartnerRow]:
    """The pairings of a programme."""
    return _rows(shared, OF_PROGRAMME, programme=programme)


def _rows(shared: Shared, query: str, **whole: str) -> list[PartnerRow]:
    given = {name: ox.NamedNode(iri) for name, iri in whole.items()}
    return shared.pairings([row["claim"].value for row in select(shared.store, query, **given)])


def groups_of(shared: Shared, whole: str) -> list[CountedGroup]:
    """Pairings beneath something that sources count without naming them all."""
    members: dict[str, set[str]] = {}
    for row in select(shared.store, GROUPS, whole=ox.NamedNode(whole)):
        found = members.setdefault(row["group"].value, set())
        found |= {row["member"].value} if "member" in row else set()
    said = shared.statements(members)
    sources = shared.sources(said)
    known = shared.described(members)
    counted: list[CountedGroup] = []
    for iri, group in said.items():
        number, _ = agreed_number(group, "memberCount")
        counted.append(
            {
                "group": entity(known[iri]),
                "count": int(number) if number is not None else None,
                "named": len(members[iri]),
                "sources": citations(group, sources),
            }
        )
    return counted


def other_times(shared: Shared, row: PartnerRow) -> dict[_Side, list[PartnerRow]]:
    """Other pairings of either end of a row: those before it, those after it, and the rest.

    A pairing begins when its sources say, else when its programme does.
    """
    found: dict[_Side, list[PartnerRow]] = {"earlier": [], "later": [], "others": []}
    ends = [end["iri"] for end in (row["of"], row["partner"]) if end["iri"]]
    rows = [one for iri in ends for one in shared.partners(iri) if one["claim"] != row["claim"]]
    begun = _begun(shared, [row, *rows])
    seen = set()
    for one in rows:
        if one["claim"] not in seen:
            seen.add(one["claim"])
            found[_side(begun.get(row["claim"]), begun.get(one["claim"]))].append(one)
    return found


def _side(own: dates.Span | None, other: dates.Span | None) -> _Side:
    if own is None or other is None:
        return "others"
    if other.last < own.first:
        return "earlier"
    return "later" if own.last < other.first else "others"


def _begun(shared: Shared, rows: Iterable[PartnerRow]) -> dict[str, dates.Span]:
    listed = list(rows)
    programmes = {ID + row["programme"]["id"] for row in listed if row["programme"]}
    terms = {
        iri: agreed_date(group, "validFrom")[0]
        for iri, group in shared.statements(programmes).items()
    }
    found = {}
    for row in listed:
        term = terms.get(ID + row["programme"]["id"]) if row["programme"] else None
        if day := row["from"] or ("from" not in row["conflicts"] and term):
            found[row["claim"]] = dates.parse(day)
    return found
