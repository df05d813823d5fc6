"""The deposit kit is valid, is that of this version, and says of the exports what is so."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
import yaml  # type: ignore[import-untyped]

from tools import make_deposit

DOI = re.compile(r"10\.(\d{4,9}|XXXXX)/\S+")


def test_what_is_generated_is_up_to_date(root):
    stale = {
        path
        for path, text in make_deposit.kit().items()
        if (root / path).read_text(encoding="utf-8") != text
    }
    assert stale == set(), "run tools/make_deposit.py"


def test_the_metadata_have_what_the_archives_require(root):
    kit = root / "docs/deposit"
    cite = json.loads((kit / "datacite.json").read_text(encoding="utf-8"))["data"]["attributes"]
    # The mandatory properties of DataCite's schema 4.
    mandatory = {"doi", "creators", "titles", "publisher", "publicationYear", "types"}
    assert {name for name in mandatory if cite.get(name)} == mandatory
    assert cite["types"]["resourceTypeGeneral"] == "Dataset"
    zenodo = json.loads((kit / ".zenodo.json").read_text(encoding="utf-8"))
    needed = {"upload_type", "title", "creators", "description", "access_right", "license"}
    assert {name for name in needed if zenodo.get(name)} == needed
    assert all(DOI.fullmatch(one["doi"]) for one in (cite, zenodo))


def test_the_data_have_a_citation_of_their_own(root):
    ours, program = (
        yaml.safe_load((root / name).read_text(encoding="utf-8"))
        for name in ("CITATION-DATA.cff", "CITATION.cff")
    )
    assert {"cff-version", "message", "title", "authors"} <= ours.keys()
    assert (ours["type"], ours["license"]) == ("dataset", "CC-BY-4.0")
    assert program["type"] == "software"
    assert isinstance(ours.get("date-released", date.min), date)


@pytest.mark.parametrize("shape", ["nodes", "edges", "statements", "sources"])
def test_cells_that_are_never_empty_never_are(kg, part_location, tmp_path, shape):
    kg("--store", part_location, "export", "--shape", shape, "-o", tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert {
        name for row in rows for name in make_deposit.FULL & row.keys() if not row[name]
    } == set()
    told = {row["variable"] for row in csv.DictReader(io.StringIO(make_deposit.variables()))}
    assert rows[0].keys() <= told


def test_the_validation_report_quotes_the_figures_as_they_stand(root):
    said = (root / "docs/data.md").read_text(encoding="utf-8")
    report = (root / "docs/deposit/validation.md").read_text(encoding="utf-8")
    rows = [row for row in report.splitlines() if re.match(r"\| .*\d", row)]
    assert len(rows) > 20
    assert [row for row in rows if row not in said] == []
