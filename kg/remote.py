"""Speak SPARQL 1.1 Protocol and Graph Store Protocol to an existing engine.

An `Endpoint` answers ``query`` as a pyoxigraph store does, so that every question can be asked of
it unchanged. Credentials come from the environment: ``KG_STORE_USER`` and ``KG_STORE_PASSWORD``
(Basic or Digest, as the server demands) or ``KG_STORE_TOKEN`` (Bearer).
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import time
import weakref
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError, Text
from kg.namespaces import BASE
from kg.sparql import form, prologue, rows_of, selected

__all__ = ["LOADED", "MERGE", "Endpoint"]

# What `kg build` has sent, with hashes; and the unnamed graph, where the endpoint keeps one apart.
LOADED = BASE + "graph/loaded"
MERGE = BASE + "graph/merge"
ATTEMPTS = 4
PAUSE = 0.5
TIMEOUT = httpx.Timeout(300.0, connect=10.0)
# Of one answer, however slowly it drips and whatever it unpacks to. The largest that is asked for
# is a whole graph: 2 million triples are 300 MB.
MOST_BYTES = 1 << 30
MOST_SECONDS = 900.0
AGAIN = {429, 502, 503}
# As JSON, Virtuoso writes a true boolean as 1.
ROWS = "application/sparql-results+xml"
TRUTH = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9"
# pyoxigraph's own `from_media_type` takes triples for rows.
ROW_FORMATS = {
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
}
TRIPLE_FORMATS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
ACCEPT = {"ASK": TRUTH, "SELECT": ROWS, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}
# Virtuoso says here, and nowhere else, that an answer is not whole.
PARTIAL = ("x-sparql-maxrows", "x-sql-state")


class Endpoint:
    """A SPARQL endpoint that can be asked as a store is."""

    def __init__(self, address: str, *, graphs: str | None = None, pause: float = PAUSE) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            address: of the query endpoint; ``https``, or ``http`` on this machine.
            graphs: of the graph store, ``KG_STORE_GRAPHS`` or a guess by default.
            pause: seconds before the second attempt, doubled before each further one.

        Raises:
            StoreError: if the address may not be asked.
        """
        _check(address)
        self.address = address
        self.graphs = graphs or os.environ.get("KG_STORE_GRAPHS", "")
        self.pause = pause
        self.client = httpx.Client(auth=_auth(), timeout=TIMEOUT, trust_env=False)
        # A store needs no closing, so this needs none either.
        weakref.finalize(self, self.client.close)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        base_iri: str | None = None,
        default_graph: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> Any:
        """Ask, as `pyoxigraph.Store.query` does.

        Raises:
            SyntaxError: if the endpoint finds the query wrong.
            QueryError: if it does not answer, or not with all of the answer.
        """
        text = prologue(query, prefixes or {}, base_iri) + query
        accept = ACCEPT.get(form(query), ROWS)
        asked: dict[str, Any] = {"query": text}
        asked["default-graph-uri"] = [node.value for node in default_graph or ()]
        asked["named-graph-uri"] = [node.value for node in named_graphs or ()]
        response = self._read(asked, accept)
        if response.status_code == 400:
            raise SyntaxError(_wrong(response, text.count("\n") - query.count("\n")))
        self._whole(response)
        if accept == TRIPLES and "virtuoso" in response.headers.get("server", "").lower():
            # It caps triples without a word, but says so of the rows that they are made from.
            rows = rows_of(text)
            if rows:
                self._whole(self._read({**asked, "query": rows}, ROWS))
        results = self._parsed(response)
        if accept == TRUTH and isinstance(results, ox.QuerySolutions):
            return _truth(results)
        if isinstance(results, ox.QuerySolutions):
            self._refuse_others(query, results)
        return results

    def _refuse_others(self, query: str, results: ox.QuerySolutions) -> None:
        """Refuse the answer to another question, as a mistaken cache may give it."""
        asked, given = selected(query), {variable.value for variable in results.variables}
        if asked is not None and asked != given:
            names = ", ".join(sorted(given)) or "-"
            raise self._error(
                f"答非所问：给出的变量是 {names}", f"answered another question, for: {names}"
            )

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads of the named graphs that `kg build` has sent, or else of all that are there.

        Raises:
            QueryError: if the endpoint does not give all of a graph.
        """
        sent = self.query(f"SELECT DISTINCT ?g {{ GRAPH <{LOADED}> {{ ?g ?p ?hash }} }}")
        names = {row["g"].value for row in sent} - {LOADED, MERGE}
        if not names:
            there = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
            names = {row["g"].value for row in there}
        for name in sorted(names):
            graph = ox.NamedNode(name)
            for quad in self.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)

    def quads_for_pattern(
        self, subject: None, predicate: None, object_: None, graph_name: ox.DefaultGraph
    ) -> Iterator[ox.Quad]:
        """The merge, as a store gives it that is asked for all of its unnamed graph.

        The unnamed graph of an endpoint is its own affair, so the merge is made here.
        """
        seen = {quad.triple for quad in self}
        yield from (ox.Quad(one.subject, one.predicate, one.object) for one in seen)

    def put(self, graph: str, lines: bytes, *, add: bool = False) -> None:
        """Replace a graph by N-Triples, or add them to it; StoreError if they are not taken."""
        self._change("POST" if add else "PUT", graph, lines)

    def update(self, text: str) -> bool:
        """Whether an update was made, at ``update`` beside the address; Virtuoso has none there."""
        where = self.address.rstrip("/").rpartition("/")[0] + "/update"
        return not self.is_virtuoso and self._sent("POST", where, data={"update": text}).is_success

    def delete(self, graph: str) -> None:
        """Delete a graph; none there is as good. StoreError if the endpoint refuses."""
        self._change("DELETE", graph, None)

    @property
    def is_virtuoso(self) -> bool:
        """Whether the endpoint is Virtuoso, whose default graph is the union of all graphs."""
        if not hasattr(self, "_server"):
            answer = self._read({"query": "ASK {}"}, TRUTH)
            self._server = answer.headers.get("server", "")
        return "virtuoso" in self._server.lower()

    def _change(self, method: str, graph: str, lines: bytes | None) -> None:
        wanted: dict[str, str] = {"graph": graph} if graph else {"default": ""}
        # Turtle is what every graph store reads, and N-Triples are Turtle.
        headers = {"Content-Type": "text/turtle"} if lines is not None else {}
        where = self._graph_store()
        # All are idempotent: done twice, they have done no more than once.
        response = self._sent(method, where, params=wanted, content=lines, headers=headers)
        if not response.is_success and not (method == "DELETE" and response.status_code == 404):
            raise StoreError(
                Text(
                    f"服务器拒绝写入（{response.status_code}）：{_said(response)}",
                    f"the server refused the graph ({response.status_code}): {_said(response)}",
                ),
                where=where,
                hint=Text(
                    "图存储的地址可用 KG_STORE_GRAPHS 指定，用户名和密码用 KG_STORE_USER、"
                    "KG_STORE_PASSWORD",
                    "KG_STORE_GRAPHS names the graph store, KG_STORE_USER and "
                    "KG_STORE_PASSWORD the user",
                ),
            )

    def _graph_store(self) -> str:
        if not self.graphs:
            name = "sparql-graph-crud-auth" if self.is_virtuoso else "store"
            self.graphs = self.address.rstrip("/").rpartition("/")[0] + "/" + name
        return self.graphs

    def _read(self, form: Mapping[str, Any], accept: str) -> httpx.Response:
        # Virtuoso hangs on a query as the body; the form works everywhere.
        return self._sent("POST", self.address, data=form, headers={"Accept": accept})

    def _sent(self, method: str, where: str, **content: Any) -> httpx.Response:
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            wait = self.pause * 2**attempt
            try:
                response = self._received(method, where, **content)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if last:
                    hint = Text("请检查地址，以及服务器是否已启动", "is the server running there?")
                    what = Text("连接不上", "cannot be reached")
                    raise StoreError(what, where=self.address, hint=hint) from error
            except httpx.TimeoutException as error:
                raise self._error("没有及时答复", "did not answer in time") from error
            except httpx.HTTPError as error:
                raise self._error("答复中断，不完整", "the answer broke off") from error
            else:
                if last or response.status_code not in AGAIN:
                    return response
                wait = _retry_after(response, wait)
            time.sleep(wait)
        raise AssertionError

    def _received(self, method: str, where: str, **content: Any) -> httpx.Response:
        """The answer, read to its end as long as that is near."""
        parts: list[bytes] = []
        size, end = 0, time.monotonic() + MOST_SECONDS
        with self.client.stream(method, where, **content) as response:
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > MOST_BYTES:
                    zh, en = f"答复超过 {MOST_BYTES >> 20} MB", f"than {MOST_BYTES >> 20} MB"
                    raise self._error(zh, f"its answer is larger {en}")
                if time.monotonic() > end:
                    raise self._error("答复没完没了", "its answer does not come to an end")
        # Unpacked already, so that these no longer say what it is.
        kept = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name not in {"content-encoding", "content-length", "transfer-encoding"}
        ]
        return httpx.Response(
            response.status_code, headers=kept, content=b"".join(parts), request=response.request
        )

    def _whole(self, response: httpx.Response) -> None:
        self._succeeded(response)
        if any(name in response.headers for name in PARTIAL):
            raise QueryError(
                Text(
                    "只给出了部分结果，不予采用",
                    "only part of the answer was given, and is not used",
                ),
                where=self.address,
                hint=Text(
                    "请缩小查询范围，或在服务器上放宽行数和时间的上限（Virtuoso：ini 中的 "
                    "ResultSetMaxRows、MaxQueryExecutionTime）",
                    "narrow the query, or raise the server's caps on rows and time (Virtuoso: "
                    "ResultSetMaxRows and MaxQueryExecutionTime in its ini)",
                ),
            )

    def _succeeded(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        code, said = response.status_code, _said(response)
        if code in {401, 403}:
            hint = Text(
                "请设置 KG_STORE_USER 和 KG_STORE_PASSWORD，或 KG_STORE_TOKEN",
                "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN",
            )
            what = Text(f"不允许访问（{code}）：{said}", f"access refused ({code}): {said}")
            raise QueryError(what, where=self.address, hint=hint)
        raise self._error(f"返回错误 {code}：{said}", f"answered with error {code}: {said}")

    def _parsed(self, response: httpx.Response) -> Any:
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        rows, triples = ROW_FORMATS.get(media), TRIPLE_FORMATS.get(media)
        try:
            if rows:
                # Read once to the end: a body that was cut must not pass for a short answer.
                whole = ox.parse_query_results(response.content, format=rows)
                if isinstance(whole, ox.QuerySolutions):
                    for _ in whole:
                        pass
                    return ox.parse_query_results(response.content, format=rows)
                return whole
            if triples:
                return list(ox.parse(response.content, format=triples))
        except (SyntaxError, ValueError) as error:
            raise self._error("答复不完整或有误", "the answer is cut or malformed") from error
        raise self._error(f"答复的格式不认识：{media}", f"answered in an unknown format: {media}")

    def _error(self, zh: str, en: str) -> QueryError:
        return QueryError(Text(zh, en), where=self.address)


class _AsDemanded(httpx.Auth):
    """Basic or Digest, whichever the server's challenge names."""

    requires_response_body = True

    def __init__(self, user: str, password: str) -> None:
        self.basic = httpx.BasicAuth(user, password)
        self.digest = httpx.DigestAuth(user, password)
        self.known: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.known is None:
            response = yield request
            if response.status_code != 401:
                return
            challenge = response.headers.get("www-authenticate", "").lower()
            self.known = self.digest if "digest" in challenge else self.basic
        yield from self.known.auth_flow(request)


def _auth() -> httpx.Auth | None:
    token = os.environ.get("KG_STORE_TOKEN")
    if token:
        return _Bearer(token)
    user = os.environ.get("KG_STORE_USER")
    return _AsDemanded(user, os.environ.get("KG_STORE_PASSWORD", "")) if user else None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self.token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self.token}"
        yield request


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise StoreError(Text("这不是网址", "this is no address"), where=address)
    if parts.username or parts.password:
        raise StoreError(
            Text("网址里不要写用户名和密码", "the address must not hold user or password"),
            where=f"{parts.scheme}://{host}",
            hint=Text("请用 KG_STORE_USER、KG_STORE_PASSWORD", "use KG_STORE_USER, …_PASSWORD"),
        )
    if parts.scheme != "https" and not _is_here(host):
        raise StoreError(
            Text("访问其他机器只能用 https", "other machines are asked by https only"),
            where=address,
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _truth(rows: ox.QuerySolutions) -> ox.QueryBoolean:
    """Virtuoso answers some ASK queries with a row that holds 1 or 0."""
    yes = any(value is not None and value.value in {"1", "true"} for row in rows for value in row)
    text = json.dumps({"head": {}, "boolean": yes})
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QueryBoolean)
    return answer


def _retry_after(response: httpx.Response, wait: float) -> float:
    given = response.headers.get("retry-after", "")
    return max(wait, min(float(given), 30.0)) if given.isascii() and given.isdigit() else wait


def _wrong(response: httpx.Response, before: int) -> str:
    """What is wrong with a query, by its own lines: ``before`` of them were put in front."""
    whole = response.text.strip()
    # Oxigraph lists what it expected, line breaks included.
    said = whole if whole.startswith("error at ") else _said(response)
    return re.sub(
        r"\b(error at|line) (\d+)",
        lambda found: f"{found[1]} {max(1, int(found[2]) - before)}",
        said,
        count=1,
    )


def _said(response: httpx.Response) -> str:
    lines = response.text.strip().splitlines()
    return lines[0][:300] if lines else ""
