"""What was reported, as of when: figures as the sources print them. Nothing is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import dates
from kg.claims import (
    Statement,
    agreed,
    agreed_date,
    agreed_number,
    citations,
    claims_of,
    iris,
    read_sources,
)
from kg.entities import concept, describe, entity
from kg.names import distinct
from kg.namespaces import COOP, FROM_SOURCE, ID
from kg.questions.partners import inside
from kg.sparql import Store
from kg.store import select
from kg.terms import facts

if TYPE_CHECKING:
    from kg.records import Concept, Entity, Figure, SourceFacts

__all__ = ["concerning", "figures", "parts"]

PAIRING = ID + "pairing/"

JOINING = f"""
SELECT DISTINCT ?claim WHERE {{
  VALUES ?entity {{ $entities }} VALUES (?class ?property) {{ $ends }}
  GRAPH ?graph {{ ?claim ?property ?entity }} {FROM_SOURCE}
  GRAPH ?typed {{ ?claim a ?class }}
}}"""

# What is done under a pairing, by whom the source may not say: a fund of two provinces.
UNDER = f"""
SELECT DISTINCT ?claim WHERE {{
  VALUES ?pairing {{ $pairings }} GRAPH ?graph {{ ?claim coop:partOf ?pairing }} {FROM_SOURCE}
  GRAPH ?typed {{ ?claim a coop:Project }}
}}"""

# Of a plan: its tasks and safeguards, those of its areas too.
PARTS = f"""
SELECT DISTINCT ?part WHERE {{
  {{ GRAPH ?graph {{ ?part coop:partOf $entity }} {FROM_SOURCE} }}
  UNION {{ GRAPH ?graph {{ ?part coop:partOf ?area }} {FROM_SOURCE}
           GRAPH ?other {{ ?area a coop:Area ; coop:partOf $entity }} }}
  GRAPH ?typed {{ ?part a ?class }} VALUES ?class {{ coop:Area coop:Task coop:Safeguard }}
}}"""


def concerning(store: Store, subject: str, *, below: bool = False) -> set[str]:
    """The pairings, agreements, events, projects and plans of an entity, and what it operates.

    Projects that are part of its pairings are among them, whoever is party to them.

    Which classes of claims concern whom, the ontology says: ``coop:joins``, ``coop:concerns``.
    With ``below`` also what lies inside, what concerns that, and what is done there.
    """
    known = facts(store, "joins", "concerns")
    ends = [
        f"(<{COOP}{name}> <{COOP}{term}>)"
        for said in known.values()
        for name, terms in said.items()
        for term in terms
    ]
    lying = inside(store, subject) if below else set()
    ends += [f"(coop:{name} coop:place)" for name in ("Project", "Event")] * below
    circle = [ox.NamedNode(iri) for iri in sorted({subject} | lying)]
    found = {row["claim"].value for row in select(store, JOINING, entities=circle, ends=ends)}
    pairings = [ox.NamedNode(iri) for iri in sorted(found | {subject}) if iri.startswith(PAIRING)]
    if pairings:
        found |= {row["claim"].value for row in select(store, UNDER, pairings=pairings)}
    return lying | found


def parts(store: Store, subject: str) -> set[str]:
    """The areas, tasks and safeguards of a plan: what they state, the plan states."""
    rows = select(store, PARTS, entity=ox.NamedNode(subject))
    return {row["part"].value for row in rows}


def figures(
    store: Store,
    *,
    about: Collection[str] = (),
    stated_in: Collection[str] = (),
    indicator: Collection[str] = (),
    stage: Collection[str] = (),
    as_of: str | None = None,
    classes: Collection[str] = (),
) -> list[Figure]:
    """Figures as reported, one record each, never added up.

    Args:
        store: an open store.
        about: IRIs of subjects, or of those from or to whom what is counted went; see
            `concerning` for what an entity takes part in.
        stated_in: or IRIs of the tasks, plans or agreements that state them; see `parts`.
        indicator: IRIs of indicators.
        stage: IRIs of stages.
        as_of: an ISO day: only the latest figure per subject, indicator and stage up to then,
            and those without a date.
        classes: local names of the classes of subjects.

    Returns:
        ``{"iri", "about", "indicator", "value", "printed", "qualifier", "lower", "upper",
        "unit", "basis", "asOf", "stage", "sources"}`` by subject, indicator and date. Values are
        in the base unit; None where sources differ.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> rows = figures(kg.open(), indicator=[ID + "indicator/signed-amount"])
        >>> [(row["printed"], row["value"]) for row in rows]
        [('554亿元', 55400000000)]
    """
    # A number may also say who gave and who got what it counts.
    subject = [(set(about), name) for name in ("about", "from", "to")]
    subject += [(set(stated_in), "statedIn")]
    limits = [subject, [(set(indicator), "indicator")], [(set(stage), "stage")]]
    claims = {
        iri: said
        for iri, said in claims_of(store, "Observation").items()
        if all(
            not any(wanted for wanted, _ in ways)
            or any(wanted & iris(said, name) for wanted, name in ways)
            for ways in limits
        )
    }
    names = ("indicator", "unit", "qualifier", "stage")
    subjects = {one for said in claims.values() for one in iris(said, "about")}
    terms = {one for said in claims.values() for name in names for one in iris(said, name)}
    known = describe(store, terms | subjects)
    sources = read_sources(store, {found.source for said in claims.values() for found in said})
    rows = [_row(iri, said, known, sources) for iri, said in claims.items()]
    if classes:
        rows = [row for row in rows if row["about"] and row["about"]["type"] in classes]
    if as_of:
        rows = _latest(rows, as_of)
    return sorted(rows, key=_order)


def _row(
    iri: str, said: list[Statement], known: Mapping[str, Entity], sources: Mapping[str, SourceFacts]
) -> Figure:
    def term(name: str) -> Concept | None:
        found = agreed(said, name)[0]
        return concept(known[found]) if found else None

    subject = min(iris(said, "about"), default=None)
    return {
        "iri": iri,
        "about": entity(known[subject]) if subject else None,
        "indicator": term("indicator"),
        "value": agreed_number(said, "value")[0],
        "printed": _text(said, "printed"),
        "qualifier": term("qualifier"),
        "lower": agreed_number(said, "lower")[0],
        "upper": agreed_number(said, "upper")[0],
        "unit": term("unit"),
        "basis": _text(said, "basis"),
        "asOf": agreed_date(said, "asOf")[0],
        "stage": term("stage"),
        "sources": citations(said, sources),
    }


def _text(said: Iterable[Statement], name: str) -> str | None:
    """The words of the sources; those that differ in script only are given once."""
    return "；".join(distinct(term.value for one in said for term in one.texts(name))) or None


def _latest(rows: Iterable[Figure], day: str) -> list[Figure]:
    groups: dict[tuple[str, ...], list[tuple[str, Figure]]] = defaultdict(list)
    kept = []
    for row in rows:
        if row["asOf"] is None:
            kept.append(row)
            continue
        span = dates.parse(row["asOf"])
        if span.first.isoformat() <= day:
            groups[_ids(row)].append((span.last.isoformat(), row))
    for found in groups.values():
        latest = max(last for last, _ in found)
        kept += [row for last, row in found if last == latest]
    return kept


def _ids(row: Figure) -> tuple[str, str, str]:
    about, indicator, stage = row["about"], row["indicator"], row["stage"]
    return (
        about["id"] if about else "",
        indicator["id"] if indicator else "",
        stage["id"] if stage else "",
    )


def _order(row: Figure) -> tuple[str, ...]:
    about, indicator, stage = _ids(row)
    return about, indicator, row["asOf"] or "", stage, row["iri"]
