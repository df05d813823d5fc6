"""Everything with an id can be asked for by its name or id, and is printed with it."""

from __future__ import annotations

import json

import pytest

import kg as library
from kg.claims import every_statement
from kg.entities import describe
from kg.errors import AmbiguousNameError, KGError, UnknownNameError
from kg.loaders import build_in_memory
from kg.names import resolve
from tests.data_sets import pairing


def test_every_claim_is_found_by_its_name_and_by_its_id(packaged):
    lost = []
    for iri, record in describe(packaged, every_statement(packaged)).items():
        assert resolve(packaged, record["id"])["iri"] == iri
        for name in (record["zh"], record["en"]):
            try:
                resolve(packaged, name)
            except AmbiguousNameError as error:
                if iri not in {one["iri"] for one in error.candidates}:
                    lost.append((iri, name))
            except UnknownNameError:
                lost.append((iri, name))
    assert lost == []


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        (
            "锦州学习苏州：城市规划建设管理",
            "policy-transfer/urban-management-suzhou-to-jinzhou",
        ),
        ("沪连10对区（市）县结对", "pairing-group/dalian-shanghai-districts"),
        ("大连医务人员赴上海交流", "personnel-exchange/dalian-to-shanghai-medical"),
        ("结对区县对数：10个", "observation/dalian-shanghai-paired-districts"),
    ],
)
def test_a_claim_is_found_by_its_name(packaged, asked, name, ident):
    assert library.show(name, store=packaged)["entity"]["id"] == ident
    assert ident in [row["id"] for row in library.search(name[:6], store=packaged, limit=100)]


def test_what_a_claim_is_called_takes_the_name_from_nobody(tiny):
    exchanges = (
        "id,source,prefLabel@zh,prefLabel@en,from,to,start,end\n"
        "personnel-exchange/x,s1,大连市,Dalian,大连市,上海市,1,9\n"
    )
    store = build_in_memory([tiny(pairing() | {"personnel_exchanges.csv": exchanges})])
    assert resolve(store, "大连市")["id"] == "place/dalian"
    assert resolve(store, "Dalian")["id"] == "place/dalian"
    assert resolve(store, "personnel-exchange/x")["zh"] == "大连市"


def test_part_of_a_claims_name_is_answered_with_the_claim(packaged):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, "沪连10对")
    assert "pairing-group/dalian-shanghai-districts" in caught.value.message("zh")


def test_a_former_name_finds_who_is_called_otherwise_now(tiny):
    names = (
        "id,source,about,nameText,start,end\n"
        "name/lushun,s1,鞍山市,旅大市,1,9\n"
        "name/other,s1,沈阳市,大连,1,9\n"
    )
    store = build_in_memory([tiny(pairing() | {"names.csv": names})])
    for name in ("旅大市", "旅大", "lvda"):
        assert resolve(store, name)["id"] == "place/anshan"
        assert library.search(name, store=store)[0]["id"] == "place/anshan"
    # Who is called so today has the name.
    assert resolve(store, "大连市")["id"] == "place/dalian"


def test_show_prints_claims_with_their_ids_and_people_with_role_and_topic(asked):
    shown = asked("show", "大连市发改委").stdout
    for role, ident in (
        ("牵头单位", "participation/sd-dalian-drc-lead"),
        ("协调层", "participation/sd-dalian-drc-coordination"),
    ):
        (line,) = [line for line in shown.splitlines() if ident in line]
        assert f"（{role}）" in line
    assert "上海经济社会发展与沪连对口合作情况" in asked("show", "彭沉雷").stdout


def test_lists_of_those_who_took_part_tell_role_and_topic(asked):
    shown = asked("list", "参与", "--where", "角色=牵头单位").stdout
    heads = shown.splitlines()[2]
    assert "角色" in heads
    shown = asked("list", "参与", "--where", "参与者=彭沉雷").stdout
    assert "主题" in shown.splitlines()[2]
    assert "上海经济社会发展与沪连对口合作情况" in shown


def said(answer, kind):
    return [notice.words.zh for notice in answer.notices if notice.kind == kind]


def test_what_stands_in_no_name_is_looked_for_in_measures_topics_and_notes(packaged):
    answer = library.search("产业链", store=packaged)
    assert {"task/liaoning-jiangsu-9", "task/shanghai-dalian-11"} <= {row["id"] for row in answer}
    assert all(row["sources"] for row in answer)
    assert "措施、主题、成果或说明" in said(answer, "about")[0]
    assert all("产业链" in " ".join(row["words"]) for row in answer)
    assert library.search("産業鏈", store=packaged) == answer
    assert said(library.search("盘锦", store=packaged), "about") == []
    assert "没有名称含" in said(library.search("量子纠缠", store=packaged), "silence")[0]


def test_tasks_that_name_nobody_so_are_found_by_their_words(packaged):
    answer = library.tasks(mentions="自由贸易试验区", plan="沪连方案", store=packaged)
    assert {5, 18} <= {row["number"] for row in answer}
    assert "没有任务点名“自由贸易试验区”" in said(answer, "about")[0]
    assert library.tasks(words="自由贸易试验区", plan="沪连方案", store=packaged) == answer
    with pytest.raises(UnknownNameError):
        library.tasks(mentions="量子纠缠", store=packaged)


def test_tasks_in_whose_words_it_stands_beside_those_that_name_it_are_told_of(packaged, asked):
    answer = library.tasks(mentions="辽宁行", store=packaged)
    assert [row["number"] for row in answer] == [4]
    assert "另有 1 项任务没有点名" in said(answer, "hint")[0]
    assert "--words 辽宁行" in asked("tasks", "--mentions", "辽宁行").stderr
    assert [row["number"] for row in library.tasks(words="辽宁行", store=packaged)] == [4, 22]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("tasks", "--mentions", "一带一路"), "等 9 项"),
        (("list", "任务"), " 项"),
    ],
)
def test_nothing_is_left_out_where_all_is_asked_for(asked, arguments, word):
    assert word in asked(*arguments).stdout
    assert word not in asked(*arguments, "--all").stdout


def test_search_and_rank_list_all_where_all_is_asked_for(asked):
    assert "还有 " in asked("search", "区").stderr
    whole = asked("search", "区", "--all")
    assert "还有 " not in whole.stderr
    assert len(whole.stdout.splitlines()) > 1000
    assert len(asked("rank", "--all").stdout.splitlines()) > 50


def test_figures_are_asked_for_by_class_and_stand_under_who_operates_the_thing(packaged):
    kinds = {row["about"]["type"] for row in library.figures(of_class="项目", store=packaged)}
    assert kinds == {"Project"}
    places = library.figures(of_class="Place", store=packaged)
    assert {row["about"]["type"] for row in places} >= {"City"}
    operated = library.figures("大连东泰有机废物处理有限公司", store=packaged)
    assert "facility/dongtai-organic-waste-plant" in {row["about"]["id"] for row in operated}


@pytest.mark.parametrize(
    ("word", "told", "figure"),
    [
        ("创业导师", "名称含“创业导师”的指标：聘任创业导师数", "10人"),
        ("大米直营点", "口径里有这几个字", "11個"),
        ("簽約項目", "名称含“簽約項目”的指标：签约项目数", "64个"),
        ("聘任创业导师数", None, "10人"),
    ],
)
def test_a_word_of_indicators_names_or_of_notes_finds_the_figures(packaged, word, told, figure):
    answer = library.figures(indicator=word, store=packaged)
    assert figure in {row["printed"] for row in answer}
    assert [told in words for words in said(answer, "about")] == [True] * bool(told)


def test_a_word_of_no_indicator_and_no_note_is_refused(packaged):
    with pytest.raises(KGError) as caught:
        library.figures(indicator="量子纠缠", store=packaged)
    assert "没有“量子纠缠”这个指标" in caught.value.message("zh")


def test_where_names_fit_the_words_that_have_it_are_counted_and_listed_on_request(asked):
    shown = asked("search", "飞地").stderr
    listed = asked("search", "飞地", "--words", "--format", "json").stdout
    assert f"另有 {len(json.loads(listed))} 条，这几个字在措施、主题、成果或说明里" in shown
    assert "task/shanghai-dalian-21" in listed
    assert "in their measures" in asked("--lang", "en", "search", "飞地").stderr


@pytest.mark.parametrize("kind", ["指标", "单位"])
def test_what_no_source_says_has_no_columns_of_sources(asked, kind):
    head, *rows = asked("list", kind, "--format", "csv").stdout.splitlines()
    assert rows
    assert not {"source", "title", "locator"} & set(head.split(","))
    assert "来源" not in asked("list", kind).stdout.splitlines()[2]
    assert "locator" in asked("list", "园区", "--format", "csv").stdout.splitlines()[0]


def test_who_looks_for_a_word_without_texts_is_told_where_they_go_and_what_else_to_ask(asked):
    for command in (("grep", "协议"), ("locate", "000", "协议")):
        refused = asked(*command)
        assert refused.exit_code == 2
        assert "原文不随软件附带" in refused.stderr
        assert "kg search '协议' --words" in refused.stderr
    assert "are not shipped" in asked("--lang", "en", "grep", "x").stderr


def test_one_figure_is_not_warned_of_adding(packaged):
    one = library.figures(indicator="结对区县对数", of_class="PairingGroup", store=packaged)
    assert len(one) == 1
    assert said(one, "hint") == []
    assert said(library.figures("沪连", store=packaged), "hint") != []


def test_partners_are_asked_for_by_plan(packaged):
    found = library.partners("大连", below=True, plan="沪连方案", store=packaged)
    named = {row["partner"]["zh"] for row in found}
    assert {"上海市", "浦东新区", "上海期货交易所"} <= named
    assert "连云港港" not in named
    only = library.partners("大连", below=True, plan="辽苏方案", source="002", store=packaged)
    assert [row["partner"]["zh"] for row in only] == ["连云港港"]


def test_the_beginning_of_a_name_is_answered_with_what_begins_so(packaged):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, "大连东泰")
    assert {one["zh"][:4] for one in caught.value.candidates[:4]} == {"大连东泰"}


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("沪连论坛", "facility/shanghai-dalian-forum"),
        ("沪连周", "event/shanghai-dalian-week-2018"),
        ("花园口协议", "agreement/huayuankou-jinshan-chemical"),
        ("高新区", "park/dalian-high-tech-zone"),
        ("大连学习上海", "policy-transfer/sd-districts-1"),
    ],
)
def test_a_short_form_is_answered_with_what_it_may_be_short_for(packaged, name, ident):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, name)
    assert ident in {one["id"] for one in caught.value.candidates}
    assert "这几个字" in caught.value.message("zh")


def test_a_county_that_is_not_there_is_not_taken_for_a_short_form(packaged):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, "普兰店县")
    assert caught.value.candidates[0]["id"] == "place/dalian-pulandian"


def test_csv_of_partners_tells_task_form_and_field_in_one_row(asked):
    import csv

    shown = asked("partners", "盘锦", "--format", "csv").stdout
    lines = csv.DictReader(shown.splitlines())
    told = {(line["form"], line["fields"], line["stated_in"]) for line in lines}
    assert told == {("结对打造标杆", "新兴产业", "大力发展物联网、新一代信息技术等新兴产业")}


def test_gaps_of_tasks_tell_the_plan(packaged, asked):
    plans = {row["plan"]["id"] for row in library.gaps("task", store=packaged)}
    assert plans == {"plan/liaoning-jiangsu", "plan/shanghai-dalian"}
    assert {row["plan"] for row in library.gaps("open", store=packaged)} == {None}
    assert "方案" in asked("gaps", "--kind", "task").stdout.splitlines()[2]
    assert "方案" not in asked("gaps", "--kind", "open").stdout.splitlines()[2]
