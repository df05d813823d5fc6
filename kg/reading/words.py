"""The lists of words beside the rules, as sets and patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["RULES", "longest_first", "read_rules", "word_pattern", "words"]

RULES = Path(__file__).parent / "rules"


@cache
def read_rules(name: str) -> dict[str, Any]:
    """One of the files beside this module: ``rules/<name>.toml``.

    >>> sorted(read_rules("words"))[:2]
    ['foreign', 'organizations']
    """
    return tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, key: str, file: str = "words") -> frozenset[str]:
    """A list of words.

    >>> "长治久安" in words("traps", "words")
    True
    """
    return frozenset(str(read_rules(file)[section][key]).split())


def longest_first(found: Iterable[str]) -> str:
    """Words as alternatives of a regular expression, the longest first.

    >>> longest_first(["市", "市委"])
    '市委|市'
    """
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@cache
def word_pattern(section: str, key: str) -> re.Pattern[str]:
    """A pattern that matches any word of a list, the longest first.

    >>> word_pattern("zones", "bare").match("高新区").group()
    '高新区'
    """
    return re.compile(longest_first(words(section, key)))
