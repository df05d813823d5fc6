"""Tables headed in Chinese throughout, names that were, and two things of one name in `kg diff`."""

from __future__ import annotations

import kg as library
from kg.loaders import build, build_in_memory
from tests.data_sets import problems, value

HEADS = "编号,来源,合作方,阶段,起,止,位置\n"


def test_key_and_evidence_are_headed_in_chinese(tiny):
    row = "pairing/x,s1,大连市|上海市,支持,1,9,第1段\n"
    store = build_in_memory([tiny({"结对关系.csv": HEADS + row})])
    assert value(store, "partner", about="pairing/x") == ["place/dalian", "place/shanghai"]
    (found,) = library.partners("大连", store=store)[0]["sources"]
    assert (found["id"], found["start"], found["locator"]) == ("s1", 1, "第1段")


def test_what_is_wrong_is_told_under_the_heads_that_the_table_has(tiny):
    rows = (
        "1,s1,大连市|上海市,支持,1,9,\n"
        "pairing/y,s9,大连市|沈阳市,支持,1,9,\n"
        "pairing/z,s1,大连市|鞍山市,支持,9,1,\n"
    )
    told = [column for _, column, _, _ in problems(tiny({"结对关系.csv": HEADS + rows}))]
    assert told == ["编号", "来源", "起"]


def test_what_a_plan_numbers_stays_its_number_where_there_is_an_id(tiny):
    tables = {
        "plans.csv": "id,source,prefLabel@zh,start,end\nplan/a,s1,方案,1,9\n",
        "areas.csv": "id,source,prefLabel@zh,属于,编号,start,end\narea/a,s1,方面,plan/a,3,1,9\n",
    }
    store = build_in_memory([tiny(tables)])
    assert value(store, "number", about="area/a") == ["3"]


def test_a_name_that_was_is_told_with_who_used_it_and_when(tiny):
    names = "id,source,about,nameText,asOf\nname/x,s3,大连市,旅大市,1981\n"
    store = build_in_memory([tiny({"names.csv": names})])
    answer = library.partners("旅大市", store=store)
    told = [notice.words for notice in answer.notices if notice.kind == "about"]
    assert [words.zh for words in told] == ["“旅大市”是来源 s3 所用的名称（1981），今名大连市"]
    assert "is the name in source s3 (1981), today Dalian" in told[0].en
    assert not [one for one in library.partners("大连", store=store).notices if one.kind == "about"]


def test_two_indicators_of_one_name_are_told_apart_by_their_ids(tiny, kg, tmp_path):
    head = "id,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n"
    both = "indicator/a,援助资金,Aid,甲。,A.\nindicator/b,援助资金,Aid,乙。,B.\n"
    figures = "id,source,about,indicator,printed\nobservation/x,s3,大连市,indicator/{},三\n"
    for name in ("a", "b"):
        tables = {"indicators.csv": head + both, "observations.csv": figures.format(name)}
        build(tmp_path / f"store-{name}", [tiny(tables, name)])
    said = kg("diff", tmp_path / "store-a", tmp_path / "store-b").stdout
    assert "指标由“援助资金 indicator/a”改为“援助资金 indicator/b”" in said
