"""Paths between two nodes: the shortest, the k shortest, constrained ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from typing import Any

import networkx as nx

from kg.analysis.graphs import in_order
from kg.errors import AnalysisError, Text

__all__ = ["paths"]


def paths(
    graph: nx.Graph,
    start: Any,
    end: Any,
    *,
    count: int = 1,
    longest: int | None = None,
    avoid: Collection[Any] = (),
    walks: Callable[[dict[str, Any]], bool] | None = None,
) -> list[list[Any]]:
    """Simple paths from ``start`` to ``end``, the shortest first, equal ones in order of nodes.

    Every edge counts 1, ``within`` among them where the graph has it. Yen 1971; O(k·n·(n + m)),
    in practice a breadth-first search for each path.

    Args:
        graph: a simple undirected graph.
        start: where to begin.
        end: where to arrive.
        count: how many paths at most; ties at the last place are not completed.
        longest: how many edges a path may have.
        avoid: nodes that no path may pass.
        walks: whether an edge with these attributes may be walked.

    Returns:
        Lists of nodes; none where there is no path.

    Raises:
        AnalysisError: if an end is not in the graph, or the graph is not simple.

    Example:
        >>> paths(nx.cycle_graph(4), 0, 2, count=2)
        [[0, 1, 2], [0, 3, 2]]
    """
    if graph.is_multigraph() or graph.is_directed():
        raise AnalysisError(
            Text("路径只在简单无向图上找", "paths are sought in a simple undirected graph")
        )
    for node in (start, end):
        if node not in graph:
            raise AnalysisError(Text(f"网络中没有 {node}", f"the network has no {node}"))
    walked = _walked(graph, set(avoid) - {start, end}, walks)
    found: list[list[Any]] = []
    try:
        for path in nx.shortest_simple_paths(walked, start, end):
            too_long = longest is not None and len(path) - 1 > longest
            # One length more than asked for, so that equal paths come out in order.
            if too_long or (len(found) >= count and len(path) > len(found[-1])):
                break
            found.append(path)
            if len(found) >= 50 * count:
                break
    except nx.NetworkXNoPath:
        return []
    place = {node: number for number, node in enumerate(walked)}
    found.sort(key=lambda path: (len(path), [place[node] for node in path]))
    return list(islice(found, count))


def _walked(
    graph: nx.Graph, avoid: set[Any], walks: Callable[[dict[str, Any]], bool] | None
) -> nx.Graph:
    """What may be walked, in order."""
    walked = nx.Graph()
    walked.add_nodes_from(node for node in in_order(graph) if node not in avoid)
    walked.add_edges_from(
        (start, end)
        for start in walked
        for end in in_order(graph[start])
        if end in walked and (walks is None or walks(graph[start][end]))
    )
    return walked
