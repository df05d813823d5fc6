"""What there is before a data set is read, as far as its rows ask for it.

A build asks the rows of the data sets before (`in_rows`), a load the store (`kg.loaders.stored`):
what comes of a data set is then worked out in one and the same way, see `kg.loaders.stages`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from kg.loaders.checks import is_pairing
from kg.loaders.descriptions import descriptions, typed_rows
from kg.loaders.evidence import Document, read_documents
from kg.loaders.known import Known, known_things
from kg.loaders.quads import Quad
from kg.loaders.redirecting import REDIRECT
from kg.loaders.rows import NOTE, SOURCE_CLASS, Row
from kg.loaders.shares import Records, from_quads
from kg.namespaces import COOP
from kg.ontology import Ontology

__all__ = ["Earlier", "Said", "as_stored", "in_rows"]

WITHIN = COOP + "within"
CLAIM, EVIDENCE = COOP + "claim", COOP + "evidence"

Said = list[tuple[Row, list[Quad]]]


@dataclass(frozen=True)
class Earlier:
    """What was before, and how it is asked.

    ``holds`` tells whether a quad was said, ``about`` gives the rows about things, ``stored`` the
    same as a store has them: one for each source, with ids in the cells, and one for what is no
    source's. ``referring`` gives what refers to things, ``notes`` all redirects and the notes
    about things. Of what is at odds, ``alike`` gives at least the pairings of the same partners,
    ``around`` at least what lies around and within: it may give more. ``records`` gives what is
    recorded of a subject in `kg.loaders.shares`.
    """

    known: Known
    documents: Mapping[str, Document]
    holds: Callable[[Quad], bool]
    about: Callable[[Iterable[str]], Said]
    stored: Callable[[Iterable[str]], Said]
    referring: Callable[[Iterable[str]], set[str]]
    notes: Callable[[Iterable[str]], set[str]]
    alike: Callable[[Iterable[frozenset[str]]], set[str]]
    around: Callable[[Iterable[tuple[str, str]]], set[str]]
    records: Records


def in_rows(said: Said, ontology: Ontology, records: Iterable[Quad] = ()) -> Earlier:
    """The rows of the data sets before, in their order, and what is recorded of them."""
    by_iri: dict[str, Said] = defaultdict(list)
    for one in said:
        by_iri[one[0].iri].append(one)

    @cache
    def pool() -> dict[str, set[Quad]]:
        return _by_subject(said)

    def holds(quad: Quad) -> bool:
        return quad in pool().get(quad[0], ())

    def about(iris: Iterable[str]) -> Said:
        return [one for iri in sorted(set(iris)) for one in by_iri.get(iri, ())]

    def stored(iris: Iterable[str]) -> Said:
        here = sorted(set(iris) & by_iri.keys())
        found = as_stored(here, lambda iri: pool().get(iri, ()), ontology)
        return [(_where_it_was(row, by_iri[row.iri]), quads) for row, quads in found]

    known = known_things((), ontology, said=said)
    documents = read_documents([row for row, _ in said if row.is_a(SOURCE_CLASS)])
    return Earlier(
        known,
        documents,
        holds,
        about,
        stored,
        partial(_referring, said),
        partial(_notes, said),
        lambda partners: _of_pairings(said) if any(partners) else set(),
        lambda edges: _lying(said) if any(edges) else set(),
        from_quads(records),
    )


def _by_subject(said: Said) -> dict[str, set[Quad]]:
    found: dict[str, set[Quad]] = defaultdict(set)
    for _, quads in said:
        for quad in quads:
            found[quad[0]].add(quad)
    return found


def _referring(said: Said, iris: Iterable[str]) -> set[str]:
    named = set(iris)
    return {quad[0] for _, quads in said for quad in quads if quad[2].value in named}


def _notes(said: Said, iris: Iterable[str]) -> set[str]:
    named = set(iris)
    return {
        row.iri
        for row, quads in said
        if row.is_a(REDIRECT)
        or (row.is_a(NOTE) and any(q[1] == CLAIM and q[2].value in named for q in quads))
    }


def _of_pairings(said: Said) -> set[str]:
    return {row.iri for row, _ in said if is_pairing(row)}


def _lying(said: Said) -> set[str]:
    return {quad[0] for _, quads in said for quad in quads if quad[1] == WITHIN}


def as_stored(
    iris: Iterable[str], quads_of: Callable[[str], Iterable[Quad]], ontology: Ontology
) -> Said:
    """The rows about things as a store has them.

    Args:
        iris: the things.
        quads_of: what is said of a thing or of a span.
        ontology: the schema.
    """
    quads = [quad for iri in iris for quad in quads_of(iri)]
    spans = {quad[2].value for quad in quads if quad[1] == EVIDENCE}
    quads += [quad for span in sorted(spans) for quad in quads_of(span)]
    rows = typed_rows(descriptions(quads), "", {}, ontology, [], exact=True)
    return [(row, list(one.quads)) for row, one in rows]


def _where_it_was(row: Row, said: Said) -> Row:
    """The row in the file of that of which it comes, for messages."""
    origins = [one for one, _ in said if one.source == row.source] or [one for one, _ in said]
    return replace(row, file=origins[0].file, number=origins[0].number)
