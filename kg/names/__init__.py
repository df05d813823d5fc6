"""Fold and resolve names: what people type -> exactly one entity, or a clear refusal.

Look-up has four tiers, and the first that answers decides:

1. official names and aliases in Chinese characters,
2. names without their suffix (大连 for 大连市), pinyin, English, and former names,
3. initials of the pinyin, for entities of which a document speaks whose text is kept,
4. what claims are called that are no entities (大连学习上海：区县管理).

More than one answer in a tier is ambiguous and refused with the candidates: nothing is guessed.
One convention is applied: the bare name of a prefecture-level city means the city and not the
county of the same name inside it (辽阳 is 辽阳市, not 辽阳县).

What is not found so may be said in another way, by rule: with the place it lies in before or
behind it (辽宁省鞍山市; Tiexi, Shenyang; 朝阳区（长春）), with that place's name short or whole
(大连发改委), in the other order (Dalian Port), as two partners (大连市—上海市), or as the end of a
title with whom it is between (沪连方案).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.characters import simplified
from kg.names.keys import (
    distinct,
    english_forms,
    fold,
    keys,
    proposed,
    rather_outer,
    without_suffix,
)

if TYPE_CHECKING:
    from kg.names.likeness import likely
    from kg.names.refusing import ambiguous, unknown
    from kg.names.resolving import around, meant, resolve
    from kg.names.ways import Index, otherwise

__all__ = [
    "Index",
    "ambiguous",
    "around",
    "distinct",
    "english_forms",
    "fold",
    "keys",
    "likely",
    "meant",
    "otherwise",
    "proposed",
    "rather_outer",
    "resolve",
    "simplified",
    "unknown",
    "without_suffix",
]

# Most names are found as they stand: what else there is to try, and refusals, cost time to import.
LATER = {
    "Index": "ways",
    "ambiguous": "refusing",
    "around": "resolving",
    "likely": "likeness",
    "meant": "resolving",
    "otherwise": "ways",
    "resolve": "resolving",
    "unknown": "refusing",
}


def __getattr__(name: str) -> Any:
    if name in LATER:
        return getattr(import_module(f"kg.names.{LATER[name]}"), name)
    raise AttributeError(f"module 'kg.names' has no attribute {name!r}")
