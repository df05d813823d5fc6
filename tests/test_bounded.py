"""A command that asks ends with a clear error before it has taken a machine's memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from kg.errors import KGError
from kg.memory import allowed_memory, machine_memory, memory_used

ALLOWED = 300
linux = pytest.mark.skipif(not memory_used(), reason="the system does not tell")


def run(root, location, *args, **settings):
    command = [sys.executable, str(root / "cli.py"), "--store", str(location), *args]
    env = {**os.environ, "KG_LANG": "zh", **settings}
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture
def rotten(packaged_location, tmp_path):
    """A store in each larger file of which a byte went bad, and the system tells of no write."""
    folder = tmp_path / "store"
    shutil.copytree(packaged_location, folder)
    for file in folder.glob("0*/quads/*.sst"):
        content, stated = bytearray(file.read_bytes()), file.stat()
        if len(content) > 100_000:
            content[len(content) // 3] ^= 0xFF
            file.write_bytes(content)
            os.utime(file, ns=(stated.st_atime_ns, stated.st_mtime_ns))
    return folder


@linux
def test_an_engine_that_asks_for_the_same_block_for_ever_is_ended(root, rotten):
    count = "SELECT (COUNT(*) AS ?c) { GRAPH ?g { ?s ?p ?o } }"
    found = run(root, rotten, "query", "-e", count, KG_MEMORY=str(ALLOWED))
    assert (found.returncode, found.stdout) == (1, "")
    assert "所需内存超过 0.293 GB，已中止" in found.stderr
    assert "KG_MEMORY" in found.stderr
    assert found.stderr.count("\n") == 1


@linux
def test_a_question_that_takes_too_much_is_ended_in_english_too(root, packaged_location):
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
    asked = ("--lang", "en", "query", "-e", product)
    found = run(root, packaged_location, *asked, KG_MEMORY=str(ALLOWED))
    assert (found.returncode, found.stdout) == (1, "")
    assert "this takes more than 0.293 GB of memory and was ended" in found.stderr


def test_what_is_asked_usually_is_not_bothered(root, packaged_location):
    found = run(root, packaged_location, "partners", "大连", KG_MEMORY=str(ALLOWED))
    assert found.returncode == 0
    assert "沪连" in found.stdout or "上海" in found.stdout
    assert "内存" not in found.stderr


@linux
def test_a_build_that_takes_too_much_is_ended_and_leaves_the_store(root, tmp_path):
    store = tmp_path / "store"
    found = run(root, store, "build", KG_MEMORY="64")
    assert (found.returncode, found.stdout) == (1, "")
    assert "所需内存超过 0.0625 GB，已中止，图谱没有改动" in found.stderr
    assert "kg load" in found.stderr
    assert not (store / "CURRENT").exists()


@pytest.mark.parametrize("said", ["viel", "-1", "63", "1e3", "9" * 40, "２０００"])
def test_what_is_no_amount_of_memory_is_refused(root, packaged_location, said):
    found = run(root, packaged_location, "search", "大连", KG_MEMORY=said)
    assert found.returncode == 1
    assert found.stderr.startswith("错误：KG_MEMORY：")
    assert "Traceback" not in found.stderr


def test_half_of_the_machine_is_allowed_unless_somebody_says_otherwise(monkeypatch):
    monkeypatch.delenv("KG_MEMORY", raising=False)
    assert allowed_memory() == machine_memory() // 2
    monkeypatch.setenv("KG_MEMORY", "2048")
    assert allowed_memory() == 2 << 30
    monkeypatch.setenv("KG_MEMORY", "0")
    with pytest.raises(KGError):
        allowed_memory()
