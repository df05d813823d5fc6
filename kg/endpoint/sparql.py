"""SPARQL 1.1 Protocol: `/sparql` and `/update`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.description import description
from kg.endpoint.media import GRAPHS, RESULTS, choose
from kg.endpoint.reading import (
    Parameters,
    body,
    media_type,
    number,
    parameters,
    refuse,
    single,
    text,
)
from kg.endpoint.replies import streamed
from kg.sparql import MAX_QUERY_BYTES

__all__ = ["query", "update"]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


async def query(request: Request) -> Response:
    """Answer a query, or describe the service where none is asked.

    Raises:
        Failed: 400, 403, 405, 406, 413, 415, 503, 504.
    """
    given = parameters(request.scope["query_string"])
    if request.method == "POST":
        given = await _posted(request, given, "query", QUERY)
    if "update" in given:
        raise refuse(400, "更新语句请发到 /update", "send updates to /update")
    asked = single(given, "query")
    if asked is None and request.method == "POST":
        raise refuse(400, "缺少参数 query", "the parameter query is missing")
    accept = request.headers.get("accept")
    if asked is None:
        return description(request, choose(accept, list(GRAPHS)))
    _bounded(asked)
    results, graphs = choose(accept, list(RESULTS)), choose(accept, list(GRAPHS))
    if results is None and graphs is None:
        raise refuse(406, "没有所要求的格式", "none of the formats asked for is offered")
    limits = request.app.state.pool.limits
    # How many rows the client wants at most; it is told when there are more.
    rows = number(given, "max-rows", limits.rows)
    order = {
        "op": "query",
        "query": asked,
        "base": str(request.url.replace(query="")),
        "results": results,
        "graphs": graphs,
        "default_graphs": given.get("default-graph-uri"),
        "named_graphs": given.get("named-graph-uri"),
        "rows": rows or limits.rows,
        "partial": rows is not None,
        "size": limits.size,
    }
    return await streamed(request, order)


async def update(request: Request) -> Response:
    """Carry an update out.

    Raises:
        Failed: 400, 403, 405, 413, 415, 504.
    """
    given = parameters(request.scope["query_string"])
    if "update" in given or "query" in given:
        raise refuse(
            400, "更新语句须用 POST 正文发送", "send the update in the body of a POST request"
        )
    given = await _posted(request, given, "update", UPDATE)
    if "query" in given:
        raise refuse(400, "查询请发到 /sparql", "send queries to /sparql")
    asked = single(given, "update")
    if asked is None:
        raise refuse(400, "缺少参数 update", "the parameter update is missing")
    _bounded(asked)
    order = {
        "op": "update",
        "update": asked,
        "base": str(request.url.replace(query="")),
        "using": given.get("using-graph-uri", []),
        "using_named": given.get("using-named-graph-uri", []),
    }
    await request.app.state.writing(order)
    return Response(status_code=204)


async def _posted(request: Request, given: Parameters, name: str, direct: str) -> Parameters:
    media = media_type(request)
    if media not in {FORM, direct}:
        raise refuse(415, f"正文须为 {FORM} 或 {direct}", f"the body must be {FORM} or {direct}")
    limits = request.app.state.pool.limits
    content = await body(request, limits.body, limits.reading)
    posted = parameters(content) if media == FORM else {name: [text(content)]}
    merged = dict(given)
    for key, values in posted.items():
        merged[key] = merged.get(key, []) + values
    return merged


def _bounded(asked: str) -> None:
    """Refuse what is too long; the rest of the text is looked at by the child that is to run it.

    Looking takes a while, and here everybody would wait for it.
    """
    if len(asked.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise refuse(413, "查询超过 1 MB", "the query is larger than 1 MB")
