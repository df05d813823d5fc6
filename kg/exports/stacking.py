"""What a store holds beyond the packaged data, as tables to stack on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.errors import StoreError, Text
from kg.exports.dataset import SPANS, Line, data_lines, tabulated
from kg.exports.facts import Facts, read_facts
from kg.exports.tables import Table, write_csv
from kg.loaders import build_in_memory
from kg.loaders import tables as loaded
from kg.loaders.correcting import corrected
from kg.loaders.known import known_things
from kg.loaders.rows import NOTE, Row, read_rows
from kg.namespaces import COOP, DATASET, EDITORS, ID, RDF_TYPE, SOURCE, SOURCES
from kg.ontology import load
from kg.resources import find, shipped
from kg.sparql import Store
from kg.store import select

__all__ = ["data_tables"]

WAS, IS, CORRECTION = COOP + "was", COOP + "is", COOP + "Correction"

VERSION = f"SELECT ?version {{ GRAPH <{SOURCES}> {{ <{DATASET}> owl:versionInfo ?version }} }}"

_Key = tuple[str, str | None]


def data_tables(store: Store, *, own: bool = False) -> list[Table]:
    """The rows of a store, in the form of the tables it can be built from.

    What a build adds (super-classes, super-properties, last days, derived labels, look-up keys)
    is left out. Rows may be cut otherwise than they were: names and classes stand in every row
    of a thing, and what no source says has a row of its own. The quads are the same. Values
    that an editor corrected stand as they were, beside the correction, which is applied anew.

    Args:
        store: an open store.
        own: leave out what the packaged data say.

    Raises:
        KGError: if the store holds what no table can say.

    Example:
        >>> import kg
        >>> tables = data_tables(kg.open())
        >>> [table.heads[:3] for table in tables if table.name == "pairings"]
        [['id', 'source', 'mechanism']]
    """
    facts = read_facts(store)
    packaged = _packaged_rows()
    written = facts
    if own:
        _check_version(store)
        written = _beyond(facts, _beside(facts, packaged), {row.iri for row in packaged})
    lines = data_lines(written, facts)
    if any(CORRECTION in kind.ancestors for line in lines for kind in line.classes):
        lines = _uncorrected(lines, facts, {(row.iri, row.source) for row in packaged})
    return tabulated(lines)


def _check_version(store: Store) -> None:
    """What is beyond the packaged data can only be told beside the same packaged data."""
    here, _ = shipped()
    built = [row["version"].value for row in select(store, VERSION)]
    if built != [here]:
        shown = ", ".join(built) or "?"
        raise StoreError(
            Text(
                f"这个图谱建自随软件附带的数据 {shown} 版，现在的是 {here} 版",
                f"this store was built on version {shown} of the packaged data; here is {here}",
            ),
            hint=Text("请先重新运行 kg build", "run `kg build` again first"),
        )


def _packaged_rows() -> list[Row]:
    return read_rows(loaded.read_folder(find("data"), []), load(), [])


def _beside(facts: Facts, packaged: list[Row]) -> Facts:
    """The packaged data as this store's editors have mended them."""
    notes = Facts({EDITORS: facts.graphs.get(EDITORS, {})}, facts.ontology)
    known = {row.iri for row in packaged if row.is_a(NOTE)}
    lines = [line for line in data_lines(notes) if ID + line.id not in known]
    if not lines:
        return read_facts(build_in_memory())
    with TemporaryDirectory() as folder:
        for table in tabulated(lines):
            content = write_csv(table.heads, table.rows)
            (Path(folder) / f"{table.name}.csv").write_bytes(content)
        return read_facts(build_in_memory([Path(folder)]))


def _beyond(facts: Facts, beside: Facts, packaged: set[str]) -> Facts:
    """What of a store the other does not say; what one source says of a thing stays whole."""
    graphs: dict[str, dict[str, dict[str, set[Any]]]] = {}
    for graph, things in facts.graphs.items():
        graphs[graph] = {}
        for item, said in things.items():
            before = beside.of(graph, item)
            if graph == EDITORS and RDF_TYPE in said:
                # Notes were applied to the other too; whose they are tells their id.
                left = {} if item in packaged else said
            elif graph.startswith(SOURCE):
                left = {} if said == before else said
            else:
                left = {name: terms - before.get(name, set()) for name, terms in said.items()}
            graphs[graph][item] = {name: terms for name, terms in left.items() if terms}
    return Facts(
        {
            graph: {item: said for item, said in things.items() if said}
            for graph, things in graphs.items()
        },
        facts.ontology,
    )


def _uncorrected(lines: list[Line], facts: Facts, packaged: set[_Key]) -> list[Line]:
    """The lines with the values from before the corrections, which will be applied again.

    The packaged rows will be corrected by themselves.
    """
    ontology = facts.ontology
    known = known_things(_read(data_lines(facts)), ontology)
    rows = _read(lines)
    notes = [row for row in rows if row.is_a(CORRECTION)]
    mine = [row for row in rows if not row.is_a(NOTE) and (row.iri, row.source) not in packaged]
    for note in reversed(notes):
        outcome = corrected(mine, _turned(note), known, [], [])
        mine = outcome[0] if outcome else mine
    cells = {
        (row.iri, row.source): {cell.header: list(cell.values) for cell in row.cells}
        for row in mine
    }
    return [_with(line, cells.get(_key(line))) for line in lines]


def _read(lines: list[Line]) -> list[Row]:
    """The lines as the loader will read them."""
    tables = [
        loaded.Table(
            table.name,
            table.name,
            tuple(table.heads),
            tuple((number, tuple(cell or "" for cell in row)) for number, row in _numbered(table)),
        )
        for table in tabulated(lines)
    ]
    return read_rows(tables, load(), [])


def _numbered(table: Table) -> list[tuple[int, list[str | None]]]:
    return list(enumerate(table.rows, 2))


def _turned(note: Row) -> Row:
    """The correction that takes a correction back."""
    properties = load().properties
    turned = {WAS: properties[IS], IS: properties[WAS]}
    cells = tuple(
        replace(cell, property=turned.get(cell.property.iri, cell.property)) for cell in note.cells
    )
    return replace(note, cells=cells)


def _key(line: Line) -> _Key:
    return ID + line.id, SOURCE + line.source if line.source else None


def _with(line: Line, cells: dict[str, list[str]] | None) -> Line:
    if cells is None:
        return line
    kept = {name: line.cells[name] for name in line.cells if name in SPANS}
    return replace(line, cells=cells | kept)
