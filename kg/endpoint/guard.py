"""What every request passes: Host and Origin checked, headers added, one line of log."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.endpoint.replies import CutError

__all__ = ["LOOPBACK", "Guard", "logger"]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
# Where a POST only asks.
ASKING = {"/reconcile", "/sparql", "/sparql/"}
logger = logging.getLogger("kg.endpoint")


class Guard:
    """Middleware around the whole application.

    A page elsewhere can make a browser send requests here, also under another name that resolves
    to this address. The Host header tells the second, the Origin header the first.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        begun = time.perf_counter()
        status, size = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                if scope["method"] == "OPTIONS" and message["status"] == 405:
                    self._tell(message, scope["path"], headers.get("origin", ""))
                status = message["status"]
                self._add(message, headers.get("origin", ""))
            elif message["type"] == "http.response.body":
                if status == 204:
                    message["body"] = b""
                size += len(message.get("body", b""))
            await send(message)

        app = self._refused(scope["method"], scope["path"], headers) or self.app
        cut = ""
        try:
            await app(scope, receive, counted)
        except CutError:
            # Returning without the last chunk makes the server close the connection.
            cut = " cut"
        finally:
            # Neither address nor query nor browser: what was asked is nobody's business.
            milliseconds = (time.perf_counter() - begun) * 1000
            place = _template(scope)
            told = (scope["method"], place, status, size, milliseconds, cut)
            logger.info("%s %s %d %d %.0fms%s", *told)

    def _refused(self, method: str, path: str, headers: Headers) -> ASGIApp | None:
        if len(headers.getlist("host")) != 1 or _host(headers["host"]) not in self.hosts:
            return PlainTextResponse("unknown host\n", 403)
        origin = headers.get("origin")
        foreign = origin is not None and not self._own(origin, headers["host"])
        asks = path in ASKING and origin in self.origins
        if foreign and not asks and method not in {"GET", "HEAD", "OPTIONS"}:
            return PlainTextResponse("requests from other sites are refused\n", 403)
        return None

    def _tell(self, message: Message, path: str, origin: str) -> None:
        """Turn the refusal of OPTIONS, which names the methods, into what it asks for."""
        message["status"] = 204
        headers = MutableHeaders(scope=message)
        for name in ("Content-Length", "Content-Type"):
            del headers[name]
        headers["Allow"] = f"{headers.get('allow', 'GET')}, OPTIONS"
        if origin in self.origins:
            headers["Access-Control-Allow-Methods"] = "GET, HEAD" + ", POST" * (path in ASKING)
            headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
            headers["Access-Control-Max-Age"] = "600"

    def _own(self, origin: str, host: str) -> bool:
        return urlsplit(origin).netloc.lower() == host.lower()

    def _add(self, message: Message, origin: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", POLICY)
        if self.origins:
            headers.add_vary_header("Origin")
        if origin in self.origins:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "X-SPARQL-MaxRows"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _host(value: str) -> str:
    try:
        return (urlsplit(f"//{value}").hostname or "").lower()
    except ValueError:
        return ""


def _template(scope: Scope) -> str:
    """The kind of address asked, without what was asked: `/id/…` for every entity."""
    first = str(scope["path"]).split("/")[1][:20]
    known = {
        "",
        "sparql",
        "update",
        "store",
        "api",
        "id",
        "source",
        "static",
        "map",
        "reconcile",
        "entity",
        "text",
    }
    return f"/{first}" if first in known else "/…"
