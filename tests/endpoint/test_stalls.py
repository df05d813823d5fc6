"""Nobody can make everybody wait: not by a text, not by a number, not by a file."""

from __future__ import annotations

import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest

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
    assert statistics.median(took) < 0.03


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
