"""Which partners of X: by pairings, common agreements, common events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

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
from kg.namespaces import COOP, DERIVED, ID
from kg.questions.disputes import DAYS
from kg.sparql import Store
from kg.store import select
from kg.terms import Facts, facts, joining
from kg.validity import DATES, first_given, holding, validity

if TYPE_CHECKING:
    from kg.records import Entity, OpenPartner, PartnerRow, Source, SourceFacts

__all__ = [
    "count_partners",
    "inside",
    "partners",
    "partners_of",
]

STATED = {COOP + "statedIn"}  # Asked for with the claim: which task or agreement says so.

# What the ontology has to say of its terms.
JOINING = ("kindName", "joins", "pathWeight")
# Who supports and who is supported, where sources say so.
SIDES: tuple[Literal["supporter", "supported"], ...] = ("supporter", "supported")
EDGES = ("edgeSource", "edgeTarget", "edgeSymmetric")
TERMS = (*JOINING, *DATES, *EDGES, "rank")

CLAIMS = """
SELECT DISTINCT ?claim WHERE {
  VALUES ?entity { $entities }
  GRAPH ?graph { ?claim $property ?entity ; a $class }
}"""

JOINED = "SELECT DISTINCT ?item WHERE { GRAPH ?graph { $claim coop:partner ?item } }"

INSIDE = f"SELECT ?item WHERE {{ GRAPH <{DERIVED}> {{ ?item coop:withinTransitive $entity }} }}"
OUTSIDE = f"SELECT ?item WHERE {{ GRAPH <{DERIVED}> {{ $entity coop:withinTransitive ?item }} }}"

CLASSES = f"""
SELECT ?item ?class WHERE {{
  VALUES ?item {{ $items }} GRAPH <{DERIVED}> {{ ?item a ?class }}
}}"""


def partners(
    store: Store,
    entity: str,
    kind: str = "pairing",
    *,
    also: Collection[str] = (),
    below: bool = False,
    above: bool = False,
    level: Collection[str] = (),
    sides: Collection[str] = (),
    limits: Conditions = EVERYTHING,
) -> list[PartnerRow]:
    """Which partners an entity has.

    Args:
        store: an open store.
        entity: its IRI; that of a pairing (沪连) gives its partners, each of the other.
        kind: ``pairing``, ``agreement`` (common signatories), ``event`` (common participants)
            or ``all``; the ontology says which classes join (``coop:joins``, ``coop:kindName``).
        also: IRIs of others: only partners that all of them share with ``entity`` are kept.
        below: add partners of what lies inside; ``of`` says for whom a row holds.
        above: add partners of what it lies in.
        level: local names of classes (``City``); a partner is of one of them or below.
        sides: ``supporter`` for partners that support, ``supported`` for those supported.
        limits: fields, forms, stages, mechanisms, rounds, days and sources.

    Returns:
        One record per partner and claim, by kind, level and name of the partner:
        ``{"partner", "of", "claim", "kind", "form", "fields", "stage", "progress", "mechanism",
        "programme", "side", "from", "until", "dated", "conflicts", "facts", "sources"}``.
        A partner the source leaves open has ``type`` ``"open"`` and the source's words. ``side``
        says which of the two the partner is, where one supports the other. ``from`` is when the
        pairing began, the agreement was signed or the event took place; ``facts`` are all that is
        said of the claim, see `kg.facts`. Where sources differ the value is None and
        ``conflicts`` names the property. With ``as_of`` also ``"holds"``: ``"certain"`` or
        ``"possible"``.

    Example:
        >>> import kg
        >>> rows = partners(kg.open(), "https://w3id.org/cooperation-kg/id/place/panjin")
        >>> [row["partner"]["zh"] for row in rows]
        ['无锡市']
    """
    terms = facts(store, *TERMS)
    kinds = joining(terms)
    if joined := _joined(store, entity):
        found = _partners(store, joined, "pairing", kinds["pairing"], limits, terms)
        rows = [row for row in found if row["claim"] == entity]
    else:
        rows = []
        for one in kinds if kind == "all" else [kind]:
            circles = [_circle(store, iri, below, above) for iri in (entity, *also)]
            found = _partners(store, set().union(*circles), one, kinds[one], limits, terms)
            rows += _shared(found, circles) if also else found
    if level:
        rows = _of_level(store, rows, level)
    if sides:
        rows = [row for row in rows if row["side"] in sides]
    return _in_order(rows, terms)


def _joined(store: Store, claim: str) -> set[str]:
    """The partners of a pairing; nobody, if it is none."""
    if not claim.startswith(ID + "pairing/"):
        return set()
    rows = select(store, JOINED, claim=ox.NamedNode(claim))
    return {row["item"].value for row in rows}


def partners_of(store: Store, entity: Entity) -> list[Entity]:
    """The partners of a pairing (沪连); anything else as it is."""
    joined = _joined(store, entity["iri"])
    return list(describe(store, joined).values()) if joined else [entity]


def _circle(store: Store, entity: str, below: bool, above: bool) -> set[str]:
    found = {entity}
    if below:
        found |= inside(store, entity)
    if above:
        found |= _items(store, OUTSIDE, entity)
    return found


def inside(store: Store, entity: str) -> set[str]:
    """What lies in an entity, at any depth."""
    return _items(store, INSIDE, entity)


def _items(store: Store, query: str, entity: str) -> set[str]:
    return {row["item"].value for row in select(store, query, entity=ox.NamedNode(entity))}


def _partners(
    store: Store,
    entities: set[str],
    kind: str,
    ends: tuple[str, str],
    limits: Conditions,
    terms: Facts,
) -> list[PartnerRow]:
    class_name, property_name = ends
    found = select(
        store,
        CLAIMS,
        property=ox.NamedNode(COOP + property_name),
        entities=[ox.NamedNode(iri) for iri in sorted(entities)],
        **{"class": ox.NamedNode(COOP + class_name)},
    )
    claims = read_statements(store, [row["claim"].value for row in found])
    sources = read_sources(store, {one.source for group in claims.values() for one in group})
    claims = {iri: kept for iri, all_ in claims.items() if (kept := limits.kept(all_, sources))}
    everyone = [statement for group in claims.values() for statement in group]
    skip = relations(terms) - STATED
    under = programme_mechanisms(store) if iris(everyone, "programme") else {}
    mechanisms = set[str]().union(*under.values())
    known = describe(store, mechanisms | iris(everyone, property_name) | referred(everyone, skip))
    scale = read_scale(store)
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
    if limits.as_of:
        holds = {
            claim: holding(validity(group, sources, terms), limits.as_of)
            for claim, group in claims.items()
        }
        for row in rows:
            if held := holds[row["claim"]]:
                row["holds"] = held
    return rows


def _shared(rows: list[PartnerRow], circles: list[set[str]]) -> list[PartnerRow]:
    """Rows of the partners that every circle has; one that is itself asked about is none."""
    asked = set().union(*circles)
    common = set.intersection(
        *(
            {row["partner"]["iri"] for row in rows if row["of"]["iri"] in circle}
            for circle in circles
        )
    )
    return [row for row in rows if row["partner"]["iri"] in common - asked - {None}]


def _of_level(store: Store, rows: list[PartnerRow], level: Collection[str]) -> list[PartnerRow]:
    wanted = {COOP + name for name in level}
    iris = {iri for row in rows if (iri := row["partner"]["iri"])}
    nodes = [ox.NamedNode(iri) for iri in sorted(iris)]
    found = select(store, CLASSES, items=nodes) if nodes else ()
    fitting = {row["item"].value for row in found if row["class"].value in wanted}
    return [
        row for row in rows if row["partner"]["iri"] in fitting or row["partner"]["type"] in level
    ]


PARTNERS = """
SELECT (COUNT(DISTINCT ?partner) AS ?number) WHERE {
  GRAPH ?graph { ?claim $property $entity, ?partner ; a $class }
  FILTER(?partner != $entity)
}"""


def count_partners(store: Store, entity: str, *, but: str) -> dict[str, int]:
    """How many different named partners an entity has, by kind of claim ``but`` for one kind."""
    found = {}
    joins = joining(facts(store, *JOINING))
    del joins[but]
    for kind, (class_name, property_name) in joins.items():
        parameters = {
            "property": ox.NamedNode(COOP + property_name),
            "entity": ox.NamedNode(entity),
            "class": ox.NamedNode(COOP + class_name),
        }
        if count := int(select(store, PARTNERS, **parameters)[0]["number"].value):
            found[kind] = count
    return found


def _in_order(rows: list[PartnerRow], terms: Facts) -> list[PartnerRow]:
    kinds, ranks = list(joining(terms)), terms["rank"]

    def order(row: PartnerRow) -> tuple[Any, ...]:
        partner = row["partner"]
        return (
            kinds.index(row["kind"]),
            partner["iri"] is None,
            int(ranks.get(partner["type"] or "", ["9"])[0]),
            partner["id"] or partner["zh"] or "",
            row["of"]["id"],
            row["claim"],
        )

    return sorted(rows, key=order)


_Row = Callable[..., "PartnerRow"]


def _rows(
    statements: list[Statement],
    entities: set[str],
    property_name: str,
    known: Mapping[str, Entity],
    sources: Mapping[str, SourceFacts],
    row: _Row,
) -> list[PartnerRow]:
    joined = sorted(iris(statements, property_name))
    sides = {side: iris(statements, side) for side in SIDES}
    rows: list[PartnerRow] = []
    for one in joined:
        if one not in entities:
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
    single = {
        name: settled(statements, name, sources, scale) for name in ("form", "stage", "programme")
    }
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
