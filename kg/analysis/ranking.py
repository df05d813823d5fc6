"""Rankings that do not pretend: ties are ties, and what a ranking rests on is tried."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import ne
from typing import Any

import networkx as nx

from kg.analysis.graphs import in_order, rounded

__all__ = ["LOW_IS_CENTRAL", "Move", "moves", "rank", "spearman", "supported_by"]

LOW_IS_CENTRAL = frozenset({"constraint"})
TOP = 10


@dataclass(frozen=True)
class Move:
    """How a ranking looks when only some sources count.

    ``without`` is the source left out, or None where only the sources of one kind were kept.
    ``kept`` of the ``top`` nodes that ranked 1 to 10 still do; ``agreement`` is Spearman's rho
    over all nodes of the full network, None where it is not defined.
    """

    without: str | None
    nodes: int
    ties: int
    top: int
    kept: int
    agreement: float | None


def rank(values: Mapping[Any, float], *, low_first: bool = False) -> list[tuple[Any, float, int]]:
    """Nodes, values and ranks; equal values share a rank and the next ranks are skipped.

    >>> rank({"a": 1.0, "b": 2.0, "c": 2.0})
    [('b', 2.0, 1), ('c', 2.0, 1), ('a', 1.0, 3)]
    """
    place = {node: number for number, node in enumerate(in_order(values))}
    shown = rounded(values)
    sign = 1 if low_first else -1
    ranked: list[tuple[Any, float, int]] = []
    for number, node in enumerate(
        sorted(shown, key=lambda node: (sign * shown[node], place[node])), 1
    ):
        same = ranked and shown[node] == ranked[-1][1]
        ranked.append((node, shown[node], ranked[-1][2] if same else number))
    return ranked


def supported_by(graph: nx.Graph, counts: Callable[[str], bool]) -> nx.Graph:
    """The ties that some claim of a source that counts still makes; nodes without any go.

    Edges need ``claims``, a dict from each claim to the ids of its sources. The weight is
    reduced in proportion to the claims that are left.

    >>> graph = nx.Graph([(1, 2, {"claims": {"x": ["s"]}}), (2, 3, {"claims": {"y": ["t"]}})])
    >>> list(supported_by(graph, lambda source: source != "s").edges)
    [(2, 3)]
    """
    kept = nx.Graph(**graph.graph)
    for start, end, data in graph.edges(data=True):
        claims = {
            claim: left
            for claim, sources in data.get("claims", {}).items()
            if (left := [source for source in sources if counts(source)])
        }
        if claims:
            share = len(claims) / len(data["claims"])
            weight = data.get("weight", 1) * share
            kept.add_edge(start, end, **{**data, "claims": claims, "weight": weight})
    kept.add_nodes_from((node, graph.nodes[node]) for node in list(kept))
    return kept


def moves(
    graph: nx.Graph,
    measure: Callable[[nx.Graph], Mapping[Any, float]],
    *,
    official: Collection[str] = (),
    low_first: bool = False,
) -> list[Move]:
    """How a ranking moves when only official sources count, and when one source is left out.

    The first record is that of the official sources alone; then one for each source, in order.
    A source that no claim needs moves nothing, and is not computed by itself.

    >>> graph = nx.Graph([(1, 2, {"claims": {"x": ["s"]}}), (2, 3, {"claims": {"y": ["t"]}})])
    >>> from kg.analysis import degree
    >>> [(move.without, move.ties, move.kept) for move in moves(graph, degree)]
    [(None, 0, 0), ('s', 1, 2), ('t', 1, 2)]
    """
    full = rank(measure(graph), low_first=low_first)
    groups = [
        set(found)
        for *_, data in graph.edges(data=True)
        for found in data.get("claims", {}).values()
    ]
    sources = sorted(set().union(*groups))
    needed = {source for group in groups if len(group) == 1 for source in group}

    def moved(counts: Callable[[str], bool]) -> Move:
        return _move(full, supported_by(graph, counts), measure, low_first)

    unmoved = moved(lambda _: True)
    alone = moved(lambda source: source in official)
    others = (moved(partial(ne, out)) if out in needed else unmoved for out in sources)
    return [alone, *(replace(move, without=out) for out, move in zip(sources, others, strict=True))]


def _move(
    full: list[tuple[Any, float, int]],
    part: nx.Graph,
    measure: Callable[[nx.Graph], Mapping[Any, float]],
    low_first: bool,
) -> Move:
    now = rank(measure(part), low_first=low_first) if part.number_of_edges() else []
    top = {node for node, _, place in full if place <= TOP}
    still = {node for node, _, place in now if place <= TOP}
    # What is no longer there ranks behind everything that is.
    absent = len(now) + 1
    after = {node: place for node, _, place in now}
    before = [float(place) for _, _, place in full]
    return Move(
        without=None,
        nodes=len(part),
        ties=part.number_of_edges(),
        top=len(top),
        kept=len(top & still),
        agreement=spearman(before, [float(after.get(node, absent)) for node, _, _ in full]),
    )


def spearman(one: list[float], other: list[float]) -> float | None:
    """Spearman's rank correlation with average ranks for ties; None if one side is constant.

    >>> spearman([1, 2, 3], [10, 20, 15])
    0.5
    """
    a, b = _average_ranks(one), _average_ranks(other)
    mean = (len(a) + 1) / 2
    above = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return round(above / math.sqrt(spread), 6) if spread else None


def _average_ranks(values: list[float]) -> list[float]:
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered, 1)))}
    last = {value: place for place, value in enumerate(ordered, 1)}
    return [(first[value] + last[value]) / 2 for value in values]
