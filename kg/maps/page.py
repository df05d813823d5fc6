"""What the page knows: nodes, edges, sources and positions, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import networkx as nx

from kg.claims import located
from kg.differences import progress_words
from kg.editorial import source_notes
from kg.layout import Pairs, bundles, geo, pairs, spread
from kg.maps.excerpt import ties
from kg.maps.style import edge_styles, node_style
from kg.maps.wording import STRINGS
from kg.namespaces import COOP, SOURCE
from kg.ontology import load
from kg.questions.cite import written
from kg.terms import pairing_classes, weight
from kg.validity import Validity

__all__ = [
    "Numbering",
    "class_records",
    "edge_records",
    "node_records",
    "relation_records",
    "short_ids",
    "views",
]

_Json = dict[str, Any]

RECORD = ("id", "title", "publisher", "issued", "inferred", "reliability", "url")
# Stands in a citation where the page writes which paragraph and characters are meant.
PLACE = "{place}"


class Numbering:
    """Numbers the sources that the page cites from 1 in the network's order, packs references."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        cited = _cited(network)
        said = network.graph
        self.told = {"version": said.get("data_version", ""), "build": said.get("build", "")}
        self.sources: list[_Json] = [
            self._record(source) for source in said.get("sources", []) if source["id"] in cited
        ]
        self.number = {source["id"]: index for index, source in enumerate(self.sources, 1)}
        # Places in a text whose English differs.
        self.locators: dict[str, str] = {}

    def _record(self, source: _Json) -> _Json:
        """The record of a source, with citations in which the page writes the place in the text."""
        place = {"locator": PLACE, "locator_en": PLACE, "iri": SOURCE + source["id"]}
        english = source.get("title_en") or ""
        told = {**place, **self.told, "english": english, "seen": source.get("seen") or ""}
        cite = {"zh": written("gbt7714", source, **told), "en": written("apa", source, **told)}
        return {**{name: source[name] for name in RECORD}, "title_en": english, "cite": cite}

    def pack(self, references: list[_Json]) -> list[list[Any]]:
        """Each reference as [number, locator, start, end], and what editors corrected."""
        packed: list[list[Any]] = []
        for reference in references:
            if reference["id"] not in self.number:
                self.sources.append(self._record(reference))
                self.number[reference["id"]] = len(self.sources)
            locator = reference["locator"]
            if locator and located(locator, "en") != locator:
                self.locators[locator] = located(locator, "en")
            entry = [
                self.number[reference["id"]],
                locator,
                reference["start"],
                reference["end"],
            ]
            if notes := source_notes(reference):
                entry.append([note._asdict() for note in notes])
            if entry not in packed:
                packed.append(entry)
        return sorted(packed, key=lambda e: (e[0], e[2] is None, e[2] or 0, str(e[1])))


def _cited(network: nx.MultiDiGraph) -> set[str]:
    """The ids of the sources that support a fact, a tie or a count of this network."""
    records: list[_Json] = [fact for _, data in network.nodes(data=True) for fact in data["facts"]]
    records += [data for *_, data in network.edges(data=True)]
    records += network.graph.get("groups", [])
    return {reference["id"] for record in records for reference in record["sources"]}


def short_ids(network: nx.MultiDiGraph) -> dict[str, str]:
    """The id each node goes by on the page: "place/dalian"; the IRI where there is none."""
    return {key: str(data["id"] or key) for key, data in sorted(network.nodes(data=True))}


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
                "vis": style.vis,
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


def edge_records(
    network: nx.MultiDiGraph, numbering: Numbering
) -> tuple[list[_Json], dict[tuple[str, str, int], int]]:
    """One record per edge, numbered, and the number of each edge of the network."""
    names = short_ids(network)
    records: list[_Json] = []
    number: dict[tuple[str, str, int], int] = {}
    for a, b, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        number[a, b, key] = len(records)
        plain = (
            "relation",
            "claim",
            "claim_zh",
            "claim_en",
            "from",
            "until",
            "form",
            "stage",
            "programme",
            "part_of",
        )
        records.append(
            {
                "id": f"e{len(records)}",
                "a": names[a],
                "b": names[b],
                **{name: data[name] for name in plain if data[name] is not None},
                **_when(data["when"]),
                "fields": list(data["fields"]),
                "conflicts": list(data["conflicts"]),
                **(
                    {"progress": _progress(data["progress"], numbering)} if data["progress"] else {}
                ),
                "inferred": bool(data["inferred"]),
                # What is said of a thing with a symbol of its own stands there.
                "facts": [] if data["claim"] in (a, b) else _facts(data),
                "refs": numbering.pack(data["sources"]),
            }
        )
    return records, number


def _progress(steps: Sequence[_Json], numbering: Numbering) -> list[_Json]:
    """The stages in the order in which they were reported, in words, each with its sources."""
    return [
        {**words._asdict(), "refs": numbering.pack(step["sources"])}
        for step, words in zip(steps, progress_words(steps), strict=True)
    ]


def _facts(data: _Json) -> list[_Json]:
    """What is said of a claim beyond what its edge tells anyway, in the ontology's words."""
    told = {data["from"], data["until"]}
    known = [name for name in ("form", "stage", "programme") if data[name]]
    ontology = load()
    result = []
    for name, values in data["facts"].items():
        term = next(iter(ontology.columns(name)), None)
        label = term.label._asdict() if term else {"zh": name, "en": name}
        result += [
            {"property": name, **label, "value": value if isinstance(value, str) else _both(value)}
            for value in values
            if name not in (*known, "field") and not (isinstance(value, str) and value in told)
        ]
    return result


def _both(words: _Json) -> _Json:
    return {"zh": words["zh"], "en": words["en"]}


def _when(known: Validity) -> _Json:
    """The days of a relation that has any, as `holding` of static/time.js takes them."""
    none = (None, None)
    days = [*(known.begins or none), *(known.ends or none), known.stated]
    return {"when": days} if known.dated else {}


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
                "claim": ontology.is_a(COOP + name, COOP + "Claim"),
                "place": ontology.is_a(COOP + name, COOP + "Place"),
                "shape": style.shape,
                "color": style.color,
            }
        )
    return records


def relation_records(network: nx.MultiDiGraph) -> list[_Json]:
    """The relations that occur with their counts, pairings first and containment last."""
    counts = Counter(data["relation"] for *_, data in network.edges(data=True))
    styles = edge_styles(sorted(counts))
    facts = load().facts
    paired = pairing_classes()
    known = network.graph.get("relations", {})
    records = []
    for name in sorted(counts, key=lambda n: (n not in paired, n == "within", -counts[n], n)):
        label = known.get(name, {"zh": name, "en": name, "symmetric": False})
        records.append(
            {
                "id": name,
                "zh": label["zh"],
                "en": label["en"],
                "symmetric": bool(label["symmetric"]),
                "count": counts[name],
                "tie": name != "within",
                "weight": weight(facts, name),
                "pairing": name in paired,
                **asdict(styles[name]),
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
