"""Where those of whom a sheet tells lie: points, and the lines of pairs between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.entities import describe, entity
from kg.namespaces import ENTITIES, FROM_SOURCE, local_name
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Entity, PartnerRow
    from kg.records.sheets import Line, Spot

__all__ = ["every_pair", "lines_of", "spots_of"]

POINTS = f"""
SELECT ?item ?lat ?long WHERE {{
  VALUES ?item {{ $items }} GRAPH <{ENTITIES}> {{ ?item geo:lat ?lat ; geo:long ?long }}
}}"""

WITHIN = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }}
  {{ GRAPH <{ENTITIES}> {{ ?item coop:within ?outer }} }}
  UNION {{ GRAPH ?graph {{ ?item coop:within ?outer }} {FROM_SOURCE} }}
}}"""
PAIRS = f"""
SELECT DISTINCT ?claim ?property ?partner WHERE {{
  VALUES ?property {{ coop:supporter coop:supported coop:partner }}
  GRAPH ?graph {{ ?claim a coop:Pairing ; ?property ?partner }} {FROM_SOURCE}
}}"""
# A hall lies in a park, in a district, in a city.
STEPS = 3

_Point = tuple[float, float]


def spots_of(store: Store, iris: Collection[str]) -> list[Spot]:
    """The points of places; what has none stands at the point of the nearest place it lies in."""
    points = _points(store, iris)
    inside: dict[str, str] = {}
    lost = {iri: {iri} for iri in iris if iri not in points}
    for _ in range(STEPS):
        wider = _within(store, {one for outer in lost.values() for one in outer})
        lost = {
            iri: {up for one in outer for up in wider.get(one, ())} for iri, outer in lost.items()
        }
        there = _points(store, {one for outer in lost.values() for one in outer})
        for iri, outer in lost.items():
            if found := sorted(outer & there.keys()):
                inside[iri], points[iri] = found[0], there[found[0]]
        lost = {iri: outer for iri, outer in lost.items() if iri not in points and outer}
    known = describe(store, {*iris, *inside.values()})
    return [
        {
            "entity": entity(known[iri]),
            "lat": points[iri][0],
            "long": points[iri][1],
            "inside": entity(known[inside[iri]]) if iri in inside else None,
        }
        for iri in sorted(set(iris))
        if iri in points
    ]


def _points(store: Store, iris: Iterable[str]) -> dict[str, _Point]:
    nodes = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    return {
        row["item"].value: (float(row["lat"].value), float(row["long"].value))
        for row in (select(store, POINTS, items=nodes) if nodes else ())
    }


def _within(store: Store, iris: Iterable[str]) -> Mapping[str, set[str]]:
    nodes = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    found: dict[str, set[str]] = {}
    for row in select(store, WITHIN, items=nodes) if nodes else ():
        found.setdefault(row["item"].value, set()).add(row["outer"].value)
    return found


def lines_of(rows: Iterable[PartnerRow]) -> list[Line]:
    """The pairs of rows as lines, each two once; a directed one leads from who supports."""
    found: dict[frozenset[str], Line] = {}
    for row in rows:
        of: Entity = row["of"]
        if row["partner"]["iri"] is None:
            continue
        one, other = of["iri"], row["partner"]["iri"]
        if row["side"] == "supporter":
            one, other = other, one
        line: Line = {"one": one, "other": other, "directed": row["side"] is not None}
        found.setdefault(frozenset((one, other)), line)
    return list(found.values())


def every_pair(store: Store) -> tuple[list[Spot], list[Line]]:
    """All pairings of two as lines, and the spots that they join.

    Example:
        >>> import kg
        >>> spots, lines = every_pair(kg.open())
        >>> {line["one"] for line in lines} <= {spot["entity"]["iri"] for spot in spots}
        True
    """
    found: dict[str, dict[str, list[str]]] = {}
    for row in select(store, PAIRS):
        sides = found.setdefault(row["claim"].value, {})
        sides.setdefault(local_name(row["property"].value), []).append(row["partner"].value)
    twos = {
        frozenset(sides["partner"]): sides for sides in found.values() if len(sides["partner"]) == 2
    }
    spots = spots_of(store, frozenset().union(*twos))
    there = {spot["entity"]["iri"] for spot in spots}
    lines: list[Line] = []
    for two, sides in sorted(twos.items(), key=lambda item: sorted(item[0])):
        first, *_ = sides.get("supporter", sorted(two))
        (other,) = two - {first}
        if two <= there:
            lines.append({"one": first, "other": other, "directed": "supporter" in sides})
    return spots, lines
