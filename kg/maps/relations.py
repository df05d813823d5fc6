"""What the page knows of relations: all that is said of each edge, the line of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import networkx as nx

from kg.differences import progress_words
from kg.maps.numbering import Numbering, short_ids
from kg.maps.style import edge_style, phase
from kg.namespaces import ID
from kg.ontology import load
from kg.terms import in_order, pairing_classes, weight
from kg.validity import Validity

__all__ = ["edge_records", "relation_records", "reliability_records", "stage_records"]

_Json = dict[str, Any]

PLAIN = (
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
# What the ontology calls the dates that a claim begins and ends with, by what an edge calls them.
DATES = {"from": "beginOrder", "until": "endOrder"}


def edge_records(
    network: nx.MultiDiGraph, numbering: Numbering
) -> tuple[list[_Json], dict[tuple[str, str, int], int]]:
    """One record per edge, numbered, and the number of each edge of the network."""
    names = short_ids(network)
    records: list[_Json] = []
    number: dict[tuple[str, str, int], int] = {}
    for a, b, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        number[a, b, key] = len(records)
        records.append(
            {
                "id": f"e{len(records)}",
                "a": names[a],
                "b": names[b],
                **{name: data[name] for name in PLAIN if data[name] is not None},
                **_when(data["when"]),
                "fields": list(data["fields"]),
                "conflicts": list(data["conflicts"]),
                **_apart(data, numbering),
                **(
                    {"progress": _progress(data["progress"], numbering)} if data["progress"] else {}
                ),
                "inferred": bool(data["inferred"]),
                # What is said of a thing with a symbol of its own stands there.
                "facts": [] if data["claim"] in (a, b) else _facts(data, numbering),
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


def _apart(data: _Json, numbering: Numbering) -> _Json:
    """Where sources differ: each value of the property with the numbers of those that give it."""
    apart: _Json = {}
    for name in data["conflicts"]:
        told = _dated(data, DATES[name]) if name in DATES else name
        values = data["facts"].get(told, ()) if told else ()
        apart[name] = [
            {**_words(value), "by": _givers(data, told, value, numbering)} for value in values
        ]
    return {"apart": apart} if any(apart.values()) else {}


def _dated(data: _Json, order: str) -> str | None:
    """The property that holds the date: the first, in the ontology's order, that is given."""
    return next((n for n in in_order(load().facts[order]) if n in data["facts"]), None)


def _givers(data: _Json, name: str | None, value: Any, numbering: Numbering) -> list[int]:
    """The numbers of the sources that give a value; none where only one source speaks."""
    by_source: Mapping[str, Mapping[str, Sequence[Any]]] = data.get("by_source", {})
    found = (source for source, said in by_source.items() if value in said.get(name or "", ()))
    return sorted(numbering.number[source] for source in found)


def _words(value: Any) -> _Json:
    return {"zh": value, "en": value} if isinstance(value, str) else _both(value)


def _facts(data: _Json, numbering: Numbering) -> list[_Json]:
    """What is said of a claim beyond what its edge tells anyway, in the ontology's words."""
    told = {data["from"], data["until"]}
    known: list[str | None] = [name for name in ("form", "stage", "programme") if data[name]]
    # The values that sources differ on are told as such.
    known += [_dated(data, DATES[name]) if name in DATES else name for name in data["conflicts"]]
    ontology = load()
    result = []
    for name, values in data["facts"].items():
        term = next(iter(ontology.columns(name)), None)
        label = term.label._asdict() if term else {"zh": name, "en": name}
        for value in values:
            if name in (*known, "field") or (isinstance(value, str) and value in told):
                continue
            shown = value if isinstance(value, str) else _both(value)
            by = _givers(data, name, value, numbering)
            result.append({"property": name, **label, "value": shown, **({"by": by} if by else {})})
    return result


def _both(words: _Json) -> _Json:
    return {"zh": words["zh"], "en": words["en"], **({"id": words["id"]} if "id" in words else {})}


def _when(known: Validity) -> _Json:
    """The days that the page's rule of time needs, see `kg.validity`; nothing if none is told."""
    return {"when": list(known.days)} if any(known.days[:4]) else {}


def relation_records(network: nx.MultiDiGraph) -> list[_Json]:
    """The relations that occur with their counts, pairings first and containment last."""
    counts = Counter(data["relation"] for *_, data in network.edges(data=True))
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
                **asdict(edge_style(name)),
            }
        )
    return records


def stage_records(network: nx.MultiDiGraph) -> list[_Json]:
    """The stages that occur, in their order: what each means and the line it is drawn with."""
    order: Mapping[str, int] = network.graph.get("stages", {})
    stages = [data["stage"] for *_, data in network.edges(data=True) if data["stage"]]
    used = {stage["id"]: stage for stage in stages}
    concepts = load().concepts
    return [
        {
            **_both(used[name]),
            "define": concepts[ID + name].definition._asdict() if ID + name in concepts else None,
            "phase": phase(order.get(name)),
        }
        for name in sorted(used, key=lambda name: (order.get(name, 0), name))
    ]


def reliability_records() -> list[_Json]:
    """How reliable sources may be, the best first: what each means."""
    return [
        {
            "id": concept.iri.rsplit("/", 1)[-1],
            **concept.label._asdict(),
            "define": concept.definition._asdict(),
        }
        for concept in load().schemes[ID + "scheme/reliability"].values()
    ]
