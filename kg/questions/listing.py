"""All things of one class, with everything the tables hold of them, and filters on any of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg import ontology as ontologies
from kg.claims import Statement, citations, parts_of, read_sources, read_statements, unplaced
from kg.concepts import MEMBERS, find_concept
from kg.entities import describe, in_gazetteer, natural, text_of
from kg.errors import KGError, Text
from kg.facts import HIDDEN, properties
from kg.names import fold, resolve, simplified
from kg.namespaces import (
    CLAIM,
    CONCEPT_SCHEME,
    COOP,
    DERIVED,
    EDITORS,
    ENTITIES,
    ENTITY,
    FROM_SOURCE,
    GAZETTEER,
    ID,
    ONTOLOGY,
    PREFIXES,
    SOURCE,
    SOURCES,
    local_name,
)
from kg.ontology import Property
from kg.questions.classes import find_class
from kg.questions.partners import inside
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Entity, Listed

__all__ = ["listing"]

ITEMS = f"""
SELECT DISTINCT ?item WHERE {{
  {{ GRAPH <{DERIVED}> {{ ?item a $class }} }}
  UNION {{ GRAPH <{ENTITIES}> {{ ?item a $class }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item a $class }} }}
  UNION {{ GRAPH <{SOURCES}> {{ ?item a $class }} }}
  UNION {{ GRAPH <{EDITORS}> {{ ?item a $class }} }}
  UNION {{ GRAPH ?graph {{ ?item a $class }} {FROM_SOURCE} }}
}}"""

OWN = f"""
SELECT ?item ?property ?value WHERE {{
  VALUES ?item {{ $items }}
  {{ GRAPH <{ENTITIES}> {{ ?item ?property ?value }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item ?property ?value }} }}
  UNION {{ GRAPH <{SOURCES}> {{ ?item ?property ?value }} }}
  UNION {{ GRAPH <{EDITORS}> {{ ?item ?property ?value }} }}
}}"""

TITLE = PREFIXES["dcterms"] + "title"
PREF, ALT = PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"
CLASS = PREFIXES["rdfs"] + "Class"
WIDEST = {CLAIM, ENTITY}
# What people call a name, whichever property holds it.
NAMES = {"name", "名称", "名字", "preflabel", "title", "标题"}
_Values = dict[str, list[Any]]


def listing(store: Store, class_name: str, where: Iterable[tuple[str, str]] = ()) -> list[Listed]:
    """Every thing of a class or of one below it.

    Args:
        store: an open store.
        class_name: the class's local name, ``Park``.
        where: pairs of a property (local name or Chinese label) and a value, all of which must
            fit. A concept covers its narrower ones, ``within`` what lies inside at any depth,
            ``partOf`` what is part of a part, a date whatever lies within it, a text
            whatever contains it; ``name`` is any name.

    Returns:
        ``{"iri", "id", "type", "zh", "en", "properties", "sources"}``, by id. ``properties``
        holds lists of strings, ``{"zh", "en"}`` and entities by the property's local name.

    Raises:
        KGError: for a property that is none, with those that are.

    Example:
        >>> import kg
        >>> rows = listing(kg.open(), "Municipality")
        >>> [row["zh"] for row in rows]
        ['北京市', '重庆市', '上海市', '天津市']
    """
    rows = select(store, ITEMS, **{"class": ox.NamedNode(COOP + class_name)})
    items = {row["item"].value for row in rows}
    statements = read_statements(store, items)
    values = _read_own(store, items)
    for found in (one for group in statements.values() for one in group):
        for name, terms in found.values.items():
            values[found.claim][name] += terms
    asked = [
        (PREF if name.partition("@")[0].strip().lower() in NAMES else name, value)
        for name, value in where
    ]
    if any(name == PREF for name, _ in asked):
        for iri, record in describe(store, items).items():
            values[iri][PREF] += [ox.Literal(record["zh"]), ox.Literal(record["en"])]
            values[iri][PREF] += values[iri].get(TITLE, []) + values[iri].get(ALT, [])
    tests = [_test(store, class_name, name, value, values) for name, value in asked]
    items = {iri for iri in items if all(test(values[iri]) for test in tests)}
    referred = {
        term.value
        for iri in items
        for name, terms in values[iri].items()
        if name not in HIDDEN
        for term in terms
        if isinstance(term, ox.NamedNode)
    }
    known = describe(store, referred | items)
    said = {iri: statements.get(iri, []) for iri in items} | _noted(store, items, values)
    saying = {one.source for found in said.values() for one in found}
    itself = {iri for iri in items if iri.startswith(SOURCE)}
    own = {iri: [iri] for iri in itself} | {key: [GAZETTEER] for key in in_gazetteer(store, items)}
    sources = read_sources(store, saying | itself | {GAZETTEER})
    result: list[Listed] = [
        {
            **_called(known[iri], values[iri]),
            "properties": properties(values[iri], known, statements.get(iri, ())),
            "sources": citations(said[iri], sources)
            or [unplaced(sources[one]) for one in own.get(iri, ())],
        }
        for iri in items
    ]
    return sorted(result, key=lambda row: natural(row["id"]))


def _noted(
    store: Store, items: set[str], values: Mapping[str, _Values]
) -> dict[str, list[Statement]]:
    """What the claims say that a note of the editors is about; of one source, if it names one."""
    about = {iri: {term.value for term in values[iri].get(COOP + "claim", ())} for iri in items}
    for iri in items:
        if iri.startswith(ID + "redirect/"):
            about[iri] = {ID + term.value for term in values[iri].get(COOP + "is", ())}
    of = {iri: {term.value for term in values[iri].get(COOP + "ofSource", ())} for iri in items}
    claims = read_statements(store, set().union(*about.values()))
    return {
        iri: [
            one
            for claim in sorted(named)
            for one in claims.get(claim, ())
            if not of[iri] or one.source in of[iri]
        ]
        for iri, named in about.items()
        if named
    }


def _called(record: Entity, values: _Values) -> Entity:
    """A source has a title where others have a name."""
    words = text_of(values.get(TITLE, ()))
    zh, en = words["zh"] or words["en"], words["en"] or words["zh"]
    return (
        {**record, "zh": zh, "en": en} if zh and en and COOP + "reliability" in values else record
    )


def _read_own(store: Store, items: set[str]) -> dict[str, _Values]:
    values: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    nodes = [ox.NamedNode(iri) for iri in sorted(items)]
    for row in select(store, OWN, items=nodes) if nodes else ():
        values[row["item"].value][row["property"].value].append(row["value"])
    return values


def _test(
    store: Store, class_name: str, name: str, value: str, values: Mapping[str, _Values]
) -> Callable[[_Values], bool]:
    """Whether the values of one thing fit ``name=value``."""
    if name == PREF:
        return _holding(PREF, value)
    ontology = ontologies.load()
    fitting = [
        term
        for term in ontology.columns(name)
        if any(term.iri in found for found in values.values())
        # What any claim may have says nothing of this class.
        or (term.domain not in WIDEST and ontology.is_a(COOP + class_name, term.domain))
    ]
    if not fitting:
        raise _unknown(name, values)
    term = next((one for one in fitting if any(one.iri in v for v in values.values())), fitting[0])
    kind = term.scheme.removeprefix(CONCEPT_SCHEME) if term.scheme else _kind(term, class_name)
    if kind:
        wanted = find_concept(store, kind, value)
        return lambda found: any(one.value in wanted for one in found.get(term.iri, ()))
    if term.range == CLASS:
        meant = COOP + find_class(store, value)
        return lambda found: any(one.value == meant for one in found.get(term.iri, ()))
    if term.range.endswith("Resource") or term.range.startswith(COOP):
        wanted = frozenset([resolve(store, value, sources=True)["iri"]])
        if term.iri == COOP + "within":
            wanted |= inside(store, *wanted)
        if term.iri == COOP + "partOf":
            wanted |= parts_of(store, wanted)
        return lambda found: any(one.value in wanted for one in found.get(term.iri, ()))
    if term.latest:
        return _within_dates(term, value)
    return _holding(term.iri, value)


def _kind(term: Property, class_name: str) -> str | None:
    """Which words a property takes whose values stand in a table of their own."""
    # What is wider than an indicator is an indicator.
    own = term.range == PREFIXES["skos"] + "Concept"
    kind = (class_name if own else local_name(term.range)).lower()
    return kind if (own or term.range.startswith(COOP)) and kind in MEMBERS else None


def _holding(name: str, value: str) -> Callable[[_Values], bool]:
    """Whether a text has the value in it; script and width do not count."""
    key = fold(simplified(value))
    # Of a value that is nothing but punctuation, nothing is left, and nothing stands in every text.
    return lambda found: (
        bool(key) and any(key in fold(simplified(one.value)) for one in found.get(name, ()))
    )


def _within_dates(term: Property, value: str) -> Callable[[_Values], bool]:
    try:
        span = dates.parse(value)
    except ValueError as error:
        what = Text(f"“{value}”不是日期", f"“{value}” is not a date")
        hint = Text("请写作 2019、2019-03 或 2019-03-13", "write 2019, 2019-03 or 2019-03-13")
        raise KGError(what, where=term.header, hint=hint) from error
    first, last = span.first.isoformat(), span.last.isoformat()

    def fits(found: _Values) -> bool:
        ends = found.get(term.latest or "", ())
        return any(first <= one.value for one in found.get(term.iri, ())) and any(
            one.value <= last for one in ends
        )

    return fits


def _unknown(name: str, values: Mapping[str, _Values]) -> KGError:
    used = {property_ for found in values.values() for property_ in found} - HIDDEN
    known = ontologies.load().properties
    terms = sorted(
        (known[iri] for iri in used if iri in known and not iri.endswith("Latest")),
        key=lambda term: term.header,
    )
    return KGError(
        Text(f"这一类没有“{name}”这个属性", f"this class has no property “{name}”"),
        hint=Text(
            "可用：" + "、".join(f"{term.label.zh}（{term.header}）" for term in terms),
            "known: " + ", ".join(term.header for term in terms),
        ),
    )
