"""The questions behind the web API and the pages, asked in a child process."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.names import resolve
from kg.namespaces import ID

__all__ = ["ask"]

MOST = 60
_networks: dict[int, Any] = {}


def ask(store: ox.Store, request: dict[str, Any]) -> Any:
    """Answer one of the questions below, as plain values."""
    question: Any = QUESTIONS[request["question"]]
    return question(store, **request["given"])


def _search(store: ox.Store, text: str, limit: int) -> Any:
    from kg.questions.search import search

    return search(store, text, limit)[0]


def _partners(store: ox.Store, name: str, kind: str) -> Any:
    from kg.questions.partners import partners

    return partners(store, resolve(store, name)["iri"], kind)


def _path(store: ox.Store, start: str, end: str, k: int, max_length: int | None) -> Any:
    from kg.questions.path.routes import admit, paths

    ends = [resolve(store, name)["iri"] for name in (start, end)]
    network = _network(store).copy()
    for iri in ends:
        admit(store, network, iri)
    return paths(network, *ends, k=k, max_length=max_length)


def _show(store: ox.Store, name: str) -> Any:
    from kg.questions.classes import class_labels
    from kg.questions.search import find_thing
    from kg.questions.show import show

    found = show(store, find_thing(store, name)["iri"])
    labels = {name: words._asdict() for name, words in class_labels(store).items()}
    return {**found, "classes": labels, "drawn": bool(found["relations"])}


def _prepare(store: ox.Store, name: str, given: dict[str, str], lang: str) -> Any:
    from kg.queries import load, prepare, standalone

    return {"name": name, "sparql": standalone(prepare(store, load()[name], given, lang))}


def _map(store: ox.Store, ids: list[str], lang: str, view: str, plain: bool) -> Any:
    from kg.maps import around, render

    network = _network(store)
    wanted = _drawable(network, ids)
    for _ in range(2):
        # A figure is no node and no line: what it is about is drawn, or what that is part of.
        if not wanted:
            told = [row["entity"] for name in ids for row in _show(store, name)["relations"]]
            ids = sorted({entity["id"] for entity in told if entity and entity["id"]})
            wanted = _drawable(network, ids)
    if len(wanted) == 1:
        part = around(network, wanted[0])
    else:
        part = network.subgraph(wanted[:MOST]).copy()
        part.graph["groups"] = []
    select = wanted[0] if len(wanted) == 1 and not plain else None
    return render(part, view=view, lang=lang, select=select)


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


QUESTIONS = {
    "map": _map,
    "partners": _partners,
    "path": _path,
    "prepare": _prepare,
    "search": _search,
    "show": _show,
    "warm": _warm,
}
