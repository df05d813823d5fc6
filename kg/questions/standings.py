"""Whether claims are known to have ended, and how; or when each was stated last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg import dates
from kg.claims import Statement, iris
from kg.conditions import Conditions
from kg.entities import concept, describe
from kg.namespaces import SOURCES
from kg.questions.disputes import last_issued
from kg.rounds import read_rounds
from kg.sparql import Store
from kg.store import select
from kg.terms import Facts
from kg.validity import first_given, holding, standing, validity

if TYPE_CHECKING:
    from kg.records import SourceFacts, Standing

__all__ = ["Held", "standings"]

ISSUED = f"SELECT DISTINCT ?day WHERE {{ GRAPH <{SOURCES}> {{ ?source dcterms:issued ?day }} }}"


class Held(NamedTuple):
    """What is known of the end of a claim; whether it held on the day asked about."""

    standing: Standing | None
    holds: Literal["certain", "possible"] | None


def standings(
    store: Store,
    claims: Mapping[str, list[Statement]],
    sources: Mapping[str, SourceFacts],
    terms: Facts,
    limits: Conditions,
) -> dict[str, Held]:
    """Of each claim what is known of its end; None for what happened on a day, and ended with it.

    Without a day asked about, what is over is over by the date of the last source in the store.

    Args:
        store: an open store.
        claims: statements by claim.
        sources: the records of their sources, by IRI.
        terms: what the ontology says of ``kg.validity.DATES``.
        limits: the day asked about, and up to which day sources are heard.
    """
    under = {iri for group in claims.values() for iri in iris(group, "programme")}
    rounds = read_rounds(store, terms, limits.dates_heard, under) if under else {}
    known = {iri: validity(group, sources, terms, rounds) for iri, group in claims.items()}
    found = {iri: standing(one) for iri, one in known.items()}
    words = describe(store, {one.by for one in found.values() if one.by})
    closing = any(one.reason in ("ended", "term", "replaced") for one in found.values())
    day = limits.as_of.first.isoformat() if limits.as_of else _last(store) if closing else ""
    held: dict[str, Held] = {}
    for iri, one in found.items():
        stated = last_issued(sources[said.source] for said in claims[iri])
        record: Standing = {
            "reason": one.reason,
            "date": stated if one.reason == "stated" else one.days and dates.show(*one.days),
            "programme": concept(words[one.by]) if one.by else None,
            "over": one.over(day),
        }
        moment = first_given(terms, "beginOrder", claims[iri]) in terms["isMoment"]
        asked = limits.as_of and holding(known[iri], limits.as_of)
        held[iri] = Held(None if moment else record, asked)
    return held


def _last(store: Store) -> str:
    return max((row["day"].value for row in select(store, ISSUED)), default="")
