"""Empty tables as a workbook: cells are text, values drop down, each column explains itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from kg.errors import Text
from kg.loaders.headers import Blank, blank_table
from kg.loaders.rows import RESERVED
from kg.namespaces import COOP
from kg.ontology import Ontology, Property, load

__all__ = ["VALUES", "blank_workbook", "drop_down", "term_of"]

# The sheet that the loader leaves to people.
VALUES = "说明"
# So many rows below the header have drop-downs and help.
ROWS = 1000
# What a spreadsheet program shows of a help line.
LONGEST = 250
KEYS = {
    "id": Text(
        "编号：类/拼音，如 pairing/qingdao-dingxi；同一编号、同一来源只一行。",
        "The id: kind/words, as pairing/qingdao-dingxi; one row for an id and a source.",
    ),
    "source": Text("来源的编号，见 sources 表。", "The id of the source, as in the table sources."),
    "type": Text("更窄的类，如 City；不知道就空着。", "A narrower class, as City; may be empty."),
    "start": Text(
        "原文依据从第几个字符起；写了 quote 就不必写。", "First character; not with quote."
    ),
    "end": Text("原文依据到第几个字符止；写了 quote 就不必写。", "Last character; not with quote."),
    "quote": Text("从原文照抄的一段，程序据此找到位置。", "Words copied from the text: the place."),
    "locator": Text("给人看的位置，如 第3段、表2。", "The place for people: 第3段, 表2."),
    "exception": Text(
        "依据里没有名称或数字的，说明缘故。", "Why the words hold no name or figure."
    ),
}


def term_of(stem: str, header: str, ontology: Ontology) -> Property | None:
    """What a header means in a table; None for the key and the evidence."""
    if header in RESERVED or stem not in ontology.tables:
        return None
    named = ontology.columns(header)
    kind = ontology.tables[stem].name
    fitting = (term for term in named if ontology.is_a(COOP + kind, term.domain))
    return next(fitting, next(iter(named), None))


def blank_workbook(
    names: Sequence[str], *, chinese: bool = False, everything: bool = False
) -> bytes:
    """A workbook with an empty sheet for each table, and one that lists allowed values.

    Args:
        names: of the classes or tables.
        chinese: head the columns by their Chinese names.
        everything: all columns that the loader takes.
    """
    import openpyxl

    ontology = load()
    book = openpyxl.Workbook()
    values = book.active
    values.title = VALUES
    for name in names:
        plain = blank_table(name, everything=everything)
        shown = blank_table(name, chinese=chinese, everything=everything)
        _sheet(book, plain, shown, ontology, values, chinese=chinese)
    # What is to be filled comes first, what is to be read last.
    book.move_sheet(values, len(names))
    book.active = 0
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _sheet(
    book: Any, plain: Blank, shown: Blank, ontology: Ontology, values: Any, *, chinese: bool
) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(plain.stem)
    sheet.append(shown.headers)
    sheet.freeze_panes = "B2"
    for number, header in enumerate(plain.headers, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        column = sheet.column_dimensions[cell.column_letter]
        # Text, so that no date and no leading zero is made something else.
        column.number_format = "@"
        column.width = min(30, 2 * len(str(cell.value)) + 6)
        term = term_of(plain.stem, header, ontology)
        told = _help(header, term, chinese=chinese)
        area = f"{cell.column_letter}2:{cell.column_letter}{ROWS}"
        drop_down(sheet, area, term, ontology, values, told)


def _help(header: str, term: Property | None, *, chinese: bool) -> str:
    lang = "zh" if chinese else "en"
    told = KEYS[header] if header in KEYS else term.definition if term else Text("", "")
    # Terms of other vocabularies have no definition of ours; their label says enough.
    bare = told.in_language(lang) in ("", header.partition("@")[0])
    return (term.label if term and bare else told).in_language(lang)


def drop_down(
    sheet: Any, area: str, term: Property | None, ontology: Ontology, values: Any, told: str = ""
) -> None:
    """Let cells offer the values that a property allows, and say what belongs there.

    Args:
        sheet: an openpyxl sheet.
        area: the cells.
        term: the property of the column.
        ontology: the schema.
        values: the sheet on which allowed values stand.
        told: what is shown beside a cell that is chosen.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    allowed = sorted(
        one.label.zh
        for one in ontology.concepts.values()
        if term and term.scheme and one.scheme == term.scheme
    )
    if not allowed and not told:
        return
    given: dict[str, Any] = {"allow_blank": True}
    if term and allowed:
        place = _listed(values, term.label.zh, allowed)
        given |= {"type": "list", "formula1": f"'{VALUES}'!${place}$2:${place}${len(allowed) + 1}"}
    validation = DataValidation(**given)
    # Several values with | between are no value of the list.
    validation.showErrorMessage = False
    if told:
        validation.showInputMessage = True
        validation.prompt = told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
    sheet.add_data_validation(validation)
    validation.add(area)


def _listed(values: Any, name: str, allowed: Sequence[str]) -> str:
    """The column of the sheet of values that lists these; made if it is not there."""
    for column in values.iter_cols(min_row=1, max_row=1):
        if column[0].value == name:
            return str(column[0].column_letter)
    number = 1 if values.cell(1, 1).value is None else values.max_column + 1
    for line, word in enumerate([name, *allowed], start=1):
        values.cell(line, number, word)
    return str(values.cell(1, number).column_letter)
