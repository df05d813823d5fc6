"""`kg partners`: which partners of X."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.cli.answers import joined, label, print_rows, say, say_silence
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import complete_class, complete_name, name_argument
from kg.cli.kinds import Kinds
from kg.cli.limits import limit_options
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.cli.partner_columns import KIND_WORDS, partner_columns
from kg.entities import Record
from kg.errors import KGError, Text

__all__ = ["command"]


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
    type=Kinds(KIND_WORDS | {"all": Text("全部", "all")}),
    default="pairing",
    text=Text(
        "关系种类：结对、共同签署协议、共同参加活动，或全部",
        "pairings, common agreements, common events, or all",
    ),
)
@option("--below", is_flag=True, text=Text("加上辖内各方的合作方", "also of what lies inside"))
@option("--above", is_flag=True, text=Text("加上上级的合作方", "also of what it lies in"))
@limit_options
@format_option
def command(
    name: str,
    also: tuple[str, ...],
    level: tuple[str, ...],
    kind: str,
    below: bool,
    above: bool,
    form_: str,
    **limits: Any,
) -> None:
    """Print the partners of one entity."""
    from kg.conditions import conditions
    from kg.names import resolve
    from kg.questions.partners import partners

    store = opened()
    entity = resolve(store, name)
    others = [resolve(store, other) for other in also]
    _refuse_twice([entity, *others])
    rows = partners(
        store,
        entity["iri"],
        kind,
        also=[other["iri"] for other in others],
        below=below,
        above=above,
        level=_classes(store, level),
        limits=conditions(store, **limits),
    )
    limited = bool(level or any(limits.values()))
    if rows:
        columns = partner_columns(store, rows, kind)
        print_rows(store, rows, columns, form_, heading=_heading([entity, *others], rows))
    else:
        print_rows(store, rows, [], form_) if form_ == "json" else None
        say_silence(store, _nothing([entity, *others], kind, limited), form_, entity)
        if form_ == "table" and not (others or limited or below or above):
            _hint_at_circle(store, entity, kind)
    if kind == "pairing" and form_ == "table" and entity["type"] != "Pairing":
        _hint_at_others(store, entity)


def _refuse_twice(asked: list[Record]) -> None:
    for number, one in enumerate(asked):
        if one["iri"] in {other["iri"] for other in asked[:number]}:
            raise KGError(
                Text(f"{one['zh']}写了两次", f"{one['en']} is given twice"),
                hint=Text("--with 后面写另一方", "--with takes somebody else"),
            )


def _classes(store: ox.Store, level: tuple[str, ...]) -> list[str]:
    if not level:
        return []
    from kg.questions.classes import find_class, levels

    return [find_class(store, one, levels(store)) for one in level]


def _heading(asked: list[Record], rows: list[Record]) -> Text:
    """Whose partners, how many, and in how many rows if some stand in several."""
    count = len({row["partner"]["iri"] or row["partner"]["zh"] for row in rows})
    noun = "partner" if count == 1 else "partners"
    much = Text(str(count), f"{count} {noun}")
    if len(asked) > 1:
        much = Text(str(count), f"{count} shared {noun}")
    if count < len(rows):
        much = Text(f"{count} 个，共 {len(rows)} 条", f"{much.en} in {len(rows)} rows")
    whose = _whose(asked)
    return Text(f"{whose.zh}合作方（{much.zh}）", f"{whose.en}: {much.en}")


def _whose(asked: list[Record]) -> Text:
    shared = "共同的" if len(asked) > 1 else "的"
    names = [label(one, "zh") for one in asked], [label(one, "en") for one in asked]
    return Text("与".join(names[0]) + shared, " and ".join(names[1]))


def _nothing(asked: list[Record], kind: str, limited: bool) -> Text:
    whose = _whose(asked)
    zh = "符合条件的" if limited else ""
    en = " that meets the conditions" if limited else ""
    if len(asked) > 1:
        noun = (
            Text("结对伙伴", "pairing partner") if kind == "pairing" else Text("合作方", "partner")
        )
        return Text(
            f"图谱中没有{whose.zh}{zh}{noun.zh}",
            f"The graph has no {noun.en} shared by {whose.en}{en}",
        )
    noun = Text("结对关系", "pairing") if kind == "pairing" else Text("合作方", "partner")
    owner = label(asked[0], "zh") + (zh or "的")
    return Text(f"图谱中没有{owner}{noun.zh}", f"The graph has no {noun.en} of {whose.en}{en}")


def _hint_at_others(store: ox.Store, entity: Record) -> None:
    from kg.questions.partners import count_partners

    lang = language()
    words = {
        "agreement": Text("共同签署协议", "common agreements"),
        "event": Text("共同参加活动", "common events"),
    }
    found = {kind: count_partners(store, entity["iri"], kind) for kind in words}
    listed = joined(
        [f"{words[kind].in_language(lang)} {count}" for kind, count in found.items() if count],
        lang,
    )
    if listed:
        hint = Text(
            f"另有伙伴：{listed}（加 --kind all 查看）",
            f"Others, by {listed} (see --kind all)",
        )
        say(hint, err=True)


def _hint_at_circle(store: ox.Store, entity: Record, kind: str) -> None:
    """Where there are partners if there are none here: inside, or in what it lies in."""
    from kg.questions.partners import partners

    for name, where in (
        ("below", Text("辖内各方", "inside")),
        ("above", Text("上级", "in what it lies in")),
    ):
        rows = partners(store, entity["iri"], kind, below=name == "below", above=name == "above")
        if count := len({(row["partner"]["iri"], row["partner"]["zh"]) for row in rows}):
            hint = Text(
                f"{where.zh}有合作方 {count} 个（加 --{name} 查看）",
                f"Partners {where.en}: {count} (see --{name})",
            )
            say(hint, err=True)
