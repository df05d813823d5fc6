"""Data sets one after the other: each is read over those before it, and never under later ones.

A name in a cell means what its own data set and earlier ones call so. A later data set changes
what an earlier one says by its notes only: redirects and corrections. So a build of several data
sets and loading one after the other give the same, and refuse the same.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import Problem
from kg.loaders.checks import check_alone, check_rows, is_pairing
from kg.loaders.earlier import Earlier, Said, in_rows
from kg.loaders.editing import REDIRECT, edited, typed
from kg.loaders.evidence import Document, find_spans, read_documents
from kg.loaders.known import Known, known_things
from kg.loaders.quads import DISAGREES, Quad, row_quads
from kg.loaders.rows import NOTE, SOURCE_CLASS, Row
from kg.loaders.shares import CALLED, key_of, moved, openly
from kg.loaders.shares import given as given_by
from kg.namespaces import COOP, ID, RDF_TYPE
from kg.ontology import Ontology

__all__ = ["Settled", "settle", "stacked"]

WAS, IS, CLAIM = COOP + "was", COOP + "is", COOP + "claim"
WITHIN, UNIT = COOP + "within", COOP + "unit"
TELLING = {COOP + "partner", COOP + "openPartner"}


@dataclass(frozen=True)
class Settled:
    """What comes of a data set: its rows, and what its notes make of rows before it.

    ``fresh`` are the new rows, ``mended`` those of before as they are now, ``replaced`` the IRIs
    of all rows of before that these stand for, ``gone`` what is said no more. So many rows as
    ``present`` were there already. ``unnoted`` and ``noted`` is what `kg.loaders.shares` records
    no more, and what now.
    """

    fresh: Said
    mended: Said
    replaced: frozenset[str]
    gone: frozenset[Quad]
    present: int
    unnoted: frozenset[Quad]
    noted: frozenset[Quad]


@dataclass(frozen=True)
class _Edit:
    """The new rows as notes make them; rows of before that notes change, before and after."""

    rows: list[Row]
    before: Said
    after: list[Row]
    moved: frozenset[str]
    gone: frozenset[Quad]


def stacked(
    data: Iterable[Sequence[Row]],
    texts: Path | None,
    ontology: Ontology,
    problems: list[Problem],
    notices: list[Problem],
) -> tuple[Said, set[Quad]]:
    """Every row of several data sets with what it says, and what is recorded of who gave what.

    Args:
        data: the rows of each, in their order.
        texts: folder of raw texts in which quotes are located.
        ontology: the schema.
        problems: gets what is wrong.
        notices: gets the notes that apply to nothing.
    """
    said: Said = []
    records: set[Quad] = set()
    for rows in data:
        earlier = in_rows(said, ontology, records)
        now = settle(rows, earlier, texts, ontology, problems, notices)
        said = [one for one in said if one[0].iri not in now.replaced] + now.mended + now.fresh
        records = (records - now.unnoted) | now.noted
    return said, records


def settle(
    rows: Sequence[Row],
    earlier: Earlier,
    texts: Path | None,
    ontology: Ontology,
    problems: list[Problem],
    notices: list[Problem],
) -> Settled:
    """Read and check one data set over what was before.

    Args:
        rows: of the data set.
        earlier: what was before.
        texts: folder of raw texts in which quotes are located.
        ontology: the schema.
        problems: gets what is wrong, in these rows or by them.
        notices: gets the notes of the data set that apply to nothing.
    """
    same = [row for row, _ in earlier.about({row.iri for row in rows})]
    told = {row.iri for row in same if row.is_a(NOTE)}
    before_typed = [row for row in rows if row.iri not in told]
    given = typed(before_typed, same)
    edit = _edit(given, earlier, ontology, problems, notices)
    replaced = frozenset(row.iri for row, _ in edit.before)
    near = _near(earlier, {row.iri for row in edit.rows}, replaced)
    known = known_things(
        [*edit.after, *edit.rows],
        ontology,
        said=near,
        earlier=earlier.known,
        without=edit.moved,
    )
    documents = _documents(edit, earlier)
    faults: list[Problem] = []
    mended, _ = _read(edit.after, documents, None, known, faults)
    read, called = _read(edit.rows, documents, texts, known, faults)
    speaking = {(row.iri, row.source) for row, _ in near}
    fresh = [one for one in read if _news(*one, earlier, speaking)]
    iris = {row.iri for row, _ in (*mended, *fresh)} | _at_odds(mended + fresh, earlier)
    before = [*_near(earlier, iris, replaced), *mended]
    faults += check_rows(fresh, ontology, faults, before)
    places = {(row.file, row.number) for row, _ in (*mended, *fresh)}
    places |= {(row.file, row.number) for row in edit.rows}
    faults = [fault for fault in faults if (fault.file, fault.row) in places]
    problems += faults + _worse(edit.before, mended, ontology)
    left = {quad for _, quads in mended for quad in quads}
    unnoted, noted = moved(edit.before, mended, earlier.holds, earlier.records)
    noted |= given_by(read, earlier.holds, earlier.records) | called
    noted |= _open(before_typed, given, edit.rows)
    noted = {one for one in noted if one not in earlier.records(one[0])}
    return Settled(
        fresh,
        mended,
        replaced,
        edit.gone - left,
        len(rows) - len(fresh),
        frozenset(unnoted - noted),
        frozenset(noted),
    )


def _open(rows: Iterable[Row], given: Iterable[Row], read: Iterable[Row]) -> set[Quad]:
    """What rows leave open, under the ids that they have got."""
    now = {_key(row): row for row in read}
    return {
        one
        for row, as_given in zip(rows, given, strict=True)
        if row.classes != as_given.classes and (found := now.get(_key(row)))
        for one in openly(row, found)
    }


def _near(earlier: Earlier, iris: Iterable[str], replaced: frozenset[str]) -> Said:
    return [one for one in earlier.about(iris) if one[0].iri not in replaced]


def _edit(
    given: list[Row],
    earlier: Earlier,
    ontology: Ontology,
    problems: list[Problem],
    notices: list[Problem],
) -> _Edit:
    iris = {row.iri for row in given}
    notes = earlier.notes(iris)
    own = [row for row in given if row.is_a(NOTE)]
    if not notes and not own:
        return _Edit(given, [], [], frozenset(), frozenset())
    redirects = [row for row in own if row.is_a(REDIRECT)]
    moved = frozenset(ID + text for row in redirects for text in row.texts(WAS))
    named = {ID + text for row in own for name in (WAS, IS, CLAIM) for text in row.texts(name)}
    for row, _ in earlier.stored(notes):
        if row.is_a(REDIRECT) and any(ID + text in iris | named for text in row.texts(WAS)):
            named |= {ID + text for text in row.texts(IS)}
    stored = earlier.stored(iris | notes | named | (earlier.referring(moved) if moved else set()))

    def known_of(rows: list[Row]) -> Known:
        return known_things(rows, ontology, earlier=earlier.known, without=moved)

    faults: list[Problem] = []
    unused: list[Problem] = []
    rows = edited([*(row for row, _ in stored), *given], known_of, ontology, faults, unused)
    places = {(row.file, row.number) for row, _ in stored}
    problems += [fault for fault in faults if (fault.file, fault.row) not in places]
    notices += [note for note in unused if (note.file, note.row) not in places]
    keys = {_key(row) for row, _ in stored}
    now = {_key(row): row for row in rows if _key(row) in keys}
    # A correction that was made finds nothing to correct, and stays.
    changed = {row.iri for row, _ in stored if now.get(_key(row), row) != row}
    before = [one for one in stored if one[0].iri in changed]
    gone = {
        quad
        for row, quads in stored
        for quad in quads
        # That two disagree is what the note says of them.
        if (row.iri in changed and quad[1] != DISAGREES)
        or (quad[1] == DISAGREES and not moved.isdisjoint((quad[0], quad[2].value)))
    }
    after = [now.get(_key(row), row) for row, _ in before]
    new = [row for row in rows if _key(row) not in keys]
    return _Edit(new, before, after, moved, frozenset(gone))


def _key(row: Row) -> tuple[str, int, str | None, str]:
    """What a row has, whatever notes make of it."""
    return row.file, row.number, row.source, row.reserved.get("was") or row.reserved["id"]


def _documents(edit: _Edit, earlier: Earlier) -> ChainMap[str, Document]:
    mended, new = (
        read_documents([row for row in rows if row.is_a(SOURCE_CLASS)])
        for rows in (edit.after, edit.rows)
    )
    return ChainMap(mended, earlier.documents, new)  # type: ignore[arg-type]


def _read(
    rows: Iterable[Row],
    documents: ChainMap[str, Document],
    texts: Path | None,
    known: Known,
    problems: list[Problem],
) -> tuple[Said, set[Quad]]:
    """The rows with what they say, and what they call by a name."""
    said: Said = []
    called: set[Quad] = set()
    for row in rows:
        quads = row_quads(row, find_spans(row, documents, texts, problems), known, problems)
        said.append((row, quads))
        terms = {quad[2].value for quad in quads} if known.called else set()
        key = f"{key_of(row)}#names"
        called |= {
            (iri, CALLED, ox.Literal(text), key) for iri, text in known.called if iri in terms
        }
        known.called.clear()
    return said, called


def _news(
    row: Row, quads: list[Quad], earlier: Earlier, speaking: set[tuple[str, str | None]]
) -> bool:
    """Whether a row says anything that was not said."""
    news = {quad for quad in quads if not earlier.holds(quad)}
    if (row.iri, row.source) in speaking:
        # That its source speaks of the thing is known from what else it says.
        news = {quad for quad in news if quad[1] != RDF_TYPE}
    return bool(news) or not quads


def _at_odds(said: Said, earlier: Earlier) -> set[str]:
    """What rows of before may be at odds with these, beside those about the same things."""
    partners = [
        frozenset(quad[2].value for quad in quads if quad[0] == row.iri and quad[1] in TELLING)
        for row, quads in said
        if is_pairing(row)
    ]
    edges = [
        (quad[0], quad[2].value)
        for _, quads in said
        for quad in quads
        if quad[1] == WITHIN and not earlier.holds(quad)
    ]
    told = {quad[2].value for _, quads in said for quad in quads if quad[1] == UNIT}
    told |= {row.source for row, _ in said if row.source}
    return told | earlier.alike(partners) | earlier.around(edges)


def _worse(before: Said, after: Said, ontology: Ontology) -> list[Problem]:
    """What is wrong in rows that were mended, and was not."""
    known = {(one.file, one.column, one.what) for one in check_alone(before, ontology, ())}
    found = check_alone(after, ontology, ())
    return [one for one in found if (one.file, one.column, one.what) not in known]
