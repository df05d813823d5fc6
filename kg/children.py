"""Child processes: where they import from, and whether they come back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kg.errors import KGError, Text

__all__ = ["environment", "tried"]


def environment() -> dict[str, str]:
    """The environment of a child: it imports from where we were, not from the current folder."""
    root = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path}


def tried(module: str, *arguments: str, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """What came of a module of ours that was run in a process of its own, alive or killed.

    Args:
        module: the module, run as ``python -m`` runs it.
        *arguments: what it is told.
        seconds: how long it may take.

    Raises:
        KGError: if it takes longer.

    Example:
        >>> tried("platform", seconds=60).returncode
        0
    """
    try:
        return subprocess.run(
            [sys.executable, "-P", "-m", module, *arguments],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise KGError(Text("读它用了太长时间", "it takes too long to read")) from error
