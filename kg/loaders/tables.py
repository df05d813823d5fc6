"""Read tables: CSV files and the sheets of .xlsx workbooks, as text cells.

Whatever a spreadsheet program can do to a table is either read or refused by name: byte-order
marks, GB18030, merged cells, formulas, control characters, foreign formats, empty files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import Problem, Text, reason

__all__ = ["Table", "read_file", "read_folder"]


@dataclass(frozen=True)
class Table:
    """A table as text: ``file`` for messages, ``stem`` names the class, rows carry their number.

    Row 1 holds the headers; the numbers are those a spreadsheet shows.
    """

    file: str
    stem: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


# Spreadsheets that people have and that nothing here reads.
FOREIGN = {".xls", ".xlsb", ".xlsm", ".et", ".ods", ".numbers", ".tsv"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What is invisible at the edge of a cell is no part of it.
EDGES = " \t\r\n\u00a0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
CSV_REASONS = {
    "unexpected end of data": Text("有一个引号没有结束", "a quote is never closed"),
    "expected after": Text("引号之后还有文字", "there is text after a closing quote"),
    "field larger": Text("有一格太长", "a cell is too long"),
}


def read_folder(folder: Path, problems: list[Problem]) -> list[Table]:
    """Every table of a data folder, in the order of their names."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        what = Text("没有这个数据目录", "there is no such data folder")
        problems.append(Problem(str(folder), 0, "", what, Text("请检查 --data", "check --data")))
        return []
    tables: list[Table] = []
    before = len(problems)
    for path in paths:
        if not path.name.startswith((".", "~$")):
            tables += read_file(path, problems)
    if not tables and len(problems) == before:
        what = Text("目录里没有表", "there is no table in this folder")
        hint = Text("表是 .csv 或 .xlsx 文件，如 pairings.csv", "tables are .csv or .xlsx files")
        problems.append(Problem(str(folder), 0, "", what, hint))
    return tables


def read_file(path: Path, problems: list[Problem]) -> list[Table]:
    """The tables of one file; none if it is of another kind."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return list(_read_csv(path, problems))
    if suffix == ".xlsx":
        return list(_read_workbook(path, problems))
    if suffix in FOREIGN:
        what = Text(f"不读 {suffix} 文件", f"{suffix} files are not read")
        hint = Text("请另存为 .xlsx 或 CSV UTF-8", "save it as .xlsx or CSV UTF-8")
        problems.append(Problem(str(path), 0, "", what, hint))
    return []


def _read_csv(path: Path, problems: list[Problem]) -> Iterator[Table]:
    text = _decode(path, problems)
    if text is None:
        return
    lines: list[list[str]] = []
    try:
        lines += csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        reason = next(
            (words for sign, words in CSV_REASONS.items() if sign in str(error)),
            Text(str(error), str(error)),
        )
        what = Text(f"不是正确的 CSV：{reason.zh}", f"not well-formed CSV: {reason.en}")
        hint = Text("请检查这一行的引号是否成对", "check that the quotes of this row come in pairs")
        problems.append(Problem(str(path), len(lines) + 1, "", what, hint))
        return
    if lines and len(lines[0]) == 1 and (found := re.search("[;\t]", lines[0][0])):
        name = Text("分号", "semicolons") if found[0] == ";" else Text("制表符", "tabs")
        what = Text(f"各列用{name.zh}分隔", f"the columns are separated by {name.en}")
        hint = Text("请另存为“CSV UTF-8（逗号分隔）”", "save it as “CSV UTF-8 (comma delimited)”")
        problems.append(Problem(str(path), 1, "", what, hint))
        return
    yield from _table(str(path), path.stem, lines, problems)


def _decode(path: Path, problems: list[Problem]) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = reason(error)
        what = Text(f"读不出：{why.zh}", f"cannot be read: {why.en}")
        problems.append(Problem(str(path), 0, "", what))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        raw.decode("gb18030")
        what = Text(
            "文件不是 UTF-8，看来是 GB18030（GBK）", "not UTF-8; it looks like GB18030 (GBK)"
        )
    except UnicodeDecodeError:
        what = Text("文件不是 UTF-8", "not UTF-8")
    hint = Text(
        "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”",
        "in a spreadsheet program, save it as “CSV UTF-8 (comma delimited)”",
    )
    problems.append(Problem(str(path), line, "", what, hint))
    return None


def _read_workbook(path: Path, problems: list[Problem]) -> Iterator[Table]:
    book = _open_workbook(path, problems)
    for sheet in book.worksheets if book else ():
        name = f"{path}[{sheet.title}]"
        merged = sorted(str(area) for area in sheet.merged_cells.ranges)
        for area in merged:
            what = Text(f"{area} 是合并单元格", f"{area} are merged cells")
            hint = Text("请取消合并，每格各填各的值", "unmerge them and fill in every cell")
            problems.append(Problem(name, 0, "", what, hint))
        empty = all(cell.value is None for row in sheet.iter_rows() for cell in row)
        # What else is wrong in a sheet with merged cells may be wrong because of them; programs
        # add empty sheets of their own.
        if not merged and not (empty and len(book.worksheets) > 1):
            lines = [
                [_cell_text(cell, name, problems) for cell in row] for row in sheet.iter_rows()
            ]
            yield from _table(name, sheet.title.strip(), lines, problems)


def _open_workbook(path: Path, problems: list[Problem]) -> Any:
    import warnings
    import zipfile
    import zlib

    import openpyxl

    broken = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError)
    try:
        # openpyxl leaves a file open that it cannot read; one of ours is closed.
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
            book = openpyxl.load_workbook(file)
    except (*broken, EOFError, zlib.error, zipfile.BadZipFile):
        book = None
    # A workbook that has lost its sheets opens without complaint.
    if book is None or not book.worksheets:
        what = Text("工作簿打不开，文件可能已损坏", "the workbook cannot be opened; is it damaged?")
        hint = Text("请用 Excel 或 WPS 重新保存为 .xlsx", "save it again as .xlsx")
        problems.append(Problem(str(path), 0, "", what, hint))
        return None
    return book


def _cell_text(cell: Any, file: str, problems: list[Problem]) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in "fe":
        found = Text("是公式", "holds a formula")
        if cell.data_type == "e":
            found = Text(f"是错误值 {value}", f"holds the error {value}")
        what = Text(f"{cell.coordinate} {found.zh}", f"{cell.coordinate} {found.en}")
        hint = Text("请粘贴为数值", "paste it as a value")
        problems.append(Problem(file, cell.row, "", what, hint))
        return None
    if cell.is_date:
        return str(value.date().isoformat() if hasattr(value, "date") else value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(
    file: str, stem: str, lines: Sequence[Sequence[str | None]], problems: list[Problem]
) -> Iterator[Table]:
    grid = [tuple(cell if cell is None else cell.strip(EDGES) for cell in row) for row in lines]
    if not any(any(row) for row in grid):
        what = Text("表是空的", "the table is empty")
        hint = Text(
            "第一行应是表头，如 id,source,…；不需要的表请删除",
            "the first row holds the headers, such as id,source,…; delete tables you do not need",
        )
        problems.append(Problem(file, 0, "", what, hint))
        return
    if not any(grid[0]):
        what = Text("第一行是空的", "the first row is empty")
        hint = Text("表头要写在第一行", "the headers stand in the first row")
        problems.append(Problem(file, 1, "", what, hint))
        return
    headers = tuple(cell or "" for cell in grid[0])
    while not headers[-1]:
        headers = headers[:-1]
    rows = []
    for number, row in enumerate(grid[1:], start=2):
        cells = _row_cells(row, headers, problems, file, number)
        if cells is not None:
            rows.append((number, cells))
    yield _without_empty_columns(Table(file, stem, headers, tuple(rows)), problems)


def _row_cells(
    row: tuple[str | None, ...],
    headers: tuple[str, ...],
    problems: list[Problem],
    file: str,
    number: int,
) -> tuple[str, ...] | None:
    """The cells of a row, as many as headers; None if it is empty or has been refused."""
    cells = tuple(cell for cell in row if cell is not None)
    if len(cells) < len(row) or not any(cells):
        return None
    if any(cells[len(headers) :]):
        what = Text(
            f"有 {len(cells)} 格，表头只有 {len(headers)} 列",
            f"{len(cells)} cells under {len(headers)} headers",
        )
        hint = Text(
            "请补上表头；CSV 中含逗号的内容要加引号，多个值用 | 分隔",
            "add the headers; in CSV, quote text that holds commas and separate values by |",
        )
        problems.append(Problem(file, number, "", what, hint))
        return None
    unprintable = [i for i, cell in enumerate(cells) if CONTROL.search(cell)]
    for i in unprintable:
        what = Text("含有看不见的控制字符", "holds invisible control characters")
        problems.append(Problem(file, number, headers[i], what, Text("请重新输入", "retype it")))
    padding = ("",) * (len(headers) - len(cells))
    return None if unprintable else cells[: len(headers)] + padding


def _without_empty_columns(table: Table, problems: list[Problem]) -> Table:
    """Spreadsheets keep columns whose header and cells were emptied."""
    nameless = [i for i, header in enumerate(table.headers) if not header]
    for i in nameless:
        if any(cells[i] for _, cells in table.rows):
            what = Text(f"第 {i + 1} 列有内容而没有表头", f"column {i + 1} has no header")
            hint = Text("请补上表头，或清空这一列", "give it one, or empty the column")
            problems.append(Problem(table.file, 1, "", what, hint))
    if not nameless:
        return table
    kept = [i for i, header in enumerate(table.headers) if header]
    rows = tuple((number, tuple(cells[i] for i in kept)) for number, cells in table.rows)
    return Table(table.file, table.stem, tuple(table.headers[i] for i in kept), rows)
