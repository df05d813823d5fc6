"""What goes when sources go: what only their rows give, and notes that lose their object."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import Problem, Text
from kg.loaders.quads import DISAGREES, Quad
from kg.loaders.rows import OF_SOURCE
from kg.loaders.shares import MARKS, SHARED, key_of_record, record
from kg.loaders.stored import stated
from kg.namespaces import COOP, DATASET, EDITORS, RDF_TYPE, SOURCE, SOURCES, identifier
from kg.texts.spans import SPAN

__all__ = ["REBUILD", "Going", "place_of", "taken_out"]

CLAIM, WAS, IS = COOP + "claim", COOP + "was", COOP + "is"
CORRECTION, DISAGREEMENT = COOP + "Correction", COOP + "Disagreement"


@dataclass(frozen=True)
class Going:
    """What goes with some sources: quads, records of `kg.loaders.shares`.

    ``problems`` stand against it. ``subjects`` are the sources and all of which they speak.
    """

    sources: frozenset[str]
    quads: frozenset[Quad]
    records: frozenset[Quad]
    subjects: frozenset[str]
    problems: tuple[Problem, ...]


def taken_out(
    store: ox.Store, shares: ox.Store, sources: Collection[str], where: str, *, notes: bool = True
) -> Going:
    """What goes with sources.

    Args:
        store: where they are.
        shares: who gave what, see `kg.loaders.shares`.
        sources: their IRIs.
        where: what messages call the store.
        notes: whether notes go that have lost their object; else those about anything of which
            the sources speak stand against it.
    """
    quads: set[Quad] = set()
    records: set[Quad] = set()
    for source in sources:
        quads |= set(stated(store, None, None, None, source))
        quads |= set(stated(store, source, None, None, SOURCES))
        for mark in MARKS:
            records |= set(stated(shares, None, None, None, f"{source}#{mark}"))
    for one in sorted(records, key=str):
        for quad in ((*one[:3], graph) for graph in SHARED):
            if record(quad, key_of_record(one)) == one:
                left = set(_others(shares, quad, sources))
                if not left:
                    quads.add(quad)
                elif left == {DATASET}:
                    # What is nobody's alone has no record.
                    records.add(record(quad, DATASET))
    subjects = {quad[0] for quad in quads if SPAN not in quad[0]} | set(sources)
    subjects |= {one[0] for one in records if not one[3].endswith("#names")}
    lost = {iri for iri in subjects if not _stays(store, iri, quads)}
    found = _Notes(store, where, frozenset(sources), frozenset(subjects), frozenset(lost))
    problems = list(found.named_in_corrections())
    for note in sorted(found.about()):
        told = set(stated(store, note, None, None, EDITORS))
        if notes:
            quads |= set(found.gone(note, told, problems))
        else:
            problems.append(found.problem(note, IN_FORCE))
    return Going(
        frozenset(sources),
        frozenset(quads),
        frozenset(records),
        frozenset(subjects),
        tuple(problems),
    )


IN_FORCE = Text(
    "说到这里要换下的内容，换上以后是否适用，要看原来的表",
    "it is about what is to be replaced, and only the tables tell whether it applies afterwards",
)
UNCLEAR = Text(
    "没有写是哪个来源，移去一个以后是否适用，要看原来的表",
    "it names no source, and only the tables tell whether it applies when one is gone",
)
REBUILD = Text("请改数据表，再用 kg build 重建", "change the tables and build anew by `kg build`")


def _others(shares: ox.Store, quad: Quad, sources: Collection[str]) -> Iterator[str]:
    """Who else gives it."""
    for one in stated(shares, quad[0], quad[1], quad[2]):
        key = key_of_record(one)
        if key not in sources and record(quad, key) == one:
            yield key


def _stays(store: ox.Store, iri: str, going: Collection[Quad]) -> bool:
    return any(quad not in going and quad[3] != EDITORS for quad in stated(store, iri))


def place_of(where: str, subject: str, graph: str) -> str:
    """What messages call a row of the store, as when it is loaded."""
    known = identifier(graph) if graph.startswith(SOURCE) else ""
    return f"{where}[{identifier(subject)} {known}]".replace(" ]", "]")


@dataclass(frozen=True)
class _Notes:
    """The notes about what goes."""

    store: ox.Store
    where: str
    sources: frozenset[str]
    subjects: frozenset[str]
    lost: frozenset[str]

    def about(self) -> set[str]:
        found = {
            quad[0]
            for iri in self.subjects
            for quad in stated(self.store, None, CLAIM, ox.NamedNode(iri), EDITORS)
        }
        for source in self.sources:
            of = stated(self.store, None, OF_SOURCE, ox.NamedNode(source), EDITORS)
            found |= {quad[0] for quad in of}
        return found

    def gone(self, note: str, told: Iterable[Quad], problems: list[Problem]) -> Iterator[Quad]:
        """What of a note, and of what follows from it, a build would not have."""
        told = set(told)
        kinds = {quad[2].value for quad in told if quad[1] == RDF_TYPE}
        claims = {quad[2].value for quad in told if quad[1] == CLAIM}
        of = {quad[2].value for quad in told if quad[1] == OF_SOURCE}
        if DISAGREEMENT in kinds:
            if of & self.sources:
                problems.append(self.problem(note, UNCLEAR))
            elif len(claims - self.lost) < 2:
                yield from told
            else:
                yield from (q for q in told if q[1] == CLAIM and q[2].value in self.lost)
            yield from self.apart(claims & self.lost)
        elif of & self.sources or claims <= self.lost:
            yield from told
        elif not of:
            problems.append(self.problem(note, UNCLEAR))

    def apart(self, claims: Iterable[str]) -> Iterator[Quad]:
        for iri in claims:
            yield from stated(self.store, iri, DISAGREES, None, EDITORS)
            yield from stated(self.store, None, DISAGREES, ox.NamedNode(iri), EDITORS)

    def named_in_corrections(self) -> Iterator[Problem]:
        """Corrections of what stays that name what does not."""
        ids = {identifier(iri) for iri in self.lost}
        kind = ox.NamedNode(CORRECTION)
        for note, *_ in stated(self.store, None, RDF_TYPE, kind, EDITORS):
            told = list(stated(self.store, note, None, None, EDITORS))
            texts = {quad[2].value for quad in told if quad[1] in (WAS, IS)}
            stays = any(quad[1] == CLAIM and quad[2].value not in self.lost for quad in told)
            for ident in sorted(texts & ids) if stays else ():
                what = Text(f"用到“{ident}”", f"it names “{ident}”")
                yield self.problem(note, what)

    def problem(self, note: str, what: Text) -> Problem:
        return Problem(place_of(self.where, note, ""), 0, "", what, REBUILD)
