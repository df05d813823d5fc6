"""What follows from a change: the rules of `kg.loaders.derive`, on the subjects that it affects.

The rules are the same functions that a build runs over everything. Here they get all that is said
of the subjects affected and of whatever their rules look at, and only what they yield for the
subjects affected is compared with what the store has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, permutations

import pyoxigraph as ox

from kg.loaders.derive import derived, ontology_quads
from kg.loaders.quads import Quad
from kg.loaders.stored import alike, inside, made, stated
from kg.namespaces import COOP, DERIVED, NAMES, PREFIXES, RDF_TYPE, local_name
from kg.ontology import Ontology
from kg.terms import naming
from kg.texts.spans import SPAN

__all__ = ["follow_up"]

SKOS = PREFIXES["skos"]
LABEL, ALIAS = SKOS + "prefLabel", SKOS + "altLabel"
WITHIN, AROUND = COOP + "within", COOP + "withinTransitive"
PARTNER, PART, PAIRED = COOP + "partner", COOP + "partOf", COOP + "pairedWith"
EVIDENCE, ABOUT, NAME_TEXT = COOP + "evidence", COOP + "about", COOP + "nameText"
_Pairs = set[tuple[str, str]]


@dataclass(frozen=True)
class _Affected:
    """Subjects of which anything derived may differ; those around which it may; pairs."""

    subjects: set[str]
    places: set[str]
    pairs: _Pairs


def follow_up(
    store: ox.Store, removed: set[Quad], added: set[Quad], ontology: Ontology
) -> tuple[set[Quad], set[Quad]]:
    """What is derived no more, and what is derived now.

    Args:
        store: with the change made, and everything derived as it was before.
        removed: what rows do not say any more.
        added: what they say now.
        ontology: the schema.
    """
    asked = _Asked(store, removed, added, ontology)
    affected = _affected(asked)
    context = set(_context(asked, affected))
    now = {quad for quad in derived(context, ontology) if _is_affected(quad, affected)}
    before = {quad for quad in _derived_before(store, affected) if _is_affected(quad, affected)}
    return before - now, now - before


class _Asked:
    """A store with the change that was made to it, and what is looked up in it many times."""

    def __init__(
        self, store: ox.Store, removed: set[Quad], added: set[Quad], ontology: Ontology
    ) -> None:
        self.store, self.removed, self.added = store, removed, added
        self.ontology = ontology
        self.ours = frozenset(ontology_quads(ontology))
        kinds = ontology.facts["labelPattern"]
        self.naming = {COOP + name for kind in kinds for name in naming(ontology.facts, kind)}
        self.patterns = {COOP + local_name(kind) for kind in kinds}
        # No functools here: a cache of a method keeps its store open.
        self.read: dict[str, Quad | None] = {}
        self.said: dict[str, list[Quad]] = {}
        self.paired: dict[frozenset[str], frozenset[str]] = {}
        self.lost, self.won = _by_subject(removed), _by_subject(added)
        self.of_place: dict[str, set[str]] = {}

    @property
    def changed(self) -> set[Quad]:
        return self.removed | self.added

    def about(self, iri: str) -> list[Quad]:
        if iri not in self.said:
            found = stated(self.store, iri)
            self.said[iri] = [quad for quad in found if quad not in self.ours]
        return self.said[iri]

    def referring(self, iri: str, predicate: str | None = None) -> Iterator[Quad]:
        return stated(self.store, None, predicate, ox.NamedNode(iri))

    def is_read(self, graph: str) -> Quad | None:
        """A piece of evidence in the graph of a source whose text is kept."""
        if graph not in self.read:
            self.read[graph] = next(stated(self.store, None, EVIDENCE, None, graph), None)
        return self.read[graph]

    def pairings(self, partners: frozenset[str]) -> frozenset[str]:
        if partners not in self.paired:
            found = alike(self.store, [partners], self.of_place)
            self.paired[partners] = frozenset(found)
        return self.paired[partners]

    def partners(self, pairing: str) -> frozenset[str]:
        return frozenset(q[2].value for q in self.about(pairing) if q[1] == PARTNER)

    def is_nameless(self, iri: str) -> bool:
        """Whether it is called by what it is about."""
        said = self.about(iri)
        return not any(quad[1] == LABEL for quad in said) and any(
            quad[1] == RDF_TYPE and quad[2].value in self.patterns for quad in said
        )


def _by_subject(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[quad[0]].append(quad)
    return found


def _affected(asked: _Asked) -> _Affected:
    changed = asked.changed
    subjects = {quad[0] for quad in changed if SPAN not in quad[0]}
    subjects |= _spoken_of(asked)
    for use in {quad[0] for quad in changed if quad[1] in (NAME_TEXT, ABOUT)}:
        said = [*asked.about(use), *asked.lost.get(use, ())]
        if any(quad[1] == NAME_TEXT for quad in said):
            subjects |= {quad[2].value for quad in said if quad[1] == ABOUT}
    subjects |= _named_after(asked)
    pairs: _Pairs = set()
    for pairing in {quad[0] for quad in changed if quad[1] in (PARTNER, PART, RDF_TYPE)}:
        now = asked.partners(pairing)
        lost, won = (
            {quad[2].value for quad in said.get(pairing, ()) if quad[1] == PARTNER}
            for said in (asked.lost, asked.won)
        )
        before = frozenset(now | lost) - won
        for partners in (now, before):
            pairs |= set(permutations(partners, 2))
            if len(partners) == 2:
                subjects |= asked.pairings(partners)
    for place in {q[0] for q in changed if q[1] == ALIAS and len(q[2].value) == 1}:
        subjects |= {quad[0] for quad in asked.referring(place, PARTNER)}
    places = {quad[0] for quad in changed if quad[1] == WITHIN}
    places |= {one for place in places for one in inside(asked.store, place)}
    return _Affected(subjects, places, pairs)


def _spoken_of(asked: _Asked) -> set[str]:
    """What a text that is kept speaks of, or spoke of: it has initials."""
    found: set[str] = set()
    texts = {quad[3] for quad in asked.changed if quad[1] == EVIDENCE}
    for quad in asked.changed:
        if quad[3] in texts or asked.is_read(quad[3]):
            found |= _ends(quad)
    for graph in texts:
        for quad in stated(asked.store, None, None, None, graph):
            found |= _ends(quad)
    return found


def _ends(quad: Quad) -> set[str]:
    ends = {quad[0], quad[2].value} if isinstance(quad[2], ox.NamedNode) else {quad[0]}
    return {iri for iri in ends if SPAN not in iri}


def _named_after(asked: _Asked) -> set[str]:
    """What has no name and is called by something whose name may differ now."""
    todo = [quad[0] for quad in asked.changed if quad[1] in {LABEL, RDF_TYPE} | asked.naming]
    seen: set[str] = set()
    while todo:
        iri = todo.pop()
        for predicate in asked.naming:
            for subject, *_ in asked.referring(iri, predicate):
                if subject not in seen and asked.is_nameless(subject):
                    seen.add(subject)
                    todo.append(subject)
    return seen


def _context(asked: _Asked, affected: _Affected) -> Iterator[Quad]:
    """All that the rules look at to yield what they yield for those affected."""
    for iri in _subjects(asked, affected):
        yield from asked.about(iri)
    for iri in affected.subjects:
        yield from _witnesses(asked, iri)
        for use, *_ in asked.referring(iri, ABOUT):
            if any(stated(asked.store, use, NAME_TEXT)):
                yield from asked.about(use)


def _subjects(asked: _Asked, affected: _Affected) -> set[str]:
    """Those affected, what they are called by, what lies around them, pairings like them."""
    found: set[str] = set()
    todo = [*affected.subjects, *_outer(asked, affected.places)]
    todo += [one for pair in affected.pairs for one in asked.pairings(frozenset(pair))]
    while todo:
        iri = todo.pop()
        if iri in found:
            continue
        found.add(iri)
        nameless = asked.is_nameless(iri)
        todo += [
            term.value
            for _, predicate, term, _ in asked.about(iri)
            if isinstance(term, ox.NamedNode)
            and (predicate == PARTNER or (nameless and predicate in asked.naming))
        ]
    return found


def _outer(asked: _Asked, places: Iterable[str]) -> set[str]:
    found: set[str] = set()
    todo = list(places)
    while todo:
        iri = todo.pop()
        if iri not in found:
            found.add(iri)
            todo += [
                term.value for _, predicate, term, _ in asked.about(iri) if predicate == WITHIN
            ]
    return found


def _witnesses(asked: _Asked, iri: str) -> Iterator[Quad]:
    """If a text that is kept speaks of something: a quad of it, and that there is evidence."""
    for quad in chain(asked.about(iri), asked.referring(iri)):
        if evidence := asked.is_read(quad[3]):
            yield from (quad, evidence)
            return


def _is_affected(quad: Quad, affected: _Affected) -> bool:
    if quad[1] == AROUND:
        return quad[0] in affected.places
    if quad[1] == PAIRED:
        return (quad[0], quad[2].value) in affected.pairs
    return quad[0] in affected.subjects


def _derived_before(store: ox.Store, affected: _Affected) -> Iterator[Quad]:
    for iri in affected.subjects | affected.places | {one for one, _ in affected.pairs}:
        subject = ox.NamedNode(iri)
        yield from made(store, DERIVED, subject)
        yield from made(store, NAMES, subject)
