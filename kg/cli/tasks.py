"""`kg tasks`: what the plans set out to do."""

from __future__ import annotations

from kg.cli.answers import Column, few, label, print_rows, say_silence
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_concept, complete_name
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
    "kg tasks --plan plan/shanghai-dalian --field 旅游",
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
    text=Text("只列提到它的，可多次使用，须全部提到", "that mention it; all of several"),
)
@format_option
def command(
    plan: str | None, area: str | None, field: str | None, mentions: tuple[str, ...], form_: str
) -> None:
    """Print the tasks."""
    from kg.concepts import find_concept
    from kg.names import resolve
    from kg.questions.tasks import find_area, find_plan, tasks

    store = opened()
    named = [resolve(store, name)["iri"] for name in mentions]
    rows = tasks(
        store,
        plan=find_plan(store, plan) if plan else (),
        area=find_area(store, area) if area else (),
        field=find_concept(store, "field", field) if field else (),
        mentions=named,
    )
    columns = [
        Column("plan", Text("方案", "plan"), lambda row, lang: label(row["plan"], lang)),
        Column("area", Text("方面", "area"), lambda row, lang: label(row["area"], lang)),
        Column("number", Text("编号", "no."), lambda row, _: str(row["number"])),
        Column("task", Text("任务", "task"), label),
        Column("iri", None, lambda row, _: row["iri"]),
        Column(
            "mentions",
            Text("提到", "mentions"),
            # What was asked for comes first: long lists are cut.
            lambda row, lang: few(
                [
                    one[lang]
                    for one in sorted(row["mentions"], key=lambda one: one["iri"] not in named)
                ],
                lang,
            ),
            lambda row, lang: "|".join(one[lang] for one in row["mentions"]),
        ),
    ]
    heading = Text(f"任务（{len(rows)}）", f"tasks: {len(rows)}")
    print_rows(store, rows, columns, form_, heading=heading)
    if not rows:
        nothing = Text(
            "图谱中没有符合条件的任务", "The graph has no task that meets the conditions"
        )
        say_silence(store, nothing, form_)
