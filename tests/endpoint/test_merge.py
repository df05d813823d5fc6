"""A writable server of a build keeps the merge: queries without GRAPH see what was written."""

from __future__ import annotations

import shutil

import pyoxigraph as ox
import pytest

from kg.endpoint.answers import RefusedError
from kg.endpoint.merge import changed_by
from kg.endpoint.writer import Writer
from kg.loaders import build
from kg.store import build_info, current, open_store
from tests.endpoint.conftest import empty_store, serving

SOURCE = "https://w3id.org/cooperation-kg/source/mine"
OTHER = "https://w3id.org/cooperation-kg/source/other"
FACT = "<https://example.org/a> <https://example.org/b> <https://example.org/c>"


@pytest.fixture
def location(tiny, tmp_path):
    """A store that `kg build` made."""
    build(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def writer(location):
    return Writer(location)


def change(writer, text, **more):
    order = {"op": "update", "update": text, "using": [], "using_named": [], "base": None}
    return writer.answer({**order, **more}, None)


def refusal(writer, text):
    """The status and the words; the error itself would keep the copy open."""
    try:
        change(writer, text)
    except RefusedError as error:
        return error.status, error.message("en")
    return pytest.fail("not refused")


def held(location):
    """The triples of the unnamed graph, and those of all named graphs."""
    unnamed, named = set(), set()
    for quad in open_store(location):
        (unnamed if isinstance(quad.graph_name, ox.DefaultGraph) else named).add(quad.triple)
    return unnamed, named


def test_what_is_written_to_a_graph_is_seen_without_naming_it(location, tmp_path):
    with serving(location, "--writable", folder=tmp_path) as running:
        client = running.client

        def seen():
            query = f"SELECT (COUNT(*) AS ?n) {{ {FACT} }}"
            answer = client.get("sparql", params={"query": query}).json()
            return int(answer["results"]["bindings"][0]["n"]["value"])

        def put(graph, text=FACT + " ."):
            headers = {"Content-Type": "text/turtle"}
            place = {"graph": graph}
            return client.put("store", params=place, content=text, headers=headers).status_code

        assert (seen(), put(SOURCE), seen()) == (0, 201, 1)
        assert (put(OTHER), seen()) == (201, 1)
        # The other source still says it.
        assert (client.delete("store", params={"graph": SOURCE}).status_code, seen()) == (204, 1)
        assert (put(OTHER, ""), seen()) == (204, 0)
        text = f"INSERT DATA {{ GRAPH <{SOURCE}> {{ {FACT} }} }}"
        assert (client.post("update", data={"update": text}).status_code, seen()) == (204, 1)
        before = current(location)
        refused = client.put("store?default", headers={"Content-Type": "text/turtle"})
        assert refused.status_code == 403
        assert "?graph=" in refused.text
        text = f"DELETE DATA {{ {FACT} }}"
        assert client.post("update", data={"update": text}).status_code == 403
        assert (current(location), seen()) == (before, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{SOURCE}> {{ {FACT} , 1.50, '大'@ZH }} }}",
        f"PREFIX x: <x:> INSERT DATA {{ GRAPH <{SOURCE}> {{ x:a x:b x:c }} }} ;",
        f"INSERT DATA {{ GRAPH <{SOURCE}> {{ _:a <x:b> [] }} }}",
        f"INSERT {{ GRAPH <{SOURCE}> {{ ?x <x:b> ?y }} }} WHERE {{ ?x coop:within ?y }}",
        f"WITH <{SOURCE}> INSERT {{ ?x <x:b> ?y }} WHERE {{ GRAPH ?g {{ ?x coop:within ?y }} }}",
        "DELETE WHERE { GRAPH graph:entities { ?x coop:within ?y } }",
        "DELETE WHERE { GRAPH ?g { ?x a ?y } }",
        "DELETE DATA { GRAPH graph:entities { place:dalian coop:within place:liaoning } }",
        "DROP GRAPH graph:names",
        "CLEAR NAMED",
        "CLEAR ALL",
        f"COPY GRAPH graph:names TO <{OTHER}>",
        f"MOVE GRAPH graph:names TO <{OTHER}>",
        "MOVE GRAPH graph:names TO GRAPH graph:entities",
        # Written to the unnamed graph too, which makes no difference.
        f"INSERT DATA {{ {FACT} }} ; INSERT DATA {{ GRAPH <{SOURCE}> {{ {FACT} }} }}",
        f"INSERT DATA {{ GRAPH <{SOURCE}> {{ {FACT} }} }} ; DROP GRAPH <{SOURCE}>",
    ],
)
def test_whatever_an_update_does_the_merge_is_every_triple_once(writer, location, text):
    change(writer, text)
    unnamed, named = held(location)
    assert unnamed == named
    assert build_info(location)["edited"] is True


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ {FACT} }}",
        f"INSERT DATA {{ {FACT} . GRAPH <{SOURCE}> {{ <x:a> <x:b> <x:c> }} }}",
        f"INSERT {{ {FACT} }} WHERE {{}}",
        "DELETE DATA { place:dalian coop:within place:liaoning }",
        "DELETE WHERE { ?x coop:within ?y }",
        "CLEAR DEFAULT",
        "COPY GRAPH graph:names TO DEFAULT",
        "MOVE DEFAULT TO GRAPH graph:names",
    ],
)
def test_the_merge_itself_cannot_be_written_to(writer, location, text):
    before = current(location), held(location)
    status, words = refusal(writer, text)
    assert status == 403
    assert "unnamed graph" in words
    assert (current(location), held(location)) == before
    # What was refused has left nothing behind in the copy either.
    change(writer, f"INSERT DATA {{ GRAPH <{OTHER}> {{ {FACT} }} }}")
    unnamed, named = held(location)
    assert unnamed == named
    assert len(named) == len(before[1][1]) + 1


def test_a_store_that_was_emptied_goes_on_keeping_its_merge(location):
    first = Writer(location)
    change(first, "CLEAR ALL")
    first.store = None
    with pytest.raises(RefusedError):
        change(Writer(location), f"INSERT DATA {{ {FACT} }}")


def test_a_store_that_no_build_made_is_written_as_the_client_says(tmp_path):
    location = empty_store(tmp_path / "store")
    writer = Writer(location)
    change(writer, f"INSERT DATA {{ {FACT} }}")
    change(writer, f"INSERT DATA {{ GRAPH <{SOURCE}> {{ <x:a> <x:b> <x:c> }} }}")
    unnamed, named = held(location)
    assert len(unnamed) == len(named) == 1
    assert unnamed != named


def test_a_build_that_comes_between_is_not_overwritten(writer, location, monkeypatch):
    import kg.endpoint.writer as module

    follow = module.follow

    def built_meanwhile(*args):
        follow(*args)
        shutil.copytree(current(location), location / "0009")
        (location / "CURRENT").write_text("0009\n", encoding="ascii")

    monkeypatch.setattr(module, "follow", built_meanwhile)
    text = f"INSERT DATA {{ GRAPH <{SOURCE}> {{ {FACT} }} }}"
    status, words = refusal(writer, text)
    assert status == 503
    assert "built anew" in words
    assert current(location).name == "0009"
    monkeypatch.setattr(module, "follow", follow)
    change(writer, text)
    assert held(location)[0] == held(location)[1]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } } ; CLEAR ALL ; INSERT DATA { }",
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } # }\n} ; CLEAR ALL #}",
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> '}' } } ; CLEAR ALL # '}",
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> '\\u0027 } } ; CLEAR ALL # ' } }",
        "INSERT DATA { GRAPH <x:g> { _:a <x:b> 1 } }",
        "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> ?x } }",
        "INSERT { GRAPH <x:g> { <x:a> <x:b> 1 } } WHERE { }",
    ],
)
def test_only_what_cannot_mean_anything_else_is_read_as_data(text):
    assert changed_by(text, None) is None
