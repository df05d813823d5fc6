"""Add tables and RDF to a store: what a build of everything together would have given.

New rows are read and checked as a further data set, over what the store says of the things that
they touch. The store is changed in a checkpoint of the build in use, which becomes the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg import store as stores
from kg.errors import LoadError, NoStoreError, Problem, StoreError, Text
from kg.loaders.building import Progress
from kg.loaders.derive import ontology_quads
from kg.loaders.descriptions import descriptions, typed_rows
from kg.loaders.earlier import Earlier
from kg.loaders.going import taken_out
from kg.loaders.needed import refuse_what_is_needed
from kg.loaders.quads import Quad, as_quad
from kg.loaders.rdf import FORMATS, read_rdf
from kg.loaders.removing import take_out
from kg.loaders.revising import description, put_in, revised
from kg.loaders.rows import SOURCE_CLASS, Row, read_rows
from kg.loaders.stages import Settled, settle
from kg.loaders.stored import in_store, stated
from kg.loaders.tables import read_file, read_folder
from kg.namespaces import CLAIM, DATASET, PREFIXES, RDF_TYPE, SOURCE, SOURCES, identifier
from kg.ontology import Ontology
from kg.resting import collector_at_rest
from kg.seals import changed_meanwhile

__all__ = ["Added", "add"]

NAMED = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "definition")}
BUILD = f"SELECT ?build {{ GRAPH <{SOURCES}> {{ <{DATASET}> dcterms:identifier ?build }} }}"
TABLES = (".csv", ".xlsx")


@dataclass(frozen=True)
class Added:
    """What a load did: rows that were new, stored ones that it corrected, the build in use.

    ``replaced`` are the ids of sources of which what they said before went.
    """

    rows: int
    corrected: int
    present: int
    info: dict[str, Any]
    notices: tuple[Problem, ...]
    replaced: tuple[str, ...] = ()


@collector_at_rest()
def add(
    location: str | Path,
    files: Sequence[Path],
    *,
    source: str | None = None,
    replace: bool = False,
    texts: Path | None = None,
    progress: Progress | None = None,
) -> Added:
    """Add tables (.csv, .xlsx) and RDF to a store.

    Args:
        location: the store directory; readers of the build before are not disturbed. Or the
            address of an endpoint, which gets the graphs that have changed.
        files: the tables and RDF files; of a folder, its tables.
        source: id of the source that says what stands in no graph of an RDF file.
        replace: take out first what the sources of these rows said before.
        texts: folder of raw texts in which quotes are located.
        progress: called with a step's name, its number and the number of steps.

    Returns:
        What was added; a load of what is there already changes nothing.

    Raises:
        LoadError: with every problem of every file; the store is then what it was.
        StoreError: if there is no store to add to, it was edited, or it changed meanwhile.
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
    info = _info(location, base)
    ontology = ontologies.load()
    problems: list[Problem] = []
    store = _opened(location, ontology)
    shares = stores.open_shares(location) if isinstance(base, Path) else None
    earlier = in_store(store, str(location), ontology, shares)
    rows = _read(files, source, store, earlier, ontology, problems)
    step("check", 2, 4)
    if replace and (gone := _stated_by(rows, store)):
        return _replaced(location, base, info, rows, gone, texts, problems, progress)
    notices: list[Problem] = []
    now = settle(rows, earlier, texts, ontology, problems, notices)
    if problems:
        raise LoadError(problems)
    present = now.present - len(notices)
    told = tuple(sorted(notices))
    if not now.fresh and not now.mended and not now.noted:
        return Added(0, 0, present, info, told)
    step("derive", 3, 4)
    info = _changed(location, base, store, info, now, ontology, progress)
    return Added(len(now.fresh), len(now.mended), present, info, told)


def _stated_by(rows: Iterable[Row], store: ox.Store) -> frozenset[str]:
    """The sources of rows that the store has already."""
    named = {row.source for row in rows if row.source}
    named |= {row.iri for row in rows if row.is_a(SOURCE_CLASS)}
    return frozenset(iri for iri in named if any(stated(store, iri, RDF_TYPE, None, SOURCES)))


def _replaced(
    location: str | Path,
    base: object,
    info: dict[str, Any],
    rows: Sequence[Row],
    sources: frozenset[str],
    texts: Path | None,
    problems: list[Problem],
    progress: Progress | None,
) -> Added:
    """Take out what sources said, and put in what they say now, in one change."""
    if not isinstance(base, Path):
        raise StoreError(
            Text("只能在本机的图谱目录里换来源", "sources can be replaced in a directory only"),
            where=str(location),
            hint=Text("请用 kg build 重建后发送", "build anew and send it by `kg build`"),
        )
    step = progress or (lambda *_: None)
    where, ontology = str(location), ontologies.load()
    before = stores.open_local(location), stores.open_shares(location)
    going = taken_out(*before, sources, where, notes=False)
    notices: list[Problem] = []
    done: list[Settled] = []

    def work(quads: ox.Store, shares: ox.Store) -> dict[str, Any] | None:
        left = take_out(quads, shares, info, going, ontology)
        now = settle(
            rows, in_store(quads, where, ontology, shares), texts, ontology, problems, notices
        )
        if problems:
            raise LoadError(problems)
        step("derive", 3, 4)
        after = put_in(quads, shares, left, now, ontology)
        refuse_what_is_needed(before, (quads, shares), going, ontology, where)
        done.append(now)
        return None if after["build"] == info["build"] else after

    after = revised(location, base, work, progress)
    told = tuple(sorted(notices))
    if after is None:
        return Added(0, 0, len(rows), info, told)
    replaced = tuple(identifier(iri) for iri in sorted(sources))
    return Added(len(done[0].fresh), len(done[0].mended), 0, after, told, replaced)


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
    if stores.is_remote(location):
        return {"build": state, "classes": {}, "sources": 0, "triples": 0}
    return description(location)


def _opened(location: str | Path, ontology: Ontology) -> ox.Store:
    """The store, or what an endpoint holds."""
    if not stores.is_remote(location):
        return stores.open_local(location)
    found = [
        quad
        for quad in stores.each(stores.open_store(location))
        if isinstance(quad.graph_name, ox.NamedNode)
    ]
    if not {as_quad(quad) for quad in ontology_quads(ontology)} <= set(found):
        raise stores.other_ontology(location)
    store = stores.create()
    store.bulk_extend(found)
    return store


def _changed(
    location: str | Path,
    before: object,
    store: ox.Store,
    info: dict[str, Any],
    now: Settled,
    ontology: Ontology,
    progress: Progress | None,
) -> dict[str, Any]:
    """Change what is there, if it still is what it was when it was read."""
    if isinstance(before, Path):

        def work(quads: ox.Store, shares: ox.Store) -> dict[str, Any]:
            return put_in(quads, shares, info, now, ontology)

        return revised(location, before, work, progress) or info
    from kg.loaders.upload import upload

    held = stores.dump(store)
    after = put_in(store, None, info, now, ontology)
    if _state(location) != before:
        raise changed_meanwhile(location)
    lines = stores.dump(store)
    upload(str(location), lines, progress, before=held)
    return {**after, "triples": lines.count(b"\n")}


def _read(
    files: Sequence[Path],
    source: str | None,
    store: ox.Store,
    earlier: Earlier,
    ontology: Ontology,
    problems: list[Problem],
) -> list[Row]:
    tables, rows = [], []
    for path in dict.fromkeys(files):
        suffix = path.suffix.lower()
        if path.is_dir():
            tables += read_folder(path, problems)
        elif suffix in FORMATS:
            quads = read_rdf(path, SOURCE + source if source else None, earlier.holds, problems)
            classes = _classes(store, quads)
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


def _classes(store: ox.Store, quads: Iterable[Quad]) -> dict[str, set[str]]:
    """The classes that the store gives to what is spoken of."""
    return {
        iri: {term.value for _, _, term, _ in stated(store, iri, RDF_TYPE)}
        for iri in {quad[0] for quad in quads}
    }


def _claims(row: Row) -> bool:
    """Whether a row says more than what something is called."""
    return any(cell.property.iri not in NAMED for cell in row.cells)
