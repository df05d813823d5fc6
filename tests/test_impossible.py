"""What cannot be is refused: ids of another kind, days to come, sides that are no partner."""

from __future__ import annotations

import pytest

from kg.loaders import build_in_memory
from tests.data_sets import problems

HEAD = "id,source,partner,supporter,validFrom,validUntil,asOf\n"
SOURCE = "id,title@zh,reliability,dcterms:issued,dcterms:source\n"


def _pairing(ident="pairing/x", partner="大连市|上海市", side="", begins="", ends="", as_of=""):
    row = f"{ident},s3,{partner},{side},{begins},{ends},{as_of}\n"
    return {"pairings.csv": HEAD + row}


@pytest.mark.parametrize(
    ("row", "column", "zh", "en"),
    [
        (
            {"ident": "agreement/a-b"},
            "id",
            "“agreement/a-b”是别一类的编号（这里的编号写作 pairing/…）",
            "another kind",
        ),
        ({"ident": "place/a"}, "id", "别一类", "pairing/…"),
        (
            {"side": "沈阳市"},
            "supporter",
            "支援方“place/shenyang”不在“合作方”之中",
            "not among the partners",
        ),
        (
            {"begins": "2019", "ends": "2018-05"},
            "validFrom",
            "2019-01-01 晚于 2018-05-31（起始不能晚于截止）",
            "cannot begin after",
        ),
        ({"begins": "2917"}, "validFrom", "2917-01-01 还没有到（请核对年份）", "yet to come"),
        (
            {"as_of": "2019-04"},
            "asOf",
            "2019-04-01 晚于来源的发布日期（2019-03-18）",
            "cannot report",
        ),
    ],
)
def test_what_cannot_be_is_refused(tiny, row, column, zh, en):
    ((_, where, chinese, english),) = problems(tiny(_pairing(**row)))
    assert (where, zh in chinese, en in english) == (column, True, True)


@pytest.mark.parametrize(
    "row",
    [
        {"side": "上海市"},
        {"side": "上海市|沈阳市", "partner": ""},
        {"begins": "2018", "ends": "2018"},
        {"begins": "2019-03", "ends": "2035-12", "as_of": "2019-03"},
    ],
)
def test_what_may_be_is_not(tiny, row):
    build_in_memory([tiny(_pairing(**row))])


def test_a_document_is_not_issued_in_a_year_to_come(tiny):
    ((_, where, zh, _),) = problems(
        tiny({"sources.csv": f"{SOURCE}n,[新],web,2117-05-01,https://example.org/n\n"})
    )
    assert (where, "2117-05-01 还没有到" in zh) == ("dcterms:issued", True)


def test_every_table_takes_ids_of_its_own_kind_and_of_what_it_holds(tiny):
    tables = {
        "universities.csv": "id,source,prefLabel@zh\norganization/x,s3,某大学\n",
        "documents.csv": "id,source,type,prefLabel@zh\nplan/x,s3,Plan,某方案\n",
        "names.csv": "id,source,about,nameText\nname/x,s3,大连市,旅大市\n",
        "observations.csv": "id,source,about,indicator,printed\nplace/y,s3,大连市,indicator/a,三\n",
        "indicators.csv": "id,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n"
        "indicator/a,数,Number,数。,A number.\n",
    }
    ((_, _, zh, _),) = [one for one in problems(tiny(tables)) if one[1] == "id"]
    assert "“place/y”是别一类的编号（这里的编号写作 observation/…）" in zh
