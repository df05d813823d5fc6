"""The OpenAPI description of the web API."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from kg import __version__, asking
from kg.endpoint.declared import LEAST, MOST, QUESTIONS, TYPES, Declared, answered, declared
from kg.terms import joining

__all__ = ["describe", "schema"]

DAYS = {"as-of", "known-by"}
# Days as people write them; no month has fewer than 28.
DATE = {
    "type": "string",
    "pattern": "^(1[0-9]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$",
}
# What separates files, groups and records is white space to Python and not to others.
SEEN = r"[^\s\u001c-\u001f\u0085]"
WORDS = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": SEEN}


def describe(address: str) -> dict[str, Any]:
    """The description, for a server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "中国区域合作知识图谱 / Regional cooperation in China",
            "version": __version__,
            "description": "The questions of `kg`, with the same JSON.",
        },
        "servers": [{"url": address}],
        "paths": {
            **{f"/api/{address}": _question(address) for address in QUESTIONS},
            "/api/queries": _get("The packaged questions", [], _array("Query")),
        },
        "components": {"schemas": OTHERS | dict(_schemas())},
    }


def _question(address: str) -> dict[str, Any]:
    question = getattr(asking, QUESTIONS[address])
    summary = (inspect.getdoc(question) or "").partition("\n")[0].rstrip(".")
    closed = _closed(address)
    given = [_parameter(name, one, closed.get(name)) for name, one in declared(address).items()]
    return _get(summary, given, schema(answered(QUESTIONS[address])))


def _get(summary: str, given: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    refused = {"description": "refused", "content": _json({"$ref": "#/components/schemas/Error"})}
    answers = {"200": {"description": "the answer", "content": _json(schema)}}
    answers |= dict.fromkeys(("400", "404", "503", "504"), refused)
    return {"get": {"summary": summary, "parameters": given, "responses": answers}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _closed(address: str) -> dict[str, Iterable[str]]:
    """The parameters of a question that take some words only, and those words."""
    from kg.analysis import MEASURES
    from kg.network.projections import PROJECTIONS, WEIGHTS
    from kg.ontology import load
    from kg.questions.cite import STYLES
    from kg.questions.gaps import GAPS
    from kg.questions.timeline import PROGRESS

    known = load().facts
    kinds: dict[str, Iterable[str]] = {
        "gaps": GAPS,
        "partners": [*joining(known), "all"],
        "timeline": sorted([PROGRESS, *(kind for (kind,) in known["kindName"].values())]),
    }
    named = {"kind": kinds[address]} if address in kinds else {}
    return {
        **named,
        "by": MEASURES,
        "projection": PROJECTIONS,
        "style": STYLES,
        "weight": WEIGHTS,
    }


def _parameter(name: str, known: Declared, closed: Iterable[str] | None) -> dict[str, Any]:
    words = WORDS if closed is None else {"enum": list(closed)}
    schema: dict[str, Any] = DATE if name in DAYS else words
    if known.kind is int:
        schema = {"type": "integer", "minimum": LEAST.get(name, 1), "maximum": MOST[name]}
    elif known.kind is float:
        schema = {"type": "string", "pattern": "^[0-9]{1,2}\\.[0-9]{0,5}[1-9]$"}
    elif known.kind is bool:
        schema = {"type": "boolean"}
    elif known.several:
        schema = {"type": "array", "items": words}
    return {"name": name, "in": "query", "required": known.required, "schema": schema}


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def schema(hint: Any) -> dict[str, Any]:
    """What JSON looks like that has a type of `kg.records`."""
    if is_typeddict(hint):
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    origin, among = get_origin(hint), get_args(hint)
    if origin is list:
        return {"type": "array", "items": schema(among[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema(among[1])}
    if origin is Literal:
        return {"enum": list(among)}
    return {"anyOf": [schema(one) for one in among]}


def _schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every type of `kg.records`: nothing else may stand in an object."""
    for name, kind in TYPES.items():
        hints = get_type_hints(kind, include_extras=True)
        optional = {key: get_args(hint)[0] for key, hint in hints.items() if _optional(hint)}
        known = _object(**{key: schema(hint) for key, hint in (hints | optional).items()})
        known["required"] = sorted(hints.keys() - optional.keys())
        yield name, known | {"additionalProperties": False}


def _optional(hint: Any) -> bool:
    return get_origin(hint) is NotRequired


PLAIN = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}
BOTH = {"zh": {"type": "string"}, "en": {"type": "string"}}
OTHERS: dict[str, Any] = {
    "Query": _object(name={"type": "string"}, **BOTH, parameters={"type": "array"}),
    "Error": _object(error=_object(**BOTH) | {"additionalProperties": True}),
}
