"""Add rows to a table of one's own, or take them out; every other line stays as it is."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from kg.errors import KGError, Text, reason
from kg.formulas import harmless
from kg.loaders.headers import blank_table
from kg.loaders.rows import RESERVED
from kg.loaders.stems import table_name
from kg.ontology import Ontology, load

__all__ = ["aligned", "append_line", "append_rows", "drop_rows", "table_file", "write_whole"]

MARK = b"\xef\xbb\xbf"


def append_rows(table: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows at the end of a table, under the headers that it has.

    A table that is not there yet gets the headers of `kg template`; a header that is missing is
    added. What a spreadsheet would compute stays text.

    Args:
        table: the CSV file; its stem names the class.
        rows: cells by header.

    Raises:
        KGError: if it is no UTF-8, or cannot be written.
    """
    for cells in rows:
        line, headers = aligned(table, cells)
        append_line(table, headers, [str(harmless(cell)) for cell in line])


def table_file(folder: Path, stem: str) -> Path:
    """The CSV of a table in a folder, which may have a Chinese name: pairings.csv, 结对关系.csv."""
    plain = folder / f"{stem}.csv"
    if plain.is_file():
        return plain
    ontology = load()
    named = sorted(folder.glob("*.csv"))
    return next((path for path in named if table_name(path.stem, ontology) == stem), plain)


def aligned(table: Path, cells: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The row under the headers that the table has, and those headers, with what was missing."""
    ontology = load()
    headers = _headers(table)
    meant = [_meaning(header, ontology) for header in headers]
    line = [""] * len(headers)
    for header, value in cells.items():
        if not value:
            continue
        wanted = _meaning(header, ontology)
        fitting = [n for n, found in enumerate(meant) if found == wanted]
        # A header without a language takes either.
        fitting += [n for n, found in enumerate(meant) if found == (wanted[0], "")]
        if fitting:
            line[fitting[0]] = value
        else:
            headers.append(header)
            meant.append(wanted)
            line.append(value)
    return line, headers


def _meaning(header: str, ontology: Ontology) -> tuple[str, str]:
    if header in RESERVED:
        return header, ""
    found = ontology.column(header.strip())
    return (found.iri if found else f"?{header}"), header.partition("@")[2].strip()


def _headers(table: Path) -> list[str]:
    if not table.is_file():
        return list(blank_table(table.stem).headers)
    first = next(csv.reader(io.StringIO(_read(table)[1], newline="")), [])
    return [header.strip() for header in first]


def _read(table: Path) -> tuple[bytes, str]:
    """The mark with which a file begins, and its text."""
    try:
        content = table.read_bytes()
        mark = MARK if content.startswith(MARK) else b""
        return mark, content.removeprefix(MARK).decode("utf-8")
    except OSError as error:
        what = reason(error, Text("读不出：", "cannot be read: "))
        raise KGError(what, where=str(table)) from error
    except UnicodeDecodeError as error:
        hint = Text("请另存为“CSV UTF-8（逗号分隔）”", "save it as “CSV UTF-8 (comma delimited)”")
        raise KGError(Text("不是 UTF-8", "not UTF-8"), where=str(table), hint=hint) from error


def append_line(table: Path, headers: Sequence[str], line: Sequence[str]) -> None:
    """Add a line; those that are there stay as they are, and so does how they end."""
    # Spreadsheet programs know UTF-8 by its mark, and write their lines so.
    mark, text = _read(table) if table.is_file() else (MARK, "\r\n")
    reader = csv.reader(io.StringIO(text, newline=""))
    first = next(reader, [])
    end = "\r\n" if re.search(r"\r\n", text) else "\n"
    if [header.strip() for header in first] != list(headers):
        rest = list(io.StringIO(text, newline=""))[reader.line_num :]
        text = _csv(headers, end) + "".join(rest)
    if text and not text.endswith(("\n", "\r")):
        text += end
    write_whole(table, mark + (text + _csv(line, end)).encode("utf-8"))


def drop_rows(table: Path, keys: Collection[tuple[str, str]]) -> int:
    """Take rows out of a table by id and source; how many were there.

    Raises:
        KGError: if it cannot be read or written.
    """
    if not table.is_file():
        return 0
    mark, text = _read(table)
    kept, dropped, before = [], 0, 0
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(io.StringIO(text, newline=""))
    place: tuple[int, int | None] | None = None
    for row in reader:
        raw = "".join(lines[before : reader.line_num])
        before = reader.line_num
        if place is None:
            heads = [header.strip() for header in row]
            place = (heads.index("id"), heads.index("source") if "source" in heads else None)
        elif _key(row, *place) in keys:
            dropped += 1
            continue
        kept.append(raw)
    if dropped:
        write_whole(table, mark + "".join(kept).encode("utf-8"))
    return dropped


def _key(row: Sequence[str], ident: int, source: int | None) -> tuple[str, str]:
    def cell(place: int | None) -> str:
        return row[place].strip() if place is not None and place < len(row) else ""

    return cell(ident), cell(source)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file where the one before was, whole or not at all.

    Raises:
        KGError: if it cannot be written.
    """
    workplace = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with workplace.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():
            shutil.copymode(path, workplace)
        workplace.replace(path)
    except OSError as error:
        what = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(what, where=str(path)) from error
    finally:
        with suppress(OSError):
            workplace.unlink()


def _csv(cells: Sequence[str], end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerow(cells)
    return text.getvalue()
