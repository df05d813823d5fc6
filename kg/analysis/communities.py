"""Communities: groups with more ties inside than chance would have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import networkx as nx

from kg.analysis.graphs import Indexed, indexed, leiden_engine, rounded, simple_ties

__all__ = ["Communities", "communities", "modularity"]

SEED = 1
RANDOMNESS = 0.001


@dataclass(frozen=True)
class Communities:
    """Groups, the largest first, and how well they part the graph.

    ``algorithm`` is ``"leiden"`` or, without the compiled library, ``"louvain"``; ``lone`` are
    the nodes without ties, which are in no group.
    """

    groups: list[list[Any]]
    lone: list[Any]
    modularity: float
    algorithm: str
    seed: int
    resolution: float


def communities(
    graph: nx.Graph, *, seed: int = SEED, resolution: float = 1.0, weight: str | None = "weight"
) -> Communities:
    """Groups by modularity, with the Leiden algorithm and a seed.

    The same graph and seed give the same groups whatever the order of nodes and edges. About
    O(m) a pass. Leiden: Traag, Waltman and van Eck 2019; without the compiled library,
    networkx's Louvain: Blondel et al. 2008. The optimum is not guaranteed, and modularity does
    not see groups of fewer than about √(2m) ties (Fortunato and Barthélemy 2007).

    Example:
        >>> found = communities(nx.barbell_graph(4, 0))
        >>> found.groups, round(found.modularity, 3)
        ([[0, 1, 2, 3], [4, 5, 6, 7]], 0.423)
    """
    ties = indexed(graph)
    engine = leiden_engine()
    groups: list[list[int]] = []
    found: float | None = None
    if ties.pairs and engine is not None:
        groups, found = _leiden(graph, ties, engine, seed, resolution, weight)
    elif ties.pairs:
        groups = _louvain(graph, seed, resolution, weight)
    for group in groups:
        group.sort()
    groups.sort(key=lambda group: (-len(group), group[0]))
    nodes, tied = ties.nodes, set(chain.from_iterable(groups))
    named = [[nodes[place] for place in group] for group in groups]
    if found is None:
        found = modularity(graph, named, resolution=resolution, weight=weight)
    return Communities(
        groups=named,
        lone=[node for place, node in enumerate(nodes) if place not in tied],
        modularity=found,
        algorithm="louvain" if engine is None else "leiden",
        seed=seed,
        resolution=resolution,
    )


def _leiden(
    graph: nx.Graph, ties: Indexed, engine: Any, seed: int, resolution: float, weight: str | None
) -> tuple[list[list[int]], float]:
    """Groups of places, and their modularity, which the engine states as ``modularity`` does."""
    names = [str(place) for place in range(len(ties.nodes))]
    weights = _weights(graph, ties, weight)
    value, found = engine.leiden(
        edges=[
            (names[start], names[end], weighs)
            for (start, end), weighs in zip(ties.pairs, weights, strict=True)
        ],
        starting_communities=None,
        resolution=resolution,
        randomness=RANDOMNESS,
        iterations=1,
        use_modularity=True,
        seed=seed,
        trials=1,
    )
    groups: dict[int, list[int]] = {}
    for name, group in found.items():
        groups.setdefault(group, []).append(int(name))
    return list(groups.values()), rounded({"": value})[""]


def _weights(graph: nx.Graph, ties: Indexed, weight: str | None) -> Iterable[float]:
    nodes, around = ties.nodes, graph._adj
    if weight is None:
        return repeat(1.0, len(ties.pairs))
    return [
        float(data.get(weight, 1.0)) if (data := around[nodes[start]][nodes[end]]) else 1.0
        for start, end in ties.pairs
    ]


def _louvain(graph: nx.Graph, seed: int, resolution: float, weight: str | None) -> list[list[int]]:
    ties = simple_ties(graph)
    place = {node: number for number, node in enumerate(ties)}
    without_lone = ties.subgraph(node for node, number in ties.degree if number)
    found = nx.community.louvain_communities(
        without_lone, weight=weight, resolution=resolution, seed=seed
    )
    return [[place[node] for node in group] for group in found]


def modularity(
    graph: nx.Graph,
    groups: list[list[Any]],
    *,
    resolution: float = 1.0,
    weight: str | None = "weight",
) -> float:
    """Modularity Q = Σ (L/m − γ·(D/2m)²) over the groups; O(m). Newman and Girvan 2004.

    L is the weight of the ties inside a group, D that of its nodes' ties, m of all. 0 for a
    graph without ties. Nodes in no group count as groups of their own.

    >>> round(modularity(nx.karate_club_graph(), [list(range(34))]), 3)
    0.0
    """
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    inside: dict[Any, float] = {}
    total: dict[Any, float] = {}
    whole = 0.0
    for start, end, data in graph.edges(data=True):
        if not data.get("tie", True):
            continue
        value = float(data.get(weight, 1.0))
        one, other = group_of.get(start, ("lone", start)), group_of.get(end, ("lone", end))
        whole += value
        total[one] = total.get(one, 0.0) + value
        total[other] = total.get(other, 0.0) + value
        if one == other:
            inside[one] = inside.get(one, 0.0) + value
    if not whole:
        return 0.0
    found = sum(inside.get(group, 0.0) for group in total) / whole - resolution * sum(
        (value / (2 * whole)) ** 2 for value in total.values()
    )
    return rounded({"": found})[""]
