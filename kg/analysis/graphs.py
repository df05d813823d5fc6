"""What every measure asks of a graph, and the same graph for the compiled engine."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx

from kg.errors import AnalysisError, Text

__all__ = ["in_order", "leiden_engine", "rounded", "rust_engine", "rust_graph", "simple_ties"]

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


def simple_ties(graph: nx.Graph) -> nx.Graph:
    """The ties of a simple undirected graph, nodes and edges in order.

    An edge with ``tie`` False (``within``) is left out. A measure sees the same graph whatever
    the order in which its nodes and edges were added.

    Raises:
        AnalysisError: for a directed graph or one with parallel edges, which the measures would
            miscount, and for a loop.

    Example:
        >>> sorted(simple_ties(nx.Graph([("b", "a")])).edges)
        [('a', 'b')]
    """
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
    ties = nx.Graph()
    ties.add_nodes_from(in_order(graph))
    place = {node: number for number, node in enumerate(ties)}
    edges = [
        (*sorted((start, end), key=place.__getitem__), data)
        for start, end, data in graph.edges(data=True)
        if data.get("tie", True)
    ]
    ties.add_edges_from(sorted(edges, key=lambda edge: (place[edge[0]], place[edge[1]])))
    loops = nx.number_of_selfloops(ties)
    if loops:
        raise AnalysisError(
            Text(f"图中有 {loops} 条自环", f"the graph has {loops} loops from a node to itself")
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


def rust_graph(ties: nx.Graph, rust: Any, *, directed: bool = False) -> Any:
    """The same graph in rustworkx; the n-th node has index n."""
    place = {node: number for number, node in enumerate(ties)}
    pairs = [(place[start], place[end]) for start, end in ties.edges]
    if directed:
        # An undirected tie leads both ways.
        graph = rust.PyDiGraph(multigraph=False)
        pairs += [(end, start) for start, end in pairs]
    else:
        graph = rust.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(place)))
    graph.add_edges_from_no_data(pairs)
    return graph


def rounded(values: Mapping[Any, float]) -> dict[Any, float]:
    """Values to twelve significant digits.

    Sums of floating numbers differ in the last digits with the order of the terms (threads,
    libraries); two nodes that are equal by definition must come out equal.

    >>> rounded({"a": 0.1 + 0.2})
    {'a': 0.3}
    """
    return {node: float(f"{value:.{DIGITS}g}") for node, value in values.items()}
