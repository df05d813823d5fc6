"""The reconciliation service at `/reconcile`, for OpenRefine and other clients.

Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group). There is no JSONP: it
would let every site read what is served here; `kg serve --allow-origin` lets in those one names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.endpoint.reading import Parameters, body, media_type, number, parameters, refuse, single
from kg.endpoint.replies import collected, language
from kg.namespaces import COOP, ID

__all__ = ["properties", "service", "suggest"]

FORM = "application/x-www-form-urlencoded"
BATCH = 50
LONGEST = 500
MOST = 100
# An id, or the local name of a property.
NAMED = re.compile(r"[\w./-]{1,200}", re.ASCII)
SUGGESTED = ("entity", "type", "property")
SIZE = {"width": 400, "height": 260}


async def service(request: Request) -> Response:
    """The manifest, or the answer to a batch of queries, or further columns.

    Raises:
        Failed: 400, 413, 415 and whatever the question raises.
    """
    given = parameters(request.scope["query_string"])
    if request.method == "POST":
        if media_type(request) != FORM:
            raise refuse(415, f"正文须为 {FORM}", f"the body must be {FORM}")
        limits = request.app.state.pool.limits
        given = {**given, **parameters(await body(request, limits.body, limits.reading))}
    if "queries" in given:
        queries = _queries(_json(given, "queries"))
        return await _asked(request, "reconciled", {"queries": queries})
    if "extend" in given:
        return await _asked(request, "extended", _columns(_json(given, "extend")))
    return JSONResponse(_manifest(request))


def _manifest(request: Request) -> dict[str, Any]:
    address = str(request.base_url).rstrip("/")
    return {
        "versions": ["0.2"],
        "name": "中国区域合作知识图谱 / Regional Cooperation in China",
        "identifierSpace": ID,
        "schemaSpace": COOP,
        "documentation": f"{address}/",
        "defaultTypes": [
            {"id": name, "name": words}
            for name, words in (
                ("Place", "地方 / place"),
                ("Organization", "机构 / organisation"),
                ("Park", "园区 / park"),
            )
        ],
        "view": {"url": f"{address}/id/{{{{id}}}}"},
        "preview": {"url": f"{address}/reconcile/preview?id={{{{id}}}}", **SIZE},
        "suggest": {
            what: {"service_url": address, "service_path": f"/reconcile/suggest/{what}"}
            for what in SUGGESTED
        },
        "extend": {
            "propose_properties": {
                "service_url": address,
                "service_path": "/reconcile/properties",
            },
            "property_settings": [],
        },
        "batchSize": BATCH,
    }


async def suggest(request: Request) -> Response:
    """`/reconcile/suggest/entity?prefix=…`, and the same for `type` and `property`."""
    what = request.path_params["what"]
    if what not in SUGGESTED:
        raise refuse(404, "没有这个地址", "there is nothing here")
    given = parameters(request.scope["query_string"])
    prefix = (single(given, "prefix") or "")[:LONGEST]
    return await _asked(request, "suggested", {"what": what, "prefix": prefix})


async def properties(request: Request) -> Response:
    """`/reconcile/properties?type=…`: of which properties there can be columns."""
    given = parameters(request.scope["query_string"])
    of_class = (single(given, "type") or "")[:LONGEST]
    limit = number(given, "limit", MOST) or MOST
    return await _asked(request, "properties", {"of_class": of_class, "limit": limit})


async def _asked(request: Request, question: str, given: Mapping[str, Any]) -> Response:
    order = {
        "op": "ask",
        "question": question,
        "given": {**given, "lang": language(request)},
    }
    _, content = await collected(request, order)
    return Response(content, media_type="application/json")


def _json(given: Parameters, name: str) -> Any:
    try:
        return json.loads(single(given, name) or "")
    except (ValueError, RecursionError) as error:
        raise refuse(400, f"{name} 不是 JSON", f"{name} is no JSON") from error


def _queries(given: Any) -> dict[str, Any]:
    """A batch of queries, each as the API has it."""
    if not isinstance(given, dict) or not given or len(given) > BATCH:
        raise refuse(
            400,
            f"queries 须为 1 到 {BATCH} 个查询的对象",
            f"queries is an object of 1 to {BATCH} queries",
        )
    for key, query in given.items():
        if not isinstance(query, dict) or not _fits(query):
            raise refuse(400, f"查询 {key[:40]} 不合约定", f"query {key[:40]} is not of the API")
    return given


def _fits(query: dict[str, Any]) -> bool:
    types = query.get("type", "")
    types = types if isinstance(types, list) else [types]
    told = query.get("properties", [])
    limit = query.get("limit", 1)
    return (
        isinstance(query.get("query", ""), str)
        and len(types) <= BATCH
        and all(isinstance(one, str) for one in types)
        and isinstance(told, list)
        and all(isinstance(one, dict) and {"pid", "v"} <= one.keys() for one in told)
        and isinstance(limit, int | float)
        and 1 <= limit < 1e9
    )


def _columns(given: Any) -> dict[str, list[str]]:
    """Ids of entities and of properties."""
    if isinstance(given, dict):
        ids, wanted = given.get("ids"), given.get("properties")
        if isinstance(ids, list) and isinstance(wanted, list):
            names = [one.get("id") if isinstance(one, dict) else None for one in wanted]
            fits = all(isinstance(one, str) and NAMED.fullmatch(one) for one in [*ids, *names])
            if fits and len(ids) <= BATCH and len(names) <= BATCH:
                return {"ids": ids, "wanted": [str(one) for one in names]}
    raise refuse(400, "extend 不合约定", "extend is not of the API")
