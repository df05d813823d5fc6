"""What the house tests share: the project's files, and commands run as a person types them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def project_files(root) -> list[str]:
    """The paths git knows or would add, as git writes them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8")
    # A file deleted but not yet committed is still listed.
    return sorted({path for path in listed.split("\0") if path and (root / path).is_file()})


@pytest.fixture(scope="session")
def shell(kg_path) -> Shell:
    """Run one command line as typed; `kg` is the one under test."""

    def run(line: str, *, cwd: Path, lang: str = "zh") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line,
            shell=True,
            cwd=cwd,
            env={**os.environ, "PATH": kg_path, "KG_LANG": lang},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
