"""A store whose files are not as they were made is told as damaged, and answers nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.damage import trials
from kg.errors import StoreError
from kg.loaders import build
from kg.seals import broken, claimed, sweep
from kg.store import (
    BUILDING,
    build_info,
    complete,
    create,
    current,
    new_build,
    open_build,
    open_store,
    unusable,
)


@pytest.fixture
def location(tiny, tmp_path):
    """A store of the small data set."""
    build(tmp_path / "store")
    return tmp_path / "store"


def file_of(location, pattern):
    return max((current(location) / "quads").glob(pattern), key=lambda path: path.stat().st_size)


def sealed(location):
    return json.loads((current(location) / "build.json").read_bytes())["seal"]


def cut(path, count=1):
    os.truncate(path, path.stat().st_size - count)


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)


DAMAGES = {
    "manifest, one byte short": lambda store: cut(file_of(store, "MANIFEST-*")),
    "manifest, half": lambda store: cut(file_of(store, "MANIFEST-*"), 1000),
    "manifest, another byte": lambda store: flip(file_of(store, "MANIFEST-*"), 900),
    "manifest, the last byte": lambda store: flip(file_of(store, "MANIFEST-*"), -1),
    "pointer of the engine": lambda store: cut(file_of(store, "CURRENT")),
    "table, short": lambda store: cut(file_of(store, "*.sst")),
    "table, gone": lambda store: file_of(store, "*.sst").unlink(),
    "table, its end": lambda store: flip(file_of(store, "*.sst"), -5),
    "log, longer": lambda store: file_of(store, "*.log").write_bytes(b"x" * 999),
    "options": lambda store: cut(file_of(store, "OPTIONS-*"), 9),
    "a file too many": lambda store: (current(store) / "quads" / "9.sst").write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize(
    "command",
    [["search", "大连"], ["query", "-e", "ASK {}"], ["load", "x.csv"], ["serve", "--check"]],
)
def test_damaged_files_are_told_as_damaged_by_every_command(location, kg, damage, command):
    damage(location)
    Path("x.csv").write_text("id\n", encoding="utf-8")
    found = kg("--store", location, *command)
    assert found.exit_code == 1
    assert "已损坏" in found.stderr
    assert found.stderr.endswith("（请重新运行 kg build）\n")
    assert len(found.stderr.splitlines()) == 1
    assert build(location)
    assert kg("--store", location, "search", "大连").exit_code == 0


def test_a_flipped_byte_anywhere_is_told_before_anything_is_asked(location, kg):
    # Where a query counts, the engine asks for a block that it cannot read for ever.
    table = file_of(location, "*.sst")
    for place in (40, table.stat().st_size // 2, -40):
        flip(table, place)
        found = kg("--store", location, "query", "-e", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert found.exit_code == 1
        assert f"quads/{table.name}（请重新运行 kg build）" in found.stderr
        flip(table, place)
    assert kg("--store", location, "search", "大连").exit_code == 0


def test_a_copy_is_read_whole_once(location, tmp_path):
    shutil.copytree(location, tmp_path / "copy", copy_function=shutil.copyfile)
    table = file_of(tmp_path / "copy", "*.sst")
    written = sealed(location)["files"][table.name][1]
    assert table.stat().st_mtime_ns != written
    assert build_info(tmp_path / "copy") == build_info(location)
    open_store(tmp_path / "copy")
    assert table.stat().st_mtime_ns == written


@pytest.mark.parametrize("seed", range(2))
def test_files_damaged_at_random_give_right_answers_or_none(packaged_location, seed):
    outcomes = list(trials(packaged_location, 15, seed))
    assert [one for one in outcomes if one[1] not in ("right", "refused")] == []
    assert "refused" in {outcome for _, outcome in outcomes}


def test_the_quads_of_another_build_are_no_answer(location, tiny, tmp_path):
    table = "id,type,prefLabel@zh,within\nplace/x,City,某市,place/liaoning\n"
    build(tmp_path / "other", [tiny({"gazetteer.csv": table})])
    here, there = current(location), current(tmp_path / "other")
    for quads, build_ in ((here / "quads", here), (there / "quads", there)):
        assert broken(quads, json.loads((build_ / "build.json").read_bytes())["seal"]) is None
    (here / "quads").rename(tmp_path / "away")
    (there / "quads").rename(here / "quads")
    with pytest.raises(StoreError):
        open_store(location)


def test_an_id_that_the_store_does_not_state_is_no_answer(location):
    path = current(location) / "build.json"
    info = json.loads(path.read_bytes())
    info["seal"]["id"] = "0" * 12
    path.write_text(json.dumps(info), encoding="utf-8")
    with pytest.raises(StoreError) as error:
        open_build(current(location))
    assert "damaged" in error.value.message("en")


@pytest.mark.parametrize(
    "change", [lambda info: info.pop("seal"), lambda info: info["seal"].clear()]
)
def test_a_build_that_says_nothing_of_its_files_is_built_again(location, change):
    path = current(location) / "build.json"
    info = json.loads(path.read_bytes())
    change(info)
    path.write_text(json.dumps(info), encoding="utf-8")
    with pytest.raises(StoreError) as error:
        open_store(location)
    assert "kg build" in error.value.message("zh")
    build(location)
    assert sealed(location)["id"] == build_info(location)["build"]


# What those leave who are killed


CLAIM = (
    "import sys, time, pathlib; from kg.store import new_build\n"
    "with new_build(sys.argv[1]) as place:\n"
    "    (place / 'half').write_text('x'); print(place, flush=True); time.sleep(60)\n"
)


def test_what_a_killed_build_leaves_is_swept_and_what_a_running_one_makes_is_not(location, root):
    command = [sys.executable, "-c", CLAIM, str(location)]
    running = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in "12"]
    places = [process.stdout.readline().strip() for process in running]
    running[0].kill()
    running[0].communicate()
    assert all(Path(place).is_dir() for place in places)
    build(location)
    assert [Path(place).is_dir() for place in places] == [False, True]
    running[1].kill()
    running[1].communicate()


def test_a_folder_that_somebody_elsewhere_works_in_is_left_alone(tmp_path):
    # A process of another machine has a number that means nothing here.
    place = tmp_path / f"{BUILDING}999999999"
    with claimed(place):
        sweep(tmp_path, BUILDING)
        assert place.is_dir()
    sweep(tmp_path, BUILDING)
    assert not place.exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_a_build_is_on_disk_before_it_is_named(location, monkeypatch):
    order = []
    real = os.fsync

    def noted(handle):
        order.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    with new_build(location) as place:
        create(place / "quads").flush()
        complete(place, {"build": "x"})
    assert "build.json" in order
    assert any(name.startswith("MANIFEST") for name in order)
    assert order[-3].startswith("CURRENT-")
    assert order[-2:] == ["store", "store"]


def test_opening_costs_no_look_at_all_the_data(packaged_location):
    quads = current(packaged_location) / "quads"
    found = sealed(packaged_location)
    begun = time.process_time()
    for _ in range(20):
        assert broken(quads, found) is None
    assert (time.process_time() - begun) / 20 < 0.005


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("No space left on device", "写不下：磁盘已满（请腾出空间后再试）"),
        ("Read-only file system", "这里不能读写：文件系统只读（请检查 --store 或 KG_STORE）"),
        ("Permission denied", "这里不能读写：没有权限（请检查 --store 或 KG_STORE）"),
    ],
)
def test_what_the_system_told_the_engine_is_told(words, told):
    error = unusable("x", OSError(f"IO error: While appending to file: x/quads/9.sst: {words}"))
    assert error.message("zh") == f"x：{told}"
