"""What the page knows: nodes, edges, sources and positions, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

import networkx as nx

from kg.layout import Pairs, bundles, geo, pairs, spread
from kg.maps.excerpt import ties
from kg.maps.numbering import Numbering, short_ids
from kg.maps.style import node_style
from kg.maps.wording import STRINGS
from kg.namespaces import CLAIM, COOP
from kg.ontology import load

__all__ = ["class_records", "node_records", "views"]

_Json = dict[str, Any]


def node_records(
    network: nx.MultiDiGraph, numbering: Numbering, found: Mapping[str, Mapping[str, float]]
) -> list[_Json]:
    """One record per node, by id; `found` holds the measures of nodes, as `measures` gives them."""
    names, degree = short_ids(network), ties(network)
    records = []
    for key, data in sorted(network.nodes(data=True)):
        style = node_style(data["type"], data["types"])
        records.append(
            {
                "id": names[key],
                "iri": key,
                "type": data["type"],
                "zh": data["zh"],
                "en": data["en"],
                "level": data["level"],
                "lat": data["lat"],
                "long": data["long"],
                "names": sorted(set(data["names"])),
                "within": [names[k] for k in data["within"] if k in names],
                "ties": degree[key],
                "measures": {
                    name: values[key]
                    for name, values in found.items()
                    if name != "ties" and key in values
                },
                "shape": style.shape,
                "color": style.color,
                "size": style.size,
                "facts": [
                    {
                        "property": f["property"],
                        "zh": f["zh"],
                        "en": f["en"],
                        "value": f["value"],
                        "refs": numbering.pack(f["sources"]),
                    }
                    for f in data["facts"]
                ],
            }
        )
    return records


def class_records(network: nx.MultiDiGraph) -> list[_Json]:
    """The classes that occur, in the ontology's order, with how many nodes each has."""
    counts = Counter(data["type"] for _, data in network.nodes(data=True))
    types = {data["type"]: data["types"] for _, data in sorted(network.nodes(data=True))}
    ontology = load()
    # A partner that is left open is drawn like a place.
    order = {found.name: found.order for found in ontology.classes.values()}
    order["open"] = order["Park"]
    known = network.graph.get("classes", {})
    records = []
    for name in sorted(counts, key=lambda n: (order.get(n, len(order) * 10), n)):
        style = node_style(name, types[name])
        fallback = (
            {"zh": STRINGS["openClass"][0], "en": STRINGS["openClass"][1]}
            if name == "open"
            else {"zh": name, "en": name}
        )
        label = known.get(name, fallback)
        records.append(
            {
                "id": name,
                "zh": label["zh"],
                "en": label["en"],
                "count": counts[name],
                "claim": ontology.is_a(COOP + name, CLAIM),
                "place": ontology.is_a(COOP + name, COOP + "Place"),
                "shape": style.shape,
                "color": style.color,
            }
        )
    return records


def _pairs_record(
    layout: Pairs, names: dict[str, str], numbers: dict[tuple[str, str, int], int]
) -> _Json:
    """The pairs view as the page reads it: seats, lines between them, slots, headings."""
    return {
        "seats": [[names[s.node], s.copy, s.x, s.y, s.side, s.depth] for s in layout.seats],
        "lines": [[line.left, line.right, numbers[line.edge], line.depth] for line in layout.lines],
        "slots": [asdict(slot) for slot in layout.slots],
        "headings": [asdict(heading) for heading in layout.headings],
        "width": layout.width,
        "height": layout.height,
    }


def views(
    network: nx.MultiDiGraph, numbers: dict[tuple[str, str, int], int], first: Collection[str]
) -> _Json:
    """All positions, by the page's ids.

    Args:
        network: What is drawn.
        numbers: The page's number of each edge.
        first: The classes that are drawn when the page opens.
    """
    names = short_ids(network)

    def named(positions: dict[str, tuple[float, float]]) -> _Json:
        return {names[key]: at for key, at in sorted(positions.items())}

    world = geo(network)
    opening = [key for key, data in network.nodes(data=True) if data["type"] in first]
    wide, tall = spread(network, frames=((860.0, 740.0), (400.0, 600.0)), first=opening)
    return {
        "pairs": _pairs_record(pairs(network), names, numbers),
        "pairsNarrow": _pairs_record(pairs(network, narrow=True), names, numbers),
        "network": {"first": named(wide.first), "whole": named(wide.whole)},
        "networkTall": {"first": named(tall.first), "whole": named(tall.whole)},
        "geo": {
            "at": named(world.positions),
            "closer": {str(scale): named(at) for scale, at in world.closer.items()},
            "points": named(world.points),
            "long0": world.long0,
            "lat0": world.lat0,
            "kx": world.kx,
            "ky": world.ky,
            "bundles": [
                {
                    "ends": [names[end] for end in bundle.ends],
                    "apex": bundle.apex if bundle.tight else None,
                    "bends": {f"e{numbers[edge]}": at for edge, at in bundle.bends.items()},
                }
                for bundle in bundles(network, world.points)
            ],
        },
    }
