"""The shapes of answers, and that every row of every answer has a source."""

from __future__ import annotations

import json

import pytest

import kg as library
from kg.names import resolve
from kg.questions.conditions import conditions, may_hold
from kg.questions.missing import gaps
from kg.questions.partnership import partners

ENTITY = {"iri", "id", "type", "zh", "en"}
SHAPES = {
    "tasks": "iri plan area number zh en mentions sources",
    "figures": "iri about indicator value printed qualifier lower upper unit basis asOf stage "
    "sources",
    "agreements": "iri title signatories signedOn sources",
    "conflicts": "subject property values",
    "gaps": "kind subject zh en sources",
}
COMMANDS = (
    ["partners", "大连", "--kind", "all", "--below", "--above"],
    ["search", "大连", "--limit", "50"],
    ["tasks"],
    ["figures"],
    ["agreements"],
    ["list", "Park"],
    ["list", "Person"],
    ["list", "Participation"],
    ["list", "Indicator"],
    ["sources"],
    ["gaps"],
    ["cite", "pairing/dalian-shanghai"],
)


def answer(kg, location, *arguments):
    done = kg("--store", location, *arguments, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", sorted(SHAPES))
def test_json_has_the_shape_of_the_contract(kg, packaged_location, command):
    rows = answer(kg, packaged_location, command)
    assert rows
    assert {tuple(row) for row in rows} == {tuple(SHAPES[command].split())}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_every_row_of_every_answer_has_a_source(kg, packaged_location, command):
    rows = answer(kg, packaged_location, *command)
    assert len(rows) > 1
    assert [row for row in rows if not row["sources"]] == []


@pytest.mark.parametrize("name", ["大连", "pairing/jinpu-pudong", "plan/shanghai-dalian", "002"])
def test_every_fact_and_relation_of_a_thing_has_a_source(kg, packaged_location, name):
    found = answer(kg, packaged_location, "show", name)
    assert found["facts"]
    assert [row for row in found["facts"] + found["relations"] if not row["sources"]] == []


def test_tasks_name_their_plan_and_area(kg, packaged_location):
    rows = answer(kg, packaged_location, "tasks")
    plans = [row["plan"]["id"] for row in rows]
    assert (plans.count("plan/liaoning-jiangsu"), plans.count("plan/shanghai-dalian")) == (24, 27)
    assert [row["number"] for row in rows[:24]] == list(range(1, 25))
    assert all(set(row["area"]) == ENTITY for row in rows)


def test_output_is_the_same_in_both_languages_for_a_program(kg, packaged_location):
    said = [
        kg("--store", packaged_location, "--lang", lang, "figures", "--format", "json").stdout
        for lang in ("zh", "en")
    ]
    assert said[0] == said[1]


def test_csv_has_a_source_in_every_line(kg, packaged_location):
    text = kg("--store", packaged_location, "partners", "大连", "--format", "tsv").stdout
    heads, *lines = [line.split("\t") for line in text.splitlines()]
    assert lines
    assert all(line[heads.index("source")] for line in lines)


def test_english_tables_show_english_titles_and_json_keeps_the_chinese(kg, packaged_location):
    table = kg("--store", packaged_location, "--lang", "en", "partners", "盘锦").stdout
    assert "Implementation plans" in table
    (row,) = answer(kg, packaged_location, "--lang", "en", "partners", "盘锦")
    assert "对口合作" in row["sources"][0]["title"]


# Partners


def asked(store, name, **settings):
    limits = settings.pop("limits", {})
    iri = resolve(store, name)["iri"]
    return partners(store, iri, limits=conditions(store, **limits), **settings)


def names(rows):
    return {row["partner"]["zh"] for row in rows}


@pytest.mark.parametrize("word", ["旅游", "tourism", "field/tourism", "產業", "industry"])
def test_a_field_is_given_by_any_of_its_names_and_covers_the_narrower(packaged, word):
    assert "扬州市" in names(asked(packaged, "丹东", limits={"field": [word]}))


def test_below_says_for_whom_each_row_holds(packaged):
    rows = asked(packaged, "辽宁", below=True)
    held = {(row["of"]["zh"], row["partner"]["zh"]) for row in rows}
    assert {("盘锦市", "无锡市"), ("大连市", "上海市"), ("辽宁省", "江苏省")} <= held


def test_above_adds_the_partners_of_what_it_lies_in(packaged):
    rows = asked(packaged, "盘锦", above=True)
    assert {(row["of"]["zh"], row["partner"]["zh"]) for row in rows} >= {
        ("盘锦市", "无锡市"),
        ("辽宁省", "江苏省"),
    }


def test_with_keeps_what_all_share(packaged):
    iris = [resolve(packaged, name)["iri"] for name in ("丹东", "营口")]
    rows = asked(packaged, "大连", kind="agreement", also=iris, level=["City"])
    assert names(rows) == {"锦州市", "盘锦市", "葫芦岛市"}
    assert {row["of"]["zh"] for row in rows} == {"大连市", "丹东市", "营口市"}


@pytest.mark.parametrize(
    ("day", "found"), [("2016", False), ("2017-03-10", True), ("2018", True), ("2030", True)]
)
def test_as_of_keeps_what_may_hold_and_what_has_no_date(packaged, day, found):
    rows = asked(packaged, "大连", limits={"as_of": day})
    assert ("上海市" in names(rows)) == found
    undated = asked(packaged, "盘锦", limits={"as_of": day})
    assert names(undated) == {"无锡市"}
    assert not any(row["dated"] for row in undated)


def test_known_by_hears_only_the_sources_issued_by_then(packaged):
    rows = asked(packaged, "金普新区", limits={"known_by": "2018"})
    assert {source["id"] for row in rows for source in row["sources"]} == {"002"}
    assert [row["stage"]["id"] for row in rows] == ["stage/supported"]


def test_reliability_hears_only_such_sources(packaged):
    rows = asked(packaged, "金普新区", limits={"reliability": ["媒体"]})
    assert {source["reliability"] for row in rows for source in row["sources"]} == {"press"}


def test_kinds_come_in_order_and_partners_by_level(packaged):
    rows = asked(packaged, "大连", kind="all")
    kinds = [row["kind"] for row in rows]
    assert kinds == sorted(kinds, key=["pairing", "agreement", "event"].index)
    assert rows[0]["partner"]["type"] == "Municipality"


def test_a_claim_without_dates_merely_may_hold():
    assert may_hold([], "2018-01-01") is False


# Paths


def test_a_path_is_a_readable_sentence_with_footnotes(kg, packaged_location):
    (row,) = answer(kg, packaged_location, "path", "盘锦", "无锡")
    assert row["zh"].startswith("盘锦市与无锡市结对")
    assert row["zh"].endswith("[1]。")
    assert row["en"].endswith("[1].")
    (hop,) = row["hops"]
    assert tuple(hop) == ("from", "to", "relation", "claim", "sources")
    assert hop["relation"] == "Pairing"


def test_paths_come_shortest_first_and_hops_follow_each_other(kg, packaged_location):
    rows = answer(kg, packaged_location, "path", "盘锦", "浦东新区", "--k", "5")
    lengths = [len(row["hops"]) for row in rows]
    assert lengths == sorted(lengths)
    assert len(lengths) == 5
    for row in rows:
        hops = row["hops"]
        assert [hop["to"] for hop in hops[:-1]] == [hop["from"] for hop in hops[1:]]
        assert all(hop["sources"] for hop in hops)


def test_what_is_avoided_is_not_walked(kg, packaged_location):
    row = answer(kg, packaged_location, "path", "盘锦", "沈阳", "--without", "within")[0]
    assert "within" not in {hop["relation"] for hop in row["hops"]}


def test_a_place_that_no_source_names_is_reached_by_what_it_lies_in(kg, packaged_location):
    row = answer(kg, packaged_location, "path", "辽宁省朝阳市", "辽宁省")[0]
    assert [hop["relation"] for hop in row["hops"]] == ["within"]


# Python


def test_python_gives_the_same_answers(kg, packaged_location):
    store = library.open(packaged_location)
    assert library.partners("盘锦", store=store) == answer(
        kg, packaged_location, "partners", "盘锦"
    )
    assert library.tasks(mentions="盘锦", store=store) == answer(
        kg, packaged_location, "tasks", "--mentions", "盘锦"
    )
    assert library.path("盘锦", "无锡", store=store) == answer(
        kg, packaged_location, "path", "盘锦", "无锡"
    )
    assert library.gaps("open", store) == gaps(store, ("open",))


def test_names_are_completed(kg, packaged_location):
    done = kg(
        env={
            "_KG_COMPLETE": "bash_complete",
            "COMP_WORDS": f"kg --store {packaged_location} partners 盘",
            "COMP_CWORD": "4",
        }
    )
    assert "plain,盘锦市" in done.stdout
