"""`kg gaps`: what the sources leave open."""

from __future__ import annotations

from kg.cli.answers import Column, counted, label, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]


@declare(
    "gaps",
    Text(
        "来源留下的空白：没有进展报告的任务、没有协议的结对、只有数目未点名的、合作方未点名的。\n\n"
        "空白说的是图谱和来源，不是说事情没有发生。",
        "What the sources leave open: tasks without report, pairings without agreement, counts "
        "with unnamed members, partners that are not named.\n\n"
        "A gap is one of the graph and its sources; it does not say that nothing happened.",
    ),
    "kg gaps --kind open",
    "kg gaps --kind group --format csv",
    "kg --lang en gaps --kind agreement",
)
@option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    text=Text(
        "只看一种：task 任务、agreement 协议、group 成组、open 未点名；可多次使用",
        "one kind only: task, agreement, group, open; may be repeated",
    ),
)
@format_option
@cite_option
def command(kinds: tuple[str, ...], form_: str) -> None:
    """Print the gaps."""
    from kg import asking

    store = opened()
    answer = asking.gaps(kinds, store)
    columns = _columns(list(answer))
    print_answer(store, answer, columns, form_, heading=counted(Text("空白", "gaps"), answer))


def _gap(row: Record, lang: str) -> str:
    from kg.questions.gaps import GAPS

    return GAPS[row["kind"]].in_language(lang)


def _columns(rows: list[Record]) -> list[Column]:
    plan = Text("方案", "plan") if any(row["plan"] for row in rows) else None
    return [
        Column("kind", Text("空白", "gap"), _gap, lambda row, _: row["kind"]),
        Column("subject", Text("对象", "subject"), lambda row, lang: label(row["subject"], lang)),
        Column("id", None, lambda row, _: row["subject"]["id"]),
        Column("plan", plan, lambda row, lang: label(row["plan"], lang)),
        Column("open", Text("说明", "what is open"), lambda row, lang: row[lang]),
    ]
