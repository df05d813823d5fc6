"""What an editor in a spreadsheet writes is read where it can mean one thing, and else told."""

from __future__ import annotations

import openpyxl
import pytest

from kg.loaders import build_in_memory
from tests.data_sets import GOOD, HEAD, PARTNERS, pairing, partners_of, problems, value

NOTED = "id,source,partner,start,end,备注\npairing/a,s1,大连市|上海市,1,9,回头再查 | 待定\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("pairings.csv", GOOD.replace("|", "｜"), id="a full-width bar"),
        pytest.param("结对关系.csv", GOOD, id="the class in Chinese"),
        pytest.param("pairings.csv", NOTED, id="a column of notes"),
        pytest.param("pairings.csv", NOTED.replace("备注", "Notes"), id="notes in English"),
        pytest.param("pairings.csv", "sep=,\n" + GOOD, id="a line for Excel"),
        pytest.param("pairings.csv", "sep=,\r\n" + GOOD.replace("\n", "\r\n"), id="the same, CRLF"),
    ],
)
def test_tables_as_editors_make_them_are_read(tiny, name, content):
    assert partners_of(build_in_memory([tiny({name: content})])) == PARTNERS


def test_a_sheet_of_notes_is_left_alone_and_sheets_have_chinese_names(tiny):
    folder = tiny({"说明.csv": "先看这里,\n然后\n"})
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "说明"
    sheet.append(["怎样填写"])
    sheet.merge_cells("A1:C1")
    sheet = book.create_sheet("结对关系")
    for line in GOOD.splitlines():
        sheet.append(line.split(","))
    book.save(folder / "book.xlsx")
    assert partners_of(build_in_memory([folder])) == PARTNERS


def test_a_chinese_name_of_a_table_is_corrected_by_chinese_names(tiny):
    [(_, _, zh, en)] = problems(tiny({"结对.csv": GOOD}))
    assert "结对.csv：没有叫“结对”的表（是否为：结对关系、成组结对）" in zh
    assert "there is no table “结对” (did you mean: 结对关系, 成组结对)" in en


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2017年3月", "2017-03-01", "2017-03-31"),
        ("2017/3/1", "2017-03-01", "2017-03-01"),
        ("２０１７年３月", "2017-03-01", "2017-03-31"),
    ],
)
def test_dates_are_read_as_they_are_written_in_china(tiny, cell, first, last):
    store = build_in_memory([tiny(pairing(validFrom=cell))])
    assert value(store, "validFrom") == [first]
    assert value(store, "validFromLatest") == [last]


def test_a_bar_in_a_title_is_part_of_it(tiny):
    store = build_in_memory(
        [
            tiny(
                {
                    "agreements.csv": "id,source,title,signatory,start,end\n"
                    "agreement/a,s1,原创｜大连与上海,大连市｜上海市,1,9\n"
                }
            )
        ]
    )
    rows = store.query(
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?t { GRAPH ?g {"
        "<https://w3id.org/cooperation-kg/id/agreement/a> dcterms:title ?t } }"
    )
    assert {row["t"].value for row in rows} == {"原创｜大连与上海"}
    assert len(value(store, "signatory", about="agreement/a")) == 2


def test_problems_stand_in_the_order_of_the_rows(tiny):
    rows = "".join(
        f"pairing/{name},s1,{partner},{start},9\n"
        for name, partner, start in (
            ("a", "无此市|上海市", "x"),
            ("b", "大连市", "y"),
            ("c", "无彼市|上海市", "1"),
        )
    )
    found = [(row, column) for row, column, *_ in problems(tiny({"pairings.csv": HEAD + rows}))]
    assert found == sorted(found)
    assert len(found) == 5
