"""Measures on graphs whose values are in textbooks, by both engines, in any order of input."""

from __future__ import annotations

import importlib
import math
import random

import networkx as nx
import pytest

from kg import analysis
from kg.errors import AnalysisError

centrality = importlib.import_module("kg.analysis.centrality")

KARATE = nx.karate_club_graph()
KITE = nx.krackhardt_kite_graph()
FAMILIES = nx.florentine_families_graph()
STAR = nx.star_graph(9)
CLIQUES = nx.barbell_graph(5, 0)
EMPTY = nx.Graph()
ONE = nx.empty_graph(1)
TEXTBOOK = {
    "karate": KARATE,
    "kite": KITE,
    "families": FAMILIES,
    "star": STAR,
    "cliques": CLIQUES,
    "one": ONE,
    "empty": EMPTY,
}


@pytest.fixture(params=["rustworkx", "networkx"])
def engine(request, monkeypatch):
    """Let the compiled library do all the work, or none."""
    monkeypatch.setattr(centrality, "SMALL", -1)
    if request.param == "networkx":
        monkeypatch.setattr(centrality, "rust_engine", lambda: None)
    return request.param


# graph, measure, node, value, digits as published
PUBLISHED = [
    # Krackhardt 1990: Diane has the most ties, Heather stands between, Fernando is nearest.
    (KITE, "degree", 3, 6 / 9, 9),
    (KITE, "betweenness", 7, 14 / 36, 9),
    (KITE, "betweenness", 5, 0.231, 3),
    (KITE, "closeness", 5, 0.643, 3),
    (KITE, "closeness", 3, 0.600, 3),
    (KITE, "closeness", 9, 0.310, 3),
    # Jackson 2008, table 2.1: the Medici.
    (FAMILIES, "betweenness", "Medici", 0.522, 3),
    (FAMILIES, "betweenness", "Strozzi", 0.103, 3),
    (FAMILIES, "betweenness", "Guadagni", 0.255, 3),
    (FAMILIES, "degree", "Medici", 6 / 14, 9),
    (FAMILIES, "closeness", "Medici", 0.560, 3),
    (FAMILIES, "eigenvector", "Medici", 0.430, 3),
    # Zachary 1977; networkx counts members from 0.
    (KARATE, "degree", 33, 17 / 33, 9),
    (KARATE, "betweenness", 0, 0.438, 3),
    (KARATE, "betweenness", 33, 0.304, 3),
    (KARATE, "eigenvector", 33, 0.373, 3),
    (KARATE, "pagerank", 33, 0.1009, 4),
    (KARATE, "core", 0, 4, 9),
    (STAR, "betweenness", 0, 1, 9),
    (STAR, "closeness", 1, 9 / 17, 9),
    (STAR, "eigenvector", 0, math.sqrt(0.5), 9),
    (STAR, "constraint", 0, 1 / 9, 9),
    (CLIQUES, "betweenness", 4, 20 / 36, 9),
    (ONE, "degree", 0, 0, 9),
    (ONE, "betweenness", 0, 0, 9),
    (ONE, "closeness", 0, 0, 9),
    (ONE, "pagerank", 0, 1, 9),
]


@pytest.mark.parametrize(("graph", "measure", "node", "value", "digits"), PUBLISHED)
def test_textbook_graphs_give_the_published_values(engine, graph, measure, node, value, digits):
    found = analysis.MEASURES[measure](_unweighted(graph))[node]
    assert found == pytest.approx(value, abs=0.51 * 10**-digits)


def _unweighted(graph):
    return nx.Graph(graph.edges) if graph.number_of_edges() else graph


NETWORKX = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=10**5, tol=1e-13),
    "constraint": nx.constraint,
    "core": nx.core_number,
}


@pytest.mark.parametrize("measure", NETWORKX)
@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_are_those_of_networkx(engine, measure, seed):
    graph = nx.barabasi_albert_graph(150, 2, seed=seed)
    ours, theirs = analysis.MEASURES[measure](graph), NETWORKX[measure](graph)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("measure", ["betweenness", "closeness", "pagerank", "eigenvector"])
def test_the_numbers_do_not_depend_on_the_engine(monkeypatch, measure):
    graph = nx.compose(nx.gnp_random_graph(80, 0.08, seed=4), nx.star_graph(range(90, 100)))
    with monkeypatch.context() as patch:
        patch.setattr(centrality, "rust_engine", lambda: None)
        alone = analysis.MEASURES[measure](graph)
    monkeypatch.setattr(centrality, "SMALL", -1)
    assert analysis.MEASURES[measure](graph) == pytest.approx(alone, rel=1e-9, abs=1e-9)


def permuted(graph, seed):
    """The same graph, its nodes and edges added in another order and direction."""
    shuffled = random.Random(seed)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    shuffled.shuffle(nodes)
    shuffled.shuffle(edges)
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from((v, u, d) if shuffled.random() < 0.5 else (u, v, d) for u, v, d in edges)
    return other


@pytest.mark.parametrize("measure", analysis.MEASURES)
@pytest.mark.parametrize("name", TEXTBOOK)
def test_the_order_of_the_input_changes_no_value(engine, measure, name):
    graph, value_of = TEXTBOOK[name], analysis.MEASURES[measure]
    assert analysis.rank(value_of(graph)) == analysis.rank(value_of(permuted(graph, 7)))


@pytest.mark.parametrize("name", TEXTBOOK)
def test_the_order_of_the_input_changes_no_structure(name):
    graph = TEXTBOOK[name]
    other = permuted(graph, 3)
    for told in (
        analysis.structure,
        analysis.communities,
        analysis.bridges,
        analysis.cut_nodes,
        analysis.components,
        analysis.sampled_betweenness,
    ):
        assert told(graph) == told(other)


@pytest.mark.parametrize("kind", [nx.MultiGraph, nx.DiGraph, nx.MultiDiGraph])
@pytest.mark.parametrize("measure", analysis.MEASURES)
def test_a_graph_that_would_be_miscounted_is_refused(kind, measure):
    graph = kind([(1, 2), (1, 2), (2, 1)])
    with pytest.raises(AnalysisError, match="simple undirected"):
        analysis.MEASURES[measure](graph)


@pytest.mark.parametrize(
    "told", [analysis.communities, analysis.structure, analysis.bridges, analysis.components]
)
def test_structure_too_refuses_parallel_edges(told):
    with pytest.raises(AnalysisError):
        told(nx.MultiGraph([(1, 2), (1, 2)]))


def test_a_loop_is_refused():
    with pytest.raises(AnalysisError, match="loops"):
        analysis.degree(nx.Graph([(1, 1), (1, 2)]))


def test_what_is_no_tie_is_walked_and_never_counted():
    graph = nx.Graph([("a", "b"), ("b", "c", {"tie": False, "weight": 0})])
    assert analysis.degree(graph) == {"a": 0.5, "b": 0.5, "c": 0.0}
    assert analysis.components(graph) == [["a", "b"], ["c"]]
    assert analysis.paths(graph, "a", "c") == [["a", "b", "c"]]
    assert analysis.paths(graph, "a", "c", walks=lambda data: data.get("tie", True)) == []


def test_structure_of_the_karate_club():
    found = analysis.structure(KARATE)
    assert (found.nodes, found.ties, found.components, found.core) == (34, 78, 1, 4)
    assert (found.bridges, found.cut_nodes, found.diameter) == (1, 1, 5)
    assert found.clustering == pytest.approx(0.2557, abs=1e-4)
    assert analysis.bridges(KARATE) == [(0, 11)]


def test_structure_of_two_cliques_and_a_bridge():
    assert analysis.bridges(CLIQUES) == [(4, 5)]
    assert analysis.cut_nodes(CLIQUES) == [4, 5]
    assert analysis.communities(CLIQUES).groups == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


@pytest.mark.parametrize("graph", [EMPTY, ONE])
def test_a_graph_without_ties_has_an_empty_structure(graph):
    found = analysis.structure(graph)
    assert (found.ties, found.pairs, found.bridges, found.diameter) == (0, 0, 0, None)
    assert analysis.communities(graph).modularity == 0
    assert analysis.assortativity(graph, "level") is None


@pytest.mark.parametrize("compiled", [True, False])
def test_communities_of_the_karate_club_are_near_the_best_known(monkeypatch, compiled):
    module = importlib.import_module("kg.analysis.communities")
    if not compiled:
        monkeypatch.setattr(module, "leiden_engine", lambda: None)
    found = analysis.communities(_unweighted(KARATE))
    # 0.4198 is the optimum (Brandes et al. 2008).
    assert 0.41 < found.modularity < 0.41981
    assert sorted(node for group in found.groups for node in group) == list(range(34))
    assert found.algorithm == ("leiden" if compiled else "louvain")
    assert found == analysis.communities(_unweighted(KARATE))
    assert found.modularity == pytest.approx(nx.community.modularity(KARATE, found.groups, None))


def test_assortativity_is_newmans_coefficient():
    assert analysis.assortativity(KARATE, "club") == pytest.approx(
        nx.attribute_assortativity_coefficient(KARATE, "club"), abs=1e-9
    )


def test_all_sources_sampled_give_the_exact_betweenness_and_no_error():
    found = analysis.sampled_betweenness(KARATE, sources=34)
    assert found.values == pytest.approx(analysis.betweenness(KARATE), abs=1e-9)
    assert set(found.errors.values()) == {0.0}


def test_the_stated_error_of_a_sample_holds():
    graph = nx.barabasi_albert_graph(400, 2, seed=1)
    exact = analysis.betweenness(graph)
    found = analysis.sampled_betweenness(graph, sources=120, seed=5)
    top = sorted(graph, key=lambda node: -exact[node])[:40]
    inside = [abs(found.values[n] - exact[n]) <= 2 * found.errors[n] for n in top]
    assert sum(inside) >= 32
    assert all(0 < found.errors[n] < 0.2 * exact[n] for n in top[:5])
    assert found.sources == 120


def test_a_large_graph_is_sampled_and_says_so():
    assert analysis.betweenness_at_any_size(KARATE).sources is None
    assert analysis.betweenness_at_any_size(KARATE, large=10).sources == 34


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [[0, 1, 2]]),
        ({"count": 9}, [[0, 1, 2], [0, 3, 2], [0, 4, 5, 2]]),
        ({"count": 9, "longest": 2}, [[0, 1, 2], [0, 3, 2]]),
        ({"count": 9, "avoid": {1, 3}}, [[0, 4, 5, 2]]),
        ({"longest": 1}, []),
    ],
)
def test_paths_come_shortest_first_and_equal_ones_in_order(options, expected):
    graph = permuted(nx.Graph([(0, 1), (1, 2), (0, 3), (3, 2), (0, 4), (4, 5), (5, 2)]), 5)
    assert analysis.paths(graph, 0, 2, **options) == expected


def test_an_unknown_end_is_refused():
    with pytest.raises(AnalysisError, match="has no 99"):
        analysis.paths(KITE, 0, 99)


def test_equal_values_share_a_rank_and_noise_does_not_part_them():
    ranked = analysis.rank({"a": 0.3, "b": 0.1 + 0.2, "c": 0.5, "d": 0.1})
    assert [(node, place) for node, _, place in ranked] == [("c", 1), ("a", 2), ("b", 2), ("d", 4)]


def test_a_ranking_says_how_it_moves_with_its_sources():
    graph = nx.Graph(
        [
            ("a", "b", {"weight": 2, "claims": {"x": ["gov"], "y": ["web"]}}),
            ("a", "c", {"weight": 1, "claims": {"z": ["web", "press"]}}),
        ]
    )
    found = analysis.moves(graph, analysis.strength, official={"gov"})
    assert [(m.without, m.nodes, m.ties, m.top, m.kept) for m in found] == [
        (None, 2, 1, 3, 2),
        ("gov", 3, 2, 3, 3),
        ("press", 3, 2, 3, 3),
        ("web", 3, 2, 3, 3),
    ]
    reduced = analysis.supported_by(graph, lambda source: source == "gov")
    assert list(reduced.edges(data="weight")) == [("a", "b", 1.0)]
    assert analysis.spearman([1.0, 1.0], [1.0, 2.0]) is None


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_modularity_of_the_engine_is_that_of_the_definition(seed, resolution):
    graph = nx.gnm_random_graph(60, 120, seed=seed)
    drawn = random.Random(seed)
    for *_, data in graph.edges(data=True):
        if drawn.random() < 0.5:
            data["weight"] = drawn.choice([0.5, 2, 3])
    found = analysis.communities(graph, resolution=resolution)
    parts = found.groups + [[node] for node in found.lone]
    theirs = nx.community.modularity(graph, parts, resolution=resolution)
    assert found.modularity == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    assert sorted(node for part in parts for node in part) == sorted(graph)


def test_weights_count_in_communities_only_if_asked():
    graph = nx.Graph([(1, 2, {"weight": 9}), (2, 3, {"weight": 1}), (3, 4, {"weight": 9})])
    assert analysis.communities(graph).modularity == pytest.approx(18 / 19 - 0.5)
    assert analysis.communities(graph, weight=None).modularity == pytest.approx(2 / 3 - 0.5)


def test_a_loop_that_is_no_tie_is_no_matter(engine):
    graph = nx.Graph([("a", "b"), ("a", "a", {"tie": False})])
    assert analysis.betweenness(graph) == {"a": 0.0, "b": 0.0}


def test_nodes_of_mixed_kinds_keep_their_values(engine):
    graph = nx.relabel_nodes(nx.path_graph(5), {0: "a", 1: 10, 2: ("t", 1), 3: "b", 4: 2})
    theirs = nx.betweenness_centrality(graph)
    assert analysis.betweenness(graph) == pytest.approx(theirs, rel=1e-9)
    assert set(analysis.pagerank(graph)) == set(graph)


def test_sampled_from_all_sources_it_is_exact():
    graph = nx.gnm_random_graph(120, 260, seed=5)
    found = analysis.sampled_betweenness(graph, sources=120).values
    assert found == pytest.approx(nx.betweenness_centrality(graph), rel=1e-9, abs=1e-9)
