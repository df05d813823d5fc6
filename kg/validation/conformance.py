"""Run SHACL on each source by itself, and say what fails in the words of the tables.

Never on the merge: sources may contradict each other, and a property that one source must give
once, two sources may give twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError, Problem, Text
from kg.namespaces import COOP, PREFIXES, RDF_TYPE, local_name
from kg.ontology import load
from kg.resources import find
from kg.sparql import Store
from kg.validation.domains import misplaced
from kg.validation.graphs import Part, Types, read_parts, read_types
from kg.validation.origins import Origins, told
from kg.validation.statements import pairings_told_twice, wrong_figures

__all__ = ["Conformance", "validate"]

SH = PREFIXES["sh"]
EVIDENCE = COOP + "evidence"


@dataclass(frozen=True)
class Conformance:
    """How many graphs and things were checked, and every problem found, sorted."""

    graphs: int
    things: int
    problems: tuple[Problem, ...]


def validate(store: Store, *, origins: Origins | None = None) -> Conformance:
    """Check the store: shapes.ttl, domain and range, figures as printed, pairings told twice.

    Args:
        store: an open store.
        origins: the rows of the tables, so that problems name file, row and column.

    Example:
        >>> import kg
        >>> validate(kg.open()).problems
        ()
    """
    types = read_types(store)
    shapes = _shapes()
    ontology = load()
    problems: set[Problem] = set()
    graphs = things = 0
    for part in read_parts(store, types):
        graphs += 1
        things += len(part.focus)
        problems |= set(_violations(part, types, shapes, origins or {}))
        problems |= set(misplaced(part, types, ontology, origins or {}))
    problems |= {*wrong_figures(store, origins or {}), *pairings_told_twice(store, origins or {})}
    return Conformance(graphs, things, tuple(sorted(problems)))


def _shapes() -> Any:
    import rdflib

    path = find("shapes.ttl")
    try:
        return rdflib.Graph().parse(str(path), format="turtle")
    except (OSError, SyntaxError) as error:
        what = Text(f"约束无法读取：{error}", f"the shapes cannot be read: {error}")
        raise OntologyError(what, where=str(path)) from error


def _violations(part: Part, types: Types, shapes: Any, origins: Origins) -> Iterator[Problem]:
    import pyshacl

    data = _data(part, types, shapes)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not conforms:
        for result in set(report.subjects(_sh("focusNode"))):
            yield _problem(part, report, shapes, result, origins)


def _data(part: Part, types: Types, shapes: Any) -> Any:
    """The graph for SHACL: what the shapes ask about, and the classes of what is described.

    Things that are only referred to get no class, so that no shape asks here for what another
    graph says of them.
    """
    import rdflib

    asked = {str(term) for term in shapes.objects()}
    graph = rdflib.Graph()
    for subject, name, value in part.triples:
        if name in asked and name != RDF_TYPE:
            graph.add((rdflib.URIRef(subject), rdflib.URIRef(name), _term(value)))
    for thing in part.focus:
        for found in types[thing] & asked:
            graph.add((rdflib.URIRef(thing), rdflib.RDF.type, rdflib.URIRef(found)))
    return graph


def _term(value: Any) -> Any:
    import rdflib

    if isinstance(value, ox.Literal):
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
    return rdflib.URIRef(value.value)


def _sh(name: str) -> Any:
    import rdflib

    return rdflib.URIRef(SH + name)


def _problem(part: Part, report: Any, shapes: Any, result: Any, origins: Origins) -> Problem:
    def one(name: str) -> Any:
        return report.value(result, _sh(name))

    focus, header = str(one("focusNode")), _property(shapes, one("resultPath"))
    given = shapes.objects(one("sourceShape"), _sh("message"))
    words = {message.language: str(message) for message in given}
    message = Text(words["zh"], words["en"]) if {"zh", "en"} <= words.keys() else None
    component = local_name(str(one("sourceConstraintComponent")))
    values = {value for subject, name, value in part.triples if (subject, name) == (focus, header)}
    what = _what(component, one("value"), len(values))
    if what is None:
        what, message = message or Text(*[str(one("resultMessage"))] * 2), None
    column = local_name(header) if header else ""
    return told(origins, _described(part, focus), part.source, column, what, message)


def _property(shapes: Any, path: Any) -> str | None:
    """The property a path is, or the first of its alternatives."""
    import rdflib

    if path is None or isinstance(path, rdflib.URIRef):
        return str(path) if path else None
    alternatives = shapes.value(path, _sh("alternativePath"))
    first = shapes.value(alternatives, rdflib.RDF.first) if alternatives else None
    return str(first) if first else None


def _described(part: Part, focus: str) -> str:
    """The row of a selector is that of the claim it belongs to."""
    belongs = (
        subject
        for subject, name, value in part.triples
        if name == EVIDENCE and value.value == focus
    )
    return min(belongs, default=focus)


def _what(component: str, value: Any, count: int) -> Text | None:
    """What is wrong, in the words `kg build` uses; None where the shape's own message says it."""
    if component == "MinCountConstraintComponent":
        return Text("缺少内容", "missing")
    if component == "MaxCountConstraintComponent":
        return Text(f"有 {count} 个值", f"has {count} values")
    if component == "PatternConstraintComponent":
        return Text(f"“{value}”不合规", f"“{value}” does not fit")
    return None
