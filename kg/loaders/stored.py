"""What a store says that something is added to, as far as the new rows ask for it.

Nothing is read whole but where somebody has to be told what was meant instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.loaders.derive import ontology_quads
from kg.loaders.earlier import Earlier, Said, as_stored
from kg.loaders.evidence import Document, read_documents
from kg.loaders.known import Known, names_of
from kg.loaders.quads import Quad, as_quad
from kg.loaders.redirecting import REDIRECT
from kg.loaders.rows import SOURCE_CLASS
from kg.names import fold, without_suffix
from kg.namespaces import (
    COOP,
    DERIVED,
    EDITORS,
    GAZETTEER,
    ID,
    NAMES,
    ONTOLOGY,
    PREFIXES,
    RDF_TYPE,
    identifier,
)
from kg.ontology import Ontology
from kg.texts.spans import SPAN

__all__ = ["alike", "in_store", "inside", "made", "stated"]

SKOS = PREFIXES["skos"]
LABEL, ALIAS, CONCEPT = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "Concept"
ISSUED = PREFIXES["dcterms"] + "issued"
WITHIN, PARTNER, CLAIM = COOP + "within", COOP + "partner", COOP + "claim"
ABOUT, NAME_TEXT = COOP + "about", COOP + "nameText"
AROUND = COOP + "withinTransitive"
MADE = {DERIVED, NAMES}
KEYS = [ox.NamedNode(COOP + name) for name in ("nameKey", "shortNameKey", "claimNameKey")]
_V = TypeVar("_V")


def stated(
    store: ox.Store,
    subject: str | None = None,
    predicate: str | None = None,
    term: ox.NamedNode | ox.Literal | None = None,
    graph: str | None = None,
) -> Iterator[Quad]:
    """The quads of a pattern that rows or the ontology yield, not those that are derived."""
    found: Iterable[Any] = store.quads_for_pattern(
        ox.NamedNode(subject) if subject else None,
        ox.NamedNode(predicate) if predicate else None,
        term,
        ox.NamedNode(graph) if graph else None,
    )
    for quad in found:
        name = getattr(quad.graph_name, "value", "")
        if name and name not in MADE:
            yield quad.subject.value, quad.predicate.value, quad.object, name


def made(
    store: ox.Store,
    graph: str,
    subject: ox.NamedNode | None = None,
    predicate: ox.NamedNode | None = None,
    term: ox.NamedNode | ox.Literal | None = None,
) -> Iterator[Quad]:
    """The quads of a pattern that were derived."""
    found: Iterable[Any] = store.quads_for_pattern(subject, predicate, term, ox.NamedNode(graph))
    for quad in found:
        yield quad.subject.value, quad.predicate.value, quad.object, graph


class _Asked(Mapping[str, _V]):
    """What is looked up when it is asked for, and listed only for whoever goes through it."""

    def __init__(self, ask: Callable[[str], _V | None], every: Callable[[], Iterable[str]]) -> None:
        self.ask, self.every = cache(ask), every

    def __getitem__(self, key: str) -> _V:
        found = self.ask(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.ask(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(set(self.every())))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, eq=False)
class _Names:
    """Who is called how, by the look-up keys of the store and the labels they were made of."""

    store: ox.Store
    ontology: Ontology

    @cached_property
    def ours(self) -> frozenset[Quad]:
        """What is no row's: the ontology."""
        return frozenset(ontology_quads(self.ontology))

    @cached_property
    def vocabulary(self) -> dict[str, set[str]]:
        """Concepts that rows describe have no keys: all of them by their names."""
        found: dict[str, set[str]] = {}
        for kind in self.ontology.tables.values():
            if CONCEPT in kind.ancestors:
                term = ox.NamedNode(kind.iri)
                for subject, *_ in stated(self.store, None, RDF_TYPE, term, ONTOLOGY):
                    for name in self.forms(subject) or ():
                        found.setdefault(name, set()).add(subject)
        return found

    def classes(self, iri: str) -> frozenset[str] | None:
        kinds: set[str] = set()
        for quad in stated(self.store, iri, RDF_TYPE):
            known = self.ontology.classes.get(quad[2].value)
            if known and quad not in self.ours:
                kinds |= known.ancestors
        if iri in self.ontology.concepts:
            kinds.add(CONCEPT)
        return frozenset(kinds) or None

    def labels(self, iri: str) -> str | None:
        found = (
            term.value
            for _, _, term, _ in stated(self.store, iri, LABEL)
            if isinstance(term, ox.Literal) and term.language != "en"
        )
        return min(found, default=None)

    def called(self, iri: str) -> tuple[set[str], set[str]]:
        """Its names as they stand, and those for short, in English and of former days."""
        words: dict[bool, set[str]] = {True: set(), False: set()}
        for predicate in (LABEL, ALIAS):
            for quad in stated(self.store, iri, predicate):
                if quad not in self.ours and isinstance(quad[2], ox.Literal):
                    words[quad[2].language == "en"].add(quad[2].value)
        place = self.ontology.drops_suffix(self.classes(iri) or frozenset())
        whole, short = names_of(words[False], words[True], place=place)
        return whole, short | self.former(iri, place=place)

    def former(self, iri: str, *, place: bool) -> set[str]:
        found: set[str] = set()
        for use, *_ in stated(self.store, None, ABOUT, ox.NamedNode(iri)):
            for _, _, term, _ in stated(self.store, use, NAME_TEXT):
                if not term.value.isascii():
                    word = fold(term.value)
                    found |= {word, without_suffix(word)} if place else {word}
        return found

    def meant(self, key: str, which: int) -> frozenset[str] | None:
        found = set(self.vocabulary.get(key, ()))
        literal = ox.Literal(key)
        for predicate in KEYS:
            keyed = made(self.store, NAMES, None, predicate, literal)
            found |= {subject for subject, *_ in keyed}
        return frozenset(iri for iri in found if key in self.called(iri)[which]) or None

    def forms(self, iri: str) -> frozenset[str] | None:
        whole, short = self.called(iri)
        return frozenset(whole | short) or None

    def objects(self, predicate: str, iri: str) -> frozenset[str] | None:
        found = stated(self.store, iri, predicate)
        return frozenset(identifier(term.value) for _, _, term, _ in found) or None

    def subjects(self, *predicates: str) -> Iterator[str]:
        for predicate in predicates:
            for quad in stated(self.store, None, predicate):
                if quad not in self.ours:
                    yield quad[0]

    def every_form(self, which: int) -> Iterator[str]:
        for iri in set(self.subjects(LABEL, ALIAS)):
            yield from self.called(iri)[which]


def in_store(
    store: ox.Store, where: str, ontology: Ontology, shares: ox.Store | None = None
) -> Earlier:
    """The rows of a store, which is not changed while it is asked.

    Args:
        store: where it is looked up.
        where: what messages call the store.
        ontology: the schema.
        shares: what is recorded in `kg.loaders.shares`; an endpoint has nothing of that.
    """
    names = _Names(store, ontology)

    def quads_of(iri: str) -> Iterator[Quad]:
        return (quad for quad in stated(store, iri) if quad not in names.ours)

    def about(iris: Iterable[str]) -> Said:
        found = as_stored(sorted(set(iris)), quads_of, ontology)
        return [(replace(row, file=where + row.file), quads) for row, quads in found]

    def document(iri: str) -> Document | None:
        rows = [row for row, _ in about([iri]) if row.is_a(SOURCE_CLASS)]
        return read_documents(rows).get(iri)

    def sources() -> Iterator[str]:
        return (quad[0] for quad in stated(store, None, RDF_TYPE, ox.NamedNode(SOURCE_CLASS)))

    def holds(quad: Quad) -> bool:
        return as_quad(quad) in store

    return Earlier(
        _known(names, about),
        _Asked(document, sources),
        holds,
        about,
        about,
        lambda iris: {q[0] for iri in iris for q in stated(store, None, None, ox.NamedNode(iri))},
        lambda iris: set(_notes(store, iris)),
        lambda partners: set(alike(store, partners, {})),
        lambda edges: set(_around(store, edges)),
        lambda subject: list(stated(shares, subject)) if shares is not None else (),
    )


def _known(names: _Names, about: Callable[[Iterable[str]], Said]) -> Known:
    def labelled() -> Iterator[str]:
        return names.subjects(LABEL, ALIAS)

    def typed() -> Iterator[str]:
        found = set(names.subjects(RDF_TYPE))
        return (iri for iri in found if SPAN not in iri and names.classes(iri))

    issued = (text for row, _ in about([GAZETTEER]) for text in row.texts(ISSUED))
    return Known(
        classes=_Asked(names.classes, typed),
        names=_Asked(lambda key: names.meant(key, 0), lambda: names.every_form(0)),
        shorts=_Asked(lambda key: names.meant(key, 1), lambda: names.every_form(1)),
        inside=_Asked(lambda iri: names.objects(WITHIN, iri), lambda: names.subjects(WITHIN)),
        partners=_Asked(lambda iri: names.objects(PARTNER, iri), lambda: names.subjects(PARTNER)),
        forms=_Asked(names.forms, labelled),
        labels=_Asked(names.labels, lambda: names.subjects(LABEL)),
        listed=next(issued, ""),
        ontology=names.ontology,
    )


def _notes(store: ox.Store, iris: Iterable[str]) -> Iterator[str]:
    yield from (quad[0] for quad in stated(store, None, RDF_TYPE, ox.NamedNode(REDIRECT)))
    for iri in iris:
        yield from (quad[0] for quad in stated(store, None, CLAIM, ox.NamedNode(iri), EDITORS))


def alike(
    store: ox.Store, partners: Iterable[Iterable[str]], known: dict[str, set[str]]
) -> Iterator[str]:
    """The pairings that have all of some partners, for each of several.

    Args:
        store: where to look.
        partners: their IRIs; what is none is left out.
        known: the pairings of each partner, as far as they have been looked up.
    """
    for together in partners:
        found = []
        for one in together:
            if one.startswith(ID):
                if one not in known:
                    quads = stated(store, None, PARTNER, ox.NamedNode(one))
                    known[one] = {quad[0] for quad in quads}
                found.append(known[one])
        if found:
            yield from set.intersection(*found)


def inside(store: ox.Store, place: str) -> list[str]:
    """What lies in a place, however many levels down."""
    around = made(store, DERIVED, None, ox.NamedNode(AROUND), ox.NamedNode(place))
    return [subject for subject, *_ in around]


def _around(store: ox.Store, edges: Iterable[tuple[str, str]]) -> Iterator[str]:
    todo: list[str] = []
    for inner, outer in edges:
        todo += [inner, outer]
        todo += inside(store, inner)
    seen: set[str] = set()
    while todo:
        iri = todo.pop()
        if iri not in seen:
            seen.add(iri)
            todo += [term.value for _, _, term, _ in stated(store, iri, WITHIN)]
    yield from seen
