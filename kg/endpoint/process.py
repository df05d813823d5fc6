"""A child process as the server sees it: start, ask, demote, kill."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from kg.children import environment
from kg.endpoint import frames
from kg.endpoint.spool import Failed, Spool

__all__ = ["Process", "died", "start"]

# The least there is. Beside 24 runaways on a busy machine, a quick query waited 24 s for a process
# to start while they ran at 10, and 11 s at 19.
LOW_PRIORITY = 19
STARTING = 15.0


class Process:
    """One child process; it answers one request at a time."""

    def __init__(self, child: asyncio.subprocess.Process, build: str) -> None:
        self.child = child
        self.build = build
        self.demoted = False
        self.greedy = False

    async def answer(self, request: dict[str, Any], spool: Spool) -> None:
        """Send a request and put the answer into the spool.

        Raises:
            Failed: with the child's own words, or because it died.
        """
        assert self.child.stdin is not None
        try:
            self.child.stdin.write(frames.request(request))
            await self.child.stdin.drain()
        except OSError as error:
            raise died() from error
        while True:
            kind, content = await self.frame()
            if kind == frames.DATA:
                spool.put(content)
            elif kind == frames.HEAD:
                spool.head = json.loads(content)
            elif kind == frames.ERROR:
                words = json.loads(content)
                raise Failed(words["status"], words)
            else:
                spool.finish(json.loads(content))
                return

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame."""
        assert self.child.stdout is not None
        try:
            head = await self.child.stdout.readexactly(frames.FRAME.size)
            kind, length = frames.FRAME.unpack(head)
            return kind, await self.child.stdout.readexactly(length)
        except asyncio.IncompleteReadError as error:
            raise died() from error

    def worked(self) -> float:
        """Seconds of processor time used so far; where that cannot be known, of the clock."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                # The clock of another process, as clock_getcpuclockid(3) names it.
                return time.clock_gettime((~self.child.pid << 3) | 2)
        return time.monotonic()

    def resident(self) -> int:
        """Bytes of memory that it has; 0 where that cannot be known."""
        try:
            text = Path(f"/proc/{self.child.pid}/statm").read_text(encoding="ascii")
            return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError, IndexError):
            return 0

    def demote(self) -> None:
        """Let everybody else go first."""
        self.demoted = True
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.child.pid, LOW_PRIORITY)

    async def stop(self) -> None:
        """Kill it; there is nothing to save in a reader."""
        with contextlib.suppress(ProcessLookupError):
            self.child.kill()
        if self.child.stdin is not None:
            # Left open, its end is told to a loop that may be closed by then.
            self.child.stdin.close()
        await self.child.wait()


def died() -> Failed:
    """The words for a child that is gone."""
    return Failed(
        500,
        {
            "zh": "查询进程意外结束（可能是内存不足、查询过深或程序出错，见服务器日志）",
            "en": "the query process ended unexpectedly (out of memory, too deep a query, or a "
            "fault of the program: see the server's log)",
        },
    )


async def start(kind: str, location: str, *more: str, build: str = "") -> Process:
    """Start a child and wait until it has opened its store.

    Raises:
        Failed: with status 503 and the child's words if it cannot.
    """
    making = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "kg.endpoint.child",
            kind,
            location,
            *more,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(),
        )
    )
    try:
        child = await asyncio.shield(making)
    except asyncio.CancelledError:
        # A child that is on its way has to be met, to be ended.
        await Process(await making, build).stop()
        raise
    process = Process(child, build)
    try:
        async with asyncio.timeout(STARTING):
            what, content = await process.frame()
    except (TimeoutError, asyncio.CancelledError):
        # Half started, it is nobody's yet.
        await process.stop()
        raise
    if what == frames.ERROR:
        await process.stop()
        raise Failed(503, {**json.loads(content), "status": 503})
    return process
