"""What lies between two entities: claims of every short way, found by index, not by reading all."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import ontology as ontologies
from kg.namespaces import ENTITIES, FROM_SOURCE
from kg.sparql import Store
from kg.store import bind, each, run

__all__ = ["between"]

OUT = f"""
SELECT ?node ?property ?other WHERE {{
  VALUES ?node {{ $nodes }} GRAPH ?graph {{ ?node ?property ?other }} {FROM_SOURCE}
}}"""
IN = f"""
SELECT ?other ?property ?node WHERE {{
  VALUES ?node {{ $nodes }} GRAPH ?graph {{ ?other ?property ?node }} {FROM_SOURCE}
}}"""
INSIDE = f"""
SELECT ?node ?other WHERE {{
  VALUES ?node {{ $nodes }}
  {{ GRAPH <{ENTITIES}> {{ ?node coop:within ?other }} }}
  UNION {{ GRAPH <{ENTITIES}> {{ ?other coop:within ?node }} }}
}}"""

_Ways = dict[str, dict[str, int]]


def between(store: Store, start: str, end: str) -> Iterator[tuple[int, set[str]]]:
    """More and more of what lies between two, by hops.

    Pairs of a number of hops and the IRIs of all entities and claims on any way from the one to
    the other that has no more; the shortest first, and no more where everything around one of
    them was seen. Some ways may turn out to be none, for a claim that makes no tie: what is
    found is to be projected and searched.

    Example:
        >>> import kg
        >>> place = "https://w3id.org/cooperation-kg/id/place/"
        >>> hops, found = next(between(kg.open(), place + "dalian", place + "shanghai"))
        >>> hops, place + "dalian" in found
        (1, True)
    """
    costs = _costs()
    ways: _Ways = defaultdict(dict)
    sides = [_Side(start), _Side(end)]
    hops = 0
    while True:
        reach = sum(side.radius for side in sides)
        if reach >= 2 * hops + 2:
            hops = reach // 2
            if found := _on_ways(ways, start, end, 2 * hops):
                yield hops, found
        side = min(sides, key=lambda one: len(one.waiting.get(one.radius, ())))
        if not side.waiting:
            break
        side.widen(store, ways, costs)
    # All around one of them is known: whatever is left is on longer ways.
    yield len(ways), _on_ways(ways, start, end, 2 * len(ways))


class _Side:
    """What was seen from one end, by distance in half hops."""

    def __init__(self, start: str) -> None:
        self.radius = 0
        self.distance = {start: 0}
        self.waiting = {0: {start}}

    def widen(self, store: Store, ways: _Ways, costs: dict[str, int]) -> None:
        """Look at all that is as far away as the radius, and go on by half a hop."""
        here = self.waiting.pop(self.radius, set())
        here = {one for one in here if self.distance[one] == self.radius}
        for one, other, cost in _around(store, here, costs) if here else ():
            for a, b in ((one, other), (other, one)):
                ways[a][b] = min(cost, ways[a].get(b, cost))
            far = self.radius + cost
            if far < self.distance.get(other, far + 1):
                self.distance[other] = far
                self.waiting.setdefault(far, set()).add(other)
        self.radius += 1


def _costs() -> dict[str, int]:
    """Half hops by property: one where a claim stands between two, two where it is one of them."""
    known = ontologies.load()
    costs = {term.iri: 2 for term in known.properties.values() if term.edge_symmetric is not None}
    for found in known.classes.values():
        costs |= dict.fromkeys(found.edge[:2], 1) if found.edge else {}
    for term in known.properties.values():
        if term.edge_symmetric is not None and term.edge_source is not None:
            costs |= {term.iri: 1, term.edge_source: 1}
    return costs


def _around(
    store: Store, nodes: Iterable[str], costs: dict[str, int]
) -> Iterator[tuple[str, str, int]]:
    given = {"nodes": [ox.NamedNode(iri) for iri in sorted(nodes)]}
    for node, term, other in each(run(store, bind(OUT, given))):
        if term.value in costs and isinstance(other, ox.NamedNode):
            yield node.value, other.value, costs[term.value]
    for other, term, node in each(run(store, bind(IN, given))):
        if term.value in costs:
            yield node.value, other.value, costs[term.value]
    for node, other in each(run(store, bind(INSIDE, given))):
        yield node.value, other.value, 2


def _on_ways(ways: _Ways, start: str, end: str, most: int) -> set[str]:
    """All on ways of no more half hops."""
    there, back = (_distances(ways, one, most) for one in (start, end))
    return {one for one, far in there.items() if far + back.get(one, most + 1) <= most}


def _distances(ways: _Ways, start: str, most: int) -> dict[str, int]:
    found: dict[str, int] = {}
    heap = [(0, start)]
    while heap:
        far, one = heapq.heappop(heap)
        if one not in found and far <= most:
            found[one] = far
            for other, cost in ways.get(one, {}).items():
                if other not in found:
                    heapq.heappush(heap, (far + cost, other))
    return found
