"""`kg list CLASS --where PROPERTY=VALUE`: every property of every class, by header and by label."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from kg.claims import ABOUT_EVIDENCE
from kg.errors import KGError
from kg.loaders import build_in_memory
from kg.namespaces import COOP, DERIVED, ENTITIES, ID, PREFIXES, RDF_TYPE, SOURCE, identifier
from kg.namespaces import ONTOLOGY as ONTOLOGY_GRAPH
from kg.ontology import load
from kg.questions.listing import listing

ONTOLOGY = load()
XSD, SKOS = PREFIXES["xsd"], PREFIXES["skos"]
LITERALS = {
    XSD + "date": "2018-03-01",
    XSD + "integer": "7",
    XSD + "decimal": "7.5",
    XSD + "boolean": "true",
    XSD + "anyURI": "https://example.org/seven",
}
CLASSES = sorted(
    (one for one in ONTOLOGY.classes.values() if one.iri.startswith(COOP)), key=lambda one: one.iri
)


def _thing(kind: str) -> ox.NamedNode:
    """The one thing of a class that the store holds."""
    return ox.NamedNode(f"{ID}{kind.removeprefix(COOP).lower()}/x")


def _value(term, kind):
    """A value as the range of a property asks for it, and how it is written in a filter."""
    if term.range == PREFIXES["rdfs"] + "Class":
        return ox.NamedNode(COOP + "Park"), "园区"
    if term.range == SKOS + "Concept" and not term.scheme:
        # Wider than an indicator is an indicator.
        return _thing(kind), identifier(_thing(kind).value)
    if term.scheme:
        concept = min(
            one for one, found in ONTOLOGY.concepts.items() if found.scheme == term.scheme
        )
        return ox.NamedNode(concept), identifier(concept)
    if term.range.startswith(COOP):
        return _thing(term.range), identifier(_thing(term.range).value)
    if term.range in LITERALS:
        text = LITERALS[term.range]
        return ox.Literal(text, datatype=ox.NamedNode(term.range)), text
    if term.range.startswith(XSD) or term.range.endswith("langString"):
        return ox.Literal("七个字的内容", language="zh"), "七个字"
    return ox.NamedNode(ID + "place/dalian"), "大连市"


def _asked(kind: str):
    """The properties that a filter on things of a class may name."""
    # Evidence is no property of what it stands behind: `show` and citations tell it.
    return [
        term
        for term in ONTOLOGY.properties.values()
        if ONTOLOGY.is_a(kind, term.domain) and term.iri not in ABOUT_EVIDENCE
    ]


@pytest.fixture
def store(tiny):
    """One thing of every class, of which one source says all that there is to say."""
    store = build_in_memory(
        [tiny({"VERSION": "1\n", "places.csv": "id,altLabel@zh\nplace/dalian,滨城\n"})]
    )
    graph, names, derived = (ox.NamedNode(one) for one in (SOURCE + "s1", ENTITIES, DERIVED))
    quads = []
    for kind in CLASSES:
        thing = _thing(kind.iri)
        quads += [ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind.iri), graph)]
        quads += [
            ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(up), derived)
            for up in kind.ancestors
        ]
        label = ox.Literal(f"某{kind.label.zh}", language="zh")
        for home in (names, ox.NamedNode(ONTOLOGY_GRAPH)):
            quads += [ox.Quad(thing, ox.NamedNode(SKOS + "prefLabel"), label, home)]
            quads += [ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind.iri), home)]
        for term in _asked(kind.iri):
            value, _ = _value(term, kind.iri)
            quads += [ox.Quad(thing, ox.NamedNode(term.iri), value, graph)]
            if term.latest:
                quads += [ox.Quad(thing, ox.NamedNode(term.latest), value, graph)]
    store.extend(quads)
    return store


def test_every_property_of_every_class_is_a_filter(store):
    failed: list[Any] = []
    labels: set[str] = set()
    tried = 0
    for kind in CLASSES:
        for term in _asked(kind.iri):
            _, words = _value(term, kind.iri)
            # Which property a label names is asked of it once.
            for head in {term.header, term.label.zh} - ({term.label.zh} & labels):
                tried += 1
                try:
                    found = listing(store, kind.iri.removeprefix(COOP), [(head, words)])
                except KGError as error:
                    failed.append((kind.label.zh, head, words, error.message("zh")))
                    continue
                if _thing(kind.iri).value not in {row["iri"] for row in found}:
                    failed.append((kind.label.zh, head, words, len(found)))
            labels |= {term.label.zh} - {term.header}
    assert not failed, failed
    assert tried > 700
