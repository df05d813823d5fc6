"""The network view: first what is drawn at once, with room for labels; then the rest around it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.layout.apart import Floats, apart
from kg.layout.stress import distances, hops, majorise

__all__ = ["Spread", "spread"]

GOLDEN = 2.399963
SYMBOL, HUB = 26.0, 16.0
# Room for a symbol that comes later, and how often those are moved.
LATER, LATER_ROUNDS = 24.0, 8
# The widest line of a label; longer ones wrap.
LABEL = 108.0
_Frame = tuple[float, float]
_Positions = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Spread:
    """Positions of what is drawn first, and of everything once it is all drawn."""

    first: _Positions
    whole: _Positions


def spread(
    network: nx.MultiDiGraph,
    *,
    frames: tuple[_Frame, ...] = ((860.0, 740.0),),
    first: Collection[str] | None = None,
    rounds: int = 40,
) -> list[Spread]:
    """Positions for the whole network such that distance on paper follows distance in the network.

    Stress majorisation over shortest paths; then boxes the size of symbol and label are moved
    apart. What is not drawn first is placed around what is, on a plane large enough for all. No
    chance is involved: same network, same positions.

    Args:
        network: As `kg.network.project` gives it.
        frames: Areas to fill at scale 1, as (width, height); one set of positions is made for each.
            They grow where the labels need more.
        first: The nodes that are drawn first; all if not given.
        rounds: Rounds of majorisation.
    """
    core = sorted(network.nodes if first is None else set(first) & set(network.nodes))
    rest = sorted(set(network.nodes) - set(core))
    part = network.subgraph(core)
    distance = distances(part, core)
    place = majorise(distance, _start(part, core, distance), rounds) if len(core) > 1 else None
    steps = hops(network, [*core, *rest]) if rest else None
    result = []
    for frame in frames:
        if place is None:
            fitted = np.zeros((len(core), 2))
        else:
            fitted = _fill(place, frame, _boxes(part, core), _symbols(network, core))
            fitted -= (fitted.max(axis=0) + fitted.min(axis=0)) / 2
        found = _positions(core, fitted)
        whole = found
        if steps is not None:
            whole = _positions([*core, *rest], _surround(steps, fitted, frame))
        result.append(Spread(found, whole))
    return result


def _positions(keys: list[str], place: Floats) -> _Positions:
    return {
        key: (round(float(x), 1), round(float(y), 1))
        for key, (x, y) in sorted(zip(keys, place, strict=True), key=lambda entry: entry[0])
    }


def _start(network: nx.MultiDiGraph, keys: list[str], distance: Floats) -> Floats:
    """Begin at the coordinates where there are any, else on a spiral."""
    place = np.zeros((len(keys), 2))
    known = []
    for number, key in enumerate(keys):
        data = network.nodes[key]
        if data["lat"] is not None and data["long"] is not None:
            place[number] = ((float(data["long"]) - 105.0) / 4, (35.0 - float(data["lat"])) / 3)
            known.append(number)
    with_point = set(known)
    for number in range(len(keys)):
        angle, radius = number * GOLDEN, math.sqrt(number) / 4
        swing = np.array([math.cos(angle), math.sin(angle)])
        if number in with_point:
            place[number] += swing * 0.1
        elif known:
            nearest = known[int(np.argmin(distance[number, known]))]
            place[number] = place[nearest] + swing * distance[number, nearest]
        else:
            place[number] = swing * radius
    return place


def _boxes(network: nx.MultiDiGraph, keys: list[str]) -> Floats:
    """Room for each symbol with its label under it."""
    sizes = np.zeros((len(keys), 2))
    for number, key in enumerate(keys):
        data = network.nodes[key]
        wide = [_width(str(words)) for words in (data["zh"], data["en"]) if words]
        lines = max((min(3, math.ceil(w / LABEL)) for w in wide), default=1)
        sizes[number] = (max(min(max(wide, default=0.0), LABEL), 26.0) + 8.0, 21.0 + 15.0 * lines)
    return sizes


def _symbols(network: nx.MultiDiGraph, keys: list[str]) -> Floats:
    """Room for the symbols alone: hubs are drawn larger."""
    degree = np.array([network.degree(key) for key in keys], dtype=float)
    side = SYMBOL + HUB * np.sqrt(degree / max(degree.max(initial=1.0), 1.0))
    return np.stack([side, side], axis=1)


def _width(text: str) -> float:
    return sum(12.5 if ord(letter) > 0x2E80 else 6.8 for letter in text)


def _fill(place: Floats, frame: _Frame, sizes: Floats, symbols: Floats) -> Floats:
    """Turn the long axis along the long side, stretch to the area, part the boxes."""
    place = place - place.mean(axis=0)
    xx, yy, xy = (
        (place[:, 0] ** 2).sum(),
        (place[:, 1] ** 2).sum(),
        (place[:, 0] * place[:, 1]).sum(),
    )
    angle = 0.5 * math.atan2(2 * xy, xx - yy) - (math.pi / 2 if frame[1] > frame[0] else 0.0)
    cos, sin = math.cos(angle), math.sin(angle)
    place = np.stack(
        [place[:, 0] * cos + place[:, 1] * sin, place[:, 1] * cos - place[:, 0] * sin], axis=1
    )
    need = float((sizes[:, 0] * sizes[:, 1]).sum()) * 1.1
    goal = np.array(frame) * max(1.0, math.sqrt(need / (frame[0] * frame[1])))
    room = goal.copy()
    for _ in range(3):
        spans = np.maximum(place.max(axis=0) - place.min(axis=0), 1e-6)
        parted = apart(place * (room / spans), sizes, rounds=250 if len(sizes) < 300 else 120)
        grown = (parted.max(axis=0) - parted.min(axis=0)) / goal
        # Wide boxes part more easily up and down: what grew too tall starts wider the next time.
        lean = math.sqrt(float(grown[1] / grown[0]))
        if 0.93 < lean < 1.07:
            break
        room = room * np.array([lean, 1 / lean])
    # Where labels cannot all have room, symbols still must.
    return apart(parted, symbols, rounds=600)


def _surround(steps: Floats, core: Floats, frame: _Frame) -> Floats:
    """Positions of everything, around those of the core drawn apart to make room."""
    fixed, count = len(core), len(steps)
    spans = np.maximum(core.max(axis=0) - core.min(axis=0), 1.0) if fixed else np.array(frame)
    need = count * LATER**2 * 2.2
    grown = core * max(1.0, math.sqrt(need / float(spans[0] * spans[1])))
    place = np.zeros((count, 2))
    place[:fixed] = grown
    inner = steps[:fixed, :fixed]
    x, y = grown.T
    paper = np.hypot(x[:, None] - x, y[:, None] - y)
    # One step on paper is what it is, on average, in the core.
    one = float(paper.sum() / max(inner.sum(), 1.0)) if fixed > 1 else 60.0
    for number in range(fixed, count):
        angle = number * GOLDEN
        swing = np.array([math.cos(angle), math.sin(angle)]) * one * 0.5
        near = np.flatnonzero(steps[number, :fixed] == (steps[number, :fixed].min(initial=9.0)))
        place[number] = (place[near].mean(axis=0) if len(near) else 0.0) + swing
    place = majorise(steps * one, place, LATER_ROUNDS, fixed=fixed)
    return apart(place, np.full((count, 2), LATER), rounds=300)
