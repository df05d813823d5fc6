"""Read claims with everything each source says of them, and where it says so.

What is asked of the statements of one claim together (a *group*) stands here as well: the values
that they give, whether they agree, where they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.editorial import of_source, read_corrections
from kg.entities import text_of
from kg.namespaces import COOP, FROM_SOURCE, PREFIXES, SOURCES, identifier, local_name
from kg.sparql import Store
from kg.store import bind, each, run, select
from kg.texts.spans import SPAN, offsets

if TYPE_CHECKING:
    from kg.records import Correction, Source, SourceFacts

__all__ = [
    "ABOUT_EVIDENCE",
    "Statement",
    "agreed",
    "agreed_date",
    "agreed_number",
    "citations",
    "claims_of",
    "every_statement",
    "iris",
    "naming",
    "parts_of",
    "place",
    "programme_mechanisms",
    "read_sources",
    "read_statements",
    "refer_to",
    "unplaced",
]

# Where a claim rests: told with its sources and not among its facts.
ABOUT_EVIDENCE = frozenset(COOP + name for name in ("evidence", "exception", "indirectEvidence"))

# The graphs first: all that stands in others need not be looked at.
EVERYTHING = f"""
SELECT ?claim ?graph ?property ?value WHERE {{
  GRAPH ?graph {{ }} {FROM_SOURCE} GRAPH ?graph {{ ?claim ?property ?value }}
  FILTER(!CONTAINS(STR(?claim), "{SPAN}"))
}}"""

NAMING = f"""
SELECT DISTINCT ?claim WHERE {{
  GRAPH ?graph {{ ?claim ?property $thing }} {FROM_SOURCE}
  FILTER(!CONTAINS(STR(?claim), "{SPAN}"))
}}"""

OF_CLASSES = f"""
SELECT DISTINCT ?claim WHERE {{
  VALUES ?class {{ $classes }} GRAPH ?graph {{ ?claim a ?class }} {FROM_SOURCE}
}}"""

STATEMENTS = f"""
SELECT ?claim ?graph ?property ?value WHERE {{
  VALUES ?claim {{ $claims }}
  GRAPH ?graph {{ ?claim ?property ?value }}
  {FROM_SOURCE}
}}"""

UNDER = """
SELECT DISTINCT ?programme ?mechanism WHERE {
  GRAPH ?graph { ?programme a coop:Programme ; coop:mechanism ?mechanism }
}"""

LOCATORS = f"""
SELECT ?selector ?locator WHERE {{
  VALUES ?selector {{ $selectors }}
  GRAPH ?graph {{ ?selector coop:locator ?locator }}
  {FROM_SOURCE}
}}"""

SOURCE_FACTS = f"""
SELECT ?source ?property ?value WHERE {{
  VALUES ?source {{ $sources }}
  GRAPH <{SOURCES}> {{ ?source ?property ?value }}
  FILTER(?property IN (dcterms:title, dcterms:publisher, dcterms:issued, dcterms:source,
                       coop:issuedLatest, coop:issuedInferred, coop:reliability))
}}"""


PARTS = f"""
SELECT DISTINCT ?item WHERE {{
  VALUES ?whole {{ $items }} GRAPH ?graph {{ ?item coop:partOf ?whole }} {FROM_SOURCE}
}}"""


@dataclass(frozen=True)
class Statement:
    """What one source says of one claim.

    ``values`` holds the RDF terms by property IRI; ``spans`` the evidence as
    ``(start, end, locator)``, code points of the raw text, sorted; ``corrections`` those that
    editors made to it, see `kg.editorial`.
    """

    claim: str
    source: str
    values: dict[str, list[Any]]
    spans: list[tuple[int, int, str | None]] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def read_by(self) -> str:
        """The rule by which a program read it, where nobody has looked at it; else nothing."""
        return ", ".join(term.value for term in self.texts("readBy"))

    def iris(self, name: str) -> list[str]:
        """The IRIs under a property, which is an IRI or a local name of ours; sorted."""
        found = self.values.get(_property(name), ())
        return sorted(value.value for value in found if isinstance(value, ox.NamedNode))

    def texts(self, name: str) -> list[ox.Literal]:
        """The literals under a property."""
        found = self.values.get(_property(name), ())
        return [value for value in found if isinstance(value, ox.Literal)]

    def dates(self, name: str) -> tuple[str, str] | None:
        """First and last day under a property, or None."""
        iri = _property(name)
        first = self.values.get(iri)
        last = self.values.get(iri + "Latest", first) if first else None
        return (first[0].value, last[0].value) if first and last else None


def _property(name: str) -> str:
    return name if ":" in name else COOP + name


def every_statement(store: Store) -> dict[str, list[Statement]]:
    """All that all sources say, by claim."""
    return _grouped(store, run(store, EVERYTHING))


def naming(store: Store, iri: str) -> set[str]:
    """The claims in which some source names a thing, under whichever property.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> ID + "pairing/panjin-wuxi" in naming(kg.open(), ID + "place/wuxi")
        True
    """
    rows = select(store, NAMING, thing=ox.NamedNode(iri))
    return {row["claim"].value for row in rows}


def claims_of(store: Store, *classes: str) -> dict[str, list[Statement]]:
    """All statements of the claims of exact classes, which are local names, by claim."""
    nodes = [ox.NamedNode(COOP + name) for name in classes]
    rows = select(store, OF_CLASSES, classes=nodes)
    return read_statements(store, [row["claim"].value for row in rows])


def read_statements(store: Store, claims: Collection[str]) -> dict[str, list[Statement]]:
    """Statements by claim, both sorted; a query each for claims, locators and corrections."""
    if not claims:
        return {}
    query = bind(STATEMENTS, {"claims": [ox.NamedNode(iri) for iri in sorted(set(claims))]})
    return _grouped(store, run(store, query))


def _grouped(store: Store, found: Any) -> dict[str, list[Statement]]:
    """Statements of claims, graphs, properties and values, with their places and corrections."""
    grouped: dict[tuple[str, str], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for claim, graph, name, value in each(found):
        grouped[claim.value, graph.value][name.value].append(value)
    selectors = {
        value.value for values in grouped.values() for value in values.get(COOP + "evidence", ())
    }
    locators, corrections = _locators(store, selectors), read_corrections(store)
    result: dict[str, list[Statement]] = defaultdict(list)
    for (claim, source), values in sorted(grouped.items()):
        spans = sorted(
            (*offsets(selector.value), locators.get(selector.value))
            for selector in values.get(COOP + "evidence", ())
        )
        sorted_values = {
            name: found if len(found) == 1 else sorted(found, key=str)
            for name, found in sorted(values.items())
        }
        notes = of_source(corrections.get(claim, ()), source)
        result[claim].append(Statement(claim, source, sorted_values, spans, notes))
    return dict(result)


def _locators(store: Store, selectors: Collection[str]) -> dict[str, str]:
    if not selectors:
        return {}
    nodes = [ox.NamedNode(iri) for iri in sorted(selectors)]
    rows = select(store, LOCATORS, selectors=nodes)
    # Two rows may name one span differently; the first in order stands for both.
    pairs = sorted(((row["selector"].value, row["locator"].value) for row in rows), reverse=True)
    return dict(pairs)


def read_sources(store: Store, sources: Collection[str]) -> dict[str, SourceFacts]:
    """The record of each source in the shape of the JSON contract, without a place in it."""
    facts: dict[str, dict[str, list[Any]]] = {
        iri: defaultdict(list) for iri in sorted(set(sources))
    }
    nodes = [ox.NamedNode(iri) for iri in facts]
    for row in select(store, SOURCE_FACTS, sources=nodes) if nodes else ():
        facts[row["source"].value][row["property"].value].append(row["value"])
    return {iri: _source_record(iri, found) for iri, found in facts.items()}


def _source_record(iri: str, facts: dict[str, list[Any]]) -> SourceFacts:
    dcterms = PREFIXES["dcterms"]

    def value(name: str) -> str | None:
        found = sorted(term.value for term in facts[name])
        return found[0] if found else None

    issued = value(dcterms + "issued")
    reliability = value(COOP + "reliability")
    return {
        "id": identifier(iri),
        "title": text_of(facts[dcterms + "title"])["zh"] or identifier(iri),
        "publisher": value(dcterms + "publisher"),
        "issued": dates.show(issued, value(COOP + "issuedLatest")) if issued else None,
        "inferred": value(COOP + "issuedInferred") == "true",
        "reliability": local_name(reliability) if reliability else None,
        "url": value(dcterms + "source"),
    }


def citations(statements: Iterable[Statement], sources: Mapping[str, SourceFacts]) -> list[Source]:
    """One source record per span; offsets are None where there is no stored text.

    Where editors corrected what the source says, or what was read from it, the first record of
    the source has ``"corrections"`` as well; what a program read has ``"readBy"`` in each.
    """
    return [
        record
        for statement in statements
        for record in place(
            sources[statement.source],
            statement.spans,
            statement.corrections,
            read_by=statement.read_by,
        )
    ]


def place(
    source: SourceFacts,
    spans: Iterable[tuple[int, int, str | None]],
    corrections: list[Correction],
    *,
    read_by: str = "",
) -> list[Source]:
    """A source record for each span, or one without a place; corrections stand in the first."""
    records = [_placed(source, *span) for span in spans] or [unplaced(source)]
    if corrections:
        records[0]["corrections"] = corrections
    for record in records if read_by else ():
        record["readBy"] = read_by
    return records


def unplaced(source: SourceFacts) -> Source:
    """A source record without a place in the text."""
    return _placed(source, None, None, None)


def _placed(source: SourceFacts, start: int | None, end: int | None, locator: str | None) -> Source:
    return {
        "id": source["id"],
        "title": source["title"],
        "publisher": source["publisher"],
        "issued": source["issued"],
        "inferred": source["inferred"],
        "reliability": source["reliability"],
        "url": source["url"],
        "locator": locator,
        "start": start,
        "end": end,
    }


def iris(group: Iterable[Statement], name: str) -> set[str]:
    """The IRIs that any of the statements gives under a property."""
    return {iri for one in group for iri in one.iris(name)}


def programme_mechanisms(store: Store) -> dict[str, set[str]]:
    """The mechanisms that sources put each programme under, all by IRI.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> found = programme_mechanisms(kg.open())
        >>> {iri.rpartition("/")[2] for iri in found[ID + "programme/northeast-east"]}
        {'counterpart-cooperation'}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in select(store, UNDER):
        found[row["programme"].value].add(row["mechanism"].value)
    return found


def parts_of(store: Store, whole: Iterable[str]) -> set[str]:
    """What is part of something, at any depth: of a plan the areas and their tasks.

    Example:
        >>> import kg
        >>> plan = "https://w3id.org/cooperation-kg/id/plan/shanghai-dalian-2018"
        >>> len(parts_of(kg.open(), [plan]))
        6
    """
    found: set[str] = set()
    todo = set(whole)
    while todo:
        rows = select(store, PARTS, items=[ox.NamedNode(iri) for iri in sorted(todo)])
        todo = {row["item"].value for row in rows} - found
        found |= todo
    return found


def refer_to(group: Iterable[Statement], iri: str) -> bool:
    """Whether a statement names something, under whichever property."""
    return any(
        isinstance(term, ox.NamedNode) and term.value == iri
        for one in group
        for terms in one.values.values()
        for term in terms
    )


def agreed(group: Iterable[Statement], name: str) -> tuple[str | None, bool]:
    """The IRI that all statements give which give one, and whether they conflict."""
    found = iris(group, name)
    return found.pop() if len(found) == 1 else None, len(found) > 1


def agreed_number(group: Iterable[Statement], name: str) -> tuple[int | float | None, bool]:
    """The number that all statements give which give one, and whether they conflict."""
    from decimal import Decimal

    found = {Decimal(term.value) for one in group for term in one.texts(name)}
    if len(found) != 1:
        return None, len(found) > 1
    number = found.pop()
    return int(number) if number == number.to_integral_value() else float(number), False


def agreed_date(statements: Iterable[Statement], name: str) -> tuple[str | None, bool]:
    """The date all sources can agree on, and whether they conflict.

    Dates conflict only if their intervals are disjoint; else the sharpest one holds.
    """
    spans = [span for found in statements if (span := found.dates(name))]
    if not spans:
        return None, False
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    return (None, True) if first > last else (dates.show(first, last), False)
