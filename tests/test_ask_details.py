"""What a row of an answer tells: who said what last, what else there is, and what was looked at."""

from __future__ import annotations

import json
import re

import pytest

import kg as library
from kg.errors import KGError


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("瀋陽", "沈阳市"),
        ("港", "香港特别行政区"),
        ("port dalian", "大连港"),
        ("大连  商会", "上海大连商会"),
    ],
)
def test_a_search_finds_whole_names_then_what_sources_speak_of(packaged, words, first):
    rows = library.search(words, store=packaged)
    assert rows[0]["zh"] == first
    spoken = [{one["id"] for one in row["sources"]} != {"gazetteer"} for row in rows[1:]]
    assert spoken == sorted(spoken, reverse=True)


def test_a_source_that_is_found_is_called_by_its_title_and_cites_itself(packaged):
    rows = [row for row in library.search("瀋陽", store=packaged) if row["type"] == "Source"]
    assert rows
    for row in rows:
        assert row["zh"].startswith("[沈阳市与北京市")
        assert row["en"].startswith("[Counterpart cooperation")
        assert [one["id"] for one in row["sources"]] == [row["id"]]


def test_where_sources_differ_the_table_says_who_said_what_last(asked):
    said = asked("partners", "大连高新区").stdout
    assert (
        "来源不一：对接合作（2018-03/2018-06）、结对协议（2019-03-13）、对接交流机制（2019-04"
        in said
    )
    assert "2019-03-13 签约 → 2019 确立" in said
    assert "2018 支持 → 2019 签约" in asked("partners", "金普新区").stdout
    english = asked("--lang", "en", "partners", "沈阳").stdout
    assert "sources differ: 2017-04-18 (2018-08-29), 2017-03 (2019-04/2019-12)" in english
    heard = asked("partners", "金普新区", "--known-by", "2018").stdout
    assert "来源不一" not in heard
    assert "最近提及" in heard
    assert "（2018 支持 → 2019 签约）" in asked("show", "金普新区").stdout
    steps = "（2018-03/2018-06 支持 → 2019-03-13 签约 → 2019 确立）"
    assert steps in asked("show", "大连高新区").stdout
    assert "进展：2018 支持 [1] → 2019 签约 [2][3]" in asked("show", "pairing/jinpu-pudong").stdout


@pytest.mark.parametrize(("day", "holds"), [("2018", "certain"), ("2017-03-15", "possible")])
def test_a_program_is_told_whether_a_pairing_held_for_certain(asked, day, holds):
    about = ("partners", "大连", "--programme", "东北地区与东部地区对口合作")
    lines = asked(*about, "--as-of", day, "--format", "tsv").stdout.splitlines()
    head, *rows = (line.split("\t") for line in lines)
    assert {row[head.index("holds")] for row in rows} == {holds}


def test_without_partners_here_it_is_said_where_there_are_some(asked):
    said = asked("partners", "旅顺口区").stderr
    assert "辖内各方有合作方 1 个（加 --below 查看）" in said
    assert "上级有合作方" in said
    assert "--below" not in asked("partners", "旅顺口区", "--stage", "签约").stderr


@pytest.mark.parametrize(
    ("about", "printed"),
    [
        ("浦东新区", "54项"),
        ("大连", "29项"),
        ("沪连", "131个"),
        ("上海新春农产品大联展", "约25万元"),
    ],
)
def test_figures_of_plans_and_of_what_came_from_somebody_are_found(packaged, about, printed):
    assert printed in {row["printed"] for row in library.figures(about, store=packaged)}


@pytest.mark.parametrize(
    ("class_name", "where", "found"),
    [
        ("Park", {"within": "辽宁"}, "park/dalian-high-tech-zone"),
        ("Park", {"name": "high-tech"}, "park/zhangjiang"),
        ("Pairing", {"名称": "盤錦"}, "pairing/panjin-wuxi"),
        ("Source", {"title": "温州"}, "cnjiwang-201709"),
    ],
)
def test_a_list_is_filtered_by_names_and_by_what_lies_deeper(packaged, class_name, where, found):
    assert found in {row["id"] for row in library.list_class(class_name, where, packaged)}


@pytest.mark.parametrize(
    ("class_name", "name"),
    [("Park", "signedOn"), ("Park", "stage"), ("Participation", "participant")],
)
def test_a_property_that_a_class_has_not_is_no_empty_answer(packaged, class_name, name):
    with pytest.raises(KGError, match="has no property"):
        library.list_class(class_name, {name: "2022"}, packaged)


def test_a_date_in_a_list_is_no_sharper_than_its_source(packaged):
    (row,) = library.list_class("Source", {"title": "吉林市与温州市对口合作；吉林省"}, packaged)
    assert row["properties"]["issued"] == ["2017-09"]


def test_who_somebody_was_is_shown(asked):
    assert "（上海市旅游局局长、发言、" in asked("show", "徐未晚").stdout
    assert (
        "(Vice Mayor of Dalian, chair, 2018-10-11)"
        in asked("--lang", "en", "show", "靳国卫").stdout
    )


def test_what_is_not_listed_is_counted_rightly(asked):
    short, whole = (
        json.loads(asked("show", "大连", "--format", "json").stdout),
        asked("show", "大连"),
    )
    left_out = int(re.search(r"另有 (\d+) 条关系未列", whole.stdout)[1])
    told = whole.stdout.split("\n来源\n")[0].splitlines()
    listed = sum(line.startswith("  ") and "[" in line for line in told)
    facts = sum(fact["value"] is not None for fact in short["facts"])
    assert left_out == len(short["relations"]) - (listed - facts)
    assert "协议 · 签署方（6，列出 5）" in whole.stdout


def test_what_was_asked_for_is_named_first_in_a_long_list(asked):
    assert "盘锦市、“互联网+”产业发展论坛" in asked("tasks", "--mentions", "盘锦").stdout


def test_titles_of_sources_follow_the_language_in_a_timeline(asked, tmp_path):
    drawn = tmp_path / "t.html"
    for said in (
        asked("--lang", "en", "timeline", "--about", "盘锦").stdout,
        (asked("--lang", "en", "timeline", "-o", drawn), drawn.read_text(encoding="utf-8"))[1],
    ):
        assert "The Liaoning Coastal Economic Belt meeting" in said
        assert "辽宁沿海经济带工作推进会议与六市协议" not in said


def test_contradictions_are_found_by_whom_they_are_about(packaged):
    found = {name: library.conflicts(name, packaged) for name in ("大连高新区", "盘锦", "沪连")}
    assert {row["subject"]["type"] for row in found["大连高新区"]} == {"Pairing"}
    assert found["盘锦"] == []
    assert {row["subject"]["id"] for row in found["沪连"]} >= {
        "pairing/dalian-high-tech-zhangjiang"
    }


@pytest.mark.parametrize(
    "command", [["timeline", "--about"], ["conflicts"], ["figures", "--about"]]
)
def test_an_empty_answer_says_what_was_looked_at(asked, command):
    said = asked(*command, "三沙").stdout
    assert "在地名表中" in said
    assert "000、001、002" in said


@pytest.mark.parametrize(
    ("lang", "ours", "theirs"),
    [("zh", "博士生导师", "Professor"), ("en", "Professor", "同济大学教授")],
)
def test_of_several_texts_a_list_shows_those_of_one_language(asked, lang, ours, theirs):
    where = ["list", "Participation", "--where", "agent=诸大建", "--format", "csv"]
    said = asked("--lang", lang, *where).stdout
    assert ours in said
    assert theirs not in said
