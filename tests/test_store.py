"""Opening, building and asking a store: what goes wrong is said, and nothing else is touched."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KGError, NoStoreError, QueryError, StoreError
from kg.loaders import build
from kg.sparql import check_query
from kg.store import bind, create, current, dump, new_build, open_local, open_store, run, select

ONE = ox.Quad(
    ox.NamedNode("https://example.org/s"),
    ox.NamedNode("https://example.org/p"),
    ox.Literal("大连"),
    ox.NamedNode("https://example.org/g"),
)


@pytest.fixture
def location(tiny, tmp_path):
    """A store of the small data set."""
    build(tmp_path / "store")
    return tmp_path / "store"


def said(error):
    return error.value.message("zh"), error.value.message("en")


# No store, not a store


@pytest.mark.parametrize("prepare", [lambda path: None, Path.mkdir], ids=["nothing", "empty"])
def test_no_store_yet_says_which_command_makes_one(tmp_path, prepare):
    prepare(tmp_path / "store")
    with pytest.raises(NoStoreError) as error:
        open_store(tmp_path / "store")
    zh, en = said(error)
    assert zh == f"{tmp_path / 'store'}：这里还没有图谱（请先运行 kg build）"
    assert en == f"{tmp_path / 'store'}: there is no store here yet (run `kg build` first)"


def a_file(path):
    path.write_text("my thesis", encoding="utf-8")


def a_folder_of_mine(path):
    path.mkdir()
    (path / "thesis.txt").write_text("my thesis", encoding="utf-8")


def a_folder_with_a_pointer_to_nowhere(path):
    path.mkdir()
    (path / "CURRENT").write_text("../../etc\n", encoding="utf-8")


def a_folder_with_a_strange_pointer(path):
    path.mkdir()
    (path / "CURRENT").write_bytes(b"\xff\0")


NOT_STORES = [
    a_file,
    a_folder_of_mine,
    a_folder_with_a_pointer_to_nowhere,
    a_folder_with_a_strange_pointer,
]


def content(path):
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [(str(file), file.read_bytes()) for file in files if file.is_file()]


@pytest.mark.parametrize("prepare", NOT_STORES)
def test_what_is_not_a_store_is_neither_read_nor_built_into(tiny, tmp_path, prepare):
    path = tmp_path / "x"
    prepare(path)
    before = content(path)
    for attempt in (open_store, build):
        with pytest.raises(StoreError) as error:
            attempt(path)
        zh, en = said(error)
        assert zh.startswith(f"{path}：这不是图谱目录（")
        assert "KG_STORE" in zh
        assert en.startswith(f"{path}: this is not a store (")
    assert content(path) == before


def test_a_path_below_a_file_or_too_long_is_refused_by_name(tiny, tmp_path):
    a_file(tmp_path / "file")
    with pytest.raises(KGError) as error:
        build(tmp_path / "file" / "store")
    assert said(error)[0].startswith(f"{tmp_path / 'file' / 'store'}：")
    for attempt in (open_store, build):
        with pytest.raises(StoreError) as error:
            attempt(tmp_path / ("x" * 300))
        assert "检查 --store" in said(error)[0]
        assert "check --store" in said(error)[1]


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [
        (errno.EACCES, "mkdir", "这里不能读写：没有权限"),
        (errno.EROFS, "mkdir", "这里不能读写：文件系统只读"),
        (errno.ENOSPC, "write_text", "写不下：磁盘已满"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_from_a_missing_store(
    tiny, tmp_path, monkeypatch, code, name, words
):
    def refuse(path, *_, **__):
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(StoreError) as error:
        build(tmp_path / "store")
    zh, en = said(error)
    assert zh.startswith(f"{tmp_path / 'store'}：{words}（")
    assert "cannot be read or written" in en or "no space left" in en
    monkeypatch.undo()
    assert not list(tmp_path.glob("store/building-*"))


# Builds of others


def test_a_store_of_another_ontology_asks_to_be_built_again(location):
    description = current(location) / "build.json"
    info = json.loads(description.read_text(encoding="utf-8"))
    description.write_text(json.dumps({**info, "ontology": "0" * 64}), encoding="utf-8")
    with pytest.raises(StoreError) as error:
        open_store(location)
    assert said(error) == (
        f"{location}：这个图谱是用另一版本的本体建的（请重新运行 kg build）",
        f"{location}: this store was built by another ontology (run `kg build` again)",
    )
    build(location)
    assert select(open_store(location), "SELECT ?x { ?x a coop:City }")


@pytest.mark.parametrize("damage", ["", "{", "[]", "3", "null", "\xff"])
def test_a_damaged_description_is_no_traceback_and_is_mended_by_building(location, damage):
    (current(location) / "build.json").write_bytes(damage.encode("latin-1"))
    with pytest.raises(StoreError) as error:
        open_store(location)
    assert "kg build" in said(error)[0]
    build(location)
    assert open_store(location)


def test_a_store_whose_quads_are_lost_is_no_traceback(location):
    import shutil

    shutil.rmtree(current(location) / "quads")
    with pytest.raises(StoreError) as error:
        open_store(location)
    assert "kg build" in said(error)[0]


def test_a_store_in_use_is_said_to_be_in_use(location):
    writer = create(current(location) / "quads")
    with pytest.raises(StoreError) as error:
        create(current(location) / "quads")
    zh, en = said(error)
    assert "图谱正被另一个程序使用（请等它结束后再试）" in zh
    assert "the store is in use by another program (try again when it has finished)" in en
    del writer


# Building beside others


def test_a_build_that_somebody_else_is_making_is_not_in_the_way(tiny, tmp_path):
    location = tmp_path / "store"
    (location / "building-999999999").mkdir(parents=True)
    with pytest.raises(NoStoreError):
        open_store(location)
    build(location)
    assert current(location).name == "0001"


def test_a_build_that_was_killed_is_swept_though_its_number_is_another_process(tiny, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    location = tmp_path / "store"
    # Process 1 lives as long as the machine does; nobody holds the lock.
    left = location / "building-1"
    left.mkdir(parents=True)
    (left / "LOCK").touch()
    build(location)
    assert not left.exists()
    left.mkdir()
    with (left / "LOCK").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        build(location)
        assert left.exists()


def test_two_builds_at_once_both_end_well(root, tmp_path):
    """Two terminals, one `kg build` each: whoever is last is current, and nothing is lost."""
    code = (
        "import sys, time; from kg.store import new_build, create\n"
        "with new_build(sys.argv[1]) as place:\n"
        "    create(place / 'quads').flush()\n"
        "    (place / 'build.json').write_text('{}')\n"
        "    time.sleep(0.5)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "store")]
    running = [subprocess.Popen(command, cwd=root) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    names = sorted(path.name for path in (tmp_path / "store").iterdir())
    assert names == ["0001", "0002", "CURRENT"]
    assert current(tmp_path / "store").name in names


def test_the_ten_thousandth_build_follows_the_one_before(tmp_path):
    for number in ("9998", "9999"):
        (tmp_path / number).mkdir()
        (tmp_path / number / "build.json").write_text("{}", encoding="utf-8")
    (tmp_path / "CURRENT").write_text("9999\n", encoding="ascii")
    for expected in ("10000", "10001"):
        with new_build(tmp_path) as place:
            (place / "build.json").write_text("{}", encoding="utf-8")
        assert current(tmp_path).name == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["10000", "10001", "CURRENT"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_a_build_broken_off_leaves_the_store_as_it_was(location, stop):
    before = sorted(path.name for path in location.iterdir())
    with pytest.raises(stop), new_build(location):
        raise stop
    assert sorted(path.name for path in location.iterdir()) == before


# Guards


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }",
        "select * { service <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { SeRvIcE SILENT ?x { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <https://example.org/> { ?s ?p ?o } }",
        r"SELECT * { S\u0065RV\u0049C\u0045 <https://example.org/> { ?s ?p ?o } }",
        r"SELECT * { \U00000053ERVICE <https://example.org/> { ?s ?p ?o } }",
        r"SELECT * { \U00000053\U00000045RVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT ('service' AS ?x) {}",
        "# service\nSELECT * {}",
    ],
)
def test_a_query_that_may_reach_the_network_is_refused_with_the_way_to_allow_it(query):
    with pytest.raises(QueryError) as error:
        check_query(query)
    zh, en = said(error)
    assert "含有 service" in zh
    assert "--allow-network" in zh
    assert "--allow-network" in en
    check_query(query, allow_network=True)


@pytest.mark.parametrize("strange", [r"\UFFFFFFFF", r"\U0011FFFF", r"\uD800", r"\u00"])
def test_strange_escapes_do_not_break_the_guard(strange):
    check_query(f"SELECT ('{strange}' AS ?x) {{}}")


@pytest.mark.parametrize(
    ("query", "zh"),
    [
        ("#" + "x" * 2_000_000, "查询超过 1 MB"),
        ("#" + "大" * 400_000, "查询超过 1 MB"),
        ("SELECT * " + "{" * 600 + "}" * 600, "嵌套超过 500 层"),
        ("SELECT * { FILTER" + "(" * 600 + "1" + ")" * 600 + " }", "嵌套超过 500 层"),
        ("SELECT * { " + "[ :p " * 600 + "1" + "]" * 600 + " }", "嵌套超过 500 层"),
        ("SELECT * { FILTER(" + '(")"=' * 600 + "1" + ")" * 600 + ") }", "嵌套超过 500 层"),
        ("SELECT * { FILTER(" + "(''')'''=" * 600 + "1" + ")" * 600 + ") }", "嵌套超过 500 层"),
        ("SELECT * { FILTER(" + "(<http://x/)>=" * 600 + "1" + ")" * 600 + ") }", "嵌套超过"),
        ("SELECT * { FILTER(" + "(#)\n" * 600 + "1" + ")" * 600 + ") }", "嵌套超过 500 层"),
    ],
    ids=["2 MB", "bytes", "braces", "parens", "brackets", "strings", "long", "IRIs", "comments"],
)
def test_a_query_that_would_break_the_parser_never_reaches_it(query, zh):
    with pytest.raises(QueryError) as error:
        check_query(query)
    assert zh in said(error)[0]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 400 + "}" * 400,
        'SELECT * { ?s ?p "' + "(" * 900 + '" }',
        "SELECT * { VALUES (?a ?b) { " + "(1 2) " * 900 + "} }",
        "SELECT * { ?s ?p ?o FILTER(?a < ?b && (?c > 1)) }",
    ],
)
def test_a_query_that_people_write_passes(query):
    check_query(query)


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT ?x {\n  ?x a coop:City\n", "第 3 行"),
        ("SELEKT ?x {}", "第 1 行第 10 列"),
        ("SELECT ?x { ?x a nix:City }", "第 1 行"),
        ("", "第 1 行"),
    ],
)
def test_a_syntax_error_says_in_which_line(query, where):
    with pytest.raises(QueryError) as error:
        run(create(), query)
    zh, en = said(error)
    assert where in zh
    assert "line" in en


# Asking


def test_prefixes_are_declared_and_unbound_variables_absent():
    store = create()
    store.add(ONE)
    rows = select(
        store, "SELECT ?s ?nothing { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s coop:x ?nothing } } }"
    )
    assert [sorted(row) for row in rows] == [["s"]]


@pytest.mark.parametrize(
    "text", ["a", "'", '"', "\\", "\n", "大连", "$items", "\\u0022", '" } # ', "?x"]
)
def test_a_parameter_stays_one_literal_whatever_is_in_it(text):
    query = "SELECT ?x WHERE { VALUES ?x { $items } }"
    rows = select(create(), query, items=[ox.Literal(text), ox.Literal("z")])
    assert [row["x"].value for row in rows] == [text, "z"]


def test_a_name_without_a_parameter_is_a_variable_of_its_own():
    assert bind("SELECT $x { $x a $kind }", {"kind": "coop:City"}) == "SELECT $x { $x a coop:City }"


def test_a_dump_is_sorted_quads_without_the_merge(location):
    lines = dump(open_store(location)).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines))
    parsed = list(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))
    assert len(parsed) == len(lines)
    assert not [quad for quad in parsed if isinstance(quad.graph_name, ox.DefaultGraph)]


def test_trig_says_the_same_as_quads(location):
    store = open_store(location)
    trig = ox.parse(dump(store, trig=True), format=ox.RdfFormat.TRIG)
    quads = ox.parse(dump(store), format=ox.RdfFormat.N_QUADS)
    assert set(trig) == set(quads)


def test_reading_never_writes(location):
    store = open_local(location)
    with pytest.raises(RuntimeError):
        store.add(ONE)
    assert ONE not in store


def test_an_endpoint_is_no_dataset_of_rdflib():
    import kg

    with pytest.raises(KGError, match="SPARQLStore"):
        kg.dataset("http://127.0.0.1:9/sparql")
