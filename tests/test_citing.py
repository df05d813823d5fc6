"""`kg cite`: citations that an editor, a reference manager and BibTeX accept."""

from __future__ import annotations

import re

import pytest

from kg.loaders import build_in_memory
from kg.locators import located
from kg.namespaces import ID, SOURCE
from kg.questions.cite import STYLES, cite
from kg.questions.sources import sources
from kg.store import select

HEAD = "id,title@zh,reliability,issued,issuedInferred,publisher,recordedOn,dcterms:source\n"


def citation(store, source, style="gbt7714"):
    (row,) = cite(store, SOURCE + source, style)
    return row["citation"]


TYPES = {
    # A page of a news site that reprints a newspaper is a web page.
    "000": "国际在线（转自大连日报）. …[EB/OL]. (2019-03-13)[2026-11-22]. 见",
    "004": "大观新闻 (Daliandaily). …[EB/OL]. ([2022-02-25/2022-02-28])[2026-11-22]. 见",
    # A newspaper on paper was not accessed on a day; on line it was.
    "001": "佚名. …[N]. 大连日报, [2018-10-12]. 见",
    "zjrb-20260103": "佚名. …[N/OL]. 浙江日报, [2026-01-03][2026-11-22]. http://zjrb.zjol.com.cn/",
    # An inferred day is no day of access.
    "cri-20251229": "国际在线. …[EB/OL]. ([2025-12-29])[2026-11-22]. https://news.cri.cn/",
    "xzqh-69347": "行政区划网论坛. …[EB/OL]. [2026-11-28]. http://xzqh.info/lt/",
    "gazetteer": "cooperation-kg（据国家统计局统计用区划代码整理）. …[DS]. (2023-06-30). 见",
}


@pytest.mark.parametrize(("source", "said"), TYPES.items(), ids=TYPES)
def test_the_type_of_a_source_follows_gbt_7714(packaged, source, said):
    author, rest = said.split("…")
    text = citation(packaged, source)
    assert text.startswith(author)
    assert rest in text


@pytest.mark.parametrize(
    ("reliability", "publisher", "url", "code"),
    [
        ("official", "某市人民政府", "", "Z"),
        ("official", "某市人民政府", "https://example.org/1", "EB/OL"),
        ("press", "青年报", "", "N"),
        ("press", "青年报", "https://example.org/1", "N/OL"),
        ("press", "某某在线", "", "EB/OL"),
        ("web", "", "", "EB/OL"),
        ("official", "国家统计公报", "", "Z"),
    ],
)
def test_the_type_is_told_by_publisher_and_address(tiny, reliability, publisher, url, code):
    row = f"x,某文,{reliability},2020,false,{publisher},2026-11-22,{url}\n"
    store = build_in_memory([tiny({"sources.csv": HEAD + row})])
    assert f"某文[{code}]. " in citation(store, "x")


def test_apa_writes_dates_as_apa_does(packaged):
    assert "国际在线（转自大连日报）. (2019, March 13). " in citation(packaged, "000", "apa")
    assert ". (ca. 2018, March–2018, June). As" in citation(packaged, "002", "apa")
    assert "中国吉林网. (ca. 2017, September). " in citation(packaged, "cnjiwang-201709", "apa")
    assert "行政区划网论坛. (n.d.). " in citation(packaged, "xzqh-69347", "apa")


def test_apa_is_english_and_gbt_chinese_also_where_they_say_the_place(packaged):
    claim = ID + "agreement/jinpu-pudong"
    (first, *_) = cite(packaged, claim, "apa")
    assert re.search(r"\((para\. \d+, )?characters \d+–\d+(, \d+–\d+)*\)\.", first["citation"])
    (first, *_) = cite(packaged, claim)
    assert re.search(r"第\d+段，第 \d+–\d+(、\d+–\d+)* 字符\.", first["citation"])


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第4段", "para. 4"),
        ("上海—大连方案·任务23", "Shanghai–Dalian plan · task 23"),
        (
            "上海—大连方案·一、总体要求（二）基本原则·第3项",
            "Shanghai–Dalian plan · 1 general requirements (2) basic principles · item 3",
        ),
        ("第12页", "p. 12"),
        ("第3条", "art. 3"),
        ("导语", "lead"),
        ("内容提要（上海—大连）", "summary (Shanghai–Dalian)"),
        ("标题、1", "title, 1"),
        ("任务说明", "任务说明"),
    ],
)
def test_a_place_in_a_text_is_english_where_that_is_a_rule(zh, en):
    assert (located(zh, "zh"), located(zh, "en")) == (zh, en)


def test_no_place_in_the_packaged_texts_is_chinese_in_english(packaged):
    rows = select(packaged, "SELECT DISTINCT ?x WHERE { GRAPH ?g { ?s coop:locator ?x } }")
    told = {located(row["x"].value, "en") for row in rows}
    assert len(told) > 50
    assert [words for words in told if re.search("[\u3400-\u9fff]", words)] == []


def fields(entry):
    """The fields of a BibTeX entry, by counting braces as BibTeX does; no reader but ours."""
    found, depth, name, text = {}, 0, "", ""
    for char in entry[entry.index(",") + 1 : entry.rindex("}")]:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
        if char == "," and depth == 0:
            found[name.strip()], name, text = text, "", ""
        elif depth or char == "}":
            text += char
        else:
            name += char.replace("=", "")
    found[name.strip()] = text
    assert depth == 0
    return {key: value[1:] for key, value in found.items() if key} | {}


def test_every_source_is_cited_in_every_style_on_one_line_or_as_one_entry(packaged):
    for row in sources(packaged):
        for style in STYLES:
            text = citation(packaged, row["id"], style)
            assert row["iri"].rpartition("/")[2] in text
            assert "None" not in text
            assert ".." not in text.replace("...", "")
            assert ("\n" in text) == (style == "bibtex")
            if style == "bibtex":
                assert set(fields(text)) >= {"title", "note"}


AWKWARD = r"5% & 3 $ #1 a_b {x} \y ~z ^q } {"


def test_bibtex_escapes_what_tex_would_take_for_commands(tiny):
    row = f'x,"{AWKWARD}",web,2020,false,甲 & 乙,2026-11-22,https://example.org/a_b?c=%20#e\n'
    entry = citation(build_in_memory([tiny({"sources.csv": HEAD + row})]), "x", "bibtex")
    found = fields(entry)
    assert found["title"].startswith(
        r"5\% \& 3 \$ \#1 a\_b \textbraceleft{}x\textbraceright{} \textbackslash{}y "
        r"\textasciitilde{}z \textasciicircum{}q \textbraceright{} \textbraceleft{}"
    )
    assert r"甲 \& 乙" in entry
    assert "url = {https://example.org/a_b?c=%20#e}" in entry
