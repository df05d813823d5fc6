"""`kg compare`: two plans side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.asking.answers import Answer
from kg.cli.answers import joined, label, notes_for, say_after
from kg.cli.bilingual import argument, language
from kg.cli.bilingual import command as declare
from kg.cli.completion import complete_concept
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import (
    cited,
    cited_heads,
    format_option,
    print_json,
    print_table,
    print_values,
)
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Compared

__all__ = ["command"]

ASPECTS = {
    "area": Text("方面", "areas"),
    "field": Text("领域", "fields"),
    "named": Text("任务点名", "named by tasks"),
    "pairing": Text("结对", "pairings"),
}
ONLY = {
    None: Text("两份都有", "in both"),
    "one": Text("只有甲有", "only in A"),
    "other": Text("只有乙有", "only in B"),
}
PLANS = (Text("甲", "A"), Text("乙", "B"))
HEADS = ("aspect", "what", "what_id", "only", "one", "other")


@declare(
    "compare",
    Text(
        "两份方案并排比较：方面、领域各有哪几项任务，任务点了谁的名，写明哪些结对；"
        "哪些只有一份有。\n\n"
        "PLAN 是方案的名称、简称（沪连方案）或编号。甲、乙两栏是任务的编号，也就是原文的任务号；"
        "不在任务里的写“正文”。",
        "Two plans side by side: which tasks have which areas and fields, whom they name, which "
        "pairings they state; and what only one of them has.\n\n"
        "PLAN is the name of a plan, for short or whole, or its id. Columns A and B hold the "
        "numbers of tasks; what a plan states outside its tasks is marked “text”.",
    ),
    "kg compare 辽苏方案 沪连方案",
    "kg compare plan/liaoning-jiangsu plan/shanghai-dalian --format csv",
    "kg --lang en compare plan/shanghai-dalian plan/shanghai-dalian-2018",
)
@argument("one", metavar="PLAN", shell_complete=complete_concept("plan"))
@argument("other", metavar="PLAN", shell_complete=complete_concept("plan"))
@format_option
@cite_option
def command(one: str, other: str, form_: str) -> None:
    """Print two plans side by side."""
    from kg import asking

    store = opened()
    answer = asking.compare(one, other, store=store)
    if form_ == "json":
        print_json(answer.content)
    elif form_ == "table":
        _print(store, answer)
    else:
        _print_values(answer, form_)
    say_after(answer, form_)


def _print(store: Store, answer: Answer[Compared]) -> None:
    lang = language()
    notes = notes_for(store)
    for letter, plan in zip(PLANS, answer.asked, strict=True):
        mark = letter.in_language(lang)
        much = Text(
            f"方面 {plan['areas']}，任务 {plan['tasks']}，保障措施 {plan['safeguards']}",
            f"areas: {plan['areas']}, tasks: {plan['tasks']}, safeguards: {plan['safeguards']}",
        )
        click.echo(
            f"{mark}  {label(plan, lang)}（{much.zh}）"
            if lang == "zh"
            else f"{mark}  {label(plan, lang)} ({much.en})"
        )
    for aspect, group in groupby(answer, key=lambda row: row["aspect"]):
        rows = list(group)
        click.echo()
        heads = [ASPECTS[aspect], *PLANS, Text("来源", "sources")]
        cells = [
            [
                label(row["what"], lang),
                *(_told(row, side, lang) for side in ("one", "other")),
                notes.mark(row["sources"], placed=False),
            ]
            for row in rows
        ]
        print_table([head.in_language(lang) for head in heads], cells)
        counts = {key: sum(row["only"] == key for row in rows) for key in ONLY}
        told = [Text(f"{ONLY[key].zh} {n}", f"{ONLY[key].en} {n}") for key, n in counts.items()]
        click.echo(joined([one.in_language(lang) for one in told], lang))
    notes.print()


def _told(row: Record, side: str, lang: str) -> str:
    """The numbers of the tasks; or that a plan has it without one; a dash where it has not."""
    if row["only"] not in (None, side):
        return "—"
    numbers = _ranges([one["number"] for one in row[side]])
    without = Text("有", "yes") if row["aspect"] == "area" else Text("正文", "text")
    return joined(numbers, lang) or without.in_language(lang)


def _ranges(numbers: Iterable[int | float | None]) -> list[str]:
    """Numbers in a row as one.

    >>> _ranges([1, 2, 3, 5, 7, 8])
    ['1–3', '5', '7', '8']
    """
    rows: list[list[int]] = []
    for number in sorted(int(one) for one in numbers if one is not None):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [
        word
        for row in rows
        for word in ([f"{row[0]}–{row[-1]}"] if len(row) > 2 else map(str, row))
    ]


def _print_values(rows: Sequence[Record], form: str) -> None:
    lang = language()
    lines = [
        [
            row["aspect"],
            label(row["what"], lang),
            row["what"]["id"],
            row["only"],
            *("|".join(str(task["number"]) for task in row[side]) for side in ("one", "other")),
            *cited(source),
        ]
        for row in rows
        for source in row["sources"]
    ]
    print_values([*HEADS, *cited_heads(HEADS)], lines, form)
