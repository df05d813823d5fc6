"""Disks that fill or turn read-only, several who load at once: the old store or the new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import seals
from kg.loaders import revising
from kg.loaders.adding import add
from kg.loaders.removing import remove
from kg.store import build_info, current, dump, open_local
from tests.conftest import write_tables
from tests.test_unload import ONE, TWO, built, same

MEGABYTES = 24
# What is left free, in KB: from nothing to more than enough.
ROOM = (0, 8, 64, 200, 400, 700, 1000, 1500, 2500, 6000)


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("only root mounts file systems")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """Fill a disk but for so many KB."""
    filler = place / "filler"
    free = os.statvfs(place)
    with filler.open("wb") as file:
        file.truncate()
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_bsize - left * 1024)
    return filler


@pytest.mark.parametrize("command", ["load", "unload"])
def test_a_disk_that_fills_leaves_the_store_as_it_was_and_is_told(
    tiny, kg, tmp_path, disk, command
):
    store = disk / "store"
    shutil.copytree(built(tmp_path, "base", ONE), store)
    two = write_tables(tmp_path / "two", TWO)
    words = ["load", two] if command == "load" else ["unload", "one"]
    before = build_info(store)
    outcomes = []
    for left in ROOM:
        filler = fill(disk, left)
        result = kg("--store", store, *words)
        filler.unlink()
        outcomes.append(result.exit_code)
        if result.exit_code:
            assert "磁盘已满" in result.stderr, result.stderr
            assert len(result.stderr.splitlines()) == 1
            assert build_info(store) == before
            assert [path.name for path in store.glob("building-*")] == []
        else:
            tables = (ONE, TWO) if command == "load" else ()
            same(store, built(tmp_path, f"new{left}", *tables))
            shutil.rmtree(store)
            shutil.copytree(tmp_path / "base", store)
    assert set(outcomes) == {0, 1}
    assert kg("--store", store, *words).exit_code == 0


@pytest.mark.parametrize("command", ["load", "unload"])
def test_a_disk_that_is_read_only_is_told_and_still_answers(tiny, kg, tmp_path, disk, command):
    store = disk / "store"
    shutil.copytree(built(tmp_path, "base", ONE), store)
    two = write_tables(tmp_path / "two", TWO)
    words = ["load", two] if command == "load" else ["unload", "one"]
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for lang, told in (("zh", "文件系统只读"), ("en", "Read-only file system")):
        result = kg("--store", store, *words, lang=lang)
        assert result.exit_code == 1
        assert told in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert kg("--store", store, "show", "新区").exit_code == 0
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert kg("--store", store, *words).exit_code == 0


CHANGE = """
import sys
from pathlib import Path
from kg.errors import KGError
from kg.loaders.adding import add
from kg.loaders.removing import remove
print("ready", flush=True)
sys.stdin.readline()
try:
    if sys.argv[2] == "unload":
        remove(sys.argv[1], sys.argv[3:])
    else:
        add(sys.argv[1], [Path(sys.argv[3])])
except KGError as error:
    sys.exit(error.message("zh"))
"""


def test_of_several_who_change_a_store_at_once_each_is_done_or_told(
    packaged_location, tmp_path, root
):
    store = tmp_path / "store"
    shutil.copytree(packaged_location, store)
    names = [f"at-once-{number}" for number in range(3)]
    pairs = (
        "place/beijing|place/beijing-dongcheng",
        "place/beijing|place/dalian",
        "place/dalian|place/beijing-dongcheng",
    )
    folders = [
        write_tables(
            tmp_path / name,
            {
                "sources.csv": f"id,title@zh,reliability,dcterms:source\n{name},{name},web,https://e.org/\n",
                "pairings.csv": f"id,source,partner\npairing/{name},{name},{pair}\n",
            },
        )
        for name, pair in zip(names, pairs, strict=True)
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CHANGE, str(store), "load", str(folder)],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    for process in running:
        process.stdout.readline()
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=300)[1] for process in running]
    done = [
        folder for folder, process in zip(folders, running, strict=True) if not process.returncode
    ]
    assert done
    assert all("图谱在此期间被改动（请再试一次）" in words for words in told if words)
    whole = tmp_path / "whole"
    shutil.copytree(packaged_location, whole)
    for folder in done:
        add(whole, [folder])
    assert dump(open_local(store)) == dump(open_local(whole))
    assert build_info(store)["build"] == build_info(whole)["build"]
    for folder in folders:
        add(store, [folder])
    remove(store, names)
    assert build_info(store)["build"] == build_info(packaged_location)["build"]


# What a store takes after many loads


def test_a_store_that_has_grown_too_large_is_written_anew(tiny, tmp_path, monkeypatch):
    store = built(tmp_path, "store", ONE)
    two = write_tables(tmp_path / "two", TWO)
    was = build_info(store)["triples"]
    monkeypatch.setattr(revising, "grown", lambda *_: False)
    remove(store, ["s3"])
    assert seals.fresh_size(current(store) / "build.json")[1] == was
    add(store, [tmp_path / "packaged"])
    monkeypatch.setattr(revising, "grown", lambda *_: True)
    add(store, [two])
    same(store, built(tmp_path, "whole", ONE, TWO))
    assert seals.fresh_size(current(store) / "build.json")[1] == build_info(store)["triples"]
