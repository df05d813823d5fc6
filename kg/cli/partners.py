"""`kg partners`: which partners of X."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from kg.cli.answers import all_option, joined, label, print_answer
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import complete_class, complete_name, name_argument
from kg.cli.limits import limit_options
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.cli.partner_columns import partner_columns
from kg.cli.partner_groups import arrange
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]


# So many partners that lie in others are named in the heading.
NESTED = 3


@declare(
    "partners",
    Text(
        "某个地方、园区或机构有哪些合作方。\n\n"
        "NAME 可写简体或繁体全称、简称、拼音、英文或编号；不唯一的名称会列出候选。"
        "领域、形式、阶段可写中文、英文或编号，上级概念包括下级。",
        "Which partners a place, park or organization has.\n\n"
        "NAME may be a full or short name in simplified or traditional characters, pinyin, "
        "English or an id; an ambiguous name is answered with the candidates. Fields, forms and "
        "stages are given by label or id; a concept covers its narrower ones.",
    ),
    "kg partners 大连市",
    "kg partners 盘锦 --format json",
    "kg partners 辽宁 --below --field 旅游",
    "kg partners 大连 --kind agreement --with 丹东 --level City",
    "kg partners 喀什 --supporter --mechanism 对口支援",
    "kg partners 上海 --as-of 2018-06 --known-by 2018-12",
    "kg --lang en partners Dalian --below --stage signed",
)
@name_argument("name")
@option(
    "--with",
    "also",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("只列与 NAME 共有的合作方，可多次使用", "only partners shared with NAME; repeatable"),
)
@option(
    "--level",
    multiple=True,
    metavar="CLASS",
    shell_complete=complete_class,
    text=Text("合作方的类别，如 省级、地级、县级、园区", "class of the partner: City, Park …"),
)
@option(
    "--kind",
    metavar="KIND",
    default="pairing",
    text=Text(
        "关系种类：pairing 结对（默认）、agreement 共同签署协议、event 共同参加活动，或 all 全部",
        "pairing (by default), agreement or event in common, or all",
    ),
)
@option(
    "--supporter",
    is_flag=True,
    text=Text("只列支援 NAME 的合作方", "only partners that support NAME"),
)
@option(
    "--supported",
    is_flag=True,
    text=Text("只列受 NAME 支援的合作方", "only partners that NAME supports"),
)
@option("--below", is_flag=True, text=Text("加上辖内各方的合作方", "also of what lies inside"))
@option("--above", is_flag=True, text=Text("加上上级的合作方", "also of what it lies in"))
@limit_options
@format_option
@cite_option
@all_option
def command(name: str, form_: str, **given: Any) -> None:
    """Print the partners of one entity."""
    from kg import asking

    store = opened()
    answer = asking.partners(name, **given, store=store)
    kind = answer.facts["kind"]
    nested, group = arrange(store, answer, kind) if form_ == "table" else ({}, None)
    full: Mapping[str, Record] = {}
    if form_ == "table":
        from kg.questions.namesakes import told_in_full

        full = told_in_full(store, [*answer.asked, *(row["partner"] for row in answer)])
    columns = partner_columns(store, answer, kind, nested, full)
    asked = [full.get(one["iri"], one) for one in answer.asked]
    heading = _heading(asked, answer, nested, in_groups=group is not None)
    print_answer(store, answer, columns, form_, heading=heading, group=group)


def _heading(
    asked: list[Record], rows: list[Record], nested: Mapping[str, Set[str]], *, in_groups: bool
) -> Text:
    """Whose partners, how many, in how many rows if some stand in several; who lies in whom."""
    count = len({row["partner"]["iri"] or row["partner"]["zh"] for row in rows})
    noun = "partner" if count == 1 else "partners"
    much = Text(str(count), f"{count} {noun}")
    if len(asked) > 1:
        much = Text(str(count), f"{count} shared {noun}")
    if count < len(rows):
        much = Text(f"{count} 个，共 {len(rows)} 条", f"{much.en} in {len(rows)} rows")
        if in_groups:
            much = Text(
                f"{count} 个，按机制和轮次分列 {len(rows)} 条",
                f"{much.en}, by mechanism and round",
            )
    if nested:
        names = {row["partner"]["iri"]: row["partner"] for row in rows if row["partner"]["iri"]}
        told = [
            Text(
                f"{names[inner]['zh']}在{joined([names[one]['zh'] for one in around], 'zh')}之内",
                f"{names[inner]['en']} in {joined([names[one]['en'] for one in around], 'en')}",
            )
            for inner, around in ((inner, sorted(nested[inner])) for inner in sorted(nested))
            if inner in names and names.keys() >= set(around)
        ]
        few = Text(f"其中 {len(nested)} 个在另一个之内", f"{len(nested)} of them inside another")
        if len(told) == len(nested) <= NESTED:
            few = Text("，".join(one.zh for one in told), ", ".join(one.en for one in told))
        much = Text(f"{much.zh}；{few.zh}", f"{much.en}; {few.en}")
    whose = _whose(asked)
    return Text(f"{whose.zh}合作方（{much.zh}）", f"{whose.en}: {much.en}")


def _whose(asked: list[Record]) -> Text:
    shared = "共同的" if len(asked) > 1 else "的"
    names = [label(one, "zh") for one in asked], [label(one, "en") for one in asked]
    return Text("与".join(names[0]) + shared, " and ".join(names[1]))
