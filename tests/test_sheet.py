"""The evidence sheet: who said what, a few words of the texts, a page that needs no script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import html5lib  # type: ignore[import-untyped]
import pytest

from kg import asking
from kg.errors import KGError
from kg.loaders import build_in_memory
from kg.maps.sheet import body, page
from kg.questions.sheet import sheet
from kg.questions.sheet.quotes import LONGEST, MOST
from kg.questions.sheet.shared import Shared
from kg.records.sheets import Sheet

HEAD = (
    "id,source,partner,supporter,supported,form,stage,programme,mechanism,validFrom,field,"
    "openPartner@zh,partOf,start,end,locator\n"
)
HOSTILE = '</td></table><script>alert(1)</script>"><img src=x onerror=alert(1)>'
CELL = '"' + HOSTILE.replace('"', '""') + '"'
# Property of a sheet -> key of `conflicts` of a partner.
KEYS = {"validFrom": "from", "validUntil": "until"}


def parsed(html: str):
    """The page as a browser has it; anything that the standard calls an error fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def elements(html: str, name: str) -> list[str]:
    return ["".join(one.itertext()).strip() for one in parsed(html).iter(name)]


def row_of(found: Sheet, name: str):
    return next(row for row in found["said"][0]["rows"] if row["property"] == name)


@pytest.fixture(scope="module")
def jilin(packaged) -> Sheet:
    return asking.sheet("吉林省—浙江省", store=packaged)


def test_each_value_has_exactly_the_sources_that_give_it(packaged, jilin):
    said = {
        (one["value"], record["id"])
        for one in row_of(jilin, "validFrom")["values"]
        for record in one["sources"]
    }
    asked = """SELECT ?source ?first WHERE { GRAPH ?source {
        <https://w3id.org/cooperation-kg/id/pairing/jilin-zhejiang> coop:validFrom ?first } }"""
    stored = {
        (row["first"].value[:4], row["source"].value.rpartition("/")[2])
        for row in asking.query(asked, store=packaged)
    }
    assert {(value[:4], source) for value, source in said} == stored
    assert row_of(jilin, "validFrom")["conflict"]
    assert all(one["disputed"] for one in row_of(jilin, "validFrom")["values"])
    assert not row_of(jilin, "partner")["conflict"]


def test_sources_stand_in_order_of_their_dates_the_undated_last(packaged):
    found = asking.sheet("pairing/anhui-hetian-pishan-xinjiang-2010", store=packaged)
    issued = [source["issued"] for source in found["said"][0]["sources"]]
    assert issued == [*sorted(day for day in issued if day), None]


def test_the_sheet_disputes_what_the_partners_of_a_pairing_dispute(packaged):
    rows = asking.partners("大连", below=True, store=packaged)
    rows += asking.partners("吉林省", store=packaged)
    disputed = [row for row in rows if row["conflicts"]]
    assert len(disputed) > 2
    for row in disputed:
        found = asking.sheet(row["claim"], store=packaged)
        told = {
            KEYS.get(one["property"], one["property"])
            for one in found["said"][0]["rows"]
            if one["conflict"]
        }
        assert set(row["conflicts"]) - {"side"} <= told, row["claim"]


def test_a_plan_that_supports_a_pairing_has_not_signed_it(packaged):
    rows = [row for row in asking.partners("上海", below=True, store=packaged) if row["stage"]]
    stages = {row["stage"]["id"]: row["claim"] for row in rows}
    planned = asking.sheet(stages["stage/supported"], store=packaged)["headline"]
    signed = asking.sheet(stages["stage/signed"], store=packaged)["headline"]
    assert "没有来源说已签约" in planned["zh"], planned
    assert "none reports it signed" in planned["en"]
    assert "没有来源说" not in signed["zh"]


def test_beneath_and_beside_are_those_of_the_packaged_questions(packaged):
    found = asking.sheet("沪连", store=packaged)
    claims = {row["claim"] for row in found["beneath"]}
    shown = asking.show("沪连", store=packaged)["relations"]
    assert claims == {
        row["entity"]["iri"]
        for row in shown
        if row["relation"] == "partOf" and row["entity"]["type"] == "Pairing"
    }
    one = asking.sheet(min(claims), store=packaged)
    beside = {row["claim"] for row in one["siblings"]} | {min(claims)}
    assert beside == claims


def test_earlier_and_later_never_overlap(packaged):
    found = asking.sheet("沪连", store=packaged)
    assert found["earlier"]
    assert found["later"]
    assert all((row["from"] or "2016") < "2017-03" for row in found["earlier"])
    assert all((row["from"] or "2018") > "2017-03" for row in found["later"])


def test_every_line_of_a_sheet_has_a_source(packaged):
    found = asking.sheet("大连", store=packaged)
    lists = ("pairings", "beneath", "siblings", "earlier", "later", "others", "figures", "groups")
    assert all(row["sources"] for name in lists for row in found[name])
    assert all(
        one["sources"] for table in found["said"] for row in table["rows"] for one in row["values"]
    )
    html = str(body(found, "zh"))
    named, told = (
        set(re.findall(r'href="#s(\d+)"', html)),
        set(re.findall(r'<li id="s(\d+)"', html)),
    )
    assert named
    assert named == told


@pytest.mark.parametrize(
    "name", ["鞍山", "沪连", "金普新区与上海浦东新区结对协议", "plan/shanghai-dalian-2018"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_what_the_standard_calls_html_and_runs_nothing(packaged, name, lang):
    found = asking.sheet(name, store=packaged)
    html = page(found, lang)
    tree = parsed(html)
    assert not list(tree.iter("script"))
    assert not [one for one in tree.iter() if "style" in one.attrib]
    (styles,) = elements(html, "style")
    policy = next(m.attrib["content"] for m in tree.iter("meta") if "http-equiv" in m.attrib)
    raw = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(raw[1].encode()).digest()).decode()
    assert styles
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    idents = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    assert len(idents) == len(set(idents))
    assert elements(html, "title")[0].startswith(found["entity"][lang])


def test_hostile_words_stay_words(tiny):
    store = build_in_memory(
        [
            tiny(
                {
                    "organizations.csv": (
                        f"id,type,prefLabel@zh,prefLabel@en\norganization/bad,Company,{CELL},bad\n"
                    ),
                    "sources.csv": (
                        "id,title@zh,reliability,issued,publisher,dcterms:source\n"
                        f"bad,{CELL},reliability/press,2019,<b>甲</b>,https://example.org/?a=%22%3E\n"
                    ),
                    "pairings.csv": HEAD
                    + "pairing/bad,bad,organization/bad|place/dalian"
                    + ",,,,,,,2018,,,,,,<i>第1段</i>\n",
                }
            )
        ]
    )
    for lang in ("zh", "en"):
        html = page(asking.sheet("pairing/bad", store=store), lang)
        tree = parsed(html)
        assert not {one.tag for one in tree.iter()} & {"script", "img", "b", "i"}
        assert not [one for one in tree.iter() if any(key.startswith("on") for key in one.attrib)]
    assert any(
        HOSTILE in words for words in elements(page(asking.sheet("pairing/bad", store=store)), "dd")
    )


def test_direction_silence_and_disagreement_are_told_apart(tiny):
    store = build_in_memory(
        [
            tiny(
                {
                    "pairings.csv": HEAD
                    + "pairing/p,s1,,place/shanghai,place/dalian,,stage/signed,,,2017,,,,0,10,\n"
                    + "pairing/p,s2,place/shanghai|place/dalian,,,,,,,2018,,,,0,10,\n"
                    + "pairing/p,s3,,place/shanghai,place/dalian,,,,,,,,,,,第2段\n",
                }
            )
        ]
    )
    found = asking.sheet("pairing/p", store=store)
    assert found["headline"]["zh"].startswith("上海市支援大连市")
    assert "2017／2018" in found["headline"]["zh"]
    # One source gives no direction, so that whom each names is told of all.
    partners = {
        one["value"]["id"]: {s["id"] for s in one["sources"]}
        for one in row_of(found, "partner")["values"]
    }
    assert partners == {"place/dalian": {"s1", "s2", "s3"}, "place/shanghai": {"s1", "s2", "s3"}}
    (supporter,) = row_of(found, "supporter")["values"]
    assert {one["id"] for one in supporter["sources"]} == {"s1", "s3"}
    (line,) = found["lines"] or [{"one": "", "other": "", "directed": True}]
    assert line["directed"]
    tree = parsed(page(found))
    cells = {
        row.find("th").text: ["".join(cell.itertext()).strip() for cell in row.iter("td")]
        for row in next(tree.iter("tbody")).iter("tr")
    }
    assert cells["阶段"][1:] == ["—", "—"]
    assert [bool(re.match(r"201[78] ⚠", cell)) for cell in cells["起始"]] == [True, True, False]


@pytest.fixture(scope="module")
def folder() -> Path:
    import os

    found = os.environ.get("KG_SOURCES")
    if not found:
        pytest.skip("KG_SOURCES names no folder of raw texts")
    return Path(found)


@pytest.mark.sources
@pytest.mark.parametrize("name", ["沪连", "大连", "plan/shanghai-dalian-2018"])
def test_quotations_are_short_bounded_and_in_the_text(packaged, folder, name):
    found = asking.sheet(name, folder, packaged)
    quoted: dict[str, set[str]] = {}
    for table in found["said"]:
        for one in (one for row in table["rows"] for one in row["values"]):
            for record in one["sources"]:
                if "quote" in record:
                    quoted.setdefault(record["id"], set()).add(record["quote"])
                    text = (folder / f"{record['id']}.txt").read_text(encoding="utf-8")
                    passage = " ".join(text[record["start"] : record["end"]].split())
                    assert record["quote"].strip("…") in passage
    assert quoted
    assert set(quoted) <= set(found["texts"])
    assert all(len(quote) <= LONGEST for quotes in quoted.values() for quote in quotes)
    assert all(sum(map(len, quotes)) <= MOST for quotes in quoted.values())
    assert any(
        quote in html for html in [page(found)] for quotes in quoted.values() for quote in quotes
    )
    without = asking.sheet(name, store=packaged)
    assert '"quote"' not in json.dumps(without)
    assert "手边没有原文" in page(without)
    assert "手边没有原文" not in page(found)


def test_a_text_that_is_not_the_one_on_record_is_refused(packaged, tmp_path):
    (tmp_path / "003.txt").write_text("别的文字", encoding="utf-8")
    with pytest.raises(KGError, match="SHA-256"):
        asking.sheet("吉林省—浙江省", tmp_path, packaged)


def test_the_command_writes_the_page_and_the_record(asked, packaged, jilin):
    assert asked("sheet", "吉林省—浙江省", "-o", "jz.html").exit_code == 0
    assert Path("jz.html").read_text(encoding="utf-8") == page(jilin)
    shown = asked("sheet", "吉林省—浙江省", "--format", "json")
    assert json.loads(shown.stdout) == json.loads(json.dumps(jilin))
    assert asked("sheet", "朝阳区").exit_code == 1


def test_many_sheets_read_at_once_are_those_read_one_by_one(packaged):
    """A site reads all pairings and statements once; its sheets are those of `kg sheet`."""
    shared = Shared(packaged, many=True)
    names = [
        *"大连市 沪连 吉林省—浙江省 新疆维吾尔自治区 plan/shanghai-dalian".split(),
        "对口支援新疆（2010年起）",
    ]
    for name in names:
        one = asking.sheet(name, store=packaged)
        assert sheet(shared, one["entity"]["iri"]) == one
