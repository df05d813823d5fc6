"""Claims in short: what each is called, when, at which stage, and where the sources say so.

`kg.claims.read_statements` reads everything that is said; a list of two hundred relations needs
a name, a date and a place in the text of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.claims import Statement, iris, place, read_sources, read_statements
from kg.differences import progress_of, read_scale, settled, steps
from kg.editorial import of_source, read_corrections
from kg.entities import concept, describe
from kg.namespaces import COOP, FROM_SOURCE, local_name
from kg.sparql import Store
from kg.store import select
from kg.terms import facts as known_facts
from kg.terms import in_order
from kg.texts.spans import offsets

if TYPE_CHECKING:
    from kg.records import Concept, Digest, Entity, Progress, Source, Words

__all__ = ["cited", "digest", "told_apart"]

SAID = f"""
SELECT ?claim ?graph ?property ?value WHERE {{
  VALUES ?claim {{ $claims }} VALUES ?property {{ $properties }}
  GRAPH ?graph {{ ?claim ?property ?value }}
  {FROM_SOURCE}
}}"""

PLACES = f"""
SELECT ?claim ?graph ?selector ?locator ?rule WHERE {{
  VALUES ?claim {{ $claims }}
  GRAPH ?graph {{ ?claim coop:evidence ?selector
                  OPTIONAL {{ ?selector coop:locator ?locator }}
                  OPTIONAL {{ ?claim coop:readBy ?rule }} }}
  {FROM_SOURCE}
}}"""

_Said = dict[str, dict[str, list[tuple[str, Any]]]]


def _claims_said(store: Store, claims: Collection[str], names: Iterable[str]) -> _Said:
    """Claim -> property -> (source, term), for the properties ``coop:<name>``."""
    said: _Said = defaultdict(lambda: defaultdict(list))
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    properties = [ox.NamedNode(COOP + name) for name in names]
    for row in select(store, SAID, claims=nodes, properties=properties) if nodes else ():
        name = local_name(row["property"].value)
        said[row["claim"].value][name].append((row["graph"].value, row["value"]))
    return said


def cited(store: Store, claims: Collection[str]) -> dict[tuple[str, str], list[Source]]:
    """Source records with places, by claim and source.

    Sources that state a claim without a place in a text (pages that are not kept) are left out.
    """
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    places: dict[tuple[str, str], dict[tuple[int, int], str | None]] = defaultdict(dict)
    rules: dict[tuple[str, str], str] = {}
    for row in select(store, PLACES, claims=nodes) if nodes else ():
        locator = row["locator"].value if "locator" in row else None
        found = places[row["claim"].value, row["graph"].value]
        span = offsets(row["selector"].value)
        if "rule" in row:
            rules[row["claim"].value, row["graph"].value] = row["rule"].value
        found[span] = min(locator, found[span]) if locator and found.get(span) else locator
    records = read_sources(store, {source for _, source in places})
    corrections = read_corrections(store)
    return {
        (claim, source): place(
            records[source],
            [(start, end, locator) for (start, end), locator in sorted(found.items())],
            of_source(corrections.get(claim, ()), source),
            read_by=rules.get((claim, source), ""),
        )
        for (claim, source), found in places.items()
    }


def digest(store: Store, claims: Collection[str]) -> dict[str, Digest]:
    """Each claim as an entity of the JSON contract, with what a line about it has to say.

    That is ``stage``, ``stages`` (all that sources report), ``progress``, ``date``,
    ``conflicts``, ``capacity`` (the office in which somebody took part, ``{"zh", "en"}`` or
    None), ``roles`` and ``topic`` (what was done or spoken of, likewise).

    ``stage`` is the last that was reached, or None (where sources contradict each other,
    ``conflicts`` says so), ``date`` as sharp as all sources allow: when it happened, else as of
    when it is told; ``date_property`` says which.
    """
    records = describe(store, claims)
    dated = in_order(known_facts(store, "dateOrder")["dateOrder"])
    wanted = ["stage", "capacity", "role", "topic", *dated, *(f"{name}Latest" for name in dated)]
    said = _claims_said(store, claims, wanted)
    concepts = {
        term.value
        for facts in said.values()
        for name in ("stage", "role")
        for _, term in facts.get(name, ())
    }
    names = describe(store, concepts)
    several = _several(store, said, names)
    result: dict[str, Digest] = {}
    for iri in records:
        facts = said.get(iri, {})
        stages, roles = (
            [concept(names[one]) for one in sorted({term.value for _, term in facts.get(name, ())})]
            for name in ("stage", "role")
        )
        one = stages[0] if len(stages) == 1 else None
        day, dated_by = _date(facts, dated)
        last, progress, conflicts = several.get(iri, (one, [], []))
        result[iri] = {
            **records[iri],
            "stage": last,
            "stages": stages,
            "progress": progress,
            "date": day,
            "date_property": dated_by,
            "conflicts": conflicts,
            "capacity": _words(facts, "capacity"),
            "roles": roles,
            "topic": _words(facts, "topic"),
        }
    return result


def _several(
    store: Store, said: _Said, names: Mapping[str, Entity]
) -> dict[str, tuple[Concept | None, list[Progress], list[str]]]:
    """Of claims with several stages: the last, all in order, and whether they conflict."""
    claims = [
        iri for iri, facts in said.items() if len({term for _, term in facts.get("stage", ())}) > 1
    ]
    if not claims:
        return {}
    statements, scale = read_statements(store, claims), read_scale(store)
    sources = read_sources(store, {one.source for group in statements.values() for one in group})
    result = {}
    for iri, group in statements.items():
        last, differ = settled(group, "stage", sources, scale)
        result[iri] = (
            concept(names[last]) if last else None,
            progress_of(steps(group, sources, scale), names, sources),
            ["stage"] * differ,
        )
    return result


def _words(facts: dict[str, list[tuple[str, Any]]], name: str) -> Words | None:
    said = sorted({term for _, term in facts.get(name, ())}, key=str)
    if not said:
        return None
    words = {lang: [one.value for one in said if one.language == lang] for lang in ("zh", "en")}
    zh, en = (words[lang] or [one.value for one in said] for lang in ("zh", "en"))
    return {"zh": "、".join(zh), "en": ", ".join(en)}


def _date(
    facts: dict[str, list[tuple[str, Any]]], dated: Iterable[str]
) -> tuple[str | None, str | None]:
    for name in dated:
        firsts = {source: term.value for source, term in facts.get(name, ())}
        lasts = {source: term.value for source, term in facts.get(f"{name}Latest", ())}
        if firsts:
            first = max(firsts.values())
            last = min(lasts.get(source, day) for source, day in firsts.items())
            return (dates.show(first, last), name) if first <= last else (None, None)
    return None, None


def told_apart(
    store: Store, named: Mapping[str, Entity], statements: Mapping[str, Iterable[Statement]]
) -> dict[str, Entity]:
    """Records, those of figures with what they are about: two of them may be printed alike."""
    before = known_facts(store, "toldWith")["toldWith"]
    about = {
        claim: subjects
        for claim, record in named.items()
        for name in before.get(record["type"] or "", ())
        if (subjects := sorted(iris(statements.get(claim, ()), name)))
    }
    things = describe(store, {iri for subjects in about.values() for iri in subjects})
    result = dict(named)
    for claim, subjects in about.items():
        words = [*(things[iri] for iri in subjects), named[claim]]
        zh, en = "·".join(one["zh"] for one in words), " · ".join(one["en"] for one in words)
        result[claim] = {**named[claim], "zh": zh, "en": en}
    return result
