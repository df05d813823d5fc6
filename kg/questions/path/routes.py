"""How two entities are connected: paths through the network, shortest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg.entities import describe, in_gazetteer
from kg.errors import KGError, Text
from kg.names import fold
from kg.namespaces import COOP, DERIVED, ENTITIES, GAZETTEER
from kg.questions.path.phrases import Hop, clauses
from kg.questions.path.unconnected import Limits, label, no_path, numbered
from kg.questions.silence import mentioned_by
from kg.sparql import Store
from kg.store import select
from kg.terms import weight

if TYPE_CHECKING:
    import networkx as nx

    from kg.records import Entity, OpenPartner
    from kg.records.networks import Hop as HopRecord
    from kg.records.networks import PathRecord

__all__ = ["admit", "find_relations", "paths"]

CHAIN = f"""
SELECT ?item ?outer WHERE {{
  {{ GRAPH <{ENTITIES}> {{ $entity coop:within ?outer }} BIND($entity AS ?item) }}
  UNION {{ GRAPH <{DERIVED}> {{ $entity coop:withinTransitive ?item }}
           GRAPH <{ENTITIES}> {{ ?item coop:within ?outer }} }}
}}"""


def admit(store: Store, network: nx.MultiDiGraph, iri: str) -> None:
    """Put a place that no source speaks of into a network, with what it lies in."""
    from kg.claims import read_sources, unplaced

    if iri in network:
        return
    rows = [
        (row["item"].value, row["outer"].value)
        for row in select(store, CHAIN, entity=ox.NamedNode(iri))
    ]
    records = describe(store, {iri, *(one for row in rows for one in row)})
    gazetteer = unplaced(read_sources(store, [GAZETTEER])[GAZETTEER])
    listed = in_gazetteer(store, records)
    for one, record in records.items():
        if one not in network:
            network.add_node(one, **{key: record[key] for key in ("id", "type", "zh", "en")})
    network.nodes[iri]["unmentioned"] = not mentioned_by(store, iri)
    words = {"zh": "位于", "en": "within", "symmetric": False, "claim": None, "facts": {}}
    for item, outer in sorted(rows):
        if not network.has_edge(item, outer):
            network.add_edge(
                item,
                outer,
                relation="within",
                **words,
                sources=[gazetteer] if item in listed else [],
            )


def find_relations(network: nx.MultiDiGraph, names: Iterable[str]) -> frozenset[str]:
    """The relations that words mean: local names, Chinese or English labels.

    Raises:
        KGError: with those there are.
    """
    labels = {
        data["relation"]: (data["relation"], data["zh"], data["en"])
        for *_, data in network.edges(data=True)
    }
    known: dict[str, set[str]] = defaultdict(set)
    for relation, words in labels.items():
        for word in words:
            known[fold(word)].add(relation)
    ontology = ontologies.load()
    for name, terms in ontology.facts["joins"].items():
        found = ontology.classes[COOP + name]
        relations = {name} if found.edge else set().union(*map(ontology.narrower, terms))
        if here := relations & set(labels):
            for word in found.words:
                known[fold(word)] |= here
    wanted: set[str] = set()
    for name in names:
        if fold(name) not in known:
            raise KGError(
                Text(f"没有“{name}”这种关系", f"there is no relation “{name}”"),
                hint=Text(
                    "可用：" + "、".join(f"{labels[one][1]}（{one}）" for one in sorted(labels)),
                    "known: " + ", ".join(sorted(labels)),
                ),
            )
        wanted |= known[fold(name)]
    return frozenset(wanted)


def paths(
    network: nx.MultiDiGraph,
    start: str,
    end: str,
    *,
    k: int = 1,
    max_length: int | None = None,
    only: Collection[str] = (),
    without: Collection[str] = (),
) -> list[PathRecord]:
    """The shortest paths between two entities.

    Directed relations are walked both ways; the sentences say in which direction they hold. Of
    paths equally long, the one whose relations weigh least comes first (``coop:pathWeight``:
    pairings and agreements before mentions and ``within``), then the one whose IRIs do.

    Args:
        network: what `kg.network.project` gives.
        start: IRI of the first entity.
        end: IRI of the last.
        k: how many at most.
        max_length: how many hops at most.
        only: relations to use, by local name; all by default.
        without: relations to avoid.

    Returns:
        ``{"hops": [{"from", "to", "relation", "claim", "sources", "direction", "zh", "en"}],
        "zh", "en"}`` each: ``direction`` is ``forth`` where the relation leads from the one to
        the other, ``back`` or ``both``; the sentences carry footnotes ``[1]`` in the order of
        the hops' sources.

    Raises:
        KGError: if both ends are the same.
        NoPathError: if there is none; it says what was searched, what would connect, and which
            programme both belong to.
    """
    if start == end:
        raise KGError(
            Text("起点和终点是同一个", "both ends are the same"), where=label(network, start).zh
        )
    limits = Limits(frozenset(only), frozenset(without), max_length)
    simple = _simple(network, limits)
    found = _routes(simple, start, end, max_length, k)
    if not found:
        raise no_path(network, (start, end), limits, simple.number_of_edges(), _shortest)
    return [_record(network, simple, nodes) for nodes in found]


def _shortest(
    network: nx.MultiDiGraph, ends: tuple[str, str], limits: Limits
) -> list[Mapping[str, Any]] | None:
    """The edges of the first path, if there is one."""
    simple = _simple(network, limits)
    for nodes in _routes(simple, *ends, limits.longest):
        return [simple[here][there]["data"] for here, there in pairwise(nodes)]
    return None


def _simple(network: nx.MultiDiGraph, limits: Limits) -> nx.Graph:
    """One undirected edge per pair, which holds the best of the relations between them."""
    import networkx as nx

    known = ontologies.load().facts
    best: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for source, target, data in network.edges(data=True):
        relation = data["relation"]
        if limits.admit(relation):
            rank = weight(known, relation), relation, data["claim"] or "", source
            pair = tuple(sorted((source, target)))
            if pair not in best or rank < best[pair][0]:
                best[pair] = rank, data
    simple = nx.Graph()
    simple.add_nodes_from(network)
    simple.add_edges_from(
        (*pair, {"weight": rank[0], "data": data, "origin": rank[-1]})
        for pair, (rank, data) in best.items()
    )
    return simple


def _routes(
    simple: nx.Graph, start: str, end: str, max_length: int | None, count: int = 1
) -> list[list[str]]:
    from kg.analysis import paths as ranked

    if start not in simple or end not in simple:
        return []
    return ranked(simple, start, end, count=count, longest=max_length, weight="weight")


def _record(network: nx.MultiDiGraph, simple: nx.Graph, nodes: list[str]) -> PathRecord:
    hops: list[HopRecord] = []
    steps = []
    for here, there in pairwise(nodes):
        edge = simple[here][there]
        data = edge["data"]
        along = edge["origin"] == here
        hops.append(
            {
                "from": _entity(network, here),
                "to": _entity(network, there),
                "relation": data["relation"],
                "claim": data["claim"],
                "sources": data["sources"],
                "direction": "both" if data["symmetric"] else "forth" if along else "back",
                "zh": data["zh"],
                "en": data["en"],
                "facts": data["facts"],
            }
        )
        steps.append(Hop(network.nodes[here], network.nodes[there], data, along))
    zh, en = [], []
    numbers: dict[tuple[Any, ...], int] = {}
    for words, told in clauses(steps):
        marks = dict.fromkeys(
            mark for hop in told for mark in numbered(numbers, hop.edge["sources"])
        )
        zh.append(words.zh + "".join(marks))
        en.append(f"{words.en} {''.join(marks)}")
    # Only an article has to be raised: names begin as they begin.
    said = re.sub(r"^the ", "The ", "; ".join(en))
    return {"hops": hops, "zh": "；".join(zh) + "。", "en": f"{said}."}


def _entity(network: nx.MultiDiGraph, iri: str) -> Entity | OpenPartner:
    data = network.nodes[iri]
    zh, en = label(network, iri)
    if data["type"] == "open":
        return {"iri": None, "id": None, "type": "open", "zh": zh, "en": en}
    return {"iri": iri, "id": data["id"], "type": data["type"], "zh": zh, "en": en}
