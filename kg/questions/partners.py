"""Which partners of X: by pairings, common agreements, common events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.claims import (
    Statement,
    agreed_date,
    citations,
    iris,
    read_sources,
    read_statements,
)
from kg.conditions import EVERYTHING, Conditions
from kg.differences import Scale, progress_of, read_scale, settled, steps
from kg.entities import Record, concept, describe, text_of
from kg.facts import claim_facts, referred, relations
from kg.namespaces import COOP, DERIVED, ID
from kg.sparql import Store
from kg.store import select
from kg.terms import Facts, facts, joining
from kg.validity import DATES, first_given, holding, validity

if TYPE_CHECKING:
    from kg.records import Entity, OpenPartner, PartnerRow, Source, SourceFacts

__all__ = [
    "count_partners",
    "disputed",
    "inside",
    "last_issued",
    "partners",
    "partners_of",
]

# What the ontology has to say of its terms.
JOINING = ("kindName", "joins", "pathWeight")
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
        limits: fields, forms, stages, days and sources.

    Returns:
        One record per partner and claim, by kind, level and name of the partner:
        ``{"partner", "of", "claim", "kind", "form", "fields", "stage", "progress", "programme",
        "from", "until", "dated", "conflicts", "facts", "sources"}``. A partner the source leaves
        open has ``type`` ``"open"`` and the source's words. ``from`` is when the pairing began,
        the agreement was signed or the event took place; ``facts`` are all that is said of the
        claim, see `kg.facts`. Where sources differ the value is None and ``conflicts`` names the
        property. With ``as_of`` also ``"holds"``: ``"certain"`` or
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
    skip = relations(terms)
    known = describe(store, iris(everyone, property_name) | referred(everyone, skip))
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
            _template(claim, group, kind, known, sources, scale, terms),
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


_Row = Callable[["Entity | OpenPartner", "Entity", "list[Source]"], "PartnerRow"]


def _rows(
    statements: list[Statement],
    entities: set[str],
    property_name: str,
    known: Mapping[str, Entity],
    sources: Mapping[str, SourceFacts],
    row: _Row,
) -> list[PartnerRow]:
    joined = sorted(iris(statements, property_name))
    rows: list[PartnerRow] = []
    for one in joined:
        if one not in entities:
            continue
        for other in joined:
            both = [found for found in statements if {one, other} <= set(found.iris(property_name))]
            if other != one and both:
                rows.append(row(known[other], known[one], citations(both, sources)))
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
) -> _Row:
    """What the sources of a claim agree on, as the row of any two that it joins."""
    single = {
        name: settled(statements, name, sources, scale) for name in ("form", "stage", "programme")
    }
    form, stage, programme = (concept(known[iri]) if iri else None for iri, _ in single.values())
    fields = [concept(known[iri]) for iri in sorted(iris(statements, "field"))]
    given = {key: first_given(terms, order, statements) for key, order in DAYS.items()}
    days = {
        key: agreed_date(statements, name) if name else (None, False) for key, name in given.items()
    }
    conflicts = sorted(key for key, (_, differ) in {**single, **days}.items() if differ)
    progress = progress_of(steps(statements, sources, scale), known, sources)
    told = claim_facts(statements, known, relations(terms))

    def row(partner: Entity | OpenPartner, of: Entity, sources: list[Source]) -> PartnerRow:
        return {
            "partner": partner,
            "of": of,
            "claim": claim,
            "kind": kind,
            "form": form,
            "fields": fields,
            "stage": stage,
            "progress": progress,
            "programme": programme,
            "from": days["from"][0],
            "until": days["until"][0],
            "dated": any(given.values()),
            "conflicts": conflicts,
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
