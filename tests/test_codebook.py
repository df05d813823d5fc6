"""The codebook tells the truth: its columns and counts are those of the tables and the build."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.loaders import build_in_memory
from kg.store import select

KEY = {"id", "source", "type", "start", "end", "locator", "exception"}
TEXTS = ("000", "001", "002", "003", "004")
CODEBOOKS = ("data.md", "data.zh.md")
SOURCE = "https://w3id.org/cooperation-kg/source/"


def rows_of(path: Path, section: int, first: str) -> dict[str, list[str]]:
    """The rows of a section's Markdown table whose first cell matches ``first``, by that cell."""
    text = path.read_text(encoding="utf-8").split("\n## ")[section]
    lines = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in text.splitlines()
        if re.match(rf"\| {first} \|", line)
    ]
    return {cells[0].strip("`"): cells for cells in lines}


@pytest.fixture(scope="module")
def tables(root: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted((root / "data").glob("*.csv")):
        if path.stem not in ("gazetteer", "former_units"):
            with path.open(encoding="utf-8", newline="") as handle:
                found[path.stem] = list(csv.DictReader(handle))
    return found


@pytest.fixture(scope="module")
def claims() -> Counter[str]:
    answer = select(
        build_in_memory(),
        "SELECT ?source ?claim WHERE { GRAPH ?source { ?claim a ?class "
        f'FILTER(?class != oa:TextPositionSelector) }} FILTER(STRSTARTS(STR(?source), "{SOURCE}"))'
        " } GROUP BY ?source ?claim",
    )
    return Counter(row["source"].value.removeprefix(SOURCE) for row in answer)


@pytest.mark.parametrize("name", CODEBOOKS)
def test_every_table_is_described_with_its_columns_and_numbers(root, tables, name):
    described = rows_of(root / "docs" / name, 2, "`[a-z_]+`")
    assert sorted(described) == sorted(tables)
    for stem, rows in tables.items():
        _, _, columns, things, lines = described[stem]
        written = {
            header
            for column in re.findall(r"`([^`]+)`", columns)
            for header in (
                [column.replace("@zh/@en", end) for end in ("@zh", "@en")]
                if column.endswith("@zh/@en")
                else [column]
            )
        }
        assert written == set(rows[0]) - KEY, stem
        assert (int(things), int(lines)) == (
            len({row.get("id", number) for number, row in enumerate(rows)}),
            len(rows),
        ), stem


@pytest.mark.parametrize("name", CODEBOOKS)
def test_the_numbers_per_source_are_those_of_the_build(root, tables, claims, name):
    described = rows_of(root / "docs" / name, 1, "00[0-4]")
    rows: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for row in (row for found in tables.values() for row in found if row.get("source")):
        rows[row["source"]] += 1
        pieces[row["source"]] += len([part for part in row.get("start", "").split("|") if part])
    for source in TEXTS:
        told = tuple(int(cell) for cell in described[source][2:5])
        assert told == (rows[source], claims[source], pieces[source]), source
    summary = (root / "docs" / name).read_text(encoding="utf-8").split("\n## ")[1]
    totals = {str(found.total()) for found in (rows, claims, pieces)}
    assert totals <= set(re.findall(r"\d+", summary))


def test_the_tables_of_the_codebook_are_up_to_date(root):
    from tools.make_data_docs import pages

    made = pages()
    assert set(made) == set(CODEBOOKS)
    for name, text in made.items():
        written = (root / "docs" / name).read_text(encoding="utf-8")
        assert written == text, "run: python tools/make_data_docs.py"
