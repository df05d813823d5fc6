"""A name means only what can stand where it is written: titles shadow no names."""

from __future__ import annotations

import pytest

import kg
from kg.errors import UnknownNameError
from kg.loaders import build_in_memory
from kg.names import resolve
from tests.data_sets import pairing, problems, value

TITLED = (
    "id,title@zh,reliability,dcterms:source\n"
    "s9,[大连],web,https://example.org/9\n"
    "s8,只此一题,web,https://example.org/8\n"
)
DOCUMENTS = "id,source,title@zh,title@en,start,end\ndocument/x,s1,大连,Dalian,1,9\n"


def test_what_is_headed_by_a_name_takes_it_from_nobody(tiny):
    tables = pairing() | {"sources.csv": TITLED, "documents.csv": DOCUMENTS}
    store = build_in_memory([tiny(tables)])
    assert resolve(store, "大连")["id"] == "place/dalian"
    assert resolve(store, "Dalian")["id"] == "place/dalian"
    assert kg.show("大连", store=store)["entity"]["id"] == "place/dalian"
    assert [row["partner"]["zh"] for row in kg.partners("大连", store=store)] == ["上海市"]


def test_the_title_of_a_source_is_shown_and_has_no_partners(tiny):
    store = build_in_memory([tiny({"sources.csv": TITLED})])
    assert kg.show("只此一题", store=store)["entity"]["id"] == "s8"
    for ask in (kg.partners, kg.conflicts, kg.timeline, lambda *a, **k: kg.path("大连", *a, **k)):
        with pytest.raises(UnknownNameError, match="title of a source") as caught:
            ask("只此一题", store=store)
        assert "来源的标题" in caught.value.message("zh")


def test_a_cell_means_the_place_and_not_what_is_headed_so(tiny):
    tables = pairing(id="pairing/x", partner="大连|沈阳") | {
        "sources.csv": TITLED,
        "documents.csv": DOCUMENTS,
    }
    store = build_in_memory([tiny(tables)])
    assert value(store, "partner", about="pairing/x") == ["place/dalian", "place/shenyang"]


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        ("s9", "“s9”是来源（“合作方”一列要填实体，不填陈述、来源）", "never claim or source"),
        ("document/x", "“document/x”是文件", "of the class “document”"),
        ("只此一题", "“只此一题”是来源", "of the class “source”"),
    ],
)
def test_a_partner_is_no_source_and_no_document(tiny, cell, zh, en):
    tables = pairing(id="pairing/x", partner=f"上海市|{cell}") | {
        "sources.csv": TITLED,
        "documents.csv": DOCUMENTS,
    }
    [(row, column, chinese, english), *_] = problems(tiny(tables))
    assert (row, column) == (2, "partner")
    assert zh in chinese
    assert en in english
