"""`kg coverage`: announced, here, wanted; what is wanted is never a pairing."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg.errors import UnknownNameError
from kg.namespaces import ID
from kg.questions.coverage import NOT_COLLECTED, TIERS, coverage
from kg.store import run, select


@pytest.fixture(scope="module")
def rows(packaged):
    return {row["programme"]["id"].partition("/")[2]: row for row in coverage(packaged)}


def pair(entry):
    return {entry[key]["id"] if entry[key] else None for key in ("one", "other")}


def test_a_programme_says_what_was_announced_what_is_here_and_by_which_sources(rows):
    wenchuan = rows["wenchuan-2008"]
    assert wenchuan["announced"] == 20
    assert wenchuan["mechanism"]["zh"] == "灾后恢复重建对口支援"
    # Guangdong and Shenzhen count once in the document, Zhejiang's town lies in its county.
    assert (wenchuan["pairings"], wenchuan["missing"]) == (22, [])
    assert rows["tibetan-areas-2014"]["pairings"] == 0
    assert rows["east-west-2021"]["announced"] is None
    for row in rows.values():
        assert sum(row["tiers"].values()) == row["pairings"] >= row["top"]
        assert list(row["tiers"]) == list(TIERS)
        assert row["sources"]


def test_what_is_missing_is_told_by_name_until_a_source_states_it(rows):
    missing = [pair(entry) for entry in rows["old-base-2022"]["missing"]]
    assert {"place/tianjin", "place/qingyang"} in missing
    assert {"place/beijing", "place/changzhi"} not in missing
    assert any(entry["words"] for entry in rows["old-base-2022"]["missing"])


@pytest.mark.parametrize(
    ("programme", "announced"), [("hubei-2020-02-07", 16), ("hubei-2020-02-10", 21)]
)
def test_rounds_with_a_list_are_complete(rows, programme, announced):
    row = rows[programme]
    assert row["announced"] == row["top"] == row["pairings"] == announced
    assert row["missing"] == []


def test_all_that_support_xinjiang_since_2010_are_here(packaged):
    asked = """SELECT DISTINCT ?who { GRAPH ?g { ?p coop:programme programme:xinjiang-2010 ;
        coop:supporter ?who } GRAPH ?h { ?who coop:level level:province } }"""
    provinces = {row["who"].value.rpartition("/")[2] for row in select(packaged, asked)}
    east = "beijing tianjin shanghai hebei shanxi liaoning jilin heilongjiang jiangsu zhejiang"
    middle = "anhui fujian jiangxi shandong henan hubei hunan guangdong"
    assert provinces == set(east.split()) | set(middle.split())


def test_what_a_list_has_and_no_page_tells_is_wanted_by_name(rows):
    def wanted(programme):
        return [pair(entry) for entry in rows[programme]["missing"]]

    for one, other in (("tianjin", "qingyang"), ("zhuhai", "zunyi")):
        assert {f"place/{one}", f"place/{other}"} in wanted("old-base-2022")
    relations = (
        "beijing-inner_mongolia tianjin-gansu shanghai-yunnan jiangsu-shaanxi jiangsu-qinghai"
    )
    relations += " fujian-ningxia shandong-chongqing shandong-gansu guangdong-guangxi"
    for relation in relations.split():
        ends = {f"place/{end.replace('_', '-')}" for end in relation.split("-")}
        assert ends in wanted("east-west-2021")


def test_what_is_wanted_is_no_pairing(packaged):
    asked = (
        "ASK { GRAPH ?g { ?p a coop:Pairing ; coop:partner place:tianjin, place:qingyang } }",
        "ASK { GRAPH graph:derived { place:tianjin coop:pairedWith place:qingyang } }",
    )
    assert [bool(run(packaged, text)) for text in asked] == [False, False]
    where = select(packaged, "SELECT DISTINCT ?g { GRAPH ?g { ?x coop:wantedSupporter ?y } }")
    assert [row["g"].value.rpartition("/")[2] for row in where] == ["editors"]


def test_a_pairing_that_is_only_implied_is_counted_so(rows):
    assert rows["east-west-2010"]["implied"] == 14
    assert rows["beijing-ecology-2018"]["implied"] == 0


def test_one_programme_by_any_name(packaged):
    (row,) = coverage(packaged, "汶川灾后重建对口支援")
    assert row["programme"]["id"] == "programme/wenchuan-2008"
    with pytest.raises(UnknownNameError):
        coverage(packaged, "没有这个计划")


def test_the_command(kg, packaged_location):
    store = ("--store", packaged_location)
    shown = kg(*store, "coverage").stdout
    assert "汶川地震灾后恢复重建对口支援（2008年）" in shown
    assert "未收集：" in shown
    assert "定点帮扶" in shown
    one = kg(*store, "coverage", "革命老区重点城市对口合作").stdout
    assert "天津市—庆阳市" in one
    assert "Tianjin–Qingyang" in kg(*store, "coverage", "old-base-2022", lang="en").stdout
    (found,) = json.loads(kg(*store, "coverage", "old-base-2022", "--format", "json").stdout)
    assert found["announced"] == 20
    assert kg(*store, "coverage", "没有").exit_code == 1


@pytest.mark.parametrize("ident", NOT_COLLECTED)
def test_what_is_not_collected_has_no_pairing(packaged, ident):
    asked = "SELECT ?p { GRAPH ?g { ?p a coop:Pairing ; coop:mechanism $mechanism } }"
    assert not select(packaged, asked, mechanism=ox.NamedNode(ID + ident))
