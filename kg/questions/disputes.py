"""What the sources of a partnership differ on: who says what, and when it was said last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from kg import dates
from kg.claims import Statement, read_sources, read_statements
from kg.entities import Record, describe
from kg.sparql import Store
from kg.terms import facts
from kg.validity import DATES, first_given

__all__ = ["DAYS", "disputed", "last_issued"]

# The dates that sources may differ on -> which properties say them, in the ontology.
DAYS = {"from": "beginOrder", "until": "endOrder"}


def disputed(store: Store, rows: Collection[Record]) -> dict[str, dict[str, list[Record]]]:
    """What the sources of rows of `partners` differ on, by claim and key of ``conflicts``.

    Each value is ``{"zh", "en", "issued"}``, the date of the last source of the row that gives
    it; what was said last comes last.
    """
    keys = {row["claim"]: row["conflicts"] for row in rows if row["conflicts"]}
    if not keys:
        return {}
    heard: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        heard[row["claim"]] |= {source["id"] for source in row["sources"]}
    statements, terms = read_statements(store, keys), facts(store, *DATES)
    sources = read_sources(store, {one.source for said in statements.values() for one in said})
    found: dict[tuple[str, str, Any], list[Record]] = defaultdict(list)
    for one in (one for said in statements.values() for one in said):
        if sources[one.source]["id"] in heard[one.claim]:
            for key in keys[one.claim]:
                order = DAYS.get(key)
                name = first_given(terms, order, statements[one.claim]) if order else key
                for value in _values(one, key, name):
                    found[one.claim, key, value].append(sources[one.source])
    known = describe(store, {value for _, key, value in found if key not in DAYS})
    result: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for (claim, key, value), saying in found.items():
        words = known.get(value) or {"zh": value, "en": value}
        said_last = {"zh": words["zh"], "en": words["en"], "issued": last_issued(saying)}
        result[claim][key].append(said_last)
    for differing in result.values():
        for values in differing.values():
            values.sort(key=lambda one: (_last_day(one["issued"]), one["zh"]))
    return result


def _values(said: Statement, key: str, name: str | None) -> list[str]:
    if key not in DAYS:
        return said.iris(key)
    return [dates.show(*span)] if name and (span := said.dates(name)) else []


def last_issued(sources: Iterable[Record]) -> str | None:
    """The date of the source that was issued last; None if none is dated.

    >>> last_issued([{"issued": "2018-03/2018-06"}, {"issued": None}, {"issued": "2018"}])
    '2018'
    """
    return max((one["issued"] for one in sources if one["issued"]), key=_last_day, default=None)


def _last_day(issued: str | None) -> str:
    return dates.parse(issued).last.isoformat() if issued else ""
