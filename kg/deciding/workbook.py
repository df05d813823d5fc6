"""Drafts as a workbook: sheets that are tables, to be mended in a spreadsheet and then built."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from kg.deciding.forms import form_of, rows_of
from kg.formulas import harmless
from kg.loaders.fitting import Loaded
from kg.loaders.headers import blank_table
from kg.loaders.rows import RESERVED
from kg.loaders.workbook import VALUES, drop_down, term_of
from kg.namespaces import identifier
from kg.ontology import Property

__all__ = ["drafts_workbook"]

# The column that the loader leaves to people.
REMARK = "备注"
# Rows that get drop-downs beyond those that are filled.
SPARE = 200
WIDEST = 40


def drafts_workbook(
    drafts: Sequence[Mapping[str, Any]], loaded: Loaded, within: Mapping[str, str]
) -> bytes:
    """A workbook with a sheet for each table: the drafts, and before them what is new in them.

    What is deleted is refused; what stays is taken in when the file lies in a data folder. The
    column 备注 has the words, the rule and how sure it is; cells with allowed values have them as
    drop-downs.

    Args:
        drafts: of claims, each with its ``source``.
        loaded: what there is.
        within: ids of places by their full names.
    """
    import openpyxl

    sheets: dict[str, list[dict[str, str]]] = {}
    made: dict[str, str] = {}
    for draft in drafts:
        _, rows = rows_of(form_of(draft), draft["source"], loaded, within, made)
        rows[-1][1][REMARK] = _remark(draft)
        for stem, cells in rows:
            sheets.setdefault(stem, []).append(cells)
    book = openpyxl.Workbook()
    values = book.active
    values.title = VALUES
    for stem, rows_ in sorted(sheets.items()):
        _sheet(book, stem, rows_, loaded, values)
    # What is to be read comes last, what is to be mended first.
    book.move_sheet(values, len(sheets))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _remark(draft: Mapping[str, Any]) -> str:
    sure = "存疑" if draft["certainty"] == "doubtful" else "写明"
    known = "；图谱里已有" if draft["known"] else ""
    differs = "；与图谱不一" if draft.get("contradicts") else ""
    return f"“{draft['quote']}”（{sure}；规则 {draft['rule']}{known}{differs}）"


def _sheet(
    book: Any, stem: str, rows: Sequence[Mapping[str, str]], loaded: Loaded, values: Any
) -> None:
    from openpyxl.styles import Font

    filled = {header for row in rows for header in row}
    usual = blank_table(stem).headers
    headers = [head for head in usual if head in filled or head not in RESERVED]
    headers += [head for head in RESERVED if head in filled and head not in headers]
    headers += sorted(filled - {*headers, REMARK}) + ([REMARK] if REMARK in filled else [])
    # What is filled stands where it can be seen, the id first.
    headers.sort(key=lambda head: (head != "id", head not in filled))
    sheet = book.create_sheet(stem)
    sheet.append(headers)
    for row in rows:
        sheet.append([harmless(_shown(row.get(head, ""), head, stem, loaded)) for head in headers])
    sheet.freeze_panes = "B2"
    for number, head in enumerate(headers, start=1):
        column = [sheet.cell(line, number) for line in range(1, len(rows) + SPARE + 2)]
        for cell in column:
            # Text, so that no date and no leading zero is made something else.
            cell.number_format = "@"
        column[0].font = Font(bold=True)
        longest = max((len(str(cell.value or "")) for cell in column), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(WIDEST, longest + 4)
        area = f"{column[0].column_letter}2:{column[0].column_letter}{sheet.max_row}"
        drop_down(sheet, area, _term(stem, head, loaded), loaded.ontology, values)


def _term(stem: str, head: str, loaded: Loaded) -> Property | None:
    return None if head == REMARK else term_of(stem, head, loaded.ontology)


def _shown(text: str, head: str, stem: str, loaded: Loaded) -> str:
    """Allowed values by their names, which the loader reads as well."""
    term = _term(stem, head, loaded)
    if not term or not term.scheme or not text:
        return text
    labels = {identifier(iri): one.label.zh for iri, one in loaded.ontology.concepts.items()}
    return "|".join(labels.get(one, one) for one in text.split("|"))
