"""`kg query`: SPARQL from the command line, its formats and its guards."""

from __future__ import annotations

import json
import time

import pyoxigraph as ox
import pytest


@pytest.mark.parametrize(
    ("form", "check"),
    [
        (
            "table",
            lambda text: (
                text.splitlines()[2:]
                == [
                    "place:beijing",
                    "place:chongqing",
                    "place:shanghai",
                    "place:tianjin",
                ]
            ),
        ),
        ("json", lambda text: len(json.loads(text)["results"]["bindings"]) == 4),
        ("xml", lambda text: text.count("<result>") == 4),
        ("csv", lambda text: text.splitlines()[0] == "x" and len(text.splitlines()) == 5),
        ("tsv", lambda text: text.splitlines()[0] == "?x"),
    ],
)
def test_a_select_in_every_format(asked, form, check):
    result = asked(
        "query", "-e", "SELECT ?x { ?x a coop:Municipality } ORDER BY ?x", "--format", form
    )
    assert result.exit_code == 0
    assert check(result.stdout)


@pytest.mark.parametrize(
    ("query", "answer"), [("ASK { ?x a coop:City }", "true"), ("ASK { ?x a coop:Nix }", "false")]
)
def test_an_ask_is_true_or_false(asked, query, answer):
    assert asked("query", "-e", query).stdout == f"{answer}\n"
    assert json.loads(asked("query", "-e", query, "--format", "json").stdout)["boolean"] is (
        answer == "true"
    )


def test_a_construct_declares_the_prefixes_it_needs_and_no_others(asked):
    query = "CONSTRUCT { ?x coop:within ?y } { VALUES ?x { id:place\\/dalian } ?x coop:within ?y }"
    lines = asked("query", "-e", query).stdout.splitlines()
    declared = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert sorted(declared) == ["coop:", "place:"]


@pytest.mark.parametrize("form", ["table", "turtle", "ntriples"])
def test_a_construct_is_rdf(asked, form):
    where = "VALUES ?x { id:place\\/dalian } ?x coop:within ?y"
    query = f"CONSTRUCT {{ ?x coop:within ?y }} WHERE {{ {where} }}"
    result = asked("query", "-e", query, "--format", form)
    syntax = ox.RdfFormat.N_TRIPLES if form == "ntriples" else ox.RdfFormat.TURTLE
    assert [quad.object.value[-14:] for quad in ox.parse(result.stdout, format=syntax)] == [
        "place/liaoning"
    ]


def test_counting_partners_needs_no_distinct(asked):
    query = "SELECT (COUNT(?x) AS ?n) { id:pairing\\/dalian-shanghai coop:partner ?x }"
    assert asked("query", "-e", query, "--format", "csv").stdout.split() == ["n", "2"]


def test_a_query_comes_from_a_file_or_from_stdin(asked, tmp_path):
    query = "SELECT ?x { ?x a coop:Municipality } ORDER BY ?x LIMIT 1"
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbf" + query.encode())
    direct = asked("query", "-e", query).stdout
    assert asked("query", tmp_path / "q.rq").stdout == direct
    assert asked("query", "-", input=query).stdout == direct


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "或 -e"),
        (("q.rq", "-e", "ASK {}"), 2, "或 -e"),
        (("nowhere.rq",), 1, "nowhere.rq"),
        (("-e", "SELECT * { SERVICE <https://example.org/> {} }"), 1, "--allow-network"),
        (("-e", "#" + "x" * 2_000_000), 1, "1 MB"),
        (("-e", "SELECT * " + "{" * 600 + "}" * 600), 1, "500"),
        (("-e", "SELECT ?x {\n ?x a\n}"), 1, "第 3 行"),
        (("-e", "SELECT ?x {}", "--format", "turtle"), 1, "CONSTRUCT"),
        (("-e", "CONSTRUCT { ?x a ?y } { ?x a ?y }", "--format", "json"), 1, "turtle"),
        (("-e", "DROP ALL"), 1, "更新语句"),
        (("-e", "# x\nPREFIX a: <b:c>\ndelete where { ?a ?b ?c }"), 1, "更新语句"),
        (("-e", "ASK {}", "--format", "yaml"), 2, "yaml"),
    ],
    ids=[
        "none",
        "both",
        "missing",
        "service",
        "large",
        "nested",
        "syntax",
        "format",
        "format of triples",
        "update",
        "update behind a prefix",
        "choice",
    ],
)
def test_a_query_that_cannot_be_run_says_why_on_stderr(asked, args, code, said):
    result = asked("query", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert len(result.stderr) < 2000


def test_a_query_file_that_is_not_text_is_refused(asked, tmp_path):
    (tmp_path / "q.rq").write_bytes("SELECT ?x {} # 大连".encode("gb18030"))
    result = asked("query", tmp_path / "q.rq")
    assert result.exit_code == 1
    assert "q.rq" in result.stderr


@pytest.mark.parametrize("text", [" " * 3000 + "ASK {}", "#\n" * 3000 + "ASK {}"])
def test_white_space_before_a_query_costs_nothing(asked, text):
    begun = time.process_time()
    assert asked("query", "-e", text).stdout == "true\n"
    assert time.process_time() - begun < 5


LONG = " " * 5000 + "#\n"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            "SELECT ?x ?label { ?x a coop:Municipality ; skos:prefLabel ?label } ORDER BY ?label",
            "json",
        ),
        ("SELECT ?x { ?x a coop:Municipality } ORDER BY ?x", "table"),
        ("ASK {}", "table"),
        ("CONSTRUCT { ?x a coop:Place } { ?x a coop:Municipality }", "ntriples"),
        ("SELECT ?x { ?x a coo:Municipality }", "table"),
    ],
)
def test_a_long_query_is_answered_as_a_short_one(asked, text, form):
    short = asked("query", "-e", text, "--format", form)
    long = asked("query", "-e", text + LONG, "--format", form)
    assert (long.exit_code, long.stderr) == (short.exit_code, short.stderr)
    assert sorted(long.stdout.splitlines()) == sorted(short.stdout.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ FILTER({'!' * 50_000}true) }}",
        f"ASK {{ FILTER({'true||' * 15_000}true) }}",
        "ASK {" + "{?s ?p ?o}UNION" * 10_000 + "{} }",
    ],
    ids=["not", "or", "union"],
)
def test_a_query_too_deep_for_the_engine_is_refused_in_words(asked, text):
    found = asked("query", "-e", text)
    assert found.exit_code == 1
    assert "查询太深" in found.stderr


@pytest.mark.parametrize("name", ["]", "[", "%", "a%zz", "urn:%", "qq\x01xx", "source/]", "\udcff"])
@pytest.mark.parametrize("command", ["show", "cite", "search", "partners"])
def test_a_name_that_makes_no_address_is_only_unknown(asked, command, name):
    found = asked(command, name)
    # A name of which a part is a word may be found; anything else than an answer would be raised.
    assert found.exit_code == 1 or command == "search"


def test_what_would_steer_a_terminal_is_not_printed(asked):
    found = asked("query", "-e", r'SELECT ("a\u001b[31m\u009b\u202eb" AS ?x) {}')
    assert found.stdout.splitlines()[-1] == "a\ufffd[31m\ufffd\ufffdb"
