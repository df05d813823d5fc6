"""Child processes that answer: enough of them, on the build in use, none of them for ever."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from kg.endpoint.limits import Limits
from kg.endpoint.process import Process, died, start
from kg.endpoint.spool import BUSY, Budget, Failed, Spool
from kg.errors import StoreError
from kg.store import current

__all__ = ["TOO_LONG", "Pool", "keep_within"]

# A query takes a gigabyte in some seconds: so often it is looked how much all have.
OFTEN = 0.2

TOO_LONG = {
    "zh": "查询超过时限，已停止；请缩小范围或加 LIMIT",
    "en": "the query took too long and was stopped; narrow it or add LIMIT",
}

TOO_MUCH = {
    "zh": "查询占用的内存太多，已停止；请缩小范围或加 LIMIT",
    "en": "the query took too much memory and was stopped; narrow it or add LIMIT",
}


class Pool:
    """Hands each request to a process of its own and kills those that take too long."""

    def __init__(self, location: str, limits: Limits) -> None:
        self.location = location
        self.limits = limits
        self.idle: list[Process] = []
        self.busy: set[Process] = set()
        self.quick = asyncio.Semaphore(limits.quick)
        self.slow = 0
        self.budget = Budget(limits.spooled)
        self.starting = 0
        self.tasks: set[asyncio.Task[Any]] = set()

    def build(self) -> str:
        """The build in use; it changes under us when somebody builds."""
        try:
            return current(self.location).name
        except StoreError as error:
            raise Failed(503, {"zh": error.message("zh"), "en": error.message("en")}) from error

    async def open(self) -> None:
        """Start the processes that wait for requests."""
        self.idle = list(await asyncio.gather(*(self._start() for _ in range(self.limits.quick))))

    async def close(self) -> None:
        """Kill all processes."""
        # What is cancelled may ask for a new process on its way out.
        while self.tasks:
            for task in list(self.tasks):
                if not task.cancelling():
                    task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)
        everybody, self.idle = [*self.idle, *self.busy], []
        await asyncio.gather(*(process.stop() for process in everybody))

    @asynccontextmanager
    async def asked(self, request: dict[str, Any]) -> AsyncIterator[Spool]:
        """Ask; the spool fills while it is read. Leaving the block ends the query.

        Raises:
            Failed: 503 if no process is free in time.
        """
        spool = Spool(self.budget)
        task = self.spawn(self._run(request, spool))
        try:
            yield spool
        finally:
            if not task.done():
                # Once is enough: a second time would part it from the child it is ending.
                if not task.cancelling():
                    task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            spool.close()

    async def _run(self, request: dict[str, Any], spool: Spool) -> None:
        try:
            async with asyncio.timeout(self.limits.queue):
                await self.quick.acquire()
        except TimeoutError:
            return spool.finish(failed=Failed(503, BUSY))
        turn = _Turn(self)
        try:
            await self._answered(request, spool, turn)
        finally:
            # Whatever went wrong, nobody waits for ever and no place is lost.
            turn.over()
            if not spool.done:
                spool.finish(failed=died())

    async def _answered(self, request: dict[str, Any], spool: Spool, turn: _Turn) -> None:
        try:
            process = await self._take()
        except (Failed, OSError, TimeoutError) as error:
            failed = error if isinstance(error, Failed) else Failed(503, BUSY)
            return spool.finish(failed=failed)
        turn.watch(process)
        try:
            async with asyncio.timeout(self.limits.timeout):
                await process.answer(request, spool)
        except TimeoutError:
            spool.finish(failed=Failed(504, TOO_LONG))
            await self._discard(process)
        except Failed as failed:
            if process.greedy:
                failed = Failed(507, TOO_MUCH)
            spool.finish(failed=Failed(503, BUSY) if turn.kind == "crowded" else failed)
            if failed.status >= 500:
                await self._discard(process)
        except asyncio.CancelledError:
            await self._discard(process)
            raise
        finally:
            turn.over()
            await self._give_back(process)

    async def _take(self) -> Process:
        build = self.build()
        while self.idle:
            process = self.idle.pop()
            if process.build == build and process.child.returncode is None:
                self.busy.add(process)
                return process
            await process.stop()
        process = await self._start()
        self.busy.add(process)
        return process

    async def _start(self) -> Process:
        memory = str(self.limits.memory)
        return await start("read", self.location, memory, build=self.build())

    async def _discard(self, process: Process) -> None:
        self.busy.discard(process)
        await process.stop()

    async def _give_back(self, process: Process) -> None:
        if process not in self.busy:
            self.spawn(self.refill())
            return
        self.busy.discard(process)
        if process.demoted or len(self.idle) >= self.limits.quick:
            # A lowered priority cannot be raised again.
            await process.stop()
            self.spawn(self.refill())
        else:
            self.idle.append(process)

    async def refill(self) -> None:
        """Start a process if fewer wait than should."""
        quick = sum(not process.demoted for process in self.busy)
        if len(self.idle) + quick + self.starting < self.limits.quick:
            self.starting += 1
            try:
                with contextlib.suppress(Failed, OSError, TimeoutError):
                    self.idle.append(await self._start())
            finally:
                self.starting -= 1

    def spawn(self, what: Any) -> asyncio.Task[Any]:
        """Run something beside; ended with the pool."""
        task = asyncio.get_running_loop().create_task(what)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


class _Turn:
    """One place among the quick requests, given up early by those that are slow."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.kind = "quick"
        self.begun = 0.0

    def watch(self, process: Process) -> None:
        """Look after a while whether the request is a slow one, by the work it took."""
        self.begun = process.worked()
        self._later(process)

    def _later(self, process: Process) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self.pool.limits.patience, self._look, process)

    def _look(self, process: Process) -> None:
        if self.kind != "quick":
            return
        # On a busy machine all are late, and that is nobody's fault.
        if process.worked() - self.begun < self.pool.limits.patience / 2:
            self._later(process)
            return
        process.demote()
        if self.pool.slow < self.pool.limits.slow:
            self.kind = "slow"
            self.pool.slow += 1
            self.pool.quick.release()
            self.pool.spawn(self.pool.refill())
        else:
            # It would keep its place from the quick ones until its time is up.
            self.kind = "crowded"
            process.child.kill()

    def over(self) -> None:
        if self.kind in {"quick", "crowded"}:
            self.pool.quick.release()
        elif self.kind == "slow":
            self.pool.slow -= 1
        self.kind = "over"


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
