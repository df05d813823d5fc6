"""The tutorial is true: its commands run and print what it shows."""

from __future__ import annotations

import re
import subprocess

import pytest

TUTORIALS = {"tutorial.md": "en", "tutorial.zh.md": "zh"}


def steps(text):
    """(command, lines shown) of the console blocks."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in block.removeprefix("$ ").split("\n$ "):
            command, *shown = part.strip("\n").split("\n")
            found.append((command, shown))
    return found


def matches(shown, printed):
    """Say whether the lines are printed; `…` is any text, alone on a line any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n"
        for line in shown
    )
    lines = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern + r"\n*", lines) is not None


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_commands_run_and_print_what_is_shown(root, tmp_path, shell_env, name):
    faults = []
    for command, shown in steps((root / "docs" / name).read_text(encoding="utf-8")):
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**shell_env, "KG_LANG": TUTORIALS[name]},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        right = matches(shown, done.stdout) if shown else done.returncode in (0, 1)
        if not right:
            faults.append(f"$ {command}\n{done.stdout}{done.stderr}")
    assert not faults, "\n".join(faults)


def test_both_languages_show_the_same_commands(root):
    shown = [
        [command for command, _ in steps((root / "docs" / name).read_text(encoding="utf-8"))]
        for name in TUTORIALS
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) > 12


@pytest.fixture
def shell_env(kg_path):
    import os

    return {**os.environ, "PATH": kg_path}
