"""The difference of two stores is told in sentences, each with its source."""

from __future__ import annotations

import json

import pytest

from tests.conftest import write_tables
from tests.data_sets import GOOD, TABLES


@pytest.fixture
def store(tiny, kg):
    """A store of the small data set and one pairing."""
    folder = tiny({"pairings.csv": GOOD}, "good")
    assert kg("--store", "s", "build", "--data", folder).exit_code == 0
    return "s"


def test_equal_stores_do_not_differ(store, kg):
    for lang, words in (("zh", "没有变化。\n"), ("en", "Nothing changed.\n")):
        assert kg("diff", store, store, lang=lang).stdout == words
    assert json.loads(kg("diff", store, store, "--format", "json").stdout) == []


def test_what_changed_is_said_in_sentences_with_sources(store, kg, tmp_path):
    head = "id,source,partner,stage,validFrom,start,end\n"
    row = "pairing/a,s1,大连市|上海市,completed,2017-03,1,9\n"
    other = "pairing/a,s2,大连市|上海市,,,5,9\n"
    new = "pairing/n,s2,沈阳市|上海市,signed,2018,1,9\n"
    mine = write_tables(tmp_path / "changed", {"pairings.csv": head + row + other + new})
    kg("--store", store, "build", "--data", mine)
    zh = kg("--store", store, "diff", "1", "2")
    assert zh.stdout == (
        "陈述（新增 2，改动 1）\n"
        "  来源 s2 也陈述结对关系“大连市—上海市”（pairing/a）（原有来源 s1）："
        "原文依据第 5–9 字符；合作方“大连市”、“上海市”。\n"
        "  新增结对关系“上海市—沈阳市”（pairing/n），来源 s2：原文依据第 1–9 字符；"
        "合作方“上海市”、“沈阳市”；阶段“签约”；起始“2018”。\n"
        "  来源 s1 所述结对关系“大连市—上海市”（pairing/a）："
        "阶段增加“完成”；起始增加“2017-03”。\n"
    )
    en = kg("--store", store, "diff", "s/0001", "2", lang="en").stdout
    assert "source s2 states pairing" in en
    assert "has “completed” added" in en
    back = kg("--store", store, "diff", "2", "1").stdout
    assert "来源 s2 不再陈述" in back
    assert "阶段去掉“完成”" in back
    assert "删去结对关系" in back


def test_the_json_of_a_difference_does_not_depend_on_the_language(store, kg, tmp_path, valid):
    both = [tmp_path / "good", write_tables(tmp_path / "mine", TABLES)]
    kg("--store", store, "build", *(arg for folder in both for arg in ("--data", folder)))
    zh, en = (
        kg("--store", store, "diff", "1", "2", "--format", "json", lang=one).stdout
        for one in ("zh", "en")
    )
    assert zh == en
    valid("diff", json.loads(zh))
    found = {(row["change"], row["group"], row["subject"]["id"]) for row in json.loads(zh)}
    assert found == {
        ("added", "source", "new"),
        ("added", "claim", "pairing/b"),
        ("added", "claim", "place/pulandian"),
        # The source that names it speaks of it.
        ("added", "claim", "place/dalian"),
        ("added", "entity", "place/pulandian"),
        ("changed", "entity", "place/dalian"),
    }
    (pairing,) = [row for row in json.loads(zh) if row["subject"]["id"] == "pairing/b"]
    # Who supports is a partner: that is not told twice.
    told = [one["property"]["id"] for one in pairing["properties"]]
    assert told == ["coop:stage", "coop:supported", "coop:supporter", "coop:validFrom"]


@pytest.mark.parametrize(("one", "words"), [("7", "这里没有建好的图谱"), ("nowhere", "还没有图谱")])
def test_a_store_that_is_not_there_is_no_empty_one(store, kg, one, words):
    result = kg("--store", store, "diff", one, store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
