"""Communities: groups with more ties inside than chance would have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.graphs import in_order, leiden_engine, rounded, simple_ties

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
    ties = simple_ties(graph)
    lone = [node for node, number in ties.degree if not number]
    engine = leiden_engine()
    if ties.number_of_edges() == 0:
        groups: list[list[Any]] = []
    elif engine is not None:
        groups = _leiden(ties, engine, seed, resolution, weight)
    else:
        without_lone = ties.subgraph(node for node, number in ties.degree if number)
        groups = nx.community.louvain_communities(
            without_lone, weight=weight, resolution=resolution, seed=seed
        )
    ordered = sorted((in_order(group) for group in groups), key=lambda group: -len(group))
    first = {node: place for place, node in enumerate(ties)}
    ordered.sort(key=lambda group: (-len(group), first[group[0]]))
    return Communities(
        groups=ordered,
        lone=lone,
        modularity=modularity(ties, ordered, resolution=resolution, weight=weight),
        algorithm="louvain" if engine is None else "leiden",
        seed=seed,
        resolution=resolution,
    )


def _leiden(
    ties: nx.Graph, engine: Any, seed: int, resolution: float, weight: str | None
) -> list[list[Any]]:
    nodes = list(ties)
    names = {node: str(number) for number, node in enumerate(nodes)}
    edges = [
        (names[start], names[end], float(data.get(weight, 1.0)))
        for start, end, data in ties.edges(data=True)
    ]
    _, found = engine.leiden(
        edges=edges,
        starting_communities=None,
        resolution=resolution,
        randomness=RANDOMNESS,
        iterations=1,
        use_modularity=True,
        seed=seed,
        trials=1,
    )
    groups: dict[int, list[Any]] = {}
    for number, group in found.items():
        groups.setdefault(group, []).append(nodes[int(number)])
    return list(groups.values())


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
