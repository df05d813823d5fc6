"""Which part of a network goes on a page: what is around a node, what matters most, what first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

import networkx as nx

from kg.ontology import load
from kg.terms import pairing_classes

__all__ = [
    "around",
    "first_classes",
    "keep_relevant",
    "part_with",
    "resting_on",
    "ties",
]

# A page of 1,239 is written in 6.7 s of processor time (2 cores, busy, November 2026).
LIMIT = 1400
# As many symbols as can carry their names at once on a screen of ordinary size.
FIRST = 150


def ties(network: nx.MultiDiGraph) -> dict[str, int]:
    """How many different neighbours each node has; containment is no tie."""
    near: dict[str, set[str]] = {key: set() for key in network.nodes}
    for a, b, data in network.edges(data=True):
        if data["relation"] != "within" and a != b:
            near[a].add(b)
            near[b].add(a)
    return {key: len(others) for key, others in near.items()}


def _paired(network: nx.MultiDiGraph) -> set[str]:
    return {
        end
        for a, b, data in network.edges(data=True)
        if data["relation"] in pairing_classes()
        for end in (a, b)
    }


def keep_relevant(
    network: nx.MultiDiGraph,
    limit: int | None = None,
    keep: Collection[str] = (),
    view: str = "pairs",
) -> nx.MultiDiGraph:
    """The part of a big network worth drawing, in the view that a page opens with.

    What that view draws comes first: partners of pairings, in geography those with a point, in the
    network the classes that people ask about first; then what stands highest and is connected best.

    Args:
        network: As `kg.network.project` gives it.
        limit: How many nodes a page may have; `LIMIT` if nothing is said.
        keep: Nodes that stay in any case, even past the limit.
        view: "pairs", "network" or "geo".
    """
    limit = LIMIT if limit is None else limit
    if network.number_of_nodes() <= limit:
        return network
    degree, paired = ties(network), _paired(network)
    first = set(first_classes(network)) if view == "network" else set()

    def aside(key: str) -> tuple[bool, ...]:
        data = network.nodes[key]
        if view == "network":
            return (data["type"] not in first or not degree[key], key not in paired)
        return (key not in paired, view == "geo" and data["lat"] is None)

    def rank(key: str) -> tuple[Any, ...]:
        level = network.nodes[key]["level"]
        return (
            key not in keep,
            *aside(key),
            9 if level is None else level,
            -degree[key],
            key,
        )

    most = max(limit, sum(key in network for key in set(keep)))
    return network.subgraph(sorted(network.nodes, key=rank)[:most])


def first_classes(network: nx.MultiDiGraph) -> list[str]:
    """The classes whose nodes are drawn when the page opens, sorted; the legend shows the rest.

    A small network is drawn whole. Of a larger one: places, parks, agreements and plans, and any
    class that mostly takes part in pairings.
    """
    counts = Counter(data["type"] for _, data in network.nodes(data=True))
    if network.number_of_nodes() <= FIRST:
        return sorted(counts)
    paired = Counter(network.nodes[key]["type"] for key in _paired(network))
    types = {data["type"]: set(data["types"]) for _, data in network.nodes(data=True)}
    # What people ask about first: who is paired, the unnamed too, and the papers that say so.
    asked = {"open", *load().facts["drawnFirst"]}
    first = {
        kind
        for kind, count in counts.items()
        if ({kind} | types[kind]) & asked or paired[kind] * 2 >= count
    }
    return sorted(first or counts)


def around(network: nx.MultiDiGraph, key: str, depth: int = 1) -> nx.MultiDiGraph:
    """The part of a network around one node.

    Everything at most `depth` ties away, what is part of the node's pairings, and the places that
    the node lies in.

    Args:
        network: As `kg.network.project` gives it.
        key: The IRI of the node.
        depth: How many ties far.
    """
    near, edge_of_it = {key}, {key}
    for _ in range(depth):
        edge_of_it = {
            other
            for node in edge_of_it
            for a, b, data in _touching(network, node)
            if data["relation"] != "within"
            for other in (a, b)
        } - near
        near |= edge_of_it
    claims = {data["claim"] for *_, data in _touching(network, key) if data["claim"]}
    for a, b, data in network.edges(data=True):
        if data["part_of"] in claims:
            near |= {a, b}
    near |= set(network.nodes[key]["within"]) & set(network.nodes)
    return part_with(network, near)


def resting_on(network: nx.MultiDiGraph, sources: Collection[str]) -> set[str]:
    """The nodes of which one of these sources says something, or that it ties to another.

    Args:
        network: As `kg.network.project` gives it.
        sources: Ids of sources.
    """
    if not sources:
        return set()
    found = {
        key
        for key, data in network.nodes(data=True)
        if any(ref["id"] in sources for fact in data["facts"] for ref in fact["sources"])
    }
    for a, b, data in network.edges(data=True):
        if any(ref["id"] in sources for ref in data["sources"]):
            found |= {a, b}
    return found


def part_with(network: nx.MultiDiGraph, nodes: Iterable[str]) -> nx.MultiDiGraph:
    """The part of a network with these nodes, and those counted pairs only that belong to it."""
    part: nx.MultiDiGraph = network.subgraph(nodes).copy()
    drawn = {data["claim"] for *_, data in part.edges(data=True)}
    part.graph["groups"] = [
        group for group in network.graph.get("groups", []) if group["part_of"] in drawn
    ]
    return part


def _touching(network: nx.MultiDiGraph, key: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [*network.out_edges(key, data=True), *network.in_edges(key, data=True)]
