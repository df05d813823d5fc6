"""Projections: what makes a tie, what one counts, and what the network rests on."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.asking.stores import heard
from kg.errors import AnalysisError
from kg.network import project
from kg.network.projections import PROJECTIONS, simple
from kg.network.ties import tied
from kg.validity import UNDATED, Validity

BEGUN = Validity(begins=("2017-03-01", "2017-03-31"))
ENDED = Validity(ends=("2018-12-31", "2018-12-31"))
# What may change which claims count: one by value, one by day, one by what sources are heard.
LIMITS = ({}, {"field": "农业"}, {"as_of": "2018"}, {"reliability": "official"})
PLACE = "https://w3id.org/cooperation-kg/id/place/"


def source(ident, issued="2018-05", reliability="press"):
    names = ("title", "publisher", "url", "locator")
    return {
        "id": ident,
        **dict.fromkeys(names),
        "issued": issued,
        "inferred": False,
        "reliability": reliability,
    }


def edge(relation, claim, *sources, **more):
    empty = ("from", "until", "form", "stage", "programme", "part_of")
    told = [source(found) if isinstance(found, str) else found for found in sources]
    return {
        "relation": relation,
        "claim": claim,
        **dict.fromkeys(empty),
        "fields": [],
        "when": UNDATED,
        "sources": told,
        **more,
    }


@pytest.fixture
def network():
    """Three cities, a pairing told twice, an agreement of three, an open partner."""
    graph = nx.MultiDiGraph(build="b", data_version="1")
    for name, kind, level in [
        ("north", "Province", 0),
        ("a", "City", 1),
        ("b", "City", 1),
        ("c", "City", 1),
        ("d", "District", 2),
        ("deal", "Agreement", None),
        ("fair", "Event", None),
        ("task", "Task", None),
        ("someone", "Person", None),
        ("p2#open", "open", None),
    ]:
        above = {"a": ["north"], "d": ["a", "north"]}.get(name, [])
        graph.add_node(
            name,
            id=name,
            type=kind,
            types=[kind, "Entity"],
            zh=name,
            en=name,
            level=level,
            lat=None,
            long=None,
            within=above,
        )
    far = source("s3", issued=None, reliability="official")
    graph.add_edges_from(
        [
            ("a", "b", edge("Pairing", "p1", "s1", far, when=BEGUN)),
            ("a", "b", edge("Pairing", "p3", "s2", fields=[{"id": "field/parks"}])),
            ("a", "p2#open", edge("Pairing", "p2", "s1")),
            ("d", "c", edge("Pairing", "p4", source("s2", "2019"), when=ENDED)),
            *(("deal", end, edge("signatory", "deal", "s1")) for end in "abc"),
            ("fair", "a", edge("participant", "fair", "s1")),
            ("someone", "fair", edge("Participation", "role", "s1")),
            ("task", "a", edge("mentions", "task", "s1")),
            ("task", "c", edge("party", "task", "s1")),
            ("task", "b", edge("party", "task", "s1")),
            ("a", "north", edge("within", None, "gazetteer")),
            ("d", "a", edge("within", None, "gazetteer")),
        ]
    )
    return graph


def ties(graph):
    return {(a, b): data["weight"] for a, b, data in graph.edges(data=True)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pairing", {("a", "b"): 2, ("c", "d"): 1}),
        ("signatories", {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1}),
        ("participants", {("a", "someone"): 1}),
        (
            "cooperation",
            {
                ("a", "b"): 3,
                ("a", "c"): 1,
                ("b", "c"): 1,
                ("c", "d"): 1,
                ("a", "someone"): 1,
            },
        ),
    ],
)
def test_each_projection_ties_what_its_claims_bring_together(network, name, expected):
    assert ties(simple(network, name)) == expected


def test_a_claim_told_by_two_sources_counts_once(network):
    found = simple(network)
    assert found["a"]["b"]["claims"] == {"p1": ["s1", "s3"], "p3": ["s2"]}


def test_a_shared_weight_divides_what_many_have_in_common(network):
    assert ties(simple(network, "signatories", weight="shared"))[("a", "b")] == 0.5


def test_levels_keep_nodes_of_them(network):
    assert ties(simple(network, levels={1})) == {("a", "b"): 2}


def test_coverage_tells_claims_sources_and_what_was_left_open(network):
    found = simple(network).graph["coverage"]
    assert (found["claims"], found["open"], found["undated"]) == (3, 1, 1)
    assert found["single_source"] == 2
    assert [(item["id"], item["claims"]) for item in found["sources"]] == [
        ("s2", 2),
        ("s1", 1),
        ("s3", 1),
    ]


def test_the_hierarchy_is_added_as_what_is_no_tie(network):
    found = simple(network, hierarchy=True)
    assert {(a, b) for a, b, tie in found.edges(data="tie") if not tie} == {
        ("a", "north"),
        ("a", "d"),
    }
    assert found["d"]["a"]["weight"] == 0
    assert found.nodes["d"]["region"] == "north"


@pytest.mark.parametrize(("name", "weight"), [("friendship", "claims"), ("pairing", "money")])
def test_an_unknown_projection_or_weight_is_refused(network, name, weight):
    with pytest.raises(AnalysisError, match="one of"):
        simple(network, name, weight=weight)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_projection_of_the_packaged_data_is_simple_and_sorted(packaged, name):
    found = simple(project(packaged), name)
    assert list(found) == sorted(found)
    assert all(tie["weight"] >= 1 and tie["claims"] for *_, tie in found.edges(data=True))
    assert not [node for node in found if node.endswith("#open")]
    assert nx.number_of_selfloops(found) == 0


def test_pairings_are_counted_as_a_query_counts_them(packaged):
    from kg.store import select

    query = """SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {
      GRAPH ?graph { ?claim a coop:Pairing ; coop:partner ?one, ?other FILTER(?one != ?other) } }"""
    counted = int(select(packaged, query)[0]["n"].value)
    assert simple(project(packaged)).graph["coverage"]["claims"] == counted


def test_the_lean_projection_has_the_same_ties_and_weights(packaged):
    from kg.network.pairs import pairs

    lean, full = pairs(packaged), simple(project(packaged))
    assert list(lean) == list(full)
    assert ties(lean) == ties(full)


def test_the_lean_projection_counts_a_claim_once_however_many_sources_state_it():
    from kg.namespaces import COOP, ID, SOURCE
    from kg.network.pairs import pairs
    from kg.store import create

    store = create()
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    stated = [("x", "s1"), ("x", "s2"), ("x", "s3"), ("y", "s1"), ("z", "s2")]
    for claim, source in stated:
        partners = ("a", "b") if claim != "z" else ("a", "b", "c")
        facts = [(kind, COOP + "Pairing"), *((COOP + "partner", ID + end) for end in partners)]
        for name, value in facts:
            store.add(
                ox.Quad(
                    ox.NamedNode(ID + claim),
                    ox.NamedNode(name),
                    ox.NamedNode(value),
                    ox.NamedNode(SOURCE + source),
                )
            )
    found = {(a[len(ID) :], b[len(ID) :]): w for a, b, w in pairs(store).edges(data="weight")}
    assert found == {("a", "b"): 3, ("a", "c"): 1, ("b", "c"): 1}


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_what_ties_alone_gives_the_same_network_as_everything(packaged, limits):
    chosen = heard(packaged, limits)
    whole = project(packaged, chosen)
    for name in PROJECTIONS:
        part = tied(packaged, name, chosen)
        assert part.number_of_edges() < whole.number_of_edges()
        assert limits or simple(part, name).number_of_edges()
        for chosen_so in ({}, {"weight": "shared"}, {"without": ["mechanism/sister-cities"]}):
            expected = simple(whole, name, **chosen_so)
            found = simple(part, name, **chosen_so)
            assert list(found.nodes(data=True)) == list(expected.nodes(data=True))
            assert list(found.edges(data=True)) == list(expected.edges(data=True))
            assert found.graph == expected.graph
