"""Where a claim rests: each span of a row keeps its own place and its own remark."""

from __future__ import annotations

import pytest

from kg.errors import Problem
from kg.loaders.evidence import notes
from kg.loaders.rows import Row
from kg.namespaces import ID, SOURCE
from kg.ontology import load


def row(column: str, cell: str) -> Row:
    """A row of which only one evidence column is filled."""
    return Row(
        file="pairings.csv",
        number=2,
        table=load().tables["pairings"],
        iri=ID + "pairing/a-b",
        source=SOURCE + "000",
        classes=(),
        cells=(),
        reserved={"id": "pairing/a-b", "source": "000", column: cell},
    )


@pytest.mark.parametrize("column", ["locator", "exception"])
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("第2段", ["第2段", "第2段", "第2段"]),
        ("第2段|第3段|标题", ["第2段", "第3段", "标题"]),
        ("第2段 | | 标题", ["第2段", "", "标题"]),
        ("", ["", "", ""]),
    ],
)
def test_one_text_serves_all_spans_and_a_list_is_aligned_with_them(column, cell, expected):
    problems: list[Problem] = []
    assert notes(row(column, cell), column, 3, problems) == expected
    assert problems == []


@pytest.mark.parametrize("cell", ["第2段|第3段", "第1段|第2段|第3段|第4段"])
def test_a_list_of_another_length_is_refused_with_row_and_column(cell):
    problems: list[Problem] = []
    notes(row("locator", cell), "locator", 3, problems)
    assert [(found.file, found.row, found.column) for found in problems] == [
        ("pairings.csv", 2, "locator")
    ]


def test_a_page_without_stored_text_needs_no_list():
    problems: list[Problem] = []
    assert notes(row("locator", "首页|正文"), "locator", 0, problems) == []
    assert problems == []
