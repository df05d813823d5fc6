"""The store as a networkx graph, projected by the ontology's edge declarations alone.

A class with ``coop:edgeSource`` and ``coop:edgeTarget`` becomes edges between what these
properties lead to; a property with ``coop:edgeSymmetric`` becomes edges from its subject to its
object. A class declared an edge tomorrow appears without any code.
"""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from kg.conditions import EVERYTHING, Conditions
from kg.differences import progress_of
from kg.entities import describe
from kg.facts import claim_facts, referred, relations
from kg.network.about import about
from kg.network.edges import OPEN, Edge, class_edges, hierarchy, property_edges
from kg.network.nodes import nodes
from kg.network.said import Said, hear
from kg.resting import collector_at_rest
from kg.sparql import Store

__all__ = ["project"]


@collector_at_rest()
def project(
    store: Store, limits: Conditions = EVERYTHING, claims: Collection[str] | None = None
) -> nx.MultiDiGraph:
    """Project everything the sources speak of, or the claims that meet some limits.

    Of some ``claims`` only, given by IRI, nothing else is read, and the network is a part of the
    whole one: what it tells of itself and of its nodes beyond names is told of these claims.

    Nodes are IRIs, edges carry their claim and its sources; nodes, edges and attributes are
    sorted, so that the same store gives the same network. A symmetric edge stands once, from the
    smaller to the larger IRI. ``within`` edges are included and marked by their relation. The
    ``facts`` of an edge are all that is said of its claim, see `kg.facts`, ``by_source`` the same
    by the id of each source where several speak.

    Example:
        >>> import kg
        >>> network = project(kg.open())
        >>> network.nodes["https://w3id.org/cooperation-kg/id/place/dalian"]["zh"]
        '大连市'
    """
    said = hear(store, limits, claims)
    edges = sorted([*class_edges(said), *property_edges(said)], key=_order)
    ends = {node for edge in edges for node in edge[:2] if not node.endswith(OPEN)}
    edges += hierarchy(said, ends)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes(said, sorted({node for edge in edges for node in edge[:2]})))
    _tell(said, edges)
    graph.add_edges_from(edges)
    graph.graph.update(about(said, graph), as_of=limits.as_of)
    return graph


def _order(edge: Edge) -> tuple[str, ...]:
    start, end, data = edge
    return start, end, data["relation"], data["claim"] or ""


def _tell(said: Said, edges: list[Edge]) -> None:
    """Name the claims, put labelled concepts in place of their IRIs, and tell all that is said."""
    names = ("form", "stage", "programme")
    skip = relations(said.known.facts)
    groups = {data["claim"]: said.kept[data["claim"]] for *_, data in edges if data["claim"]}
    wanted = {data[name] for *_, data in edges for name in names if data[name]}
    wanted |= {iri for *_, data in edges for iri in data["fields"]} | set(groups)
    wanted |= {step.stage for *_, data in edges for step in data["progress"]}
    records = describe(said.store, wanted.union(*(referred(one, skip) for one in groups.values())))
    facts = {claim: claim_facts(group, records, skip) for claim, group in groups.items()}
    # Which source gives which value, where several speak.
    apart = {
        claim: {said.sources[one.source]["id"]: claim_facts([one], records, skip) for one in group}
        for claim, group in groups.items()
        if len(group) > 1
    }
    concepts = {
        iri: {key: record[key] for key in ("id", "zh", "en")} for iri, record in records.items()
    }
    for *_, data in edges:
        for name in names:
            data[name] = concepts.get(data[name])
        data["fields"] = [concepts[iri] for iri in data["fields"]]
        data["progress"] = progress_of(data["progress"], records, said.sources)
        data["facts"] = facts.get(data["claim"], {})
        data["by_source"] = apart.get(data["claim"], {})
        claim = records.get(data["claim"])
        data["claim_zh"], data["claim_en"] = (claim["zh"], claim["en"]) if claim else (None, None)
