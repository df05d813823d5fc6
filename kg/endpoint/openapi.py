"""The OpenAPI description of the web API."""

from __future__ import annotations

import inspect
from typing import Any

from kg import __version__, asking
from kg.endpoint.declared import MOST, QUESTIONS, Declared, declared

__all__ = ["describe"]

WORDS = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"}
TEXT = {"type": ["string", "null"]}


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
        "components": {"schemas": SCHEMAS},
    }


def _question(address: str) -> dict[str, Any]:
    question = getattr(asking, QUESTIONS[address])
    summary = (inspect.getdoc(question) or "").partition("\n")[0].rstrip(".")
    given = [_parameter(name, one) for name, one in declared(address).items()]
    return _get(summary, given, ANSWERS.get(address, {"type": "array", "items": ROW}))


def _get(summary: str, given: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    refused = {"description": "refused", "content": _json({"$ref": "#/components/schemas/Error"})}
    answers = {"200": {"description": "the answer", "content": _json(schema)}}
    answers |= dict.fromkeys(("400", "404", "503", "504"), refused)
    return {"get": {"summary": summary, "parameters": given, "responses": answers}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameter(name: str, known: Declared) -> dict[str, Any]:
    schema: dict[str, Any] = WORDS
    if known.kind is int:
        schema = {"type": "integer", "minimum": 1, "maximum": MOST[name]}
    elif known.kind is float:
        schema = {"type": "string", "pattern": "^[0-9]{1,2}\\.[0-9]{0,5}[1-9]$"}
    elif known.kind is bool:
        schema = {"type": "boolean"}
    elif known.several:
        schema = {"type": "array", "items": WORDS}
    return {"name": name, "in": "query", "required": known.required, "schema": schema}


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


# What is known of every row: it leads to its sources.
ROW = {"type": "object"}
ANSWERS = {
    "partners": _array("Partner"),
    "path": _array("Path"),
    "search": _array("Entity"),
    "communities": {"type": "object"},
    "show": {"type": "object"},
    "stats": {"type": "object"},
}
BOTH = {"zh": {"type": "string"}, "en": {"type": "string"}}
CONCEPT = {"anyOf": [_object(id={"type": "string"}, **BOTH), {"type": "null"}]}
# All that is said of a claim: values by property.
FACTS = {"type": "object", "additionalProperties": {"type": "array"}}
OFFSET = {"type": ["integer", "null"]}
SCHEMAS: dict[str, Any] = {
    "Entity": _object(iri=TEXT, id=TEXT, type=TEXT, **BOTH),
    "Source": _object(
        id={"type": "string"},
        title={"type": "string"},
        publisher=TEXT,
        issued=TEXT,
        inferred={"type": "boolean"},
        reliability=TEXT,
        url=TEXT,
        locator=TEXT,
        start=OFFSET,
        end=OFFSET,
    ),
    "Partner": _object(
        partner=_ref("Entity"),
        of=_ref("Entity"),
        claim={"type": "string"},
        kind={"type": "string"},
        form=CONCEPT,
        fields={"type": "array"},
        stage=CONCEPT,
        programme=CONCEPT,
        conflicts={"type": "array", "items": {"type": "string"}},
        facts=FACTS,
        sources=_array("Source"),
    )
    | {"additionalProperties": True},
    "Path": _object(
        hops={
            "type": "array",
            "items": _object(
                **{"from": _ref("Entity"), "to": _ref("Entity")},
                relation={"type": "string"},
                claim=TEXT,
                sources=_array("Source"),
                facts=FACTS,
            ),
        },
        **BOTH,
    ),
    "Query": _object(name={"type": "string"}, **BOTH, parameters={"type": "array"}),
    "Error": _object(
        error=_object(**BOTH) | {"additionalProperties": True},
    ),
}
