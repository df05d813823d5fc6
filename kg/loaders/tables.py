"""Read tables: CSV files and the sheets of .xlsx workbooks, as text cells.

Whatever a spreadsheet program can do to a table is either read or refused by name: byte-order
marks, GB18030, merged cells, formulas, control characters, foreign formats, empty files.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.characters import INVISIBLE
from kg.errors import KGError, Problem, Text
from kg.loaders.sheets import cell_text, hidden
from kg.texts.files import opened, read_bytes

__all__ = ["MAX_BYTES", "Table", "read_file", "read_folder"]


@dataclass(frozen=True)
class Table:
    """A table as text: ``file`` for messages, ``stem`` names the class, rows carry their number.

    Row 1 holds the headers; the numbers are those a spreadsheet shows.
    """

    file: str
    stem: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


MAX_BYTES = 512_000_000
LONGEST_CELL = 131_072
# A workbook is read whole; as XML, one cell takes about 50 bytes, in memory about 500.
MAX_UNPACKED = 200_000_000
MAX_CELLS = 5_000_000
# Sheets in which people write to themselves.
NOTES = {"备注", "说明", "填写说明", "使用说明", "note", "notes", "readme"}
# Spreadsheets that people have and that nothing here reads.
FOREIGN = {".xls", ".xlsb", ".xlsm", ".et", ".ods", ".numbers", ".tsv"}
# What lies beside the tables and is none: the decisions on drafts, the plan of what is coded,
# and what became of units that are gone.
BESIDE = {"decisions.csv", "sampling.csv", "former_units.csv"}
# What is invisible at the edge of a cell is no part of it.
EDGES = " \t\r\n\u00a0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
# What the library may raise over a workbook that is none.
BROKEN = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
)
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
        if not path.name.startswith((".", "~$")) and path.name not in BESIDE:
            tables += read_file(path, problems)
    if not tables and len(problems) == before:
        what = Text("目录里没有表", "there is no table in this folder")
        hint = Text("表是 .csv 或 .xlsx 文件，如 pairings.csv", "tables are .csv or .xlsx files")
        problems.append(Problem(str(folder), 0, "", what, hint))
    return tables


def read_file(path: Path, problems: list[Problem]) -> list[Table]:
    """The tables of one file; none if it is of another kind."""
    suffix = path.suffix.lower()
    if suffix == ".csv" and path.stem.casefold() in NOTES:
        return []
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
    # For Excel, which does not show the line.
    text = re.sub(r"\Asep=.(\r\n|\r|\n)", "", text)
    lines: list[list[str]] = []
    # Some libraries raise the limit for all who read.
    csv.field_size_limit(LONGEST_CELL)
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
        raw = read_bytes(path, MAX_BYTES)
    except KGError as error:
        problems.append(Problem(str(path), 0, "", error.what, error.hint))
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
        if sheet.title.strip().casefold() in NOTES:
            continue
        name = f"{path}[{sheet.title}]"
        merged = sorted(str(area) for area in sheet.merged_cells.ranges)
        for area in merged:
            what = Text(f"{area} 是合并单元格", f"{area} are merged cells")
            hint = Text("请取消合并，每格各填各的值", "unmerge them and fill in every cell")
            problems.append(Problem(name, 0, "", what, hint))
        # Only the cells that are there: a sheet is as large as its furthest cell, which may be one
        # that somebody only coloured. The library offers no other way to them.
        filled = [cell for cell in sheet._cells.values() if cell.value is not None]
        widths = _widths(filled)
        unseen = list(hidden(sheet, name, widths)) if filled else []
        problems += unseen
        if max(widths, default=0) + sum(widths.values()) > MAX_CELLS:
            problems.append(_far(name, filled))
            continue
        # What else is wrong in a sheet with merged cells may be wrong because of them; programs
        # add empty sheets of their own.
        if not (merged or unseen) and (filled or len(book.worksheets) == 1):
            lines = _lines(filled, widths, name, problems)
            yield from _table(name, sheet.title.strip(), lines, problems)


def _widths(filled: Iterable[Any]) -> dict[int, int]:
    """How many columns each row has, by the number of the row."""
    widths: dict[int, int] = {}
    for cell in filled:
        widths[cell.row] = max(cell.column, widths.get(cell.row, 0))
    return widths


def _far(name: str, filled: Iterable[Any]) -> Problem:
    furthest = max(filled, key=lambda cell: cell.row * cell.column)
    what = Text(
        f"{furthest.coordinate} 离表太远，整张表超过 {MAX_CELLS // 10_000} 万格",
        f"{furthest.coordinate} is too far away: the sheet has more than {MAX_CELLS:,} cells",
    )
    return Problem(name, furthest.row, "", what, Text("请删除这一格", "delete this cell"))


def _lines(
    filled: Iterable[Any], widths: dict[int, int], name: str, problems: list[Problem]
) -> list[list[str | None]]:
    lines: list[list[str | None]] = [
        [""] * widths.get(row, 0) for row in range(1, max(widths, default=0) + 1)
    ]
    for cell in sorted(filled, key=lambda cell: (cell.row, cell.column)):
        lines[cell.row - 1][cell.column - 1] = cell_text(cell, name, problems)
    return lines


def _open_workbook(path: Path, problems: list[Problem]) -> Any:
    import warnings

    import openpyxl

    try:
        # openpyxl leaves a file open that it cannot read; one of ours is closed.
        with warnings.catch_warnings(action="ignore"), opened(path, MAX_BYTES) as file:
            with zipfile.ZipFile(file) as archive:
                # No part is unpacked further than it says here.
                unpacked = sum(part.file_size for part in archive.infolist())
                merged = _merged(archive) if unpacked <= MAX_UNPACKED else 0
            if merged > MAX_CELLS:
                raise KGError(
                    Text("合并单元格太大", "the merged cells are too large"),
                    hint=Text("请取消合并，每格各填各的值", "unmerge them and fill in every cell"),
                )
            if unpacked > MAX_UNPACKED:
                raise KGError(
                    Text(
                        f"解开后超过 {MAX_UNPACKED // 1_000_000} MB",
                        f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB",
                    ),
                    hint=Text("请另存为 CSV UTF-8", "save it as CSV UTF-8"),
                )
            book = openpyxl.load_workbook(file)
    except KGError as error:
        problems.append(Problem(str(path), 0, "", error.what, error.hint))
        return None
    except BROKEN:
        book = None
    # A workbook that has lost its sheets opens without complaint.
    if book is None or not book.worksheets:
        what = Text("工作簿打不开，文件可能已损坏", "the workbook cannot be opened; is it damaged?")
        hint = Text("请用 Excel 或 WPS 重新保存为 .xlsx", "save it again as .xlsx")
        problems.append(Problem(str(path), 0, "", what, hint))
        return None
    return book


def _merged(archive: zipfile.ZipFile) -> int:
    """How many cells are merged: the library makes each of them, were it all of the sheet."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    count = 0
    for name in archive.namelist():
        if not name.endswith(".xml"):
            continue
        content = archive.read(name)
        # As UTF-16 would write it, too.
        if b"mergeCell" not in content.replace(b"\0", b""):
            continue
        events = etree.iterparse(
            io.BytesIO(content), tag="{*}mergeCell", resolve_entities=False, no_network=True
        )
        for _, element in events:
            first, top, last, bottom = range_boundaries(element.get("ref", "A1"))
            count += (last - first + 1) * (bottom - top + 1)
    return count


def _table(
    file: str, stem: str, lines: Sequence[Sequence[str | None]], problems: list[Problem]
) -> Iterator[Table]:
    grid = (tuple(cell if cell is None else cell.strip(EDGES) for cell in row) for row in lines)
    head = next(grid, ())
    if not any(head) and not any(any(row) for row in grid):
        what = Text("表是空的", "the table is empty")
        hint = Text(
            "第一行应是表头，如 id,source,…；不需要的表请删除",
            "the first row holds the headers, such as id,source,…; delete tables you do not need",
        )
        problems.append(Problem(file, 0, "", what, hint))
        return
    if not any(head):
        what = Text("第一行是空的", "the first row is empty")
        hint = Text("表头要写在第一行", "the headers stand in the first row")
        problems.append(Problem(file, 1, "", what, hint))
        return
    headers = tuple(cell or "" for cell in head)
    while not headers[-1]:
        headers = headers[:-1]
    rows = []
    for number, row in enumerate(grid, start=2):
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
    unprintable = [i for i, cell in enumerate(cells) if INVISIBLE.search(cell)]
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
