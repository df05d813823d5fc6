"""`kg figures`: what was reported, as of when."""

from __future__ import annotations

from typing import Any

from kg.cli.answers import Column, counted, label, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_class, complete_concept, complete_name
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text
from kg.remarks import remark
from kg.sparql import Store

__all__ = ["command"]


@declare(
    "figures",
    Text(
        "来源报告的数字：照录原文写法，写明口径、阶段和截至日期；从不相加。\n\n"
        "--about X 也列出 X 参与的结对、协议、活动、项目和方案的数字，X 所运营设施的，"
        "以及从 X 来、到 X 去的，“对象”一栏写明是哪一个；X 是任务或方案的，列出它写到的。",
        "The figures that sources report, as printed, with basis, stage and as-of date; nothing "
        "is ever added up.\n\n"
        "--about X also gives the figures of the pairings, agreements, events, projects and plans "
        "that X takes part in, of the facilities it operates, and of what came from X or went to "
        "it; the column “about” says which. Of a task or plan, those that it states.",
    ),
    "kg figures --about 大连",
    "kg figures --about 大连 --as-of 2018-12 --stage 签约",
    "kg figures --class 项目",
    "kg --lang en figures --indicator signed-projects --format csv",
)
@option(
    "--about",
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("数字说的是谁", "what the figures are about"),
)
@option(
    "--below",
    is_flag=True,
    text=Text(
        "加上辖内各方的，以及在当地的项目和活动的",
        "also of what lies inside, and of projects and events there",
    ),
)
@option(
    "--class",
    "of_class",
    metavar="CLASS",
    shell_complete=complete_class,
    text=Text("只列这一类对象的，如 项目、活动、设施与平台", "only of subjects of this class"),
)
@option(
    "--indicator",
    metavar="INDICATOR",
    shell_complete=complete_concept("indicator"),
    text=Text("指标", "the indicator"),
)
@option(
    "--stage",
    metavar="STAGE",
    shell_complete=complete_concept("stage"),
    text=Text("阶段", "the stage"),
)
@option(
    "--as-of",
    metavar="DATE",
    text=Text(
        "每个对象、指标、阶段只列到这一天为止最近的一个，未注明日期的也列出",
        "per subject, indicator and stage the latest up to then; undated ones are kept",
    ),
)
@format_option
@cite_option
def command(form_: str, **given: Any) -> None:
    """Print the figures."""
    from kg import asking

    store = opened()
    answer = asking.figures(**given, store=store)
    columns = _columns(store, answer.asked[0] if answer.asked else None)
    print_answer(store, answer, columns, form_, heading=counted(Text("数字", "figures"), answer))


def _columns(store: Store, subject: Record | None) -> list[Column]:
    from kg.questions.classes import class_labels

    kinds = class_labels(store)

    def about(row: Record, lang: str) -> str:
        name = label(row["about"], lang)
        if subject is None or row["about"]["iri"] == subject["iri"]:
            return name
        # What X takes part in, where a figure is about that and not about X itself.
        if (words := kinds.get(row["about"]["type"])) is None:
            return name
        kind = words.in_language(lang)
        return f"{name}（{kind}）" if lang == "zh" else f"{name} ({kind})"

    def term(key: str) -> Column:
        heads = {
            "indicator": Text("指标", "indicator"),
            "stage": Text("阶段", "stage"),
            "unit": None,
            "qualifier": None,
        }
        return Column(key, heads[key], lambda row, lang: label(row[key], lang))

    def number(key: str) -> Column:
        return Column(key, None, lambda row, _: row[key])

    return [
        Column("about", Text("对象", "about"), about, lambda row, lang: label(row["about"], lang)),
        Column("iri", None, lambda row, _: row["iri"]),
        term("indicator"),
        Column("printed", Text("原文写法", "as printed"), lambda row, _: row["printed"] or ""),
        number("value"),
        number("lower"),
        number("upper"),
        term("qualifier"),
        term("unit"),
        term("stage"),
        Column(
            "asOf",
            Text("截至", "as of"),
            lambda row, lang: row["asOf"] or Text("未注明", "undated").in_language(lang),
            lambda row, _: row["asOf"],
        ),
        Column(
            "basis",
            Text("口径", "basis"),
            lambda row, lang: remark(row["basis"] or "", lang),
            lambda row, _: row["basis"] or "",
        ),
    ]
