"""A network as one HTML file, to open, to send and to print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from kg.maps.carrier import compose
from kg.maps.characters import traditional
from kg.maps.excerpt import around, first_classes, keep_relevant, part_with, resting_on
from kg.maps.ground import BASES, ground
from kg.maps.inline import Inline
from kg.maps.links import fragment
from kg.maps.measures import MEASURES, measures
from kg.maps.numbering import Numbering, short_ids
from kg.maps.page import class_records, node_records, views
from kg.maps.relations import (
    edge_records,
    relation_records,
    reliability_records,
    stage_records,
)
from kg.maps.summary import summary
from kg.maps.wording import STRINGS
from kg.namespaces import ID
from kg.terms import pairing_classes

__all__ = [
    "BASES",
    "MEASURES",
    "Drawn",
    "Inline",
    "around",
    "fragment",
    "part_with",
    "render",
    "resting_on",
    "show",
    "write",
]

VIEWS = ("pairs", "network", "geo")
_Json = dict[str, Any]


class Drawn(NamedTuple):
    """How many entities and relations a page draws, and how many entities it leaves out."""

    entities: int
    relations: int
    left_out: int


def render(
    network: nx.MultiDiGraph,
    *,
    view: str = "pairs",
    lang: str = "zh",
    title: Any = None,
    select: str | None = None,
    connect: tuple[str, str] | None = None,
    size: str = "ties",
    base: str = "land",
    limit: int | None = None,
    keep: Collection[str] = (),
    sheets: Mapping[str, Any] | None = None,
) -> str:
    """The page as a string; the same network gives the same bytes.

    Args:
        network: As `kg.network.project` gives it.
        view: The view to open with: "pairs", "network" or "geo"; a network without pairings opens
            with "network" instead of empty columns.
        lang: The language to open with: "zh" or "en".
        title: Heading of the page, anything with `zh` and `en`.
        select: IRI of the node that is selected when the page opens.
        connect: IRIs of two nodes whose path is shown when the page opens.
        size: What the size of symbols says, one of `MEASURES`.
        base: What lies under the geographic view: "land" (land and sea of Natural Earth, no border
            of any kind) or "none".
        limit: How many entities are drawn at most; those least relevant to the view are left out.
        keep: IRIs of nodes that are drawn in any case.
        sheets: Where evidence sheets are, in each language: "/id/{id}?lang=zh"; and "there", the
            ids of those that have one, if not all have.

    Example:
        >>> import kg
        >>> from kg.network import project
        >>> render(project(kg.open()))[:15]
        '<!doctype html>'
    """
    opening: _Json = {
        "view": view,
        "lang": lang,
        "select": select,
        "connect": connect,
        "size": size,
        "base": base,
        "limit": limit,
        "keep": keep,
        "sheets": sheets,
    }
    return compose(_page(network, title, **opening))


def _page(
    network: nx.MultiDiGraph,
    title: Any = None,
    *,
    view: str = "pairs",
    lang: str = "zh",
    select: str | None = None,
    connect: tuple[str, str] | None = None,
    size: str = "ties",
    base: str = "land",
    limit: int | None = None,
    keep: Collection[str] = (),
    sheets: Mapping[str, Any] | None = None,
) -> _Json:
    """All that the page knows, and how it opens; for the arguments see `render`."""
    asked = {key for key in (select, *(connect or ())) if key}
    data = _data(network, title, keep_relevant(network, limit, asked.union(keep), view))
    names = {node["iri"]: node["id"] for node in data["nodes"]}
    if view not in VIEWS or (view == "pairs" and not data["views"]["pairs"]["seats"]):
        view = "pairs" if data["views"]["pairs"]["seats"] else "network"
    data |= {
        "view": view,
        "lang": lang,
        "opening": {
            "select": names.get(select or ""),
            "path": [names[end] for end in connect or () if end in names],
            "size": size if size in MEASURES else "ties",
        },
        "sheets": dict(sheets) if sheets else None,
        "ground": None if base == "none" or not data["views"]["geo"]["at"] else ground(),
    }
    return data


def write(network: nx.MultiDiGraph, path: str | Path, **options: Any) -> Drawn:
    """Write the page to a file, UTF-8 with LF line ends whatever the platform.

    Args:
        network: As `kg.network.project` gives it.
        path: The file.
        options: As for `render`.

    Returns:
        What the page says that it draws.
    """
    data = _page(network, **options)
    data["sheets"] = data["sheets"] or _beside(Path(path), data)
    Path(path).write_bytes(compose(data).encode("utf-8"))
    meta = data["meta"]
    return Drawn(meta["drawn"], meta["ties"], meta["whole"] - meta["drawn"])


def _beside(path: Path, data: _Json) -> _Json | None:
    """Where the sheets of a site are that lie beside a map, and whose: others are not linked."""
    folder = path.parent / "id"
    if not folder.is_dir():
        return None
    claims = {claim.removeprefix(ID) for edge in data["edges"] if (claim := edge.get("claim"))}
    ids = {node["id"] for node in data["nodes"]} | claims
    there = sorted(ident for ident in ids if (folder / f"{ident}.html").is_file())
    return {"zh": "id/{id}.html", "en": "en/id/{id}.html", "there": there} if there else None


def show(network: nx.MultiDiGraph, *, height: int = 720, **options: Any) -> Inline:
    """The page as a notebook shows it: inline, in a frame of its own.

    Args:
        network: As `kg.network.project` gives it.
        height: Of the frame, in pixels.
        options: As for `render`.

    Example:
        >>> import kg
        >>> from kg.network import project
        >>> show(project(kg.open()))._repr_html_()[:7]
        '<iframe'
    """
    return Inline(render(network, **options), height)


def _data(network: nx.MultiDiGraph, title: Any, drawn: nx.MultiDiGraph) -> _Json:
    whole = network.number_of_nodes()
    numbering = Numbering(drawn)
    found, paired = measures(drawn)
    nodes = node_records(drawn, numbering, found)
    edges, numbers = edge_records(drawn, numbering)
    groups = [
        {
            **{k: g[k] for k in ("iri", "zh", "en", "count", "named", "part_of", "member_type")},
            "refs": numbering.pack(g["sources"]),
        }
        for g in sorted(drawn.graph.get("groups", []), key=lambda g: str(g["iri"]))
    ]
    names = short_ids(drawn)
    first = first_classes(drawn)
    return {
        "nodes": nodes,
        "edges": edges,
        "groups": groups,
        "classes": [{**c, "first": c["id"] in first} for c in class_records(drawn)],
        "relations": relation_records(drawn),
        "stages": stage_records(drawn),
        "reliabilities": reliability_records(),
        "programmes": [
            {
                **p,
                "sides": [
                    {**s, "covers": [names[c] for c in s["covers"] if c in names]}
                    for s in p["sides"]
                ],
            }
            for p in drawn.graph.get("programmes", [])
        ],
        "fields": drawn.graph.get("fields", []),
        "sources": numbering.sources,
        "locators": dict(sorted(numbering.locators.items())),
        "views": views(drawn, numbers, first),
        "measures": list(MEASURES),
        "traditional": traditional(_letters(nodes)),
        "meta": {
            "title": {"zh": title.zh, "en": title.en}
            if title
            else dict(zip(("zh", "en"), STRINGS["title"], strict=True)),
            **summary(network),
            "whole": whole,
            "drawn": len(nodes),
            "paired": paired,
            **{k: drawn.graph.get(k) for k in ("build", "data_date", "data_version")},
            "ties": sum(edge["relation"] != "within" for edge in edges),
            "on_pairings": len(
                {
                    ref[0]
                    for record in [
                        *groups,
                        *(e for e in edges if e["relation"] in pairing_classes()),
                    ]
                    for ref in record["refs"]
                }
            ),
        },
        "strings": {
            key: dict(zip(("zh", "en"), words, strict=True))
            for key, words in sorted(STRINGS.items())
        },
    }


def _letters(nodes: Iterable[Mapping[str, Any]]) -> set[str]:
    return {letter for node in nodes for name in (node["zh"], *node["names"]) for letter in name}
