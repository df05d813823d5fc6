"""Child processes: where they import from, and how much memory they may use."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from kg.errors import KGError, Text

__all__ = ["environment", "limit_memory", "machine_memory", "tried"]

# Where a container says how much it has, by the second and the first version of cgroups.
CONTAINER = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
# What is assumed where nobody says.
USUAL = 8 << 30


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


def limit_memory(most: int) -> None:
    """Let this process have no more memory than so; not on Windows, which has no such limit."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        # A limit that stands already may be lower, and cannot be raised.
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def machine_memory() -> int:
    """Bytes of memory that this machine has, or the container that we run in.

    >>> machine_memory() > 1 << 20
    True
    """
    found = [USUAL]
    with suppress(AttributeError, ValueError, OSError):
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for file in CONTAINER:
        with suppress(OSError, ValueError):
            found.append(int(file.read_text(encoding="ascii")))
    return min(found)
