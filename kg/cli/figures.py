"""`kg figures`: what was reported, as of when."""

from __future__ import annotations

import pyoxigraph as ox

from kg.cli.answers import Column, label, print_rows, say, say_silence
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_concept, complete_name
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]


@declare(
    "figures",
    Text(
        "来源报告的数字：照录原文写法，写明口径、阶段和截至日期；从不相加。\n\n"
        "--about X 也列出 X 参与的结对、协议、活动、项目和方案的数字，以及从 X 来、到 X 去的，"
        "“对象”一栏写明是哪一个。",
        "The figures that sources report, as printed, with basis, stage and as-of date; nothing "
        "is ever added up.\n\n"
        "--about X also gives the figures of the pairings, agreements, events, projects and plans "
        "that X takes part in, and of what came from X or went to it; the column “about” says "
        "which.",
    ),
    "kg figures --about 大连",
    "kg figures --about 大连 --as-of 2018-12 --stage 签约",
    "kg --lang en figures --indicator signed-projects --format csv",
)
@option(
    "--about",
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("数字说的是谁", "what the figures are about"),
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
def command(
    about: str | None, indicator: str | None, stage: str | None, as_of: str | None, form_: str
) -> None:
    """Print the figures."""
    from kg.concepts import find_concept
    from kg.conditions import read_day
    from kg.names import resolve
    from kg.questions.figures import concerning, figures

    store = opened()
    subject = resolve(store, about) if about else None
    rows = figures(
        store,
        about={subject["iri"]} | concerning(store, subject["iri"]) if subject else (),
        indicator=find_concept(store, "indicator", indicator) if indicator else (),
        stage=find_concept(store, "stage", stage) if stage else (),
        as_of=read_day(as_of) if as_of else None,
    )
    heading = Text(f"数字（{len(rows)}）", f"figures: {len(rows)}")
    print_rows(store, rows, _columns(store, subject), form_, heading=heading)
    if not rows:
        nothing = Text(
            "图谱中没有符合条件的数字", "The graph has no figure that meets the conditions"
        )
        say_silence(store, nothing, form_, subject)
    elif form_ == "table":
        say(
            Text("（口径不同的数字不能相加）", "(figures of different basis do not add up)"),
            err=True,
        )


def _columns(store: ox.Store, subject: Record | None) -> list[Column]:
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
        Column("basis", Text("口径", "basis"), lambda row, _: row["basis"] or ""),
    ]
