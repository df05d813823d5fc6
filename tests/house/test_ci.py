"""CI's strictness: what is skipped on a laptop for want of a browser or a server fails there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SKIPPED_TEST = """
import pytest
@pytest.mark.{mark}
def test_it():
    pytest.skip({reason!r})
"""
SKIPPED_MODULE = """
import pytest
pytest.skip({reason!r}, allow_module_level=True)
"""
SETTINGS = "[pytest]\nmarkers =\n  browser\n  sources\n  w3c\n"


def run(folder, root, text, **settings):
    (folder / "conftest.py").write_bytes((root / "tests" / "conftest.py").read_bytes())
    (folder / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    (folder / "test_sample.py").write_text(text, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "KG_CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=folder,
        env={**env, **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("reason", ["missing browser: chromium", "missing server: virtuoso"])
def test_a_skip_for_something_installable_fails_in_ci_only(tmp_path, root, reason):
    text = SKIPPED_TEST.format(mark="browser", reason=reason)
    assert run(tmp_path, root, text).returncode == pytest.ExitCode.OK
    refused = run(tmp_path, root, text, KG_CI="1")
    assert refused.returncode == pytest.ExitCode.TESTS_FAILED
    assert reason in refused.stdout
    assert "1 failed" in refused.stdout


@pytest.mark.parametrize("mark", ["sources", "w3c"])
def test_a_skip_for_texts_that_are_not_in_the_repository_passes_in_ci(tmp_path, root, mark):
    text = SKIPPED_TEST.format(mark=mark, reason="KG_SOURCES is not set")
    accepted = run(tmp_path, root, text, KG_CI="1")
    assert accepted.returncode == pytest.ExitCode.OK
    assert "1 skipped" in accepted.stdout


def test_a_whole_module_skipped_for_a_browser_fails_in_ci_only(tmp_path, root):
    text = SKIPPED_MODULE.format(reason="missing browser: chromium")
    assert run(tmp_path, root, text).returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert run(tmp_path, root, text, KG_CI="1").returncode == pytest.ExitCode.INTERRUPTED


def test_ci_runs_what_the_readme_tells_people_to_run(root):
    script = root / ".ci" / "run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
