"""The source of a row is kept whatever the row says, and nothing is cited that does not say it."""

from __future__ import annotations

import pytest

import kg
from kg.exports.dataset import data_lines
from kg.exports.facts import read_facts
from kg.loaders import build_in_memory

SOURCES = "id,title@zh,reliability,dcterms:source\nx,测试,press,https://example.org/x\n"
COMPANY = "id,source,type,prefLabel@zh,prefLabel@en\n{id},x,Company,无言测试公司,Silent Co\n"


@pytest.fixture
def silent(tiny):
    rows = COMPANY.format(id="organization/x-silent")
    return build_in_memory([tiny({"sources.csv": SOURCES, "organizations.csv": rows})])


def test_a_row_of_names_only_is_its_sources(silent):
    [found] = kg.search("无言", store=silent)
    [listed] = kg.list_class("companies", {"name": "无言测试公司"}, store=silent)
    for row in (found, listed):
        assert [source["id"] for source in row["sources"]] == ["x"]
    [notice] = kg.partners("无言测试公司", store=silent).notices
    assert "地名表" not in notice.words.zh
    assert "gazetteer" not in notice.words.en


def test_a_row_of_names_only_is_exported_with_its_source(silent):
    [line] = [one for one in data_lines(read_facts(silent)) if one.id == "organization/x-silent"]
    assert line.source == "x"


def test_only_what_stands_in_the_gazetteer_is_cited_to_it(packaged):
    for row in kg.search("区", limit=2000, store=packaged):
        if any(source["id"] == "gazetteer" for source in row["sources"]):
            # The list of units is its own source.
            assert row["id"].startswith("place/") or row["id"] == "gazetteer", row["id"]
    for listed in kg.list_class("Mechanism", store=packaged):
        assert "gazetteer" not in {source["id"] for source in listed["sources"]}, listed["id"]
    for fact in kg.show("mechanism/sister-cities", store=packaged)["facts"]:
        assert fact["sources"] == []


def test_a_place_without_a_source_is_cited_to_nothing(tiny):
    store = build_in_memory(
        [tiny({"places.csv": "id,prefLabel@zh,type,within\nplace/x,某镇,Township,大连市\n"})]
    )
    assert [row["sources"] for row in kg.search("某镇", store=store)] == [[]]
    [notice] = kg.partners("某镇", store=store).notices
    assert "没有来源提到某镇" in notice.words.zh
    [relation] = kg.show("某镇", store=store)["relations"]
    assert relation["sources"] == []
    [first, *_] = kg.path("某镇", "辽宁省", store=store)
    assert [len(hop["sources"]) for hop in first["hops"]] == [0, 1]
