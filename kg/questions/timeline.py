"""What happened when: agreements, events, pairings, plans and figures by their dates."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from kg import dates
from kg import ontology as ontologies
from kg.claims import (
    agreed_date,
    citations,
    claims_of,
    read_sources,
    refer_to,
)
from kg.concepts import find_kind
from kg.entities import describe
from kg.namespaces import COOP
from kg.questions.classes import kinds as named_kinds
from kg.questions.digest import told_apart
from kg.sparql import Store
from kg.terms import dating

if TYPE_CHECKING:
    from kg.records import Happening

__all__ = ["timeline"]


def timeline(
    store: Store, *, kinds: Collection[str] = (), about: str | None = None
) -> tuple[list[Happening], int]:
    """Dated things in order, and how many more have no date the sources agree on.

    Args:
        store: an open store.
        kinds: what the ontology calls some classes (``coop:kindName``, ``coop:kindLabel``); all
            by default.
        about: the IRI of something the things must name.

    Returns:
        Records ``{"kind", "iri", "zh", "en", "date", "sources"}``, by the first day that the
        date can mean; ``date`` is as sharp as printed. A figure is dated by what it counts up to
        (截至), and tells what it is about.

    Raises:
        UnknownNameError: for a kind that is unknown.

    Example:
        >>> import kg
        >>> rows, undated = timeline(kg.open(), kinds=["agreement"])
        >>> [row["date"] for row in rows] == sorted(row["date"] for row in rows)
        True
    """
    rows: list[Happening] = []
    undated = 0
    known = ontologies.load()
    classes = {kind: name for name, (kind,) in known.facts["kindName"].items()}
    words = named_kinds(store)
    asked = {find_kind(words, kind) for kind in kinds}
    order = [kind for kind in words if kind in (asked or words)]
    for kind in order:
        found, left = _of_kind(store, kind, classes[kind], about)
        rows += found
        undated += left

    def place(row: Happening) -> tuple[Any, ...]:
        span = dates.parse(row["date"])
        return span.first, span.last, order.index(row["kind"]), row["iri"]

    return sorted(rows, key=place), undated


def _of_kind(
    store: Store, kind: str, class_name: str, about: str | None
) -> tuple[list[Happening], int]:
    known = ontologies.load()
    dated = dating(known.facts, class_name)
    classes = (one.name for one in known.classes.values() if COOP + class_name in one.ancestors)
    claims = claims_of(store, *classes)
    if about:
        claims = {iri: group for iri, group in claims.items() if refer_to(group, about)}
    everyone = [statement for group in claims.values() for statement in group]
    sources = read_sources(store, {statement.source for statement in everyone})
    records = told_apart(store, describe(store, claims), claims)
    rows: list[Happening] = []
    for iri, group in sorted(claims.items()):
        day = next((day for name in dated if (day := agreed_date(group, name)[0])), None)
        if day is None:
            continue
        rows.append(
            {
                "kind": kind,
                "iri": iri,
                "zh": records[iri]["zh"],
                "en": records[iri]["en"],
                "date": day,
                "sources": citations(group, sources),
            }
        )
    return rows, len(claims) - len(rows)
