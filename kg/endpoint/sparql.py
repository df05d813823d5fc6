"""SPARQL 1.1 Protocol: `/sparql` and `/update`."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

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
        return _description(request, choose(accept, list(GRAPHS)))
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


# The service description (SPARQL 1.1 Service Description).
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
)
SYNTAXES = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")

COMMENT = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
MERGE = (
    ox.Literal("由 kg build 建成时，默认图是各命名图的合并，每条三元组一次。", language="zh"),
    ox.Literal(
        "Of a store that kg build made, this is the merge of the named graphs, each triple once.",
        language="en",
    ),
)
WRITABLE = (
    ox.Literal(
        "合并图随每次修改更新，不能直接改写；推导的内容（上位类、上位属性、祖先、名称索引）"
        "只由 kg build 重算。",
        language="zh",
    ),
    ox.Literal(
        "It follows every change and cannot be written to itself. What is derived (super-classes, "
        "super-properties, ancestors, look-up keys) is worked out anew by kg build only.",
        language="en",
    ),
)


def _description(request: Request, media: str | None) -> Response:
    """Describe the service in RDF.

    Raises:
        Failed: 406 if no RDF format is accepted.
    """
    if media is None:
        raise refuse(406, "没有所要求的格式", "none of the formats asked for is offered")
    address = str(request.url.replace(query=""))
    triples = _triples(address, writable=request.app.state.writable)
    prefixes = {"sd": SD, "formats": FORMATS}
    content = ox.serialize(triples, format=GRAPHS[media], prefixes=prefixes) or b""
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    headers = {"Content-Type": media + charset, "Vary": "Accept"}
    return Response(content, headers=headers)


def _triples(address: str, *, writable: bool) -> list[ox.Triple]:
    service, data = ox.NamedNode(address + "#service"), ox.NamedNode(address + "#dataset")
    default = ox.NamedNode(address + "#default-graph")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    formats = [ox.NamedNode(FORMATS + name) for name in (*RESULT_FORMATS, *SYNTAXES)]
    return [
        ox.Triple(service, kind, sd("Service")),
        ox.Triple(service, sd("endpoint"), ox.NamedNode(address)),
        *(ox.Triple(service, sd("supportedLanguage"), sd(name)) for name in languages),
        *(ox.Triple(service, sd("resultFormat"), name) for name in formats),
        ox.Triple(service, sd("defaultDataset"), data),
        ox.Triple(data, kind, sd("Dataset")),
        ox.Triple(data, sd("defaultGraph"), default),
        ox.Triple(default, kind, sd("Graph")),
        *(ox.Triple(default, COMMENT, text) for text in (*MERGE, *(WRITABLE if writable else ()))),
    ]
