"""The questions behind the web API and the pages, asked in a child process."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg import asking
from kg.asking.answers import Answer
from kg.endpoint import reconciling
from kg.namespaces import ID

__all__ = ["ask"]

MOST = 60
# Where the pages of things are, which begin with their sheets.
SHEETS = {"zh": "/id/{id}?lang=zh", "en": "/id/{id}?lang=en"}
_networks: dict[int, Any] = {}
_homes: dict[int, Any] = {}
_defaults: dict[int, Any] = {}


def ask(store: ox.Store, request: dict[str, Any]) -> Any:
    """Answer a question of `kg.asking`, or one that only pages ask, as plain values."""
    name, given = request["question"], request["given"]
    if name in PAGES:
        page: Any = PAGES[name]
        return page(store, **given)
    kept = {"network": _network(store)} if name == "path" else {}
    question: Any = getattr(asking, name)
    answer = question(**given, **kept, store=store)
    return answer.content if isinstance(answer, Answer) else answer


def _page(store: ox.Store, name: str) -> Any:
    """What the page of a thing tells: all that is known, the words for classes, a map or none."""
    from kg.questions.classes import class_labels

    found = asking.show(name, store=store)
    labels = {name: words._asdict() for name, words in class_labels(store).items()}
    return {**found, "classes": labels, "drawn": bool(found["relations"])}


def _entity(store: ox.Store, name: str, folder: str | None) -> Any:
    """The page of a thing, which begins with its sheet; of a document, with what rests on it."""
    from kg.namespaces import SOURCE
    from kg.questions.resting import resting
    from kg.questions.sources import titles

    found = _page(store, name)
    cited = {one["id"] for row in (*found["facts"], *found["relations"]) for one in row["sources"]}
    english = titles(store, "en")
    found["titles"] = {ident: english[ident] for ident in cited & english.keys()}
    iri = found["entity"]["iri"]
    if iri.startswith(SOURCE):
        return {**found, "sheet": None, "rested": resting(store, iri)}
    return {**found, "sheet": asking.sheet(found["entity"]["id"], folder, store), "rested": []}


def _home(store: ox.Store) -> Any:
    """Where one begins: each programme with what is here of it, and all pairs as lines."""
    from kg.questions.coverage import coverage
    from kg.questions.sheet.where import every_pair

    # A process opens one store, which never changes.
    if id(store) not in _homes:
        spots, lines = every_pair(store)
        _homes[id(store)] = {"programmes": coverage(store), "spots": spots, "lines": lines}
    return _homes[id(store)]


def _named(store: ox.Store) -> Any:
    """What the parameters of packaged questions stand at by default, as people would write it."""
    from kg.queries import defaults

    if id(store) not in _defaults:
        _defaults[id(store)] = defaults(store)
    return _defaults[id(store)]


def _prepare(store: ox.Store, name: str, given: dict[str, str], lang: str) -> Any:
    from kg.queries import load, prepare, standalone

    return {"name": name, "sparql": standalone(prepare(store, load()[name], given, lang))}


def _map(store: ox.Store, ids: list[str], programme: str, lang: str, view: str, plain: bool) -> Any:
    from kg.maps import around, render

    network = _network(store)
    if programme:
        return render(_of_programme(network, programme), view=view, lang=lang, sheets=SHEETS)
    if not ids:
        return render(network, view=view, lang=lang, sheets=SHEETS)
    wanted = _drawable(network, ids)
    for _ in range(2):
        # A figure is no node and no line: what it is about is drawn, or what that is part of.
        if not wanted:
            told = [
                row["entity"] for name in ids for row in asking.show(name, store=store)["relations"]
            ]
            ids = sorted({entity["id"] for entity in told if entity and entity["id"]})
            wanted = _drawable(network, ids)
    if len(wanted) == 1:
        part = around(network, wanted[0])
    else:
        part = network.subgraph(wanted[:MOST]).copy()
        part.graph["groups"] = []
    select = wanted[0] if len(wanted) == 1 and not plain else None
    return render(part, view=view, lang=lang, select=select, sheets=SHEETS)


def _of_programme(network: Any, programme: str) -> Any:
    """The pairings of one round, and those that it only counts."""
    from kg.errors import KGError, Text

    edges = [
        (a, b, key)
        for a, b, key, data in network.edges(keys=True, data=True)
        if (data["programme"] or {}).get("id") == programme
    ]
    if not edges:
        raise KGError(Text("没有这个合作计划的结对", "no pairing is of this programme"))
    part = network.edge_subgraph(edges).copy()
    claims = {data["claim"] for *_, data in part.edges(data=True)}
    part.graph["groups"] = [g for g in network.graph.get("groups", []) if g["part_of"] in claims]
    return part


def _drawable(network: Any, ids: list[str]) -> list[str]:
    """Those of the asked that are nodes; if none is, what the lines among them join."""
    asked = [ID + name for name in ids]
    edges = network.edges(data="claim")
    return [iri for iri in asked if iri in network] or sorted(
        {end for a, b, claim in edges if claim in asked for end in (a, b)}
    )


def _warm(store: ox.Store) -> Any:
    return _network(store).number_of_nodes()


def _network(store: ox.Store) -> Any:
    """The network of the store, which a process opens once and which never changes."""
    from kg.network import project

    if id(store) not in _networks:
        _networks[id(store)] = project(store)
    return _networks[id(store)]


def _catalogue(store: ox.Store, base: str) -> str:
    from kg.errors import Text
    from kg.exports import Distribution, catalogue

    merge = Text("合并图（Turtle）", "the merge (Turtle)")
    form = Distribution(f"{base}store?default", merge, "text/turtle")
    return catalogue(store, [form], endpoint=f"{base}sparql").decode("utf-8")


PAGES = {
    "catalogue": _catalogue,
    "drawing": _map,
    "entity": _entity,
    "home": _home,
    "named": _named,
    "extended": reconciling.extended,
    "page": _page,
    "prepare": _prepare,
    "properties": reconciling.properties,
    "reconciled": reconciling.reconciled,
    "suggested": reconciling.suggested,
    "warm": _warm,
}
