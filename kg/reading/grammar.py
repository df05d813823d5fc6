"""The rules that researchers write, compiled: classes and lists of words become patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.errors import KGError, Text
from kg.reading.units import LETTERS
from kg.reading.words import longest_first, read_rules

__all__ = ["Rule", "expand", "rules_of"]

# 长野市(1981年)、天安市: what stands in brackets belongs to the name before.
BETWEEN_NAMES = "(?:[(（][^()（）\\n\ue001-\ue011]{1,24}[)）])?(?:、|和|及|以及|,以及|、以及)"
SLOT = re.compile(r"\{(?:(?P<name>[a-z]+)(?P<list>\+)?:)?(?P<what>[A-Za-z_]+)\}")
IN_BRACKETS = re.compile(r"\[(\^?)\{([A-Z][a-z]+)\}")


@dataclass(frozen=True)
class Rule:
    """One rule: its pattern compiled, and what its author said of it."""

    id: str
    pattern: re.Pattern[str]
    how: str
    cells: Mapping[str, tuple[str, ...]]
    refuse: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    part: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    claims: bool = False
    line: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@cache
def rules_of(name: str) -> tuple[Rule, ...]:
    """The rules of one file, in the order in which they are tried.

    Raises:
        KGError: naming the rule whose pattern is wrong.

    Example:
        >>> rules_of("pairings")[0].id
        'run-of-pairs'
    """
    file = read_rules(name)
    return tuple(_rule(name, row) for row in file["rule"])


def _rule(name: str, row: Mapping[str, Any]) -> Rule:
    sides = ("partner", "supporter", "supported", "signatory")
    try:
        return Rule(
            id=row["id"],
            pattern=re.compile(expand(name, row["pattern"])),
            how=row.get("how", "one"),
            cells={side: tuple(row[side]) for side in sides if side in row},
            refuse={
                key: re.compile(expand(name, text)) for key, text in row.get("refuse", {}).items()
            },
            part=re.compile(expand(name, row["pair"])) if "pair" in row else None,
            needs=re.compile(expand(name, "{" + row["needs"] + "}")) if "needs" in row else None,
            claims=row.get("claims", False),
            line=row.get("line", False),
            options={key: row[key] for key in row if key.startswith("needs_")},
        )
    except (re.error, KeyError) as error:
        what = Text(f"规则写得不对：{error}", f"the rule cannot be read: {error}")
        raise KGError(what, where=f"rules/{name}.toml: {row.get('id', '?')}") from error


def expand(name: str, pattern: str) -> str:
    r"""A pattern with its classes and words written out.

    >>> expand("pairings", "{a:Both}") == "(?P<a>[\ue011])"
    True
    >>> expand("pairings", "{with}")[:17]
    '(?:(?:与|和|同|跟)(?:'
    """
    file = read_rules(name)
    slots, lists, patterns = file.get("slots", {}), file.get("words", {}), file.get("patterns", {})

    def letters(what: str) -> str:
        return "".join(LETTERS[kind] for kind in slots.get(what, what).split())

    def written(found: re.Match[str]) -> str:
        what = found["what"]
        if what in slots or what in LETTERS:
            one = f"[{letters(what)}]"
            if found["list"]:
                one = f"{one}(?:{BETWEEN_NAMES}{one})*"
            return f"(?P<{found['name']}>{one})" if found["name"] else one
        if what in lists:
            return f"(?:{longest_first(lists[what].split())})"
        return f"(?:{expand(name, patterns[what])})"

    bracketed = IN_BRACKETS.sub(lambda found: f"[{found[1]}{letters(found[2])}", pattern)
    return SLOT.sub(written, bracketed)
