"""An answer on its way: written by a child process, read by a client at its own speed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from typing import Any

__all__ = ["BUSY", "Budget", "Failed", "Spool"]

BUSY = {"zh": "服务器正忙，请稍后再试", "en": "the server is busy, try again later"}

IN_MEMORY = 1 << 20
CHUNK = 1 << 16


class Failed(Exception):
    """A request that was not answered: a status, and the words for it."""

    def __init__(self, status: int, words: dict[str, Any]) -> None:
        super().__init__(words.get("en", ""))
        self.status = status
        self.words = words


class Budget:
    """How much all spools of a server may still hold."""

    def __init__(self, size: int) -> None:
        self.left = size


class Spool:
    """Holds an answer, past a megabyte on disk, so that a slow client occupies no process."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget(1 << 62)
        self.head: dict[str, Any] = {}
        self.end: dict[str, Any] = {}
        self.failed: Failed | None = None
        self.done = False
        self.size = 0
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._changed = asyncio.Event()

    def put(self, data: bytes) -> None:
        """Add data to the answer.

        Raises:
            Failed: if there is no room for them.
        """
        if len(data) > self.budget.left:
            raise Failed(503, BUSY)
        self.budget.left -= len(data)
        self._file.seek(self.size)
        self._file.write(data)
        self.size += len(data)
        self._changed.set()

    def finish(self, end: dict[str, Any] | None = None, failed: Failed | None = None) -> None:
        """The answer is complete, or failed."""
        self.done = True
        self.end = end or {}
        self.failed = self.failed or failed
        self._changed.set()

    async def settled(self, hold: int) -> None:
        """Wait until the answer is complete, has failed, or holds more than ``hold`` bytes.

        Raises:
            Failed: with the status to answer with.
        """
        while not self.done and self.size <= hold:
            self._changed.clear()
            await self._changed.wait()
        if self.failed:
            raise self.failed

    async def chunks(self) -> AsyncIterator[bytes]:
        """The data as they come.

        Raises:
            Failed: in the middle of the answer; the client must not take it for complete.
        """
        place = 0
        while True:
            while place < self.size:
                self._file.seek(place)
                data = self._file.read(CHUNK)
                place += len(data)
                yield data
            if self.done:
                break
            self._changed.clear()
            await self._changed.wait()
        if self.failed:
            raise self.failed

    def close(self) -> None:
        """Give the room back."""
        self.budget.left += self.size
        self.size = 0
        self._file.close()
