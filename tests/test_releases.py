"""Releases: the same bytes every time, and what was released can be compared with what is here."""

from __future__ import annotations

import hashlib
import io
import subprocess

import openpyxl
import pytest

from kg import exports
from kg.loaders import build_in_memory
from kg.loaders.releases import archive_name, released
from tests.conftest import TINY, write_tables
from tools import release

PAIRING = "id,source,partner,validFrom,start,end\npairing/a,s1,大连市|上海市,2017-03,1,9\n"
OLD = "0.0.1"


@pytest.fixture
def folder(tiny, tmp_path):
    """A folder of releases with the data of one version."""
    mine = tiny({"pairings.csv": PAIRING})
    content = exports.write_rdf(build_in_memory([mine]), ".trig")
    there = tmp_path / "releases" / "program-7"
    there.mkdir(parents=True)
    (there / archive_name(OLD)).write_bytes(exports.packed({"x.trig": content}))
    return tmp_path / "releases"


def test_data_of_an_earlier_release_are_compared_with_the_packaged_ones(folder, kg, tmp_path):
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = kg("diff", f"packaged@{OLD}", "packaged", "--releases", folder, env=env)
    assert told.stdout == (
        "陈述（删去 1）\n"
        "  删去结对关系“大连市—上海市”（pairing/a），来源 s1：原文依据第 1–9 字符；"
        "合作方“大连市”、“上海市”；起始“2017-03”。\n"
    )
    named = {**env, "KG_RELEASES": str(folder)}
    assert kg("diff", f"packaged@{OLD}", "packaged", env=named).stdout == told.stdout


def test_a_version_that_is_not_at_hand_is_refused_with_where_it_is_read_from(folder, kg):
    said = kg("diff", "packaged@0.0.2", "packaged")
    assert (said.exit_code, said.stdout) == (1, "")
    assert "手边没有 0.0.2 版数据" in said.stderr
    assert "KG_RELEASES" in said.stderr
    said = kg("diff", "packaged@0.0.2", "packaged", "--releases", folder, lang="en")
    assert f"{folder}: version 0.0.2 of the data is not here" in said.stderr
    assert archive_name("0.0.2") in said.stderr


@pytest.mark.parametrize(
    ("version", "content", "words"),
    [
        ("../1", b"", "no version of the data"),
        ("0.0.2", "same", "this holds version 0.0.1 of the data"),
        ("0.0.2", b"PK no archive", "cannot be read"),
        ("0.0.2", exports.packed({"a": b"<a> <b> ."}), "cannot be read"),
        ("0.0.2", exports.packed({"a": b"", "b": b""}), "cannot be read"),
    ],
)
def test_what_is_no_archive_of_that_version_is_refused(folder, version, content, words):
    from kg.errors import KGError

    if content == "same":
        content = next(folder.glob("*/*")).read_bytes()
    if version != "../1":
        (folder / archive_name(version)).write_bytes(content)
    with pytest.raises(KGError) as raised:
        released(version, folder)
    assert words in raised.value.message("en")


def test_packages_are_the_same_bytes_whenever_they_are_built(tmp_path):
    (tmp_path / "thing").mkdir()
    (tmp_path / "thing" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "thing"\nversion = "1"\n',
        encoding="utf-8",
    )
    first = release.packages(tmp_path, 1_700_000_000)
    assert {name.rpartition(".")[2] for name in first} == {"whl", "gz"}
    (tmp_path / "thing" / "__init__.py").touch()
    assert release.packages(tmp_path, 1_700_000_000) == first
    assert release.packages(tmp_path, 1_600_000_000) != first


def test_site_workbook_and_data_are_the_same_bytes_every_time(tmp_path, monkeypatch):
    from kg.loaders import building

    small = write_tables(tmp_path / "packaged", {**TINY, "pairings.csv": PAIRING})
    find = building.find
    monkeypatch.setattr(building, "find", lambda name: small if name == "data" else find(name))
    once, again = (release.data_files(build_in_memory(), OLD) for _ in range(2))
    assert {name: content == again[name] for name, content in once.items()} == dict.fromkeys(
        once, True
    )
    book = openpyxl.load_workbook(io.BytesIO(once[f"cooperation-kg-{OLD}.xlsx"]))
    assert book.sheetnames == ["nodes", "edges", "statements", "sources", "codebook"]
    assert {cell.value for cell in book["statements"]["A"]} >= {"pairing/a"}


def test_notes_tell_the_changes_of_program_and_data():
    changelog = "# C\n\n## [Unreleased]\n\n- next\n\n## [1.0.0] - 2026-12-01\n\n- new\n"
    told = "陈述（新增 1）\n  新增结对关系。\n".encode()
    files = {f"data-changes-0.1.0-0.2.0.{lang}.txt": told for lang in ("zh", "en")}
    notes = release.notes(changelog, "1.0.0", "0.2.0", ("0.1.0", files)).decode()
    assert "- 陈述（新增 1）\n" in notes
    assert notes.endswith("- new\n")
    assert "next" not in notes
    assert "next" in release.notes(changelog, "2.0.0", "0.2.0", None).decode()


def test_check_sums_are_those_that_sha256sum_checks(tmp_path):
    files = {"b.txt": b"b", "a.txt": b"a"}
    for name, content in {**files, "SHA256SUMS": release.checksums(files)}.items():
        (tmp_path / name).write_bytes(content)
    assert hashlib.sha256(b"a").hexdigest() in (tmp_path / "SHA256SUMS").read_text("ascii")
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True
    )
    assert done.stdout.count(b": OK") == 2
