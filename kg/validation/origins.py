"""Where in the tables a claim comes from: what a check finds is said of file, row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import LoadError, Problem, Text
from kg.loaders.rows import Row, read_rows
from kg.loaders.tables import read_folder
from kg.namespaces import identifier
from kg.ontology import load
from kg.resources import find

__all__ = ["Origins", "is_packaged", "read_origins", "told"]

# (claim or entity, source or None) -> the row that says it.
Origins = Mapping[tuple[str, str | None], Row]


def read_origins(data: Sequence[Path] = ()) -> Origins:
    """Read the tables again, the packaged ones first and those of ``data`` after.

    Raises:
        LoadError: if they cannot be read.

    Example:
        >>> from kg.namespaces import ID, SOURCE
        >>> row = read_origins()[ID + "pairing/panjin-wuxi", SOURCE + "002"]
        >>> Path(row.file).name, row.reserved["locator"]
        ('pairings.csv', '辽宁—江苏方案·任务7')
    """
    problems: list[Problem] = []
    tables = [table for folder in (find("data"), *data) for table in read_folder(folder, problems)]
    rows = read_rows(tables, load(), problems)
    if problems:
        raise LoadError(problems)
    return {(row.iri, row.source): row for row in rows}


def is_packaged(origins: Origins, source: str) -> bool:
    """Whether a source came with the packaged data."""
    row = origins.get((source, None))
    return row is not None and Path(row.file).parent == find("data")


def told(
    origins: Origins,
    subject: str,
    source: str | None,
    column: str,
    what: Text,
    hint: Text | None = None,
) -> Problem:
    """A problem of the row that says something of ``subject``, named as well as it can be.

    Without its row (a store loaded from RDF, or other tables than those it was built from) the
    ids stand for it. ``column`` is a property's column or a reserved one.
    """
    row = origins.get((subject, source)) or origins.get((subject, None))
    if row is not None:
        return row.problem(_as_written(row, column), what, hint)
    where = identifier(subject)
    if source is not None:
        where = f"{identifier(source)}: {where}"
    return Problem(where, 0, column, what, hint)


def _as_written(row: Row, column: str) -> str:
    """The header as the table has it: 合作方 where the table says 合作方."""
    written = [cell.header for cell in row.cells if cell.property.header == column]
    return written[0] if written else column
