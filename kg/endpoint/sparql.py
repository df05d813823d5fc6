"""SPARQL 1.1 Protocol: `/sparql` and `/update`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.description import description
from kg.endpoint.media import GRAPHS, RESULTS, choose
from kg.endpoint.reading import Parameters, body, media_type, parameters, refuse, single, text
from kg.endpoint.replies import streamed
from kg.errors import QueryError
from kg.sparql import MAX_QUERY_BYTES, check_query, mentions

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
    _check(asked, "service")
    results, graphs = choose(accept, list(RESULTS)), choose(accept, list(GRAPHS))
    if results is None and graphs is None:
        raise refuse(406, "没有所要求的格式", "none of the formats asked for is offered")
    limits = request.app.state.pool.limits
    rows = _rows(given, limits.rows)
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


def _rows(given: Parameters, most: int) -> int | None:
    """How many rows the client wants at most; it is told when there are more."""
    asked = single(given, "max-rows")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= most):
        raise refuse(
            400, f"max-rows 须为 1 到 {most} 的整数", f"max-rows is a number from 1 to {most}"
        )
    return int(asked)


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
    _check(asked, "service")
    _check(asked, "load")
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


def _check(asked: str, word: str) -> None:
    if mentions(asked, word):
        raise refuse(
            403,
            f"文本里含有 {word}，可能访问网络或文件，因此不执行",
            f"the text contains `{word}`, which may reach the network or files, and is refused",
        )
    if len(asked.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise refuse(413, "查询超过 1 MB", "the query is larger than 1 MB")
    try:
        check_query(asked)
    except QueryError as error:
        raise refuse(400, error.message("zh"), error.message("en")) from error
