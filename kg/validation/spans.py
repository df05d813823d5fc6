"""What must stand in a span of evidence: a name of somebody the claim refers to, or its figure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.names import fold, simplified
from kg.namespaces import FROM_SOURCE, NAMES
from kg.sparql import Store
from kg.store import select

__all__ = ["Evidence", "Wanted", "plain", "read_evidence", "read_wanted"]

EVIDENCE = f"""
SELECT ?graph ?claim ?start ?end ?exception WHERE {{
  GRAPH ?graph {{
    ?claim coop:evidence ?selector .
    ?selector oa:start ?start ; oa:end ?end .
    OPTIONAL {{ ?claim coop:indirectEvidence ?selector ; coop:exception ?exception }}
  }}
  {FROM_SOURCE}
}}"""

REFERENCES = f"""
SELECT DISTINCT ?graph ?claim ?thing WHERE {{
  GRAPH ?graph {{ ?claim coop:evidence ?selector ; ?property ?thing }}
  FILTER(ISIRI(?thing)) {FROM_SOURCE}
}}"""

WORDS = f"""
SELECT ?graph ?claim ?property ?words WHERE {{
  VALUES ?property {{ coop:openPartner coop:nameText coop:printed }}
  GRAPH ?graph {{ ?claim ?property ?words }}
  {FROM_SOURCE}
}}"""

NAME_KEYS = f"""
SELECT ?thing ?key WHERE {{
  GRAPH <{NAMES}> {{ {{ ?thing coop:nameKey ?key }} UNION {{ ?thing coop:shortNameKey ?key }} }}
}}"""

DATED_NAMES = f"""
SELECT ?thing ?name WHERE {{
  GRAPH ?graph {{ ?use coop:about ?thing ; coop:nameText ?name }}
  {FROM_SOURCE}
}}"""

# A reading between brackets, as converters leave it behind a character: 環(huán).
GLOSS = re.compile(r"[(（]\s*[a-zA-Z\u00e0-\u00fc\u0100-\u01dc]+\s*[)）]")
CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, order=True)
class Evidence:
    """One span that one claim rests on; ``exception`` is the editors' reason, if they gave one."""

    source: str
    start: int
    end: int
    claim: str
    exception: str | None = None


@dataclass
class Wanted:
    """What a span may hold: folded names, single characters that stand for names, figures."""

    names: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)

    def add_names(self, keys: Iterable[str]) -> None:
        """Sort names by length: one character (沪, 辽) is a name only beside another."""
        for key in keys:
            (self.names if len(key) > 1 else self.short).add(key)

    def found_in(self, text: str) -> str | None:
        """``"name"``, ``"figure"`` or None.

        Args:
            text: the span as it stands in the source.

        Example:
            >>> wanted = Wanted(names={"大连市"}, short={"沪", "连"}, figures={"3.5%"})
            >>> wanted.found_in("沪連兩地"), wanted.found_in("增長3.5％"), wanted.found_in("連日")
            ('name', 'figure', None)
        """
        flat = plain(text)
        folded = fold(flat)
        if any(name in folded for name in self.names) or self._pair_in(folded):
            return "name"
        return "figure" if any(figure in flat for figure in self.figures) else None

    def _pair_in(self, folded: str) -> bool:
        return any(one + other in folded for one in self.short for other in self.short - {one})


def plain(text: str) -> str:
    """Normalised and simplified, without spaces and without readings between brackets.

    >>> plain("營商環(huán) 境 ３０％")
    '营商环境30%'
    """
    normal = unicodedata.normalize("NFKC", GLOSS.sub("", text))
    return simplified("".join(normal.split()))


def read_evidence(store: Store) -> list[Evidence]:
    """Every span of every claim, sorted."""
    reasons: dict[tuple[str, int, int, str], set[str]] = defaultdict(set)
    for row in select(store, EVIDENCE):
        place = (row["graph"].value, int(row["start"].value), int(row["end"].value))
        given = {row["exception"].value} if "exception" in row else set()
        reasons[*place, row["claim"].value] |= given
    return sorted(
        Evidence(*key, "；".join(sorted(given)) or None) for key, given in reasons.items()
    )


def read_wanted(store: Store) -> dict[tuple[str, str], Wanted]:
    """What the spans of each (claim, source) may hold."""
    keys = _name_keys(store)
    wanted: dict[tuple[str, str], Wanted] = defaultdict(Wanted)
    for row in select(store, REFERENCES):
        key = (row["claim"].value, row["graph"].value)
        wanted[key].add_names(keys.get(row["claim"].value, ()))
        wanted[key].add_names(keys.get(row["thing"].value, ()))
    for row in select(store, WORDS):
        found = wanted[row["claim"].value, row["graph"].value]
        if row["property"].value.endswith("#printed"):
            found.figures.add(plain(row["words"].value))
        else:
            found.names.add(fold(plain(row["words"].value)))
    return wanted


def _name_keys(store: Store) -> dict[str, set[str]]:
    """Folded Chinese names by thing: labels, aliases, names without 市 or 区, dated names."""
    keys: dict[str, set[str]] = defaultdict(set)
    for row in select(store, NAME_KEYS):
        key = row["key"].value
        if CHINESE.search(key):
            keys[row["thing"].value].add(key)
    for row in select(store, DATED_NAMES):
        keys[row["thing"].value].add(fold(plain(row["name"].value)))
    return keys
