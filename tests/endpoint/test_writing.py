"""A writable server: each change is a new build, and a rebuild is taken up while it runs."""

from __future__ import annotations

import shutil
import time

import httpx
import pytest

from kg.endpoint.updates import update
from kg.errors import QueryError
from kg.store import build_info, create, current, open_local
from tests.endpoint.conftest import empty_store, serving

ONE = "<http://example.org/a> <http://example.org/b> <http://example.org/c> ."
GRAPH = {"graph": "http://example.org/g"}
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def count(client):
    answer = client.get("sparql", params={"query": COUNT})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_a_change_is_seen_at_once_and_makes_a_build(tmp_path):
    location = empty_store(tmp_path / "store")
    before = current(location)
    with serving(location, "--writable", folder=tmp_path) as running:
        client = running.client
        headers = {"Content-Type": "text/turtle"}
        put = client.put("store", params=GRAPH, content=ONE.encode(), headers=headers)
        assert put.status_code == 201
        assert count(client) == 1
        wrong = client.put("store", params=GRAPH, content=b"<x> nonsense", headers=headers)
        assert wrong.status_code == 400
        assert count(client) == 1
        done = client.post("update", data={"update": f"INSERT DATA {{ {ONE} }}"})
        assert done.status_code == 204
        assert count(client) == 2
        assert client.get("store", params=GRAPH).text.count("example.org/a") == 1
        assert client.delete("store", params=GRAPH).status_code == 204
        assert client.get("store", params=GRAPH).status_code == 404
        second = serving_fails(location, tmp_path)
        assert "in use by another program" in second
    assert current(location) != before
    assert build_info(location)["edited"] is True
    assert len(open_local(location)) == 1
    assert sorted(path.name for path in location.iterdir()) == ["0003", "0004", "CURRENT"]


def serving_fails(location, folder):
    import subprocess
    import sys

    code = "import sys; from kg.cli import main; sys.argv[0] = 'kg'; main()"
    command = [sys.executable, "-c", code, "--lang", "en", "--store", str(location), "serve"]
    done = subprocess.run(
        [*command, "--port", "0", "--writable"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def test_a_store_that_is_rebuilt_is_taken_up(packaged_location, tmp_path):
    location = empty_store(tmp_path / "store")
    with serving(location, folder=tmp_path) as running:
        assert count(running.client) == 0
        new = location / "0002"
        shutil.copytree(current(packaged_location), new)
        pointer = location / "CURRENT-new"
        pointer.write_text("0002\n", encoding="ascii")
        pointer.replace(location / "CURRENT")
        assert count(running.client) > 1000


def test_writing_needs_the_token_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_SERVE_TOKEN", "secret")
    location = empty_store(tmp_path / "store")
    with serving(location, "--writable", folder=tmp_path) as running:
        update = {"update": f"INSERT DATA {{ {ONE} }}"}
        assert running.client.post("update", data=update).status_code == 401
        headers = {"Authorization": "Bearer secret"}
        assert running.client.post("update", data=update, headers=headers).status_code == 204


def test_a_writable_server_for_others_needs_a_token(kg, tmp_path):
    location = empty_store(tmp_path / "store")
    done = kg("--store", location, "serve", "--host", "0.0.0.0", "--writable", "--check")
    assert done.exit_code == 1
    assert "KG_SERVE_TOKEN" in done.stderr


def test_another_site_may_ask_where_it_is_allowed_to(packaged_location, tmp_path):
    origin = "https://example.org"
    with serving(packaged_location, "--allow-origin", origin, folder=tmp_path) as running:
        for asked, expected in ((origin, origin), ("https://example.com", None)):
            answer = httpx.get(
                f"{running.address}sparql", params={"query": "ASK {}"}, headers={"Origin": asked}
            )
            assert answer.headers.get("access-control-allow-origin") == expected
            assert "access-control-allow-credentials" not in answer.headers


def test_no_process_outlives_the_server(packaged_location, tmp_path):
    from tests.endpoint.test_limits import children, is_running

    with serving(packaged_location, folder=tmp_path) as running:
        mine = children(running.process.pid)
        assert mine
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(map(is_running, mine)):
        time.sleep(0.05)
    assert not any(map(is_running, mine))


def test_another_site_that_may_ask_may_not_write(tmp_path):
    location = empty_store(tmp_path / "store")
    origin = "https://example.org"
    headers = {"Origin": origin}
    options = ("--writable", "--allow-origin", origin)
    with serving(location, *options, folder=tmp_path) as running:
        client = running.client
        asked = client.post("sparql", data={"query": "ASK {}"}, headers=headers)
        assert (asked.status_code, asked.json()["boolean"]) == (200, True)
        update = {"update": f"INSERT DATA {{ {ONE} }}"}
        assert client.post("update", data=update, headers=headers).status_code == 403
        turtle = {**headers, "Content-Type": "text/turtle"}
        for method in ("PUT", "POST", "DELETE"):
            answer = client.request(method, "store", params=GRAPH, content=ONE, headers=turtle)
            assert answer.status_code == 403
        assert count(client) == 0


def test_a_browser_is_told_beforehand_what_another_site_may_do(packaged_location, tmp_path):
    origin = "https://example.org"
    with serving(packaged_location, "--allow-origin", origin, folder=tmp_path) as running:

        def before(path, asked):
            headers = {"Origin": asked, "Access-Control-Request-Method": "POST"}
            return running.client.options(path, headers=headers)

        allowed = before("sparql", origin)
        assert allowed.status_code == 204
        assert allowed.headers["access-control-allow-origin"] == origin
        assert "POST" in allowed.headers["access-control-allow-methods"]
        assert "content-type" in allowed.headers["access-control-allow-headers"].lower()
        assert "POST" not in before("update", origin).headers["access-control-allow-methods"]
        assert "access-control-allow-methods" not in before("sparql", "https://a.example").headers


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("INSERT DATA {\n GRAPH <x:g> { <x:a> <x:b> } }", "第 2 行第 28 列"),
        ("DELETE FOO", "第 1 行第 11 列"),
        ("INSERT DATA { GRAPH g:x { <x:a> <x:b> 1 } }", "第 1 行：前缀“g:”没有声明"),
    ],
)
def test_what_is_wrong_in_an_update_is_one_sentence(text, where):
    with pytest.raises(QueryError) as refused:
        update(create(), text)
    said = refused.value.message("zh")
    assert where in said
    assert len(said) < 200
