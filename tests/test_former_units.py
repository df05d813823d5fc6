"""What became of counties, cities and prefectures that are gone is told, and nothing guessed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kg
from kg.errors import UnknownNameError
from kg.names.former import former_units
from tests.data_sets import problems

DATA = Path(__file__).parents[1] / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("襄樊市", "place/xiangyang"),
        ("襄樊", "place/xiangyang"),
        ("湖北省襄樊市", "place/xiangyang"),
        ("襄樊市襄阳区", "place/xiangyang-xiangzhou"),
        ("山南地区", "place/shannan"),
        ("毕节地区", "place/bijie"),
        ("铜仁地区", "place/tongren"),
        ("昌都地区", "place/changdu"),
        ("昌都縣", "place/changdu-karuo"),
        ("新疆库车县", "place/akesu-kuche"),
        ("思茅市", "place/puer"),
        ("郫县", "place/chengdu-pidu"),
        ("万县市", "place/chongqing-wanzhou"),
        ("中甸县", "place/diqing-xianggelila"),
        ("伊克昭盟", "place/eerduosi"),
    ],
)
def test_who_goes_on_under_another_name_is_meant_by_the_old_one(packaged, was, now):
    from kg.names import resolve

    assert resolve(packaged, was)["id"] == now


@pytest.mark.parametrize(
    ("was", "where", "document"),
    [
        ("闸北区", ["place/shanghai-jingan"], "国函〔2015〕183号"),
        ("上海市南汇区", ["place/shanghai-pudong"], "国函〔2009〕52号"),
        ("江干区", ["place/hangzhou-shangcheng", "place/hangzhou-qiantang"], "2021"),
        ("莱芜市", ["place/jinan-laiwu", "place/jinan-gangcheng"], "国函〔2018〕163号"),
        ("崇文区", ["place/beijing-dongcheng"], "国函〔2010〕55号"),
    ],
)
def test_what_was_merged_or_divided_is_answered_by_where_it_went(packaged, was, where, document):
    from kg.names import resolve

    with pytest.raises(UnknownNameError) as refused:
        resolve(packaged, was)
    assert document in refused.value.message("zh")
    assert [one["id"] for one in refused.value.candidates] == where


def test_the_old_name_is_told_with_its_year_and_document(packaged):
    answer = kg.partners("襄樊", store=packaged)
    told = " ".join(notice.words.zh for notice in answer.notices)
    assert "“襄樊市”是旧名（用至2010，国函〔2010〕129号），今为襄阳市" in told


def test_search_finds_what_became_of_it(packaged):
    assert [row["id"] for row in kg.search("闸北区", store=packaged)] == ["place/shanghai-jingan"]
    assert [row["id"] for row in kg.search("襄樊", store=packaged)] == ["place/xiangyang"]


def test_a_cell_takes_the_old_name_and_says_where_a_merged_one_went(tmp_path):
    source = "id,title@zh,reliability,dcterms:source\nx,测,web,https://example.org/x\n"
    (tmp_path / "sources.csv").write_text(source, encoding="utf-8")
    places = (
        "id,source,type,prefLabel@zh\nplace/shenzhen,x,City,深圳市\n"
        "place/xiangyang,x,City,襄阳市\nplace/shanghai-jingan,x,District,静安区\n"
    )
    (tmp_path / "places.csv").write_text(places, encoding="utf-8")
    pairs = "id,source,partner\npairing/a-b,x,深圳市|襄樊市\npairing/a-c,x,深圳市|闸北区\n"
    (tmp_path / "pairings.csv").write_text(pairs, encoding="utf-8")
    [(row, _, zh, en)] = problems(tmp_path)
    assert row == 3
    assert "已经撤销（2015，国函〔2015〕183号），原地今属：静安区 place/shanghai-jingan" in zh
    assert "no more (2015，国函〔2015〕183号); today: place/shanghai-jingan" in en


def test_every_row_leads_to_units_of_today_and_no_name_is_a_name_of_today():
    today = {row["id"]: row["prefLabel@zh"] for row in rows("gazetteer.csv")}
    names = set(today.values())
    for row in rows("former_units.csv"):
        went = [row["successor"], *row["absorbedBy"].split("|")]
        assert [one for one in went if one], row
        assert all(one in today for one in went if one), row
        assert row["name"] not in names, row
        assert row["province"] in names, row
        assert 1997 <= int(row["until"]) <= 2023, row
        assert former_units(row["name"]), row


def test_what_was_never_a_unit_is_none():
    assert former_units("大连市") == former_units("X") == former_units("开发区") == []
