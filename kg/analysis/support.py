"""Who supports how many, and who is supported by how many: counts, not shares, and unweighted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx

__all__ = ["SIDES", "supported", "supporting"]

_Counts = dict[Any, float]


def supporting(graph: nx.Graph) -> _Counts:
    """How many distinct partners each supports; O(m). Who supports nobody is left out.

    Edges need ``claims`` and ``supporters``, see `kg.network.projections.simple`. Where
    ``graph.graph["partners"]`` names levels, only partners of these levels count.

    >>> graph = nx.Graph([(1, 2, {"claims": {"x": ["s"]}, "supporters": {"x": [1]}})])
    >>> supporting(graph), supported(graph)
    ({1: 1.0}, {2: 1.0})
    """
    return _counted(graph, 0)


def supported(graph: nx.Graph) -> _Counts:
    """By how many distinct partners each is supported; O(m). As `supporting`."""
    return _counted(graph, 1)


SIDES = {"supporting": supporting, "supported": supported}


def _counted(graph: nx.Graph, side: int) -> _Counts:
    levels = graph.graph.get("partners") or ()
    counts: _Counts = {}
    for ends in _directed(graph):
        one, other = ends[side], ends[1 - side]
        if not levels or graph.nodes[other].get("level") in levels:
            counts[one] = counts.get(one, 0.0) + 1
    return counts


def _directed(graph: nx.Graph) -> Iterator[tuple[Any, Any]]:
    """Supporter and supported, each two once, however many claims say so."""
    for start, end, data in graph.edges(data=True):
        said = data.get("supporters", {})
        found = {node for claim in data.get("claims", {}) for node in said.get(claim, ())}
        for one, other in ((start, end), (end, start)):
            if one in found:
                yield one, other
