"""Connections: whoever opens one says what it wants, or loses it."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["within"]


def within(seconds: float) -> type[asyncio.Protocol]:
    """The protocol of a server that waits no longer than so for the head of a request.

    Uvicorn itself waits for ever, and a few hundred silent clients would be all it has room for.
    """

    class Impatient(H11Protocol):
        waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            # Head and body leave in two writes; without this, the second waits up to 40 ms for the
            # client to say that it has the first.
            listening = transport.get_extra_info("socket")
            if listening is not None:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is None or self.cycle.response_complete:
                self._wait()
            else:
                self._stop()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self.waiting is None:
                self.waiting = self.loop.call_later(seconds, self.transport.close)

        def _stop(self) -> None:
            if self.waiting is not None:
                self.waiting.cancel()
                self.waiting = None

    return Impatient
