"""CI's strictness: what is skipped on a laptop for want of a browser or a server fails there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import LONGEST

TESTS = """
import pytest

def test_without_a_browser():
    pytest.skip("missing browser: chromium")

def test_without_a_server():
    pytest.skip("missing server: virtuoso")

@pytest.mark.parametrize("wanted", ["KG_SOURCES", "KG_W3C_TESTS"])
def test_without_texts(wanted):
    pytest.skip(f"{wanted} is not set")
"""
MODULE = """
import pytest
pytest.skip("missing tool: node", allow_module_level=True)
"""


def outcomes(folder, root, **settings):
    (folder / "conftest.py").write_bytes((root / "tests" / "conftest.py").read_bytes())
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_sample.py").write_text(TESTS, encoding="utf-8")
    (folder / "test_module.py").write_text(MODULE, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "KG_CI"}
    command = [sys.executable, "-m", "pytest", "-q", "-rfEs", "--continue-on-collection-errors"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=folder,
        env={**env, **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_skip_for_something_installable_fails_in_ci_only(tmp_path, root):
    allowed = outcomes(tmp_path, root)
    assert allowed.returncode == pytest.ExitCode.OK
    assert "5 skipped" in allowed.stdout

    refused = outcomes(tmp_path, root, KG_CI="1")
    assert refused.returncode == pytest.ExitCode.TESTS_FAILED
    assert "2 failed, 2 skipped, 1 error" in refused.stdout
    for reason in ("missing browser: chromium", "missing server: virtuoso", "missing tool: node"):
        assert f"which must have it: {reason}" in refused.stdout


def test_what_takes_longest_is_begun_first(root):
    assert [name for name in LONGEST if not (root / "tests" / f"{name}.py").is_file()] == []
    wanted = ["tests/test_names.py", f"tests/{LONGEST[1]}.py", f"tests/{LONGEST[0]}.py"]
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--collect-only", "kg/terms.py", *wanted],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    found = [line.partition("::")[0] for line in listed.splitlines() if "::" in line]
    assert list(dict.fromkeys(found)) == [*wanted[::-1], "kg/terms.py"]
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert "--dist loadfile --no-loadscope-reorder" in makefile


def test_ci_runs_what_the_readme_tells_people_to_run(root):
    script = root / ".ci" / "run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make --jobs=2 lint test"
