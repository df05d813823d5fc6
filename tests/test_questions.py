"""Which partners of X: what issue and design promise to whoever asks."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest

from kg.conditions import conditions
from kg.loaders import build_in_memory
from kg.names import resolve
from kg.namespaces import ID, SOURCE
from kg.ontology import load
from kg.questions.partners import partners
from kg.store import dump, select
from tests.data_sets import CITED

ENTITY = {"iri", "id", "type", "zh", "en"}
CONCEPT = {"id", "zh", "en"}
ROW = (
    "partner",
    "of",
    "claim",
    "kind",
    "form",
    "fields",
    "stage",
    "progress",
    "mechanism",
    "programme",
    "side",
    "from",
    "until",
    "dated",
    "standing",
    "conflicts",
    "facts",
    "sources",
)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")


def asked(store, name, kind="pairing"):
    return partners(store, resolve(store, name)["iri"], kind)


def names(rows):
    return [row["partner"]["zh"] for row in rows]


@pytest.fixture(scope="module")
def everything(packaged):
    """Every row of every kind, for everybody who has partners at all."""
    found = select(
        packaged,
        "SELECT DISTINCT ?x { ?c coop:partner|coop:signatory|coop:participant ?x }",
    )
    entities = sorted(row["x"].value for row in found)
    return [row for iri in entities for row in partners(packaged, iri, "all")]


# What the sources say


def planned(store, name):
    """What the two plans say: later pages say more of the same places."""
    iri = resolve(store, name)["iri"]
    return partners(store, iri, limits=conditions(store, source=["002", "003"]))


def test_panjin_is_paired_with_wuxi_in_new_industries_by_task_7(packaged):
    (row,) = planned(packaged, "盘锦")
    assert row["partner"]["zh"] == "无锡市"
    assert row["partner"]["type"] == "City"
    assert row["of"]["id"] == "place/panjin"
    assert [field["zh"] for field in row["fields"]] == ["新兴产业"]
    assert row["form"]["zh"] == "结对打造标杆"
    (source,) = row["sources"]
    assert source["id"] == "002"
    assert "任务7" in source["locator"]
    assert source["end"] > source["start"] >= 0


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("盘锦", ["无锡市"]),
        ("无锡市", ["盘锦市"]),
        ("苏州市", ["锦州市"]),
        ("锦州市", ["苏州市"]),
        ("苏州工业园区", ["沈抚改革创新示范区"]),
        ("本溪市", ["泰州市"]),
        ("丹东市", ["扬州市"]),
        ("抚顺市", ["徐州市"]),
    ],
)
def test_a_place_has_the_partners_the_plan_names_and_no_others(packaged, name, others):
    assert names(planned(packaged, name)) == others


def test_a_partner_the_source_leaves_open_is_shown_in_the_sources_words(packaged):
    (row,) = planned(packaged, "鞍山市")
    partner = row["partner"]
    assert (partner["iri"], partner["id"], partner["type"]) == (None, None, "open")
    assert "有关城市" in partner["zh"]
    assert partner["en"].isascii()
    assert row["sources"][0]["id"] == "002"


def test_a_plan_that_supports_a_pairing_has_not_reported_it_signed(packaged):
    (row,) = asked(packaged, "盘锦")
    assert row["stage"]["id"] == "stage/supported"


def test_where_sources_differ_no_value_is_picked(packaged):
    (row,) = asked(packaged, "大连高新区")
    assert row["form"] is None
    assert "form" in row["conflicts"]
    assert {source["id"] for source in row["sources"]} >= {"000", "003"}


def test_a_pairing_stated_by_many_documents_is_one_row_with_all_of_them(packaged):
    row = next(row for row in asked(packaged, "大连市") if row["claim"].endswith("dalian-shanghai"))
    assert {source["id"] for source in row["sources"]} >= {"000", "001", "002", "003"}
    assert row["from"] == "2017-03"


@pytest.mark.parametrize("kind", ["agreement", "event", "pairing"])
def test_known_without_partners_is_an_empty_answer(packaged, kind):
    assert asked(packaged, "三沙市", kind) == []


# The contract of the JSON


def test_every_row_has_the_keys_of_the_contract_in_their_order(everything):
    assert len(everything) > 100
    assert {tuple(row) for row in everything} == {ROW}


def test_every_row_names_document_date_and_place_or_address(everything):
    for row in everything:
        assert row["sources"], row["claim"]
        for source in row["sources"]:
            assert set(source) == CITED
            assert source["title"]
            assert source["issued"] is None or DATE.fullmatch(source["issued"])
            assert f"{ID}reliability/{source['reliability']}" in load().concepts
            has_place = source["start"] is not None and source["start"] < source["end"]
            assert has_place or (source["start"] is source["end"] is None and source["url"])


def test_partners_and_concepts_have_the_contracts_shape(everything):
    for row in everything:
        for entity in (row["partner"], row["of"]):
            assert set(entity) == ENTITY
            assert entity["zh"]
            assert entity["en"]
            assert (entity["type"] == "open") == (entity["iri"] is None)
        concepts = [row[key] for key in ("form", "stage", "programme") if row[key]]
        for concept in [*concepts, *row["fields"]]:
            assert set(concept) == CONCEPT
        for key in ("from", "until"):
            assert row[key] is None or DATE.fullmatch(row[key])
        assert isinstance(row["dated"], bool)


def test_the_answer_is_symmetric(packaged, everything):
    ties = {
        (row["of"]["iri"], row["partner"]["iri"], row["claim"], row["kind"])
        for row in everything
        if row["partner"]["iri"]
    }
    assert ties == {(b, a, claim, kind) for a, b, claim, kind in ties}


def test_asking_twice_gives_the_same_order(packaged):
    one, two = (json.dumps(asked(packaged, "大连市", "agreement")) for _ in range(2))
    assert one == two


# The merge and what the loader writes beside the rows

DIRECTED = (
    "id,source,supporter,supported,start,end\n"
    "pairing/guizhou-dalian,s1,place/dalian,place/liupanshui,1,9\n"
)
THRICE = (
    "id,source,partner,start,end\n"
    "pairing/dalian-shanghai,s1,place/dalian|place/shanghai,1,9\n"
    "pairing/dalian-shanghai,s2,place/dalian|place/shanghai,1,9\n"
    "pairing/dalian-shanghai,s3,place/shanghai|place/dalian,,\n"
)


def count(store, query):
    (row,) = select(store, query)
    return int(row["n"].value)


def test_graph_queries_for_partners_find_directed_pairings(tiny):
    store = build_in_memory([tiny({"pairings.csv": DIRECTED})])
    rows = select(store, "SELECT ?s ?p ?x WHERE { GRAPH ?s { ?p coop:partner ?x } }")
    assert {(row["s"].value, row["x"].value) for row in rows} == {
        (SOURCE + "s1", ID + "place/dalian"),
        (SOURCE + "s1", ID + "place/liupanshui"),
    }
    assert names(asked(store, "六盘水")) == ["大连市"]
    assert names(asked(store, "大连")) == ["六盘水市"]


def test_the_partners_of_a_pairing_in_three_sources_count_two_without_distinct(tiny):
    store = build_in_memory([tiny({"pairings.csv": THRICE})])
    assert (
        count(store, "SELECT (COUNT(?x) AS ?n) { id:pairing\\/dalian-shanghai coop:partner ?x }")
        == 2
    )
    assert count(store, "SELECT (COUNT(*) AS ?n) { ?p a coop:Pairing ; coop:partner ?x }") == 2
    assert count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?s { ?p coop:partner ?x } }") == 6
    (row,) = asked(store, "大连")
    assert [source["id"] for source in row["sources"]] == ["s1", "s2", "s3"]
    assert row["sources"][2]["url"] == "https://example.org/3"
    assert row["sources"][2]["start"] is None


@pytest.mark.parametrize("kind", ["City", "Place", "Entity"])
def test_a_city_is_found_under_its_super_classes(packaged, kind):
    query = f"SELECT (COUNT(*) AS ?n) {{ id:place\\/dalian a ?c FILTER(?c = coop:{kind}) }}"
    assert count(packaged, query) == 1


def test_a_place_query_finds_cities_provinces_and_districts(packaged):
    rows = select(packaged, "SELECT ?x { ?x a coop:Place }")
    found = {row["x"].value for row in rows}
    assert {ID + "place/dalian", ID + "place/liaoning", ID + "place/shanghai"} <= found
    assert len(found) == len(rows)


def test_the_merge_holds_every_triple_of_the_graphs_once(packaged):
    named = {
        str(quad.triple) for quad in packaged if not isinstance(quad.graph_name, ox.DefaultGraph)
    }
    merged = [
        str(quad.triple) for quad in packaged.quads_for_pattern(None, None, None, ox.DefaultGraph())
    ]
    assert len(merged) == len(set(merged))
    assert set(merged) == named


def test_nothing_is_a_blank_node(packaged):
    assert b"_:" not in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", dump(packaged))


@pytest.mark.parametrize(
    ("first", "second", "agreed", "conflicts"),
    [
        ("2017-03", "2017", "2017-03", []),
        ("2017", "2017-03-18", "2017-03-18", []),
        ("2017-03", "2018", None, ["from"]),
        ("2017", "", "2017", []),
        ("", "", None, []),
        ("2017-01/2017-06", "2017-06/2017-12", "2017-06", []),
    ],
)
def test_dates_conflict_only_when_their_intervals_are_disjoint(
    tiny, first, second, agreed, conflicts
):
    table = (
        "id,source,partner,validFrom,start,end\n"
        f"pairing/a,s1,大连市|上海市,{first},1,9\n"
        f"pairing/a,s2,大连市|上海市,{second},1,9\n"
    )
    (row,) = asked(build_in_memory([tiny({"pairings.csv": table})]), "大连")
    assert (row["from"], row["conflicts"]) == (agreed, conflicts)
    assert row["dated"] == bool(first or second)


def test_three_partners_see_each_other_and_not_themselves(tiny):
    table = "id,source,partner,start,end\npairing/three,s1,大连市|上海市|贵州省,1,9\n"
    store = build_in_memory([tiny({"pairings.csv": table})])
    assert names(asked(store, "上海")) == ["贵州省", "大连市"]
    assert names(asked(store, "大连")) == ["贵州省", "上海市"]
