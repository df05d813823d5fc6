"""Console blocks of a guide: commands, what is shown of their output, whether it is true."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["faults", "matches", "steps"]


def steps(text: str) -> list[tuple[str, list[str]]]:
    """(command, lines shown) of the console blocks."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in block.removeprefix("$ ").split("\n$ "):
            command, *shown = part.strip("\n").split("\n")
            found.append((command, shown))
    return found


def matches(shown: list[str], printed: str) -> bool:
    """Say whether the lines are printed; `…` is any text, alone on a line any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n"
        for line in shown
    )
    lines = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern + r"\n*", lines) is not None


def faults(text: str, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Run the commands one after another in a folder; what does not do as shown."""
    found = []
    for command, shown in steps(text):
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        # What was written is told apart from answers, after notices.
        told = matches(shown, done.stdout) or matches(["…", *shown], done.stderr)
        right = told if shown else done.returncode in (0, 1)
        if not right:
            found.append(f"$ {command}\n{done.stdout}{done.stderr}")
    return found
