"""Apply one correction: find the value it speaks of, and mend it if it was misread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.errors import Problem, Text
from kg.loaders.cells import read_text
from kg.loaders.hints import nearest
from kg.loaders.known import Known
from kg.loaders.quads import LABELS
from kg.loaders.rows import OF_SOURCE, Cell, Row
from kg.namespaces import COOP, ID, SOURCE, identifier

__all__ = ["corrected"]

KIND = COOP + "kind"
MISREAD = ID + "correction-kind/misread"


@dataclass(frozen=True)
class _Change:
    """A cell's value before and after, as written and as the terms it means."""

    cell: Cell
    texts: tuple[str, str]
    was: frozenset[str]
    now: frozenset[str]


def corrected(
    rows: list[Row],
    note: Row,
    known: Known,
    problems: list[Problem],
    notices: list[Problem],
) -> tuple[list[Row], Row] | None:
    """The rows with one value corrected and the note, or None if it does not apply.

    The note names property and values as every language can: by header and id.

    Args:
        rows: rows that make claims.
        note: a row of the table ``corrections``, about something that is there.
        known: what cells may refer to.
        problems: gets what is wrong in the note.
        notices: gets the note if no row has the value it speaks of.
    """
    claims, names = note.texts(COOP + "claim"), note.texts(COOP + "property")
    if len(claims) != 1 or len(names) != 1:
        return rows, note  # what is missing is told by the constraints
    sources = {SOURCE + text for text in note.texts(OF_SOURCE)}
    iri = known.find(claims[0])
    about = [row for row in rows if row.iri == iri and (not sources or row.source in sources)]
    if not about:
        what = Text(
            "此行未用：该来源没有说到这条陈述", "not used: the source does not state this claim"
        )
        notices.append(note.problem("source", what))
        return None
    change = _change(note, names[0], about, known, problems)
    hit = _hit(note, change, about, known, problems, notices) if change else []
    if not change or not hit:
        return None
    if _is_misread(note, known):
        mended = {id(row): _with(row, change, known) for row in hit}
        rows = [mended.get(id(row), row) for row in rows]
    return rows, _in_ids(note, change)


def _change(
    note: Row, name: str, about: list[Row], known: Known, problems: list[Problem]
) -> _Change | None:
    header, _, language = name.partition("@")
    classes = {found.iri for row in about for found in row.classes}
    fitting = [
        term
        for term in known.ontology.columns(header)
        if any(known.ontology.is_a(found, term.domain) for found in classes)
    ]
    if not fitting:
        what = Text(f"这条陈述没有“{name}”这一列", f"the claim has no column “{name}”")
        columns = sorted({cell.header for row in about for cell in row.cells})
        problems.append(note.problem("property", what, nearest(name, columns)))
        return None
    cell = Cell(name, fitting[0], language or None, ())
    texts = (" ".join(note.texts(COOP + "was")), " ".join(note.texts(COOP + "is")))
    terms = []
    for column, text in zip(("was", "is"), texts, strict=True):
        found = read_text(text, cell, known) if text else []
        if isinstance(found, tuple):
            problems.append(note.problem(column, *found))
        else:
            terms.append(frozenset(str(term) for _, term in found))
    if len(terms) == 2 and terms[0] == terms[1] and any(texts):
        what = Text("原值与现值相同", "the values before and after are the same")
        problems.append(note.problem("is", what))
    elif len(terms) == 2:
        return _Change(cell, texts, *terms)
    return None


def _hit(
    note: Row,
    change: _Change,
    about: list[Row],
    known: Known,
    problems: list[Problem],
    notices: list[Problem],
) -> list[Row]:
    """The rows that have the value before; without one, the row that lacks the value after."""
    said = {id(row): dict(_values(row, change.cell, known)) for row in about}
    if change.was:
        hit = [row for row in about if change.was in said[id(row)].values()]
    else:
        hit = [row for row in about if change.now not in said[id(row)].values()]
        if change.cell.property.iri in LABELS:
            hit = hit[:1]  # names belong to the thing and to no source
        if len(hit) > 1:
            what = Text("几个来源都说到这条陈述", "several sources state this claim")
            hint = Text("请在 source 列写明来源", "name one in the column source")
            problems.append(note.problem("source", what, hint))
            return []
    if not hit:
        shown = sorted({value for values in said.values() for value in values})
        what = Text("此行未用：数据里没有这个原值", "not used: the data do not have this value")
        hint = Text(
            f"现为：{'、'.join(shown) or '空'}", f"they have: {', '.join(shown) or 'nothing'}"
        )
        notices.append(note.problem("was", what, hint))
    return hit


def _in_ids(note: Row, change: _Change) -> Row:
    term, language = change.cell.property, change.cell.language
    said = {COOP + "property": f"{term.header}@{language}" if language else term.header}
    for name, terms in (("was", change.was), ("is", change.now)):
        if len(terms) == 1 and (one := min(terms)).startswith("<"):
            said[COOP + name] = identifier(one[1:-1])
    cells = [
        replace(cell, values=(said.get(cell.property.iri, cell.values[0]),))
        if cell.property.iri in said
        else cell
        for cell in note.cells
    ]
    return replace(note, cells=tuple(cells))


def _values(row: Row, cell: Cell, known: Known) -> Iterable[tuple[str, frozenset[str]]]:
    for found in row.cells:
        if _same_column(found, cell):
            for text in found.values:
                terms = read_text(text, found, known)
                if not isinstance(terms, tuple):
                    yield text, frozenset(str(term) for _, term in terms)


def _same_column(one: Cell, other: Cell) -> bool:
    return one.property.iri == other.property.iri and one.language == other.language


def _is_misread(note: Row, known: Known) -> bool:
    for cell in note.cells:
        if cell.property.iri == KIND:
            found = read_text(" ".join(cell.values), cell, known)
            return not isinstance(found, tuple) and any(term.value == MISREAD for _, term in found)
    return False


def _with(row: Row, change: _Change, known: Known) -> Row:
    """The row with the value after in place of the one before."""
    now = (change.texts[1],) if change.texts[1] else ()
    cells, seen = [], False
    for cell in row.cells:
        if _same_column(cell, change.cell):
            seen = True
            terms = dict(_values(replace(row, cells=(cell,)), cell, known))
            kept = [
                new
                for text in cell.values
                for new in (now if change.was and terms.get(text) == change.was else (text,))
            ]
            cell = replace(cell, values=tuple(kept) + (() if change.was else now))
        cells.append(cell)
    if not seen:
        cells.append(replace(change.cell, values=now))
    return replace(row, cells=tuple(cell for cell in cells if cell.values))
