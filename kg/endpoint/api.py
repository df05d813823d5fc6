"""The web API: the questions of the command line, with the same JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.endpoint.declared import LEAST, MOST, NETWORKED, QUESTIONS, QUOTING, Declared, declared
from kg.endpoint.openapi import describe
from kg.endpoint.reading import Parameters, number, parameters, refuse, single
from kg.endpoint.replies import collected, language
from kg.queries import load

__all__ = ["answer", "openapi", "queries", "query_text"]

LONGEST, SEVERAL = 200, 50
DECIMAL = re.compile(r"[0-9]{1,2}(\.[0-9]{1,6})?", re.ASCII)


async def answer(request: Request) -> Response:
    """`/api/partners?name=…` and so on: a question of the command line."""
    address = request.path_params["question"]
    if address not in QUESTIONS:
        raise refuse(404, "没有这个问题", "there is no such question")
    known = declared(address)
    given = _given(request, set(known))
    asked: dict[str, Any] = {
        parameter.python: _value(given, name, parameter)
        for name, parameter in known.items()
        if name in given or parameter.required
    }
    if address in QUOTING:
        asked["folder"] = request.app.state.sources
    return await _answer(request, QUESTIONS[address], asked)


def _value(given: Parameters, name: str, parameter: Declared) -> Any:
    if parameter.kind is int:
        return number(given, name, MOST[name], LEAST.get(name, 1))
    if parameter.kind is float:
        return _decimal(given, name)
    if parameter.kind is bool:
        return _flag(given, name)
    return _several(given, name) if parameter.several else _words(given, name)


async def queries(request: Request) -> Response:
    """`/api/queries`: the packaged questions with their parameters."""
    _given(request, {"names"})
    named = "names" in request.query_params
    return JSONResponse(await _named(request) if named else _listed())


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
    _, content = await collected(request, order, drawing=question in NETWORKED)
    return Response(content, media_type="application/json")


async def _named(request: Request) -> list[dict[str, Any]]:
    """The questions, each with what its parameters stand at by default in words of people."""
    order = {"op": "ask", "question": "named", "given": {}}
    _, content = await collected(request, order)
    names = json.loads(content)
    return [
        {
            **query,
            "parameters": [
                one | {"words": names[query["name"]][one["name"]]} for one in query["parameters"]
            ],
        }
        for query in _listed()
    ]


def _given(request: Request, known: set[str]) -> Parameters:
    given = parameters(request.scope["query_string"])
    for name in sorted(set(given) - known - {"lang"}):
        raise refuse(400, f"没有参数 {name[:40]}", f"there is no parameter {name[:40]}")
    return {name: values for name, values in given.items() if name in known}


def _words(given: Parameters, name: str) -> str:
    return _checked(single(given, name), name)


def _several(given: Parameters, name: str) -> list[str]:
    if len(given[name]) > SEVERAL:
        raise refuse(400, f"{name} 至多 {SEVERAL} 个", f"at most {SEVERAL} of {name}")
    return [_checked(value, name) for value in given[name]]


def _checked(value: str | None, name: str) -> str:
    if value is None or not value.strip() or len(value) > LONGEST:
        raise refuse(
            400,
            f"参数 {name} 须为 1 到 {LONGEST} 个字符",
            f"{name} must have 1 to {LONGEST} characters",
        )
    return value


def _flag(given: Parameters, name: str) -> bool:
    value = single(given, name)
    if value not in ("true", "false"):
        raise refuse(400, f"{name} 须为 true 或 false", f"{name} is true or false")
    return value == "true"


def _decimal(given: Parameters, name: str) -> float:
    value = single(given, name) or ""
    if not DECIMAL.fullmatch(value) or not float(value):
        raise refuse(400, f"{name} 须为 0 到 100 之间的小数", f"{name} is a number from 0 to 100")
    return float(value)
