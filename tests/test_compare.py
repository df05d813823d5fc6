"""Two plans side by side, and plans by what they are called for short."""

from __future__ import annotations

import csv
import io

import pytest

import kg as library
from kg.cli.compare import _ranges
from kg.errors import AmbiguousNameError, KGError, UnknownNameError
from kg.names import resolve

LIAONING, DALIAN = "plan/liaoning-jiangsu", "plan/shanghai-dalian"


@pytest.fixture(scope="module")
def answer(packaged):
    return library.compare("辽苏方案", "沪连方案", store=packaged)


def rows(answer, aspect):
    return {row["what"]["zh"]: row for row in answer if row["aspect"] == aspect}


def numbers(row, side):
    return [task["number"] for task in row[side]]


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("沪连方案", DALIAN),
        ("滬連方案", DALIAN),
        ("连沪实施方案", DALIAN),
        ("上海大连方案", DALIAN),
        ("辽苏方案", LIAONING),
        ("辽宁江苏实施方案", LIAONING),
        ("重点工作计划", "plan/shanghai-dalian-2018"),
        ("辽宁沿海规划", "document/coastal-belt-development-plan-2009"),
    ],
)
def test_a_plan_or_document_is_found_for_short(packaged, name, ident):
    assert resolve(packaged, name)["id"] == ident


def test_what_is_short_for_several_or_for_none_is_refused(packaged):
    with pytest.raises(AmbiguousNameError):
        resolve(packaged, "对口合作实施方案")
    for name in ("大连计划", "沪辽方案", "鞍山方案", "方案"):
        with pytest.raises(UnknownNameError):
            resolve(packaged, name)


def test_areas_of_one_name_are_one_and_the_rest_is_of_one_plan(answer):
    areas = rows(answer, "area")
    assert areas["开展产业务实合作"]["only"] is None
    assert numbers(areas["开展产业务实合作"], "one") == list(range(6, 15))
    assert numbers(areas["开展产业务实合作"], "other") == [11, 12, 13, 14]
    assert areas["推动人才交流"]["only"] == "one"
    assert areas["加快城市功能提升"]["only"] == "other"


def test_fields_are_told_with_the_numbers_of_tasks(answer):
    fields = rows(answer, "field")
    assert (numbers(fields["旅游"], "one"), numbers(fields["旅游"], "other")) == ([11], [13])
    assert fields["军民融合"]["only"] == "one"
    assert fields["社会治理"]["only"] == "other"


def test_who_is_named_by_one_plan_alone_and_which_pairings_it_states(answer):
    named = rows(answer, "named")
    assert named["浦东新区"]["only"] == "other"
    assert named["一带一路"]["only"] is None
    pairings = rows(answer, "pairing")
    assert numbers(pairings["盘锦市—无锡市"], "one") == [7]
    assert numbers(pairings["金普新区—浦东新区"], "other") == [19]
    assert {row["only"] for row in pairings.values()} == {"one", "other"}


def test_every_row_has_its_sources_and_every_task_is_somewhere(answer):
    assert all(row["sources"] for row in answer)
    told = {task["iri"] for row in answer for side in ("one", "other") for task in row[side]}
    assert len(told) == 51
    assert [(plan["areas"], plan["tasks"]) for plan in answer.facts["plans"]] == [(5, 24), (6, 27)]


def test_a_plan_without_tasks_is_told_to_have_none(packaged):
    answer = library.compare(DALIAN, "plan/shanghai-dalian-2018", store=packaged)
    assert "没有2018年上海市与大连市对口合作重点工作计划的任务" in answer.notices[0].words.zh


def test_one_plan_and_what_is_no_plan_are_refused(packaged):
    for other in ("沪连方案", "上海"):
        with pytest.raises(KGError):
            library.compare(DALIAN, other, store=packaged)


def test_the_table_tells_tasks_by_number_and_each_source_once(asked):
    shown = asked("compare", "辽苏方案", "沪连方案").stdout
    lines = shown.splitlines()
    assert lines[0].startswith("甲  辽宁省与江苏省对口合作实施方案（方面 5，任务 24")
    (area,) = [line for line in lines if line.startswith("开展产业务实合作")]
    assert area.split()[1:3] == ["6–14", "11–14"]
    assert "辽宁省—江苏省" in shown
    assert len(lines[lines.index("来源") + 1 :]) == 2
    english = asked("--lang", "en", "compare", LIAONING, DALIAN).stdout
    assert "only in A" in english
    assert "tourism" in english


def test_csv_has_a_line_for_each_row_and_source(asked, answer):
    shown = asked("compare", "辽苏方案", "沪连方案", "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(shown)))
    assert {(line["aspect"], line["what_id"]) for line in lines} == {
        (row["aspect"], row["what"]["id"]) for row in answer
    }
    (area,) = {line["one"] for line in lines if line["what"] == "开展产业务实合作"}
    assert area == "6|7|8|9|10|11|12|13|14"


def test_numbers_in_a_row_are_told_as_one():
    assert _ranges([8, 1, 2, 3, None, 7]) == ["1–3", "7", "8"]


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("政策环境", [(DALIAN, 3)]),
        ("金融环境", [(LIAONING, 3), (DALIAN, 3)]),
        ("产用结合", [(LIAONING, 8), (DALIAN, 11)]),
        ("原材料产业", [(LIAONING, 8)]),
        ("农产品交易会", [(LIAONING, 13)]),
        ("商事制度改革", [(DALIAN, 18)]),
        ("特种船舶", [(LIAONING, 14)]),
        ("自由贸易试验区", [(DALIAN, 5), (DALIAN, 18), (DALIAN, 25)]),
    ],
)
def test_measures_keep_the_words_that_tell_two_plans_apart(packaged, words, tasks):
    found = library.tasks(words=words, store=packaged)
    assert [(row["plan"]["id"], row["number"]) for row in found] == tasks


def test_fields_of_an_exchange_of_officials_are_those_of_its_task(packaged):
    found = library.tasks(plan="沪连方案", field="自由贸易试验区", store=packaged)
    assert [row["number"] for row in found] == [5, 18, 19, 25]


def test_what_a_plan_is_based_on_is_told_with_its_number(packaged):
    rows = library.query("plan-basis", {"plan": LIAONING}, store=packaged)
    numbers = {row["number"].value for row in rows if row["number"]}
    assert numbers == {"国办发〔2017〕22号", "国发〔2016〕62号"}


def test_pairings_come_first_in_what_is_known_of_a_place(asked):
    lines = asked("show", "大连").stdout.splitlines()
    heads = [line for line in lines if " · " in line and line.endswith("）")]
    assert heads[0].startswith("结对关系 · 合作方")
    assert lines.index(heads[0]) < 20


def test_a_list_has_one_column_for_ids_and_one_for_numbers(asked):
    heads = asked("list", "任务").stdout.splitlines()[2].split()
    assert heads.count("编号") == 1
