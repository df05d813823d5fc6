"""Try rows before they are written: the checks of a build, against all that is loaded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import ontology as ontologies
from kg import store as stores
from kg.errors import LoadError, Problem
from kg.loaders.building import assemble
from kg.loaders.checks import check_rows, is_pairing
from kg.loaders.evidence import Document, find_spans, read_documents
from kg.loaders.known import Known, known_things
from kg.loaders.quads import Quad, row_quads
from kg.loaders.rows import SOURCE_CLASS, Row, read_rows
from kg.loaders.stages import stacked
from kg.loaders.tables import Table, read_folder
from kg.namespaces import COOP
from kg.ontology import Ontology
from kg.resources import find
from kg.resting import collector_at_rest

__all__ = ["Loaded", "fit", "held_in", "load_all", "taken_out"]

_Said = list[tuple[Row, list[Quad]]]

WITHIN = COOP + "within"


@dataclass
class Loaded:
    """Every row of the packaged data and of folders of one's own, with what it says."""

    ontology: Ontology
    said: _Said
    known: Known
    documents: dict[str, Document]
    texts: Path | None


@collector_at_rest()
def load_all(
    data: Sequence[Path],
    texts: Path | None,
    chosen: Callable[[list[Row]], list[Row]] | None = None,
) -> Loaded:
    """Read and check everything, as a build does.

    Args:
        data: folders of one's own, after the packaged data.
        texts: where raw texts lie.
        chosen: leaves out rows before anything is checked.

    Raises:
        LoadError: with every problem.
    """
    ontology = ontologies.load()
    problems: list[Problem] = []
    folders = [read_folder(folder, problems) for folder in (find("data"), *data)]
    sets = [read_rows(tables, ontology, problems) for tables in folders]
    if chosen:
        kept = {id(row) for row in chosen([row for rows in sets for row in rows])}
        sets = [[row for row in rows if id(row) in kept] for rows in sets]
    said, _ = stacked(sets, texts, ontology, problems, [])
    if problems:
        raise LoadError(problems)
    rows = [row for row, _ in said]
    documents = read_documents([row for row in rows if row.is_a(SOURCE_CLASS)])
    return Loaded(ontology, said, known_things(rows, ontology), documents, texts)


@collector_at_rest()
def held_in(loaded: Loaded) -> ox.Store:
    """A store in memory of all that the rows say."""
    quads = [quad for _, own in loaded.said for quad in own]
    built = assemble([row for row, _ in loaded.said], quads, "")
    store = stores.create()
    store.bulk_load(io.BytesIO(built.lines), format=ox.RdfFormat.N_QUADS)
    return store


def fit(loaded: Loaded, tables: Sequence[Table]) -> list[Problem]:
    """Check further rows; if nothing is wrong with them, they are loaded from then on.

    Args:
        loaded: what there is, changed in place.
        tables: the rows, under the names of the files into which they shall go.

    Returns:
        What is wrong.
    """
    ontology = loaded.ontology
    problems: list[Problem] = []
    rows = read_rows(tables, ontology, problems)
    known = known_things([*(row for row, _ in loaded.said), *rows], ontology)
    new = [
        (
            row,
            row_quads(
                row, find_spans(row, loaded.documents, loaded.texts, problems), known, problems
            ),
        )
        for row in rows
    ]
    problems += check_rows([*_near(loaded.said, new), *new], ontology, problems)
    places = {(table.file, number) for table in tables for number, _ in table.rows}
    found = [one for one in problems if (one.file, one.row) in places or one.row < 2]
    if not found:
        loaded.said += new
        loaded.known = known
    return found


def _near(said: _Said, new: _Said) -> Iterator[tuple[Row, list[Quad]]]:
    """What new rows can be at odds with; what lies where is one question for all."""
    same = {row.iri for row, _ in new}
    wider = _speaks_of(new, WITHIN)
    pairs = any(is_pairing(row) for row, _ in new)
    for row, quads in said:
        inside = wider and any(cell.property.iri == WITHIN for cell in row.cells)
        if row.iri in same or inside or (pairs and is_pairing(row)):
            yield row, quads


def _speaks_of(said: Iterable[tuple[Row, list[Quad]]], predicate: str) -> bool:
    return any(quad[1] == predicate for _, quads in said for quad in quads)


def taken_out(loaded: Loaded, file: str, keys: set[tuple[str, str | None]]) -> list[Quad]:
    """Forget rows of a file, by IRI and source; what only they said."""
    gone = [
        one for one in loaded.said if one[0].file == file and (one[0].iri, one[0].source) in keys
    ]
    loaded.said = [one for one in loaded.said if all(one is not other for other in gone)]
    loaded.known = known_things([row for row, _ in loaded.said], loaded.ontology)
    lost = {quad for _, quads in gone for quad in quads}
    for _, quads in loaded.said:
        lost.difference_update(quads)
    return sorted(lost, key=str)
