"""The W3C's SPARQL 1.1 query and update tests, through the engine that `kg query` uses.

What fails is listed with its reason in docs/operations.md, and nothing else may.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
import os
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.endpoint.updates import update
from kg.errors import QueryError
from kg.sparql import mentions
from kg.store import create, run

pytestmark = pytest.mark.w3c

FOLDER = os.environ.get("KG_W3C_TESTS")
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
# Entailment regimes and federation are other engines' business (docs/operations.md).
SKIPPED = {"entailment", "service", "syntax-fed", "protocol", "http-rdf-update"}
SKIPPED |= {"graph-store-protocol", "service-description"}
RUN = {
    "QueryEvaluationTest",
    "CSVResultFormatTest",
    "PositiveSyntaxTest11",
    "NegativeSyntaxTest11",
    "UpdateEvaluationTest",
    "PositiveUpdateSyntaxTest11",
    "NegativeUpdateSyntaxTest11",
}
ROOT = Path(__file__).resolve().parents[2]


def listed_failures():
    """The tests that docs/operations.md says fail: `folder/name` at the start of a table row."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([\w-]+/[\w.-]+)` \|", text, re.MULTILINE))


@functools.cache
def manifest(folder):
    store = create()
    path = Path(str(FOLDER)) / folder / "manifest.ttl"
    store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return store


def objects(store, subject, predicate):
    found = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
    return [quad.object for quad in found]


def one(store, subject, predicate):
    return next(iter(objects(store, subject, predicate)), None)


def listed():
    found = []
    for path in sorted(Path(str(FOLDER)).glob("*/manifest.ttl")):
        folder = path.parent.name
        if folder in SKIPPED:
            continue
        for quad in manifest(folder).quads_for_pattern(None, ox.NamedNode(RDF + "type"), None):
            kind = quad.object.value.rpartition("#")[2]
            if kind in RUN:
                name = quad.subject.value.rpartition("#")[2]
                found.append((folder, name, kind, quad.subject.value))
    return sorted(found)


TESTS = listed() if FOLDER else []


def test_the_suites_are_there():
    if not FOLDER:
        pytest.skip("KG_W3C_TESTS is not set")
    kinds = Counter("Update" in kind for _, _, kind, _ in TESTS)
    assert kinds[False] > 200
    assert kinds[True] > 140


@pytest.mark.parametrize(
    ("folder", "name", "kind", "node"), TESTS, ids=[f"{f}/{n}" for f, n, _, _ in TESTS]
)
def test_evaluation(folder, name, kind, node):
    expected_to_fail = f"{folder}/{name}" in listed_failures()
    try:
        check(folder, kind, ox.NamedNode(node))
    except (AssertionError, QueryError, SyntaxError, ValueError):
        if not expected_to_fail:
            raise
        return
    assert not expected_to_fail, "it passes: take it out of the table in docs/operations.md"


def path_of(node):
    return Path(node.value.removeprefix("file://"))


def check(folder, kind, node):
    store = manifest(folder)
    action = one(store, node, MF + "action")
    if "Syntax" in kind:
        check_syntax(kind, action)
    elif "Update" in kind:
        check_update(store, action, one(store, node, MF + "result"))
    else:
        check_query(store, action, one(store, node, MF + "result"))


def check_syntax(kind, action):
    text = path_of(action).read_text(encoding="utf-8")
    operation = update if "Update" in kind else run
    # What may reach the network is refused before it is parsed, here as in `kg serve`.
    assert not mentions(text, "load")
    assert not mentions(text, "service")
    wrong = False
    try:
        operation(create(), text, **base(action.value, operation))
    except QueryError as error:
        wrong = "SPARQL" in str(error)
    assert wrong == kind.startswith("Negative")


def base(iri, operation):
    return {"base": iri} if operation is update else {"base_iri": iri}


def load(store, path, graph=None):
    name = ox.NamedNode(graph) if graph else None
    store.load(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=name)


def check_query(store, action, result):
    data = create()
    for node in objects(store, action, QT + "data"):
        load(data, path_of(node))
    for node in objects(store, action, QT + "graphData"):
        load(data, path_of(node), node.value)
    query = one(store, action, QT + "query")
    text = path_of(query).read_text(encoding="utf-8")
    answer = run(data, text, base_iri=query.value)
    path = path_of(result)
    if path.suffix in {".ttl", ".rdf"} and not is_result_set(path):
        assert graph_of(answer) == canonical(ox.parse(path=str(path), base_iri=path.as_uri()))
        return
    if path.suffix == ".csv":
        assert csv_rows(answer.serialize(format=ox.QueryResultsFormat.CSV)) == csv_rows(
            path.read_bytes()
        )
        return
    expected = read_results(path)
    if isinstance(answer, ox.QueryBoolean):
        assert bool(answer) == bool(expected)
        return
    ordered = isinstance(expected, list) and expected and "#index" in expected[0]
    assert same(rows_of(answer), rows_of(expected), ordered)


def csv_rows(content):
    """Rows by column: with `SELECT *` the columns may stand in any order."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))

    def shown(value):
        blank = "_:" if value.startswith("_:") else value
        return str(number(value)) if number(value) is not None else blank

    return sorted(sorted((key, shown(value)) for key, value in row.items()) for row in rows)


def is_result_set(path):
    return "result-set#" in path.read_text(encoding="utf-8")


def read_results(path):
    formats = {".srx": "XML", ".srj": "JSON", ".tsv": "TSV"}
    if path.suffix in formats:
        name = getattr(ox.QueryResultsFormat, formats[path.suffix])
        return ox.parse_query_results(path.read_bytes(), format=name)
    store = create()
    load(store, path)
    (top,) = {
        q.subject for q in store.quads_for_pattern(None, ox.NamedNode(RS + "resultVariable"), None)
    }
    rows = []
    for solution in objects(store, top, RS + "solution"):
        row = {
            one(store, binding, RS + "variable").value: one(store, binding, RS + "value")
            for binding in objects(store, solution, RS + "binding")
        }
        index = one(store, solution, RS + "index")
        rows.append(row | ({"#index": int(index.value)} if index else {}))
    return sorted(rows, key=lambda row: row.get("#index", 0))


def rows_of(results):
    if isinstance(results, list):
        return [{k: v for k, v in row.items() if k != "#index"} for row in results]
    names = [variable.value for variable in results.variables]
    return [{n: row[n] for n in names if row[n] is not None} for row in results]


def term(value):
    """Numbers and truth values compare by value: Oxigraph stores them in canonical form."""
    if isinstance(value, ox.Literal):
        kind = value.datatype.value.rpartition("#")[2]
        kind = "integer" if kind.lower().endswith("integer") else kind
        if kind in {"integer", "decimal", "double", "float"} and number(value.value) is not None:
            return kind, number(value.value)
        if kind == "boolean":
            return kind, value.value in {"true", "1"}
        return kind, value.value, (value.language or "").lower()
    return value


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def same(found, wanted, ordered):
    """Equal rows up to the names of blank nodes."""
    if len(found) != len(wanted):
        return False
    blanks = sorted(
        {v.value for row in wanted for v in row.values() if isinstance(v, ox.BlankNode)}
    )
    others = sorted({v.value for row in found for v in row.values() if isinstance(v, ox.BlankNode)})

    def shape(rows, names):
        shown = [
            tuple(
                sorted(
                    (k, str(names[v.value] if isinstance(v, ox.BlankNode) else term(v)))
                    for k, v in row.items()
                )
            )
            for row in rows
        ]
        return shown if ordered else sorted(shown)

    target = shape(wanted, {name: f"_:{n}" for n, name in enumerate(blanks)})
    if len(blanks) != len(others) or len(blanks) > 7:
        return False
    return any(
        shape(found, {name: f"_:{n}" for n, name in enumerate(order)}) == target
        for order in itertools.permutations(others)
    )


def graph_of(triples):
    return canonical(ox.Quad(t.subject, t.predicate, t.object) for t in triples)


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def check_update(store, action, result):
    found, wanted = create(), create()
    for target, node in ((found, action), (wanted, result)):
        for data in objects(store, node, UT + "data"):
            load(target, path_of(data))
        for entry in objects(store, node, UT + "graphData"):
            graph = one(store, entry, "http://www.w3.org/2000/01/rdf-schema#label").value
            load(target, path_of(one(store, entry, UT + "graph")), graph)
    request = one(store, action, UT + "request")
    text = path_of(request).read_text(encoding="utf-8")
    assert not mentions(text, "load")
    update(found, text, base=request.value)
    assert canonical(found) == canonical(wanted)
