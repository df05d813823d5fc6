"""What the SPARQL Protocol asks of the endpoint, and what it refuses."""

from __future__ import annotations

import json

import httpx
import pyoxigraph as ox
import pytest

ROWS = "SELECT ?x { VALUES ?x { <http://example.org/a> '大连' } }"
TRIPLES = "CONSTRUCT { <http://example.org/a> <http://example.org/b> '大连' } {}"
JSON = "application/sparql-results+json"


def media(response):
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("path", ["sparql", "sparql/"])
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_can_be_sent_in_three_ways(server, path, way):
    client = server.client
    if way == "get":
        response = client.get(path, params={"query": ROWS})
    elif way == "form":
        response = client.post(path, data={"query": ROWS})
    else:
        headers = {"Content-Type": "application/sparql-query"}
        response = client.post(path, content=ROWS.encode(), headers=headers)
    assert response.status_code == 200, response.text
    assert media(response) == JSON
    values = [row["x"]["value"] for row in response.json()["results"]["bindings"]]
    assert values == ["http://example.org/a", "大连"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/*", "text/csv"),
        ("application/json", JSON),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("text/csv;q=0, */*;q=0.1", JSON),
        ("text/html, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, text/csv", "text/csv"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(query, accept, expected):
    response = query(ROWS, accept)
    assert response.status_code == 200
    assert media(response) == expected
    assert "大连" in response.text
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("application/trig", "application/trig"),
        ("text/csv, text/turtle;q=0.1", "text/turtle"),
    ],
)
def test_triples_come_in_the_format_that_is_liked_best(query, accept, expected):
    response = query(TRIPLES, accept)
    assert media(response) == expected
    quads = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(expected)))
    assert [quad.object.value for quad in quads] == ["大连"]


def test_prefixes_are_declared_and_the_default_graph_is_the_merge(query):
    response = query("SELECT (COUNT(*) AS ?n) { ?x a coop:Municipality }")
    assert response.json()["results"]["bindings"][0]["n"]["value"] == "4"


def test_the_dataset_of_the_request_replaces_that_of_the_query(query):
    graph = "https://w3id.org/cooperation-kg/graph/entities"
    anything = "ASK { ?s ?p ?o }"
    assert query(anything, **{"default-graph-uri": graph}).json()["boolean"] is True
    assert query(anything, **{"named-graph-uri": graph}).json()["boolean"] is False
    assert query("ASK { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": graph}).json()["boolean"]
    assert not query("ASK FROM <http://example.org/none> { ?s ?p ?o }").json()["boolean"]


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"method": "GET", "params": {"query": "SELECT * {"}}),
        (400, {"method": "GET", "params": [("query", ROWS), ("query", ROWS)]}),
        (400, {"method": "GET", "params": {"update": "CLEAR ALL"}}),
        (400, {"method": "GET", "params": {"query": ROWS, "max-rows": "0"}}),
        (400, {"method": "POST", "data": {"other": "x"}}),
        (400, {"method": "GET", "params": {"query": "ASK " + "{" * 600 + "}" * 600}}),
        (403, {"method": "GET", "params": {"query": "ASK { SERVICE <http://x/> {} }"}}),
        (405, {"method": "PUT", "params": {"query": ROWS}}),
        (405, {"method": "DELETE"}),
        (406, {"method": "GET", "params": {"query": ROWS}, "headers": {"Accept": "image/png"}}),
        (406, {"method": "GET", "params": {"query": ROWS}, "headers": {"Accept": "text/turtle"}}),
        (406, {"method": "GET", "params": {"query": TRIPLES}, "headers": {"Accept": "text/csv"}}),
        (413, {"method": "POST", "data": {"query": ROWS + "#" + "x" * 1_000_001}}),
        (413, {"method": "POST", "data": {"query": "x" * 5_000_000}}),
        (415, {"method": "POST", "content": b"x", "headers": {"Content-Type": "text/plain"}}),
        (415, {"method": "POST", "content": ROWS.encode()}),
        (
            415,
            {
                "method": "POST",
                "content": ROWS.encode("gb18030"),
                "headers": {"Content-Type": "application/sparql-query; charset=gb18030"},
            },
        ),
    ],
)
def test_what_is_refused_and_how(server, status, request_):
    response = server.client.request(url="sparql", **request_)
    assert response.status_code == status, response.text
    assert len(response.text.strip().splitlines()) == 1
    assert "Traceback" not in response.text


def test_an_error_says_where_in_the_language_asked_for(server):
    def ask(language):
        headers = {"Accept-Language": language, "Accept": "application/json;q=0.1, text/plain"}
        given = {"query": "SELECT *\nWHERE { ?s ?p }"}
        return server.client.get("sparql", params=given, headers=headers).text

    assert "第 2 行" in ask("zh-CN,zh;q=0.9")
    assert "line 2" in ask("en-GB")


def test_the_service_describes_itself(server):
    response = server.client.get("sparql", headers={"Accept": "text/turtle"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    quads = list(ox.parse(response.content, format=ox.RdfFormat.TURTLE))
    about = {(quad.predicate.value.removeprefix(sd), quad.object.value) for quad in quads}
    assert ("endpoint", f"{server.address}sparql") in about
    assert ("supportedLanguage", sd + "SPARQL11Query") in about
    assert ("supportedLanguage", sd + "SPARQL11Update") not in about


def test_a_writable_service_says_what_a_change_does_not_do(server, writable):
    def comments(running):
        content = running.client.get("sparql", headers={"Accept": "text/turtle"}).content
        quads = ox.parse(content, format=ox.RdfFormat.TURTLE)
        found = {"zh": "", "en": ""}
        for quad in quads:
            if quad.predicate.value.endswith("#comment"):
                found[quad.object.language] += quad.object.value
        return found

    for language, words in (("zh", "只由 kg build 重算"), ("en", "by kg build only")):
        assert words in comments(writable)[language]
        assert words not in comments(server)[language]


def test_head_answers_as_get_does_without_the_body(server):
    response = server.client.head("sparql", params={"query": ROWS})
    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["content-length"]) > 0


def test_head_of_a_large_answer_says_no_length_rather_than_a_wrong_one(server, query):
    text = f"SELECT ?x {{ ?s ?p ?o BIND('{'x' * 400}' AS ?x) }} LIMIT 5000"
    size = len(query(text).content)
    length = server.client.head("sparql", params={"query": text}).headers.get("content-length")
    assert size > 1 << 20
    assert length in (None, str(size))


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("sparql", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("store?default", {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"}),
        ("id/place/dalian", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_options_says_what_may_be_done(server, path, methods):
    answer = server.client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert {method.strip() for method in answer.headers["allow"].split(",")} == methods


def test_a_result_over_the_cap_is_never_taken_for_complete(query):
    few = "SELECT ?x { VALUES ?x { 1 2 3 } VALUES ?y { 1 2 3 4 } }"
    assert len(query(few).json()["results"]["bindings"]) == 12
    cut = query(few, **{"max-rows": 5})
    assert len(cut.json()["results"]["bindings"]) == 5
    assert cut.headers["x-sparql-maxrows"] == "5"
    assert "x-sparql-maxrows" not in query(few, **{"max-rows": 12}).headers
    refused = query("SELECT ?s { ?s ?p ?o }", "text/tab-separated-values")
    assert refused.status_code == 403
    assert "5000" in refused.text
    triples = query("CONSTRUCT WHERE { ?s ?p ?o }", **{"max-rows": 5})
    assert len(list(ox.parse(triples.content, format=ox.RdfFormat.TURTLE))) == 5


def test_an_answer_that_fails_on_its_way_breaks_the_connection(query):
    # More than is held back is written before the cap of 5,000 rows is reached.
    wide = "SELECT (STR(?s) AS ?a) (CONCAT(?a,?a,?a,?a) AS ?b) (CONCAT(?b,?b) AS ?c) { ?s ?p ?o }"
    with pytest.raises(httpx.RemoteProtocolError):
        query(wide)


@pytest.mark.parametrize("path", ["", "sparql", "nowhere", "id/place/dalian"])
def test_every_answer_carries_the_headers_that_protect(server, path):
    headers = server.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_a_result_that_fits_has_a_length_and_the_error_for_api_clients_is_json(query):
    assert "content-length" in query(ROWS).headers
    refused = query("SELECT * {", "application/json, */*;q=0.1")
    assert refused.status_code == 400
    assert set(json.loads(refused.text)["error"]) == {"zh", "en"}
