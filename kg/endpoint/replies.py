"""Turn answers and refusals into HTTP responses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from kg.endpoint.media import choose
from kg.endpoint.pool import Pool
from kg.endpoint.spool import Failed, Spool

__all__ = ["CutError", "collected", "language", "refusal", "streamed", "watched"]


class CutError(Exception):
    """An answer that failed on its way: the connection must end without its last chunk."""


def language(request: Request) -> str:
    """The language to speak: ``lang``, then Accept-Language, then the server's own."""
    for name in (request.query_params.get("lang", ""), *_accepted(request)):
        if name[:2].lower() in {"zh", "en"}:
            return name[:2].lower()
    return str(request.app.state.lang)


def _accepted(request: Request) -> list[str]:
    header = request.headers.get("accept-language", "")
    return [part.partition(";")[0].strip() for part in header.split(",")]


def refusal(request: Request, failed: Failed) -> Response:
    """The status and one sentence; as JSON for those who want JSON."""
    words = failed.words
    headers = {"Vary": "Accept, Accept-Language"}
    if failed.status == 503:
        headers["Retry-After"] = "5"
    if failed.status == 405:
        headers["Allow"] = words.get("allow", "GET")
    wanted = choose(request.headers.get("accept"), ["text/plain", "application/json"])
    if wanted == "application/json" or request.url.path.startswith("/api/"):
        content = {key: words[key] for key in ("zh", "en", "candidates") if key in words}
        body = json.dumps({"error": content}, ensure_ascii=False)
        return Response(body, failed.status, headers, "application/json")
    text = words.get(language(request)) or words.get("en", "")
    return Response(text + "\n", failed.status, headers, "text/plain; charset=utf-8")


async def collected(
    request: Request, asked: dict[str, Any], *, drawing: bool = False
) -> tuple[dict[str, Any], bytes]:
    """Ask and wait for the whole answer; its end frame and its bytes.

    What needs the whole network is asked of the process that has it.

    Raises:
        Failed: whatever went wrong.
    """
    pool: Pool = request.app.state.drawing if drawing else request.app.state.pool
    async with pool.asked(asked) as spool:
        await watched(request, spool.settled(1 << 62))
        return spool.end, b"".join([chunk async for chunk in spool.chunks()])


async def streamed(request: Request, asked: dict[str, Any]) -> Response:
    """Ask, and answer as soon as the answer is whole or too large to hold back.

    An answer that fails after that ends the connection without the last chunk, so that no client
    can take it for complete.

    Raises:
        Failed: whatever went wrong before.
    """
    pool: Pool = request.app.state.pool
    async with AsyncExitStack() as stack:
        spool = await stack.enter_async_context(pool.asked(asked))
        await watched(request, spool.settled(pool.limits.hold))
        headers = {"Vary": "Accept"}
        if spool.end.get("more"):
            headers["X-SPARQL-MaxRows"] = str(asked["rows"])
        if spool.done:
            headers["Content-Length"] = str(spool.size)
        if request.method == "HEAD":
            response = Response(None, 200, headers, spool.head["media"])
            if not spool.done:
                # Nobody has waited for its end, and 0 it is not.
                del response.headers["Content-Length"]
            return response
        content = _sending(spool, pool.limits.sending)
        media = _with_charset(spool.head["media"])
        return _Streamed(stack.pop_all(), content, 200, headers, media)
    raise AssertionError


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


class _Streamed(StreamingResponse):
    """A streamed answer that ends its query when it ends, however it ends."""

    def __init__(self, kept: AsyncExitStack, *args: Any) -> None:
        super().__init__(*args)
        self.kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        async with self.kept:
            await super().__call__(scope, receive, send)


async def _sending(spool: Spool, seconds: float) -> AsyncIterator[bytes]:
    try:
        async with asyncio.timeout(seconds):
            async for chunk in spool.chunks():
                yield chunk
    except (Failed, TimeoutError) as error:
        raise CutError from error


async def watched(request: Request, waiting: Awaitable[None]) -> None:
    """Wait, but no longer than the client does.

    Raises:
        Failed: 400 if the client is gone.
    """
    task = asyncio.ensure_future(waiting)
    gone = asyncio.ensure_future(_gone(request.receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Failed(400, {"zh": "连接中断", "en": "the connection was closed"})
        task.result()
    finally:
        for pending in (task, gone):
            pending.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _gone(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
