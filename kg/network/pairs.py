"""The pairing network straight from the store, for networks too large to cite edge by edge."""

from __future__ import annotations

import networkx as nx

from kg.namespaces import COOP, FROM_SOURCE
from kg.resting import collector_at_rest
from kg.sparql import Store
from kg.store import each, run

__all__ = ["PAIRS", "pairs"]

# The ties as SPARQL gives them: what `pairs` is measured against.
PAIRS = f"""
SELECT DISTINCT ?claim ?one ?other WHERE {{
  GRAPH ?graph {{ ?claim a <{COOP}Pairing> ; <{COOP}partner> ?one, ?other }}
  FILTER(STR(?one) < STR(?other)) {FROM_SOURCE}
}}"""
# A claim comes once for each source that states it: to see that here is quicker than DISTINCT.
STATED = PAIRS.replace("DISTINCT ", "")


@collector_at_rest()
def pairs(store: Store) -> nx.Graph:
    """Partners of ``coop:Pairing`` as a simple undirected graph, in one pass over one query.

    Nodes are IRIs; edges have ``weight``, the number of claims that tie the two, as
    ``kg.network.projections.simple`` has it. No names, dates or citations: those take reading
    everything.

    Example:
        >>> import kg
        >>> graph = pairs(kg.open())
        >>> all(data["weight"] >= 1 for *_, data in graph.edges(data=True))
        True
    """
    claims: dict[tuple[str, str], set[str] | str] = {}
    # One string a node, however many rows name it: less to hold, and quicker to compare.
    known: dict[str, str] = {}
    for claim, first, second in each(run(store, STATED)):
        one, other, said = first.value, second.value, claim.value
        pair = known.setdefault(one, one), known.setdefault(other, other)
        before = claims.setdefault(pair, said)
        # Few pairs rest on two claims, so few need a set.
        if isinstance(before, set):
            before.add(said)
        elif before != said:
            claims[pair] = {before, said}
    graph = nx.Graph()
    graph.add_nodes_from(sorted(known))
    graph.add_edges_from(
        (*pair, {"weight": len(found) if isinstance(found := claims[pair], set) else 1})
        for pair in sorted(claims)
    )
    return graph
