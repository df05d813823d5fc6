"""What something is called inside a sentence: with its marks, or its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import Text

__all__ = ["again", "called"]

# What has a title: what it is called for short, and the marks that its Chinese title takes.
# English titles of what has no 《》 are quoted: many are no names (Study visits to Shanghai).
NOUNS = {
    "Agreement": (Text("协议", "agreement"), "《》"),
    "Plan": (Text("方案", "plan"), "《》"),
    "Document": (Text("文件", "document"), "《》"),
    "Task": (Text("任务", "task"), "“”"),
    "Area": (Text("方面", "area"), "“”"),
    "Safeguard": (Text("措施", "safeguard"), "“”"),
    "Initiative": (Text("举措", "initiative"), "“”"),
    "Project": (Text("项目", "project"), "“”"),
    "Programme": (Text("计划", "programme"), "“”"),
    "Event": (Text("活动", "event"), ""),
}
# English names of these take the article, except of those that are called like a person.
ARTICLE = {"Agreement", "Document", "Facility", "Organization", "Park", "Region", "Route"}
NO_ARTICLE = {"Company", "FinancialInstitution", "Hospital", "University"}
# School of Law; and Eastern China, which takes none.
PART_OF = re.compile(r"\S+ of ")
PART_OF_CHINA = re.compile(r"\S+ China")


def called(node: Mapping[str, Any]) -> Text:
    """The name of a node of a network, as an editor writes it in a sentence.

    Example:
        >>> called({"type": "Agreement", "zh": "合作备忘录", "en": "Memorandum"})
        Text(zh='《合作备忘录》', en='the Memorandum')
        >>> called({"type": "Task", "zh": "“双创”合作", "en": "Cooperation in start-ups"})
        Text(zh='任务“‘双创’合作”', en='the task “Cooperation in start-ups”')
        >>> called({"type": "City", "zh": "大连市", "en": "Dalian"})
        Text(zh='大连市', en='Dalian')
    """
    # What has no name of its own, a figure or a participation, is called by its id.
    zh, en = str(node["zh"] or node["id"]), str(node["en"] or node["id"])
    found = _noun(node)
    if not found:
        return Text(zh, f"the {en}" if _takes_article(node, en) else en)
    noun, marks = found
    if marks == "《》":
        title = zh if zh.startswith("《") else f"《{zh.replace('《', '〈').replace('》', '〉')}》"
        return Text(title, f"the {en}")
    before = noun.zh if node["type"] in ("Task", "Safeguard") else ""
    return Text(before + _quoted(zh) if marks else zh, f"the {noun.en} {_quoted(en)}")


def again(node: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> Text:
    """What a node is called once it has been named beside others: 该协议, that agreement."""
    found = _noun(node)
    if not found or [_noun(one) for one in before].count(found) > 1:
        return called(node)
    return Text(f"该{found[0].zh}", f"that {found[0].en}")


def _noun(node: Mapping[str, Any]) -> tuple[Text, str] | None:
    return next((NOUNS[name] for name in _types(node) if name in NOUNS), None)


def _types(node: Mapping[str, Any]) -> list[str]:
    return [node["type"], *node.get("types", ())]


def _quoted(text: str) -> str:
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _takes_article(node: Mapping[str, Any], en: str) -> bool:
    types = set(_types(node))
    if not types & ARTICLE or PART_OF_CHINA.fullmatch(en):
        return False
    return not types & NO_ARTICLE or ("University" in types and bool(PART_OF.match(en)))
