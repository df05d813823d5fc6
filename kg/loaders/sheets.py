"""Cells of a workbook as their editor sees them: a month without a day, a percentage, no escapes.

A spreadsheet keeps 2017-03 as the first of March and 26.9% as 0.269, and shows the one or the
other by the format of the cell. What is hidden is refused: nobody has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.errors import Problem, Text

__all__ = ["cell_text", "hidden"]

# What a format says literally, and conditions and colours: "年", \\-, _), [Red], [$-804].
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Formats of Chinese Excel that stand in a file by number only.
MONTHS, DAYS = (27, 36, 50, 52, 57), (30, 31)
# How a workbook writes what XML cannot hold: _x000D_ is a carriage return, _x005F_ a low line.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
NAMED = 5


def hidden(sheet: Any, name: str, rows: Iterable[int]) -> Iterator[Problem]:
    """What of a sheet its editor does not see: the sheet itself, or rows and columns of it."""
    if sheet.sheet_state != "visible":
        what = Text("工作表是隐藏的", "the sheet is hidden")
        yield Problem(name, 0, "", what, Text("请取消隐藏或删除", "show it or delete it"))
        return
    rows_hidden = sorted(row for row in rows if sheet.row_dimensions[row].hidden)
    columns = sorted(letter for letter, found in sheet.column_dimensions.items() if found.hidden)
    for words, found in (
        (Text("隐藏的行", "hidden rows"), [str(row) for row in rows_hidden]),
        (Text("隐藏的列", "hidden columns"), columns),
    ):
        if found:
            more = "…" if len(found) > NAMED else ""
            listed = "、".join(found[:NAMED]) + more, ", ".join(found[:NAMED]) + more
            what = Text(f"有{words.zh}：{listed[0]}", f"{words.en}: {listed[1]}")
            hint = Text(
                "请取消隐藏和筛选；不要的请删除",
                "show them and clear filters; delete what is not meant",
            )
            yield Problem(name, rows_hidden[0] if rows_hidden else 0, "", what, hint)


def cell_text(cell: Any, file: str, problems: list[Problem]) -> str | None:
    """What a cell shows, as text; None if it shows nothing that can be taken as it stands."""
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
    if isinstance(value, str):
        return _unescaped(value)
    shown = LITERAL.sub("", cell.number_format or "").lower()
    number = not isinstance(value, bool) and isinstance(value, int | float)
    known = getattr(cell._style, "numFmtId", 0)
    if number and cell.number_format == "General" and known in (*MONTHS, *DAYS):
        return _date(_moment(value), "y-m-d" if known in DAYS else "y-m")
    if cell.is_date:
        return _date(value, shown)
    if number and "%" in shown:
        return f"{_plain(Decimal(repr(value)) * 100)}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _moment(serial: float) -> Any:
    from openpyxl.utils.datetime import from_excel

    return from_excel(serial)


def _date(value: Any, shown: str) -> str:
    """A date as sharp as the format shows it."""
    if not hasattr(value, "date"):
        return str(value)
    day: str = value.date().isoformat()
    if "d" in shown or "h" in shown or "y" not in shown:
        return day
    return day[:7] if "m" in shown else day[:4]


def _plain(number: Decimal) -> str:
    """A number without exponent and without zeros that say nothing.

    >>> _plain(Decimal("26.900")), _plain(Decimal("1E+2"))
    ('26.9', '100')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unescaped(text: str) -> str:
    r"""A text without the escapes of workbooks; line ends are one character.

    >>> _unescaped("甲_x000D_\n乙 a_x005F_x0041_")
    '甲\n乙 a_x0041_'
    """
    found = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return found.replace("\r\n", "\n").replace("\r", "\n")
