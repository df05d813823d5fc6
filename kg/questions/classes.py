"""Classes by any of their names: City, 地级, 地级行政区, cities, prefecture-level unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pyoxigraph as ox

from kg.errors import Text, UnknownNameError
from kg.names import fold
from kg.namespaces import COOP, ONTOLOGY, local_name
from kg.store import select

__all__ = ["class_labels", "find_class"]

CLASSES = f"""
SELECT ?class ?label ?table ?order WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class a owl:Class ; rdfs:label ?label ; coop:displayOrder ?order
    OPTIONAL {{ ?class coop:table ?table }} }}
}}"""

# What is left out in speech: 省级 for 省级行政区, prefecture for prefecture-level unit.
ENDINGS = ("行政区", "levelunit")
SPOKEN = {
    "数字": "Observation",
    "figure": "Observation",
    "figures": "Observation",
    "结对": "Pairing",
    "公司": "Company",
    "大学": "University",
    "市": "City",
    "城市": "City",
    "省": "Province",
    "县": "District",
    "区县": "District",
}


def class_labels(store: ox.Store) -> dict[str, Text]:
    """The label of each class by its local name, in the ontology's order."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(select(store, CLASSES), key=lambda row: int(row["order"].value)):
        words[local_name(row["class"].value)][row["label"].language] = row["label"].value
    return {name: Text(found["zh"], found["en"]) for name, found in words.items()}


def find_class(store: ox.Store, name: str, offered: Sequence[str] = ()) -> str:
    """The local name of the class that a word means.

    Args:
        store: an open store.
        name: the class's local name, its Chinese or English label, or the name of its table.
        offered: what an error message names as known; all classes by default.

    Raises:
        UnknownNameError: with the known classes.

    Example:
        >>> import kg
        >>> store = kg.open()
        >>> find_class(store, "地级"), find_class(store, "tasks"), find_class(store, "city")
        ('City', 'Task', 'City')
    """
    known = dict(SPOKEN)
    for row in select(store, CLASSES):
        found = row["class"].value
        if not found.startswith(COOP):
            continue
        label = fold(row["label"].value)
        names = [fold(local_name(found)), label]
        names += [label.removesuffix(ending) for ending in ENDINGS if label.endswith(ending)]
        names += [fold(row["table"].value)] if "table" in row else []
        for one in names:
            known.setdefault(one, local_name(found))
    key = fold(name.removeprefix("coop:"))
    if key in known:
        return known[key]
    if key.endswith("s") and key[:-1] in known:
        return known[key[:-1]]
    labels = class_labels(store)
    shown = list(offered or labels)
    raise UnknownNameError(
        Text(f"没有“{name}”这一类", f"there is no class “{name}”"),
        hint=Text(
            "可用：" + "、".join(f"{labels[one].zh}（{one}）" for one in shown),
            "known: " + ", ".join(shown),
        ),
        candidates=(),
    )
