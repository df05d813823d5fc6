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
    steps = np.full((len(keys), len(keys)), 1e6, dtype=np.float64)
    np.fill_diagonal(steps, 0.0)
    for a, b, data in sorted(
        network.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"])
    ):
        length = lengths.get(data["relation"], 1.0)
        if a != b and length < steps[index[a], index[b]]:
            steps[index[a], index[b]] = steps[index[b], index[a]] = length
    _join(network, index, steps)
    for middle in range(len(keys)):
        np.minimum(steps, steps[:, middle, None] + steps[None, middle, :], out=steps)
    return steps


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
    index = {key: number for number, key in enumerate(keys)}
    near = np.eye(len(keys), dtype=np.float32)
    for a, b in network.edges():
        near[index[a], index[b]] = near[index[b], index[a]] = 1.0
    steps = np.full((len(keys), len(keys)), float(far))
    reached = np.eye(len(keys), dtype=np.float32)
    steps[reached > 0] = 0.0
    for step in range(1, far):
        wider = ((reached @ near) > 0).astype(np.float32)
        steps[(wider > 0) & (reached == 0)] = step
        reached = wider
    return steps


def majorise(distance: Floats, place: Floats, rounds: int, fixed: int = 0) -> Floats:
    """Move points until their distances on paper follow those asked for, weights 1/d².

    Gansner, Koren and North 2004. No chance is involved: same input, same output.

    Args:
        distance: n × n, the distances asked for.
        place: n × 2, where the points start.
        rounds: How often every point is moved.
        fixed: The first so many points stay where they are.
    """
    asked = distance[fixed:]
    weight = np.zeros_like(asked)
    np.divide(1.0, asked**2, out=weight, where=asked > 0)
    total = weight.sum(axis=1)
    pull = weight * asked
    place = place.copy()
    # Two matrices are used again in every round: making new ones takes longer than the sums.
    ratio, other = np.empty_like(asked), np.empty_like(asked)
    for _ in range(rounds):
        np.subtract(place[fixed:, None, 0], place[None, :, 0], out=ratio)
        np.subtract(place[fixed:, None, 1], place[None, :, 1], out=other)
        np.multiply(ratio, ratio, out=ratio)
        np.multiply(other, other, out=other)
        np.add(ratio, other, out=ratio)
        np.sqrt(ratio, out=ratio)
        np.maximum(ratio, 1e-9, out=ratio)
        np.divide(pull, ratio, out=ratio)
        # The sum of r·(own − other) over the others, without a matrix of the differences.
        own = ratio.sum(axis=1)[:, None] * place[fixed:]
        place[fixed:] = (weight @ place + own - ratio @ place) / total[:, None]
    return place
