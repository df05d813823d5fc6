"""`kg list CLASS --where PROPERTY=VALUE`: every property of every class, by header and by label."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import KGError
from kg.loaders import build_in_memory
from kg.namespaces import COOP, DERIVED, ENTITIES, ID, PREFIXES, RDF_TYPE, SOURCE, identifier
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
    return ox.NamedNode(f"{ID}thing/{kind.removeprefix(COOP).lower()}")


def _value(term):
    """A value as the range of a property asks for it, and how it is written in a filter."""
    if term.scheme:
        concept = min(one for one, found in ONTOLOGY.concepts.items() if found.scheme == term.scheme)
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
    return [term for term in ONTOLOGY.properties.values() if ONTOLOGY.is_a(kind, term.domain)]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One thing of every class, of which one source says all that there is to say."""
    store = build_in_memory([tmp_path_factory.mktemp("none")])
    graph, names, derived = (ox.NamedNode(one) for one in (SOURCE + "000", ENTITIES, DERIVED))
    quads = []
    for kind in CLASSES:
        thing = _thing(kind.iri)
        quads += [ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind.iri), graph)]
        quads += [
            ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(up), derived)
            for up in kind.ancestors
        ]
        label = ox.Literal(f"某{kind.label.zh}", language="zh")
        quads += [ox.Quad(thing, ox.NamedNode(SKOS + "prefLabel"), label, names)]
        for term in _asked(kind.iri):
            value, _ = _value(term)
            quads += [ox.Quad(thing, ox.NamedNode(term.iri), value, graph)]
            if term.latest:
                quads += [ox.Quad(thing, ox.NamedNode(term.latest), value, graph)]
    store.extend(quads)
    return store


@pytest.mark.parametrize("kind", CLASSES, ids=lambda one: one.iri.removeprefix(COOP))
def test_every_property_of_every_class_is_a_filter(store, kind):
    thing, failed = _thing(kind.iri).value, []
    for term in _asked(kind.iri):
        _, words = _value(term)
        for head in {term.header, term.label.zh}:
            try:
                found = listing(store, kind.iri.removeprefix(COOP), [(head, words)])
            except KGError as error:
                failed.append((head, words, error.message("zh")))
                continue
            if thing not in {row["iri"] for row in found}:
                failed.append((head, words, len(found)))
    assert failed == []
