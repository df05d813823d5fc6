"""The hops of a path as words: who stands in which relation to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kg.errors import Text
from kg.questions.path.called import again, called

__all__ = ["Hop", "clauses", "phrase"]


class _Phrases(NamedTuple):
    """How a relation reads, from its subject to its object.

    ``along`` and ``against``: {a} is where the reader comes from, {b} where the hop leads; without
    ``against``, ``along`` is read from the subject all the same. ``both``: {a} and {b} are objects
    of one subject {m}; ``alike``: subjects of one object {m}. Without these, each hop is told by
    itself.
    """

    along: Text
    against: Text | None = None
    both: Text | None = None
    alike: Text | None = None


PHRASES = {
    "Pairing": _Phrases(Text("{a}与{b}结对", "{a} is paired with {b}")),
    "PolicyTransfer": _Phrases(Text("{b}借鉴{a}的做法", "{b} learns from {a}")),
    "PersonnelExchange": _Phrases(Text("{a}向{b}派出人员", "{a} sends people to {b}")),
    "Participation": _Phrases(
        Text("{a}参与{b}", "{a} takes part in {b}"),
        alike=Text("{a}与{b}都参与{m}", "{a} and {b} both take part in {m}"),
    ),
    "within": _Phrases(
        Text("{a}位于{b}", "{a} is in {b}"),
        alike=Text("{a}与{b}同在{m}", "{a} and {b} are both in {m}"),
    ),
    "sameUnitAs": _Phrases(Text("{a}与{b}是同一单位", "{a} and {b} are one unit")),
    # What `within` says of a department.
    "department": _Phrases(
        Text("{a}隶属{b}", "{a} belongs to {b}"),
        alike=Text("{a}与{b}同属{m}", "{a} and {b} both belong to {m}"),
    ),
    "signatory": _Phrases(
        Text("{a}由{b}签署", "{a} was signed by {b}"),
        Text("{a}签署{b}", "{a} signed {b}"),
        Text("{a}与{b}同为{m}的签署方", "{a} and {b} both signed {m}"),
        Text("{a}与{b}均由{m}签署", "{a} and {b} were both signed by {m}"),
    ),
    "party": _Phrases(
        Text("{a}涉及{b}", "{a} involves {b}"),
        Text("{a}是{b}的当事方", "{a} is a party to {b}"),
        Text("{m}涉及{a}与{b}", "{m} involves both {a} and {b}"),
        Text("{a}与{b}都涉及{m}", "{a} and {b} both involve {m}"),
    ),
    "participant": _Phrases(
        Text("{a}有{b}参加", "{a} is attended by {b}"),
        Text("{a}参加{b}", "{a} takes part in {b}"),
        Text("{a}与{b}都参加{m}", "{a} and {b} both take part in {m}"),
        Text("{a}与{b}都有{m}参加", "{a} and {b} are both attended by {m}"),
    ),
    "organizer": _Phrases(
        Text("{a}由{b}主办", "{a} is organized by {b}"),
        Text("{a}主办{b}", "{a} organizes {b}"),
        Text("{a}与{b}同为{m}的主办方", "{a} and {b} both organize {m}"),
        Text("{a}与{b}均由{m}主办", "{a} and {b} are both organized by {m}"),
    ),
    "coOrganizer": _Phrases(
        Text("{a}由{b}承办", "{a} is carried out by {b}"),
        Text("{a}承办{b}", "{a} carries out {b}"),
        Text("{a}与{b}同为{m}的承办方", "{a} and {b} both carry out {m}"),
        Text("{a}与{b}均由{m}承办", "{a} and {b} are both carried out by {m}"),
    ),
    "speaker": _Phrases(
        Text("{b}在{a}上演讲", "{b} speaks at {a}"),
        both=Text("{a}与{b}都在{m}上演讲", "{a} and {b} both speak at {m}"),
        alike=Text("{m}在{a}和{b}上都演讲", "{m} speaks at both {a} and {b}"),
    ),
    "mentions": _Phrases(
        Text("{a}提到{b}", "{a} mentions {b}"),
        both=Text("{m}同时提到{a}与{b}", "{m} mentions both {a} and {b}"),
        alike=Text("{a}与{b}都提到{m}", "{a} and {b} both mention {m}"),
    ),
    "partOf": _Phrases(
        Text("{a}属于{b}", "{a} is part of {b}"),
        Text("{a}包括{b}", "{a} includes {b}"),
        alike=Text("{a}与{b}同属{m}", "{a} and {b} are both part of {m}"),
    ),
    "statedIn": _Phrases(
        Text("{a}载于{b}", "{a} is stated in {b}"),
        Text("{a}载有{b}", "{a} states {b}"),
        alike=Text("{a}与{b}同载于{m}", "{a} and {b} are both stated in {m}"),
    ),
    "place": _Phrases(
        Text("{a}的地点是{b}", "{a} takes place in {b}"),
        both=Text("{m}的地点有{a}与{b}", "{m} takes place in both {a} and {b}"),
        alike=Text("{a}与{b}的地点都是{m}", "{a} and {b} both take place in {m}"),
    ),
    "issuer": _Phrases(
        Text("{a}由{b}发布", "{a} was issued by {b}"),
        Text("{a}发布{b}", "{a} issued {b}"),
        Text("{a}与{b}同为{m}的发布机关", "{a} and {b} both issued {m}"),
        Text("{a}与{b}均由{m}发布", "{a} and {b} were both issued by {m}"),
    ),
    "approvedBy": _Phrases(
        Text("{a}由{b}批准", "{a} was approved by {b}"),
        Text("{a}批准{b}", "{a} approved {b}"),
        alike=Text("{a}与{b}均由{m}批准", "{a} and {b} were both approved by {m}"),
    ),
    "adoptedAt": _Phrases(Text("{a}在{b}上审议通过", "{a} was adopted at {b}")),
    "proposedBy": _Phrases(
        Text("{a}由{b}提出", "{a} was proposed by {b}"),
        Text("{a}提出{b}", "{a} proposed {b}"),
        alike=Text("{a}与{b}均由{m}提出", "{a} and {b} were both proposed by {m}"),
    ),
    "basedOn": _Phrases(
        Text("{a}以{b}为依据", "{a} is based on {b}"),
        both=Text("{m}以{a}与{b}为依据", "{m} is based on both {a} and {b}"),
        alike=Text("{a}与{b}都以{m}为依据", "{a} and {b} are both based on {m}"),
    ),
    "member": _Phrases(
        Text("{a}的成员有{b}", "{b} is a member of {a}"),
        Text("{a}是{b}的成员", "{a} is a member of {b}"),
        Text("{a}与{b}同为{m}的成员", "{a} and {b} are both members of {m}"),
        Text("{a}与{b}都以{m}为成员", "{m} is a member of both {a} and {b}"),
    ),
    "operator": _Phrases(
        Text("{a}由{b}运营", "{a} is run by {b}"),
        Text("{a}运营{b}", "{a} runs {b}"),
        Text("{a}与{b}同为{m}的运营方", "{a} and {b} both run {m}"),
        Text("{a}与{b}均由{m}运营", "{a} and {b} are both run by {m}"),
    ),
    "originPlace": _Phrases(
        Text("{a}的原籍地是{b}", "{a} comes from {b}"),
        alike=Text("{a}与{b}的原籍地都是{m}", "{a} and {b} both come from {m}"),
    ),
    "hostPlace": _Phrases(
        Text("{a}驻在{b}", "{a} is based in {b}"),
        alike=Text("{a}与{b}同驻{m}", "{a} and {b} are both based in {m}"),
    ),
    "connects": _Phrases(
        Text("{a}连接{b}", "{a} leads to {b}"),
        both=Text("{m}连接{a}与{b}", "{m} connects {a} and {b}"),
        alike=Text("{a}与{b}都通到{m}", "{a} and {b} both lead to {m}"),
    ),
    "series": _Phrases(
        Text("{a}属于{b}", "{a} is one of {b}"),
        Text("{a}包括{b}", "{a} includes {b}"),
        alike=Text("{a}与{b}同属{m}", "{a} and {b} both belong to {m}"),
    ),
    "affiliation": _Phrases(
        Text("{a}任职于{b}", "{a} holds an office at {b}"),
        Text("{a}有{b}任职", "{b} holds an office at {a}"),
        Text("{a}与{b}都有{m}任职", "{m} holds an office at both {a} and {b}"),
        Text("{a}与{b}都任职于{m}", "{a} and {b} both hold an office at {m}"),
    ),
    "distinctFrom": _Phrases(Text("{a}不同于{b}", "{a} is distinct from {b}")),
}


class Hop(NamedTuple):
    """One step: the attributes of the two nodes and of the edge, and whether it is walked along."""

    here: Mapping[str, Any]
    there: Mapping[str, Any]
    edge: Mapping[str, Any]
    along: bool


def clauses(hops: Sequence[Hop]) -> list[tuple[Text, Sequence[Hop]]]:
    """A path as clauses, each with the hops it tells: one, or two that mirror each other."""
    found: list[tuple[Text, Sequence[Hop]]] = []
    before: list[Mapping[str, Any]] = []
    said: tuple[Any, list[Text]] = (None, [])
    rest = list(hops)
    while rest:
        told = rest[: 2 if len(rest) > 1 and _mirrored(*rest[:2]) else 1]
        nodes = [told[0].here, *(hop.there for hop in told)]
        # What has just been named in full is that agreement, that event.
        names = [again(nodes[0], before) if before else called(nodes[0]), *map(called, nodes[1:])]
        # The day of an event is told once and not with each who took part.
        now = told[-1].edge["claim"], _details(told[-1].edge)
        details = [] if now == said else now[1]
        found.append((_with_details(phrase(told, names), details), told))
        before, rest, said = nodes, rest[len(told) :], now
    return found


def phrase(told: Sequence[Hop], names: Sequence[Text]) -> Text:
    """The words for one hop, or for two that mirror each other, without details.

    Args:
        told: the hops.
        names: what their nodes are called, in the order in which they are passed.

    Example:
        >>> edge = {"relation": "partOf", "zh": "属于", "en": "part of", "symmetric": False}
        >>> plan, area = {"type": "Plan"}, {"type": "Area"}
        >>> names = [Text("《方案》", "the Plan"), Text("“教育”", "“Education”")]
        >>> phrase([Hop(plan, area, edge, along=False)], names)
        Text(zh='《方案》包括“教育”', en='the Plan includes “Education”')
    """
    first = told[0]
    known = _phrases(first)
    if len(told) == 2:
        a, m, b = names
        return _filled((known.alike if first.along else known.both) or known.along, a=a, b=b, m=m)
    here, there = names
    if first.along or first.edge["symmetric"]:
        return _filled(known.along, a=here, b=there)
    if known.against:
        return _filled(known.against, a=here, b=there)
    return _filled(known.along, a=there, b=here)


def _phrases(hop: Hop) -> _Phrases:
    edge = hop.edge
    outer = hop.there if hop.along else hop.here
    if edge["relation"] == "within" and "Organization" in outer.get("types", ()):
        return PHRASES["department"]
    fallback = Text(f"{{a}}的“{edge['zh']}”是{{b}}", f"{{a}} has {{b}} as its “{edge['en']}”")
    return PHRASES.get(edge["relation"], _Phrases(fallback))


def _mirrored(first: Hop, second: Hop) -> bool:
    """Whether two hops are one relation of the node between them, told in one clause."""
    if first.edge["relation"] != second.edge["relation"] or first.along == second.along:
        return False
    known = _phrases(first)
    # A day that belongs to one of two events is not said of both.
    return bool(known.alike if first.along else known.both) and (
        _details(first.edge) == _details(second.edge)
    )


def _filled(pattern: Text, **names: Text) -> Text:
    zh = pattern.zh.format(**{key: name.zh for key, name in names.items()})
    return Text(zh, pattern.en.format(**{key: name.en for key, name in names.items()}))


def _with_details(words: Text, details: Sequence[Text]) -> Text:
    if not details:
        return words
    zh, en = "，".join(one.zh for one in details), ", ".join(one.en for one in details)
    return Text(f"{words.zh}（{zh}）", f"{words.en} ({en})")


def _details(edge: Mapping[str, Any]) -> list[Text]:
    """Form, stage and beginning, where an edge has them: signed is not the same as supported."""
    concepts = [concept for concept in (edge.get("form"), edge.get("stage")) if concept]
    found = [Text(concept["zh"], concept["en"]) for concept in concepts]
    if edge.get("from") and edge["relation"] != "within":
        found.append(Text(str(edge["from"]), str(edge["from"])))
    return found
