"""Two plans side by side: areas and fields with their tasks, who is named, which pairings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.claims import Statement, agreed_number, citations, claims_of, iris, parts_of, read_sources
from kg.entities import describe, entity, natural
from kg.names import fold
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Compared, ComparedPlan, Entity, NumberedTask, SourceFacts

__all__ = ["ASPECTS", "compare"]

# What is set side by side, in the order in which it is told.
ASPECTS = ("area", "field", "named", "pairing")
PARTS = ("Area", "Task", "Safeguard")

_Group = list[Statement]
# What a row is about -> plan -> the statements that say so, by task; a plan itself is no task.
_Rows = dict[Any, dict[str, dict[str, _Group]]]


def compare(store: Store, one: str, other: str) -> tuple[list[ComparedPlan], list[Compared]]:
    """What two plans have in common, and what only one of them has.

    Args:
        store: an open store.
        one: the IRI of a plan.
        other: that of another.

    Returns:
        The plans with the number of their areas, tasks and safeguards; and a row for each area
        (those of one name are one), each field of their tasks, each entity that a task names,
        and each pairing that a plan or its tasks state. ``one`` and ``other`` hold the tasks,
        ``only`` says which plan has it if one has not.

    Example:
        >>> import kg
        >>> plan = "https://w3id.org/cooperation-kg/id/plan/"
        >>> plans, rows = compare(kg.open(), plan + "liaoning-jiangsu", plan + "shanghai-dalian")
        >>> [(one["id"], one["tasks"]) for one in plans]
        [('plan/liaoning-jiangsu', 24), ('plan/shanghai-dalian', 27)]
    """
    plans = (one, other)
    inside = {plan: parts_of(store, [plan]) for plan in plans}
    claims = {kind: claims_of(store, kind) for kind in PARTS}
    rows: dict[str, _Rows] = {aspect: _empty() for aspect in ASPECTS}
    numbers: dict[str, int | float | None] = {}
    for plan in plans:
        tasks = _of(claims["Task"], inside[plan])
        numbers |= {iri: agreed_number(said, "number")[0] for iri, said in tasks.items()}
        _read(rows, plan, _of(claims["Area"], inside[plan]), tasks)
        _read_pairings(rows["pairing"], plan, inside[plan], claims_of(store, "Pairing"))
    known = describe(store, _mentioned(rows, plans))
    _join(rows["area"], known)
    sources = read_sources(store, _sources(rows))
    told = [
        _row(aspect, key, [found.get(plan, {}) for plan in plans], known, numbers, sources)
        for aspect in ASPECTS
        for key, found in rows[aspect].items()
    ]
    return [
        {
            **entity(known[plan]),
            "areas": len(_of(claims["Area"], inside[plan])),
            "tasks": len(_of(claims["Task"], inside[plan])),
            "safeguards": len(_of(claims["Safeguard"], inside[plan])),
        }
        for plan in plans
    ], sorted(told, key=_place)


def _read(
    rows: Mapping[str, _Rows], plan: str, areas: Mapping[str, _Group], tasks: Mapping[str, _Group]
) -> None:
    """Areas of a plan, fields of its tasks, and whom these name."""
    for iri, said in areas.items():
        rows["area"][iri][plan] = {iri: said, **_within(tasks, iri)}
    for iri, said in tasks.items():
        for aspect, name in (("field", "field"), ("named", "mentions")):
            for found in iris(said, name):
                rows[aspect][found][plan][iri] = said


def _read_pairings(
    rows: _Rows, plan: str, inside: Collection[str], pairings: Mapping[str, _Group]
) -> None:
    """The pairings that a plan, or a task of it, states."""
    for iri, said in pairings.items():
        for statement in said:
            for where in {plan, *inside} & set(statement.iris("statedIn")):
                rows[iri][plan].setdefault(where, []).append(statement)


def _row(
    aspect: str,
    key: str,
    sides: Sequence[Mapping[str, _Group]],
    known: Mapping[str, Entity],
    numbers: Mapping[str, int | float | None],
    sources: Mapping[str, SourceFacts],
) -> Compared:
    one, other = (
        sorted((_task(known[iri], numbers[iri]) for iri in side if iri in numbers), key=_order)
        for side in sides
    )
    said = [statement for side in sides for group in side.values() for statement in group]
    return {
        "aspect": aspect,
        "what": entity(known[key]),
        "one": one,
        "other": other,
        "only": None if all(sides) else "one" if sides[0] else "other",
        "sources": citations(said, sources),
    }


def _empty() -> _Rows:
    return defaultdict(lambda: defaultdict(dict))


def _of(claims: Mapping[str, _Group], wanted: Collection[str]) -> dict[str, _Group]:
    return {iri: said for iri, said in claims.items() if iri in wanted}


def _within(tasks: Mapping[str, _Group], area: str) -> dict[str, _Group]:
    return {iri: said for iri, said in tasks.items() if area in iris(said, "partOf")}


def _join(areas: _Rows, known: Mapping[str, Entity]) -> None:
    """Areas of one name are one row."""
    first: dict[str, str] = {}
    for iri in list(areas):
        kept = first.setdefault(fold(known[iri]["zh"]), iri)
        if kept != iri:
            for plan, found in areas.pop(iri).items():
                areas[kept][plan] |= found


def _mentioned(rows: Mapping[str, _Rows], plans: Iterable[str]) -> set[str]:
    found = set(plans)
    for group in rows.values():
        for key, sides in group.items():
            found |= {key, *(iri for tasks in sides.values() for iri in tasks)}
    return found


def _sources(rows: Mapping[str, _Rows]) -> set[str]:
    return {
        statement.source
        for group in rows.values()
        for sides in group.values()
        for tasks in sides.values()
        for said in tasks.values()
        for statement in said
    }


def _task(record: Entity, number: int | float | None) -> NumberedTask:
    return {"iri": record["iri"], "number": number, "zh": record["zh"], "en": record["en"]}


def _order(task: NumberedTask) -> Any:
    return natural(task["iri"])


def _place(row: Compared) -> tuple[Any, ...]:
    """Areas as the plans have them; of the others first what both have, then what one has."""
    first = [_order(task) for task in row["one"] or row["other"]][:1]
    only = ("", "one", "other").index(row["only"] or "")
    area = row["aspect"] == "area"
    return (
        ASPECTS.index(row["aspect"]),
        row["only"] == "other" if area else only,
        natural(row["what"]["id"]) if area else first,
        row["what"]["id"],
    )
