"""What no file of the project holds: a path of one machine, the address of a package registry."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A root folder that differs from machine to machine, at the start of a path and not of a URL's.
MACHINE_PATH = re.compile(
    r"(?:(?<![A-Za-z0-9_./~}])|(?<=file://))/(?:farm|home|mnt|opt|root|tmp|Users|work)/[\w.-]"
    r"|\b[A-Z]:\\(?:Users|Temp)\\"
)
# Written in halves, so that this file does not name them.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("deb.debian", "org"),
    ("crates", "io"),
    ("proxy.golang", "org"),
]
FOLDERS = ("home", "root", "tmp", "work", "Users")
BEFORE = ("", "cd ", '"', "file://", "=", "看")
REGISTRY = re.compile("|".join(re.escape(".".join(halves)) for halves in REGISTRIES))


def text_faults(text: str) -> list[str]:
    """Say which lines name a machine's path or a registry's host."""
    return [
        f"line {number}: {match.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for match in [MACHINE_PATH.search(line) or REGISTRY.search(line)]
        if match
    ]


def test_no_file_names_a_machine_or_a_registry(project_files):
    faults = {}
    for path in project_files:
        data = (ROOT / path).read_bytes()
        if b"\0" not in data:
            faults[path] = text_faults(data.decode("utf-8", errors="replace"))
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 20


def test_a_path_of_one_machine_and_a_registry_are_found():
    found = [f"{before}/{name}/someone/data" for before in BEFORE for name in FOLDERS]
    found += ["see https://" + ".".join(halves) + "/project" for halves in REGISTRIES]
    assert [line for line in found if text_faults(f"one\n{line}") == []] == []


def test_what_is_no_path_of_a_machine_is_left_alone():
    left = ["https://example.org/home/news/1.html", "/usr/bin/env python3", "id/place/dalian"]
    left += [f"{before}/{name}/x" for before in ("..", "$PWD") for name in FOLDERS]
    assert text_faults("\n".join(left)) == []
