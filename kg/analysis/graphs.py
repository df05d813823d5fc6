"""What every measure asks of a graph, and the same graph for the compiled engine."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.errors import AnalysisError, Text

__all__ = [
    "Indexed",
    "in_order",
    "indexed",
    "leiden_engine",
    "of_nodes",
    "rounded",
    "rust_engine",
    "rust_graph",
    "simple_ties",
]

DIGITS = 12


def rust_engine() -> Any:
    """rustworkx, or None where it is not installed: networkx does the work then."""
    try:
        import rustworkx
    except ImportError:
        return None
    return rustworkx


def leiden_engine() -> Any:
    """graspologic-native, or None where it is not installed."""
    try:
        import graspologic_native
    except ImportError:
        return None
    return graspologic_native


@dataclass(frozen=True)
class Indexed:
    """The ties of a graph by number: nodes in order, and pairs of places in it, in order."""

    nodes: list[Any]
    pairs: list[tuple[int, int]]


def indexed(graph: nx.Graph) -> Indexed:
    """The ties of a simple undirected graph, as a compiled library takes them.

    An edge with ``tie`` False (``within``) is left out. Nodes and ties come out the same
    whatever the order in which they were added.

    Raises:
        AnalysisError: for a directed graph or one with parallel edges, which the measures would
            miscount, and for a loop.

    Example:
        >>> indexed(nx.Graph([("c", "b"), ("b", "a")])).pairs
        [(0, 1), (1, 2)]
    """
    _check_simple(graph)
    nodes = in_order(graph)
    place = {node: number for number, node in enumerate(nodes)}
    # One pass over the adjacency: each tie is met from both ends and kept from the first. This
    # costs more than all else that is not the engine's work, so it calls nothing.
    around = graph._adj
    pairs = [
        (here, there)
        for here, node in enumerate(nodes)
        for other, data in around[node].items()
        if here <= (there := place[other]) and (not data or data.get("tie", True))
    ]
    pairs.sort()
    _check_loops(graph, pairs)
    return Indexed(nodes, pairs)


def _check_simple(graph: nx.Graph) -> None:
    if graph.is_multigraph() or graph.is_directed():
        raise AnalysisError(
            Text(
                "指标只算在简单无向图上，平行边和有向边会被算错",
                "measures are defined on a simple undirected graph; parallel or directed edges "
                "would be miscounted",
            ),
            hint=Text(
                "请先用 kg.network.projections.simple 投影",
                "project it first with kg.network.projections.simple",
            ),
        )


def _check_loops(graph: nx.Graph, pairs: list[tuple[int, int]]) -> None:
    loops = nx.number_of_selfloops(graph) and sum(start == end for start, end in pairs)
    if loops:
        raise AnalysisError(
            Text(f"图中有 {loops} 条自环", f"the graph has {loops} loops from a node to itself")
        )


def simple_ties(graph: nx.Graph) -> nx.Graph:
    """The ties of a simple undirected graph as a graph of its own, nodes and edges in order.

    An edge with ``tie`` False (``within``) is left out. A measure sees the same graph whatever
    the order in which its nodes and edges were added.

    Raises:
        AnalysisError: as ``indexed``.

    Example:
        >>> sorted(simple_ties(nx.Graph([("b", "a")])).edges)
        [('a', 'b')]
    """
    found = indexed(graph)
    nodes, around = found.nodes, graph._adj
    ties = nx.Graph()
    ties.add_nodes_from(nodes)
    ties.add_edges_from(
        (start := nodes[here], end := nodes[there], around[start][end])
        for here, there in found.pairs
    )
    return ties


def in_order(nodes: Any) -> list[Hashable]:
    """Nodes in their own order, or in that of their names where types are mixed.

    >>> in_order({"b", "a"}), in_order([2, "a", 10])
    (['a', 'b'], [10, 2, 'a'])
    """
    listed = list(nodes)
    try:
        return sorted(listed)
    except TypeError:
        return sorted(listed, key=lambda node: (str(node), type(node).__name__))


def rust_graph(ties: Indexed, rust: Any, *, directed: bool = False) -> Any:
    """The same graph in rustworkx; the n-th node has index n."""
    pairs = ties.pairs
    if directed:
        # An undirected tie leads both ways.
        graph = rust.PyDiGraph(multigraph=True)
        pairs = pairs + [(end, start) for start, end in pairs]
    else:
        graph = rust.PyGraph(multigraph=True)
    # Ties are known to be single: to be told so would make it search for each.
    graph.add_nodes_from(ties.nodes)
    graph.add_edges_from_no_data(pairs)
    return graph


def of_nodes(ties: Indexed, found: Any) -> dict[Any, float]:
    """Values by node of what rustworkx gives by index."""
    return dict(zip(ties.nodes, found.values(), strict=True))


def rounded(values: Mapping[Any, float]) -> dict[Any, float]:
    """Values to twelve significant digits.

    Sums of floating numbers differ in the last digits with the order of the terms (threads,
    libraries); two nodes that are equal by definition must come out equal.

    >>> rounded({"a": 0.1 + 0.2})
    {'a': 0.3}
    """
    return {node: float(f"{value:.{DIGITS}g}") for node, value in values.items()}
