"""The geographic view: longitude and latitude, symbols moved only where they would overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.layout.apart import Floats, apart

__all__ = ["Geo", "geo"]


_Positions = dict[str, tuple[float, float]]
CLOSER = (2, 4, 8)


@dataclass(frozen=True)
class Geo:
    """Positions by node, the true points, and what is needed to draw a graticule.

    Screen x is `(long - long0) * kx`, y is `(lat0 - lat) * ky`. `closer` has positions for when one
    zooms in: the closer, the less a symbol has to make way.
    """

    positions: _Positions
    points: _Positions
    closer: dict[int, _Positions]
    long0: float
    lat0: float
    kx: float
    ky: float


def geo(
    network: nx.MultiDiGraph, *, width: float = 820.0, height: float = 740.0, symbol: float = 19.0
) -> Geo:
    """Place the nodes that have coordinates on an equirectangular plane.

    Equal degrees are equal steps along each axis; the two scales differ by the cosine of the middle
    latitude, so that shapes are true there. Symbols that would cover each other are moved apart;
    `points` keeps where they belong.

    Args:
        network: As `kg.network.project` gives it.
        width: Of the area to fill, in pixels at scale 1.
        height: Of the area to fill.
        symbol: The room a symbol needs, in pixels at scale 1.
    """
    keys = sorted(
        key
        for key, data in network.nodes(data=True)
        if data["lat"] is not None and data["long"] is not None
    )
    if not keys:
        return Geo({}, {}, {}, 105.0, 35.0, 20.0, 25.0)
    longs = [float(network.nodes[key]["long"]) for key in keys]
    lats = [float(network.nodes[key]["lat"]) for key in keys]
    long0, lat0 = (min(longs) + max(longs)) / 2, (min(lats) + max(lats)) / 2
    narrow = math.cos(math.radians(lat0))
    ky = min(
        width / max((max(longs) - min(longs)) * narrow, 1.0),
        height / max(max(lats) - min(lats), 1.0),
    )
    kx = ky * narrow
    home = np.array([[(x - long0) * kx, (lat0 - y) * ky] for x, y in zip(longs, lats, strict=True)])

    def parted(scale: int) -> _Positions:
        room = np.full((len(keys), 2), symbol / scale)
        way = apart(home, room, pull=0.05) - home
        # Where too many stand too close they may touch: no symbol leaves the spot it stands for.
        far = np.maximum(np.hypot(*way.T) / (symbol / scale), 1.0)
        return _positions(keys, home + way / far[:, None])

    return Geo(
        parted(1),
        _positions(keys, home),
        {scale: parted(scale) for scale in CLOSER},
        round(long0, 4),
        round(lat0, 4),
        round(kx, 4),
        round(ky, 4),
    )


def _positions(keys: list[str], place: Floats) -> _Positions:
    return {
        key: (round(float(x), 2), round(float(y), 2))
        for key, (x, y) in zip(keys, place, strict=True)
    }
