"""`kg conflicts`: where sources contradict each other."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.answers import label, notes_for, say, say_after
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language
from kg.cli.completion import name_argument
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import CITED, cited, format_option, print_json, print_table, print_values
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = ["command"]


@declare(
    "conflicts",
    Text(
        "各来源说法不一的地方：每种说法各有谁说，不替你选。\n\n"
        "日期只在不可能是同一天时才算不一；NAME 只看它和提到它的。",
        "Where sources contradict each other: each value with those who say so; nothing is "
        "picked.\n\n"
        "Dates conflict only if they cannot be the same day. NAME limits the list to one thing "
        "and what names it.",
    ),
    "kg conflicts",
    "kg conflicts 大连高新区",
    "kg --lang en conflicts --format json",
)
@name_argument("name", required=False)
@format_option
@cite_option
def command(name: str | None, form_: str) -> None:
    """Print the contradictions."""
    from kg import asking

    store = opened()
    answer = asking.conflicts(name, store)
    if form_ == "json":
        print_json(answer)
    elif form_ != "table":
        _print_values(answer, form_)
    elif answer:
        _print(store, answer)
    say_after(answer, form_)


def _value(value: Any, lang: str) -> str:
    return value if isinstance(value, str) else label(value, lang)


def _print(store: Store, rows: list[Record]) -> None:
    from kg.ontology import load

    lang = language()
    say(Text(f"说法不一（{len(rows)}）", f"contradictions: {len(rows)}"))
    click.echo()
    notes = notes_for(store)
    cells = []
    for row in rows:
        term = load().column(row["property"])
        for number, found in enumerate(row["values"]):
            lead = [label(row["subject"], lang), term.label.in_language(lang) if term else ""]
            value = _value(found["value"], lang)
            cells.append(
                [*(lead if number == 0 else ["", ""]), value, notes.mark(found["sources"])]
            )
        if row["reason"]:
            why = Text("（编者：", "(editors: "), Text("）", ")")
            cells.append(
                ["", "", label(row["reason"], lang).join(one.in_language(lang) for one in why), ""]
            )
    heads = (
        Text("对象", "subject"),
        Text("属性", "property"),
        Text("说法", "value"),
        Text("来源", "sources"),
    )
    print_table([one.in_language(lang) for one in heads], cells)
    notes.print()


def _print_values(rows: list[Record], form: str) -> None:
    lang = language()
    heads = ["subject", "subject_id", "property", "value", "reason", *CITED]
    lines = [
        [
            label(row["subject"], lang),
            row["subject"]["id"],
            row["property"],
            _value(found["value"], lang),
            label(row["reason"], lang),
            *cited(source),
        ]
        for row in rows
        for found in row["values"]
        for source in found["sources"]
    ]
    print_values(heads, lines, form)
