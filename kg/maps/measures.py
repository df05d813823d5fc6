"""What the size of a symbol can say: measures of the network of pairings, worked out in Python."""

from __future__ import annotations

import networkx as nx

from kg.analysis import centrality
from kg.maps.excerpt import ties
from kg.terms import pairing_classes

__all__ = ["MEASURES", "measures"]

# In the order of the page's list; "even" draws every symbol of a class the same.
MEASURES = ("ties", "degree", "betweenness", "closeness", "even")


def measures(network: nx.MultiDiGraph) -> tuple[dict[str, dict[str, float]], int]:
    """Each measure by node, and how many nodes the graph of pairings has.

    "ties" counts the different neighbours by any tie. The others are networkx's, normalised as
    there, on the simple undirected graph of the partners of pairings; partners that a source
    leaves open are no nodes of it, and neither is what has no pairing.

    Example:
        >>> g = nx.MultiDiGraph()
        >>> g.add_nodes_from(["a", "b", "c"], type="City")
        >>> for pair in (("a", "b"), ("b", "c")):
        ...     number = g.add_edge(*pair, relation="Pairing")
        >>> found, count = measures(g)
        >>> found["betweenness"]["b"], found["degree"]["a"], count
        (1.0, 0.5, 3)
    """
    simple = nx.Graph()
    for a, b, data in sorted(network.edges(data=True), key=lambda edge: edge[:2]):
        if data["relation"] in pairing_classes() and a != b and not _open(network, a, b):
            simple.add_edge(a, b)
    found = {
        "ties": {key: float(count) for key, count in ties(network).items()},
        "degree": centrality.degree(simple),
        "betweenness": centrality.betweenness(simple),
        "closeness": centrality.closeness(simple),
    }
    rounded = {
        name: {key: round(float(value), 6) for key, value in sorted(values.items())}
        for name, values in found.items()
    }
    return rounded, simple.number_of_nodes()


def _open(network: nx.MultiDiGraph, *keys: str) -> bool:
    return any(network.nodes[key]["type"] == "open" for key in keys)
