"""Whoever kills a load or an unload finds the store of before or of after, and the next completes.

`KG_KILLS=100 KG_CLAIMS=1000 pytest tests/test_killed.py` for more of it, in a larger store.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from benchmarks.growing import write
from kg.loaders import build
from kg.loaders.adding import add
from kg.loaders.removing import remove
from kg.store import build_info, dump, open_local

KILLS, CLAIMS = (
    int(os.environ.get(f"KG_{name}", default))
    for name, default in (("KILLS", "3"), ("CLAIMS", "0"))
)
CHANGE = """
import sys
from pathlib import Path
from kg.loaders.adding import add
from kg.loaders.removing import remove
print("begun", flush=True)
if sys.argv[2] == "load":
    add(sys.argv[1], [Path(sys.argv[3])])
else:
    remove(sys.argv[1], [sys.argv[3]])
"""


@pytest.mark.parametrize("command", ["load", "unload"])
def test_a_change_that_is_killed_leaves_the_old_store_or_the_new(
    packaged_location, root, tmp_path, record_property, command
):
    more = write(tmp_path / "more", 50, first=10**6)
    what = str(more) if command == "load" else "g1000000"

    def change(store):
        if command == "load":
            add(store, [more])
        else:
            remove(store, [what])

    base, whole, store = (tmp_path / name for name in ("base", "whole", "store"))
    if CLAIMS:
        build(base, [write(tmp_path / "data", CLAIMS)])
    else:
        shutil.copytree(packaged_location, base)
    if command == "unload":
        add(base, [more])
    shutil.copytree(base, whole)
    started = time.perf_counter()
    change(whole)
    span = time.perf_counter() - started
    before, after = (build_info(one)["build"] for one in (base, whole))
    drawn = random.Random(os.environ.get("KG_SEED", "1"))
    outcomes = {before: 0, after: 0}
    shutil.copytree(base, store)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", CHANGE, str(store), command, what],
            cwd=root,
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        with process.stdout:
            process.stdout.readline()
            time.sleep(drawn.random() * span * 1.2)
            process.kill()
        process.wait()
        found = build_info(store)["build"]
        outcomes[found] += 1
        assert len(open_local(store)) == len(open_local(base if found == before else whole))
        if found == after:
            shutil.rmtree(store)
            shutil.copytree(base, store)
    change(store)
    assert dump(open_local(store)) == dump(open_local(whole))
    assert build_info(store)["build"] == after
    assert [path.name for path in store.glob("building-*")] == []
    record_property("old", outcomes[before])
    record_property("new", outcomes[after])
