"""What lies in what, and who belongs to it: support is told at several levels."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.entities import describe
from kg.namespaces import DERIVED
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Entity

__all__ = ["around", "members"]

MEMBERS = "SELECT DISTINCT ?member WHERE { GRAPH ?graph { $entity coop:member ?member } }"

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


def members(store: Store, whole: str) -> list[Entity]:
    """Who belongs to a region, an alliance or a body, by its IRI.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> len(members(kg.open(), ID + "place/six-coastal-cities"))
        6
    """
    rows = select(store, MEMBERS, entity=ox.NamedNode(whole))
    return list(describe(store, [row["member"].value for row in rows]).values())
