"""Which partners of X: by pairings, common agreements, common events."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.conditions import EVERYTHING, Conditions
from kg.entities import describe
from kg.namespaces import COOP, DERIVED, ID
from kg.questions.joined import JOINING, TERMS, of_claims
from kg.sparql import Store
from kg.store import select
from kg.terms import Facts, facts, joining

if TYPE_CHECKING:
    from kg.records import Entity, PartnerRow

__all__ = [
    "count_partners",
    "in_order",
    "inside",
    "partners",
    "partners_of",
]

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
        "programme", "side", "from", "until", "dated", "standing", "conflicts", "facts",
        "sources"}``.
        A partner the source leaves open has ``type`` ``"open"`` and the source's words. ``side``
        says which of the two the partner is, where one supports the other. ``from`` is when the
        pairing began, the agreement was signed or the event took place; ``facts`` are all that is
        said of the claim, see `kg.facts`. Where sources differ the value is None and
        ``conflicts`` names the property. ``standing`` says what is known of the end, see
        `kg.validity.standing`. With ``as_of`` also ``"holds"``: ``"certain"`` or ``"possible"``.

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
    return in_order(rows, terms)


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
    claims = [row["claim"].value for row in found]
    return of_claims(store, claims, entities, kind, property_name, limits, terms)


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


def in_order(rows: list[PartnerRow], terms: Facts) -> list[PartnerRow]:
    """Rows by kind, level and name of the partner."""
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
