"""Whose rows give what stands in no source's graph: names, exact classes, concepts.

It is kept beside the quads of a build, in a store of its own that nobody asks questions: without
it nobody could tell what goes when a source goes. A record is a quad whose graph is
``<source>#entities``: rows of that source give that triple of ``graph/entities``. What has no
record is given by rows of no source alone. Two more are told of rows:

- ``<source>#names``: a cell of the source calls the subject so, and not by its id.
- ``<source>#open``: a row leaves the class of the subject open, and takes that which others give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.loaders.quads import Quad
from kg.loaders.rows import NOTE, Row
from kg.namespaces import BASE, COOP, DATASET, ENTITIES, ONTOLOGY, RDF_TYPE

__all__ = [
    "CALLED",
    "MARKS",
    "SHARED",
    "Records",
    "from_quads",
    "given",
    "key_of",
    "key_of_record",
    "moved",
    "openly",
    "record",
]

SHARED = (ENTITIES, ONTOLOGY)
MARKS = ("entities", "ontology", "names", "open")
CALLED = COOP + "nameText"
GRAPH = BASE + "graph/"
_Said = Sequence[tuple[Row, list[Quad]]]
Records = Callable[[str], Iterable[Quad]]


def key_of(row: Row) -> str:
    """Who gives a row; what has no source is everybody's."""
    return row.source or DATASET


def record(quad: Quad, key: str) -> Quad:
    """That somebody's rows give a quad which everybody shares.

    >>> from kg.namespaces import ID, SOURCE
    >>> record((ID + "place/x", RDF_TYPE, ox.NamedNode(COOP + "City"), ENTITIES), SOURCE + "s1")[3]
    'https://w3id.org/cooperation-kg/source/s1#entities'
    """
    return (*quad[:3], f"{key}#{quad[3].removeprefix(GRAPH)}")


def key_of_record(one: Quad) -> str:
    """Who it is that a record is of."""
    return one[3].partition("#")[0]


def openly(row: Row, read: Row) -> Iterator[Quad]:
    """That a row left the class open which it has as it is read."""
    if row.classes != read.classes:
        for kind in read.classes:
            yield read.iri, RDF_TYPE, ox.NamedNode(kind.iri), f"{key_of(read)}#open"


def given(
    said: Iterable[tuple[Row, list[Quad]]], holds: Callable[[Quad], bool], records: Records
) -> set[Quad]:
    """What is to be recorded of the rows of a data set.

    Args:
        said: the rows with what they say.
        holds: whether a quad was said before.
        records: all that is recorded of a subject.
    """
    keys: dict[Quad, set[str]] = defaultdict(set)
    for row, quads in said:
        if not row.is_a(NOTE):
            for quad in quads:
                if quad[3] in SHARED:
                    keys[quad].add(key_of(row))
    found: set[Quad] = set()
    for quad, own in keys.items():
        known = _keys(quad, records)
        if (own | known) <= {DATASET}:
            continue
        if not known and holds(quad):
            own.add(DATASET)
        found |= {record(quad, key) for key in own - known}
    return found


def _keys(quad: Quad, records: Records) -> set[str]:
    graph = "#" + quad[3].removeprefix(GRAPH)
    return {
        one[3].removesuffix(graph)
        for one in records(quad[0])
        if one[1:3] == quad[1:3] and one[3].endswith(graph)
    }


def moved(
    before: _Said, after: _Said, holds: Callable[[Quad], bool], records: Records
) -> tuple[set[Quad], set[Quad]]:
    """What is recorded no more, and what now, where notes change rows of before.

    Args:
        before: the rows, as a store has them.
        after: the same rows as they are now.
        holds: whether a quad was said before.
        records: all that is recorded of a subject.
    """
    gone: set[Quad] = set()
    come: set[Quad] = set()
    for (old, said), (new, says) in zip(before, after, strict=True):
        one, other = ({q for q in quads if q[3] in SHARED} for quads in (said, says))
        lost = {quad: _keys(quad, records) for quad in one - other}
        gone |= {record(quad, key) for quad, keys in lost.items() for key in keys}
        for quad in other - one:
            known = _keys(quad, records) or ({DATASET} if holds(quad) else set())
            keys = known | _origin(quad, lost)
            if keys - {DATASET}:
                come |= {record(quad, key) for key in keys}
        if old.iri != new.iri:
            marks = [one for one in records(old.iri) if one[3].endswith(("#names", "#open"))]
            gone |= set(marks)
            come |= {(new.iri, *mark[1:]) for mark in marks}
    return gone, come


def _origin(quad: Quad, lost: Mapping[Quad, set[str]]) -> set[str]:
    """Who gave that of which it comes: the same value, else another under the same property."""
    for place in (2, 1):
        if found := [keys or {DATASET} for one, keys in lost.items() if one[place] == quad[place]]:
            return set().union(*found)
    return {DATASET}


def from_quads(quads: Iterable[Quad]) -> Records:
    """What is recorded of a subject, of all that is."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[quad[0]].append(quad)
    return lambda subject: found.get(subject, ())
