"""What joins partners, as rows: what the sources of a claim agree on, for any two that it joins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from kg.claims import (
    Statement,
    agreed_date,
    citations,
    iris,
    programme_mechanisms,
    read_sources,
    read_statements,
)
from kg.conditions import EVERYTHING, Conditions
from kg.differences import Scale, progress_of, read_scale, settled, steps
from kg.entities import concept, describe, text_of
from kg.facts import claim_facts, referred, relations
from kg.namespaces import COOP
from kg.questions.disputes import DAYS
from kg.questions.standings import standings
from kg.sparql import Store
from kg.terms import Facts, facts
from kg.validity import DATES, first_given

if TYPE_CHECKING:
    from kg.records import Entity, OpenPartner, PartnerRow, Source, SourceFacts

__all__ = ["JOINING", "TERMS", "of_claims", "one_way", "pairings"]

STATED = {COOP + "statedIn"}  # Asked for with the claim: which task or agreement says so.

# What the ontology has to say of its terms.
JOINING = ("kindName", "joins", "pathWeight")
# Who supports and who is supported, where sources say so.
SIDES: tuple[Literal["supporter", "supported"], ...] = ("supporter", "supported")
# Of what sources may give several of, where one holds.
SINGLE = ("form", "stage", "programme")
EDGES = ("edgeSource", "edgeTarget", "edgeSymmetric")
TERMS = (*JOINING, *DATES, *EDGES, "rank")


def pairings(store: Store, claims: Collection[str]) -> list[PartnerRow]:
    """One row for each two that some pairings join, read from who supports to who is supported.

    Args:
        store: an open store.
        claims: IRIs of pairings.

    Returns:
        Rows as `partners` has them, by claim. Of two of which neither supports the other the one
        whose id comes first is ``of``.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> (row,) = pairings(kg.open(), [ID + "pairing/dalian-shanghai"])
        >>> row["of"]["zh"], row["partner"]["zh"]
        ('大连市', '上海市')
    """
    terms = facts(store, *TERMS)
    return one_way(of_claims(store, claims, None, "pairing", "partner", EVERYTHING, terms))


def one_way(rows: Iterable[PartnerRow]) -> list[PartnerRow]:
    """Of the two rows of any two the one that is read from who supports to who is supported."""

    def read_so(row: PartnerRow) -> bool:
        if row["side"] or row["partner"]["iri"] is None:
            return row["side"] != "supporter"
        return row["of"]["id"] < (row["partner"]["id"] or "")

    return [row for row in rows if read_so(row)]


def of_claims(
    store: Store,
    found: Collection[str],
    entities: Collection[str] | None,
    kind: str,
    property_name: str,
    limits: Conditions,
    terms: Facts,
) -> list[PartnerRow]:
    """Rows of claims that join, of some of those that they join or of all.

    Args:
        store: an open store.
        found: IRIs of claims of one class.
        entities: IRIs of those for whom there are rows; None for all.
        kind: what the class is called in answers.
        property_name: what leads to those that it joins.
        limits: which statements count.
        terms: what the ontology says of ``TERMS``.
    """
    claims = read_statements(store, found)
    sources = read_sources(store, {one.source for group in claims.values() for one in group})
    claims = {iri: kept for iri, all_ in claims.items() if (kept := limits.kept(all_, sources))}
    everyone = [statement for group in claims.values() for statement in group]
    skip = relations(terms) - STATED
    under = programme_mechanisms(store) if iris(everyone, "programme") else {}
    mechanisms = set[str]().union(*under.values())
    known = describe(store, mechanisms | iris(everyone, property_name) | referred(everyone, skip))
    # Where no claim has two, there is nothing to weigh, and reading how takes as long as the rest.
    differing = any(len(iris(group, one)) > 1 for group in claims.values() for one in SINGLE)
    scale = read_scale(store) if differing else Scale({}, {}, frozenset())
    wider = (scale.broader.get(one, ()) for one in iris(everyone, "form"))
    known |= describe(store, set().union(*wider) - known.keys())
    rows = [
        row
        for claim, group in claims.items()
        for row in _rows(
            group,
            entities,
            property_name,
            known,
            sources,
            _template(claim, group, kind, known, sources, scale, terms, under),
        )
    ]
    held = standings(store, claims, sources, terms, limits)
    for row in rows:
        row["standing"], holds = held[row["claim"]]
        if holds:
            row["holds"] = holds
    return rows


_Row = Callable[..., "PartnerRow"]


def _rows(
    statements: list[Statement],
    entities: Collection[str] | None,
    property_name: str,
    known: Mapping[str, Entity],
    sources: Mapping[str, SourceFacts],
    row: _Row,
) -> list[PartnerRow]:
    joined = sorted(iris(statements, property_name))
    sides = {side: iris(statements, side) for side in SIDES}
    rows: list[PartnerRow] = []
    for one in joined:
        if entities is not None and one not in entities:
            continue
        for other in joined:
            both = [found for found in statements if {one, other} <= set(found.iris(property_name))]
            if other != one and both:
                said = [side for side in SIDES if other in sides[side]]
                rows.append(row(known[other], known[one], citations(both, sources), said))
        for words in _open(statements):
            those = [found for found in statements if found.texts("openPartner")]
            saying = [found for found in those if one in found.iris(property_name)]
            rows.append(row(words, known[one], citations(saying, sources)))
    return rows


def _template(
    claim: str,
    statements: list[Statement],
    kind: str,
    known: Mapping[str, Entity],
    sources: Mapping[str, SourceFacts],
    scale: Scale,
    terms: Facts,
    under: Mapping[str, set[str]],
) -> _Row:
    """What the sources of a claim agree on, as the row of any two that it joins."""
    single = {name: settled(statements, name, sources, scale) for name in SINGLE}
    form, stage, programme = (concept(known[iri]) if iri else None for iri, _ in single.values())
    mechanisms = iris(statements, "mechanism").union(
        *(under.get(one, ()) for one in iris(statements, "programme"))
    )
    mechanism = concept(known[min(mechanisms)]) if len(mechanisms) == 1 else None
    fields = [concept(known[iri]) for iri in sorted(iris(statements, "field"))]
    given = {key: first_given(terms, order, statements) for key, order in DAYS.items()}
    days = {
        key: agreed_date(statements, name) if name else (None, False) for key, name in given.items()
    }
    conflicts = [key for key, (_, differ) in {**single, **days}.items() if differ]
    conflicts = sorted([*conflicts, *(["mechanism"] if len(mechanisms) > 1 else [])])
    progress = progress_of(steps(statements, sources, scale), known, sources)
    told = claim_facts(statements, known, relations(terms) - STATED)

    def row(
        partner: Entity | OpenPartner,
        of: Entity,
        sources: list[Source],
        sides: Sequence[Literal["supporter", "supported"]] = (),
    ) -> PartnerRow:
        return {
            "partner": partner,
            "of": of,
            "claim": claim,
            "kind": kind,
            "form": form,
            "fields": fields,
            "stage": stage,
            "progress": progress,
            "mechanism": mechanism,
            "programme": programme,
            "side": sides[0] if len(sides) == 1 else None,
            "from": days["from"][0],
            "until": days["until"][0],
            "dated": any(given.values()),
            "standing": None,
            "conflicts": sorted([*conflicts, "side"]) if len(sides) > 1 else conflicts,
            "facts": told,
            "sources": sources,
        }

    return row


def _open(statements: Iterable[Statement]) -> list[OpenPartner]:
    said = [text_of(found.texts("openPartner")) for found in statements]
    words = {(one["zh"] or one["en"], one["en"] or one["zh"]): None for one in said}
    return [
        {"iri": None, "id": None, "type": "open", "zh": zh, "en": en}
        for zh, en in words
        if zh and en
    ]
