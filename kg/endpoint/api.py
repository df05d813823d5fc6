"""The web API: the questions of the command line, with the same JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.endpoint.openapi import describe
from kg.endpoint.reading import Parameters, number, parameters, refuse, single
from kg.endpoint.replies import collected, language
from kg.queries import load

__all__ = ["openapi", "partners", "path", "queries", "query_text", "search"]

KINDS = ("pairing", "agreement", "event", "all")


async def search(request: Request) -> Response:
    """`/api/search?q=…`: entities by any name."""
    given = _given(request, {"q", "limit"})
    asked = {"text": _words(given, "q"), "limit": number(given, "limit", 100) or 20}
    return await _answer(request, "search", asked)


async def partners(request: Request) -> Response:
    """`/api/partners?name=…`: which partners somebody has."""
    given = _given(request, {"name", "kind"})
    kind = single(given, "kind") or "pairing"
    if kind not in KINDS:
        raise refuse(400, f"kind 须为 {'、'.join(KINDS)}", f"kind is one of {', '.join(KINDS)}")
    return await _answer(request, "partners", {"name": _words(given, "name"), "kind": kind})


async def path(request: Request) -> Response:
    """`/api/path?from=…&to=…`: how two are connected."""
    given = _given(request, {"from", "to", "k", "max-length"})
    asked = {
        "start": _words(given, "from"),
        "end": _words(given, "to"),
        "k": number(given, "k", 20) or 1,
        "max_length": number(given, "max-length", 100),
    }
    return await _answer(request, "path", asked)


async def queries(request: Request) -> Response:
    """`/api/queries`: the packaged questions with their parameters."""
    _given(request, set())
    return JSONResponse(_listed())


async def query_text(request: Request) -> Response:
    """`/api/queries/NAME?…`: a packaged question as SPARQL, its parameters filled in."""
    name = request.path_params["name"]
    if name not in load():
        raise refuse(404, "没有这个查询", "there is no such query")
    given = _given(request, {parameter.name for parameter in load()[name].parameters})
    values = {key: _words(given, key) for key in given}
    asked = {"name": name, "given": values, "lang": language(request)}
    return await _answer(request, "prepare", asked)


async def openapi(request: Request) -> Response:
    """`/api/openapi.json`: what there is, for programs."""
    _given(request, set())
    return JSONResponse(describe(str(request.base_url).rstrip("/")))


@cache
def _listed() -> list[dict[str, Any]]:
    return [
        {
            "name": query.name,
            **query.title._asdict(),
            "parameters": [
                {"name": p.name, "kind": p.kind, "default": p.default, **p.label._asdict()}
                for p in query.parameters
            ],
        }
        for query in load().values()
    ]


async def _answer(request: Request, question: str, given: Mapping[str, Any]) -> Response:
    order = {"op": "ask", "question": question, "given": given}
    _, content = await collected(request, order, drawing=question == "path")
    return Response(content, media_type="application/json")


def _given(request: Request, known: set[str]) -> Parameters:
    given = parameters(request.scope["query_string"])
    for name in sorted(set(given) - known - {"lang"}):
        raise refuse(400, f"没有参数 {name[:40]}", f"there is no parameter {name[:40]}")
    return {name: values for name, values in given.items() if name in known}


def _words(given: Parameters, name: str) -> str:
    value = single(given, name)
    if value is None or not value.strip() or len(value) > 200:
        raise refuse(
            400, f"参数 {name} 须为 1 到 200 个字符", f"{name} must have 1 to 200 characters"
        )
    return value
