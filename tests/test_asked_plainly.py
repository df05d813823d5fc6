"""Questions as people put them who have read the sources and never seen the tables."""

from __future__ import annotations

import pytest

import kg
from kg.errors import UnknownNameError


def words(answer, kind):
    return " ".join(notice.words.zh for notice in answer.notices if notice.kind == kind)


@pytest.mark.parametrize("name", ["搭建经贸合作平台", "辽苏方案"])
def test_the_figures_of_a_task_are_those_that_it_states(packaged, name):
    printed = {row["printed"] for row in kg.figures(name, store=packaged)}
    assert {"不少于50家", "1 —2個"} <= printed


def test_no_figure_of_a_place_points_to_what_lies_there(packaged):
    answer = kg.figures("哈尔滨", store=packaged)
    assert list(answer) == []
    assert "辖内各方另有 1 个数字" in words(answer, "hint")
    inside = kg.figures("哈尔滨", below=True, store=packaged)
    assert [row["printed"] for row in inside] == ["16.5億元"]
    assert words(inside, "hint") == ""


def test_figures_of_a_city_take_in_its_parks_and_companies_when_asked(packaged):
    own, inside = kg.figures("大连", store=packaged), kg.figures("大连", below=True, store=packaged)
    printed = {row["printed"] for row in inside} - {row["printed"] for row in own}
    assert {"173项", "28家"} <= printed


def test_the_agreements_of_a_group_are_those_of_all_its_members(packaged):
    answer = kg.agreements("沿海六市", store=packaged)
    assert len(answer) == 6
    assert "辽宁沿海六市的成员" in words(answer, "about")


def test_the_agreements_of_a_city_name_those_of_its_government(packaged):
    answer = kg.agreements("大连", store=packaged)
    assert "辖内各方另有" in words(answer, "hint")
    titles = {row["title"] for row in kg.agreements("大连", below=True, store=packaged)}
    assert "在沪金融机构与大连市政府战略合作协议" in titles
    assert {row["title"] for row in answer} < titles


def test_two_that_are_paired_are_told_how(packaged):
    answer = kg.partners("辽阳", also="南通", store=packaged)
    assert "结对打造标杆" in words(answer, "about")
    assert "支持" in words(answer, "about")
    assert ("pairing/liaoyang-nantong" in words(answer, "about")) or any(
        "liaoyang" in str(notice.see) for notice in answer.notices
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("东泰", "organization/dalian-dongtai-organic-waste"),
        ("自贸试验区大连", "park/liaoning-ftz-dalian"),
    ],
)
def test_a_part_of_a_name_finds_what_has_it(packaged, name, meant):
    with pytest.raises(UnknownNameError) as caught:
        kg.partners(name, store=packaged)
    assert meant in {one["id"] for one in caught.value.candidates}


def test_a_day_as_of_which_something_is_told_is_not_the_day_it_was_done(asked):
    said = asked("show", "金普新区").stdout
    assert "金普新区与上海浦东新区结对协议（签约、截至 2019-03-13）" in said
    assert "（2018 支持 → 2019 签约）" in said
    assert "（signed, as of 2019-03-13）".replace("（", "(").replace("）", ")") in (
        asked("--lang", "en", "show", "金普新区").stdout
    )
    assert "（签约、2022-02-25）" in asked("show", "辽港集团").stdout


def test_who_took_part_is_told_without_repeating_in_what(asked):
    said = asked("show", "上海·大连对口合作工作座谈会").stdout
    assert "  靳国卫（大连市领导、出席、2018-10-11）" in said
    person = asked("show", "毕晓升").stdout
    assert "  东北地区与东部地区对口合作（大连市发改委振兴老工业基地处处长、" in person
    assert "  Jin Guowei (" in asked("--lang", "en", "show", "上海·大连对口合作工作座谈会").stdout


def test_marks_stand_in_the_order_of_the_notes(asked):
    import re

    for marks in re.findall(r"(?:\[\d+\]){2,}", asked("show", "金普新区").stdout):
        numbers = [int(one) for one in re.findall(r"\d+", marks)]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("辽苏方案任务4", "task/liaoning-jiangsu-4"),
        ("辽宁—江苏方案·任务7", "task/liaoning-jiangsu-7"),
        ("沪连方案第21项任务", "task/shanghai-dalian-21"),
        ("沪连方案 task 24", "task/shanghai-dalian-24"),
        ("大连重工", "organization/dalian-heavy-industry"),
        ("沈大自创区", "park/shenda-innovation-zone"),
        ("苏南自创区", "park/sunan-innovation-zone"),
        ("辽宁自贸区大连片区", "park/liaoning-ftz-dalian"),
    ],
)
def test_names_as_people_say_and_citations_print_them(packaged, name, meant):
    assert kg.show(name, store=packaged)["entity"]["id"] == meant


@pytest.mark.parametrize("name", ["沪连方案任务99", "大连任务3"])
def test_a_task_that_is_not_there_is_not_made_up(packaged, name):
    with pytest.raises(UnknownNameError):
        kg.show(name, store=packaged)


def test_one_basis_in_two_spellings_is_told_once(packaged):
    (row,) = kg.figures(indicator="结对区县对数", store=packaged)
    assert row["basis"].count("签署结对协议") == 1


def test_who_is_in_one_project_is_named_where_there_is_no_pairing(packaged):
    answer = kg.partners("华锐风电", store=packaged)
    assert list(answer) == []
    assert "同为项目当事方：上海绿色环保能源有限公司" in words(answer, "hint")
    assert "同为项目当事方" not in words(kg.partners("阜新县", store=packaged), "hint")


def test_a_fund_of_two_provinces_is_among_the_figures_of_each(packaged):
    for name in ("吉林省", "浙江省", "吉林省—浙江省"):
        printed = {row["printed"] for row in kg.figures(name, store=packaged)}
        assert "50億元" in printed, name


@pytest.mark.parametrize(("word", "kind"), [("倡议", "Initiative"), ("设施", "Facility")])
def test_half_of_a_classs_name_is_a_name_of_it(packaged, word, kind):
    rows = kg.list_class(word, store=packaged)
    assert {row["type"] for row in rows} >= {kind}


def test_a_district_is_told_with_its_city_where_others_have_its_name(asked):
    shown = asked("partners", "天津市和平区").stdout
    assert shown.startswith("天津市和平区的合作方")
    assert "长春市朝阳区" in shown
    assert asked("show", "天津市和平区").stdout.startswith("天津市和平区（县级行政区）")
    assert asked("--lang", "en", "show", "天津市和平区").stdout.startswith(
        "Heping District, Tianjin"
    )
    # Of nobody else is it the name.
    assert asked("show", "浦东新区").stdout.startswith("浦东新区（")


def test_a_table_cites_the_weightiest_of_many_sources_and_says_how_many_there_are(asked):
    shown = asked("partners", "大连").stdout
    assert "六盘水市在贵州省之内" in shown.splitlines()[0]
    (line,) = [one for one in shown.splitlines() if one.startswith("上海市")]
    assert "[1][2][3][4][5]等 " in line
    assert "来源 000" in shown
    every = asked("partners", "大连", "--all").stdout
    (line,) = [one for one in every.splitlines() if one.startswith("上海市")]
    assert "等 " not in line.rpartition("[1]")[2]
    assert len(every.splitlines()) > len(shown.splitlines())


def test_how_editors_sum_pages_up_is_told_where_all_is_asked_for(asked):
    assert "编者概括" not in asked("partners", "哈尔滨").stdout
    shown = asked("partners", "哈尔滨", "--all").stdout
    assert "编者概括：城市对口合作" in shown
    assert "编者概括：市际合作园区" in shown


def test_the_mechanism_of_three_levels_is_found_by_its_words(packaged):
    answer = kg.search("三级工作保障机制", store=packaged)
    assert "safeguard/shanghai-dalian-1" in [row["id"] for row in answer]


def test_practices_copied_are_figures_under_what_the_texts_call_them(packaged):
    printed = [row["printed"] for row in kg.figures(indicator="改革创新经验", store=packaged)]
    assert printed.count("173项") + printed.count("173項") == 2


def test_an_unknown_indicator_is_answered_by_those_that_share_its_words(packaged):
    with pytest.raises(UnknownNameError) as refused:
        kg.figures(indicator="先进经验做法推广数", store=packaged)
    assert "吸纳经验项数" in refused.value.message("zh")
    assert "高端产业项目占比" not in refused.value.message("zh")


def test_lengths_and_days_without_a_year_are_told_in_words():
    from kg.cli.answers import yes_or_no

    assert yes_or_no("P4D", "zh") == "4天"
    assert yes_or_no("--10-11", "en") == "11 October"
    assert yes_or_no("Panjin", "en") == "Panjin"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"programme": "东西部协作"}, "“东西部协作”是合作机制（mechanism）"),
        ({"mechanism": "对口支援新疆（2010年起）"}, "是合作计划（programme）"),
        ({"form": "签约"}, "“签约”是阶段（stage）"),
        ({"stage": "旅游"}, "“旅游”是领域（field）"),
    ],
)
def test_a_word_under_the_wrong_limit_is_told_where_it_belongs(packaged, limits, told):
    with pytest.raises(UnknownNameError) as refused:
        kg.partners("大连", store=packaged, **limits)
    assert told in refused.value.message("zh")


def test_who_names_a_publisher_is_told_its_sources(packaged):
    with pytest.raises(UnknownNameError) as refused:
        kg.partners("大连", source="大连日报", store=packaged)
    said = refused.value.message("zh")
    assert "相近的有" in said
    every = {row["id"]: row["publisher"] or "" for row in kg.sources(store=packaged)}
    theirs = [name for name, publisher in every.items() if "大连日报" in publisher]
    assert theirs
    assert theirs[0] in said


def test_a_group_without_pairings_points_to_its_members(packaged):
    answer = kg.partners("沿海六市", store=packaged)
    assert list(answer) == []
    assert "成员（" in words(answer, "hint")
    assert "大连市" in words(answer, "hint")
    assert "请逐个查询" in words(answer, "hint")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_says_how_a_property_filters_it(asked, lang):
    answer = asked("list", "结对", "--field", "旅游", lang=lang)
    assert answer.exit_code == 2
    assert "kg list … --where field=…" in answer.stderr
