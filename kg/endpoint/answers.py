"""What a reading process answers: SPARQL, a graph, and the questions behind the web API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from kg.endpoint import frames
from kg.endpoint.capped import ControlError, Counted, TooLargeError, write_graph, write_results
from kg.errors import KGError, QueryError, Text
from kg.sparql import check_query, mentions
from kg.store import run

__all__ = ["RefusedError", "Send", "answer", "check"]

Send = Callable[[bytes, "bytes | dict[str, Any]"], None]


class RefusedError(KGError):
    """A request that is answered with a status of its own."""

    def __init__(self, status: int, what: Text, *, hint: Text | None = None) -> None:
        super().__init__(what, hint=hint)
        self.status = status


def check(text: str, *words: str) -> None:
    """Refuse a query or update that must not reach the engine.

    Args:
        text: SPARQL.
        words: what may stand nowhere in it, because it reaches the network or files.

    Raises:
        RefusedError: with the status to answer with.
    """
    for word in words:
        if mentions(text, word):
            raise RefusedError(
                403,
                Text(
                    f"文本里含有 {word}，可能访问网络或文件，因此不执行",
                    f"the text contains `{word}`, which may reach the network or files, and is "
                    "refused",
                ),
            )
    try:
        check_query(text, allow_network="service" not in words)
    except QueryError as error:
        raise RefusedError(400, error.what) from error


def answer(store: ox.Store, request: dict[str, Any], send: Send) -> dict[str, Any]:
    """Answer one request; returns what the end frame says."""
    if request["op"] == "ask":
        from kg.endpoint.asking import ask

        head = {"media": "application/json"}
        send(frames.HEAD, head)
        send(frames.DATA, json.dumps(ask(store, request), ensure_ascii=False).encode("utf-8"))
        return {}
    if request["op"] == "graph":
        return _graph(store, request, send)
    return _query(store, request, send)


def _query(store: ox.Store, request: dict[str, Any], send: Send) -> dict[str, Any]:
    check(request["query"], *(() if request.get("network") else ("service",)))
    results = run(store, request["query"], **_dataset(request))
    is_graph = isinstance(results, ox.QueryTriples)
    media = request["graphs"] if is_graph else request["results"]
    if media is None:
        raise RefusedError(
            406,
            Text(
                "这种查询的结果不能写成所要求的格式",
                "the answer to this query cannot be written in any format that was asked for",
            ),
        )
    head = {"media": media, "kind": "graph" if is_graph else "results"}
    return _write(write_graph if is_graph else write_results, results, head, request, send)


def _graph(store: ox.Store, request: dict[str, Any], send: Send) -> dict[str, Any]:
    name = ox.NamedNode(request["graph"]) if request["graph"] else ox.DefaultGraph()
    exists = not request["graph"] or store.contains_named_graph(name)
    if not exists:
        raise RefusedError(404, Text("没有这个图", "there is no such graph"))
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, name))
    return _write(write_graph, triples, {"media": request["graphs"]}, request, send)


def _write(
    how: Callable[..., tuple[int, bool]],
    results: Any,
    head: dict[str, Any],
    request: dict[str, Any],
    send: Send,
) -> dict[str, Any]:
    send(frames.HEAD, head)
    sink = Counted(lambda data: send(frames.DATA, data), request["size"])
    try:
        rows, more = how(results, sink, head["media"], request["rows"])
    except TooLargeError as error:
        raise _too_large(f"{request['size'] >> 20} MB", f"{request['size'] >> 20} MB") from error
    except ControlError as error:
        raise RefusedError(
            406,
            Text("结果含有控制字符，XML 无法表示", "the answer holds a character that XML cannot"),
            hint=Text("请改用 JSON 或 Turtle", "ask for JSON or Turtle"),
        ) from error
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        what = Text(f"查询失败：{error}", f"the query failed: {error}")
        raise RefusedError(500, what) from error
    if more and not request.get("partial"):
        raise _too_large(f"{request['rows']} 行", f"{request['rows']} rows")
    return {"rows": rows, "more": more}


def _too_large(zh: str, en: str) -> RefusedError:
    return RefusedError(
        403,
        Text(f"结果超过 {zh}，不予发送", f"the answer is larger than {en} and is not sent"),
        hint=Text("请加 LIMIT 或缩小范围", "add LIMIT or narrow the query"),
    )


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    default, named = request.get("default_graphs"), request.get("named_graphs")
    base = {"base_iri": request["base"]}
    if not default and not named:
        return base
    try:
        return {
            **base,
            "default_graph": [ox.NamedNode(iri) for iri in default or ()],
            "named_graphs": [ox.NamedNode(iri) for iri in named or ()],
        }
    except ValueError as error:
        raise RefusedError(400, Text("图名不是 IRI", "a graph is not named by an IRI")) from error
