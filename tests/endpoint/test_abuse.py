"""What people try: tricks around SERVICE, other sites' pages, paths out of the folder, floods."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest

from tests.endpoint.conftest import serving

TRAP = "<http://127.0.0.1:{port}/secret>"
TRICKS = [
    "SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { service SILENT %s { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE %s { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE %s { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE %s { ?s ?p ?o } }",
    "SELECT * { BIND('\\u0027 . SERVICE %s { ?s ?p ?o } #' AS ?x) }",
    "SELECT * { FILTER(?a<?b)SERVICE?x#>\n VALUES ?x { %s } }",
    "SELECT * { ?a<?b)SERVICE?x#> ?c }",
    "SELECT * { #\nSERVICE#>\n%s { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def trap():
    """A server that nobody may call, and who did."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield listening.server_port, calls
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.mark.parametrize("trick", TRICKS)
def test_no_query_reaches_another_server(query, trap, trick):
    port, calls = trap
    text = trick % TRAP.format(port=port) if "%s" in trick else trick
    assert query(text).status_code == 403
    assert calls == []


@pytest.mark.parametrize("where", ["<file:///etc/passwd>", "<http://127.0.0.1:{port}/x>"])
def test_from_never_fetches(query, trap, where):
    port, calls = trap
    answer = query(f"SELECT * FROM {where.format(port=port)} {{ ?s ?p ?o }}")
    assert answer.json()["results"]["bindings"] == []
    assert calls == []


@pytest.mark.parametrize("load", ["LOAD %s", "L\\u004fAD %s", "load silent %s into graph <x:y>"])
@pytest.mark.parametrize("where", ["<file:///etc/passwd>", TRAP])
def test_no_update_loads_anything(writable, trap, load, where):
    port, calls = trap
    text = load % where.format(port=port)
    assert writable.client.post("update", data={"update": text}).status_code == 403
    assert calls == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("SELECT * {" + "{" * 20_000 + "}" * 20_001, 400),
        ("SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_001 + "}", 400),
        ("SELECT * { ?s ?p " + "[ ?p " * 20_000, 400),
        ("ASK { ?s ?p " + "?o , " * 2_000_000 + "?o }", 413),
        ("SELECT * { BIND(" + "!" * 100_000 + "1 AS ?x) }", 500),
    ],
)
def test_a_query_that_is_huge_or_deep_ends_itself_only(server, content, status):
    headers = {"Content-Type": "application/sparql-query"}
    begun = time.monotonic()
    answer = server.client.post("sparql", content=content.encode(), headers=headers)
    assert answer.status_code in {status, 400, 504}
    assert time.monotonic() - begun < 120
    assert server.client.get("sparql", params={"query": "ASK {}"}).json()["boolean"] is True


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "localhost@example.org", "", "["]
)
def test_a_foreign_host_is_refused(server, host):
    answer = raw(server, f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: {host}\r\n")
    assert answer.split()[1] in {b"403", b"400"}


def test_the_names_of_this_machine_are_accepted(server):
    port = urlsplit(server.address).port
    answer = raw(server, f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost:{port}\r\n")
    assert answer.split()[1] == b"200"


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1"])
def test_pages_of_other_sites_can_neither_write_nor_read(writable, origin):
    headers = {"Origin": origin}
    form = {"update": "INSERT DATA { <x:a> <x:b> <x:c> }"}
    assert writable.client.post("update", data=form, headers=headers).status_code == 403
    put = writable.client.put("store?default", content=b"", headers=headers)
    assert put.status_code == 403
    read = writable.client.get("sparql", params={"query": "ASK {}"}, headers=headers)
    assert "access-control-allow-origin" not in read.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "update"),
        ("PUT", "store?default"),
        ("POST", "store?default"),
        ("DELETE", "store?graph=https://w3id.org/cooperation-kg/graph/entities"),
        ("PUT", "store/x"),
    ],
)
def test_a_read_only_server_refuses_every_change(server, method, path):
    content = b"update=CLEAR+ALL"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = server.client.request(method, path, content=content, headers=headers)
    assert answer.status_code == 403
    count = "SELECT (COUNT(*) AS ?n) { ?x a coop:Municipality }"
    assert '"4"' in server.client.get("sparql", params={"query": count}).text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd",
        "/static/..%2f..%2fstore.py",
        "/static/%2e%2e/map.js",
        "/static/....//main.js",
        "/id/..%2f..%2f/etc",
        "/source/%2e%2e%2f%2e%2e",
        "/id/place/%00",
    ],
)
def test_no_path_leads_out(server, path):
    host = urlsplit(server.address).netloc
    answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n")
    assert answer.split()[1] in {b"404", b"400"}
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "target", ["/sparql?query=%FF%FE", "/api/search?q=%E5%A4", "/?lang=%FF", "/id/place/%FF"]
)
def test_malformed_utf8_is_refused_not_fatal(server, target):
    host = urlsplit(server.address).netloc
    status = raw(server, f"GET {target} HTTP/1.1\r\nHost: {host}\r\n").split()[1]
    assert status in {b"200", b"400", b"404"}


def test_slow_clients_hold_nobody_up(server):
    place = (urlsplit(server.address).hostname, urlsplit(server.address).port)
    head = f"POST /sparql HTTP/1.1\r\nHost: {place[0]}:{place[1]}\r\nContent-Length: 1000\r\n"
    slow = [socket.create_connection(place) for _ in range(100)]
    try:
        for one in slow[:50]:
            one.sendall(b"GET / HT")
        for one in slow[50:]:
            one.sendall(head.encode() + b"Content-Type: application/sparql-query\r\n\r\nASK")
        begun = time.monotonic()
        assert server.client.get("sparql", params={"query": "ASK {}"}).status_code == 200
        assert time.monotonic() - begun < 30
    finally:
        for one in slow:
            one.close()


def test_the_log_says_nothing_about_what_or_who(packaged_location, tmp_path):
    with serving(packaged_location, folder=tmp_path) as running:
        headers = {"User-Agent": "Somebody/1.0", "Referer": "http://127.0.0.1/x"}
        given = {"query": "ASK { <x:secretword> ?p ?o }"}
        assert running.client.get("sparql", params=given, headers=headers).status_code == 200
        running.client.get("id/place/dalian", headers={"Accept": "text/turtle"})
        log = running.stop()
    assert "GET /sparql 200" in log
    assert "GET /id 200" in log
    for word in ("secretword", "Somebody", "dalian", "127.0.0.1", "Traceback"):
        assert word not in log
    assert running.process.returncode == 0


def raw(server, request):
    place = urlsplit(server.address)
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        connection.sendall(request.encode() + b"Connection: close\r\n\r\n")
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)
