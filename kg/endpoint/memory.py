"""What all child processes together may have: a share of the machine, whoever asks what."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from kg.endpoint.pool import Pool

__all__ = ["keep_within"]

# A query takes a gigabyte in some seconds.
OFTEN = 0.2


async def keep_within(pools: Sequence[Pool], most: int) -> None:
    """Stop the query that has most, whenever all together have more than they may.

    Each process has a limit of its own; that many processes reach it together is no reason to give
    each next to nothing, nor to let them take the whole machine.
    """
    while True:
        await asyncio.sleep(OFTEN)
        busy = [process for pool in pools for process in pool.busy]
        if not busy:
            continue
        idle = [process for pool in pools for process in pool.idle]
        if sum(process.resident() for process in [*busy, *idle]) > most:
            greedy = max(busy, key=lambda process: process.resident())
            greedy.greedy = True
            greedy.child.kill()
