"""What one request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kg.memory import machine_memory

__all__ = ["Limits"]

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Every bound of the server in one place.

    ``timeout``, ``rows`` and ``size`` bound one answer, ``memory`` the process that computes it and
    ``all_memory`` all of these together, ``body`` what a client may send as a query and ``upload``
    as a graph. ``quick`` processes answer at once; a query that runs longer than ``patience``
    seconds gives its turn up, goes on at low priority and counts among ``slow``. Whoever waits
    longer than ``queue`` is told to come back. ``hold`` is how much of an answer is held back so
    that a late error still has a status, ``spooled`` how much of all answers together may wait for
    those who fetch them. A client has ``heading`` seconds to say what it wants.
    """

    timeout: float = 30.0
    rows: int = 100_000
    size: int = 64 * MEGABYTE
    memory: int = min(4096 * MEGABYTE, machine_memory() // 2)
    all_memory: int = machine_memory() // 2
    body: int = 4 * MEGABYTE
    upload: int = 512 * MEGABYTE
    reading: float = 30.0
    sending: float = 300.0
    quick: int = max(4, os.cpu_count() or 4)
    slow: int = 16
    patience: float = 0.25
    queue: float = 20.0
    hold: int = MEGABYTE
    spooled: int = 2048 * MEGABYTE
    heading: float = 15.0
    connections: int = 512
