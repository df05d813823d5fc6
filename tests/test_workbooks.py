"""Tables as sheets of workbooks: dates, formulas, merged cells, damaged files."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kg.loaders import build_in_memory
from kg.store import select
from tests.data_sets import PARTNERS, partners_of, refused

COLUMNS = ["id", "source", "partner", "validFrom", "start", "end"]
VALUES = ["pairing/a", "s1", "大连市|上海市", "2017-03", 1, 9]


def workbook(sheets, change=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_cell(place, value):
    return workbook(
        {"pairings": [COLUMNS, VALUES]}, lambda b: b["pairings"].__setitem__(place, value)
    )


def repacked(part, change):
    """A workbook damaged in one part; None loses the part."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(with_cell("E2", 1))) as whole,
        zipfile.ZipFile(content, "w") as damaged,
    ):
        for name in whole.namelist():
            raw = change(whole.read(name)) if name == part else whole.read(name)
            if raw is not None:
                damaged.writestr(name, raw)
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017-03", "2017-03-01", "2017-03-31"),
        (2017, "2017-01-01", "2017-12-31"),
        (2017.0, "2017-01-01", "2017-12-31"),
        (datetime.date(2017, 3, 18), "2017-03-18", "2017-03-18"),
        (datetime.datetime(2017, 3, 18, 14, 30), "2017-03-18", "2017-03-18"),
    ],
)
def test_dates_and_numbers_of_a_workbook_are_read_as_meant(tiny, value, first, last):
    store = build_in_memory([tiny({"book.xlsx": with_cell("D2", value)})])
    assert partners_of(store) == PARTNERS
    query = "SELECT ?a ?b { id:pairing\\/a coop:validFrom ?a ; coop:validFromLatest ?b }"
    (row,) = select(store, query)
    assert (row["a"].value, row["b"].value) == (first, last)


def bold(book):
    book["pairings"]["C2"] = CellRichText("大连市|", TextBlock(InlineFont(b=True), "上海市"))


@pytest.mark.parametrize(
    "content",
    [
        workbook({" pairings ": [COLUMNS, VALUES]}),
        workbook({"pairings": [COLUMNS, VALUES], "Sheet2": [], "Sheet3": [[None]]}),
        workbook({"pairings": [COLUMNS, VALUES], "places": [["id", "prefLabel@zh"]]}),
        workbook({"pairings": [COLUMNS, VALUES, [None] * 6, [" "]]}),
        workbook({"pairings": [COLUMNS, VALUES]}, bold),
    ],
    ids=["spaces", "empty sheets", "two tables", "empty rows", "rich text"],
)
def test_a_workbook_is_read_as_meant(tiny, content):
    assert partners_of(build_in_memory([tiny({"book.xlsx": content})])) == PARTNERS


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        pytest.param(
            with_cell("E2", "=1+1"),
            "book.xlsx[pairings]:2：E2 是公式（请粘贴为数值）",
            "book.xlsx[pairings]:2: E2 holds a formula (paste it as a value)",
            id="formula",
        ),
        pytest.param(
            with_cell("D2", "#N/A"),
            "book.xlsx[pairings]:2：D2 是错误值 #N/A（请粘贴为数值）",
            "D2 holds the error #N/A",
            id="error value",
        ),
        pytest.param(
            workbook(
                {"pairings": [COLUMNS, VALUES, VALUES]},
                lambda book: book["pairings"].merge_cells("A2:A3"),
            ),
            "book.xlsx[pairings]：A2:A3 是合并单元格（请取消合并，每格各填各的值）",
            "A2:A3 are merged cells",
            id="merged cells",
        ),
        pytest.param(
            workbook({"Sheet1": [COLUMNS, VALUES]}),
            "book.xlsx[Sheet1]：没有叫“Sheet1”的表（可用：",
            "there is no table “Sheet1”",
            id="sheet name",
        ),
        pytest.param(
            with_cell("E2", 1.5),
            "book.xlsx[pairings]:2：start：“1.5”不是字符位置",
            "“1.5” is not an offset",
            id="fraction",
        ),
        pytest.param(
            with_cell("D2", datetime.time(14, 30)), "“14:30:00”不是日期", "not a date", id="time"
        ),
        *(
            pytest.param(
                content,
                "book.xlsx：工作簿打不开，文件可能已损坏（请用 Excel 或 WPS 重新保存为 .xlsx）",
                "book.xlsx: the workbook cannot be opened; is it damaged? (save it again as .xlsx)",
                id=f"damaged: {name}",
            )
            for name, content in {
                "not a zip": b"hello",
                "empty": b"",
                "cut off": with_cell("E2", 1)[:900],
                "sheet cut off": repacked("xl/worksheets/sheet1.xml", lambda raw: raw[:200]),
                "sheet lost": repacked("xl/worksheets/sheet1.xml", lambda raw: None),
                "book cut off": repacked("xl/workbook.xml", lambda raw: b"<x"),
                "types": repacked("[Content_Types].xml", lambda raw: b"<x/>"),
                "value": repacked(
                    "xl/worksheets/sheet1.xml",
                    lambda raw: raw.replace(b"<v>9</v>", b"<v>nine</v>"),
                ),
            }.items()
        ),
    ],
)
def test_a_workbook_is_refused_by_what_is_wrong_in_it(tiny, content, zh, en):
    chinese, english = refused(tiny({"book.xlsx": content}))
    assert len(chinese) == len(english) == 1
    assert zh in chinese[0]
    assert en in english[0]
