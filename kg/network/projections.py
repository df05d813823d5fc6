"""Simple networks on top of the projection: each has a name, and says what one tie counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

import networkx as nx

from kg import dates
from kg import ontology as ontologies
from kg.errors import AnalysisError, Text
from kg.network.edges import OPEN
from kg.network.ties import joining, tying
from kg.validity import UNDATED, Validity, holding

__all__ = ["PROJECTIONS", "WEIGHTS", "Projection", "simple"]


class Projection(NamedTuple):
    """What a network of ties is called, and what its ties mean.

    Which claims make ties in it, the ontology says: ``coop:tiesIn`` of their class. An edge class
    ties its two ends; another one all that ``coop:joins`` leads to.
    """

    label: Text
    definition: Text


# Attribute -> level of what a node is or lies in.
AROUND = {"region": 0, "city": 1}

PROJECTIONS: Mapping[str, Projection] = {
    "pairing": Projection(
        Text("结对网络", "pairing network"),
        Text(
            "同一结对关系的合作方之间有一条边",
            "partners of one pairing are tied",
        ),
    ),
    "signatories": Projection(
        Text("共同签署网络", "network of co-signatories"),
        Text("同一份协议的签署方两两之间有一条边", "signatories of one agreement are tied"),
    ),
    "participants": Projection(
        Text("共同参与网络", "network of co-participants"),
        Text(
            "同一场活动的参加方、主办方、承办方和发言人两两之间有一条边",
            "participants, organizers and speakers of one event are tied",
        ),
    ),
    "cooperation": Projection(
        Text("全部合作网络", "network of all cooperation"),
        Text(
            "结对、共同签署协议、共同参加活动、同为项目当事方、经验复制和人员交流都算；"
            "方案里的任务和举措不算",
            "pairings, common agreements, events and projects, policy transfers and exchanges "
            "of personnel make ties; tasks and measures of plans do not",
        ),
    ),
}

WEIGHTS: Mapping[str, Text] = {
    "claims": Text(
        "边权为把两者联系起来的陈述数，每条陈述计 1，不论几个来源说到",
        "the weight of a tie is the number of claims that make it, each counting 1 however "
        "many sources state it",
    ),
    "shared": Text(
        "边权为各陈述 1/(k−1) 之和，k 为该陈述联系起来的各方数（Newman 2001）",
        "the weight of a tie is the sum over its claims of 1/(k−1), k being how many a claim "
        "brings together (Newman 2001)",
    ),
}


@dataclass
class _Tie:
    """One claim on its way into the simple network."""

    members: set[str]
    sources: dict[str, dict[str, Any]]
    when: Validity = UNDATED
    supporters: set[str] = field(default_factory=set)


def simple(
    network: nx.MultiDiGraph,
    projection: str = "pairing",
    *,
    levels: Collection[int] = (),
    weight: str = "claims",
    hierarchy: bool = False,
    without: Collection[str] = (),
) -> nx.Graph:
    """A simple, undirected network of those that have a tie.

    Every edge has ``weight`` (see ``WEIGHTS``), ``tie`` (True), ``claims``, a dict from the IRI
    of each claim to the ids of its sources, and ``supporters``, from each that has a direction to
    those of the two who support. With ``hierarchy`` the ``within`` relations
    among and above these nodes are added with ``tie`` False and ``weight`` 0: paths walk them,
    no measure counts them. Nodes keep ``id``, ``type``, ``zh``, ``en``, ``level`` and get
    ``region`` and ``city``, the Chinese names of the province and city they are or lie in.
    ``graph.graph`` tells the projection, the weight, when each claim held (``when``) and the
    coverage: claims, those left out
    because the source names no partner, undated ones, the sources with how many claims each
    supports, and the region and city that most claims have an end in; with ``as_of``, also how
    many merely may have held then.

    Args:
        network: what ``kg.network.project`` gives, by whose limits claims are chosen, or, without
            ``hierarchy``, what ``kg.network.ties.tied`` does.
        projection: a name in ``PROJECTIONS``.
        levels: which nodes to keep: 0 province, 1 city, 2 county and parks, 3 township; all
            of them if none is given.
        weight: a name in ``WEIGHTS``.
        hierarchy: whether to add ``within``.
        without: ids of mechanisms whose claims do not count.

    Raises:
        AnalysisError: if there is no such projection or weight.

    Example:
        >>> import kg
        >>> from kg.network import project
        >>> ties = simple(project(kg.open()))
        >>> ties.is_multigraph(), ties.graph["projection"]
        (False, 'pairing')
    """
    chosen = _named(PROJECTIONS, projection, Text("投影", "projection"))
    counted = _named(WEIGHTS, weight, Text("边权", "weight"))
    ties, open_claims = _ties(network, projection, levels, frozenset(without))
    graph = nx.Graph()
    members = sorted({node for tie in ties.values() for node in tie.members})
    graph.add_nodes_from((node, _node(network, node)) for node in members)
    graph.add_edges_from(_edges(ties, weight))
    if hierarchy:
        _add_hierarchy(network, graph)
    graph.graph.update(
        projection=projection,
        when={claim: tie.when for claim, tie in ties.items()},
        label=chosen.label._asdict(),
        definition=chosen.definition._asdict(),
        weight=weight,
        weight_definition=counted._asdict(),
        hierarchy=hierarchy,
        build=network.graph["build"],
        data_version=network.graph["data_version"],
        coverage=_coverage(graph, ties, open_claims, network.graph.get("as_of")),
    )
    return graph


def _named(known: Mapping[str, Any], name: str, what: Text) -> Any:
    if name not in known:
        listed = ", ".join(known)
        raise AnalysisError(
            Text(f"没有名为“{name}”的{what.zh}", f"there is no {what.en} “{name}”"),
            hint=Text(f"可用：{listed}", f"one of: {listed}"),
        )
    return known[name]


def _ties(
    network: nx.MultiDiGraph, projection: str, levels: Collection[int], without: Set[str]
) -> tuple[dict[str, _Tie], set[str]]:
    """What each claim ties together, and the claims that leave a partner open."""
    ties: dict[str, _Tie] = {}
    open_claims: set[str] = set()
    for ends, claim, data in _members(network, projection):
        if without & {found["id"] for found in data.get("facts", {}).get("mechanism", ())}:
            continue
        if any(end.endswith(OPEN) for end in ends):
            open_claims.add(claim)
        tie = ties.setdefault(claim, _Tie(set(), {}))
        tie.members |= {end for end in ends if _node_counts(network, end, levels)}
        tie.sources |= {found["id"]: found for found in data["sources"]}
        tie.supporters |= {found["iri"] for found in data.get("facts", {}).get("supporter", ())}
        # The date of the deed goes before those of the parts in it.
        if data["claim"] == claim or not tie.when.dated:
            tie.when = data["when"]
    return {claim: ties[claim] for claim in sorted(ties) if len(ties[claim].members) > 1}, (
        open_claims
    )


def _members(
    network: nx.MultiDiGraph, projection: str
) -> Iterator[tuple[list[str], str, dict[str, Any]]]:
    """Those a claim brings together, edge by edge."""
    known = ontologies.load()
    tied, common = tying(projection), joining(projection)
    roles = known.facts["isRole"]
    for start, end, data in network.edges(data=True):
        relation = data["relation"]
        types = network.nodes[start]["types"]
        if relation in tied:
            yield [start, end], data["claim"], data
        # Who took part in which role is a claim of its own; the event brings together.
        elif relation in roles and common.keys() & set(network.nodes[end]["types"]):
            yield [start], end, data
        elif any(relation in common[name] for name in types if name in common):
            yield [end], start, data


def _node_counts(network: nx.MultiDiGraph, node: str, levels: Collection[int]) -> bool:
    if node.endswith(OPEN):
        return False
    return not levels or network.nodes[node]["level"] in levels


def _node(network: nx.MultiDiGraph, node: str) -> dict[str, Any]:
    data = network.nodes[node]
    names = ("id", "type", "zh", "en", "level", "lat", "long")
    above = {
        network.nodes[outer]["level"]: outer
        for outer in reversed([node, *data["within"]])
        if outer in network
    }
    around = {key: above[level] for key, level in AROUND.items() if level in above}
    return {
        **{name: data[name] for name in names},
        **{key: network.nodes[around[key]]["zh"] if key in around else None for key in AROUND},
        "around": {key: network.nodes[outer]["en"] for key, outer in around.items()},
    }


def _edges(ties: Mapping[str, _Tie], weight: str) -> list[tuple[str, str, dict[str, Any]]]:
    claims: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    supporters: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for claim, tie in ties.items():
        for pair in combinations(sorted(tie.members), 2):
            claims[pair][claim] = sorted(tie.sources)
            if supporting := sorted(tie.supporters & set(pair)):
                supporters[pair][claim] = supporting
            weights[pair] += 1 if weight == "claims" else 1 / (len(tie.members) - 1)
    return [
        (
            *pair,
            {
                "weight": weights[pair],
                "tie": True,
                "claims": claims[pair],
                "supporters": supporters[pair],
            },
        )
        for pair in sorted(claims)
    ]


def _add_hierarchy(network: nx.MultiDiGraph, graph: nx.Graph) -> None:
    inside = sorted(graph)
    above = {outer for node in inside for outer in network.nodes[node]["within"]} & set(network)
    graph.add_nodes_from((node, _node(network, node)) for node in sorted(above - set(graph)))
    for start, end, data in network.edges(sorted(graph), data=True):
        if data["relation"] == "within" and not graph.has_edge(start, end):
            graph.add_edge(start, end, weight=0, tie=False, claims={})


def _coverage(
    graph: nx.Graph,
    ties: Mapping[str, _Tie],
    open_claims: Iterable[str],
    as_of: dates.Span | None,
) -> dict[str, Any]:
    """How many claims, of which sources, the network rests on, and where these look."""
    records: dict[str, dict[str, Any]] = {}
    counts: dict[str, int] = defaultdict(int)
    for tie in ties.values():
        for ident, source in tie.sources.items():
            records[ident] = source
            counts[ident] += 1
    names = ("id", "title", "publisher", "issued", "inferred", "reliability", "url")
    return {
        "claims": len(ties),
        "open": len(set(open_claims)),
        "undated": sum(not tie.when.dated for tie in ties.values()),
        **_possible(ties, as_of),
        "single_source": sum(len(tie.sources) == 1 for tie in ties.values()),
        "leans_to": [_leaning(graph, ties, key) for key in AROUND],
        "sources": [
            {**{name: records[ident][name] for name in names}, "claims": counts[ident]}
            for ident in sorted(records, key=lambda ident: (-counts[ident], ident))
        ],
    }


def _possible(ties: Mapping[str, _Tie], as_of: dates.Span | None) -> dict[str, int]:
    """How many claims merely may have held when the network is about."""
    if as_of is None:
        return {}
    return {"possible": sum(holding(tie.when, as_of) == "possible" for tie in ties.values())}


def _leaning(graph: nx.Graph, ties: Mapping[str, _Tie], key: str) -> dict[str, Any]:
    """The region or city that most claims have an end in, and how many do."""
    counts: dict[str, int] = defaultdict(int)
    for tie in ties.values():
        for name in {graph.nodes[node][key] for node in tie.members} - {None}:
            counts[name] += 1
    name = min(counts, key=lambda found: (-counts[found], found), default=None)
    english = {data[key]: data["around"].get(key) for _, data in graph.nodes(data=True)}
    return {
        "around": key,
        "zh": name,
        "en": english.get(name),
        "claims": counts[name] if name else 0,
    }
