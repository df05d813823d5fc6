"""Tutorial and guide are true: their commands run and print what they show."""

from __future__ import annotations

import os

import pytest

from tests.console import faults, steps

TUTORIALS = {"tutorial.md": "en", "tutorial.zh.md": "zh", "how-to.md": "en", "how-to.zh.md": "zh"}
# A minute of its own: test_site.py writes a site; here only the command is there.
LONG = "site site/"


def read(root, name):
    return (root / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_commands_run_and_print_what_is_shown(root, tmp_path, shell_env, name):
    text = read(root, name).replace(LONG, f"{LONG} --help")
    assert faults(text, tmp_path, {**shell_env, "KG_LANG": TUTORIALS[name]}) == []


@pytest.mark.parametrize("name", ["tutorial", "how-to"])
def test_both_languages_show_the_same_commands(root, name):
    shown = [
        [command for command, _ in steps(read(root, f"{name}{end}.md"))] for end in ("", ".zh")
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) > 12


@pytest.fixture
def shell_env(kg_path):
    return {**os.environ, "PATH": kg_path}
