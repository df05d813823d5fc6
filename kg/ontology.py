"""Find and read ontology.ttl: classes, properties, concepts, edges, and the columns of tables.

The ontology is the schema of the tables and the declaration of the network. Nothing about
regions or cooperation is written in code: it is read from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.errors import OntologyError, Text
from kg.namespaces import COOP, PREFIXES, curie, expand, local_name
from kg.resources import find

__all__ = [
    "TOP",
    "Class",
    "Concept",
    "Ontology",
    "Property",
    "load",
]

OWL, RDF, RDFS, SKOS = (PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "skos"))
SCHEMA = PREFIXES["schema"]
TOP = RDFS + "Resource"


@dataclass(frozen=True)
class Class:
    """A class of the ontology.

    ``ancestors`` holds the class itself and all its super-classes; ``words`` is all that it is
    called, its local name included; ``tables`` are the file stems
    of its rows; an edge class has ``edge`` = (source property, target property, symmetric).
    """

    iri: str
    label: Text
    definition: Text
    ancestors: frozenset[str]
    order: int
    words: frozenset[str]
    tables: tuple[str, ...]
    edge: tuple[str, str, bool] | None

    @property
    def name(self) -> str:
        """The local name, ``City``."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Property:
    """A property; ``ancestors`` holds all its super-properties without itself.

    ``also`` holds what it is called besides in Chinese, ``excepted`` classes within the range whose
    things it never leads to. An edge leads from the subject, or from what ``edge_source`` leads to.
    """

    iri: str
    label: Text
    also: tuple[str, ...]
    definition: Text
    domain: str
    range: str
    excepted: frozenset[str]
    ancestors: frozenset[str]
    scheme: str | None
    latest: str | None
    edge_symmetric: bool | None
    edge_source: str | None

    @property
    def header(self) -> str:
        """What heads its column: the local name, ``partner``, ``prefLabel``."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Concept:
    """A SKOS concept of one of the ontology's schemes."""

    iri: str
    label: Text
    scheme: str
    labels: frozenset[str]
    definition: Text


@dataclass(frozen=True, eq=False)
class Ontology:
    """The whole ontology, by IRI.

    ``facts`` holds what annotations say of our terms: annotation -> term -> values, all by their
    local names, as `kg.terms.facts` reads them from a store.
    """

    version: str
    classes: dict[str, Class]
    properties: dict[str, Property]
    concepts: dict[str, Concept]
    tables: dict[str, Class]
    facts: dict[str, dict[str, list[str]]]
    triples: tuple[Any, ...]

    def is_a(self, class_iri: str, ancestor: str) -> bool:
        """Whether a class is ``ancestor`` or below it."""
        known = self.classes.get(class_iri)
        return ancestor == TOP or (known is not None and ancestor in known.ancestors)

    def takes(self, term: Property, kinds: Collection[str]) -> bool:
        """Whether a property may lead to a thing of all the classes ``kinds``."""
        fits = term.range == TOP or term.range in kinds
        return fits and term.excepted.isdisjoint(kinds)

    def drops_suffix(self, kinds: Collection[str]) -> bool:
        """Whether a thing of these classes is also found by its name without 市 or 区."""
        return not {COOP + name for name in self.facts["dropsSuffix"]}.isdisjoint(kinds)

    def below(self, term: Property) -> set[str]:
        """The properties below one, by their IRIs."""
        return {iri for iri, other in self.properties.items() if term.iri in other.ancestors}

    def narrower(self, name: str) -> set[str]:
        """A property and those below it, by their local names."""
        iri = COOP + name
        below = (term for term in self.properties.values() if iri in term.ancestors)
        return {name, *(term.header for term in below)}

    def column(self, header: str) -> Property | None:
        """The property a column header names: local name, CURIE or Chinese label.

        A language tag after ``@`` is not part of the name.
        """
        return next(iter(self.columns(header)), None)

    def columns(self, header: str) -> tuple[Property, ...]:
        """All properties a header may name, our own first: `date` of a claim and of a note."""
        name = header.partition("@")[0].strip()
        exact = self.properties.get(expand(name))
        found = self._headers.get(name)
        return found or ((exact,) if exact else ())

    @cached_property
    def schemes(self) -> dict[str, dict[str, Concept]]:
        """The concepts of each scheme, by their IRIs."""
        found: dict[str, dict[str, Concept]] = {}
        for iri, concept in self.concepts.items():
            found.setdefault(concept.scheme, {})[iri] = concept
        return found

    @cached_property
    def _headers(self) -> dict[str, tuple[Property, ...]]:
        # Our own terms first: `title` is dcterms:title only because coop: has none.
        terms = sorted(self.properties.values(), key=lambda term: not term.iri.startswith(COOP))
        headers: dict[str, tuple[Property, ...]] = {}
        for term in terms:
            names = (term.header, term.label.zh, *term.also, curie(term.iri))
            for name in dict.fromkeys(names):
                headers[name] = (*headers.get(name, ()), term)
        return headers


@cache
def load(path: Path | None = None) -> Ontology:
    """Read the ontology (the packaged one by default).

    Raises:
        OntologyError: if the file is missing or is not Turtle.

    Example:
        >>> load().column("合作方").iri
        'https://w3id.org/cooperation-kg/ontology#partner'
    """
    facts, triples = _facts(path or find("ontology.ttl"))
    classes = {iri: _class(iri, facts) for iri in _of_type(facts, OWL + "Class")}
    properties = {iri: _property(iri, facts) for iri in _properties(facts)}
    concepts = {iri: _concept(iri, facts) for iri in _of_type(facts, SKOS + "Concept")}
    tables = {name: found for found in classes.values() for name in found.tables}
    version = _value(facts, PREFIXES["coop"].rstrip("#"), OWL + "versionInfo") or ""
    return Ontology(version, classes, properties, concepts, tables, _annotated(facts), triples)


_Facts = dict[str, dict[str, list[Any]]]


def _facts(path: Path) -> tuple[_Facts, tuple[Any, ...]]:
    import pyoxigraph as ox

    facts: _Facts = defaultdict(lambda: defaultdict(list))
    triples = []
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            assert not isinstance(quad.subject, ox.Triple)
            facts[quad.subject.value][quad.predicate.value].append(quad.object)
            triples.append(quad.triple)
    except (OSError, SyntaxError) as error:
        raise OntologyError(
            Text(f"本体无法读取：{error}", f"the ontology cannot be read: {error}"),
            where=str(path),
        ) from error
    return facts, tuple(triples)


def _annotated(facts: _Facts) -> dict[str, dict[str, list[str]]]:
    own = [subject for subject in facts if subject.startswith(COOP)]
    return {
        local_name(name): {
            local_name(subject): [
                # An IRI and a literal both have a value; those of our terms are told in short.
                value.value.removeprefix(COOP)
                for value in facts[subject][name]
            ]
            for subject in own
            if name in facts[subject]
        }
        for name in _of_type(facts, OWL + "AnnotationProperty")
    }


def _of_type(facts: _Facts, kind: str) -> list[str]:
    return [
        subject
        for subject, about in facts.items()
        if any(value.value == kind for value in about.get(RDF + "type", ()))
    ]


def _properties(facts: _Facts) -> list[str]:
    own = _of_type(facts, OWL + "ObjectProperty") + _of_type(facts, OWL + "DatatypeProperty")
    borrowed = [subject for subject, about in facts.items() if SCHEMA + "rangeIncludes" in about]
    return own + borrowed


def _value(facts: _Facts, subject: str, predicate: str) -> str | None:
    found = facts[subject].get(predicate)
    return str(found[0].value) if found else None


def _number(facts: _Facts, subject: str, name: str) -> int | None:
    found = _value(facts, subject, COOP + name)
    return None if found is None else int(found)


def _text(facts: _Facts, subject: str, predicate: str) -> Text:
    words = {
        literal.language: literal.value
        for literal in facts[subject].get(predicate, ())
        if getattr(literal, "language", None)
    }
    return Text(words.get("zh", local_name(subject)), words.get("en", local_name(subject)))


def _called(facts: _Facts, subject: str) -> Iterator[str]:
    for name in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel"):
        yield from (literal.value for literal in facts[subject].get(name, ()))


def _closure(facts: _Facts, subject: str, predicate: str) -> frozenset[str]:
    seen: set[str] = set()
    todo = [subject]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo += [value.value for value in facts[current].get(predicate, ())]
    return frozenset(seen)


def _class(iri: str, facts: _Facts) -> Class:
    source, target = (_value(facts, iri, COOP + f"edge{end}") for end in ("Source", "Target"))
    symmetric = _value(facts, iri, COOP + "edgeSymmetric") == "true"
    return Class(
        iri=iri,
        label=_text(facts, iri, RDFS + "label"),
        definition=_text(facts, iri, SKOS + "definition"),
        ancestors=_closure(facts, iri, RDFS + "subClassOf"),
        order=_number(facts, iri, "displayOrder") or 0,
        words=frozenset({local_name(iri), *_called(facts, iri)}),
        tables=tuple(sorted(name.value for name in facts[iri].get(COOP + "table", ()))),
        edge=(source, target, symmetric) if source and target else None,
    )


def _property(iri: str, facts: _Facts) -> Property:
    symmetric = _value(facts, iri, COOP + "edgeSymmetric")
    domain = _value(facts, iri, RDFS + "domain") or _value(facts, iri, SCHEMA + "domainIncludes")
    range_ = _value(facts, iri, RDFS + "range") or _value(facts, iri, SCHEMA + "rangeIncludes")
    lines = {iri, *_closure(facts, iri, RDFS + "subPropertyOf")}
    return Property(
        iri=iri,
        label=_text(facts, iri, RDFS + "label"),
        also=tuple(
            sorted(
                word.value
                for word in facts[iri].get(SKOS + "altLabel", ())
                if getattr(word, "language", None) == "zh"
            )
        ),
        definition=_text(facts, iri, SKOS + "definition"),
        domain=domain or TOP,
        range=range_ or TOP,
        excepted=frozenset(
            found.value for line in lines for found in facts[line].get(COOP + "except", ())
        ),
        ancestors=frozenset(lines - {iri}),
        scheme=_value(facts, iri, COOP + "scheme"),
        latest=_value(facts, iri, COOP + "latestTwin"),
        edge_symmetric=None if symmetric is None else symmetric == "true",
        edge_source=_value(facts, iri, COOP + "edgeFrom"),
    )


def _concept(iri: str, facts: _Facts) -> Concept:
    return Concept(
        iri=iri,
        label=_text(facts, iri, SKOS + "prefLabel"),
        scheme=_value(facts, iri, SKOS + "inScheme") or "",
        labels=frozenset(_called(facts, iri)),
        definition=_text(facts, iri, SKOS + "definition"),
    )
