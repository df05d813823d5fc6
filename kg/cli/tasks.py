"""`kg tasks`: what the plans set out to do."""

from __future__ import annotations

from typing import Any

from kg.cli.answers import Column, all_option, counted, few, label, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_concept, complete_name
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.errors import Text

__all__ = ["command"]


@declare(
    "tasks",
    Text(
        "各方案的任务：属于哪个方面，提到谁。方案写明的是要做的事，不是已做成的事。",
        "The tasks of the plans: of which area, and whom they mention. A plan says what is to be "
        "done, not what has been done.",
    ),
    "kg tasks --mentions 盘锦",
    "kg tasks --plan 沪连方案 --field 旅游",
    "kg tasks --words 自由贸易试验区",
    "kg --lang en tasks --mentions Dalian --mentions Shanghai --format json",
)
@option(
    "--plan",
    metavar="PLAN",
    shell_complete=complete_concept("plan"),
    text=Text("只列这个方案的", "only of this plan"),
)
@option(
    "--area",
    metavar="AREA",
    shell_complete=complete_concept("area"),
    text=Text("只列这个方面的", "only of this area"),
)
@option(
    "--field",
    metavar="FIELD",
    shell_complete=complete_concept("field"),
    text=Text("只列这个领域的，含其下各级", "only in this field"),
)
@option(
    "--mentions",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_name,
    text=Text(
        "只列点它名的，可多次使用，须全部点名；没有任务点名的，改查任务的文字",
        "that name it; all of several; where no task does, their words are looked into",
    ),
)
@option(
    "--words",
    metavar="WORDS",
    text=Text(
        "只列名称、措施或所提名称里有这几个字的", "in whose name, measures or names mentioned it is"
    ),
)
@format_option
@cite_option
@all_option
def command(form_: str, **given: Any) -> None:
    """Print the tasks."""
    from kg import asking

    store = opened()
    answer = asking.tasks(**given, store=store)
    # What was asked for comes first: long lists are cut.
    named = {one["iri"] for one in answer.asked}
    for row in answer if form_ == "table" else ():
        row["mentions"].sort(key=lambda one: one["iri"] not in named)
    print_answer(store, answer, COLUMNS, form_, heading=counted(Text("任务", "tasks"), answer))


COLUMNS = (
    Column("plan", Text("方案", "plan"), lambda row, lang: label(row["plan"], lang)),
    Column("area", Text("方面", "area"), lambda row, lang: label(row["area"], lang)),
    Column("number", Text("编号", "no."), lambda row, _: str(row["number"])),
    Column("task", Text("任务", "task"), label),
    Column("iri", None, lambda row, _: row["iri"]),
    Column(
        "mentions",
        Text("提到", "mentions"),
        lambda row, lang: few([one[lang] for one in row["mentions"]], lang),
        lambda row, lang: "|".join(one[lang] for one in row["mentions"]),
    ),
)
