"""Which of several things lie in which: one line of support is told at several levels."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from kg.namespaces import DERIVED
from kg.sparql import Store
from kg.store import select

__all__ = ["around"]

AROUND = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }}
  VALUES ?outer {{ $items }}
  GRAPH <{DERIVED}> {{ ?item coop:withinTransitive ?outer }}
}}"""


def around(store: Store, items: Collection[str]) -> dict[str, set[str]]:
    """For each of some IRIs, those of the others that it lies in; nothing for what lies in none.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> places = [ID + name for name in ("place/kashi", "place/kashi-yecheng")]
        >>> {inner[len(ID):]: len(outer) for inner, outer in around(kg.open(), places).items()}
        {'place/kashi-yecheng': 1}
    """
    found: dict[str, set[str]] = {}
    if len(items) > 1:
        nodes = [ox.NamedNode(iri) for iri in sorted(items)]
        for row in select(store, AROUND, items=nodes):
            found.setdefault(row["item"].value, set()).add(row["outer"].value)
    return found
