"""`kg init --xlsx`: a workbook that spreadsheet programs leave as it was typed."""

from __future__ import annotations

import openpyxl
import pytest

from kg.loaders.fitting import load_all
from kg.loaders.starting import start
from kg.loaders.workbook import ROWS, VALUES


@pytest.fixture
def book(tmp_path):
    start(tmp_path / "mine", workbook=True)
    return openpyxl.load_workbook(tmp_path / "mine" / "tables.xlsx")


def test_cells_are_text_and_allowed_values_drop_down(book):
    sheet = book["pairings"]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    for letter in heads.values():
        assert sheet.column_dimensions[letter].number_format == "@"
    lists = {
        str(one.sqref).split(":")[0].rstrip("0123456789"): one
        for one in sheet.data_validations.dataValidation
    }
    stage = lists[heads["stage"]]
    assert stage.type == "list"
    assert str(stage.sqref).endswith(str(ROWS))
    column = stage.formula1.split("!")[1].split("$")[1]
    allowed = [cell.value for cell in book[VALUES][column]]
    assert allowed[0] == "阶段"
    assert "签约" in allowed


def test_every_column_says_what_belongs_there(book):
    for name in book.sheetnames[:-1]:
        sheet = book[name]
        told = {str(one.sqref): one.prompt for one in sheet.data_validations.dataValidation}
        for cell in sheet[1]:
            area = f"{cell.column_letter}2:{cell.column_letter}{ROWS}"
            assert told[area], (name, cell.value)
            assert len(told[area]) <= 250


def test_the_workbook_builds_empty_and_filled(tmp_path, book):
    folder = tmp_path / "mine"
    load_all([folder], folder / "texts")
    sheet = book["pairings"]
    heads = [cell.value for cell in sheet[1]]
    row = {"id": "pairing/dalian-lanzhou", "source": "s1", "partner": "大连市|兰州市"}
    row |= {"validFrom": "2017-03", "stage": "签约", "locator": "第1段"}
    sheet.append([row.get(head) for head in heads])
    book.save(folder / "tables.xlsx")
    (folder / "sources.csv").write_text(
        "id,title@zh,issued,reliability,dcterms:source\n"
        "s1,一条消息,2024-01-01,媒体,https://example.org/1\n",
        "utf-8",
    )
    said = load_all([folder], folder / "texts").said
    (found,) = (one for one, _ in said if one.iri.endswith("pairing/dalian-lanzhou"))
    assert {cell.values for cell in found.cells} >= {("2017-03",)}
