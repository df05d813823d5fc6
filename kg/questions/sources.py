"""The sources themselves: what there is, how reliable, since when, how much rests on each."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg.claims import read_sources, unplaced
from kg.entities import Record
from kg.namespaces import COOP, FROM_SOURCE, PREFIXES, SOURCE, SOURCES
from kg.store import select
from kg.texts.spans import SPAN

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


def sources(store: ox.Store) -> list[Record]:
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
    more: dict[str, Record] = {
        iri: {
            "titles": {"zh": None, "en": None},
            "coverage": {"zh": None, "en": None},
            "basis": {"zh": None, "en": None},
            "sha256": None,
            "recorded": None,
        }
        for iri in records
    }
    keys = {
        PREFIXES["dcterms"] + "title": "titles",
        COOP + "coverage": "coverage",
        COOP + "issuedBasis": "basis",
        COOP + "sha256": "sha256",
        COOP + "recordedOn": "recorded",
    }
    for row in select(store, FACTS):
        iri, key = row["source"].value, keys[row["property"].value]
        if iri not in more:
            continue
        if isinstance(more[iri][key], dict):
            more[iri][key][row["value"].language or "zh"] = row["value"].value
        else:
            more[iri][key] = row["value"].value
    return [
        {
            "iri": iri,
            **record,
            **more[iri],
            "claims": counts[iri],
            "sources": [unplaced(record)],
        }
        for iri, record in records.items()
    ]


def titles(store: ox.Store, lang: str) -> dict[str, str]:
    """Titles of sources in a language, by id; those that have none in it are left out."""
    return {
        row["source"].value.removeprefix(SOURCE): row["title"].value
        for row in select(store, TITLES)
        if row["title"].language == lang
    }
