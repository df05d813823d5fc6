"""`kg sources`: the documents that everything rests on."""

from __future__ import annotations

from kg.cli.answers import Column, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_concept
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]

INFERRED = Text("（推断）", " (inferred)")


@declare(
    "sources",
    Text(
        "列出全部来源：标题、发布者、日期（是否推断）、可靠程度、据以写入的陈述数。",
        "List every source: title, publisher, date (and whether it is inferred), reliability, "
        "and how many claims rest on it.",
    ),
    "kg sources",
    "kg sources --reliability official",
    "kg --lang en sources --format csv",
)
@option(
    "--reliability",
    multiple=True,
    metavar="KIND",
    shell_complete=complete_concept("reliability"),
    text=Text(
        "只列这类来源：官方、媒体、网页、弱来源", "only official, press, web or weak sources"
    ),
)
@format_option
@cite_option
def command(reliability: tuple[str, ...], form_: str) -> None:
    """Print the sources."""
    from kg import asking
    from kg.concepts import concept_labels

    store = opened()
    answer = asking.sources(reliability, store)
    print_answer(store, answer, _columns(concept_labels(store, "reliability")), form_)


def _issued(row: Record, lang: str) -> str:
    day = row["issued"] or Text("不详", "unknown").in_language(lang)
    return f"{day}{INFERRED.in_language(lang) if row['inferred'] else ''}"


def _columns(kinds: dict[str, Text]) -> list[Column]:
    return [
        Column("id", Text("编号", "id"), lambda row, _: row["id"]),
        Column(
            "title",
            Text("标题", "title"),
            lambda row, lang: row["titles"][lang] or row["title"],
        ),
        Column("publisher", Text("发布者", "publisher"), lambda row, _: row["publisher"] or ""),
        Column("issued", Text("日期", "date"), _issued, lambda row, _: row["issued"]),
        Column("inferred", None, lambda row, _: str(row["inferred"]).lower()),
        Column(
            "reliability",
            Text("可靠程度", "reliability"),
            lambda row, lang: kinds[row["reliability"]].in_language(lang),
            lambda row, _: row["reliability"],
        ),
        Column("claims", Text("陈述", "claims"), lambda row, _: str(row["claims"])),
    ]
