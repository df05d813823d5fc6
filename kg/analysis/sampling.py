"""Betweenness of large graphs, from a sample of sources, with its error."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.centrality import betweenness
from kg.analysis.graphs import Indexed, indexed, rounded

__all__ = ["LARGE", "SampledBetweenness", "betweenness_at_any_size", "sampled_betweenness"]

# Nodes times ties above which the exact computation takes more than some ten seconds.
LARGE = 500_000_000
SOURCES = 256


@dataclass(frozen=True)
class SampledBetweenness:
    """Values, and how sure they are.

    ``errors`` are standard errors on the scale of the values: of the nodes at the top about nine
    in ten lie within two of them. Nodes on the paths of few sources may be further off than
    their error says. ``sources`` is None where the values are exact; the errors are 0 then.
    """

    values: dict[Any, float]
    errors: dict[Any, float]
    sources: int | None


def betweenness_at_any_size(
    graph: nx.Graph, *, seed: int = 1, large: int = LARGE
) -> SampledBetweenness:
    """Exact where n·m is at most ``large``, sampled above.

    >>> betweenness_at_any_size(nx.path_graph(3)).sources is None
    True
    """
    if len(graph) * graph.number_of_edges() > large:
        return sampled_betweenness(graph, seed=seed)
    values = betweenness(graph)
    return SampledBetweenness(values, dict.fromkeys(values, 0.0), None)


def sampled_betweenness(
    graph: nx.Graph, *, sources: int = SOURCES, seed: int = 1
) -> SampledBetweenness:
    """Betweenness from the shortest paths of some sources, drawn without replacement.

    The mean over the sources of the dependencies δ(s, v), times n: unbiased (Brandes and Pich
    2007). The standard error is that of a mean of a sample without replacement, from the
    spread among the sources. O(k·m) for k sources.

    Example:
        >>> sampled_betweenness(nx.star_graph(5), sources=6).values[0]
        1.0
    """
    ties = indexed(graph)
    count = len(ties.nodes)
    if count < 3:
        zero = dict.fromkeys(ties.nodes, 0.0)
        return SampledBetweenness(zero, dict(zero), min(sources, count))
    drawn = sorted(random.Random(seed).sample(range(count), min(sources, count)))
    total, squares = _dependencies(ties, drawn)
    size = len(drawn)
    # Each pair is met from both ends, so the sum over all sources is twice the betweenness.
    scale = count / ((count - 1) * (count - 2))
    spread = (squares - total**2 / size) / max(1, size - 1)
    left = 1 - size / count
    return SampledBetweenness(
        rounded({node: scale * total[i] / size for i, node in enumerate(ties.nodes)}),
        rounded(
            {
                node: scale * math.sqrt(max(0.0, spread[i]) * left / size)
                for i, node in enumerate(ties.nodes)
            }
        ),
        size,
    )


def _dependencies(ties: Indexed, sources: list[int]) -> tuple[Any, Any]:
    """Sum and sum of squares of δ(s, v) over the sources, by node; Brandes level by level."""
    import numpy as np

    count = len(ties.nodes)
    ends = np.array(ties.pairs, dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([ends, ends[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    heads = np.searchsorted(both[:, 0], np.arange(count + 1))
    neighbours = both[:, 1]
    total, squares = np.zeros(count), np.zeros(count)
    for source in sources:
        levels, paths = _levels(source, heads, neighbours, count)
        dependency = np.zeros(count)
        for start, end in reversed(levels):
            share = paths[start] / paths[end] * (1 + dependency[end])
            dependency += np.bincount(start, weights=share, minlength=count)
        dependency[source] = 0
        total += dependency
        squares += dependency**2
    return total, squares


def _levels(source: int, heads: Any, neighbours: Any, count: int) -> tuple[list[Any], Any]:
    """The ties from each distance to the next, and the number of shortest paths to each node."""
    import numpy as np

    distance = np.full(count, -1)
    paths = np.zeros(count)
    distance[source], paths[source] = 0, 1
    frontier, depth, levels = np.array([source]), 0, []
    while len(frontier):
        sizes = heads[frontier + 1] - heads[frontier]
        start = np.repeat(frontier, sizes)
        offset = np.arange(len(start)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        end = neighbours[np.repeat(heads[frontier], sizes) + offset]
        depth += 1
        fresh = distance[end] < 0
        distance[end[fresh]] = depth
        onward = distance[end] == depth
        start, end = start[onward], end[onward]
        frontier = np.unique(end)
        if len(end):
            paths += np.bincount(end, weights=paths[start], minlength=count)
            levels.append((start, end))
    return levels, paths
