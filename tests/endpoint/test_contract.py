"""One contract: directory, memory, `oxigraph serve` and Virtuoso give the same answers.

Memory and `oxigraph serve` are the engine of a directory, so a part of the questions is enough.
"""

from __future__ import annotations

import difflib
import json
from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg import queries
from kg.cli import main
from kg.errors import QueryError, StoreError, UnknownNameError
from kg.loaders import build_in_memory
from kg.loaders.upload import upload
from kg.names import fold, resolve
from kg.namespaces import SOURCE
from kg.remote import Endpoint
from kg.store import dump, open_store, run, select
from tests.endpoint.engines import free_port, oxigraph, virtuoso

COMMANDS = [
    ["partners", "大连"],
    ["partners", "辽宁", "--kind", "all"],
    ["partners", "DL", "--kind", "event"],
    ["show", "place/dalian"],
    ["show", "000"],
    ["search", "高新"],
    ["path", "盘锦", "上海"],
    ["path", "沈抚新区", "大连", "--k", "3"],
    ["tasks", "--mentions", "大连"],
    ["agreements", "--party", "大连"],
    ["figures", "--about", "大连"],
    ["conflicts"],
    ["gaps"],
    ["sources"],
    ["list", "Park"],
    ["partners", "朝阳区"],
    ["partners", "不存在的地方"],
]
# Nobody is called so; what is similar is said.
MISSPELT = ["大莲", "Shanghia", "沈阳高新技术产业开发去", "dalian shi ganjinzi qu", "$^`|~", "甲"]


@pytest.fixture(scope="module")
def lines(part):
    return dump(part)


@pytest.fixture(scope="module")
def stated(lines):
    """What the sources themselves say, an eighth of all: to see what is sent, and what again."""
    return b"".join(
        line for line in lines.splitlines(keepends=True) if f" <{SOURCE}".encode() in line[-80:]
    )


@pytest.fixture(scope="module")
def on_oxigraph(lines, tmp_path_factory):
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as (address, _):
        upload(address, lines)
        yield address


@pytest.fixture(scope="module")
def on_virtuoso(lines, tmp_path_factory):
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KG_STORE_USER", "dba")
            patch.setenv("KG_STORE_PASSWORD", "dba")
            upload(address, lines)
        yield address


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def location(request):
    return request.getfixturevalue(f"on_{request.param}")


def answer(location, arguments, form="json"):
    from click.testing import CliRunner

    command = ["--store", str(location), *arguments, *(["--format", form] if form else [])]
    done = CliRunner().invoke(main, command, env={"KG_LANG": "zh"}, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr.replace(str(location), "…")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_asking_command_gives_the_same_answer(part_location, location, arguments):
    wanted = answer(part_location, arguments)
    assert answer(location, arguments) == wanted
    assert wanted[0] == 1 or json.loads(wanted[1])


@pytest.mark.parametrize("arguments", [COMMANDS[1], ["show", MISSPELT[0]]], ids=" ".join)
def test_a_store_in_memory_answers_as_a_directory_does(packaged_location, arguments):
    assert answer(":memory:", arguments) == answer(packaged_location, arguments)


@pytest.mark.parametrize("name", sorted(queries.load()))
def test_every_packaged_question_gives_the_same_rows(part, on_virtuoso, name):
    def rows(store):
        results = run(store, queries.prepare(store, queries.load()[name], {}))
        if isinstance(results, ox.QueryBoolean):
            return bool(results)
        heads = sorted(variable.value for variable in results.variables)
        return sorted([(head, plain(row[head])) for head in heads] for row in results)

    assert rows(open_store(on_virtuoso)) == rows(part)


def plain(term):
    """A term as text; numbers by value, since engines differ in the type of a sum."""
    kind = getattr(term, "datatype", None)
    if kind and kind.value.rpartition("#")[2] in {"integer", "decimal", "double", "float"}:
        return f"{float(term.value):.9g}"
    return str(term).replace("^^<http://www.w3.org/2001/XMLSchema#string>", "")


@pytest.mark.parametrize("name", MISSPELT)
def test_an_unknown_name_gets_the_same_suggestions(part_location, location, name):
    wanted = answer(part_location, ["show", name])
    assert answer(location, ["show", name]) == wanted
    assert wanted[0] == 1


@pytest.mark.parametrize("name", MISSPELT)
def test_what_the_store_does_not_send_is_not_similar(packaged, name):
    both = "{ ?entity coop:nameKey ?key } UNION { ?entity coop:shortNameKey ?key }"
    known = defaultdict(set)
    for row in select(packaged, f"SELECT ?entity ?key {{ GRAPH graph:names {{ {both} }} }}"):
        known[row["key"].value].add(row["entity"].value)
    key = fold(name)
    same_script = [other for other in known if other.isascii() == key.isascii()]
    close = difflib.get_close_matches(key, same_script, n=5, cutoff=0.6)
    expected = [iri for match in close for iri in sorted(known[match])]
    with pytest.raises(UnknownNameError) as refused:
        resolve(packaged, name)
    found = [candidate["iri"] for candidate in refused.value.candidates]
    # What sounds the same comes before what looks similar.
    assert [iri for iri in found if iri in expected] == list(dict.fromkeys(expected))[: len(found)]
    assert len(found) <= 5


def test_loading_twice_sends_nothing(on_oxigraph, lines):
    before = total(on_oxigraph)
    assert upload(on_oxigraph, lines) == []
    assert total(on_oxigraph) == before


def test_what_is_gone_from_the_data_goes_from_the_endpoint(stated, tmp_path):
    kept = b"".join(
        line for line in stated.splitlines(keepends=True) if f"<{SOURCE}002>".encode() not in line
    )
    with oxigraph(tmp_path) as (address, _):
        upload(address, stated)
        assert f"{SOURCE}002" in graphs(address)
        sent = upload(address, kept)
        assert f"{SOURCE}002" not in graphs(address)
        assert f"{SOURCE}000" not in sent


def total(address):
    store = open_store(address)
    (row,) = select(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    return row["n"].value


def graphs(address):
    rows = select(open_store(address), "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    return {row["g"].value for row in rows}


def test_a_server_killed_in_mid_load_holds_whole_sources_and_a_second_run_completes(
    stated, tmp_path
):
    port = free_port()
    expected = {}
    for line in stated.splitlines():
        graph = line.rsplit(b" ", 2)[1][1:-1].decode()
        expected[graph] = expected.get(graph, 0) + 1

    class KilledError(Exception):
        pass

    with oxigraph(tmp_path, port) as (address, process):

        def kill(_, number, __):
            if number == 5:
                process.kill()
                process.wait()
                raise KilledError

        with pytest.raises(KilledError):
            upload(address, stated, kill)
    with oxigraph(tmp_path, port) as (address, _):
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = {row["g"].value: row["n"].value for row in select(open_store(address), query)}
        held = {name for name in rows if name.startswith(SOURCE)}
        assert len(held) >= 4
        assert {name: int(rows[name]) for name in held} == {n: expected[n] for n in held}
        sent = upload(address, stated)
        assert 0 < len(sent) < len(expected)
        assert set(expected) <= graphs(address)
        assert upload(address, stated) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?a { GRAPH ?g { ?s ?p ?o . ?a ?p ?c } }",
        # Virtuoso caps these without a word.
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:names { ?s ?p ?o } }",
        "CONSTRUCT { ?s a coop:Entity } WHERE { GRAPH graph:names { ?s ?p ?o } } LIMIT 15000",
        "DESCRIBE ?s WHERE { GRAPH graph:names { ?s ?p ?o } }",
    ],
)
def test_what_an_engine_caps_is_never_taken_for_all(on_virtuoso, query):
    with pytest.raises(QueryError, match="part of the answer"):
        run(open_store(on_virtuoso), query)


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH source:000 { ?s ?p ?o } }",
        "CONSTRUCT { ?s a coop:City } WHERE { GRAPH graph:entities { ?s a coop:City } }",
        "CONSTRUCT { ?s a coop:City } WHERE { GRAPH graph:names { ?s ?p ?o } } LIMIT 9000",
    ],
)
def test_triples_that_are_all_are_given(part, location, query):
    def triples(store):
        return {str(triple) for triple in run(store, query)}

    given = triples(open_store(location))
    assert len(given) > 100
    if "LIMIT" not in query:
        assert given == triples(part)


@pytest.mark.parametrize("suffix", [".nq", ".ttl"])
def test_an_endpoint_is_exported_as_a_directory_is(part_location, on_oxigraph, suffix, tmp_path):
    mine, theirs = tmp_path / f"mine{suffix}", tmp_path / f"theirs{suffix}"
    assert answer(part_location, ["export", "-o", str(mine)], form=None)[0] == 0
    assert answer(on_oxigraph, ["export", "-o", str(theirs)], form=None)[0] == 0
    assert theirs.read_bytes() == mine.read_bytes()


def test_no_part_of_an_endpoint_is_exported_for_the_whole(on_virtuoso, tmp_path):
    file = tmp_path / "all.nq"
    code, _, errors = answer(on_virtuoso, ["export", "-o", str(file)], form=None)
    assert code == 1
    assert "ResultSetMaxRows" in errors
    assert not file.exists()


def test_an_update_needs_the_password(on_virtuoso, monkeypatch):
    endpoint = Endpoint(on_virtuoso)
    with pytest.raises(StoreError, match="401"):
        endpoint.put("http://example.org/g", b"")


PAIRING = "id,source,prefLabel@zh,prefLabel@en,partner,start,end\n"


@pytest.fixture
def loaded(tmp_path, tiny, monkeypatch, request):
    """An endpoint of a small data set, which may be changed."""
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    small = request.param == "oxigraph"
    engine = oxigraph(tmp_path) if small else virtuoso(tmp_path, rows=1_000_000)
    with engine as found:
        address = str(found[0] if small else found)
        upload(address, dump(build_in_memory()))
        yield address


@pytest.mark.parametrize("loaded", ["oxigraph", "virtuoso"], indirect=True)
def test_tables_are_added_to_an_endpoint_as_to_a_directory(loaded, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    before = dump(build_in_memory())
    wrong, right = folder / "wrong.csv", folder / "pairings.csv"
    wrong.write_text(PAIRING + "pairing/x,s1,甲,A,鞍山市|没有的市,1,9\n", encoding="utf-8")
    wrong = wrong.rename(tmp_path / "pairings.csv")
    right.write_text(PAIRING + "pairing/x,s1,甲,A,鞍山市|六盘水市,1,9\n", encoding="utf-8")
    code, _, errors = answer(loaded, ["load", str(wrong)], form=None)
    assert (code, "没有的市" in errors) == (1, True)
    assert upload(loaded, before) == []
    assert "新增 1 条" in answer(loaded, ["load", str(right)], form=None)[1]
    assert dump(open_store(loaded)) == dump(build_in_memory([folder]))


@pytest.mark.parametrize("loaded", ["oxigraph", "virtuoso"], indirect=True)
def test_a_load_sends_what_differs_and_not_whole_graphs(loaded, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pairings.csv").write_text(
        PAIRING + "pairing/x,s1,甲,A,鞍山市|六盘水市,1,9\n", encoding="utf-8"
    )
    sent: dict[str, int] = defaultdict(int)
    put, update = Endpoint.put, Endpoint.update

    def putting(self, graph, lines, *, add=False):
        sent[graph] += len(lines)
        put(self, graph, lines, add=add)

    def updating(self, text):
        made = update(self, text)
        sent["update"] += len(text.encode()) if made else 0
        return made

    monkeypatch.setattr(Endpoint, "put", putting)
    monkeypatch.setattr(Endpoint, "update", updating)
    assert "新增 1 条" in answer(loaded, ["load", str(folder / "pairings.csv")], form=None)[1]
    whole = build_in_memory([folder])
    lines = dump(whole)
    assert dump(open_store(loaded)) == lines
    sizes: dict[str, int] = defaultdict(int)
    for line in lines.splitlines():
        sizes[line.rsplit(b" ", 2)[1][1:-1].decode()] += len(line)
    for name in ("names", "derived", "entities"):
        graph = f"https://w3id.org/cooperation-kg/graph/{name}"
        assert sent[graph] < sizes[graph] / 2, name
    # The merge, where there is one, by what came and the id that went.
    assert sent[""] == 0
    if not Endpoint(loaded).is_virtuoso:
        assert 0 < sent["update"] < 20_000
        merged = {line.rpartition(b" <")[0] for line in lines.splitlines()}
        (row,) = select(open_store(loaded), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert int(row["n"].value) == len(merged)
    assert upload(loaded, lines) == []


def test_nothing_is_added_to_part_of_an_endpoint_or_to_an_empty_one(on_virtuoso, tmp_path):
    right = tmp_path / "pairings.csv"
    right.write_text(PAIRING + "pairing/x,000,甲,A,鞍山市|温州市,1,9\n", encoding="utf-8")
    code, _, errors = answer(on_virtuoso, ["load", str(right)], form=None)
    assert (code, "ResultSetMaxRows" in errors) == (1, True)
    with oxigraph(tmp_path) as (address, _):
        code, _, errors = answer(address, ["load", str(right)], form=None)
    assert (code, "kg build" in errors) == (1, True)
