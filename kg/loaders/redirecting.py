"""Ids that were replaced: rows and references under the old id count as those of the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from kg.errors import Problem, Text
from kg.loaders.rows import ID_PATTERN, Cell, Row
from kg.namespaces import COOP, ID, PREFIXES, identifier
from kg.ontology import Ontology, Property

__all__ = ["REDIRECT", "redirected"]

WAS, IS = COOP + "was", COOP + "is"
REDIRECT = COOP + "Redirect"
LABEL, ALIAS = PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"
TITLE = PREFIXES["dcterms"] + "title"
LITERALS = (PREFIXES["xsd"], PREFIXES["rdf"])


def redirected(
    rows: list[Row], ontology: Ontology, problems: list[Problem], notices: list[Problem]
) -> list[Row]:
    """The rows under their present ids; redirects point to the last id of a chain.

    Args:
        rows: all rows.
        ontology: the schema.
        problems: gets redirects that cannot be followed, and old ids that are used anew.
        notices: gets redirects to ids that nothing has.
    """
    given = [row for row in rows if row.is_a(REDIRECT)]
    if not given:
        return rows
    steps = _steps(given, problems)
    _of_one_kind(rows, given, steps, problems)
    _used_anew(rows, given, problems)
    last = {old: _last(old, steps) for old in steps}
    labels = _labels(rows)
    alias = ontology.properties[ALIAS]
    moved = [row if row in given else _moved(row, last, labels, alias) for row in rows]
    present = {row.iri for row in moved}
    for row in given:
        for new in row.texts(IS):
            if ID + last.get(new, new) not in present:
                what = Text(
                    f"图谱里没有“{new}”，查旧编号不会有结果",
                    f"the graph has no “{new}”: a look-up of the old id leads nowhere",
                )
                notices.append(row.problem("is", what))
    return [_pointing(row, last) if row in given else row for row in moved]


def _steps(given: list[Row], problems: list[Problem]) -> dict[str, str]:
    """Old id -> the id that replaces it; circles are told and left out."""
    steps: dict[str, str] = {}
    for row in given:
        old, new = (" ".join(row.texts(iri)) for iri in (WAS, IS))
        for column, text in (("was", old), ("is", new)):
            if text and not ID_PATTERN.fullmatch(text):
                what = Text(f"“{text}”不是编号", f"“{text}” is not an id")
                hint = Text("编号如 place/dalian", "ids look like place/dalian")
                problems.append(row.problem(column, what, hint))
        if not old or not new:
            continue
        if steps.setdefault(old, new) != new:
            what = Text(f"“{old}”已改为 {steps[old]}", f"“{old}” is replaced by {steps[old]}")
            problems.append(row.problem("was", what))
        elif _last(old, steps) == old:
            what = Text(f"“{old}”绕回了自己", f"“{old}” leads back to itself")
            problems.append(row.problem("is", what))
            del steps[old]
    return steps


def _of_one_kind(
    rows: list[Row], given: list[Row], steps: dict[str, str], problems: list[Problem]
) -> None:
    """A place cannot become a pairing: such a redirect is told and left out."""
    tables: dict[str, Row] = {}
    for row in rows:
        tables.setdefault(row.iri, row)
    for note in given:
        for old in note.texts(WAS):
            if old not in steps:
                continue
            one, other = tables.get(ID + old), tables.get(ID + _last(old, steps))
            if one and other and not one.is_like(other):
                kinds = one.table.label, other.table.label
                what = Text(
                    f"“{old}”是{kinds[0].zh}（{one.place}），"
                    f"“{identifier(other.iri)}”是{kinds[1].zh}（{other.place}）",
                    f"“{old}” is a {kinds[0].en} ({one.place}), "
                    f"“{identifier(other.iri)}” a {kinds[1].en} ({other.place})",
                )
                hint = Text("只有同类的编号可以合并", "only ids of one class can be merged")
                problems.append(note.problem("is", what, hint))
                del steps[old]


def _last(old: str, steps: Mapping[str, str]) -> str:
    found = steps[old]
    while found in steps and found != old:
        found = steps[found]
    return found


def _used_anew(rows: list[Row], given: list[Row], problems: list[Problem]) -> None:
    """Whoever gives an id up has no row with it; other data sets may still have."""
    for note in given:
        for old in note.texts(WAS):
            folder = PurePath(note.file).parent
            for row in rows:
                if row.iri == ID + old and PurePath(row.file).parent == folder:
                    what = Text(
                        f"编号“{old}”已在 {note.file}:{note.number} 停用",
                        f"the id “{old}” was given up in {note.file}:{note.number}",
                    )
                    hint = Text(
                        "编号不再改作他用，请写新编号", "ids are not reused; write the new one"
                    )
                    problems.append(row.problem("id", what, hint))


def _labels(rows: list[Row]) -> dict[str, set[str]]:
    labels: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for cell in row.cells:
            if cell.property.iri in (LABEL, TITLE):
                labels[row.iri] |= set(cell.values)
    return labels


def _moved(
    row: Row, last: Mapping[str, str], labels: Mapping[str, set[str]], alias: Property
) -> Row:
    cells = [_with_new_ids(cell, last) for cell in row.cells]
    new = last.get(identifier(row.iri))
    if new is None:
        return replace(row, cells=tuple(cells))
    named = labels.get(ID + new)
    if named:
        # It has its names already; those of the old id are further ones.
        cells = [_as_alias(cell, named, alias) for cell in cells]
    kept = tuple(cell for cell in cells if cell.values)
    reserved = {**row.reserved, "id": new, "was": identifier(row.iri)}
    return replace(row, iri=ID + new, cells=kept, reserved=reserved)


def _as_alias(cell: Cell, named: set[str], alias: Property) -> Cell:
    if cell.property.iri not in (LABEL, TITLE):
        return cell
    values = tuple(value for value in cell.values if value not in named)
    header = f"altLabel@{cell.language}" if cell.language else "altLabel"
    return replace(cell, header=header, property=alias, values=values)


def _with_new_ids(cell: Cell, last: Mapping[str, str]) -> Cell:
    if cell.property.range.startswith(LITERALS) or not any(text in last for text in cell.values):
        return cell
    return replace(cell, values=tuple(dict.fromkeys(last.get(text, text) for text in cell.values)))


def _pointing(row: Row, last: Mapping[str, str]) -> Row:
    """The redirect to the end of its chain."""
    cells = [
        replace(cell, values=tuple(last.get(new, new) for new in cell.values))
        if cell.property.iri == IS
        else cell
        for cell in row.cells
    ]
    return replace(row, cells=tuple(cells))
