"""Paths found without reading everything: what lies between two is projected, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import NoPathError
from kg.network import project
from kg.network.near import between
from kg.questions.path.routes import admit, paths
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records.networks import PathRecord

__all__ = ["nearest"]


def nearest(
    store: Store, start: str, end: str, *, k: int = 1, max_length: int | None = None
) -> list[PathRecord]:
    """The shortest paths, as `kg.questions.path.routes.paths` finds them in the whole network.

    Args:
        store: an open store.
        start: IRI of the first entity.
        end: IRI of the last.
        k: how many at most.
        max_length: how many hops at most.

    Returns:
        As there; nothing where there is no path.

    Example:
        >>> import kg
        >>> place = "https://w3id.org/cooperation-kg/id/place/"
        >>> [len(row["hops"]) for row in nearest(kg.open(), place + "dalian", place + "shanghai")]
        [1]
    """
    rows: list[PathRecord] = []
    for hops, claims in between(store, start, end) if start != end else ():
        most = hops if max_length is None else min(hops, max_length)
        network = project(store, claims=claims)
        for one in (start, end):
            admit(store, network, one)
        try:
            rows = paths(network, start, end, k=k, max_length=most)
        except NoPathError:
            rows = []
        if len(rows) == k or most == max_length:
            break
    return rows
