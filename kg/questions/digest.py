"""Claims in short: what each is called, when, at which stage, and where the sources say so.

`kg.claims.read_statements` reads everything that is said; a list of two hundred relations needs
a name, a date and a place in the text of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import pyoxigraph as ox

from kg import dates
from kg.claims import place, read_sources
from kg.editorial import of_source, read_corrections
from kg.entities import Record, describe, text_of
from kg.namespaces import COOP, FROM_SOURCE, local_name
from kg.store import select
from kg.terms import facts as known_facts
from kg.terms import in_order
from kg.texts.spans import offsets

__all__ = ["Digest", "cited", "claims_said", "digest"]

# The properties that make up the name of a claim that has none, in the order of its words.
NAMING = (
    "partner",
    "openPartner",
    "about",
    "indicator",
    "printed",
    "agent",
    "role",
    "inActivity",
    "nameText",
)

SAID = f"""
SELECT ?claim ?graph ?property ?value WHERE {{
  VALUES ?claim {{ $claims }} VALUES ?property {{ $properties }}
  GRAPH ?graph {{ ?claim ?property ?value }}
  {FROM_SOURCE}
}}"""

PLACES = f"""
SELECT ?claim ?graph ?selector ?locator WHERE {{
  VALUES ?claim {{ $claims }}
  GRAPH ?graph {{ ?claim coop:evidence ?selector
                  OPTIONAL {{ ?selector coop:locator ?locator }} }}
  {FROM_SOURCE}
}}"""

_Said = dict[str, dict[str, list[tuple[str, Any]]]]
Digest = dict[str, Record]


def claims_said(store: ox.Store, claims: Collection[str], names: Iterable[str]) -> _Said:
    """Claim -> property -> (source, term), for the properties ``coop:<name>``."""
    said: _Said = defaultdict(lambda: defaultdict(list))
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    properties = [ox.NamedNode(COOP + name) for name in names]
    for row in select(store, SAID, claims=nodes, properties=properties) if nodes else ():
        name = local_name(row["property"].value)
        said[row["claim"].value][name].append((row["graph"].value, row["value"]))
    return said


def cited(store: ox.Store, claims: Collection[str]) -> dict[tuple[str, str], list[Record]]:
    """Source records with places, by claim and source.

    Sources that state a claim without a place in a text (pages that are not kept) are left out.
    """
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    places: dict[tuple[str, str], dict[tuple[int, int], str | None]] = defaultdict(dict)
    for row in select(store, PLACES, claims=nodes) if nodes else ():
        locator = row["locator"].value if "locator" in row else None
        found = places[row["claim"].value, row["graph"].value]
        span = offsets(row["selector"].value)
        found[span] = min(locator, found[span]) if locator and found.get(span) else locator
    records = read_sources(store, {source for _, source in places})
    corrections = read_corrections(store)
    return {
        (claim, source): place(
            records[source],
            [(start, end, locator) for (start, end), locator in sorted(found.items())],
            of_source(corrections.get(claim, ()), source),
        )
        for (claim, source), found in places.items()
    }


def digest(store: ox.Store, claims: Collection[str]) -> Digest:
    """Each claim as an entity of the JSON contract, with what a line about it has to say.

    That is ``stage``, ``stages`` (where sources differ, all of them), ``date``, ``conflicts`` and
    ``capacity`` (the office in which somebody took part, ``{"zh", "en"}`` or None).

    ``stage`` is a concept or None (where sources differ, ``conflicts`` says so), ``date`` as
    sharp as all sources allow: when it happened, else as of when it is told.
    """
    records = describe(store, claims)
    dated = in_order(known_facts(store, "dateOrder")["dateOrder"])
    timing = ["stage", "capacity", *dated, *(f"{name}Latest" for name in dated)]
    said = claims_said(store, claims, timing)
    nameless = [iri for iri, record in records.items() if record["zh"] == record["id"]]
    for iri, facts in claims_said(store, nameless, NAMING).items():
        said[iri].update(facts)
    referred = {
        term.value
        for facts in said.values()
        for found in facts.values()
        for _, term in found
        if isinstance(term, ox.NamedNode)
    }
    names = describe(store, referred - set(records)) | records
    result = {}
    # A claim may be named after another that has no name either: a figure about a pairing.
    for iri in sorted(records, key=lambda iri: "about" in said.get(iri, {})):
        facts = said.get(iri, {})
        if records[iri]["zh"] == records[iri]["id"]:
            names[iri] = records[iri] = {**records[iri], **_title(facts, names)}
        said_stages = sorted({term.value for _, term in facts.get("stage", ())})
        stages = [{key: names[one][key] for key in ("id", "zh", "en")} for one in said_stages]
        result[iri] = {
            **records[iri],
            "stage": stages[0] if len(stages) == 1 else None,
            "stages": stages,
            "date": _date(facts, dated),
            "conflicts": ["stage"] if len(stages) > 1 else [],
            "capacity": _capacity(facts),
        }
    unnamed = [iri for iri in referred - set(records) if names[iri]["zh"] == names[iri]["id"]]
    if unnamed:
        _name_after(store, unnamed, result, said, names)
    return {iri: result[iri] for iri in sorted(result)}


def _name_after(
    store: ox.Store, unnamed: list[str], result: Digest, said: _Said, names: dict[str, Record]
) -> None:
    """Name what is named after pairings once those have names."""
    names |= digest(store, unnamed)
    for iri, record in result.items():
        referred = {term.value for found in said.get(iri, {}).values() for _, term in found}
        if referred & set(unnamed):
            result[iri] = {**record, **_title(said[iri], names)}


def _title(facts: dict[str, list[tuple[str, Any]]], names: dict[str, Record]) -> dict[str, str]:
    words: dict[str, list[str]] = {"zh": [], "en": []}
    for name in NAMING:
        terms = {term for _, term in facts.get(name, ())}
        literals = [term for term in terms if isinstance(term, ox.Literal)]
        found = sorted(
            (names[term.value] for term in terms if isinstance(term, ox.NamedNode)),
            key=lambda record: str(record["id"]),
        )
        if name == "openPartner" and literals:
            found = [dict(text_of(literals))]
        elif literals:
            found = [dict.fromkeys(words, literal.value) for literal in sorted(literals, key=str)]
        for lang, list_ in words.items():
            list_ += [str(one[lang] or one["zh"] or one["en"]) for one in found]
    mark = ("—", "–") if "partner" in facts else ("·", " · ")
    zh, en = mark[0].join(words["zh"]), mark[1].join(words["en"])
    return {"zh": zh, "en": en} if zh else {}


def _capacity(facts: dict[str, list[tuple[str, Any]]]) -> dict[str, str] | None:
    said = sorted({term for _, term in facts.get("capacity", ())}, key=str)
    if not said:
        return None
    words = {lang: [one.value for one in said if one.language == lang] for lang in ("zh", "en")}
    zh, en = (words[lang] or [one.value for one in said] for lang in ("zh", "en"))
    return {"zh": "、".join(zh), "en": ", ".join(en)}


def _date(facts: dict[str, list[tuple[str, Any]]], dated: Iterable[str]) -> str | None:
    for name in dated:
        firsts = {source: term.value for source, term in facts.get(name, ())}
        lasts = {source: term.value for source, term in facts.get(f"{name}Latest", ())}
        if firsts:
            first = max(firsts.values())
            last = min(lasts.get(source, day) for source, day in firsts.items())
            return dates.show(first, last) if first <= last else None
    return None
