"""Run the application on a port until somebody stops it."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import math
import os
import socket
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.endpoint.app import application
from kg.endpoint.guard import LOOPBACK
from kg.endpoint.limits import Limits
from kg.errors import StoreError, Text, reason
from kg.questions.grep import read_texts
from kg.store import open_store

__all__ = ["run", "serve"]


def serve(
    location: str,
    *,
    host: str = "127.0.0.1",
    port: int = 7654,
    limits: Limits | None = None,
    writable: bool = False,
    lang: str = "zh",
    hosts: Collection[str] = (),
    origins: Collection[str] = (),
    sources: str | None = None,
    started: Callable[[str], bool] = lambda _: True,
) -> None:
    """Serve a store directory until SIGINT or SIGTERM.

    Args:
        location: a store directory.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        limits: what a request may cost.
        writable: whether updates are open; off this machine they need the token in
            ``KG_SERVE_TOKEN``.
        lang: the language for those who ask for none.
        hosts: further names under which the server may be reached.
        origins: other sites whose pages may ask here.
        sources: a folder of raw texts, of which sheets then quote a few words.
        started: called with the address once it answers; False stops the server.

    Raises:
        StoreError: if the store cannot be opened or the port is taken.
    """
    store = open_store(location)
    if sources is not None:
        # A text that is not the one on record is refused before anybody asks.
        read_texts(store, Path(sources))
    token = os.environ.get("KG_SERVE_TOKEN", "")
    if writable and not token and not _is_loopback(host):
        raise StoreError(
            Text(
                "可写的服务器对外开放时必须设置令牌",
                "a writable server that others can reach needs a token",
            ),
            where=host,
            hint=Text("请设置环境变量 KG_SERVE_TOKEN", "set KG_SERVE_TOKEN"),
        )
    limits = limits or Limits()
    app = application(
        location,
        limits=limits,
        writable=writable,
        lang=lang,
        hosts={*LOOPBACK, host, *hosts},
        origins=origins,
        token=token,
        sources=sources,
    )
    run(app, host, port, started, limits)


def run(
    app: Starlette,
    host: str,
    port: int,
    started: Callable[[str], bool],
    limits: Limits | None = None,
) -> None:
    """Run an application until SIGINT or SIGTERM.

    Args:
        app: the application; why it did not start stands in its state, as ``failure``.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        started: called with the address once it answers; False stops the server.
        limits: how many connections there may be, and how slow.

    Raises:
        StoreError: if the port is taken.
    """
    limits = limits or Limits()
    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    _log_requests()
    config = uvicorn.Config(
        app,
        http=_within(limits.heading),
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=limits.connections,
        timeout_graceful_shutdown=5,
        lifespan="on",
    )
    server = _Server(config, lambda: started(address))
    # Ctrl-C is how it is meant to end; uvicorn raises it again once all is closed.
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run([listening])
    if not server.was_up:
        words = getattr(app.state, "failure", None) or {
            "zh": "服务器没有启动",
            "en": "the server did not start",
        }
        raise StoreError(Text(words["zh"], words["en"]))


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], bool]) -> None:
        super().__init__(config)
        self.told = started
        self.was_up = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if not self.should_exit:
            self.was_up = True
            logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
            self.should_exit = not self.told()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        what = reason(error, Text("无法监听：", "cannot listen: "))
        hint = Text("请用 --port 换一个端口", "choose another with --port")
        raise StoreError(what, where=f"{host}:{port}", hint=hint) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _log_requests() -> None:
    handler = logging.StreamHandler()
    # Said by our own line already.
    handler.addFilter(lambda record: "without completing response" not in record.getMessage())
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    # What keeps the server from starting is said by the command, once.
    for name, level in (("kg.endpoint", logging.INFO), ("uvicorn.error", logging.CRITICAL)):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False


def _send_at_once(transport: Any) -> None:
    # Head and body leave in two writes; without this, the second waits up to 40 ms for the client
    # to say that it has the first.
    listening = transport.get_extra_info("socket")
    if listening is not None:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _within(seconds: float) -> type[asyncio.Protocol]:
    """The protocol of a server that waits no longer than so for the head of a request.

    Uvicorn itself waits for ever, and a few hundred silent clients would be all it has room for.
    Where there is no more room, the one that has been silent longest makes room for the next.
    """
    # Those that say nothing, the longest first.
    silent: dict[Impatient, None] = {}

    class Impatient(H11Protocol):
        waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            _send_at_once(transport)
            if len(self.connections) >= (self.limit_concurrency or math.inf) and silent:
                longest = next(iter(silent))
                del silent[longest]
                longest.transport.abort()
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
                silent[self] = None
                self.waiting = self.loop.call_later(seconds, self.transport.close)

        def _stop(self) -> None:
            silent.pop(self, None)
            if self.waiting is not None:
                self.waiting.cancel()
                self.waiting = None

    return Impatient
