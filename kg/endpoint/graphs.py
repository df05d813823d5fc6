"""Graph Store Protocol at `/store`: one graph at a time, by its name or by its address."""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.media import GRAPHS, choose, graph_format
from kg.endpoint.reading import body, media_type, parameters, refuse, single
from kg.endpoint.replies import streamed

__all__ = ["graph_store"]


async def graph_store(request: Request) -> Response:
    """Read, replace, add to or delete a graph.

    Raises:
        Failed: 400, 404, 406, 413, 415, 504.
    """
    graph = _graph(request)
    if request.method in {"GET", "HEAD"}:
        if graph is None:
            raise refuse(
                400, "请用 graph 或 default 指定图", "name a graph: ?graph=IRI or ?default"
            )
        return await _get(request, graph)
    if request.method == "DELETE":
        if graph is None:
            raise refuse(
                400, "请用 graph 或 default 指定图", "name a graph: ?graph=IRI or ?default"
            )
        await request.app.state.writing({"op": "delete", "graph": graph})
        return Response(status_code=204)
    return await _write(request, graph)


def _graph(request: Request) -> str | None:
    """The graph meant: an IRI, the empty string for the default graph, None for a new one."""
    given = parameters(request.scope["query_string"])
    name = single(given, "graph")
    if "default" in given:
        if name is not None:
            raise refuse(400, "graph 与 default 只能用一个", "give graph or default, not both")
        return ""
    if name is not None:
        return _iri(name)
    path = request.path_params.get("path", "")
    return _iri(str(request.url.replace(query=""))) if path else None


def _iri(name: str) -> str:
    try:
        node = ox.NamedNode(name)
    except ValueError as error:
        raise refuse(400, "graph 不是 IRI", "graph is not an IRI") from error
    if not node.value:
        raise refuse(400, "graph 不是 IRI", "graph is not an IRI")
    return node.value


async def _get(request: Request, graph: str) -> Response:
    media = choose(request.headers.get("accept"), list(GRAPHS))
    if media is None:
        raise refuse(406, "没有所要求的格式", "none of the formats asked for is offered")
    limits = request.app.state.pool.limits
    order = {"op": "graph", "graph": graph, "graphs": media, "rows": 10**12, "size": limits.upload}
    return await streamed(request, order)


async def _write(request: Request, graph: str | None) -> Response:
    if request.method == "PUT" and graph is None:
        raise refuse(400, "请用 graph 或 default 指定图", "name a graph: ?graph=IRI or ?default")
    place = graph
    if place is None:
        place = f"{str(request.url.replace(query='')).rstrip('/')}/{uuid.uuid4()}"
    with tempfile.TemporaryDirectory() as folder:
        order: dict[str, Any] = {
            "op": request.method.lower(),
            "graph": place,
            "files": await _files(request, Path(folder)),
            "base": place or str(request.url),
        }
        end = await request.app.state.writing(order)
    if graph is None:
        return Response(status_code=201, headers={"Location": place})
    return Response(status_code=204 if end["existed"] else 201)


async def _files(request: Request, folder: Path) -> list[tuple[str, str]]:
    """What was sent, as files and their media types; a form may hold several."""
    limits = request.app.state.pool.limits
    if media_type(request) == "multipart/form-data":
        sent = b"Content-Type: " + request.headers["content-type"].encode("latin-1") + b"\r\n\r\n"
        sent += await body(request, limits.body, limits.reading)
        parts = [
            (str(part.get("Content-Type", "")), part.get_payload(decode=True))
            for part in message_from_bytes(sent).walk()
            if not part.is_multipart()
        ]
        named = [(_known(kind), content) for kind, content in parts]
        files = [(folder / str(number), media) for number, (media, _) in enumerate(named)]
        for (file, _), (_, content) in zip(files, named, strict=True):
            file.write_bytes(content if isinstance(content, bytes) else b"")
        return [(str(file), media) for file, media in files]
    media = _known(request.headers.get("content-type", "") or "text/turtle")
    file = folder / "graph"
    await _received(request, file, limits.upload, limits.sending)
    return [(str(file), media)]


def _known(content_type: str) -> str:
    format_ = graph_format(content_type)
    if format_ is None:
        raise refuse(415, "不认识这种 RDF 格式", "this is no RDF format that can be read")
    return next(name for name, known in GRAPHS.items() if known == format_)


async def _received(request: Request, file: Path, most: int, seconds: float) -> None:
    size = 0
    try:
        with file.open("wb") as stream:
            async with asyncio.timeout(seconds):
                async for part in request.stream():
                    size += len(part)
                    if size > most:
                        raise refuse(413, "文件太大", "the graph is too large")
                    stream.write(part)
    except TimeoutError as error:
        raise refuse(408, "请求内容来得太慢", "the body came too slowly") from error
