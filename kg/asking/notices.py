"""What is said beside the rows: what it means that there are none, what they rest on, what else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.asking.answers import Notice
from kg.entities import Record
from kg.errors import Text
from kg.namespaces import FROM_SOURCE, ID, identifier
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.conditions import Conditions
    from kg.records import PartnerRow

__all__ = [
    "among",
    "called_otherwise",
    "circle",
    "cut",
    "lying_inside",
    "none",
    "nothing_shared",
    "other_kinds",
    "silence",
    "stand_for",
]

NAMED = 5
OTHER_KINDS = {
    "agreement": Text("共同签署协议", "common agreements"),
    "event": Text("共同参加活动", "common events"),
}
CIRCLES = {
    "below": Text("辖内各方", "inside"),
    "above": Text("上级", "in what it lies in"),
}


# What limits an answer, as people call it.
GIVEN = {
    "area": Text("方面", "area"),
    "as_of": Text("当时有效", "as of"),
    "class": Text("类", "class"),
    "field": Text("领域", "field"),
    "form": Text("形式", "form"),
    "indicator": Text("指标", "indicator"),
    "kind": Text("种类", "kind"),
    "known_by": Text("发布不晚于", "known by"),
    "level": Text("级别", "level"),
    "mentions": Text("提到", "mentions"),
    "plan": Text("方案", "plan"),
    "programme": Text("合作计划", "programme"),
    "reliability": Text("可靠程度", "reliability"),
    "side": Text("一方为", "side"),
    "source": Text("来源", "source"),
    "stage": Text("阶段", "stage"),
    "words": Text("文字", "words"),
}


USES = f"""
SELECT DISTINCT ?name ?graph ?first ?last WHERE {{
  GRAPH ?graph {{ ?use coop:about $item ; coop:nameText ?name }} {FROM_SOURCE}
  OPTIONAL {{ GRAPH ?graph {{ ?use coop:asOf ?first ; coop:asOfLatest ?last }} }}
}}"""


def called_otherwise(store: Store, typed: str, entity: Record) -> Iterator[Notice]:
    """That a name is one that a source used, and as of when, where it is not the name today."""
    from kg.names import fold, simplified

    # Most type the name of today: for that nothing has to be known of other characters.
    if typed in entity["zh"]:
        return
    key = fold(simplified(typed))
    if not key or key.isascii() or key in fold(entity["zh"]):
        return
    item = ox.NamedNode(entity["iri"])
    for row in select(store, USES, item=item):
        if fold(simplified(row["name"].value)) == key:
            source = identifier(row["graph"].value)
            day = dates.show(row["first"].value, row["last"].value) if "first" in row else None
            when = Text(f"（{day}）", f" ({day})") if day else Text("", "")
            name, now = row["name"].value, entity
            told = Text(
                f"“{name}”是来源 {source} 所用的名称{when.zh}，今名{now['zh']}",
                f"“{name}” is the name in source {source}{when.en}, today {now['en']}",
            )
            yield Notice("about", told)
            return
    from kg.entities import describe
    from kg.names.former import former_units

    for unit in former_units(typed):
        if unit.successor != entity["iri"]:
            continue
        went = describe(store, unit.absorbed_by)
        rest = [went[iri] for iri in unit.absorbed_by if iri in went]
        zh, en = ("、".join(one["zh"] for one in rest), ", ".join(one["en"] for one in rest))
        partly = Text(f"，部分划入{zh}" if rest else "", f", parts went to {en}" if rest else "")
        told = Text(
            f"“{unit.name}”是旧名（用至{unit.decided}），今为{entity['zh']}{partly.zh}",
            f"“{unit.name}” was its name until {unit.decided}, today {entity['en']}{partly.en}",
        )
        yield Notice("about", told)
        return


def silence(
    store: Store,
    what: Text,
    entity: Record | None = None,
    *,
    given: Mapping[str, Any] | None = None,
    limits: Conditions | None = None,
) -> Notice:
    """That the graph has no answer, what was looked at, and what that means.

    Args:
        store: what was asked.
        what: what the graph does not have, without a full stop.
        entity: what was asked about; said to be a mere place name if no source speaks of it.
        given: the conditions, as they were written.
        limits: the conditions, as they were read: they may limit which sources are heard.
    """
    from kg.conditions import EVERYTHING
    from kg.entities import in_gazetteer
    from kg.questions.silence import looked_at, mentioned_by

    sources = looked_at(store, limits or EVERYTHING)
    count, first = len(sources), sources[:NAMED]
    zh = "已查 " + "、".join(first) + (f" 等 {count} 个来源" if count > NAMED else "")
    more = f" and {count - NAMED} more sources" if count > NAMED else ""
    en = "looked at: " + ", ".join(first) + more
    if not sources:
        zh, en = "没有符合条件的来源可查", "no source meets the conditions"
    conditions = _conditions(given or {})
    if conditions.zh:
        zh, en = f"条件：{conditions.zh}；{zh}", f"conditions: {conditions.en}; {en}"
    unknown = Text("", "")
    if entity is not None and not mentioned_by(store, entity["iri"]):
        unknown = Text(
            f"{entity['zh']}在地名表中，但没有来源提到它。",
            f" {entity['en'] or entity['zh']} is in the gazetteer, but no source speaks of it.",
        )
        if not in_gazetteer(store, [entity["iri"]]):
            unknown = Text(
                f"没有来源提到{entity['zh']}。",
                f" No source speaks of {entity['en'] or entity['zh']}.",
            )
    words = Text(
        f"{what.zh}。{unknown.zh}（{zh}；图谱里没有，不等于没有这回事）",
        f"{what.en}.{unknown.en} ({en}; absence from the graph is not denial)",
    )
    return Notice("silence", words)


def _conditions(given: Mapping[str, Any]) -> Text:
    """Conditions in words: 领域 旅游，阶段 终止."""
    told = []
    for name, value in given.items():
        words = [str(one) for one in ([value] if isinstance(value, str) else value or ())]
        if words:
            known = GIVEN.get(name, Text(name, name))
            told.append(Text(f"{known.zh} {'、'.join(words)}", f"{known.en} {', '.join(words)}"))
    return Text("，".join(one.zh for one in told), ", ".join(one.en for one in told))


def none(
    store: Store, rows: Sequence[Record], zh: str, en: str, **given: str | Sequence[str] | None
) -> Iterator[Notice]:
    """That nothing meets the conditions, where there is nothing."""
    if not rows:
        what = f"图谱中没有符合条件的{zh}", f"The graph has no {en} that meets the conditions"
        yield silence(store, Text(*what), given=given)


def cut(count: int) -> Notice:
    """That more rows fit than are shown."""
    return Notice("left_out", Text(f"还有 {count} 个", f"{count} more"), ("limit", "N"))


def nothing_shared(
    asked: Sequence[Record], kind: str, *, limited: bool, joined: bool = False
) -> Text:
    """Whose partners the graph does not have; who are ``joined`` lack others only."""
    noun = Text("结对关系", "pairing") if kind == "pairing" else Text("合作方", "partner")
    fits = Text("符合条件的", " that meets the conditions") if limited else Text("", "")
    names = [one["zh"] for one in asked], [one["en"] or one["zh"] for one in asked]
    if len(asked) == 1:
        return Text(
            f"图谱中没有{names[0][0]}{fits.zh or '的'}{noun.zh}",
            f"The graph has no {noun.en} of {names[1][0]}{fits.en}",
        )
    if joined and not limited:
        return Text(
            f"图谱中没有与{'、'.join(names[0])}都有这种关系的第三方",
            f"The graph has no third party so related to {' and '.join(names[1])}",
        )
    if kind == "pairing":
        noun = Text("结对伙伴", "pairing partner")
    return Text(
        f"图谱中没有{'与'.join(names[0])}共同的{fits.zh}{noun.zh}",
        f"The graph has no {noun.en} shared by {' and '.join(names[1])}{fits.en}",
    )


def among(store: Store, asked: Sequence[Record], kind: str, limits: Conditions) -> Iterator[Notice]:
    """Who of those asked about are partners of each other: what they share is another question."""
    from kg.conditions import EVERYTHING
    from kg.questions.partners import partners

    one, *others = asked
    rows, fitting = (partners(store, one["iri"], kind, limits=by) for by in (EVERYTHING, limits))
    for other in others:
        if found := [row for row in rows if row["partner"]["iri"] == other["iri"]]:
            noun = Text("结对伙伴", "paired") if kind == "pairing" else Text("合作方", "partners")
            how = _how(found)
            words = Text(
                f"{one['zh']}与{other['zh']}互为{noun.zh}（{how.zh}）",
                f"{one['en']} and {other['en']} are {noun.en} themselves ({how.en})",
            )
            if not any(row["partner"]["iri"] == other["iri"] for row in fitting):
                words = Text(
                    f"{words.zh}，但不符合所给的条件",
                    f"{words.en}, but not under the conditions given",
                )
            yield Notice("about", words)


def _how(rows: Sequence[PartnerRow]) -> Text:
    """In which form, how far, who says so and where more is told, of few or of many."""
    said = [term for row in rows for term in (row["form"], row["stage"]) if term]
    sources = list(dict.fromkeys(source["id"] for row in rows for source in row["sources"]))
    more = len(sources) > NAMED
    claims = " ".join(row["claim"].removeprefix(ID) for row in rows[:1])
    zh = [*dict.fromkeys(term["zh"] for term in said)]
    en = [*dict.fromkeys(term["en"] for term in said)]
    zh += ["来源 " + "、".join(sources[:NAMED]) + (f" 等 {len(sources)} 个" if more else "")]
    en += ["sources " + ", ".join(sources[:NAMED]) + (f" and {len(sources) - NAMED} more" * more)]
    return Text(f"{'，'.join(zh)}；见 kg show {claims}", f"{', '.join(en)}; see kg show {claims}")


def lying_inside(more: int, what: Text) -> Iterator[Notice]:
    """That what lies inside has more."""
    if more:
        words = f"辖内各方另有 {more} {what.zh}", f"Inside, {more} more {what.en}"
        yield Notice("hint", Text(*words), ("below", None))


def stand_for(one: Record, members: Sequence[Record]) -> Notice:
    """That a region's members are meant, and who they are."""
    zh, en = "、".join(each["zh"] for each in members), ", ".join(each["en"] for each in members)
    words = f"{one['zh']}的成员（须全部签署）：{zh}", f"Members of {one['en']}, all of them: {en}"
    return Notice("about", Text(*words))


def other_kinds(store: Store, entity: Record) -> Iterator[Notice]:
    """Partners of other kinds than pairing."""
    from kg.questions.partners import count_partners

    counts = count_partners(store, entity["iri"], but="pairing")
    found = [(OTHER_KINDS.get(kind, Text(kind, kind)), count) for kind, count in counts.items()]
    if found:
        zh = "、".join(f"{words.zh} {count}" for words, count in found)
        en = ", ".join(f"{words.en} {count}" for words, count in found)
        words = Text(f"另有伙伴：{zh}", f"Others, by {en}")
        yield Notice("hint", words, ("kind", "all"))


def circle(store: Store, entity: Record, kind: str) -> Iterator[Notice]:
    """Where there are partners if there are none here: inside, or in what it lies in."""
    from kg.questions.partners import partners

    for name, where in CIRCLES.items():
        rows = partners(store, entity["iri"], kind, below=name == "below", above=name == "above")
        if count := len({(row["partner"]["iri"], row["partner"]["zh"]) for row in rows}):
            words = Text(f"{where.zh}有合作方 {count} 个", f"Partners {where.en}: {count}")
            yield Notice("hint", words, (name, None))
    yield from _of_members(store, entity, kind)
    yield from _in_projects(store, entity)


def _of_members(store: Store, entity: Record, kind: str) -> Iterator[Notice]:
    """How many partners the members of a region have: they have not them together."""
    from kg.questions.nesting import members
    from kg.questions.partners import partners

    found = members(store, entity["iri"])
    rows = [row for one in found for row in partners(store, one["iri"], kind)]
    if count := len({(row["partner"]["iri"], row["partner"]["zh"]) for row in rows}):
        zh = "、".join(one["zh"] for one in found[:NAMED]) + "等" * (len(found) > NAMED)
        en = ", ".join(one["en"] for one in found[:NAMED]) + " …" * (len(found) > NAMED)
        words = (
            f"成员（{zh}）有合作方 {count} 个，请逐个查询",
            f"Its members ({en}) have {count} partners: ask for each",
        )
        yield Notice("hint", Text(*words))


def _in_projects(store: Store, entity: Record) -> Iterator[Notice]:
    """With whom it is in one project: no pairing, but not nothing either."""
    from kg.questions.silence import in_one_project

    if others := in_one_project(store, entity["iri"]):
        zh = "、".join(one["zh"] for one in others[:NAMED]) + "等" * (len(others) > NAMED)
        en = ", ".join(one["en"] for one in others[:NAMED]) + " …" * (len(others) > NAMED)
        see = f"kg show {entity['id']}"
        words = f"同为项目当事方：{zh}（见 {see}）", f"Party to the same project: {en} (see {see})"
        yield Notice("hint", Text(*words))
