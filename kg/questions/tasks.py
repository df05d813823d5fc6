"""What the plans set out to do: tasks by plan, area, field and what they mention."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

import pyoxigraph as ox

from kg.claims import Statement, citations, read_sources, read_statements
from kg.concepts import find_concept
from kg.entities import Record, describe
from kg.namespaces import COOP, SOURCE
from kg.store import select

__all__ = ["claims_of", "entity", "find_area", "find_plan", "natural", "tasks"]

OF_CLASS = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ ?claim a $class }} FILTER(STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""


def claims_of(store: ox.Store, class_name: str) -> dict[str, list[Statement]]:
    """All statements of the claims of one exact class, by claim."""
    rows = select(store, OF_CLASS, **{"class": ox.NamedNode(COOP + class_name)})
    return read_statements(store, [row["claim"].value for row in rows])


def entity(record: Record | None) -> Record | None:
    """An entity as the JSON contract has it, whatever else the record holds."""
    return record and {key: record[key] for key in ("iri", "id", "type", "zh", "en")}


def natural(text: str) -> list[Any]:
    """A sort key under which task 2 comes before task 10.

    >>> sorted(["task-10", "task-2"], key=natural)
    ['task-2', 'task-10']
    """
    parts = re.split(r"(\d+)", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def find_plan(store: ox.Store, name: str) -> frozenset[str]:
    """The plan that has a name; unknown ones are refused with those there are."""
    return find_concept(store, "plan", name)


def find_area(store: ox.Store, name: str) -> frozenset[str]:
    """The areas that have a name: two plans may each have one."""
    return find_concept(store, "area", name)


def tasks(
    store: ox.Store,
    *,
    plan: Collection[str] = (),
    area: Collection[str] = (),
    field: Collection[str] = (),
    mentions: Collection[str] = (),
) -> list[Record]:
    """Tasks of the plans; every limit is a set of IRIs of which one must fit.

    Args:
        store: an open store.
        plan: plans.
        area: areas.
        field: fields.
        mentions: entities, each of which the task must name.

    Returns:
        ``{"iri", "plan", "area", "number", "zh", "en", "mentions", "sources"}``, by plan and
        number.

    Example:
        >>> import kg
        >>> len(tasks(kg.open()))
        51
    """
    areas = {iri: _first(found, "partOf") for iri, found in claims_of(store, "Area").items()}
    claims = claims_of(store, "Task")
    kept = {}
    for iri, said in claims.items():
        its_area = _first(said, "partOf")
        its_plan = areas.get(its_area or "")
        fits = (
            (not plan or its_plan in plan)
            and (not area or its_area in area)
            and (not field or bool(set(field) & _all(said, "field")))
            and set(mentions) <= _all(said, "mentions")
        )
        if fits:
            kept[iri] = (its_plan, its_area, said)
    referred = {one for its in kept.values() for one in its[:2] if one}
    named = {iri for *_, said in kept.values() for iri in _all(said, "mentions")}
    known = describe(store, {*kept, *referred, *named})
    sources = read_sources(store, {found.source for *_, said in kept.values() for found in said})
    rows = [
        {
            "iri": iri,
            "plan": entity(known.get(its_plan or "")),
            "area": entity(known.get(its_area or "")),
            "number": _number(said),
            "zh": known[iri]["zh"],
            "en": known[iri]["en"],
            "mentions": [entity(known[one]) for one in sorted(_all(said, "mentions"))],
            "sources": citations(said, sources),
        }
        for iri, (its_plan, its_area, said) in kept.items()
    ]
    return sorted(rows, key=lambda row: ((row["plan"] or {}).get("id", ""), natural(row["iri"])))


def _all(said: Iterable[Statement], name: str) -> set[str]:
    return {iri for found in said for iri in found.iris(name)}


def _first(said: Iterable[Statement], name: str) -> str | None:
    return min(_all(said, name), default=None)


def _number(said: Iterable[Statement]) -> int | None:
    numbers = {int(term.value) for found in said for term in found.texts("number")}
    return numbers.pop() if len(numbers) == 1 else None
