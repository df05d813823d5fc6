"""What a row says that cannot be: days to come, ids of another kind, sides that are no partner."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import Problem, Text
from kg.loaders.rows import SOURCE_CLASS, Row, head_of_ids
from kg.namespaces import COOP, ID, PREFIXES, identifier, local_name, prefixes
from kg.ontology import Ontology

__all__ = ["impossible", "no_partners"]

ISSUED, PARTNER = PREFIXES["dcterms"] + "issued", COOP + "partner"
# Days of what has been done; what is planned may lie ahead, but not for centuries.
DONE = {ISSUED, PREFIXES["dcterms"] + "date"} | {
    COOP + name for name in ("asOf", "signedOn", "issuedOn", "publishedOn", "writtenOn")
}
# As of when, and what a report says was signed: no later than the report.
REPORTED = {COOP + "asOf", COOP + "signedOn"}
AHEAD = 100
# A computer's clock may be behind, and no data of this version are older.
NOT_BEFORE = datetime.date(2026, 11, 1)
_Values = Iterable[tuple[str, Any]]


def impossible(
    found: Iterable[tuple[Row, list[Any]]], ontology: Ontology, today: datetime.date | None = None
) -> Iterator[Problem]:
    """Problems of ids and dates.

    Args:
        found: every row with what it says.
        ontology: the schema.
        today: the day after which nothing has been done; the computer's by default.
    """
    now = max(today or datetime.date.today(), NOT_BEFORE)
    found = list(found)
    last = f"{ISSUED}Latest", COOP + "issuedLatest"
    issued = {
        row.iri: term.value
        for row, quads in found
        if row.is_a(SOURCE_CLASS)
        for _, name, term, _ in quads
        if name in last
    }
    for row, quads in found:
        yield from _of_another_kind(row)
        for _, name, term, _ in quads:
            if name in ontology.properties and ontology.properties[name].latest:
                yield from _ahead(row, name, term.value, now)
                limit = issued.get(row.source or "", "9999")
                if name in REPORTED and limit < term.value <= now.isoformat():
                    yield row.problem(
                        row.heads.get(name, local_name(name)),
                        Text(
                            f"{term.value} 晚于来源的发布日期（{limit}）",
                            f"{term.value} is after the source was issued ({limit})",
                        ),
                        Text("来源说不到它之后的事", "a source cannot report what came after it"),
                    )


def _ahead(row: Row, name: str, day: str, now: datetime.date) -> Iterator[Problem]:
    far = now.replace(year=now.year + AHEAD, day=1)
    if day > (now if name in DONE else far).isoformat():
        yield row.problem(
            row.heads.get(name, local_name(name)),
            Text(f"{day} 还没有到", f"{day} is yet to come"),
            Text("请核对年份", "check the year"),
        )


def _of_another_kind(row: Row) -> Iterator[Problem]:
    """An id begins with what it is of: of an agreement, no pairing."""
    ident = identifier(row.iri)
    kind, slash, _ = ident.partition("/")
    if not slash or prefixes().get(kind) != f"{ID}{kind}/":
        return
    own, allowed = head_of_ids(row.table, row.classes)
    if kind not in allowed:
        yield row.problem(
            "id",
            Text(f"“{ident}”是别一类的编号", f"“{ident}” is an id of another kind"),
            Text(f"这里的编号写作 {own}/…", f"ids are written {own}/… here"),
        )


def no_partners(row: Row, values: _Values, ontology: Ontology) -> Iterator[Problem]:
    """Sides of a pairing that are not among the partners that the same row names."""
    said: dict[str, set[str]] = {}
    for name, term in values:
        said.setdefault(name, set()).add(term.value)
    partners = said.get(PARTNER)
    for name in sorted(said) if partners else ():
        term = ontology.properties.get(name)
        if term is None or PARTNER not in term.ancestors:
            continue
        for one in sorted(said[name] - (partners or set())):
            if one.startswith(ID):
                yield row.problem(
                    row.heads.get(name, local_name(name)),
                    Text(
                        f"{term.label.zh}“{identifier(one)}”不在“合作方”之中",
                        f"the {term.label.en} “{identifier(one)}” is not among the partners",
                    ),
                    Text(
                        "支援方、受援方都要列在“合作方”里，或者“合作方”不填",
                        "name both sides under “partner” too, or leave “partner” empty",
                    ),
                )
