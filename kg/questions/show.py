"""Everything known about one entity or claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg import dates
from kg.claims import ABOUT_EVIDENCE, Statement, citations, read_sources, read_statements, unplaced
from kg.editorial import notes_on
from kg.entities import Record, describe, in_gazetteer, text_of
from kg.entities import entity as of_contract
from kg.errors import Text
from kg.namespaces import (
    COOP,
    ENTITIES,
    FROM_SOURCE,
    GAZETTEER,
    ONTOLOGY,
    PREFIXES,
    RDF_TYPE,
    SOURCES,
    local_name,
)
from kg.questions.digest import cited, digest
from kg.sparql import Store
from kg.store import select
from kg.terms import facts as known_facts
from kg.terms import joining

if TYPE_CHECKING:
    from kg.records import Digest, Fact, Names, Relation, Shown, Source, SourceFacts

__all__ = ["show"]

OWN = f"""
SELECT ?graph ?property ?value WHERE {{
  VALUES ?graph {{ <{ENTITIES}> <{SOURCES}> }} GRAPH ?graph {{ $entity ?property ?value }}
}}"""

INCOMING = f"""
SELECT ?claim ?graph ?property ?class WHERE {{
  GRAPH ?graph {{ ?claim ?property $entity OPTIONAL {{ ?claim a ?class }} }}
  {FROM_SOURCE}
}}"""

LABELS = f"""
SELECT ?term ?label ?super WHERE {{
  VALUES ?term {{ $terms }}
  {{ GRAPH <{ONTOLOGY}> {{ ?term rdfs:label ?label }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?term rdfs:subPropertyOf ?super }} }}
}}"""

SKOS, DCTERMS = PREFIXES["skos"], PREFIXES["dcterms"]
# Shown elsewhere (names, evidence) or a mere twin of what is shown.
HIDDEN = {
    RDF_TYPE,
    *ABOUT_EVIDENCE,
    COOP + "pointBasis",
    SKOS + "prefLabel",
    SKOS + "altLabel",
    DCTERMS + "title",
}

_Facts = dict[str, list[Any]]


def show(store: Store, entity: str, most: int | None = None) -> Shown:
    """Everything the store knows of an entity or a claim.

    Args:
        store: an open store.
        entity: its IRI.
        most: how many claims of one class and property to give; all by default.

    Returns:
        ``{"entity", "names", "facts", "progress", "relations", "left_out", "notes"}``:
        ``names`` by language; ``progress`` are its own stages, if several; ``left_out`` says how
        many relations ``most`` left out (``totals`` then says how many there are of each kind);
        ``notes`` are what editors noted, as ``{"zh", "en"}``;
        ``facts`` as ``{"property", "zh", "en", "value", "sources"}``, where a value is a string
        or ``{"zh", "en"}``; ``relations`` as ``{"relation", "zh", "en", "direction", "entity",
        "stage", "stages", "progress", "date", "date_property", "capacity", "roles", "topic",
        "conflicts", "sources"}``, outgoing ones (``out``) first, then the claims that name the
        entity (``in``) by their class.

    Example:
        >>> import kg
        >>> found = show(kg.open(), "https://w3id.org/cooperation-kg/id/place/panjin")
        >>> [fact["value"] for fact in found["facts"] if fact["property"] == "gb2260"]
        ['211100']
    """
    statements = read_statements(store, [entity]).get(entity, [])
    own = _own(store, entity)
    incoming, totals = _incoming(store, entity, most)
    claims = {claim for claim, _ in incoming}
    referred = {
        term.value
        for facts in (*own.values(), *(found.values for found in statements))
        for terms in facts.values()
        for term in terms
        if isinstance(term, ox.NamedNode)
    }
    short = digest(store, claims | {entity})
    labels, supers = _labels(store, _terms(own, statements, incoming, short))
    known: dict[str, Record] = {**describe(store, referred), **short}
    itself = {entity} if own[SOURCES] else set()
    sources = read_sources(store, {found.source for found in statements} | itself | {GAZETTEER})
    itself = itself or ({GAZETTEER} if in_gazetteer(store, [entity]) else set())
    own_sources = [unplaced(sources[one]) for one in itself]
    said = list(_own_said(own, own_sources)) + list(_said(statements, sources))
    facts, outgoing = _sorted_out(said, known, labels, supers)
    places = cited(store, claims)
    names = _names(own, statements)
    itself_named = of_contract(short[entity])
    if itself_named["zh"] == itself_named["id"]:
        # A source has a title where an entity has a name.
        itself_named["zh"], itself_named["en"] = (
            (names[lang] or [itself_named[lang]])[0] for lang in ("zh", "en")
        )
    shown: Shown = {
        "entity": itself_named,
        "names": names,
        "facts": facts,
        "progress": short[entity]["progress"],
        "relations": outgoing + list(_relations(store, incoming, short, labels, places)),
        "left_out": sum(totals.values()) - len(incoming) if totals else 0,
        "notes": [{"zh": note.zh, "en": note.en} for note in notes_on(store, entity)],
    }
    if totals:
        shown["totals"] = totals
    return shown


def _own(store: Store, entity: str) -> dict[str, _Facts]:
    found: dict[str, _Facts] = {ENTITIES: defaultdict(list), SOURCES: defaultdict(list)}
    for row in select(store, OWN, entity=ox.NamedNode(entity)):
        found[row["graph"].value][row["property"].value].append(row["value"])
    return found


def _incoming(
    store: Store, entity: str, most: int | None
) -> tuple[dict[tuple[str, str], set[str]], dict[str, int]]:
    """(claim, property) -> the sources that say so; if some are left out, how many there are.

    The number is given by class and property, both by their local names: ``Agreement signatory``.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    classes: dict[tuple[str, str], str] = {}
    for row in select(store, INCOMING, entity=ox.NamedNode(entity)):
        key = (row["claim"].value, row["property"].value)
        found[key].add(row["graph"].value)
        if "class" in row:
            classes[key] = min(row["class"].value, classes.get(key, row["class"].value))
    # A sub-property says all that its super-property does.
    supers = _labels(store, {name for _, name in found})[1]
    told = {(claim, wider) for claim, name in found for wider in supers.get(name, ())}
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(found.keys() - told):
        groups[classes.get(key, ""), key[1]].append(key)
    kept = {key: found[key] for group in groups.values() for key in group[:most]}
    totals = {
        f"{local_name(kind)} {local_name(name)}": len(group)
        for (kind, name), group in groups.items()
    }
    return kept, totals if len(kept) < len(found) - len(told) else {}


def _terms(
    own: dict[str, _Facts],
    statements: Iterable[Statement],
    incoming: Iterable[tuple[str, str]],
    short: Mapping[str, Digest],
) -> set[str]:
    terms = {name for facts in own.values() for name in facts}
    terms |= {name for found in statements for name in found.values}
    terms |= {name for _, name in incoming}
    return terms | {COOP + record["type"] for record in short.values() if record["type"]}


def _labels(store: Store, terms: set[str]) -> tuple[dict[str, Text], dict[str, set[str]]]:
    words: dict[str, dict[str, str]] = defaultdict(dict)
    supers: dict[str, set[str]] = defaultdict(set)
    for row in select(store, LABELS, terms=[ox.NamedNode(iri) for iri in sorted(terms)]):
        iri = row["term"].value
        if "super" in row:
            supers[iri].add(row["super"].value)
        else:
            words[iri][row["label"].language] = row["label"].value
    names = {iri: local_name(iri) for iri in terms}
    return {
        iri: Text(words[iri].get("zh", name), words[iri].get("en", name))
        for iri, name in names.items()
    }, supers


# (property, values of one statement, source records)
_Saying = tuple[str, list[Any], "list[Source]"]


def _own_said(own: dict[str, _Facts], sources: Iterable[Source]) -> Iterator[_Saying]:
    """What stands in the gazetteer, or of a source in the list of sources: that is its own."""
    for facts in own.values():
        for name in sorted(set(facts) - HIDDEN):
            if not name.endswith("Latest"):
                twin = facts.get(name + "Latest")
                if name == DCTERMS + "issued":
                    twin = facts.get(COOP + "issuedLatest")
                yield name, _values(facts[name], twin), list(sources)


def _said(statements: Iterable[Statement], sources: Mapping[str, SourceFacts]) -> Iterator[_Saying]:
    for found in statements:
        for name in found.values:
            if name not in HIDDEN and not name.endswith("Latest"):
                values = _values(found.values[name], found.values.get(name + "Latest"))
                yield name, values, citations([found], sources)


def _values(terms: list[Any], latest: list[Any] | None) -> list[Any]:
    """IRIs, strings and texts in two languages; a date and its twin become one."""
    if latest:
        return [dates.show(terms[0].value, latest[0].value)]
    tagged = [term for term in terms if isinstance(term, ox.Literal) and term.language]
    plain = [term for term in terms if term not in tagged]
    values: list[Any] = [
        term if isinstance(term, ox.NamedNode) else str(term.value) for term in plain
    ]
    if 0 < len(tagged) <= 2:
        return [*values, dict(text_of(tagged))]
    return [*values, *(dict(text_of([term])) for term in sorted(tagged, key=str))]


def _sorted_out(
    said: Iterable[_Saying],
    known: Mapping[str, Record],
    labels: dict[str, Text],
    supers: dict[str, set[str]],
) -> tuple[list[Fact], list[Relation]]:
    """Facts and outgoing relations; equal values of several sources are one."""
    facts: dict[tuple[str, str], tuple[Any, list[Source]]] = {}
    for name, values, sources in said:
        for value in values:
            facts.setdefault((name, str(value)), (value, []))[1].extend(sources)
    # A sub-property says all that its super-property does.
    told = {(wider, value) for name, value in facts for wider in supers.get(name, ())}
    plain: list[Fact] = []
    relations: list[Relation] = []
    # Our own terms first: level and code say more of a place than its coordinates.
    for key in sorted(facts.keys() - told, key=lambda key: (not key[0].startswith(COOP), key)):
        value, sources = facts[key]
        if isinstance(value, ox.NamedNode):
            record = known[value.value]
            if record["type"] not in (None, "Concept"):
                relations.append(_relation(key[0], labels, "out", record, sources))
                continue
            value = {"zh": record["zh"], "en": record["en"]}
        zh, en = labels[key[0]]
        name = local_name(key[0])
        plain.append({"property": name, "zh": zh, "en": en, "value": value, "sources": sources})
    return plain, relations


def _relation(
    name: str,
    labels: dict[str, Text],
    direction: Literal["in", "out"],
    record: Record,
    sources: list[Source],
) -> Relation:
    return {
        "relation": local_name(name),
        "zh": labels[name].zh,
        "en": labels[name].en,
        "direction": direction,
        "entity": of_contract(record),
        "stage": record.get("stage"),
        "stages": record.get("stages", []),
        "progress": record.get("progress", []),
        "date": record.get("date"),
        "date_property": record.get("date_property"),
        "capacity": record.get("capacity"),
        "roles": record.get("roles", []),
        "topic": record.get("topic"),
        "conflicts": record.get("conflicts", []),
        "sources": sources,
    }


def _relations(
    store: Store,
    incoming: dict[tuple[str, str], set[str]],
    short: Mapping[str, Digest],
    labels: dict[str, Text],
    places: dict[tuple[str, str], list[Source]],
) -> Iterator[Relation]:
    rest = read_sources(
        store,
        {
            source
            for (claim, _), found in incoming.items()
            for source in found
            if (claim, source) not in places
        },
    )

    first = [
        name for name, _ in joining(known_facts(store, "kindName", "joins", "pathWeight")).values()
    ]

    def order(key: tuple[str, str]) -> tuple[Any, ...]:
        """With whom something is joined is asked first: pairings, agreements, events."""
        record = short[key[0]]
        kind = record["type"] or ""
        rank = first.index(kind) if kind in first else len(first)
        return rank, kind, key[1], record["date"] or "9999", record["id"]

    for claim, name in sorted(incoming, key=order):
        found = [
            place
            for source in sorted(incoming[claim, name])
            for place in places.get((claim, source)) or [unplaced(rest[source])]
        ]
        yield _relation(name, labels, "in", short[claim], found)


def _names(own: dict[str, _Facts], statements: Iterable[Statement]) -> Names:
    names: dict[str, dict[str, None]] = {"zh": {}, "en": {}}
    for facts in (own[ENTITIES], own[SOURCES], *(found.values for found in statements)):
        for name in (SKOS + "prefLabel", DCTERMS + "title", SKOS + "altLabel"):
            for term in sorted(facts.get(name, ()), key=str):
                names["en" if term.language == "en" else "zh"][term.value] = None
    return {"zh": list(names["zh"]), "en": list(names["en"])}
