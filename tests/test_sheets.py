"""A workbook is read as its editor sees it, and nothing is cut when one is written."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.styles.cell_style import StyleArray

import kg
from kg.errors import KGError, Problem
from kg.exports.tables import LONGEST_CELL, Table, write_xlsx
from kg.loaders.tables import read_file


def _book(tmp_path, value, form=None, change=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "pairings"
    sheet.append(["id", "basis"])
    sheet.append(["pairing/x", value])
    sheet.append(["pairing/y", "乙"])
    if form:
        sheet["B2"].number_format = form
    if change:
        change(book, sheet)
    path = tmp_path / "book.xlsx"
    book.save(path)
    problems: list[Problem] = []
    tables = read_file(path, problems)
    return [[cells for _, cells in table.rows] for table in tables], problems


DAY = datetime(2017, 3, 1)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (DAY, "mmm-yy", "2017-03"),
        (DAY, 'yyyy"年"m"月"', "2017-03"),
        (DAY, "yyyy\\-mm", "2017-03"),
        (DAY, "yyyy", "2017"),
        (DAY, "yyyy-mm-dd", "2017-03-01"),
        (DAY, 'yyyy"年"m"月"d"日"', "2017-03-01"),
        (DAY, "[$-804]yyyy\\年m\\月;@", "2017-03"),
        (0.269, "0.0%", "26.9%"),
        (1, "0%", "100%"),
        (0.269, "0.000", "0.269"),
        (0.5, '0.0"%"', "0.5"),
        (12.0, "General", "12"),
        ("大连测试_x000D_\n有限公司", None, "大连测试\n有限公司"),
        ("a_x005F_x0041_", None, "a_x0041_"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path, value, form, shown):
    (rows,), problems = _book(tmp_path, value, form)
    assert problems == []
    assert shown in rows[0]


def test_months_that_stand_by_number_are_months(tmp_path):
    def change(_, sheet):
        style = StyleArray()
        style.numFmtId = 57
        sheet["B2"]._style = style

    (rows,), problems = _book(tmp_path, 42795, change=change)
    assert problems == []
    assert "2017-03" in rows[0]


def _hide_row(_, sheet):
    sheet.row_dimensions[2].hidden = True


def _hide_column(_, sheet):
    sheet.column_dimensions["B"].hidden = True


def _hide_sheet(book, sheet):
    book.create_sheet("说明")
    sheet.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "zh"),
    [(_hide_row, "有隐藏的行：2"), (_hide_column, "隐藏的列：B"), (_hide_sheet, "工作表是隐藏的")],
)
def test_what_is_hidden_is_refused(tmp_path, change, zh):
    tables, problems = _book(tmp_path, "甲", change=change)
    assert tables == []
    (said,) = [one.message("zh") for one in problems]
    assert zh in said


def test_what_no_cell_holds_is_not_cut():
    with pytest.raises(KGError, match="more than 32,767 characters") as caught:
        write_xlsx([Table("places", ["basis"], [["长" * (LONGEST_CELL + 1)]])])
    assert "places:2：basis 超过 32767 个字符，Excel 的一格放不下（请改存为 CSV）" in (
        caught.value.message("zh")
    )
    assert write_xlsx([Table("places", ["basis"], [["长" * LONGEST_CELL]])])


def test_what_looks_like_an_escape_comes_back(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_xlsx([Table("pairings", ["id", "basis"], [["x", "a_x0041_\x01"]])]))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.active["B2"].value == "a_x005F_x0041_\ufffd"
    (table,) = read_file(path, [])
    assert "a_x0041_\ufffd" in next(cells for _, cells in table.rows)


HALF = "\ud800"


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: kg.open(HALF),
        lambda store: kg.diff(HALF, HALF),
        lambda store: kg.sources(store=HALF),
        lambda store: kg.search(HALF, store=store),
        lambda store: kg.list_class(HALF, store=store),
        lambda store: kg.tasks(words=HALF, store=store),
        lambda store: kg.partners(HALF, store=store),
        lambda store: kg.partners("大连", field=HALF, store=store),
    ],
)
def test_half_a_character_is_refused_at_every_door(packaged, ask):
    with pytest.raises(KGError) as caught:
        ask(packaged)
    assert all(caught.value.message(lang) for lang in ("zh", "en"))
