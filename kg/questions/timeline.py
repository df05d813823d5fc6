"""What happened when: agreements, events, pairings, plans, figures and progress by their dates."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import dates
from kg import ontology as ontologies
from kg.claims import (
    agreed_date,
    citations,
    claims_of,
    iris,
    naming,
    read_sources,
    read_statements,
)
from kg.concepts import find_kind
from kg.differences import progress_of, read_scale, steps
from kg.entities import describe
from kg.errors import Text
from kg.namespaces import COOP, FROM_SOURCE, RDF_TYPE
from kg.questions.classes import kinds as named_kinds
from kg.questions.digest import told_apart
from kg.sparql import Store
from kg.store import select
from kg.terms import dating

if TYPE_CHECKING:
    from kg.records import Happening

__all__ = ["PROGRESS", "Undated", "timed", "timeline"]

# No class but what several sources tell together: a claim that went from one stage to another.
PROGRESS = "progress"
STAGED = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ ?claim coop:stage ?stage }} {FROM_SOURCE}
  GRAPH ?other {{ ?claim coop:stage ?another }} FILTER(?stage != ?another)
}}"""


class Undated(NamedTuple):
    """How many of a kind have no date, and how many one on which the sources differ."""

    without: int
    differing: int


def timed(store: Store) -> dict[str, Text]:
    """The kinds of a timeline by token: the claims that the ontology calls one, and progress.

    Example:
        >>> import kg
        >>> timed(kg.open())["progress"]
        Text(zh='进展', en='progress')
    """
    return {**named_kinds(store), PROGRESS: Text("进展", "progress")}


def timeline(
    store: Store, *, kinds: Collection[str] = (), about: str | None = None
) -> tuple[list[Happening], dict[str, Undated]]:
    """Dated things in order, and of each kind how many more have no date the sources agree on.

    Args:
        store: an open store.
        kinds: what the ontology calls some classes (``coop:kindName``, ``coop:kindLabel``); all
            by default.
        about: the IRI of something the things must name.

    Returns:
        Records ``{"kind", "iri", "zh", "en", "date", "sources"}``, by the first day that the
        date can mean; ``date`` is as sharp as printed. A figure is dated by what it counts up to
        (截至), and tells what it is about. What went from one stage to another stands at the date
        of each (``progress``).

    Raises:
        UnknownNameError: for a kind that is unknown.

    Example:
        >>> import kg
        >>> rows, undated = timeline(kg.open(), kinds=["agreement"])
        >>> [row["date"] for row in rows] == sorted(row["date"] for row in rows)
        True
    """
    rows: list[Happening] = []
    undated: dict[str, Undated] = {}
    known = ontologies.load()
    classes = {kind: name for name, (kind,) in known.facts["kindName"].items()}
    words = timed(store)
    asked = {find_kind(words, kind) for kind in kinds}
    order = [kind for kind in words if kind in (asked or words)]
    for kind in order:
        if kind == PROGRESS:
            rows += _progress(store, about)
            continue
        found, left = _of_kind(store, kind, classes[kind], about)
        rows += found
        if any(left):
            undated[kind] = left

    def place(row: Happening) -> tuple[Any, ...]:
        span = dates.parse(row["date"])
        return span.first, span.last, order.index(row["kind"]), row["iri"]

    return sorted(rows, key=place), undated


def _of_kind(
    store: Store, kind: str, class_name: str, about: str | None
) -> tuple[list[Happening], Undated]:
    known = ontologies.load()
    dated = dating(known.facts, class_name)
    classes = (one.name for one in known.classes.values() if COOP + class_name in one.ancestors)
    if about:
        kinds = {COOP + name for name in classes}
        said = read_statements(store, naming(store, about))
        claims = {iri: group for iri, group in said.items() if kinds & iris(group, RDF_TYPE)}
    else:
        claims = claims_of(store, *classes)
    everyone = [statement for group in claims.values() for statement in group]
    sources = read_sources(store, {statement.source for statement in everyone})
    records = told_apart(store, describe(store, claims), claims)
    rows: list[Happening] = []
    differing = 0
    for iri, group in sorted(claims.items()):
        days = [agreed_date(group, name) for name in dated]
        day = next((day for day, _ in days if day), None)
        if day is None:
            differing += any(differ for _, differ in days)
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
    return rows, Undated(len(claims) - len(rows) - differing, differing)


def _progress(store: Store, about: str | None) -> list[Happening]:
    """A row for each stage of what went from one to another, with the stages before it."""
    claims = {row["claim"].value for row in select(store, STAGED)}
    if about:
        claims &= {about, *naming(store, about)}
    statements = read_statements(store, claims)
    sources = read_sources(store, {one.source for group in statements.values() for one in group})
    scale = read_scale(store)
    went = {
        iri: found for iri, group in statements.items() if (found := steps(group, sources, scale))
    }
    named = told_apart(store, describe(store, went), statements)
    stages = describe(store, {step.stage for found in went.values() for step in found})
    rows: list[Happening] = []
    for iri, found in sorted(went.items()):
        told = progress_of(found, stages, sources)
        for number, step in enumerate(told, 1):
            zh, en = (
                " → ".join(one["stage"][lang] for one in told[:number]) for lang in ("zh", "en")
            )
            rows.append(
                {
                    "kind": PROGRESS,
                    "iri": iri,
                    "zh": f"{named[iri]['zh']}：{zh}",
                    "en": f"{named[iri]['en']}: {en}",
                    "date": step["date"],
                    "sources": step["sources"],
                }
            )
    return rows
