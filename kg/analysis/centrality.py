"""Centrality: each measure with its formula, normalisation, complexity and source.

n is the number of nodes, m of ties. All values are normalised as in networkx.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from kg.analysis.graphs import (
    indexed,
    of_nodes,
    rounded,
    rust_engine,
    rust_graph,
    simple_ties,
)
from kg.errors import AnalysisError, Text

__all__ = [
    "MEASURES",
    "betweenness",
    "closeness",
    "constraint",
    "core",
    "degree",
    "eigenvector",
    "pagerank",
    "strength",
]

_Values = dict[Any, float]

# Below this many ties, networkx has answered before another library is imported.
SMALL = 200
TOLERANCE = 1e-12
STEPS = 20_000
DAMPING = 0.85


def _engine_for(graph: nx.Graph) -> Any:
    """The compiled library, where the graph is worth its import and it is installed."""
    return rust_engine() if graph.number_of_edges() > SMALL and len(graph) else None


def degree(graph: nx.Graph) -> _Values:
    """Degree centrality: deg(v) / (n − 1); O(m). Freeman 1978.

    >>> degree(nx.star_graph(3))
    {0: 1.0, 1: 0.333333333333, 2: 0.333333333333, 3: 0.333333333333}
    """
    ties = simple_ties(graph)
    most = max(1, len(ties) - 1)
    return rounded({node: number / most for node, number in ties.degree})


def strength(graph: nx.Graph) -> _Values:
    """Strength: the sum of the ``weight`` of a node's ties, not normalised; O(m).

    Barrat et al. 2004. A tie without weight counts 1.

    >>> strength(nx.Graph([(1, 2, {"weight": 3}), (2, 3)]))
    {1: 3.0, 2: 4.0, 3: 1.0}
    """
    return rounded(dict(simple_ties(graph).degree(weight="weight")))


def betweenness(graph: nx.Graph) -> _Values:
    """Betweenness: Σ σ(s,t|v) / σ(s,t) over the pairs of others, / ((n−1)(n−2)/2).

    σ(s,t) is the number of shortest paths, σ(s,t|v) of those through v; ties count alike.
    O(n·m), exact (Brandes 2001). Pairs in different components contribute nothing. For large
    graphs see ``kg.analysis.sampling``.

    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    rust = _engine_for(graph)
    if rust is None:
        return rounded(nx.betweenness_centrality(simple_ties(graph)))
    ties = indexed(graph)
    return rounded(of_nodes(ties, rust.graph_betweenness_centrality(rust_graph(ties, rust))))


def closeness(graph: nx.Graph) -> _Values:
    """Closeness inside the component: (r−1)/Σd · (r−1)/(n−1), r nodes being reached.

    O(n·m). Freeman 1978, scaled by the component's share as in Wasserman and Faust 1994: two
    partners who know nobody else are near each other and yet not central. 0 for a lone node.

    >>> closeness(nx.path_graph(3))[1]
    1.0
    """
    rust = _engine_for(graph)
    if rust is None:
        return rounded(nx.closeness_centrality(simple_ties(graph)))
    ties = indexed(graph)
    return rounded(of_nodes(ties, rust.graph_closeness_centrality(rust_graph(ties, rust))))


def eigenvector(graph: nx.Graph) -> _Values:
    """Eigenvector centrality: the leading eigenvector x of the adjacency, Σx² = 1.

    Power iteration on A + I from equal values until Σ|Δ| < n·10⁻¹²; O(m) a step. Bonacich
    1972. In a graph of several components only those with the largest eigenvalue have values
    above 0, so the measure speaks of one component: name it.

    Raises:
        AnalysisError: if it does not settle within 20,000 steps.

    Example:
        >>> eigenvector(nx.complete_graph(4))[0]
        0.5
    """
    rust = _engine_for(graph)
    if rust is not None:
        ties = indexed(graph)
        try:
            found = rust.graph_eigenvector_centrality(
                rust_graph(ties, rust), max_iter=STEPS, tol=TOLERANCE
            )
        except rust.FailedToConverge as error:
            raise _unsettled() from error
        return _positive(of_nodes(ties, found))
    alone = simple_ties(graph)
    if not alone:
        return {}
    try:
        return _positive(nx.eigenvector_centrality(alone, max_iter=STEPS, tol=TOLERANCE))
    except nx.PowerIterationFailedConvergence as error:
        raise _unsettled() from error


def _positive(values: Mapping[Any, float]) -> _Values:
    """What dies out in the iteration is zero; what is left of it is noise."""
    return rounded({node: 0.0 if abs(x) < 1e-10 else abs(x) for node, x in values.items()})


def pagerank(graph: nx.Graph) -> _Values:
    """PageRank: p(v) = (1−d)/n + d·Σ p(u)/deg(u) over the neighbours u; Σp = 1, d = 0.85.

    Ties count alike and lead both ways; a node without ties spreads its share evenly. Iterated
    until Σ|Δ| < n·10⁻¹²; O(m) a step. Brin and Page 1998. At the usual tolerance of 10⁻⁶
    libraries differ by up to 30 % per node; at this one they agree.

    >>> pagerank(nx.cycle_graph(4))[0]
    0.25
    """
    rust = _engine_for(graph)
    if rust is not None:
        numbered = indexed(graph)
        found = rust.pagerank(
            rust_graph(numbered, rust, directed=True), alpha=DAMPING, tol=TOLERANCE, max_iter=STEPS
        )
        return rounded(of_nodes(numbered, found))
    ties = simple_ties(graph)
    if not ties:
        return {}
    # networkx asks for scipy here; the iteration is these lines.
    count = len(ties)
    now = dict.fromkeys(ties, 1 / count)
    for _ in range(STEPS):
        before = now
        lone = sum(before[node] for node, number in ties.degree if not number)
        share = {node: before[node] / number for node, number in ties.degree if number}
        rest = (1 - DAMPING + DAMPING * lone) / count
        now = {node: rest + DAMPING * sum(share[near] for near in ties[node]) for node in ties}
        if sum(abs(now[node] - before[node]) for node in ties) < count * TOLERANCE:
            return rounded(now)
    raise _unsettled()


def constraint(graph: nx.Graph) -> _Values:
    """Burt's constraint: Σ (p(u,v) + Σ p(u,w)·p(w,v))², p being shares of ties.

    Low where a node's partners have no ties among themselves: it spans structural holes. Ties
    count alike; O(Σ deg²). Burt 1992. A node without ties has no value and is left out.

    >>> constraint(nx.star_graph(4))[0]
    0.25
    """
    ties = simple_ties(graph)
    found = nx.constraint(ties)
    return rounded({node: value for node, value in found.items() if not math.isnan(value)})


def core(graph: nx.Graph) -> _Values:
    """Core number: the largest k for which the node is in a subgraph of degrees ≥ k; O(m).

    Seidman 1983, Batagelj and Zaveršnik 2003.

    >>> core(nx.complete_graph(4))[0]
    3.0
    """
    return {node: float(number) for node, number in nx.core_number(simple_ties(graph)).items()}


MEASURES: Mapping[str, Callable[[nx.Graph], _Values]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "constraint": constraint,
    "core": core,
}


def _unsettled() -> AnalysisError:
    return AnalysisError(
        Text(
            f"迭代 {STEPS} 步仍不收敛",
            f"the iteration has not settled after {STEPS} steps",
        )
    )
