"""The sources themselves: what there is, how reliable, since when, how much rests on each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kg.claims import read_sources, unplaced
from kg.entities import text_of
from kg.namespaces import COOP, FROM_SOURCE, PREFIXES, SOURCE, SOURCES
from kg.sparql import Store
from kg.store import select
from kg.texts.spans import SPAN

if TYPE_CHECKING:
    from kg.records import SourceFacts, SourceRow

__all__ = ["sources", "titles"]

ALL = f"SELECT DISTINCT ?source WHERE {{ GRAPH <{SOURCES}> {{ ?source coop:reliability ?any }} }}"

FACTS = f"""
SELECT ?source ?property ?value WHERE {{
  GRAPH <{SOURCES}> {{ ?source ?property ?value }}
  FILTER(?property IN (dcterms:title, coop:coverage, coop:sha256, coop:issuedBasis,
                       coop:recordedOn))
}}"""

CLAIMS = f"""
SELECT ?graph (COUNT(DISTINCT ?claim) AS ?number) WHERE {{
  GRAPH ?graph {{ ?claim ?property ?value }}
  {FROM_SOURCE} FILTER(!CONTAINS(STR(?claim), "{SPAN}"))
}} GROUP BY ?graph"""

TITLES = f"SELECT ?source ?title WHERE {{ GRAPH <{SOURCES}> {{ ?source dcterms:title ?title }} }}"


def sources(store: Store) -> list[SourceRow]:
    """Every source, by id.

    Returns:
        Source records of the JSON contract (without a place in the text) with ``titles``,
        ``coverage``, ``basis`` of the date (each ``{"zh", "en"}``), ``sha256``, ``recorded`` and
        ``claims``, the number of claims that rest on it. Each is its own source.

    Example:
        >>> import kg
        >>> [found["issued"] for found in sources(kg.open()) if found["id"] == "000"]
        ['2019-03-13']
    """
    iris = [row["source"].value for row in select(store, ALL)]
    records = read_sources(store, iris)
    counts: Counter[str] = Counter()
    for row in select(store, CLAIMS):
        counts[row["graph"].value] = int(row["number"].value)
    facts: dict[str, dict[str, list[Any]]] = {iri: defaultdict(list) for iri in iris}
    for row in select(store, FACTS):
        if row["source"].value in facts:
            facts[row["source"].value][row["property"].value].append(row["value"])
    return [_row(iri, record, facts[iri], counts[iri]) for iri, record in records.items()]


def _row(iri: str, record: SourceFacts, facts: dict[str, list[Any]], claims: int) -> SourceRow:
    def one(name: str) -> str | None:
        return max((term.value for term in facts[COOP + name]), default=None)

    return {
        "iri": iri,
        **record,
        "titles": text_of(facts[PREFIXES["dcterms"] + "title"]),
        "coverage": text_of(facts[COOP + "coverage"]),
        "basis": text_of(facts[COOP + "issuedBasis"]),
        "sha256": one("sha256"),
        "recorded": one("recordedOn"),
        "claims": claims,
        "sources": [unplaced(record)],
    }


def titles(store: Store, lang: str) -> dict[str, str]:
    """Titles of sources in a language, by id; those that have none in it are left out."""
    return {
        row["source"].value.removeprefix(SOURCE): row["title"].value
        for row in select(store, TITLES)
        if row["title"].language == lang
    }
