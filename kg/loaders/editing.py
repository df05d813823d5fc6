"""What editors say of the tables: ids that were replaced, values that were corrected.

The rows of the tables ``redirects``, ``corrections`` and ``disagreements`` belong to no source.
They are applied to the other rows before anything is written, and stand in ``graph/editors``:

- *redirects*: rows and references under the old id count as those of the new one.
- *corrections*: what was misread is mended; what is wrong in the source stays as the source has
  it, and the note is shown beside it.
- *disagreements* link claims, see `kg.loaders.quads`.

A note whose claims are gone (a source was taken out) or whose value has changed (a new version
of the packaged data) is left out and reported: it blocks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.errors import Problem, Text
from kg.loaders.correcting import corrected
from kg.loaders.hints import nearest
from kg.loaders.known import Known, paired
from kg.loaders.redirecting import REDIRECT, redirected
from kg.loaders.rows import NOTE, OF_SOURCE, Row
from kg.namespaces import COOP, ID, SOURCE, identifier
from kg.ontology import Class, Ontology

__all__ = ["REDIRECT", "edited", "typed"]

CLAIMS = COOP + "claim"


def edited(
    rows: list[Row],
    known_of: Callable[[list[Row]], Known],
    ontology: Ontology,
    problems: list[Problem],
    notices: list[Problem],
) -> list[Row]:
    """The rows as the editors want them.

    Args:
        rows: all rows that notes may be about, and the notes.
        known_of: what cells may refer to, given the rows under their present ids.
        ontology: the schema.
        problems: gets what is wrong in a note.
        notices: gets the notes that apply to nothing.

    Returns:
        The rows under their present ids and with corrected values, then the notes that apply.
    """
    if not any(row.is_a(NOTE) for row in rows):
        return rows
    rows = redirected(rows, ontology, problems, notices)
    notes = [row for row in rows if row.is_a(NOTE)]
    rows = [row for row in rows if not row.is_a(NOTE)]
    known = known_of(rows)
    applied = []
    for note in notes:
        present = _present(note, known, notices)
        if present is not None and present.is_a(COOP + "Correction"):
            outcome = corrected(rows, present, known, problems, notices)
            rows, present = outcome or (rows, None)
        if present is not None:
            applied.append(present)
    return rows + applied


def typed(rows: Iterable[Row], before: Iterable[Row] = ()) -> list[Row]:
    """The rows; one that leaves the class open means a thing of the class that others give it.

    Args:
        rows: of one data set.
        before: rows about the same things from the data sets before.
    """
    rows = list(rows)
    exact: dict[str, dict[str, Class]] = defaultdict(dict)
    for row in (*before, *rows):
        if row.classes != (row.table,):
            exact[row.iri] |= {found.iri: found for found in row.classes}
    return [
        replace(row, classes=tuple(found for _, found in sorted(exact[row.iri].items())))
        if row.iri in exact
        and row.classes == (row.table,)
        and all(row.table.iri in found.ancestors for found in exact[row.iri].values())
        else row
        for row in rows
    ]


def _present(note: Row, known: Known, notices: list[Problem]) -> Row | None:
    """The note about what is there; None if too little is."""
    claims = note.texts(CLAIMS)
    gone = [text for text in claims if known.find(text) is None]
    lost = [text for text in note.texts(OF_SOURCE) if SOURCE + text not in known.classes]
    if not gone and not lost:
        return note
    left = tuple(text for text in claims if text not in gone)
    if note.is_a(COOP + "Disagreement") and len(left) > 1:
        cells = [
            replace(cell, values=left) if cell.property.iri == CLAIMS else cell
            for cell in note.cells
        ]
        return replace(note, cells=tuple(cells))
    shown = "、".join(gone + lost), ", ".join(gone + lost)
    what = Text(f"此行未用：图谱里没有 {shown[0]}", f"not used: the graph has no {shown[1]}")
    column, namespace = ("claim", ID) if gone else ("source", SOURCE)
    kind = (gone + lost)[0].partition("/")[0] if gone else ""
    near = [
        identifier(iri)
        for iri in known.classes
        if iri.startswith(namespace) and identifier(iri).startswith(kind)
    ]
    hint = nearest((gone + lost)[0], sorted(near)) if near else None
    if gone and (pairings := paired(gone[0], known)):
        ids = "、".join(pairings)
        hint = Text(f"要写编号：{ids}", f"give the id: {ids.replace('、', ', ')}")
    notices.append(note.problem(column, what, hint))
    return None
