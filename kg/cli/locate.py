"""`kg locate`: the offsets of a passage in a source's raw text."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.answers import Column, print_answer
from kg.cli.bilingual import argument
from kg.cli.bilingual import command as declare
from kg.cli.folders import texts_option
from kg.cli.grep import WHAT_IS_THERE
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.errors import Text

__all__ = ["command"]


@declare(
    "locate",
    Text(
        "查一段文字在某个来源的原文中的位置：列出每一处的 start、end，以及以那里为依据的陈述。\n\n"
        "原文没有一字不差的，再不计简繁、全角半角、大小写、引号和空白找一遍，并注明。"
        "有几处就列几处，不替你选。TEXT 写 - 则从标准输入读。\n\n"
        "如 kg locate 002 盘锦市 --sources my-texts",
        "Find a passage in the raw text of a source: start and end of every place, with the "
        "claims whose evidence is there.\n\n"
        "If it stands nowhere letter by letter, characters (simplified, traditional), width, "
        "case, quotation marks and white space are ignored, and this is said. All places are "
        "listed and none is chosen. TEXT - reads standard input.\n\n"
        "As in `kg locate 002 2018 --sources my-texts`.",
    ),
    "kg locate --help",
)
@argument("source")
@argument("text")
@texts_option
@format_option
@cite_option
def command(source: str, text: str, folder: Path, form_: str) -> None:
    """Print the places."""
    from kg import asking

    store = opened()
    passage = sys.stdin.read().strip("\n") if text == "-" else text
    # CSV and TSV give start and end with the source, as of every row.
    columns = COLUMNS[2:] if form_ in ("csv", "tsv") else COLUMNS
    print_answer(store, asking.locate(source, passage, folder, store), columns, form_)


COLUMNS = (
    Column("start", Text("start", "start"), lambda row, _: str(row["start"])),
    Column("end", Text("end", "end"), lambda row, _: str(row["end"])),
    Column(
        "exact",
        Text("相符", "match"),
        lambda row, lang: (
            Text("一字不差", "exact") if row["exact"] else Text("折叠后", "folded")
        ).in_language(lang),
        lambda row, _: "true" if row["exact"] else "false",
    ),
    *WHAT_IS_THERE,
)
