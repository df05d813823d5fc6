"""What ties some to others in one projection: the part of the network that is counted."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox

from kg import ontology as ontologies
from kg.claims import iris
from kg.conditions import EVERYTHING, Conditions
from kg.namespaces import COOP, identifier
from kg.network.about import versions
from kg.network.edges import OPEN, Edge, class_edges, hierarchy, property_edges
from kg.network.nodes import nodes
from kg.network.said import Said, hear
from kg.resting import collector_at_rest
from kg.sparql import Store
from kg.store import bind, each, run

__all__ = ["joining", "tied", "tying"]

OF_CLASSES = """
SELECT DISTINCT ?claim WHERE { VALUES ?class { $classes } GRAPH ?graph { ?claim a ?class } }"""


def tying(projection: str) -> set[str]:
    """The classes, by name, that tie in a projection, see ``coop:tiesIn``.

    Example:
        >>> sorted(tying("signatories"))
        ['Agreement']
    """
    return {name for name, told in ontologies.load().facts["tiesIn"].items() if projection in told}


def joining(projection: str) -> dict[str, set[str]]:
    """Of these, each that is no edge, and the relations by which it joins.

    Example:
        >>> "signatory" in joining("signatories")["Agreement"]
        True
    """
    known = ontologies.load()
    return {
        name: {below for term in known.facts["joins"][name] for below in known.narrower(term)}
        for name in tying(projection)
        if not known.classes[COOP + name].edge
    }


@collector_at_rest()
def tied(store: Store, projection: str, limits: Conditions = EVERYTHING) -> nx.MultiDiGraph:
    """The part of `kg.network.project` of which `kg.network.projections.simple` makes a network.

    Nothing is read but the claims that tie and what they name, and nothing told of them but what
    counts there: not where they stand in a text, nor what else is said of them or of a node.

    Args:
        store: an open store.
        projection: a name in ``kg.network.projections.PROJECTIONS``.
        limits: which claims and sources count.

    Example:
        >>> import kg
        >>> from kg.network.projections import simple
        >>> simple(tied(kg.open(), "pairing")).number_of_edges() > 0
        True
    """
    said = hear(store, limits, _claims(store, projection), bare=True)
    edges = sorted([*class_edges(said), *property_edges(said)], key=_ends)
    found = {node for edge in edges for node in edge[:2] if not node.endswith(OPEN)}
    edges += hierarchy(said, found)
    _tell(said, edges)
    graph = nx.MultiDiGraph(**versions(store), as_of=limits.as_of)
    graph.add_nodes_from(nodes(said, sorted({node for edge in edges for node in edge[:2]})))
    graph.add_edges_from(edges)
    return graph


def _ends(edge: Edge) -> tuple[str, ...]:
    start, end, data = edge
    return start, end, data["relation"], data["claim"] or ""


def _claims(store: Store, projection: str) -> set[str]:
    """All that is of a class that ties, and who had which role in it."""
    names = tying(projection)
    if joining(projection):
        names |= ontologies.load().facts["isRole"].keys()
    query = bind(OF_CLASSES, {"classes": [ox.NamedNode(COOP + name) for name in sorted(names)]})
    return {claim.value for (claim,) in each(run(store, query))}


def _tell(said: Said, edges: list[Edge]) -> None:
    """By which mechanism a claim ties, and who supports whom in it."""
    told = {}
    for claim in {data["claim"] for *_, data in edges if data["claim"]}:
        group = said.kept[claim]
        told[claim] = {
            "mechanism": [{"id": identifier(iri)} for iri in sorted(iris(group, "mechanism"))],
            "supporter": [{"iri": iri} for iri in sorted(iris(group, "supporter"))],
        }
    for *_, data in edges:
        data["facts"] = told.get(data["claim"], {})
