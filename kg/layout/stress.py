"""Stress majorisation: distance on paper follows distance in the network."""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np

from kg.layout.apart import Floats
from kg.terms import pairing_classes

__all__ = ["distances", "hops", "majorise"]

# Containment is no tie and is not drawn at first, but what lies together should stand together.
WITHIN, PAIRED = 1.6, 1.4
# Longer than any path.
FAR = 1e6
# How many rows of a matrix are worked on at once.
ROWS = 32


def distances(network: nx.MultiDiGraph, keys: Sequence[str]) -> Floats:
    """Lengths of shortest paths between all of `keys`; parts that hang apart stand at a distance.

    Args:
        network: As `kg.network.project` gives it, or a part of it.
        keys: Its nodes.

    Example:
        >>> g = nx.MultiDiGraph()
        >>> number = g.add_edge("a", "b", relation="party")
        >>> distances(g, ["a", "b"]).tolist()
        [[0.0, 1.0], [1.0, 0.0]]
    """
    index = {key: number for number, key in enumerate(keys)}
    lengths = {"within": WITHIN, **dict.fromkeys(pairing_classes(), PAIRED)}
    steps = np.full((len(keys), len(keys)), FAR, dtype=np.float64)
    np.fill_diagonal(steps, 0.0)
    for a, b, data in sorted(
        network.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"])
    ):
        length = lengths.get(data["relation"], 1.0)
        if a != b and length < steps[index[a], index[b]]:
            steps[index[a], index[b]] = steps[index[b], index[a]] = length
    _join(network, index, steps)
    _close(steps)
    return steps


def _close(steps: Floats) -> None:
    """Lengths of direct ties, in place, to those of shortest paths (Floyd and Warshall)."""
    # What has few ties is passed through first, while few can be reached through it: the work is
    # a tenth of that in any order.
    for middle in np.argsort((steps < FAR).sum(axis=1), kind="stable"):
        reached = np.flatnonzero(steps[middle] < FAR)
        if 2 * len(reached) > len(steps):
            np.minimum(steps, steps[:, middle, None] + steps[middle], out=steps)
        else:
            ways, here = steps[middle, reached], np.ix_(reached, reached)
            steps[here] = np.minimum(steps[here], ways[:, None] + ways)


def _join(network: nx.MultiDiGraph, index: dict[str, int], steps: Floats) -> None:
    """Tie the parts of a network that hangs apart to its largest part, at a distance."""
    parts = sorted(
        (sorted(part) for part in nx.weakly_connected_components(network)),
        key=lambda p: (-len(p), p),
    )
    hubs = [max(part, key=lambda key: (network.degree(key), key)) for part in parts]
    plain = network.to_undirected(as_view=True)
    wide = [
        max(nx.single_source_shortest_path_length(plain, hub).values()) if number < 1 else 0
        for number, hub in enumerate(hubs)
    ]
    for part, hub in zip(parts[1:], hubs[1:], strict=True):
        reach = 2.0 + math.sqrt(len(parts[0])) / 3 + math.sqrt(len(part)) / 3
        # What all hangs on one hub is many, but takes no more than a step on each side.
        reach = min(reach, 1.0 + 1.2 * wide[0] + math.sqrt(len(part)) / 3)
        a, b = index[hubs[0]], index[hub]
        steps[a, b] = steps[b, a] = reach


def hops(network: nx.MultiDiGraph, keys: Sequence[str], far: int = 6) -> Floats:
    """Steps between all of `keys`, at most `far`: quicker than `distances` for many nodes.

    Args:
        network: As `kg.network.project` gives it.
        keys: Its nodes.
        far: What is not reached in fewer steps stands this far.

    Example:
        >>> g = nx.MultiDiGraph([("a", "b"), ("b", "c")])
        >>> hops(g, ["a", "b", "c"]).tolist()
        [[0.0, 1.0, 2.0], [1.0, 0.0, 1.0], [2.0, 1.0, 0.0]]
    """
    count, index = len(keys), {key: number for number, key in enumerate(keys)}
    ends = [(index[a], index[b]) for a, b in network.edges()]
    ends += [(b, a) for a, b in ends] + [(one, one) for one in range(count)]
    one, other = np.array(sorted(ends), dtype=np.intp).reshape(-1, 2).T
    starts = np.searchsorted(one, np.arange(count))
    steps = np.full((count, count), float(far))
    # Who is reached is a bit each: what all neighbours reach is had in one go.
    reached = np.packbits(np.eye(count, dtype=bool), axis=1)
    for _ in range(far):
        steps -= np.unpackbits(reached, axis=1, count=count)
        reached = np.bitwise_or.reduceat(reached[other], starts, axis=0)
    return steps


def majorise(distance: Floats, place: Floats, rounds: int, fixed: int = 0) -> Floats:
    """Move points until their distances on paper follow those asked for, weights 1/d².

    Gansner, Koren and North 2004, every round but the last twice as far as it asks, which halves
    their number (de Leeuw and Heiser 1980). No chance is involved: same input, same output.

    Args:
        distance: n × n, the distances asked for.
        place: n × 2, where the points start.
        rounds: How often every point is moved.
        fixed: The first so many points stay where they are.
    """
    asked = distance[fixed:]
    weight = np.zeros_like(asked)
    np.divide(1.0, asked**2, out=weight, where=asked > 0)
    pull, total = weight * asked, weight.sum(axis=1)
    system = np.diag(total) - weight[:, fixed:]
    if not fixed:
        # All could be moved together at no cost: their centre is kept where it is.
        system += (total.mean() or 1.0) / len(total)
    solve = np.asarray(np.linalg.inv(system), dtype=np.float64)
    held = _product(weight[:, :fixed], place[:fixed])
    place = place.copy()
    for left in range(rounds, 0, -1):
        centre = place.mean(axis=0)
        moved = _product(solve, _forces(pull, place - centre, fixed) + held)
        if not fixed:
            moved += centre - moved.mean(axis=0)
        place[fixed:] = moved if left == 1 else 2 * moved - place[fixed:]
    return place


def _forces(pull: Floats, place: Floats, fixed: int) -> Floats:
    """The sum of pull/d · (own − other) over the others, for each point that moves."""
    square, ones = (place**2).sum(axis=1), np.ones(len(place))
    # Distances on paper by a² + b² − 2ab, one product instead of five passes.
    mine = np.column_stack([-2 * place, square, ones])[fixed:]
    theirs = np.column_stack([place, ones, square]).T
    found = np.empty((len(pull), 2))
    for rows in _blocks(len(pull)):
        ratio = mine[rows] @ theirs
        np.maximum(ratio, 1e-12, out=ratio)
        np.sqrt(ratio, out=ratio)
        np.divide(pull[rows], ratio, out=ratio)
        found[rows] = ratio.sum(axis=1)[:, None] * place[fixed:][rows] - ratio @ place
    return found


def _product(matrix: Floats, columns: Floats) -> Floats:
    return np.concatenate([matrix[rows] @ columns for rows in _blocks(len(matrix))])


def _blocks(count: int) -> list[slice]:
    # So few rows stay near the processor, and their products are too small for threads, which
    # would spend more on waiting for each other than on the sums.
    return [slice(start, start + ROWS) for start in range(0, count, ROWS)]
