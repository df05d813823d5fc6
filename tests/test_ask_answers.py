"""The shapes of answers, and that every row of every answer has a source."""

from __future__ import annotations

import json

import pytest

import kg as library
from kg.conditions import conditions
from kg.errors import KGError
from kg.names import resolve
from kg.questions.gaps import gaps
from kg.questions.partners import partners

ENTITY = {"iri", "id", "type", "zh", "en"}
SHAPES = {
    "tasks": "iri plan area number zh en mentions sources",
    "figures": "iri about indicator value printed qualifier lower upper unit basis asOf stage "
    "sources",
    "agreements": "iri title signatories signedOn sources",
    "conflicts": "subject property values reason",
    "gaps": "kind subject plan zh en sources",
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


def test_a_term_of_the_vocabulary_is_no_source_s_and_is_printed_all_the_same(asked):
    rows = json.loads(asked("list", "Indicator", "--format", "json").stdout)
    assert [row for row in rows if row["sources"]] == []
    assert len(asked("list", "Indicator", "--format", "csv").stdout.splitlines()) == len(rows) + 1


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
def test_as_of_keeps_what_may_hold_and_bounds_the_rest_by_its_round(packaged, day, found):
    rows = asked(packaged, "大连", limits={"as_of": day})
    assert ("上海市" in names(rows)) == found
    # It has no date of its own, and has not begun before the programme that it is under.
    undated = asked(packaged, "抚顺", limits={"as_of": day})
    assert names(undated) == ({"徐州市"} if found else set())
    assert not any(row["dated"] for row in undated)


def test_what_is_over_does_not_stand_today(packaged):
    ever = {row["claim"]: row for row in asked(packaged, "江苏")}
    now = {row["claim"] for row in asked(packaged, "江苏", limits={"as_of": "2024"})}
    over = {claim: row["standing"] for claim, row in ever.items() if claim not in now}
    reasons = {claim.rpartition("/")[2]: found["reason"] for claim, found in over.items()}
    assert reasons["jiangsu-deyang-mianzhu-wenchuan-2008"] == "term"
    assert reasons["jiangsu-xiaogan-hubei-2020-02-07"] == "replaced"
    assert all(found["over"] for found in over.values())
    assert not any(ever[claim]["standing"]["over"] for claim in now)


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
    assert rows[0]["partner"]["type"] == "Province"


def test_an_agreement_is_dated_by_its_signature_and_an_event_by_its_day(packaged):
    dated = {
        (row["kind"], row["claim"].rpartition("/")[2]): (row["from"], row["dated"])
        for row in asked(packaged, "大连", kind="all")
    }
    assert dated["agreement", "six-cities-social-credit"] == ("2022-02-25", True)
    assert dated["event", "shanghai-dalian-forum-2"] == ("2018-10-11", True)
    assert dated["event", "maker-carnival"] == (None, False)


@pytest.mark.parametrize(
    ("day", "signed", "met"),
    [("2021", False, False), ("2022", True, True), ("2023-05", True, False)],
)
def test_as_of_what_was_signed_goes_on_and_what_happened_does_not(packaged, day, signed, met):
    rows = asked(packaged, "大连", kind="agreement", limits={"as_of": day})
    assert ("丹东市" in names(rows)) == signed
    rows = asked(packaged, "大连", kind="event", limits={"as_of": day})
    assert ("丹东市" in names(rows)) == met
    # Of undated events nobody can say when they were not.
    assert "上海市" in names(rows)


@pytest.mark.parametrize(
    ("lang", "arguments", "said"),
    [
        ("zh", ["盘锦"], "盘锦市的合作方（1）"),
        ("zh", ["大连", "--kind", "agreement"], "大连市的合作方（7 个，共 32 条）"),
        ("en", ["大连", "--kind", "agreement"], "Dalian: 7 partners in 32 rows"),
        (
            "zh",
            ["大连", "--kind", "agreement", "--with", "丹东"],
            "大连市与丹东市共同的合作方（6 个，共 52 条）",
        ),
        (
            "en",
            ["大连", "--kind", "agreement", "--with", "丹东"],
            "Dalian and Dandong: 6 shared partners in 52 rows",
        ),
        ("zh", ["大连", "--with", "沈阳"], "图谱中没有大连市与沈阳市共同的结对伙伴。"),
        (
            "en",
            ["大连", "--with", "沈阳"],
            "The graph has no pairing partner shared by Dalian and Shenyang.",
        ),
    ],
)
def test_the_heading_counts_partners_and_says_whose(kg, packaged_location, lang, arguments, said):
    done = kg("--store", packaged_location, "--lang", lang, "partners", *arguments)
    assert done.stdout.splitlines()[0].startswith(said)


def test_a_common_agreement_or_event_is_named_in_its_row(kg, packaged_location):
    done = kg("--store", packaged_location, "partners", "大连", "--kind", "all")
    shown = [line for line in done.stdout.splitlines() if line.startswith("丹东市")]
    assert any("辽宁沿海经济带六城市社会信用工作一体化共建框架协议" in line for line in shown)
    assert any("辽宁沿海经济带工作推进会议" in line and "2022-02-25" in line for line in shown)


# Figures, conflicts, lists


def test_the_figures_of_a_place_include_those_of_what_it_takes_part_in(kg, packaged_location):
    rows = answer(kg, packaged_location, "figures", "--about", "大连", "--as-of", "2018-10")
    printed = {(row["about"]["id"], row["printed"]) for row in rows}
    assert ("event/shanghai-dalian-week-2018", "554亿元") in printed
    table = kg("--store", packaged_location, "figures", "--about", "大连").stdout
    assert "沪连经贸合作上海·大连周活动（活动）" in table


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_that_disagree_are_told_apart_by_what_they_are_about(kg, packaged_location, lang):
    rows = answer(kg, packaged_location, "conflicts")
    (row,) = [one for one in rows if one["subject"]["id"].endswith("ftz-dalian-practices-173")]
    first, second = (one["value"][lang] for one in row["values"])
    assert {"zh": "大连片区", "en": "Dalian Area"}[lang] in first
    assert {"zh": "大连片区", "en": "Dalian Area"}[lang] not in second


def test_sources_are_listed_and_each_is_its_own_source(kg, packaged_location):
    rows = answer(kg, packaged_location, "list", "Source")
    assert {row["id"] for row in rows} >= {"000", "001", "002", "003", "004"}
    assert {row["id"]: row["zh"] for row in rows}["003"].startswith("[东北地区与东部地区")
    assert all([one["id"] for one in row["sources"]] == [row["id"]] for row in rows)
    shown = answer(kg, packaged_location, "show", "000")
    assert {one["id"] for fact in shown["facts"] for one in fact["sources"]} == {"000"}


def test_what_editors_note_is_listed_with_the_sources_concerned(kg, packaged_location):
    rows = answer(kg, packaged_location, "list", "Disagreement")
    assert [{one["id"] for one in row["sources"]} for row in rows] == [{"000", "003"}] * 2


def test_a_list_shows_the_dates_of_each_source_and_none_that_no_source_gives(kg, packaged_location):
    rows = answer(kg, packaged_location, "list", "Pairing")
    begun = {row["id"]: row["properties"].get("validFrom") for row in rows}
    assert begun["pairing/jilin-zhejiang"] == ["2016", "2017", "2017-03"]
    assert begun["pairing/shenyang-beijing"] == ["2017-03", "2017-04-18"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "日期为推断：否"), ("en", "inferred: no")])
def test_yes_and_no_are_said_in_words(kg, packaged_location, lang, said):
    assert said in kg("--store", packaged_location, "--lang", lang, "show", "000").stdout


def test_a_list_of_events_shows_when_they_were(kg, packaged_location):
    head = kg("--store", packaged_location, "list", "Event").stdout.splitlines()[2]
    assert head.split()[:3] == ["编号", "名称", "日期"]


def test_the_address_in_bibtex_is_left_as_it_is(kg, packaged_location):
    done = kg("--store", packaged_location, "cite", "cnr-hlj-20210919", "--style", "bibtex")
    assert "url = {https://www.cnr.cn/hlj/dsdt/20210919/t20210919_525607241.shtml}" in done.stdout
    assert done.stdout.startswith("@misc{source-cnr-hlj-20210919,")


# Paths


def test_a_path_is_a_readable_sentence_with_footnotes(kg, packaged_location):
    (row,) = answer(kg, packaged_location, "path", "抚顺", "徐州")
    assert row["zh"].startswith("抚顺市与徐州市结对")
    assert row["zh"].endswith("[1]。")
    assert row["en"].endswith("[1].")
    (hop,) = row["hops"]
    assert tuple(hop)[:5] == ("from", "to", "relation", "claim", "sources")
    assert (hop["direction"], hop["zh"], hop["en"]) == ("both", "结对关系", "pairing")
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
    assert library.timeline("盘锦", store=store) == answer(
        kg, packaged_location, "timeline", "--about", "盘锦"
    )


@pytest.mark.parametrize("wrong", [{"fied": "x"}, {"kind": "x"}, {"as_of": "x"}])
def test_wrong_settings_are_told_in_python_too(packaged, wrong):
    with pytest.raises(KGError):
        library.partners("大连", store=packaged, **wrong)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("partners 盘", "盘锦市"),
        ("partners Shangh", "Shanghai"),
        ("partners 大连 --with 丹", "丹东市"),
        ("tasks --mentions 盘", "盘锦市"),
        ("agreements --party 花", "花园口经济区"),
        ("figures --about 盘", "盘锦市"),
        ("partners 大连 --field 旅", "旅游"),
        ("partners 大连 --field tour", "tourism"),
        ("figures --indicator 挂职人", "挂职人数"),
        ("tasks --plan 上", "上海市与大连市对口合作实施方案"),
        ("list 园", "园区"),
        ("list Par", "Park"),
    ],
)
def test_names_are_completed(kg, packaged_location, words, first):
    line = f"kg --store {packaged_location} {words}"
    settings = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = kg(env={"_KG_COMPLETE": "bash_complete", **settings})
    assert done.stdout.splitlines()[0] == f"plain,{first}"
