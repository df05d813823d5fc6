"""The application: routes, refusals, the processes behind it."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import shutil
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.endpoint import api, graphs, pages, reconcile, sparql
from kg.endpoint.catalogue import catalogue
from kg.endpoint.guard import LOOPBACK, Guard
from kg.endpoint.limits import Limits
from kg.endpoint.pool import TOO_LONG, Pool, keep_within
from kg.endpoint.process import Process, start
from kg.endpoint.reading import refuse
from kg.endpoint.replies import refusal
from kg.endpoint.spool import BUSY, Failed, Spool

__all__ = ["application"]

# Where the process that writes works; what it published stands elsewhere.
WRITING = "writing"
READING = ["GET", "HEAD", "POST"]
STORING = ["GET", "HEAD", "PUT", "POST", "DELETE"]


def application(
    location: str,
    *,
    limits: Limits | None = None,
    writable: bool = False,
    lang: str = "zh",
    hosts: Collection[str] = LOOPBACK,
    origins: Collection[str] = (),
    token: str = "",
    sources: str | None = None,
) -> Starlette:
    """The server as an ASGI application.

    Args:
        location: a store directory.
        limits: what a request may cost.
        writable: whether `/update` and writing at `/store` are open.
        lang: the language for those who ask for none.
        hosts: the names under which it may be reached.
        origins: other sites whose pages may read and ask here.
        token: if given, writing needs ``Authorization: Bearer TOKEN``.
        sources: a folder of raw texts, of which sheets then quote a few words.
    """
    pool = Pool(location, limits or Limits())
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, hosts=hosts, origins=origins)],
        exception_handlers={Failed: _failed, HTTPException: _http_error},
        lifespan=_lifespan,
    )
    app.state.pool = pool
    app.state.drawing = Pool(location, _drawing(pool.limits))
    app.state.lang = lang
    app.state.writable = writable
    app.state.token = token
    app.state.origins = sorted(origins)
    app.state.sources = sources
    app.state.writing = _Writing(location, pool)
    return app


def _routes() -> list[Route]:
    return [
        Route("/", pages.home),
        Route("/query", pages.queries),
        Route("/id/{kind}/{name}", pages.entity),
        Route("/source/{name}", pages.entity),
        Route("/entity", pages.named),
        Route("/dataset", catalogue),
        Route("/.well-known/dcat", catalogue),
        Route("/map", pages.network),
        Route("/static/{name}", pages.asset),
        Route("/api/queries", api.queries),
        Route("/api/queries/{name}", api.query_text),
        Route("/api/openapi.json", api.openapi),
        Route("/api/{question}", api.answer),
        Route("/reconcile", reconcile.service, methods=READING),
        Route("/reconcile/suggest/{what}", reconcile.suggest),
        Route("/reconcile/properties", reconcile.properties),
        Route("/reconcile/preview", pages.card),
        Route("/sparql", sparql.query, methods=READING),
        Route("/sparql/", sparql.query, methods=READING),
        Route("/update", _write_only(sparql.update), methods=["POST"]),
        Route("/store", _write_only(graphs.graph_store), methods=STORING),
        Route("/store/{path:path}", _write_only(graphs.graph_store), methods=STORING),
    ]


def _write_only(handler: Any) -> Any:
    async def checked(request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            _may_write(request)
        response: Response = await handler(request)
        return response

    return checked


def _may_write(request: Request) -> None:
    state = request.app.state
    if not state.writable:
        raise refuse(
            403,
            "服务器只读；需要写入请用 kg serve --writable 启动",
            "this server is read-only; `kg serve --writable` starts one that is not",
        )
    given = request.headers.get("authorization", "")
    if state.token and not hmac.compare_digest(given.encode(), f"Bearer {state.token}".encode()):
        raise refuse(401, "写入需要令牌", "writing needs the token")


class _Writing:
    """Hands changes to the one process that writes, one after the other."""

    def __init__(self, location: str, pool: Pool) -> None:
        self.location = location
        self.pool = pool
        self.process: Process | None = None
        self.turn = asyncio.Lock()

    async def open(self) -> None:
        if self.process is None:
            self.process = await start("write", self.location, str(self.pool.limits.memory))

    async def close(self) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            assert process.child.stdin is not None
            process.child.stdin.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await process.child.wait()
            await process.stop()
            shutil.rmtree(Path(self.location) / WRITING, ignore_errors=True)

    async def __call__(self, order: dict[str, Any]) -> dict[str, Any]:
        async with self.turn:
            try:
                await self.open()
            except (OSError, TimeoutError) as error:
                raise Failed(503, BUSY) from error
            assert self.process is not None
            spool = Spool()
            try:
                async with asyncio.timeout(self.pool.limits.timeout):
                    await self.process.answer(order, spool)
            except TimeoutError as error:
                await self._drop()
                raise Failed(504, TOO_LONG) from error
            except Failed as failed:
                if failed.status >= 500:
                    await self._drop()
                raise
            except asyncio.CancelledError:
                await self._drop()
                raise
            finally:
                spool.close()
            return spool.end

    async def _drop(self) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            await process.stop()


def _drawing(limits: Limits) -> Limits:
    """For paths and maps: one process, which takes seconds to read the network and keeps it."""
    most = max(limits.timeout, 120.0)
    return replace(limits, quick=1, timeout=most, queue=most, patience=most)


async def _warm(pool: Pool) -> None:
    order = {"op": "ask", "question": "warm", "given": {}}
    with contextlib.suppress(Failed):
        async with pool.asked(order) as spool:
            await spool.settled(0)


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    try:
        await app.state.pool.open()
        await app.state.drawing.open()
        app.state.drawing.spawn(_warm(app.state.drawing))
        pools = app.state.pool, app.state.drawing
        app.state.pool.spawn(keep_within(pools, app.state.pool.limits.all_memory))
        if app.state.writable:
            await app.state.writing.open()
        yield
    except Failed as failed:
        app.state.failure = failed.words
        raise
    finally:
        await app.state.writing.close()
        await app.state.drawing.close()
        await app.state.pool.close()


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Failed)
    return _refused(request, error)


def _refused(request: Request, failed: Failed) -> Response:
    """A page for who asked with a browser, a sentence or JSON for everybody else."""
    wanted = request.headers.get("accept", "").partition(",")[0].strip()
    programs = request.url.path.startswith(("/api/", "/sparql", "/update", "/store", "/reconcile"))
    if wanted == "text/html" and not programs:
        return pages.refused(request, failed)
    return refusal(request, failed)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {
        404: ("没有这个地址", "there is nothing here"),
        405: ("这里不接受这种请求方法", "this method is not allowed here"),
    }
    zh, en = words.get(error.status_code, (error.detail, error.detail))
    allow = (error.headers or {}).get("Allow", "GET")
    return _refused(request, Failed(error.status_code, {"zh": zh, "en": en, "allow": allow}))
