"""Data as data sets: what other programs read knows its columns, and holds what was asked."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import frictionless
import pandas as pd
import pytest

import kg as library
from kg.errors import KGError


@pytest.fixture(scope="module")
def package(packaged_location, tmp_path_factory):
    from click.testing import CliRunner

    from kg.cli import main

    folder = tmp_path_factory.mktemp("package") / "out"
    given = ["--store", str(packaged_location), "export", "--shape", "package", "-o", str(folder)]
    assert CliRunner().invoke(main, given).exit_code == 0
    return folder


def test_the_package_is_valid(package):
    """By the reference library: every cell is of its type, every key leads somewhere."""
    report = frictionless.Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["code", "message"])[:5]
    assert {task.name for task in report.tasks} == {"nodes", "edges", "statements", "sources"}


def test_every_column_says_what_it_holds(package):
    told = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    for resource in told["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        heads = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == heads
        assert all(field["title"] for field in resource["schema"]["fields"])


def test_a_statement_is_what_a_source_says(package):
    rows = pd.read_csv(package / "statements.csv", dtype=str)
    about = rows[rows["claim_id"] == "pairing/dalian-shanghai"]
    partners = about[(about["property"] == "partner") & (about["source_id"] == "000")]
    assert set(partners["value_zh"]) == {"大连市", "上海市"}
    assert not rows["source_id"].isna().any()


def test_data_tables_are_described_by_the_ontology(kg, tiny, tmp_path):
    mine = tiny(
        {
            "pairings.csv": "id,source,partner,validFrom,start,end\n"
            "pairing/a,s1,大连市|上海市,2017-03,1,9\n"
        }
    )
    assert kg("--store", "s", "build", "--data", mine).exit_code == 0
    out = tmp_path / "tables"
    assert kg("--store", "s", "export", "--shape", "tables", "-o", out).exit_code == 0
    assert frictionless.Package(str(out / "datapackage.json")).validate().valid
    told = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        field["name"]: field
        for resource in told["resources"]
        if resource["name"] == "pairings"
        for field in resource["schema"]["fields"]
    }
    assert fields["partner"]["rdfType"].endswith("#partner")
    assert "合作方" in fields["partner"]["title"]
    # It lies beside tables that are read back.
    assert kg("--store", "t", "build", "--data", out).exit_code in (0, 1)


def test_parquet_holds_what_csv_does(asked, tmp_path):
    for name in ("edges.csv", "edges.parquet"):
        assert asked("export", "--shape", "edges", "-o", tmp_path / name).exit_code == 0
    one = pd.read_csv(tmp_path / "edges.csv")
    other = pd.read_parquet(tmp_path / "edges.parquet")
    assert list(one.columns) == list(other.columns)
    assert list(one["claim_id"].dropna()) == list(other["claim_id"].dropna())


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.parquet", "-"])
def test_a_package_goes_into_a_folder(asked, name):
    said = asked("export", "--shape", "package", "-o", name)
    assert said.exit_code == 1
    assert "要写进目录" in said.stderr


def test_a_frame_has_a_column_for_each_plain_value(packaged):
    found = library.frame("partners", "大连", store=packaged)
    rows = library.partners("大连", store=packaged)
    assert list(found["partner_zh"]) == [row["partner"]["zh"] for row in rows]
    assert list(found["sources"].str.split("|").str.len()) == [
        len({source["id"] for source in row["sources"]}) for row in rows
    ]
    assert [words["zh"] for words in found.attrs["notices"]] == [
        notice.words.zh for notice in rows.notices
    ]
    assert "form" not in found


@pytest.mark.parametrize("question", ["figures", "agreements", "conflicts", "rank", "sources"])
def test_every_answer_of_rows_is_a_frame(packaged, question):
    found = library.frame(question, store=packaged)
    assert len(found) == len(getattr(library, question)(store=packaged)) > 0


def test_what_is_no_question_is_refused(packaged):
    with pytest.raises(KGError) as refused:
        library.frame("partner", "大连", store=packaged)
    assert "partners" in refused.value.message("zh")
