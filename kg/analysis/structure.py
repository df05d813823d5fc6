"""How the whole hangs together: components, bridges, cut nodes, who ties with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.graphs import in_order, rounded, simple_ties

__all__ = ["Structure", "assortativity", "bridges", "components", "cut_nodes", "structure"]


@dataclass(frozen=True)
class Structure:
    """Counts and coefficients of a simple network; None where one is not defined."""

    nodes: int
    ties: int
    components: int
    largest: int
    pairs: int
    density: float | None
    clustering: float | None
    diameter: int | None
    bridges: int
    cut_nodes: int
    core: int


def structure(graph: nx.Graph) -> Structure:
    """Size and shape of a network; O(n·m) for the diameter of the largest component.

    ``pairs`` counts the components of two nodes; ``clustering`` is the transitivity, 3 ×
    triangles / connected triples; the diameter is left out above 5,000 nodes.

    >>> found = structure(nx.path_graph(4))
    >>> found.components, found.bridges, found.cut_nodes, found.diameter
    (1, 3, 2, 3)
    """
    ties = simple_ties(graph)
    parts = components(ties)
    largest = parts[0] if parts else []
    measured = 1 < len(largest) <= 5000
    return Structure(
        nodes=len(ties),
        ties=ties.number_of_edges(),
        components=len(parts),
        largest=len(largest),
        pairs=sum(len(part) == 2 for part in parts),
        density=nx.density(ties) if len(ties) > 1 else None,
        clustering=nx.transitivity(ties) if any(k > 1 for _, k in ties.degree) else None,
        diameter=nx.diameter(ties.subgraph(largest), usebounds=True) if measured else None,
        bridges=len(bridges(ties)),
        cut_nodes=len(cut_nodes(ties)),
        core=max(nx.core_number(ties).values(), default=0),
    )


def components(graph: nx.Graph) -> list[list[Any]]:
    """Connected components, the largest first, each in order; O(n + m).

    >>> components(nx.Graph([("c", "d"), ("a", "b"), ("b", "e")]))
    [['a', 'b', 'e'], ['c', 'd']]
    """
    ties = simple_ties(graph)
    place = {node: number for number, node in enumerate(ties)}
    parts = [in_order(part) for part in nx.connected_components(ties)]
    return sorted(parts, key=lambda part: (-len(part), place[part[0]]))


def bridges(graph: nx.Graph) -> list[tuple[Any, Any]]:
    """Ties without which a component falls in two; O(n + m). Tarjan 1974.

    >>> bridges(nx.path_graph(3))
    [(0, 1), (1, 2)]
    """
    ties = simple_ties(graph)
    place = {node: number for number, node in enumerate(ties)}
    found = [tuple(sorted(tie, key=place.__getitem__)) for tie in nx.bridges(ties)]
    return sorted(found, key=lambda tie: (place[tie[0]], place[tie[1]]))


def cut_nodes(graph: nx.Graph) -> list[Any]:
    """Articulation points: nodes without which a component falls apart; O(n + m).

    Hopcroft and Tarjan 1973.

    >>> cut_nodes(nx.path_graph(3))
    [1]
    """
    return in_order(set(nx.articulation_points(simple_ties(graph))))


def assortativity(graph: nx.Graph, attribute: str) -> float | None:
    """Newman's coefficient for an attribute: (Σe − Σa²) / (1 − Σa²); O(m). Newman 2003.

    1 where only the same tie with the same, 0 as by chance, negative where unlike tie. e is the
    share of tie ends between equals, a the share of ends at each value. Ties with an end
    without a value are left out; None where nothing is left or all have one value.

    >>> graph = nx.Graph([(1, 2)])
    >>> graph.add_nodes_from([(1, {"side": "north"}), (2, {"side": "east"})])
    >>> assortativity(graph, "side")
    -1.0
    """
    ties = simple_ties(graph)
    kinds: dict[Any, Hashable] = dict(graph.nodes(data=attribute))
    ends: Counter[Hashable] = Counter()
    alike = count = 0
    for start, end in ties.edges:
        if kinds[start] is not None and kinds[end] is not None:
            ends.update((kinds[start], kinds[end]))
            alike += kinds[start] == kinds[end]
            count += 1
    if not count:
        return None
    chance = sum((number / (2 * count)) ** 2 for number in ends.values())
    return rounded({"": (alike / count - chance) / (1 - chance)})[""] if len(ends) > 1 else None
