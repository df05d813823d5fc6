"""Lines of the geographic view, gathered into bundles that bend around what is not theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.layout.apart import Floats
from kg.terms import pairing_classes

__all__ = ["Bundle", "bundles"]

# How far a bundle may bend aside, in parts of its length; of equals the first is taken.
BENDS = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, -0.12)
# Past so many bundles no way around the others is left to be found.
MANY = 60
# How much a line follows its bundle; how far, in pixels, what it should keep clear of reaches; what
# a bend costs, in places that it passes.
FOLLOW, REACH, COST = 0.75, 40.0, 25.0
STEPS = np.linspace(0.0, 1.0, 17)[:, None]
_Positions = dict[str, tuple[float, float]]
_Edge = tuple[str, str, int]
_Line = tuple[_Edge, str, str]


@dataclass(frozen=True)
class Bundle:
    """Lines between the same two provinces; `bends` has the two control points of each line.

    `ends` are the provinces (what lies in none stands for itself), `apex` is the middle of the
    bundle. The control points of a line are those of a cubic curve from the edge's first node. Not
    `tight`: the places of a province lie too far apart for the way between the two to be shared.
    """

    ends: tuple[str, str]
    tight: bool
    apex: tuple[float, float]
    bends: dict[_Edge, tuple[float, float, float, float]]


def bundles(network: nx.MultiDiGraph, points: _Positions) -> list[Bundle]:
    """Gather the pairings between the same two provinces, the shortest bundles first.

    Each bundle takes the bend at which it comes least near to places that are not its own and to
    the bundles before it, so that the long ones go around the short ones.

    Args:
        network: As `kg.network.project` gives it.
        points: Where the places stand.
    """
    found: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    for a, b, number, data in sorted(network.edges(keys=True, data=True), key=lambda e: e[:3]):
        if data["relation"] not in pairing_classes() or a == b or not {a, b} <= points.keys():
            continue
        first, second = _province(network, a), _province(network, b)
        # The northern end is named first.
        if _south(points, first, a) > _south(points, second, b):
            found[second, first].append(((a, b, number), b, a))
        else:
            found[first, second].append(((a, b, number), a, b))
    middles = {
        ends: (_middle(points, [p for _, p, _ in lines]), _middle(points, [q for *_, q in lines]))
        for ends, lines in found.items()
    }
    order = sorted(found, key=lambda ends: (round(_length(*middles[ends]), 3), ends))
    clear = np.array(list(points.values())).reshape(-1, 2)
    index = {key: number for number, key in enumerate(points)}
    taken = np.empty((0, 2))
    result = []
    for ends in order:
        own = sorted({index[key] for _, p, q in found[ends] for key in (p, q)})
        others = np.vstack([np.delete(clear, own, axis=0), taken])
        bend = BENDS[3] if len(order) > MANY else _clearest(*middles[ends], others)
        one, two = _controls(*middles[ends], bend)
        trunk = _curve(middles[ends][0], one, two, middles[ends][1])
        taken = np.vstack([taken, trunk[2:-2:2]])
        follow = FOLLOW * _gathered(points, found[ends], *middles[ends])
        lines = {edge: _bend(points, edge, p, one, two, follow) for edge, p, _ in found[ends]}
        x, y = trunk[len(trunk) // 2]
        at = (round(float(x), 1), round(float(y), 1))
        result.append(Bundle(ends, follow > FOLLOW / 2, at, lines))
    return result


def _province(network: nx.MultiDiGraph, key: str) -> str:
    line = [key, *network.nodes[key]["within"]]
    return next((k for k in line if k in network and network.nodes[k]["level"] == 0), key)


def _south(points: _Positions, province: str, key: str) -> tuple[float, str]:
    return (points.get(province, points[key])[1], province)


def _middle(points: _Positions, keys: list[str]) -> Floats:
    return np.asarray(np.mean([points[key] for key in keys], axis=0))


def _length(a: Floats, b: Floats) -> float:
    return float(np.hypot(*(b - a)))


def _controls(a: Floats, b: Floats, bend: float) -> tuple[Floats, Floats]:
    """The control points of a cubic curve whose middle stands `bend` of its length aside."""
    aside = np.array([a[1] - b[1], b[0] - a[0]]) * bend / 0.75
    return a + (b - a) * 0.3 + aside, a + (b - a) * 0.7 + aside


def _curve(a: Floats, one: Floats, two: Floats, b: Floats) -> Floats:
    rest = 1 - STEPS
    return np.asarray(
        a * rest**3 + one * 3 * rest**2 * STEPS + two * 3 * rest * STEPS**2 + b * STEPS**3
    )


def _clearest(a: Floats, b: Floats, others: Floats) -> float:
    def cost(bend: float) -> float:
        way = _curve(a, *_controls(a, b, bend), b)[2:-2]
        near = ((way[:, None] - others[None]) ** 2).sum(axis=2) / REACH**2
        return round(float(np.exp(-near).sum()) + COST * abs(bend), 6)

    return min(BENDS, key=cost)


def _gathered(points: _Positions, lines: list[_Line], a: Floats, b: Floats) -> float:
    """1 where the ends lie close together for the way between them, 0 where they are all over."""
    away = [
        _length(middle, np.array(points[key]))
        for middle, keys in ((a, [p for _, p, _ in lines]), (b, [q for *_, q in lines]))
        for key in keys
    ]
    spread = float(np.sqrt(np.mean(np.square(away)))) / max(_length(a, b), 1e-6)
    return min(1.0, max(0.0, 1.8 - 2 * spread))


def _bend(
    points: _Positions, edge: _Edge, start: str, one: Floats, two: Floats, follow: float
) -> tuple[float, float, float, float]:
    """The control points of one line, between its own and its bundle's, from its first node on."""
    near, far = (one, two) if edge[0] == start else (two, one)
    a, b = np.array(points[edge[0]]), np.array(points[edge[1]])
    (x0, y0), (x1, y1) = (
        own + (control - own) * follow
        for own, control in ((a + (b - a) * 0.3, near), (a + (b - a) * 0.7, far))
    )
    return (round(float(x0), 1), round(float(y0), 1), round(float(x1), 1), round(float(y1), 1))
