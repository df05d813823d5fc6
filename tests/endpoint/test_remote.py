"""How an endpoint is asked: safely, again where that helps, and never content with a part."""

from __future__ import annotations

import contextlib
import gzip
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg import remote
from kg.errors import KGError, QueryError, StoreError
from kg.queries import load
from kg.remote import Endpoint
from kg.sparql import form, selected
from kg.store import open_store, run, select

XML = "application/sparql-results+xml"
ONE = (
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
    '<results><result><binding name="x"><literal>大连</literal></binding></result></results>'
    "</sparql>"
).encode()


@pytest.fixture
def scripted():
    """A server that answers as it is told, request by request, and remembers what it was sent."""
    answers, seen = [], []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.headers, body))
            status, headers, content = answers.pop(0)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = "short" in headers

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/sparql"
    yield Endpoint(address, pause=0.01), answers, seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_rows_are_asked_by_a_form_and_read(scripted):
    endpoint, answers, seen = scripted
    answers.append((200, {"Content-Type": XML}, ONE))
    assert [row["x"].value for row in select(endpoint, "SELECT ?x { ?x a coop:City }")] == ["大连"]
    headers, body = seen[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert b"PREFIX+coop" in body
    assert b"skos" not in body


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_busy_server_is_asked_again(scripted, status):
    endpoint, answers, seen = scripted
    answers += [(status, {}, b"later")] * 2 + [(200, {"Content-Type": XML}, ONE)]
    assert len(select(endpoint, "SELECT ?x { ?x a coop:City }")) == 1
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, {"Content-Type": XML, "X-SPARQL-MaxRows": "1"}, ONE), "part of the answer"),
        ((200, {"Content-Type": XML, "X-SQL-State": "S1TAT"}, ONE), "part of the answer"),
        ((200, {"Content-Type": XML}, ONE[:-40]), "cut or malformed"),
        ((200, {"Content-Type": XML, "Content-Length": "9999", "short": "1"}, ONE), "broke off"),
        ((200, {"Content-Type": "text/html"}, b"<p>hello</p>"), "unknown format"),
        ((504, {}, b"too long"), "504"),
        ((500, {}, b"oh\nTraceback"), "500: oh"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), "302"),
        ((401, {}, b"who?"), "KG_STORE_USER"),
        ((400, {}, b"syntax error at 'x'"), "syntax error at 'x'"),
    ],
)
def test_anything_but_the_whole_answer_is_an_error(scripted, answer, words):
    endpoint, answers, seen = scripted
    answers.append(answer)
    with pytest.raises(QueryError, match=words.replace("?", ".")):
        select(endpoint, "SELECT ?x { ?x a coop:City }")
    assert len(seen) == 1


def test_construct_gives_triples(scripted):
    endpoint, answers, _ = scripted
    content = b'<http://example.org/a> <http://example.org/b> "true" .\n'
    answers.append((200, {"Content-Type": "application/n-triples"}, content))
    found = list(run(endpoint, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))
    assert [triple.object.value for triple in found] == ["true"]


NT = {"Content-Type": "application/n-triples"}
VIRTUOSO = {**NT, "Server": "Virtuoso/07.20"}
TRIPLE = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        (
            "CONSTRUCT { ?s coop:x '}' } WHERE { ?s ?p ?o } LIMIT 5",
            "SELECT (1 AS ?kg_one) WHERE { ?s ?p ?o } LIMIT 5",
        ),
        (
            "construct # {\n {?s ?p <http://example.org/}>} {?s ?p ?o}",
            "SELECT (1 AS ?kg_one) {?s ?p ?o}",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "SELECT (1 AS ?kg_one) WHERE { ?s ?p ?o }"),
        (
            "CONSTRUCT FROM <http://example.org/g> WHERE { ?s ?p ?o }",
            "SELECT (1 AS ?kg_one) FROM <http://example.org/g> WHERE { ?s ?p ?o }",
        ),
        ("DESCRIBE ?s <http://example.org/a> WHERE { ?s ?p ?o }", "SELECT (1 AS ?kg_one) WHERE"),
    ],
)
def test_virtuoso_is_asked_whether_its_triples_are_all(scripted, query, asked):
    endpoint, answers, seen = scripted
    answers += [
        (200, VIRTUOSO, TRIPLE),
        (200, {"Content-Type": XML, "X-SPARQL-MaxRows": "10000"}, ONE),
    ]
    with pytest.raises(QueryError, match="part of the answer"):
        run(endpoint, query)
    assert asked in parse_qs(seen[1][1].decode())["query"][0]
    answers += [(200, VIRTUOSO, TRIPLE), (200, {"Content-Type": XML}, ONE)]
    assert len(list(run(endpoint, query))) == 1


def test_a_description_of_one_thing_needs_no_second_question(scripted):
    endpoint, answers, seen = scripted
    answers.append((200, VIRTUOSO, TRIPLE))
    assert len(list(run(endpoint, "DESCRIBE <http://example.org/a>"))) == 1
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (b"error at 3:9: expected one of ' ', '\n', DISTINCT", "in line 2, column 9"),
        (b"Virtuoso 37000 Error SP030: SPARQL compiler, line 3: syntax error at 'x'", "line 2: "),
    ],
)
def test_an_error_counts_the_lines_of_the_query_and_not_those_before_it(scripted, said, line):
    endpoint, answers, seen = scripted
    answers.append((400, {}, said))
    with pytest.raises(QueryError) as refused:
        run(endpoint, "SELECT ?x {\n ?x a coop:City x }")
    assert b"PREFIX" in seen[0][1]
    assert line in refused.value.message("en")


def test_the_token_and_the_password_go_where_they_are_asked_for(scripted, monkeypatch):
    endpoint, answers, seen = scripted
    monkeypatch.setenv("KG_STORE_USER", "someone")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    with_password = Endpoint(endpoint.address)
    answers += [
        (401, {"WWW-Authenticate": 'Basic realm="x"'}, b""),
        (200, {"Content-Type": XML}, ONE),
    ]
    assert len(select(with_password, "SELECT ?x { ?x a coop:City }")) == 1
    assert [headers["Authorization"] for headers, _ in seen] == [None, "Basic c29tZW9uZTpzZWNyZXQ="]
    monkeypatch.setenv("KG_STORE_TOKEN", "token")
    answers.append((200, {"Content-Type": XML}, ONE))
    select(Endpoint(endpoint.address), "SELECT ?x { ?x a coop:City }")
    assert seen[-1][0]["Authorization"] == "Bearer token"


@pytest.mark.parametrize(
    "address",
    ["http://example.org/sparql", "http://192.0.2.1/sparql", "https://a:b@example.org/", "http://"],
)
def test_an_address_that_would_give_something_away_is_refused(address):
    with pytest.raises(StoreError) as refused:
        open_store(address)
    assert "a:b" not in str(refused.value)


def test_a_server_that_is_not_there_is_one_sentence(kg):
    done = kg("--store", "http://127.0.0.1:9/sparql", "partners", "大连")
    assert done.exit_code == 1
    assert done.stderr.startswith("错误：http://127.0.0.1:9/sparql：连接不上")
    assert issubclass(QueryError, KGError)


def test_the_answer_to_another_question_is_no_answer(scripted):
    endpoint, answers, _ = scripted
    for asked in ("SELECT ?y { ?y a coop:City }", "SELECT (COUNT(?x) AS ?n) { ?x a coop:City }"):
        answers.append((200, {"Content-Type": XML}, ONE))
        with pytest.raises(QueryError) as error:
            select(endpoint, asked)
        assert "答非所问：给出的变量是 x" in error.value.message("zh")
    answers.append((200, {"Content-Type": XML}, ONE))
    assert len(select(endpoint, "SELECT * { ?x a coop:City }")) == 1


def test_every_packaged_question_names_what_the_engine_answers(packaged):
    for query in load().values():
        text = re.sub(r"\$[a-z_]+", "<https://example.org/x>", query.text)
        if form(text) == "SELECT":
            assert selected(text) == {one.value for one in run(packaged, text).variables}


@pytest.fixture
def endless():
    """A server whose answer never ends: in floods, or drop by drop."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", XML)
            if self.path == "/packed":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with contextlib.suppress(OSError):
                if self.path == "/packed":
                    self.wfile.write(gzip.compress(b" " * 50_000_000))
                while not stop.wait(0.05 if self.path == "/drop" else 0):
                    self.wfile.write(b" " * (1 if self.path == "/drop" else 1 << 20))

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/flood", "答复超过 8 MB"), ("/packed", "答复超过 8 MB"), ("/drop", "没完没了")],
)
def test_an_answer_that_does_not_end_is_given_up(endless, monkeypatch, path, words):
    monkeypatch.setattr(remote, "MOST_BYTES", 8 << 20)
    monkeypatch.setattr(remote, "MOST_SECONDS", 1.0)
    begun = time.monotonic()
    with pytest.raises(QueryError) as error:
        select(Endpoint(endless + path), "SELECT ?x { ?x a coop:City }")
    assert words in error.value.message("zh")
    assert time.monotonic() - begun < 30
