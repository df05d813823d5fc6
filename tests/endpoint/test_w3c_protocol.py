"""The W3C's tests of the SPARQL 1.1 Protocol and of the Graph Store Protocol."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

pytestmark = pytest.mark.w3c

FOLDER = os.environ.get("KG_W3C_TESTS")
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
CNT = "http://www.w3.org/2011/content#"
MANIFESTS = (
    "protocol/manifest.ttl",
    "graph-store-protocol/manifest-direct.ttl",
    "graph-store-protocol/manifest-indirect.ttl",
)
DATA = "http://kasei.us/2009/09/sparql/data/"


@functools.cache
def graph(name):
    store = ox.Store()
    path = Path(str(FOLDER)) / name
    store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return store


def listed(name):
    kinds = ("ProtocolTest", "GraphStoreProtocolTest")
    query = f"SELECT ?t {{ ?t a ?k VALUES ?k {{ {' '.join(f'<{MF}{k}>' for k in kinds)} }} }}"
    return [(name, row["t"].value) for row in graph(name).query(query)]


TESTS = sorted(found for name in MANIFESTS for found in listed(name)) if FOLDER else []


def values(store, subject, predicate):
    found = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
    return [quad.object for quad in found]


def one(store, subject, predicate):
    return next(iter(values(store, subject, predicate)), None)


def items(store, head):
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    while head is not None and head.value != rdf + "nil":
        yield one(store, head, rdf + "first")
        head = one(store, head, rdf + "rest")


def headers(store, message):
    found = items(store, one(store, message, HT + "headers"))
    return {
        one(store, header, HT + "fieldName").value: one(store, header, HT + "fieldValue").value
        for header in found
    }


def encoded_body(store, message):
    body = one(store, message, HT + "body")
    if body is None:
        return None
    text = one(store, body, CNT + "chars").value
    encoding = one(store, body, CNT + "characterEncoding")
    return text.encode(encoding.value if encoding else "utf-8")


def test_the_suite_is_whole():
    if not FOLDER:
        pytest.skip("KG_W3C_TESTS is not set")
    assert len([name for name, _ in TESTS if name == MANIFESTS[0]]) == 34
    assert len(TESTS) == 34 + 14


@pytest.mark.parametrize(
    ("manifest", "test"), TESTS, ids=lambda text: text.rpartition("#")[2] or text
)
def test_protocol(writable, manifest, test):
    store, node = graph(manifest), ox.NamedNode(test)
    client = writable.client
    cleared = client.post("update", data={"update": "CLEAR ALL"})
    assert cleared.status_code == 204, cleared.text
    if manifest == MANIFESTS[0]:
        load_data(client)
    action = one(store, node, MF + "action")
    places = {}
    for message in items(store, one(store, action, HT + "requests")):
        response = send(writable, store, message, places)
        expected = one(store, message, HT + "resp")
        check(store, expected, response, writable.address)
        location = one(store, expected, MF + "expectedLocation")
        if location is not None:
            assert response.headers["location"]
            places[location.value] = response.headers["location"]


def load_data(client):
    for number in (1, 2, 3):
        content = (Path(str(FOLDER)) / "protocol" / f"data{number}.nt").read_bytes()
        put = client.put(
            "store",
            params={"graph": f"{DATA}data{number}.rdf"},
            content=content,
            headers={"Content-Type": "application/n-triples"},
        )
        assert put.is_success


def here(text, address, places):
    """The address and the names a test leaves open, put in."""
    for name, value in places.items():
        text = text.replace(name, value)
    text = text.replace("http://www.example/gsp", f"{address}store")
    return text.replace("http%3A%2F%2Fwww.example%2Fgsp", f"{address}store".replace(":", "%3A"))


def send(server, store, message, places):
    method = one(store, message, HT + "methodName").value
    path = one(store, message, HT + "absolutePath").value
    body, given = encoded_body(store, message), headers(store, message)
    given = {name: value for name, value in given.items() if name.lower() != "content-length"}
    if path.startswith("/sparql"):
        raw = body or b""
        media = {k.lower(): v for k, v in given.items()}.get("content-type", "")
        is_update = "update=" in path or raw.startswith(b"update=") or "sparql-update" in media
        target = server.address + ("update" if is_update else "sparql") + path[len("/sparql/") :]
    else:
        target = here(path, server.address, places)
        if not target.startswith("http"):
            target = server.address + "store" + target.removeprefix("/gsp")
        if body is not None:
            body = here(body.decode(), server.address, places).encode()
    assert urlsplit(target).hostname == "127.0.0.1"
    return server.client.request(method, target, content=body, headers=given)


def check(store, expected, response, address):
    statuses = [
        node.value.rpartition("#")[2] for node in values(store, expected, MF + "expectedStatus")
    ]
    assert any(is_status(name, response.status_code) for name in statuses), (
        f"{response.status_code} is not {statuses}: {response.text[:300]}"
    )
    wanted = one(store, expected, MF + "expectedBoolean")
    if wanted is not None:
        answer = ox.parse_query_results(
            response.content,
            format=ox.QueryResultsFormat.from_media_type(response.headers["content-type"]),
        )
        assert bool(answer) == (wanted.value == "true")
    kind = one(store, expected, MF + "expectedFormat")
    media = response.headers.get("content-type", "").partition(";")[0]
    if kind is not None and kind.value == "RDF":
        assert ox.RdfFormat.from_media_type(media)
    elif kind is not None:
        assert ox.QueryResultsFormat.from_media_type(media)
    body = encoded_body(store, expected)
    if body is not None and media == "text/turtle":
        text = here(body.decode(), address, {})
        assert canonical(response.text, address) == canonical(text, address)


def is_status(name, code):
    named = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
    if name in named:
        return code == named[name]
    family = re.fullmatch(r"StatusCode(\d)xx", name)
    assert family, f"a status this test does not know: {name}"
    return code // 100 == int(family[1])


def canonical(text, base):
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}
