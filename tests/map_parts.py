"""Nodes, edges and sources as the contract of `kg.network.project` has them."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg import dates
from kg.validity import Validity
from tests.map_rows import (
    CLASSES,
    RELATIONS,
    SOURCES,
    SUPER,
)

BASE = "https://w3id.org/cooperation-kg/"


def iri(ident: str) -> str:
    """The IRI of an id of the sample ("place/dalian")."""
    return f"{BASE}id/{ident}"


def ref(
    source: str, locator: str | None = None, start: int | None = None, end: int | None = None
) -> dict[str, Any]:
    """A source reference as the contract has it."""
    ident, title, publisher, issued, inferred, reliability = next(
        s for s in SOURCES if s[0] == source
    )
    return {
        "id": f"source/{ident}",
        "title": title,
        "publisher": publisher,
        "issued": issued,
        "inferred": inferred,
        "reliability": reliability,
        "url": None if ident != "000" else "https://example.org/000",
        "locator": locator,
        "start": start,
        "end": end,
    }


def concept(scheme: str, ident: str, zh: str, en: str) -> dict[str, str]:
    """A concept (form, field, stage, programme) as the contract has it."""
    return {"id": f"{scheme}/{ident}", "zh": zh, "en": en}


def add_node(graph: nx.MultiDiGraph, ident: str, kind: str, zh: str, en: str, **extra: Any) -> str:
    """Add an entity with every attribute the contract names; gives its key."""
    values: dict[str, Any] = {
        "id": ident,
        "type": kind,
        "types": SUPER.get(kind, [kind]),
        "zh": zh,
        "en": en,
        "level": None,
        "lat": None,
        "long": None,
        "names": [zh, en.lower()],
        "within": [],
        "facts": [],
    }
    values.update(extra)
    graph.add_node(iri(ident), **values)
    return iri(ident)


def add_edge(
    graph: nx.MultiDiGraph,
    a: str,
    b: str,
    relation: str,
    sources: list[dict[str, Any]],
    **extra: Any,
) -> None:
    """Add an edge with every attribute the contract names."""
    zh, en, symmetric = RELATIONS[relation]
    values: dict[str, Any] = {
        "relation": relation,
        "zh": zh,
        "en": en,
        "symmetric": symmetric,
        "claim": None,
        "claim_zh": None,
        "claim_en": None,
        "from": None,
        "until": None,
        "form": None,
        "stage": None,
        "programme": None,
        "fields": [],
        "part_of": None,
        "conflicts": [],
        "progress": [],
        "inferred": False,
        "facts": {},
        "sources": sources,
    }
    values.update(extra)
    values.setdefault("when", held(values["from"], values["until"]))
    graph.add_edge(a, b, **values)


def held(since: str | None, until: str | None) -> Validity:
    """What two dates as printed say of the time."""
    spans = [dates.parse(day) if day else None for day in (since, until)]
    begins, ends = (s and (s.first.isoformat(), s.last.isoformat()) for s in spans)
    return Validity(begins, ends, None)


def about(**more: Any) -> dict[str, Any]:
    """What every network says of itself, with `more` added or changed."""
    return {
        "build": "build-0001",
        "data_version": "0.1.0",
        "classes": {k: {"zh": z, "en": e} for k, (z, e) in sorted(CLASSES.items())},
        "relations": {
            k: {"zh": z, "en": e, "symmetric": s} for k, (z, e, s) in sorted(RELATIONS.items())
        },
        "sources": [
            {k: v for k, v in ref(s[0]).items() if k not in {"locator", "start", "end"}}
            for s in SOURCES
        ],
        **more,
    }
