"""A task by its plan and number, as citations print it: 辽宁—江苏方案·任务7."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.sparql import Store
from kg.store import select

__all__ = ["plan_and_number", "task_of"]

NUMBERED = re.compile(
    r"(?P<plan>.+?)[\s,，·的]*"
    r"(?:任务\s*(?P<after>[0-9]{1,3})|第?\s*(?P<before>[0-9]{1,3})\s*[项号]?任务"
    r"|task\s*(?P<en>[0-9]{1,3}))",
    re.IGNORECASE,
)

TASKS = """
SELECT DISTINCT ?task WHERE {
  VALUES ?plan { $plans }
  GRAPH ?one { ?area a coop:Area ; coop:partOf ?plan }
  GRAPH ?other { ?task a coop:Task ; coop:partOf ?area ; coop:number ?number }
  FILTER(STR(?number) = $number)
}"""


def plan_and_number(name: str) -> tuple[str, str] | None:
    """The name of the plan and the number of the task, if a name is made of them.

    >>> plan_and_number("辽宁—江苏方案·任务7"), plan_and_number("沪连方案第21项任务")
    (('辽宁—江苏方案', '7'), ('沪连方案', '21'))
    >>> plan_and_number("沪连方案 task 21"), plan_and_number("任务7")
    (('沪连方案', '21'), None)
    """
    if not (found := NUMBERED.fullmatch(name.strip())):
        return None
    number = found["after"] or found["before"] or found["en"]
    return found["plan"], str(int(number))


def task_of(store: Store, plans: list[str], number: str) -> list[str]:
    """The tasks of these plans that have the number."""
    if not plans:
        return []
    nodes = [ox.NamedNode(iri) for iri in plans]
    rows = select(store, TASKS, plans=nodes, number=ox.Literal(number))
    return sorted(row["task"].value for row in rows)
