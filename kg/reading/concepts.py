"""The concepts that cells name: found in the graph by label, or proposed with no id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.namespaces import ENTITIES, ONTOLOGY, identifier
from kg.reading.words import read_rules
from kg.sparql import Store
from kg.store import select

__all__ = ["Concept", "Concepts", "read_concepts"]

Concept = dict[str, Any]

LABELS = f"""
SELECT ?item ?label ?kind WHERE {{
  VALUES ?graph {{ <{ENTITIES}> <{ONTOLOGY}> }}
  VALUES ?kind {{ skos:prefLabel skos:altLabel }}
  GRAPH ?graph {{ ?item ?kind ?label }}
  FILTER(REGEX(STR(?item), "/(mechanism|stage|qualifier|agreement-type|unit|indicator|form|role)/"))
}}"""
# What a qualifier says of the bounds: whether the value is the least, or the most.
LEAST = ("over", "at-least")
MOST = ("nearly", "at-most")


@dataclass
class Concepts:
    """Concepts by id, and by kind and Chinese label."""

    by_id: dict[str, Concept] = field(default_factory=dict)
    by_label: dict[tuple[str, str], str] = field(default_factory=dict)

    def named(self, ident: str | None) -> Concept | None:
        """The concept of an id."""
        return self.by_id.get(ident) if ident else None

    def labelled(self, kind: str, zh: str, en: str | None = None) -> Concept:
        """The concept of a kind with a label, or a proposed one."""
        ident = self.by_label.get((kind, zh))
        return self.by_id[ident] if ident else {"id": None, "zh": zh, "en": en}

    def mechanism(self, zh: str | None) -> Concept | None:
        """A mechanism by name."""
        if zh is None:
            return None
        rows = read_rules("mechanisms")["mechanism"]
        english = next((row["en"] for row in rows if row["zh"] == zh), None)
        return self.labelled("mechanism", zh, english)

    def unit(self, zh: str, counted: str = "") -> Concept | None:
        """A unit as printed, in its base form; 个 by what is counted, else left open.

        >>> Concepts().unit("个", "帮扶项目")["zh"], Concepts().unit("个", "方法")
        ('个（项目）', None)
        """
        if zh == "个":
            named = read_rules("figures")["pieces"]
            zh = next((unit for word, unit in named.items() if counted.endswith(word)), "")
        return self.labelled("unit", zh) if zh else None

    def indicator(self, zh: str) -> Concept:
        """What a figure counts."""
        return self.labelled("indicator", zh)

    def bounds(self, qualifier: str | None, value: float) -> dict[str, Any]:
        """The bounds that a qualifier sets.

        >>> Concepts().bounds("over", 60)
        {'lower': 60, 'upper': None}
        """
        return {
            "lower": value if qualifier in LEAST else None,
            "upper": value if qualifier in MOST else None,
        }


def read_concepts(store: Store) -> Concepts:
    """The concepts of a store."""
    found = Concepts()
    rows = [
        (row["item"].value, _is_other(row), str(row["label"]), row) for row in select(store, LABELS)
    ]
    for *_, row in sorted(rows, key=lambda one: one[:3]):
        ident, label = identifier(row["item"].value), row["label"]
        one = found.by_id.setdefault(ident, {"id": ident, "zh": None, "en": None})
        language = "en" if (label.language or "").startswith("en") else "zh"
        one[language] = one[language] or label.value
        if language == "zh":
            found.by_label.setdefault((ident.split("/")[0], label.value), ident)
    return found


def _is_other(row: Mapping[str, Any]) -> bool:
    """Whether it is another name: a concept is called by its own."""
    return not row["kind"].value.endswith("prefLabel")
