"""Paths between two nodes: the shortest, the k shortest, constrained ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice, pairwise, takewhile
from typing import Any

import networkx as nx

from kg.analysis.graphs import in_order
from kg.errors import AnalysisError, Text

__all__ = ["paths"]

# (number of nodes, weight, nodes): as paths are put in order.
_Path = tuple[int, float, tuple[int, ...]]


def paths(
    graph: nx.Graph,
    start: Any,
    end: Any,
    *,
    count: int = 1,
    longest: int | None = None,
    avoid: Collection[Any] = (),
    walks: Callable[[dict[str, Any]], bool] | None = None,
    weight: str | None = None,
) -> list[list[Any]]:
    """Simple paths from ``start`` to ``end``: the shortest, then the lightest, then by their nodes.

    Every edge counts 1, ``within`` among them where the graph has it. The way back is the way
    there: nodes are compared from the end that is first in order. Yen 1971; O(k·n·(n + m)), in
    practice a breadth-first search for each path.

    Args:
        graph: a simple undirected graph.
        start: where to begin.
        end: where to arrive.
        count: how many paths at most; ties at the last place are not completed.
        longest: how many edges a path may have.
        avoid: nodes that no path may pass.
        walks: whether an edge with these attributes may be walked.
        weight: the attribute whose sum decides between paths equally long.

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
    avoided = set(avoid) - {start, end}
    order = [node for node in in_order(graph) if node not in avoided]
    place = {node: number for number, node in enumerate(order)}
    ways = [
        {
            place[other]: data.get(weight, 0) if weight else 0
            for other, data in graph[node].items()
            if other in place and (walks is None or walks(data))
        }
        for node in order
    ]
    ends = sorted((place[start], place[end]))
    ranked = takewhile(
        lambda path: longest is None or len(path) - 1 <= longest, _ranked(ways, ends)
    )
    forward = 1 if ends[0] == place[start] else -1
    return [[order[number] for number in path[::forward]] for path in islice(ranked, count)]


def _ranked(ways: Sequence[Mapping[int, float]], ends: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All simple paths, best first: each further one leaves one of those before it somewhere."""
    start, end = ends
    first = _best(ways, (start,), end, set())
    waiting: list[_Path] = [first] if first else []
    known, found = set(waiting), []
    while waiting:
        *_, path = heappop(waiting)
        yield path
        found.append(path)
        for number in range(1, len(path)):
            root = path[:number]
            taken = {other[number] for other in found if other[:number] == root}
            if (other := _best(ways, root, end, taken)) and other not in known:
                known.add(other)
                heappush(waiting, other)


def _best(
    ways: Sequence[Mapping[int, float]], root: tuple[int, ...], end: int, taken: Collection[int]
) -> _Path | None:
    """The best path that begins with ``root`` and goes on to none of ``taken``; step by step."""
    passed = set(root)
    front = {root[-1]: (sum(ways[one][other] for one, other in pairwise(root)), root)}
    while front and end not in front:
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for node, (weight, path) in front.items():
            for other, more in ways[node].items():
                if other in passed or other in taken:
                    continue
                reached = weight + more, (*path, other)
                if other not in further or reached < further[other]:
                    further[other] = reached
        passed |= further.keys()
        front, taken = further, ()
    if end not in front:
        return None
    weight, path = front[end]
    return len(path), weight, path
