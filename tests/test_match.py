"""A column of names from elsewhere: what can be meant is matched, what only looks alike is not."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kg.asking.matching import match
from kg.errors import KGError

NAMES = Path(__file__).with_name("messy_names.csv")
TABLE = "地方,省,值\n瀋陽,,1\n铁西区,沈阳,2\n铁西区,,3\n大莲市,辽宁,4\nDL,,5\n=1+1,,6\n"


@pytest.fixture(scope="module")
def matched(packaged):
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names, places = ([row[key] for row in rows] for key in ("name", "within"))
    answer = match(names, places, store=packaged)
    return list(zip(rows, answer, strict=True))


def test_a_match_is_never_wrong(matched):
    wrong = [
        (row["name"], row["within"], found["entity"]["id"])
        for row, found in matched
        if found["match"] and found["entity"]["id"] != row["id"]
    ]
    assert len(matched) == 500
    assert not wrong


def test_most_of_what_can_be_meant_is_matched(matched):
    """Of 455 that mean something: all but typing errors, some former names and namesakes."""
    meant = [found for row, found in matched if row["id"] and row["kind"] != "typing error"]
    assert sum(found["match"] for found in meant) >= 0.97 * len(meant)


def test_what_looks_alike_is_offered_and_not_taken(matched):
    wrong = [(row, found) for row, found in matched if row["kind"] == "typing error"]
    offered = [row["id"] in {one["id"] for one in found["candidates"]} for row, found in wrong]
    assert not any(found["match"] for _, found in wrong)
    assert sum(offered) >= 0.9 * len(wrong)


@pytest.fixture
def one(packaged):
    def ask(names, within=None, of_class=None):
        return match(names, within, of_class, packaged)

    return ask


def test_the_answer_is_of_its_type(one, valid):
    valid("match", one(["大连", "大莲", "上海交大", "?"]))


def test_what_it_lies_in_tells_namesakes_apart(one):
    inside, alone, elsewhere = one(["铁西区"] * 3, ["沈阳", "", "上海"])
    assert inside["entity"]["id"] == "place/shenyang-tiexi"
    assert inside["entity"]["code"] == "210106"
    assert inside["entity"]["within"]["zh"] == "沈阳市"
    assert [source["id"] for source in inside["sources"]] == ["gazetteer"]
    assert (alone["entity"], elsewhere["entity"]) == (None, None)
    assert len(alone["candidates"]) == len(elsewhere["candidates"]) == 3


def test_a_county_whose_city_has_its_name_is_not_guessed(one):
    (row,) = one("辽阳", "辽阳市")
    assert not row["match"]
    assert {each["zh"] for each in row["candidates"]} == {"辽阳市", "辽阳县"}


@pytest.mark.parametrize("name", ["", "？", "DL", "大连市发改委某处", "001", "大连" * 500])
def test_no_match(one, name):
    (row,) = one([name])
    assert not row["match"]


def test_only_of_the_class_asked_for(one):
    assert not one("大连", of_class="园区")[0]["match"]
    assert one("大连高新区", of_class="园区")[0]["match"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"names": []}, "没有给名称"),
        ({"names": ["大连"], "within": ["辽宁", "上海"]}, "1 个名称，却有 2 个所在地"),
        ({"names": ["大连"], "of_class": "城池"}, "没有“城池”这一类"),
    ],
)
def test_refused(one, given, words):
    with pytest.raises(KGError) as refused:
        one(**given)
    assert words in refused.value.message("zh")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_table_keeps_its_columns(table, tmp_path, asked):
    out = tmp_path / "out.csv"
    result = asked("match", table, "--column", "地方", "--within", "省", "-o", out)
    assert result.exit_code == 0
    assert "6 个名称：2 个对上；3 个有候选，请人选定；1 个没有候选" in result.stderr
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["地方"] for row in rows] == ["瀋陽", "铁西区", "铁西区", "大莲市", "DL", " =1+1"]
    assert [row["值"] for row in rows] == list("123456")
    assert [row["kg_id"] for row in rows[:2]] == ["place/shenyang", "place/shenyang-tiexi"]
    assert [row["kg_code"] for row in rows[:2]] == ["210100", "210106"]
    assert not any(row["kg_id"] for row in rows[2:])
    assert rows[3]["kg_candidates"] == "place/dalian 大连市"


def test_a_workbook_goes_in_and_out(tmp_path, asked):
    book = Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("名单")
    for line in (["城市", "备注"], ["盘锦市", "甲"], ["无锡", "乙"]):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    out = tmp_path / "b.xlsx"
    result = asked("match", tmp_path / "a.xlsx", "--column", "城市", "-o", out)
    assert result.exit_code == 0, result.output
    rows = list(load_workbook(out).active.values)
    assert [row[:3] for row in rows[1:]] == [("盘锦市", "甲", "盘锦市"), ("无锡", "乙", "无锡市")]


def test_only_what_is_left_to_do_is_printed(table, asked):
    shown = asked("match", table, "--column", "地方", "--within", "省").stdout
    assert "瀋陽" not in shown
    assert "铁西区（鞍山市）" in shown
    told = asked("match", table, "--column", "地方", "--within", "省", "--format", "json")
    rows = json.loads(told.stdout)
    assert Counter(row["match"] for row in rows) == {False: 4, True: 2}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("名单.csv", "--column", "城市"), "没有“城市”这一列（表头有：地方、省、值）"),
        (("名单.csv", "--column", "地方", "--within", "市"), "没有“市”这一列"),
        (("没有.csv", "--column", "城市"), "没有这个文件"),
        (("名单.csv", "--column", "地方", "-o", "x.docx"), "只写 .csv 或 .xlsx 文件"),
    ],
)
def test_told_what_is_wrong(args, words, table, asked, monkeypatch):
    monkeypatch.chdir(table.parent)
    result = asked("match", *args)
    assert result.exit_code == 1
    assert words in result.stderr
