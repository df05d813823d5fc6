"""Rows -> N-Quads lines, each triple in the graph where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

import pyoxigraph as ox

from kg.errors import Problem
from kg.loaders.cells import Values, read_cell
from kg.loaders.evidence import Span, notes
from kg.loaders.figures import derived
from kg.loaders.impossible import no_partners
from kg.loaders.known import Known
from kg.loaders.rows import NOTE, SOURCE_CLASS, Row
from kg.namespaces import CLAIM, COOP, EDITORS, ENTITIES, ONTOLOGY, PREFIXES, RDF_TYPE, SOURCES
from kg.ontology import Ontology
from kg.texts.spans import span_iri

__all__ = ["DISAGREES", "LABELS", "Quad", "as_quad", "row_quads"]

_Term = ox.NamedNode | ox.Literal
Quad = tuple[str, str, _Term, str]

SKOS, OA, DCTERMS = PREFIXES["skos"], PREFIXES["oa"], PREFIXES["dcterms"]
DISAGREES = COOP + "disagreesWith"
CONCEPT = SKOS + "Concept"
LABELS = {SKOS + "prefLabel", SKOS + "altLabel", SKOS + "definition"}
INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")


def as_quad(quad: Quad) -> ox.Quad:
    """As the engine has it."""
    subject, predicate, term, graph = quad
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, ox.NamedNode(graph))


def row_quads(row: Row, spans: Iterable[Span], known: Known, problems: list[Problem]) -> list[Quad]:
    """The quads of one row, super-properties included."""
    values: Values = []
    for cell in row.cells:
        values += read_cell(row, cell, known, problems)
    values += _title_as_label(row, values)
    values += derived(row, values)
    problems += no_partners(row, values, known.ontology)
    quads = [(row.iri, predicate, term, _graph(row, predicate)) for predicate, term in values]
    quads += _super_properties(quads, known.ontology)
    quads += _types(row, known.ontology)
    quads += _disagreements(row, values)
    quads += _evidence(row, list(spans), problems)
    if row.source and all(graph != row.source for *_, graph in quads):
        # Names belong to everybody: that this source gives them would be lost.
        quads += [(row.iri, RDF_TYPE, ox.NamedNode(kind.iri), row.source) for kind in row.classes]
    return quads


def _graph(row: Row, predicate: str) -> str:
    """Labels and what has no source belong to everybody; the rest to the source that says it."""
    if row.is_a(NOTE) or predicate == DISAGREES:
        return EDITORS
    if row.is_a(SOURCE_CLASS):
        return SOURCES
    if row.is_a(CONCEPT):
        return ONTOLOGY
    if predicate in LABELS or row.source is None:
        return ENTITIES
    return row.source


def _title_as_label(row: Row, values: Values) -> Values:
    """What has a title and no label is called by its title."""
    labelled = any(predicate == SKOS + "prefLabel" for predicate, _ in values)
    titles = [term for predicate, term in values if predicate == DCTERMS + "title"]
    return [] if labelled else [(SKOS + "prefLabel", title) for title in titles]


def _super_properties(quads: list[Quad], ontology: Ontology) -> Iterator[Quad]:
    for subject, predicate, term, graph in quads:
        known = ontology.properties.get(predicate)
        for ancestor in sorted(known.ancestors) if known else ():
            yield subject, ancestor, term, graph


def _types(row: Row, ontology: Ontology) -> Iterator[Quad]:
    for exact in row.classes:
        graphs = set()
        if not set(exact.ancestors) <= ontology.classes[CLAIM].ancestors | {exact.iri}:
            graphs.add(_graph(row, SKOS + "prefLabel"))
        if CLAIM in exact.ancestors and row.source:
            graphs.add(row.source)
        for graph in sorted(graphs):
            yield row.iri, RDF_TYPE, ox.NamedNode(exact.iri), graph


def _disagreements(row: Row, values: Values) -> Iterator[Quad]:
    if row.is_a(COOP + "Disagreement"):
        claims = {term.value for predicate, term in values if predicate == COOP + "claim"}
        for one, other in permutations(sorted(claims), 2):
            yield one, DISAGREES, ox.NamedNode(other), EDITORS


def _evidence(row: Row, spans: list[Span], problems: list[Problem]) -> Iterator[Quad]:
    locators, reasons = (
        notes(row, name, len(spans), problems) for name in ("locator", "exception")
    )
    for position, (start, end) in enumerate(spans):
        assert row.source is not None
        selector = span_iri(row.source, start, end)
        yield row.iri, COOP + "evidence", ox.NamedNode(selector), row.source
        if reason := reasons[position]:
            # Of this row and this span: another row may rest on the same span and need none.
            yield row.iri, COOP + "indirectEvidence", ox.NamedNode(selector), row.source
            yield row.iri, COOP + "exception", ox.Literal(reason), row.source
        kind = ox.NamedNode(OA + "TextPositionSelector")
        yield selector, RDF_TYPE, kind, row.source
        yield selector, OA + "start", ox.Literal(str(start), datatype=INTEGER), row.source
        yield selector, OA + "end", ox.Literal(str(end), datatype=INTEGER), row.source
        if locator := locators[position]:
            yield selector, COOP + "locator", ox.Literal(locator), row.source
