"""The network: what the ontology declares an edge, with its sources, the same every time."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys

import pytest

from kg import ontology
from kg.loaders import build_in_memory
from kg.namespaces import COOP, ID
from kg.network import project
from tests.data_sets import CITED

HEAD = "id,source,partner,start,end\n"
DALIAN, SHANGHAI = ID + "place/dalian", ID + "place/shanghai"
EDGE = {
    "relation",
    "zh",
    "en",
    "symmetric",
    "claim",
    "claim_zh",
    "claim_en",
    "from",
    "until",
    "form",
    "stage",
    "programme",
    "fields",
    "part_of",
    "conflicts",
    "inferred",
    "sources",
}
NODE = {
    "id",
    "type",
    "types",
    "zh",
    "en",
    "level",
    "lat",
    "long",
    "names",
    "within",
    "facts",
}


@pytest.fixture(scope="module")
def network(packaged):
    return project(packaged)


def edges(graph, relation):
    return [
        (start, end, data)
        for start, end, data in graph.edges(data=True)
        if data["relation"] == relation
    ]


def drawn(tiny, tables):
    return project(build_in_memory([tiny(tables)]))


# The contract with the layout and the map


def test_every_node_and_edge_has_the_attributes_of_the_contract(network):
    assert all(set(data) >= NODE for _, data in network.nodes(data=True))
    assert all(set(data) >= EDGE for *_, data in network.edges(data=True))
    assert {"build", "data_date", "data_version", "classes", "relations", "sources"} <= set(
        network.graph
    )


def test_every_edge_and_fact_leads_to_a_source(network):
    said = [(data["relation"], data["sources"]) for *_, data in network.edges(data=True)]
    said += [
        (fact["property"], fact["sources"])
        for _, data in network.nodes(data=True)
        for fact in data["facts"]
    ]
    assert len(said) > 500
    assert [name for name, sources in said if not sources] == []
    assert {frozenset(source) for _, sources in said for source in sources} == {frozenset(CITED)}


def test_nodes_are_named_in_both_languages_and_placed(network):
    for node, data in network.nodes(data=True):
        assert data["zh"], node
        assert data["en"], node
        assert (data["lat"] is None) == (data["long"] is None)
    dalian = network.nodes[DALIAN]
    assert (dalian["id"], dalian["type"], dalian["level"]) == ("place/dalian", "City", 1)
    assert {"City", "Place", "Entity"} <= set(dalian["types"])
    assert dalian["within"][0] == ID + "place/liaoning"
    assert {"大连", "dalian", "dl"} <= set(dalian["names"])
    assert dalian["lat"] == pytest.approx(38.9, abs=0.1)


def test_it_can_be_written_as_json(network):
    everything = [
        network.graph,
        list(network.nodes(data=True)),
        list(network.edges(data=True)),
    ]
    assert json.loads(json.dumps(everything, ensure_ascii=False)) is not None


def test_relations_and_classes_that_occur_are_named(network):
    used = {data["relation"] for *_, data in network.edges(data=True)}
    assert set(network.graph["relations"]) == used
    types = {data["type"] for _, data in network.nodes(data=True)} - {"open"}
    assert set(network.graph["classes"]) == types


# Edges


def test_a_pairing_stands_once_and_between_the_right_two(network):
    found = [
        (start, end)
        for start, end, data in edges(network, "Pairing")
        if data["claim"] == ID + "pairing/panjin-wuxi"
    ]
    assert found == [(ID + "place/panjin", ID + "place/wuxi")]


def test_a_symmetric_edge_goes_from_the_smaller_to_the_larger_iri(network):
    for start, end, data in network.edges(data=True):
        if data["symmetric"]:
            assert start < end, data["claim"]


def test_no_claim_draws_the_same_edge_twice(network):
    drawn = [
        (start, end, data["relation"], data["claim"])
        for start, end, data in network.edges(data=True)
    ]
    assert len(drawn) == len(set(drawn))


def test_the_hierarchy_is_marked_and_comes_from_the_gazetteer(network):
    inside = {(start, end): data for start, end, data in edges(network, "within")}
    data = inside[DALIAN, ID + "place/liaoning"]
    assert not data["symmetric"]
    assert [source["id"] for source in data["sources"]] == ["gazetteer"]


def test_an_open_partner_is_a_node_of_its_own_in_the_sources_words(network):
    claim = ID + "pairing/anshan-open"
    node = network.nodes[f"{claim}#open"]
    assert (node["id"], node["type"]) == (None, "open")
    assert "有关城市" in node["zh"]
    assert [
        (start, end) for start, end, data in edges(network, "Pairing") if data["claim"] == claim
    ] == [(claim + "#open", ID + "place/anshan")]


def test_a_group_of_pairs_is_a_count_and_not_a_clique(network):
    groups = {group["iri"]: group for group in network.graph["groups"]}
    group = groups[ID + "pairing-group/dalian-shanghai-districts"]
    assert group["count"] == 10
    assert group["member_type"] == "District"
    assert group["part_of"] == ID + "pairing/dalian-shanghai"
    assert {source["id"] for source in group["sources"]} >= {"000", "003"}
    assert group["iri"] not in network


def test_a_directed_pairing_is_one_edge_and_three_partners_are_three(tiny):
    table = (
        "id,source,supporter,supported,partner,start,end\n"
        "pairing/a,s1,大连市,六盘水市,,1,9\n"
        "pairing/b,s1,,,大连市|上海市|贵州省,1,9\n"
    )
    graph = drawn(tiny, {"pairings.csv": table})
    by_claim = {}
    for start, end, data in edges(graph, "Pairing"):
        by_claim.setdefault(data["claim"], []).append((start, end))
    assert by_claim[ID + "pairing/a"] == [(DALIAN, ID + "place/liupanshui")]
    assert len(by_claim[ID + "pairing/b"]) == 3


def test_a_pairing_of_three_sources_is_one_edge_with_three_sources(tiny):
    rows = "".join(f"pairing/a,s{n},大连市|上海市,{'1,9' if n < 3 else ','}\n" for n in (1, 2, 3))
    graph = drawn(tiny, {"pairings.csv": HEAD + rows})
    ((_, _, data),) = edges(graph, "Pairing")
    assert [source["id"] for source in data["sources"]] == ["s1", "s2", "s3"]
    assert data["conflicts"] == []


def test_where_sources_differ_the_edge_says_so_and_picks_none(tiny):
    table = (
        "id,source,partner,form,validFrom,start,end\n"
        "pairing/a,s1,大连市|上海市,benchmark,2017,1,9\n"
        "pairing/a,s2,大连市|上海市,model,2018-03,1,9\n"
    )
    ((_, _, data),) = edges(drawn(tiny, {"pairings.csv": table}), "Pairing")
    assert (data["form"], data["from"]) == (None, None)
    assert data["conflicts"] == ["form", "from"]


def test_a_place_that_only_the_gazetteer_knows_is_not_drawn(tiny):
    graph = drawn(tiny, {"pairings.csv": HEAD + "pairing/a,s1,大连市|上海市,1,9\n"})
    assert set(graph) == {DALIAN, SHANGHAI, ID + "place/liaoning"}


def test_without_claims_there_is_an_empty_network(tiny):
    tiny({})
    graph = project(build_in_memory())
    assert len(graph) == 0
    assert graph.graph["sources"] is not None


# The ontology declares, the code obeys


def test_a_class_or_property_declared_an_edge_is_drawn_without_code(tiny, monkeypatch):
    events = (
        "id,source,title@zh,title@en,participant,mentions,start,end\n"
        "event/a,s1,会议,A meeting,大连市|上海市,贵州省,1,9\n"
    )
    store = build_in_memory([tiny({"events.csv": events})])
    known = ontology.load()
    assert edges(project(store), "Event") == []
    ends = COOP + "participant", COOP + "participant", True
    event = dataclasses.replace(known.classes[COOP + "Event"], edge=ends)
    patched = dataclasses.replace(known, classes={**known.classes, event.iri: event})
    monkeypatch.setattr(ontology, "load", lambda path=None: patched)
    ((start, end, data),) = edges(project(store), "Event")
    assert (start, end, data["symmetric"]) == (DALIAN, SHANGHAI, True)
    assert data["claim"] == ID + "event/a"
    assert data["sources"][0]["id"] == "s1"


PRINT = """
import hashlib, json
from kg.network import project
from kg.store import open_store
graph = project(open_store({location!r}))
everything = [graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))]
print(hashlib.sha256(json.dumps(everything).encode()).hexdigest())
"""


def test_the_same_store_gives_the_same_network_whatever_the_hash_seed(root, packaged_location):
    code = PRINT.format(location=str(packaged_location))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    one, two = (process.communicate(timeout=120)[0] for process in running)
    assert len(one) == 65
    assert one == two
