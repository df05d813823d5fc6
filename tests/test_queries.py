"""The packaged queries: what they answer from the sources, and that every engine can run them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Variable
from rdflib.paths import MulPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import AmbiguousNameError, QueryError, UnknownNameError
from kg.loaders import build_in_memory
from kg.namespaces import BASE, prologue
from kg.queries import ask, load, prepare, search, standalone
from kg.store import run

ANSWERS = Path(__file__).with_name("query_answers.txt")


def cases():
    """``(query, parameters, rows that must be there, rows that must not, other)``."""
    found = []
    for line in ANSWERS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if not line.startswith(" "):
            name, *given = line.split()
            found.append((name, dict(part.split("=", 1) for part in given), [], [], []))
        else:
            sign, _, row = line.strip().partition(" ")
            kind = {"+": 2, "-": 3}.get(sign, 4)
            cells = dict(part.split("=", 1) for part in row.split()) if row else sign
            found[-1][kind].append(cells)
    return found


CASES = cases()


def shown(term):
    """A term as the answers are written: ids in place of IRIs."""
    if isinstance(term, ox.NamedNode):
        return re.sub(f"^{BASE}(id/|source/)?", "", term.value)
    return term.value


def answer(store, name, given):
    return [{key: shown(value) for key, value in row.items()} for row in ask(store, name, **given)]


def matches(row, cells):
    return all(row.get(key) == value for key, value in cells.items())


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join([case[0], *case[1].values()]))
def test_what_a_query_answers(packaged, case):
    name, given, present, absent, other = case
    if other in (["true"], ["false"]):
        text = prepare(packaged, load()[name], given)
        assert bool(run(packaged, text)) is (other == ["true"])
        return
    rows = answer(packaged, name, given)
    columns = {key for row in rows for key in row}
    for cells in present:
        assert any(matches(row, cells) for row in rows), f"missing: {cells}"
    for cells in absent:
        assert not rows or cells.keys() <= columns, f"no such column: {cells}"
        assert not any(matches(row, cells) for row in rows), f"should not be there: {cells}"
    if other == ["none"]:
        assert rows == []


def test_there_are_many_and_each_has_expected_answers():
    assert len(load()) >= 60
    assert set(load()) == {case[0] for case in CASES}


def test_every_query_runs_with_its_defaults_answers_something_and_repeats_no_row(packaged):
    faults = []
    for name, query in sorted(load().items()):
        results = run(packaged, prepare(packaged, query, {}))
        if isinstance(results, ox.QueryBoolean):
            rows: list[tuple[str, ...]] = [("true",)] if results else []
        else:
            rows = [tuple(str(value) for value in row) for row in results]
        # Nothing in the packaged data had to be corrected yet.
        if bool(rows) is (name == "corrections"):
            faults.append(f"{name}: {len(rows)} rows")
        if len(rows) > len(set(rows)):
            faults.append(f"{name}: repeats a row")
    assert faults == []


def test_labels_come_in_both_languages(packaged):
    chinese = re.compile(r"[\u4e00-\u9fff]")
    faults = []
    for name, query in sorted(load().items()):
        said = [query.title, *(parameter.label for parameter in query.parameters)]
        faults += [
            f"{name}: {words}"
            for words in said
            if not chinese.search(words.zh) or chinese.search(words.en)
        ]
        if "_name" in query.text:
            zh, en = (
                len(list(run(packaged, prepare(packaged, query, {}, lang))))
                for lang in ("zh", "en")
            )
            faults += [] if zh == en else [f"{name}: {zh} rows in Chinese, {en} in English"]
    assert faults == []


def test_every_parameter_that_is_used_is_declared_and_the_other_way_round():
    for name, query in load().items():
        used = set(re.findall(r"\$([a-z_]+)", query.text)) - {"lang"}
        assert used == {parameter.name for parameter in query.parameters}, name


@pytest.mark.parametrize("name", sorted(load()))
def test_a_date_is_given_with_its_last_day(packaged, name):
    """A year is no 1 January: whoever reads the first day alone is told more than the source."""
    results = run(packaged, prepare(packaged, load()[name], {}))
    if isinstance(results, ox.QueryBoolean) or name == "conflicting-dates":
        return
    dated = {
        variable.value
        for row in results
        for variable in results.variables
        if isinstance(row[variable], ox.Literal)
        and row[variable].datatype.value.endswith("#date")
        and not variable.value.endswith("_latest")
    }
    assert {f"{column}_latest" for column in dated} <= {v.value for v in results.variables}


def test_progress_is_not_dated_after_its_publication(tmp_path):
    """A month in a document of mid-month ends with the document, whatever the month's length."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "sources.csv").write_text(
        "id,title@zh,issued,reliability,dcterms:source\n"
        "my-1,某报告,2019-03-13,press,https://example.org/1\n",
        encoding="utf-8",
    )
    (own / "observations.csv").write_text(
        "id,source,about,indicator,unit,printed,value,stage,asOf\n"
        "observation/my-1,my-1,plan/shanghai-dalian-2018,indicator/tasks-completed,unit/item,"
        "28项,28,stage/completed,2019-03\n",
        encoding="utf-8",
    )
    rows = answer(build_in_memory([own]), "progress", {})
    assert ("28项", "2019-03-01", "2019-03-13") in {
        (row["printed"], row["as_of"], row["as_of_latest"]) for row in rows
    }


# Names, values, refusals


@pytest.mark.parametrize("entity", ["大连", "大連市", "dalian", "Dalian City", "place/dalian"])
def test_an_entity_may_be_called_by_any_name(packaged, entity):
    rows = answer(packaged, "agreements", {"entity": entity})
    assert {row["agreement"] for row in rows} >= {"agreement/six-cities-social-credit"}


@pytest.mark.parametrize("form", ["结对打造标杆", "benchmark", "form/benchmark"])
def test_a_concept_may_be_given_by_label_or_id(packaged, form):
    assert answer(packaged, "pairings-of-form", {"form": form})


@pytest.mark.parametrize(
    ("name", "given", "error"),
    [
        ("partners", {"entity": "铁西区"}, AmbiguousNameError),
        ("partners", {"entity": "没有这个地方"}, UnknownNameError),
        ("partners", {"who": "大连"}, QueryError),
        ("no-such-query", {}, QueryError),
        ("pairings-of-form", {"form": "没有"}, QueryError),
        ("pairings-of-class", {"class": "没有"}, QueryError),
        ("only-in-source", {"source": "999"}, QueryError),
        ("only-in-source", {"source": "x> } #"}, QueryError),
        ("pairings-since", {"date": "某年"}, QueryError),
    ],
)
def test_what_cannot_be_read_is_refused(packaged, name, given, error):
    with pytest.raises(error):
        ask(packaged, name, **given)


@pytest.mark.parametrize("value", ['" } #', "'''", "\\", "铁西区\n", '铁西区" . ?s ?p ?o . "'])
def test_text_enters_as_a_term_and_never_as_sparql(packaged, value):
    assert answer(packaged, "namesakes", {"name": value}) == (
        answer(packaged, "namesakes", {"name": "铁西区"}) if value.strip() == "铁西区" else []
    )


def test_words_find_queries():
    assert {query.name for query in search(["协议"])} >= {
        "agreements",
        "pairings-without-agreement",
    }
    assert search(["conflict", "date"])[0].name == "conflicting-dates"
    assert search(["没有这样的查询"]) == []


def test_the_commands(kg, packaged_location):
    store = ("--store", packaged_location)
    listed = json.loads(kg("queries", "--format", "json").stdout)
    assert [query["name"] for query in listed] == sorted(load())
    assert listed[0].keys() == {"name", "zh", "en", "parameters"}
    assert "agreements" in kg("queries", "协议").stdout
    assert kg("queries", "没有这样的查询").exit_code == 1

    done = kg(*store, "query", "partners", "--param", "entity=盘锦", "--format", "json")
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {row["partner_name"]["value"] for row in rows} == {"无锡市"}
    in_english = kg(*store, "query", "partners", "--param", "entity=盘锦", lang="en").stdout
    assert "Wuxi" in in_english

    text = kg(*store, "query", "partners", "--param", "entity=盘锦", "--show").stdout
    assert "id/place/panjin>" in text
    # What is shown runs as it is, without any prefix being known.
    assert not list(run(ox.Store(), text))

    assert kg(*store, "query", "partners", "--param", "盘锦").exit_code == 2
    assert kg(*store, "query", "-e", "ASK {}", "--param", "x=1").exit_code == 1
    assert kg(*store, "query", "no-such-query").exit_code == 1


# The rules of portable SPARQL (docs/architecture.md)


REFUSED_IN_GRAPH = {"ToMultiSet", "Minus", "AggregateJoin", "Project"}
REFUSED_IN_GRAPH |= {"InlineData", "MinusGraphPattern", "SubSelect"}


def faults(text):
    """Say which rules a query breaks; the algebra tells what stands where."""
    filled = re.sub(r"\$[a-z_]+", "<https://example.org/parameter>", text)
    filled = filled.replace("LANG(?", "LANG(?").replace(
        "<https://example.org/parameter>))", '"zh"))'
    )
    algebra = translateQuery(parseQuery(prologue() + filled)).algebra
    found = set()
    walk(algebra, None, found)
    if re.search(r"\^\^xsd:string|xsd:gYear", text):
        found.add("a datatype that engines compare differently")
    if re.search(r"(?<![?$:\w])(FROM|SERVICE)\b", text, re.IGNORECASE):
        found.add("FROM or SERVICE")
    # In the text, because the algebra loses the filters inside of EXISTS.
    if re.search(r"<=|>=", text):
        found.add("<= or >=")
    return sorted(found)


def walk(node, graph, found):
    """Visit the algebra; ``graph`` is the GRAPH around it, None outside of any."""
    if isinstance(node, CompValue):
        # What stands in EXISTS is left as the parser made it.
        graph = node.term if node.name in ("Graph", "GraphGraphPattern") else graph
        check_node(node, graph, found)
        parts = [part for key, part in node.items() if key not in ("_vars", "term")]
    else:
        parts = list(node) if isinstance(node, list | tuple | set) else []
    for part in parts:
        walk(part, graph, found)


def check_node(node, graph, found):
    if node.name in ("BGP", "TriplesBlock") and node.triples:
        terms = [term for triple in node.triples for term in triple]
        check_triples(list(zip(*[iter(terms)] * 3, strict=True)), graph, found)
    if isinstance(graph, Variable) and node.name in REFUSED_IN_GRAPH:
        found.add(f"{node.name} inside GRAPH ?variable")
    if node.name.startswith("Aggregate_") and node.vars == "*":
        found.add("COUNT(*)")
    if node.name == "Aggregate_Count" and node.distinct != "DISTINCT":
        found.add("COUNT without DISTINCT")


def check_triples(triples, graph, found):
    if graph is None:
        found.add("a triple pattern outside GRAPH")
    for subject, predicate, value in triples:
        if any(isinstance(term, BNode) for term in (subject, value)):
            found.add("a blank node")
        if isinstance(predicate, MulPath):
            if isinstance(graph, Variable):
                found.add("a transitive path under GRAPH ?variable")
            others = {term for triple in triples if triple[1] is not predicate for term in triple}
            ends = {subject, value}
            if not any(not isinstance(end, Variable) or end in others for end in ends):
                found.add("a transitive path without an anchor")


def test_every_query_keeps_the_rules_of_portable_sparql():
    found = {name: faults(query.text) for name, query in load().items()}
    assert {name: broken for name, broken in found.items() if broken} == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELECT ?x { ?x a coop:City }", "a triple pattern outside GRAPH"),
        ("SELECT ?x { GRAPH ?g { ?x a coop:City } ?x coop:within ?y }", "outside GRAPH"),
        ("SELECT ?x { GRAPH ?g { VALUES ?x { coop:a } ?x a coop:City } }", "ToMultiSet"),
        ("SELECT ?x { GRAPH ?g { ?x a coop:City MINUS { ?x a coop:Place } } }", "Minus"),
        (
            "SELECT ?x { GRAPH ?g { { SELECT (MAX(?y) AS ?x) { ?z coop:value ?y } } } }",
            "inside GRAPH",
        ),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?x a coop:City } }", "COUNT(*)"),
        ("SELECT (COUNT(?x) AS ?n) { GRAPH ?g { ?x a coop:City } }", "without DISTINCT"),
        ("SELECT ?x { GRAPH ?g { ?x coop:within+ place:dalian } }", "under GRAPH ?variable"),
        ("SELECT ?x { GRAPH graph:entities { ?x coop:within+ ?y } }", "without an anchor"),
        ('SELECT ?x { GRAPH ?g { ?x coop:printed "1"^^xsd:string } }', "datatype"),
        ('SELECT ?x { GRAPH ?g { ?x coop:date "2017"^^xsd:gYear } }', "datatype"),
        ("SELECT ?x FROM <https://example.org/> { GRAPH ?g { ?x a coop:City } }", "FROM"),
        ("SELECT ?x { GRAPH ?g { ?x coop:partner [ a coop:City ] } }", "a blank node"),
        (
            "SELECT ?x { GRAPH ?g { ?x a coop:City } FILTER EXISTS { ?x coop:within ?y } }",
            "outside",
        ),
        ("SELECT ?x { GRAPH ?g { ?x coop:date ?y } FILTER(?y <= $date) }", "<= or >="),
        ("SELECT ?x { GRAPH ?g { ?x coop:date ?y } FILTER(BOUND(?y) && $date >= ?y) }", "<="),
        (
            "ASK { GRAPH ?g { ?x a $x } FILTER NOT EXISTS { GRAPH ?h { ?x a ?y } FILTER(?y<=1) } }",
            "<=",
        ),
    ],
)
def test_what_is_not_portable_is_found(text, fault):
    assert any(fault in found for found in faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { VALUES ?x { coop:a } GRAPH ?g { ?x a coop:City } }",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a coop:City } }",
        "SELECT ?x { GRAPH graph:entities { ?x coop:within+ place:liaoning } }",
        "SELECT ?x { GRAPH graph:entities { ?y a coop:City . ?x coop:within+ ?y } }",
        "ASK { GRAPH ?g { ?x a $class } FILTER NOT EXISTS { GRAPH ?h { ?x a coop:Place } } }",
        "SELECT ?x { GRAPH ?g { ?x coop:date ?y } FILTER(?y < $until && !(?y > $date)) }",
    ],
)
def test_what_is_portable_is_not_a_fault(text):
    assert faults(text) == []


def test_a_query_to_be_pasted_declares_what_it_uses():
    text = standalone('SELECT ?x { GRAPH ?g { ?x coop:basis "skos: no prefix" } }')
    assert text.startswith("PREFIX coop: <")
    assert "PREFIX skos:" not in text
