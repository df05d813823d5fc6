"""Centrality, communities, structure and paths: networkx in, plain records out.

The algorithms know graphs and nothing of what the graphs are about. Where networkx is slow a
compiled library does the work (docs/architecture.md, "A compiled engine"); without it networkx
does, with the same numbers.
"""

from __future__ import annotations

from kg.analysis.centrality import (
    MEASURES,
    betweenness,
    closeness,
    constraint,
    core,
    degree,
    eigenvector,
    pagerank,
    strength,
)
from kg.analysis.communities import Communities, communities, modularity
from kg.analysis.graphs import simple_ties
from kg.analysis.paths import paths
from kg.analysis.ranking import LOW_IS_CENTRAL, Move, moves, rank, spearman, supported_by
from kg.analysis.sampling import (
    SampledBetweenness,
    betweenness_at_any_size,
    sampled_betweenness,
)
from kg.analysis.structure import (
    Structure,
    assortativity,
    bridges,
    components,
    cut_nodes,
    structure,
)
from kg.analysis.support import SIDES, supported, supporting

__all__ = [
    "LOW_IS_CENTRAL",
    "MEASURES",
    "SIDES",
    "Communities",
    "Move",
    "SampledBetweenness",
    "Structure",
    "assortativity",
    "betweenness",
    "betweenness_at_any_size",
    "bridges",
    "closeness",
    "communities",
    "components",
    "constraint",
    "core",
    "cut_nodes",
    "degree",
    "eigenvector",
    "modularity",
    "moves",
    "pagerank",
    "paths",
    "rank",
    "sampled_betweenness",
    "simple_ties",
    "spearman",
    "strength",
    "structure",
    "supported",
    "supported_by",
    "supporting",
]
