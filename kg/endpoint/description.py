"""The service description: what this endpoint is and can do (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.media import GRAPHS
from kg.endpoint.reading import refuse

__all__ = ["description"]

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
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


def description(request: Request, media: str | None) -> Response:
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
    formats = [ox.NamedNode(FORMATS + name) for name in (*RESULTS, *SYNTAXES)]
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
