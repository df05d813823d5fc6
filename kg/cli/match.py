"""`kg match`: which entities a column of names means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.asking.answers import Answer
from kg.cli.answers import Column, few, label, print_answer, say_after
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.cli.writing import write_file
from kg.entities import Record
from kg.errors import KGError, Text

if TYPE_CHECKING:
    from kg.loaders.tables import Table
    from kg.records.matching import Matched

__all__ = ["command"]

KINDS = (".csv", ".xlsx")


def _entity(row: Record, lang: str) -> str:
    return label(row["entity"], lang)


def _candidate(one: Record, lang: str) -> str:
    outer = label(one["within"], lang)
    where = (f"（{outer}）" if lang == "zh" else f" ({outer})") if outer else ""
    return label(one, lang) + where


def _candidates(row: Record, lang: str) -> str:
    return "" if row["match"] else few([_candidate(one, lang) for one in row["candidates"]], lang)


def _of(row: Record, key: str) -> Any:
    return row["entity"][key] if row["entity"] else None


NAME = Column("name", Text("名称", "name"), lambda row, _: row["name"])
GIVEN = Column("within", Text("所在地", "within"), lambda row, _: row["within"] or "")
CANDIDATES = Column(
    "kg_candidates",
    Text("候选", "candidates"),
    _candidates,
    lambda row, _: (
        "" if row["match"] else "|".join(f"{one['id']} {one['zh']}" for one in row["candidates"])
    ),
)
ADDED = [
    Column("kg_name", Text("对上的实体", "entity"), _entity),
    Column("kg_within", Text("位于", "within"), lambda row, lang: label(_of(row, "within"), lang)),
    Column("kg_id", Text("编号", "id"), lambda row, _: _of(row, "id") or ""),
    Column("kg_code", Text("代码", "code"), lambda row, _: _of(row, "code") or ""),
    Column("kg_level", None, lambda row, lang: label(_of(row, "level"), lang)),
    Column("kg_class", None, lambda row, _: _of(row, "type") or ""),
    CANDIDATES,
]


@declare(
    "match",
    Text(
        "把表格里一列名称对到图谱的实体，加上编号、全名、所在地、行政区划代码、级别。\n\n"
        "只有一个实体可指时才算对上；一名多指的列出候选，只是相似的（错字、首字母）也只作候选，"
        "由人选定。--within 指出写着所在地的那一列，用来区分同名。"
        "-o 写成新表：原有各列不动，后面加上 kg_ 开头的列。",
        "Match a column of names in a spreadsheet with the entities of the graph: id, name, what "
        "it lies in, division code, level.\n\n"
        "It is a match only if exactly one entity can be meant. Where several can, or where a name "
        "only looks alike (a typing error, initials), candidates are listed for a person to choose "
        "from. --within names the column that tells what the place lies in. -o writes a new table: "
        "all columns as they were, and behind them those that begin with kg_.",
    ),
    "kg match --help",
)
@argument("file", type=click.Path(path_type=Path), metavar="FILE.csv|FILE.xlsx")
@option(
    "--column",
    required=True,
    metavar="HEADER",
    text=Text("写着名称的那一列的表头", "the header of the column with the names"),
)
@option(
    "--within",
    metavar="HEADER",
    text=Text("写着所在地的那一列", "the column with what the place lies in"),
)
@option(
    "--class",
    "of_class",
    metavar="CLASS",
    text=Text("只在这一类里找，如 地级", "look in this class only, as City"),
)
@option(
    "-o",
    "output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    text=Text("写成 .csv 或 .xlsx；- 为标准输出", "write .csv or .xlsx; - is standard output"),
)
@option("--all", "everything", is_flag=True, text=Text("对上的也列出", "list matches as well"))
@format_option
def command(
    file: Path,
    column: str,
    within: str | None,
    of_class: str | None,
    output: Path | None,
    everything: bool,
    form_: str,
) -> None:
    """Print what could not be matched, or write the table with what was."""
    from kg import asking

    table = _read(file, column)
    names = _cells(table, column)
    places = _cells(table, within) if within else [""] * len(names)
    store = opened()
    if output:
        _check(output)
        answer = asking.match(names, places, of_class, store)
        write_file(output, _written(table, answer, output))
        say_after(answer, "json")
        return
    pairs = list(dict.fromkeys(zip(names, places, strict=True)))
    answer = asking.match([name for name, _ in pairs], [one for _, one in pairs], of_class, store)
    said = answer.notices
    columns = [NAME, *([GIVEN] if within else []), *ADDED]
    if form_ == "table" and not everything:
        answer = Answer((row for row in answer if not row["match"]), notices=lambda: said)
        columns = [column for column in columns if column not in ADDED or column is CANDIDATES]
    print_answer(store, answer, columns, form_)


def _read(file: Path, column: str) -> Table:
    """The table of the file that has the column; the first, of a workbook."""
    from kg.errors import LoadError, Problem
    from kg.loaders.tables import read_file

    problems: list[Problem] = []
    tables = read_file(file, problems)
    if len(problems) == 1:
        raise KGError(problems[0].what, where=str(file), hint=problems[0].hint)
    if problems:
        raise LoadError(problems)
    if not tables:
        what = Text("不是 .csv 或 .xlsx 文件", "is no .csv or .xlsx file")
        raise KGError(what, where=str(file))
    found = next((table for table in tables if column in table.headers), None)
    if found is None:
        raise _no_column(file, column, [head for table in tables for head in table.headers])
    return found


def _no_column(file: Path, column: str, heads: Sequence[str]) -> KGError:
    known = list(dict.fromkeys(heads))
    return KGError(
        Text(f"没有“{column}”这一列", f"there is no column “{column}”"),
        where=str(file),
        hint=Text("表头有：" + "、".join(known), "the headers are: " + ", ".join(known)),
    )


def _cells(table: Table, column: str) -> list[str]:
    if column not in table.headers:
        raise _no_column(Path(table.file), column, table.headers)
    at = table.headers.index(column)
    return [cells[at] for _, cells in table.rows]


def _check(output: Path) -> None:
    if str(output) != "-" and output.suffix.lower() not in KINDS:
        what = Text("只写 .csv 或 .xlsx 文件", "only .csv and .xlsx files are written")
        raise KGError(what, where=str(output))


def _written(table: Table, rows: Sequence[Matched], output: Path) -> bytes:
    from kg import exports
    from kg.cli.bilingual import language

    lang = language()
    heads = [*table.headers, *(column.key for column in ADDED)]
    lines = [
        [*cells, *((column.plain or column.shown)(row, lang) for column in ADDED)]
        for (_, cells), row in zip(table.rows, rows, strict=True)
    ]
    if output.suffix.lower() == ".xlsx":
        return exports.write_xlsx([exports.Table(table.stem, heads, lines)])
    return exports.write_csv(heads, lines)
