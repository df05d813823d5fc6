"""Nobody can make everybody wait: not by a text, not by a number, not by a file."""

from __future__ import annotations

import os
import shutil
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.endpoint.merge import changed_by
from kg.endpoint.updates import with_dataset
from kg.sparql import check_query
from tests.endpoint.conftest import empty_store, serving

ASK = {"query": "ASK {}"}
# Each was read again and again from each of its characters.
UNCLOSED = {
    "quotes": "ASK {} #\n" + r"\"" * 200_000,
    "apostrophes": "ASK {} #\n" + r"\'" * 200_000,
    "long quotes": "ASK {} #\n" + r"\"" '""' * 100_000,
    "angles": "ASK {} " + "<a" * 200_000,
    "backslashes": 'ASK {} "' + "\\" * 400_001,
}


@pytest.mark.parametrize("text", UNCLOSED.values(), ids=UNCLOSED)
def test_the_look_at_a_text_takes_as_long_as_the_text(text):
    begun = time.process_time()
    check_query(text)
    with_dataset(text, ["x:g"], [])
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("end", ["", ";", " x"])
def test_spaces_around_an_update_cost_nothing(end):
    begun = time.process_time()
    known = changed_by(
        f"INSERT DATA {{ GRAPH <x:g> {{ <x:a> <x:b> 1 }} }}{' ' * 400_000}{end}", None
    )
    assert time.process_time() - begun < 2
    assert (known is None) == (end == " x")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_others_are_answered_while_a_long_text_is_looked_at(server, method):
    text = "ASK {} #\n" + r"\"" * (9_000 if method == "GET" else 20_000)
    given = {"params" if method == "GET" else "data": {"query": text}}
    with ThreadPoolExecutor() as threads, httpx.Client(base_url=server.address) as other:
        asked = threads.submit(server.client.request, method, "sparql", **given)
        time.sleep(0.2)
        begun = time.monotonic()
        assert other.get("sparql", params=ASK).status_code == 200
        assert time.monotonic() - begun < 2
        assert asked.result().status_code == 400


def test_small_answers_do_not_wait_for_the_client_to_confirm_their_head(server):
    took = []
    for _ in range(30):
        begun = time.perf_counter()
        assert server.client.get("sparql", params=ASK).status_code == 200
        took.append(time.perf_counter() - begun)
    # Nothing below 40 ms was possible.
    assert min(took) < 0.03


@pytest.mark.parametrize(
    "target",
    [
        "sparql?query=ASK{}&max-rows=000000001999999999",
        "sparql?query=ASK{}&max-rows=" + "9" * 5000,
        "sparql?query=ASK{}&max-rows=²",
        "sparql?query=ASK{}&max-rows=0",
        "api/path?from=大连&to=上海&k=000000001999999999",
        "api/path?from=大连&to=上海&max-length=" + "1" * 5000,
        "api/search?q=大连&limit=101",
    ],
)
def test_a_number_beyond_its_bounds_is_refused_whatever_it_begins_with(server, target):
    assert server.client.get(target).status_code == 400


def test_a_body_of_a_length_that_is_no_number_is_refused(server):
    place = urlsplit(server.address)
    for length in (b"9" * 5000, b"\xb2", b"-1"):
        with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
            head = f"POST /sparql HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: "
            connection.sendall(head.encode() + length + b"\r\n\r\nquery=ASK+%7B%7D")
            assert b" 4" in connection.recv(4096)[:12]


def test_a_damaged_pointer_is_told_and_forgotten_once_it_is_mended(tmp_path):
    location = empty_store(tmp_path / "store")
    pointer = location / "CURRENT"
    with serving(location, folder=tmp_path) as running:
        good = pointer.read_bytes()
        pointer.write_bytes(b"\xff\xfe")
        # More than there are places, so that none may be lost.
        for _ in range(12):
            answer = running.client.get("sparql", params=ASK, timeout=20)
            assert answer.status_code == 503
            assert "this is not a store" in answer.text
        pointer.write_bytes(good)
        assert running.client.get("sparql", params=ASK, timeout=20).status_code == 200
        assert "Traceback" not in running.stop()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_queries_together_have_no_more_memory_than_a_share_of_the_machine(
    packaged_location, tmp_path
):
    large = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f LIMIT 1"}
    with serving(packaged_location, folder=tmp_path, all_memory=900 << 20) as running:

        def ask(given):
            with httpx.Client(base_url=running.address, timeout=60) as client:
                return client.get("sparql", params=given)

        with ThreadPoolExecutor() as threads:
            asked = [threads.submit(ask, large) for _ in range(3)]
            statuses = {one.result().status_code for one in asked}
        assert 507 in statuses
        assert statuses <= {504, 507}
        assert ask(ASK).status_code == 200


DEEP = "<x:s> <x:p> "


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("application/ld+json", '{"x:p":' * 20_000 + "1" + "}" * 20_000),
        ("text/turtle", DEEP + ("<<( " + DEEP) * 30_000 + "<x:o>" + " )>>" * 30_000 + " ."),
        (
            "application/rdf+xml",
            '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
            + "]><r>&j;</r>",
        ),
        ("text/turtle", f'{DEEP}"{"x" * 17_000_000}" .'),
    ],
    ids=["json", "terms", "laughs", "literal"],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_what_would_blow_up_the_writer_is_refused_by_it(writable, method, media, content):
    headers = {"Content-Type": media}
    answer = writable.client.request(
        method, "store?graph=x:g", content=content.encode(), headers=headers, timeout=60
    )
    assert answer.status_code == 400, answer.text
    good = writable.client.put("store?graph=x:g", content=b"<x:a> <x:b> 1 .")
    assert good.status_code in {201, 204}


def test_the_writer_has_no_more_memory_than_a_reader(packaged_location, tmp_path):
    location = shutil.copytree(packaged_location, tmp_path / "store")
    with serving(location, "--writable", folder=tmp_path, memory=1500 << 20, timeout=60) as running:
        text = "INSERT { GRAPH <x:g> { ?a ?b ?f } } WHERE { ?a ?b ?c . ?d ?e ?f }"
        answer = running.client.post("update", data={"update": text})
        assert answer.status_code in {500, 507}
        small = {"update": "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }"}
        assert running.client.post("update", data=small).status_code == 204


@pytest.mark.skipif(os.getuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_told_by_a_writing_server(tmp_path):
    location = empty_store(tmp_path / "store")
    location.chmod(0o500)
    found = CliRunner().invoke(main, ["--store", str(location), "serve", "--writable", "--check"])
    assert found.exit_code == 1
    assert "没有权限" in found.stderr


@pytest.mark.parametrize(
    "target",
    ["sparql?query=ASK{}&default-graph-uri=]", "store?graph=]", "store/%", "entity?name=]"],
)
def test_what_is_no_iri_is_refused(server, target):
    answer = server.client.get(target)
    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("media", ["application/sparql-results+xml", "application/rdf+xml"])
def test_xml_that_nobody_could_read_is_not_written(server, media):
    text = r'SELECT ("a\u0001" AS ?x) {}'
    if media == "application/rdf+xml":
        text = r'CONSTRUCT { <x:a> <x:b> "a\u0001" } {}'
    answer = server.client.get("sparql", params={"query": text}, headers={"Accept": media})
    assert answer.status_code == 406
    assert server.client.get("sparql", params={"query": text}).status_code == 200
