"""Add tables and RDF to a store: what a build of everything together would have given.

What the store holds is read back as rows, so that new rows are checked against it as rows of one
build are checked against each other. What has not changed keeps its quads as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg import store as stores
from kg.errors import LoadError, NoStoreError, Problem, StoreError, Text
from kg.loaders.building import Built, Progress, assemble, write_build
from kg.loaders.checks import check_rows
from kg.loaders.derive import ontology_quads
from kg.loaders.descriptions import descriptions, typed_rows
from kg.loaders.editing import edited
from kg.loaders.evidence import find_spans, read_documents
from kg.loaders.known import known_things
from kg.loaders.quads import Quad, row_quads
from kg.loaders.rdf import FORMATS, read_rdf
from kg.loaders.rows import NOTE, SOURCE_CLASS, Row, read_rows
from kg.loaders.tables import read_file
from kg.namespaces import CLAIM, DATASET, DERIVED, NAMES, PREFIXES, RDF_TYPE, SOURCE, SOURCES
from kg.ontology import Ontology
from kg.resting import collector_at_rest
from kg.sparql import Store

__all__ = ["Added", "add"]

VERSION = PREFIXES["owl"] + "versionInfo"
NAMED = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "definition")}
BUILD = f"SELECT ?build {{ GRAPH <{SOURCES}> {{ <{DATASET}> dcterms:identifier ?build }} }}"
TABLES = (".csv", ".xlsx")
_Said = list[tuple[Row, list[Quad]]]


@dataclass(frozen=True)
class Added:
    """What a load did: rows that were new, stored ones that it corrected, the build in use."""

    rows: int
    corrected: int
    present: int
    info: dict[str, Any]
    notices: tuple[Problem, ...]


@dataclass(frozen=True)
class _Held:
    """What a store holds: its rows by their place, their quads, and all of its quads."""

    said: dict[str, tuple[Row, list[Quad]]]
    everything: set[Quad]
    version: str


@collector_at_rest()
def add(
    location: str | Path,
    files: Sequence[Path],
    *,
    source: str | None = None,
    texts: Path | None = None,
    progress: Progress | None = None,
) -> Added:
    """Add tables (.csv, .xlsx) and RDF to a store.

    Args:
        location: the store directory; readers of the build before are not disturbed. Or the
            address of an endpoint, which gets the graphs that have changed.
        files: the tables and RDF files.
        source: id of the source that says what stands in no graph of an RDF file.
        texts: folder of raw texts in which quotes are located.
        progress: called with a step's name, its number and the number of steps.

    Returns:
        What was added; a load of what is there already changes nothing.

    Raises:
        LoadError: with every problem of every file; the store is then what it was.
        StoreError: if there is no store to add to, or it changed meanwhile.
    """
    if str(location) == stores.MEMORY:
        raise StoreError(
            Text("内存中的图谱不能保存", "a store in memory is not kept"),
            where=str(location),
            hint=Text("请用 --store 指定目录", "name a directory with --store"),
        )
    step = progress or (lambda *_: None)
    step("read", 1, 4)
    base = _state(location)
    ontology = ontologies.load()
    problems: list[Problem] = []
    held = _held(stores.open_store(location), str(location), ontology)
    rows = _read(files, source, held, ontology, problems)
    step("check", 2, 4)
    said, notices = _checked(rows, held, texts, ontology, problems)
    if problems:
        raise LoadError(problems)
    fresh = [row for row, _ in said if row.file not in held.said]
    mended = [row for row, _ in said if row.file in held.said and row != held.said[row.file][0]]
    present = len(rows) - len(fresh) - len(notices)
    if not fresh and not mended:
        return Added(0, 0, present, _info(location, base), notices)
    quads = [quad for _, own in said for quad in own]
    built = assemble([row for row, _ in said], quads, held.version, progress=progress)
    _replace(location, base, built, progress)
    return Added(len(fresh), len(mended), present, built.info(), notices)


def _state(location: str | Path) -> object:
    """What differs after every change of a store."""
    if not stores.is_remote(location):
        return stores.current(location)
    rows = stores.select(stores.open_store(location), BUILD)
    if not rows:
        raise NoStoreError(
            Text("这里还没有图谱", "there is no store here yet"),
            where=str(location),
            hint=stores.BUILD_HINT,
        )
    return rows[0]["build"].value


def _info(location: str | Path, state: object) -> dict[str, Any]:
    return {"build": state} if stores.is_remote(location) else stores.build_info(location)


def _replace(location: str | Path, before: object, built: Built, progress: Progress | None) -> None:
    """Put a build where the one was that it was made from, if that one is still there."""
    if stores.is_remote(location):
        from kg.loaders.upload import upload

        _unchanged(location, before)
        upload(str(location), built.lines, progress)
        return
    with stores.new_build(location) as workplace:
        write_build(workplace, built)
        _unchanged(location, before)


def _unchanged(location: str | Path, before: object) -> None:
    if _state(location) != before:
        raise StoreError(
            Text("图谱在此期间被改动", "the store was changed meanwhile"),
            where=str(location),
            hint=Text("请再载入一次", "load again"),
        )


def _held(store: Store, where: str, ontology: Ontology) -> _Held:
    everything: set[Quad] = set()
    version = ""
    for quad in stores.each(store):
        if isinstance(quad.graph_name, ox.NamedNode):
            subject, predicate, term, graph = quad
            if subject.value == DATASET:
                version = term.value if predicate.value == VERSION else version
            else:
                everything.add((subject.value, predicate.value, term, graph.value))
    built = set(ontology_quads(ontology))
    if not built <= everything:
        raise stores.other_ontology(where)
    loaded = [q for q in everything if q[3] not in (DERIVED, NAMES) and q not in built]
    # What has been loaded once was checked then.
    rows = typed_rows(descriptions(loaded), where, {}, ontology, [], exact=True)
    said = {row.file: (row, list(one.quads)) for row, one in rows}
    return _Held(said, everything, version)


def _read(
    files: Sequence[Path],
    source: str | None,
    held: _Held,
    ontology: Ontology,
    problems: list[Problem],
) -> list[Row]:
    tables, rows = [], []
    classes = {row.iri: [kind.iri for kind in row.classes] for row, _ in held.said.values()}
    for path in dict.fromkeys(files):
        suffix = path.suffix.lower()
        if suffix in FORMATS:
            quads = read_rdf(path, SOURCE + source if source else None, held.everything, problems)
            found = typed_rows(
                descriptions(quads), str(path), classes, ontology, problems, exact=False
            )
            rows += [row for row, _ in found]
        elif suffix in TABLES:
            tables += read_file(path, problems)
        else:
            known = ", ".join([*TABLES, *FORMATS])
            what = Text(f"不读后缀为“{suffix}”的文件", f"files ending in “{suffix}” are not read")
            hint = Text(f"可用：{known.replace(', ', '、')}", f"known: {known}")
            problems.append(Problem(str(path), 0, "", what, hint))
    for row in rows:
        if row.is_a(CLAIM) and row.source is None and _claims(row):
            what = Text("没有来源", "no source states it")
            hint = Text("写进 source/编号 这个图", "put it into the graph source/ID")
            problems.append(row.problem("", what, hint))
    return [*read_rows(tables, ontology, problems), *rows]


def _claims(row: Row) -> bool:
    """Whether a row says more than what something is called."""
    return any(cell.property.iri not in NAMED for cell in row.cells)


def _checked(
    new: list[Row],
    held: _Held,
    texts: Path | None,
    ontology: Ontology,
    problems: list[Problem],
) -> tuple[_Said, tuple[Problem, ...]]:
    """Every row with what it says, and the notes that apply to nothing."""
    stored = [row for row, _ in held.said.values()]
    told = {row.iri for row in stored if row.is_a(NOTE)}
    speaking = {(row.iri, row.source) for row in stored}
    notes: list[Problem] = []
    faults: list[Problem] = []
    rows = edited([*stored, *(row for row in new if row.iri not in told)], ontology, faults, notes)
    # A correction that was made finds nothing to correct, and stays.
    kept = {row.file for row in rows}
    rows += [row for row in stored if row.file not in kept]
    known = known_things(rows, ontology)
    documents = read_documents([row for row in rows if row.is_a(SOURCE_CLASS)])
    said: _Said = []
    for row in rows:
        before = held.said.get(row.file)
        if before is not None and before[0] == row:
            said.append(before)
            continue
        quads = row_quads(row, find_spans(row, documents, texts, faults), known, faults)
        news = {quad for quad in quads if quad not in held.everything}
        if (row.iri, row.source) in speaking:
            # That its source speaks of the thing is known from what else it says.
            news = {quad for quad in news if quad[1] != RDF_TYPE}
        if before is None and quads and not news:
            continue
        said.append((row, quads))
    faults += check_rows(said, ontology, faults)
    # What was in the store before is not what this load is about.
    problems += [fault for fault in faults if fault.file not in held.said]
    return said, tuple(sorted(note for note in notes if note.file not in held.said))
