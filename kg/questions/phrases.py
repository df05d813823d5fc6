"""One hop of a path as words: who stands in which relation to whom."""

from __future__ import annotations

from typing import Any

from kg.errors import Text

__all__ = ["phrase"]

# relation -> how it reads from its subject to its object; {a} and {b} are these two.
ALONG = {
    "Pairing": Text("{a}与{b}结对", "{a} is paired with {b}"),
    "PolicyTransfer": Text("{b}借鉴{a}的做法", "{b} learns from {a}"),
    "PersonnelExchange": Text("{a}向{b}派出人员", "{a} sends people to {b}"),
    "Participation": Text("{a}参与{b}", "{a} takes part in {b}"),
    "within": Text("{a}位于{b}", "{a} lies in {b}"),
    "signatory": Text("{a}由{b}签署", "{a} was signed by {b}"),
    "party": Text("{a}涉及{b}", "{a} involves {b}"),
    "participant": Text("{a}有{b}参加", "{a} was attended by {b}"),
    "organizer": Text("{a}由{b}主办", "{a} was organized by {b}"),
    "coOrganizer": Text("{a}由{b}承办", "{a} was carried out by {b}"),
    "speaker": Text("{b}在{a}上演讲", "{b} spoke at {a}"),
    "mentions": Text("{a}提到{b}", "{a} mentions {b}"),
    "partOf": Text("{a}属于{b}", "{a} is part of {b}"),
    "statedIn": Text("{a}载于{b}", "{a} is stated in {b}"),
    "place": Text("{a}的地点是{b}", "{a} takes place in {b}"),
    "issuer": Text("{a}由{b}发布", "{a} was issued by {b}"),
    "basedOn": Text("{a}以{b}为依据", "{a} is based on {b}"),
    "member": Text("{a}的成员有{b}", "{b} is a member of {a}"),
    "operator": Text("{a}由{b}运营", "{a} is run by {b}"),
    "originPlace": Text("{a}的原籍地是{b}", "{a} comes from {b}"),
    "hostPlace": Text("{a}驻在{b}", "{a} is hosted by {b}"),
}
# The same seen from the object, {a} being the object: for those that read better that way.
AGAINST = {
    "within": Text("{a}下有{b}", "{a} contains {b}"),
    "signatory": Text("{a}签署{b}", "{a} signed {b}"),
    "participant": Text("{a}参加{b}", "{a} attended {b}"),
    "organizer": Text("{a}主办{b}", "{a} organized {b}"),
    "coOrganizer": Text("{a}承办{b}", "{a} carried out {b}"),
    "speaker": Text("{a}在{b}上演讲", "{a} spoke at {b}"),
    "partOf": Text("{a}包括{b}", "{a} includes {b}"),
    "mentions": Text("{b}提到{a}", "{a} is mentioned by {b}"),
    "issuer": Text("{a}发布{b}", "{a} issued {b}"),
    "member": Text("{a}是{b}的成员", "{a} is a member of {b}"),
    "operator": Text("{a}运营{b}", "{a} runs {b}"),
}


def phrase(data: dict[str, Any], here: Text, there: Text, along: bool) -> Text:
    """The words for one hop, walked along its direction or against it.

    Example:
        >>> words = {"relation": "within", "zh": "位于", "en": "within", "symmetric": False}
        >>> phrase(words, Text("辽宁省", "Liaoning"), Text("盘锦市", "Panjin"), along=False)
        Text(zh='辽宁省下有盘锦市', en='Liaoning contains Panjin')
    """
    relation = data["relation"]
    fallback = Text(f"{{a}}的“{data['zh']}”是{{b}}", f"{{a}} has as {data['en']} {{b}}")
    pattern = ALONG.get(relation, fallback)
    if not along and relation in AGAINST and not data["symmetric"]:
        pattern = AGAINST[relation]
    elif not along and not data["symmetric"]:
        here, there = there, here
    words = Text(pattern.zh.format(a=here.zh, b=there.zh), pattern.en.format(a=here.en, b=there.en))
    return _with_details(words, data)


def _with_details(words: Text, data: dict[str, Any]) -> Text:
    """Form, stage and beginning, where the edge has them: signed is not the same as supported."""
    parts = [data.get("form"), data.get("stage")]
    zh = [part["zh"] for part in parts if part]
    en = [part["en"] for part in parts if part]
    if data.get("from") and data["relation"] != "within":
        zh.append(str(data["from"]))
        en.append(str(data["from"]))
    if not zh:
        return words
    return Text(f"{words.zh}（{'，'.join(zh)}）", f"{words.en} ({', '.join(en)})")
