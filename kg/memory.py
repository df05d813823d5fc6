"""Memory: how much there is, how much this process has, and how much it may have."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kg.errors import KGError, Text

__all__ = ["allowed_memory", "limit_memory", "machine_memory", "memory_used"]

# Where a container says how much it has, by the second and the first version of cgroups.
CONTAINER = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
# Where Linux says how much this process has, in pages: in all, then what is in memory.
STATE = Path("/proc/self/statm")
# What is assumed where nobody says.
USUAL = 8 << 30
# How much a process may have, in MB, if not half of what the machine has.
SETTING = "KG_MEMORY"
LEAST = 64


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


def allowed_memory() -> int:
    """Bytes that one process of ours may take: half of the machine, or what KG_MEMORY says.

    Raises:
        KGError: if KG_MEMORY is no number of megabytes.

    Example:
        >>> 0 < allowed_memory()
        True
    """
    said = os.environ.get(SETTING, "").strip()
    if not said:
        return machine_memory() // 2
    if not (said.isascii() and said.isdecimal() and len(said) < 10 and int(said) >= LEAST):
        raise KGError(
            Text(
                f"不是不小于 {LEAST} 的整数（单位 MB）：{said}",
                f"no whole number of megabytes from {LEAST} up: {said}",
            ),
            where=SETTING,
            hint=Text(
                "如 KG_MEMORY=8192；不设则为本机内存的一半",
                "as in KG_MEMORY=8192; unset, half of the machine's memory",
            ),
        )
    return int(said) << 20


def memory_used() -> int:
    """Bytes of memory that this process holds; none where the system does not tell (not Linux).

    Example:
        >>> memory_used() >= 0
        True
    """
    try:
        pages = int(STATE.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
