"""The pairing network straight from the store, for networks too large to cite edge by edge."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pyoxigraph as ox

from kg.namespaces import COOP, SOURCE
from kg.store import run

__all__ = ["PAIRS", "pairs"]

PAIRS = f"""
SELECT DISTINCT ?claim ?one ?other WHERE {{
  GRAPH ?graph {{ ?claim a <{COOP}Pairing> ; <{COOP}partner> ?one, ?other }}
  FILTER(STR(?one) < STR(?other) && STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""


def pairs(store: ox.Store) -> nx.Graph:
    """Partners of ``coop:Pairing`` as a simple undirected graph, in one pass over one query.

    Nodes are IRIs; edges have ``weight``, the number of claims that tie the two, as
    ``kg.network.projections.simple`` has it. No names, dates or citations: those take reading
    everything.

    Example:
        >>> from kg.loaders import build_in_memory
        >>> graph = pairs(build_in_memory())
        >>> all(data["weight"] >= 1 for *_, data in graph.edges(data=True))
        True
    """
    weights = Counter((one.value, other.value) for _, one, other in run(store, PAIRS))
    graph = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_weighted_edges_from((*pair, weights[pair]) for pair in sorted(weights))
    return graph
