"""A child process that answers from one store, so that it can be killed.

It opens the store read-only, says so, then answers one request after the other. A process of its
own is what makes a time limit possible: pyoxigraph cannot be interrupted.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from kg.endpoint import frames
from kg.errors import KGError, NameLookupError, StoreError, Text
from kg.memory import limit_memory

__all__ = ["Answer", "Send", "error_frame", "main", "serve_requests"]

Send = Callable[[bytes, "bytes | dict[str, Any]"], None]
Answer = Callable[[dict[str, Any], Send], dict[str, Any]]


def main(location: str, memory: int) -> None:
    """Open the store and answer until the server hangs up."""
    limit_memory(memory)

    def opened() -> Answer:
        from kg.endpoint.answers import answer
        from kg.store import MEMORY, open_local

        if location == MEMORY:
            from kg.loaders import build_in_memory

            store = build_in_memory()
        else:
            store = open_local(location)
        return lambda request, send: answer(store, request, send)

    serve_requests(opened)


def serve_requests(opened: Callable[[], Answer]) -> None:
    """Read requests, answer each, and end as soon as the server is gone."""
    # Ctrl-C reaches the whole group; the server decides when its children end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not get between the frames.
    sys.stdout = sys.stderr
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    try:
        answer = opened()
    except KGError as error:
        frames.write(sink, frames.ERROR, error_frame(error))
        return
    frames.write(sink, frames.HEAD, {"ready": True})
    threading.Thread(target=_listen, args=(source, requests), daemon=True).start()
    while True:
        _one(answer, requests.get(), sink)


def _listen(source: IO[bytes], requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    while (request := frames.read_request(source)) is not None:
        requests.put(request)
    # A query may be running, and nothing but a signal stops it.
    os.kill(os.getpid(), signal.SIGTERM)


def _one(answer: Answer, request: dict[str, Any], sink: IO[bytes]) -> None:
    def send(kind: bytes, content: bytes | dict[str, Any]) -> None:
        frames.write(sink, kind, content)

    try:
        send(frames.END, answer(request, send))
    except KGError as error:
        send(frames.ERROR, error_frame(error))
    except MemoryError:
        what = Text("查询用的内存超过上限", "the query needs more memory than is given")
        send(frames.ERROR, {"status": 507, **what._asdict()})


def error_frame(error: KGError) -> dict[str, Any]:
    """What the server needs to say what went wrong, in either language."""
    usual = 404 if isinstance(error, NameLookupError) else 400
    status = getattr(error, "status", 500 if isinstance(error, StoreError) else usual)
    content = {"status": status, "zh": error.message("zh"), "en": error.message("en")}
    if isinstance(error, NameLookupError):
        content["candidates"] = [
            {key: found[key] for key in ("iri", "id", "type", "zh", "en")}
            for found in error.candidates
        ]
    return content
