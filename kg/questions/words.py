"""Words that stand in what claims say and in no name: measures, topics, outcomes, notes."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.characters import simplified, whole
from kg.names import fold
from kg.namespaces import COOP, FROM_SOURCE
from kg.sparql import Store
from kg.store import select

__all__ = ["in_words", "standing_in"]

# What sources and editors write in sentences.
SAID = (
    "measure",
    "topic",
    "outcome",
    "goal",
    "principle",
    "basis",
    "openPartner",
    "openParticipant",
    "transferType",
    "capacity",
)

HOLDING = f"""
SELECT DISTINCT ?claim ?graph ?text WHERE {{
  VALUES ?property {{ $properties }} GRAPH ?graph {{ ?claim ?property ?text }}
  {FROM_SOURCE} FILTER($fits)
}}"""


def in_words(store: Store, text: str) -> dict[str, dict[str, set[str]]]:
    """The claims in whose words something stands, each with these by the sources that say them.

    Of several words, all must stand in one text.

    Example:
        >>> import kg
        >>> sorted(in_words(kg.open(), "政策环境"))[0].rpartition("/id/")[2]
        'plan/liaoning-jiangsu'
    """
    found = _holding(store, text)
    # The converter is loaded only for words that are not found as they stand.
    if not found and not text.isascii():
        found = _holding(store, simplified(text))
    return found


def standing_in(text: str, words: str) -> bool:
    """Whether a text stands in words; width, spaces and punctuation do not count.

    >>> standing_in("辽宁行", "园区“辽宁行”“江苏行”交流活动")
    True
    """
    key = fold(text)
    return bool(key) and key in fold(words)


def _holding(store: Store, text: str) -> dict[str, dict[str, set[str]]]:
    words = [ox.Literal(word.lower()) for word in whole(text).split()]
    if not words or all(len(word.value) < 2 for word in words):
        return {}
    fits = " && ".join(f"CONTAINS(LCASE(STR(?text)), {word})" for word in words)
    properties = [ox.NamedNode(COOP + name) for name in SAID]
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in select(store, HOLDING, properties=properties, fits=fits):
        found[row["claim"].value][row["graph"].value].add(row["text"].value)
    return dict(found)
