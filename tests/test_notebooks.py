"""The notebooks run from top to bottom, as somebody who opens them would run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted(Path(__file__).parents[1].joinpath("docs/notebooks").glob("*.ipynb"))
# What Jupyter's kernel does with a cell: run it, and show what its last line gives.
RUN = """\
import ast, json, sys
shared = {"__name__": "__main__"}
for number, cell in enumerate(json.load(open(sys.argv[1], encoding="utf-8"))["cells"]):
    if cell["cell_type"] == "code":
        tree = ast.parse("".join(cell["source"]), f"cell {number}")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), shared)
        if last:
            shown = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), shared)
            print("" if shown is None else repr(shown))
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path, tmp_path):
    pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


def test_there_are_two_and_outputs_are_not_kept():
    assert [path.stem for path in NOTEBOOKS] == ["network", "own-data"]
    cells = [
        cell
        for path in NOTEBOOKS
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert len(cells) > 8
    assert [cell for cell in cells if cell["outputs"] or cell["execution_count"]] == []
