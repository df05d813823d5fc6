"""What the build writes beside the rows, so that no engine has to infer at query time.

Rules (named in the ontology by ``coop:rule``):

- *super-classes*: whatever is a City is also a Place and an Entity.
- *ancestors*: ``coop:withinTransitive`` is the transitive closure of ``coop:within``.
- *paired-with*: the partners of one pairing are ``coop:pairedWith`` each other.
- *labels*: what has no name of its own is called by what it is about, see `kg.loaders.labels`.
- *names*: look-up keys, see `kg.names`; former names (``names.csv``) and the labels of claims are
  among them.
- *pairs*: 沪连 and 连沪 mean the pairing of 上海 and 大连, from their one-character names; of a
  pairing and those that are part of it, the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, permutations, product

import pyoxigraph as ox

from kg.loaders.labels import claim_labels
from kg.loaders.quads import Quad
from kg.names import fold, keys
from kg.namespaces import (
    CLAIM,
    COOP,
    DATASET,
    DERIVED,
    ENTITY,
    NAMES,
    ONTOLOGY,
    PREFIXES,
    RDF_TYPE,
    SOURCES,
)
from kg.ontology import Ontology
from kg.terms import pairing_classes

__all__ = ["RULES", "build_quad", "derived", "ontology_quads", "version_quad"]

SKOS = PREFIXES["skos"]
# Another number wherever the same rows yield other quads: a store that other rules made is no
# ground for a load, which would derive what is new by these and leave the rest.
RULES = 1


def derived(quads: Iterable[Quad], ontology: Ontology) -> Iterator[Quad]:
    """Quads of ``graph/derived`` and ``graph/names``; may repeat one."""
    quads = list(quads)
    yield from _super_classes(quads, ontology)
    yield from _ancestors(quads)
    yield from _paired_with(quads)
    labels = list(claim_labels(quads, ontology))
    yield from labels
    yield from _name_keys(quads, ontology)
    yield from _claim_keys(chain(quads, labels), ontology)
    yield from _pair_keys(quads)


def ontology_quads(ontology: Ontology) -> Iterator[Quad]:
    """The ontology itself, in ``graph/ontology``."""
    for triple in ontology.triples:
        yield triple.subject.value, triple.predicate.value, triple.object, ONTOLOGY


def version_quad(version: str) -> Quad:
    """Version of the packaged data, so that an answer can be cited."""
    return DATASET, PREFIXES["owl"] + "versionInfo", ox.Literal(version), SOURCES


def build_quad(build: str) -> Quad:
    """Id of the build, likewise."""
    return DATASET, PREFIXES["dcterms"] + "identifier", ox.Literal(build), SOURCES


def _super_classes(quads: list[Quad], ontology: Ontology) -> Iterator[Quad]:
    for subject, predicate, term, _ in quads:
        if predicate == RDF_TYPE and term.value in ontology.classes:
            for ancestor in sorted(ontology.classes[term.value].ancestors - {term.value}):
                yield subject, RDF_TYPE, ox.NamedNode(ancestor), DERIVED


def _ancestors(quads: list[Quad]) -> Iterator[Quad]:
    parents: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, term, _ in quads:
        if predicate == COOP + "within":
            parents[subject].add(term.value)
    for subject in sorted(parents):
        seen: set[str] = set()
        todo = sorted(parents[subject])
        while todo:
            outer = todo.pop()
            if outer not in seen and outer != subject:
                seen.add(outer)
                todo += sorted(parents.get(outer, ()))
        for outer in sorted(seen):
            yield subject, COOP + "withinTransitive", ox.NamedNode(outer), DERIVED


def _paired_with(quads: list[Quad]) -> Iterator[Quad]:
    classes = {COOP + name for name in pairing_classes()}
    pairings = {
        subject
        for subject, predicate, term, _ in quads
        if predicate == RDF_TYPE and term.value in classes
    }
    partners: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, term, _ in quads:
        if predicate == COOP + "partner" and subject in pairings:
            partners[subject].add(term.value)
    for pairing in sorted(partners):
        for one, other in permutations(sorted(partners[pairing]), 2):
            yield one, COOP + "pairedWith", ox.NamedNode(other), DERIVED


def _name_keys(quads: list[Quad], ontology: Ontology) -> Iterator[Quad]:
    chinese: dict[str, set[str]] = defaultdict(set)
    english: dict[str, set[str]] = defaultdict(set)
    places: set[str] = set()
    named: set[str] = set()
    for subject, predicate, term, _ in quads:
        if predicate in (SKOS + "prefLabel", SKOS + "altLabel") and isinstance(term, ox.Literal):
            words = english if term.language == "en" else chinese
            words[subject].add(term.value)
        elif predicate == RDF_TYPE and term.value in ontology.classes:
            ancestors = ontology.classes[term.value].ancestors
            if ENTITY in ancestors:
                named.add(subject)
            if ontology.drops_suffix(ancestors):
                places.add(subject)
    # Initials are shared by too many places to be of use for all of them: they are for those of
    # which a document speaks whose text is kept, and not for all that lists of pairs name.
    texts = {graph for _, predicate, _, graph in quads if predicate == COOP + "evidence"}
    spoken_of = {
        iri for subject, _, term, graph in quads if graph in texts for iri in (subject, term.value)
    }
    former = _former_names(quads)
    for subject in sorted(named):
        place = subject in places
        found = keys(sorted(chinese[subject]), sorted(english[subject]), place=place)
        if subject not in spoken_of:
            del found["initialsKey"]
        # What is called so today has the name; what was called so is found if nothing is.
        old = keys(former.get(subject, ()), (), place=place)
        found["shortNameKey"] |= (old["nameKey"] | old["shortNameKey"]) - found["nameKey"]
        for tier, folded in found.items():
            for key in sorted(folded):
                yield subject, COOP + tier, ox.Literal(key), NAMES


def _former_names(quads: list[Quad]) -> dict[str, list[str]]:
    """What each thing was called at some time, by the claims that say so."""
    texts: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, term, _ in quads:
        if predicate == COOP + "nameText":
            texts[subject].append(term.value)
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, term, _ in quads:
        if predicate == COOP + "about" and subject in texts:
            found[term.value].update(texts[subject])
    return {subject: sorted(names) for subject, names in found.items()}


def _claim_keys(quads: Iterable[Quad], ontology: Ontology) -> Iterator[Quad]:
    """Whole names in both languages; no pinyin and no initials, for they are sentences."""
    labels: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, term, _ in quads:
        if predicate in (SKOS + "prefLabel", SKOS + "altLabel"):
            labels[subject].add(term.value)
        elif predicate == RDF_TYPE and term.value in ontology.classes:
            kinds[subject] |= ontology.classes[term.value].ancestors
    for subject in sorted(kinds):
        if CLAIM in kinds[subject] and ENTITY not in kinds[subject]:
            for key in sorted({fold(label) for label in labels[subject]} - {""}):
                yield subject, COOP + "claimNameKey", ox.Literal(key), NAMES


def _pair_keys(quads: list[Quad]) -> Iterator[Quad]:
    short: dict[str, set[str]] = defaultdict(set)
    partners: dict[str, set[str]] = defaultdict(set)
    parts: set[str] = set()
    for subject, predicate, term, _ in quads:
        if predicate == SKOS + "altLabel" and len(term.value) == 1:
            short[subject].add(term.value)
        elif predicate == COOP + "partner":
            partners[subject].add(term.value)
        elif predicate == COOP + "partOf":
            parts.add(subject)
    # Of several pairings of the same two, that which is no part of another, if there is one.
    wholes = {frozenset(partners[pairing]) for pairing in partners.keys() - parts}
    for pairing, found in sorted(partners.items()):
        if len(found) == 2 and (pairing not in parts or frozenset(found) not in wholes):
            for one, other in permutations(sorted(found)):
                for pair in product(sorted(short[one]), sorted(short[other])):
                    yield pairing, COOP + "shortNameKey", ox.Literal("".join(pair)), NAMES
