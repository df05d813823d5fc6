"""Tables as CSV for Excel and as XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple

from kg.characters import visible
from kg.errors import KGError, Text
from kg.exports.packing import packed
from kg.formulas import as_it_was, harmless

__all__ = ["Table", "read_csv", "write_csv", "write_parquet", "write_xlsx"]

BOM = "\ufeff"
WIDEST = 60
# What one cell of Excel holds.
LONGEST_CELL = 32_767
PROPERTIES = "docProps/core.xml"
WHEN = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Table(NamedTuple):
    """A named table: heads and rows of plain values, None where empty."""

    name: str
    heads: list[str]
    rows: list[list[Any]]


def write_csv(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """RFC 4180 in UTF-8, with the mark by which Excel knows it.

    A text that a spreadsheet would take for a formula (``=…``, ``+…``, ``-…``, ``@…``, and no
    number) gets a space in front: it is shown as text then. `read_csv` and the loader of
    tables take the space away again.

    >>> write_csv(["名称"], [["大连市"]]).decode("utf-8-sig").splitlines()
    ['名称', '大连市']
    """
    buffer = io.StringIO(newline="")
    lines = [[harmless(cell) for cell in row] for row in [heads, *rows]]
    csv.writer(buffer, lineterminator="\r\n").writerows(lines)
    return (BOM + buffer.getvalue()).encode("utf-8")


def read_csv(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of what ``write_csv`` wrote; empty cells are empty strings.

    >>> read_csv(write_csv(["a"], [[None], ["x"]]))
    (['a'], [[''], ['x']])
    """
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = [[as_it_was(cell) for cell in line] for line in lines]
    return rows[0], [row or [""] for row in rows[1:]]


def write_xlsx(tables: Sequence[Table]) -> bytes:
    """One sheet per table, heads frozen and filtered; text stays text and never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.append(table.heads)
        for number, row in enumerate(table.rows, 2):
            for head, cell in zip(table.heads, row, strict=False):
                if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                    raise _too_long(f"{table.name}:{number}", head)
            sheet.append([_written(cell) if isinstance(cell, str) else cell for cell in row])
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        for number, head in enumerate(table.heads, 1):
            shown = [head, *(str(row[number - 1] or "") for row in table.rows[:200])]
            width = max(sum(2 if ord(char) > 0x2E7F else 1 for char in text) for text in shown)
            sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, width + 2)
    buffer = io.BytesIO()
    book.save(buffer)
    return _timeless(buffer)


def write_parquet(table: Table) -> bytes:
    """Apache Parquet, for pandas, polars, DuckDB and R; empty cells are nulls.

    Raises:
        KGError: if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise KGError(
            Text("写 Parquet 要有 pyarrow", "Parquet needs pyarrow"),
            hint=Text("请运行 pip install pyarrow", "run `pip install pyarrow`"),
        ) from error
    columns = zip(*table.rows, strict=True) if table.rows else ([] for _ in table.heads)
    arrays = [pa.array(list(column)) for column in columns]
    buffer = io.BytesIO()
    parquet.write_table(pa.table(arrays, names=table.heads), buffer)
    return buffer.getvalue()


def _timeless(book: io.BytesIO) -> bytes:
    """The workbook without the time at which it was made: the same tables, the same bytes."""
    with zipfile.ZipFile(book) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    return packed({**files, PROPERTIES: WHEN.sub(b"", files[PROPERTIES])})


def _written(text: str) -> str:
    """As a workbook holds it: what looks like one of its escapes is escaped itself."""
    return LIKE_ESCAPE.sub("_x005F_", visible(text))


def _too_long(where: str, head: str) -> KGError:
    return KGError(
        Text(
            f"{head} 超过 {LONGEST_CELL} 个字符，Excel 的一格放不下",
            f"{head} has more than {LONGEST_CELL:,} characters, which no cell of Excel holds",
        ),
        where=where,
        hint=Text("请改存为 CSV", "save it as CSV"),
    )
