"""Make `kg/maps/ground.json`, the land under the geographic view, from Natural Earth.

Natural Earth is in the public domain; the npm package world-atlas (ISC) carries its land as
TopoJSON. Land alone is taken: whole polygons without any border, state's or administrative.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install shapely
    python tools/make_ground.py package/land-50m.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from shapely import Polygon, box, make_valid, union_all

GROUND = Path(__file__).parents[1] / "kg" / "maps" / "ground.json"
# West, south, east, north: all of China and what one sees around it.
WINDOW = (64.0, 2.0, 150.0, 58.0)
# In degrees, about two kilometres; islands under so many square degrees go.
STEP, SMALLEST = 0.02, 0.02


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs in degrees; TopoJSON holds whole differences, to be scaled and shifted."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        xs, ys = (accumulate(values) for values in zip(*arc, strict=True))
        found.append([(x * kx + x0, y * ky + y0) for x, y in zip(xs, ys, strict=True)])
    return found


def polygons(topology: dict[str, Any]) -> Iterator[Polygon]:
    """The polygons of land; an arc of a negative number runs backwards."""
    known = arcs(topology)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        parts = [known[n] if n >= 0 else known[~n][::-1] for n in numbers]
        return [point for part in parts for point in part[:-1]]

    for geometry in topology["objects"]["land"]["geometries"]:
        for outer, *holes in geometry["arcs"]:
            yield Polygon(ring(outer), [ring(hole) for hole in holes])


def rings(land: Any) -> Iterator[list[int]]:
    """Each ring as whole steps: the first point, then differences, x and y in turn."""
    for part in sorted(getattr(land, "geoms", [land]), key=lambda one: -one.area):
        if part.geom_type != "Polygon" or part.area < SMALLEST:
            continue
        for line in (part.exterior, *part.interiors):
            points = [(round(x / STEP), round(y / STEP)) for x, y in line.coords[:-1]]
            kept = [
                p for p, before in zip(points, points[-1:] + points, strict=False) if p != before
            ]
            steps = [kept[0]] + [(x - u, y - v) for (u, v), (x, y) in pairwise(kept)]
            yield [number for step in steps for number in step]


def main() -> None:
    """Read land of the world, cut the window out, write it in whole steps."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    window = box(*WINDOW)
    land = union_all([make_valid(one).intersection(window) for one in polygons(topology)])
    ground = {
        "source": "Natural Earth 1:50m land",
        "step": STEP,
        "rings": list(rings(land.simplify(STEP))),
    }
    GROUND.write_text(json.dumps(ground, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
