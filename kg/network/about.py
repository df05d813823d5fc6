"""What a page or a report says about the network as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import networkx as nx

from kg.claims import citations, iris
from kg.entities import Record, describe
from kg.namespaces import COOP, DATASET, ENTITIES, ID, ONTOLOGY, PREFIXES, SOURCES, local_name
from kg.network.said import Said, graph_facts
from kg.sparql import Store
from kg.terms import pairing_classes

__all__ = ["about", "versions"]

TITLE, IDENTIFIER = PREFIXES["dcterms"] + "title", PREFIXES["dcterms"] + "identifier"
VERSION, SEEN = PREFIXES["owl"] + "versionInfo", COOP + "recordedOn"
BROADER = PREFIXES["skos"] + "broader"


def about(said: Said, graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Versions, dates, labels of classes and relations, sources, programmes and groups."""
    used = {data["type"] for _, data in graph.nodes(data=True)}
    relations = {data["relation"]: data for *_, data in graph.edges(data=True)}
    classes = sorted(said.known.classes.values(), key=lambda found: found.order)
    sources = _sources(said)
    return {
        **versions(said.store),
        "data_date": max((found["issued"] for found in sources if found["issued"]), default=None),
        "ontology_version": _ontology(said),
        "classes": {found.name: found.label._asdict() for found in classes if found.name in used},
        "relations": {
            name: {key: relations[name][key] for key in ("zh", "en", "symmetric")}
            for name in sorted(relations)
        },
        "sources": sources,
        "programmes": _sections(said, graph),
        "groups": _groups(said),
        "fields": _fields(said, graph),
        "stages": _stages(said, graph),
    }


def _ontology(said: Said) -> str:
    iri = COOP.rstrip("#")
    told = graph_facts(said.store, [iri], ONTOLOGY, VERSION).get(iri, {})
    return min((term.value for term in told.get(VERSION, ())), default="")


def versions(store: Store) -> dict[str, str]:
    """The id of the build, and the version of its data; empty where the store tells none."""
    told = graph_facts(store, [DATASET], SOURCES, IDENTIFIER, VERSION).get(DATASET, {})
    names = {"build": IDENTIFIER, "data_version": VERSION}
    return {key: str(told[name][0].value) if told.get(name) else "" for key, name in names.items()}


def _stages(said: Said, graph: nx.MultiDiGraph) -> dict[str, int]:
    """How far on in the course of things each stage is that an edge is at, by its id."""
    order = said.scale.order
    used = {data["stage"]["id"] for *_, data in graph.edges(data=True) if data["stage"]}
    return {name: order[ID + name] for name in sorted(used) if ID + name in order}


def _fields(said: Said, graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """The fields of edges and all that are wider, by id, each with the ids of the next wider."""
    wider: dict[str, set[str]] = {}
    new = {ID + found["id"] for *_, data in graph.edges(data=True) for found in data["fields"]}
    while new:
        told = graph_facts(said.store, new, ONTOLOGY, BROADER)
        wider |= {iri: {term.value for term in told[iri].get(BROADER, ())} for iri in new}
        new = set().union(*wider.values()) - wider.keys()
    records = describe(said.store, wider)
    entries = (
        {
            **{key: records[iri][key] for key in ("id", "zh", "en")},
            "broader": sorted(records[one]["id"] for one in wider[iri]),
        }
        for iri in wider
    )
    return sorted(entries, key=lambda entry: str(entry["id"]))


def _sources(said: Said) -> list[Record]:
    """The records of all sources, each with its English title and when it was looked at."""
    facts = graph_facts(said.store, said.sources, SOURCES, TITLE, SEEN)
    return [
        {
            **record,
            "title_en": next(
                (t.value for t in facts[iri].get(TITLE, ()) if t.language == "en"), None
            ),
            "seen": next((t.value for t in facts[iri].get(SEEN, ())), None),
        }
        for iri, record in sorted(said.sources.items())
    ]


def _entry(record: Record) -> Record:
    return {key: record[key] for key in ("iri", "id", "zh", "en")}


def _sections(said: Said, graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """What pairings belong to: programmes, and mechanisms of those whose round is not known.

    Programmes that state their sides come first, then those of the mechanism with the most
    pairings, each mechanism's own entry (``round`` is false) behind its programmes.
    """
    found = {entry["id"]: {**entry, "round": True} for entry in _programmes(said)}
    under: dict[str, dict[str, Record]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for *_, data in graph.edges(data=True):
        if data["relation"] in pairing_classes():
            mechanism = next(iter(data["facts"].get("mechanism", ())), None)
            key = str(mechanism["id"]) if mechanism else ""
            counts[key] += 1
            if entry := data["programme"] or mechanism:
                under[key][entry["id"]] = entry
    for key in sorted(under, key=lambda one: (-counts[one], one)):
        for name in sorted(under[key], key=lambda one: (one == key, one)):
            told = {part: under[key][name][part] for part in ("id", "zh", "en")}
            entry = {**told, "iri": ID + name, "sides": [], "round": name != key}
            found.setdefault(name, entry)
    return list(found.values())


def _programmes(said: Said) -> list[dict[str, Any]]:
    sides = {
        iri: sorted({side for found in group for side in found.iris("side")}, reverse=True)
        for iri, group in sorted(said.statements.items())
    }
    sides = {iri: found for iri, found in sides.items() if found}
    everyone = {side for found in sides.values() for side in found}
    records = describe(said.store, {*sides, *everyone})
    name = COOP + "coversDivision"
    listed = graph_facts(said.store, everyone, ENTITIES, name)
    covers = {
        side: {term.value for term in listed.get(side, {}).get(name, ())}
        | iris(said.statements.get(side, ()), name)
        for side in everyone
    }
    return [
        {
            **_entry(records[iri]),
            "sides": [{**_entry(records[side]), "covers": sorted(covers[side])} for side in found],
        }
        for iri, found in sides.items()
    ]


def _groups(said: Said) -> list[dict[str, Any]]:
    """Pairings that a source counts without naming each; those without a number are left out."""
    named: dict[str, set[str]] = defaultdict(set)
    for claim, group in said.statements.items():
        for found in group:
            for iri in found.iris("inGroup"):
                named[iri].add(claim)
    groups = [iri for iri in sorted(said.statements) if COOP + "PairingGroup" in said.kinds[iri]]
    records = describe(said.store, groups)
    result = []
    for iri in groups:
        group = said.statements[iri]
        counts = {int(term.value) for found in group for term in found.texts("memberCount")}
        if len(counts) == 1:
            classes = iris(group, "memberClass")
            result.append(
                {
                    **{key: records[iri][key] for key in ("iri", "zh", "en")},
                    "count": counts.pop(),
                    "named": sorted(named[iri]),
                    "part_of": min(iris(group, "partOf"), default=None),
                    "member_type": local_name(min(classes)) if classes else None,
                    "sources": citations(group, said.sources),
                }
            )
    return result
