"""Describe entities and concepts: id, exact class, Chinese and English label; put them in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.namespaces import DERIVED, ENTITIES, ONTOLOGY, identifier, local_name
from kg.sparql import Store
from kg.store import bind, each, run

if TYPE_CHECKING:
    from kg.records import Concept, Entity, Said

__all__ = ["Record", "concept", "describe", "entity", "in_gazetteer", "natural", "text_of"]

# Any record for readers; what each holds is told in `kg.records`.
Record = Mapping[str, Any]

# One graph at a time: an engine whose default graph is a union then agrees with one whose is not.
LABELS = f"""
SELECT ?item ?label ?class ?order WHERE {{
  VALUES ?item {{ $items }}
  {{ GRAPH <{ENTITIES}> {{ ?item skos:prefLabel ?label }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item skos:prefLabel ?label }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item rdfs:label ?label }} }}
  UNION {{ GRAPH <{DERIVED}> {{ ?item skos:prefLabel ?label }} }}
  UNION {{ GRAPH ?graph {{ ?item a ?class }} FILTER(?graph != <{DERIVED}>)
          OPTIONAL {{ GRAPH <{ONTOLOGY}> {{ ?class coop:displayOrder ?order }} }} }}
}}
"""


LEVELS = f"""
SELECT DISTINCT ?item WHERE {{
  VALUES ?item {{ $items }} GRAPH <{ENTITIES}> {{ ?item coop:level ?level }}
}}"""


def text_of(values: Iterable[Any]) -> Said:
    """The zh and en words among literals; what only one language has stands for that one alone.

    >>> text_of([ox.Literal("大连市", language="zh"), ox.Literal("Dalian", language="en")])
    {'zh': '大连市', 'en': 'Dalian'}
    """
    words: Said = {"zh": None, "en": None}
    for literal in sorted(values, key=str):
        english = (literal.language or "").lower().startswith("en")
        words["en" if english else "zh"] = literal.value
    return words


def describe(store: Store, iris: Collection[str]) -> dict[str, Entity]:
    """The entity of each IRI, in sorted order.

    ``type`` is the local name of the exact class (the first in the ontology's order where there
    are several). A label that exists in one language only serves for both; an IRI without any
    is shown by its id.
    """
    wanted = sorted(set(iris))
    labels: dict[str, list[ox.Literal]] = {iri: [] for iri in wanted}
    classes: dict[str, list[tuple[int, str]]] = {iri: [] for iri in wanted}
    if wanted:
        query = bind(LABELS, {"items": [ox.NamedNode(iri) for iri in wanted]})
        for item, label, kind, order in each(run(store, query)):
            if label is not None:
                labels[item.value].append(label)
            elif order is not None:
                classes[item.value].append((int(order.value), local_name(kind.value)))
    return {iri: _record(iri, labels[iri], sorted(classes[iri])) for iri in wanted}


def _record(iri: str, labels: list[ox.Literal], classes: list[tuple[int, str]]) -> Entity:
    words = text_of(labels)
    fallback = words["zh"] or words["en"] or identifier(iri)
    return {
        "iri": iri,
        "id": identifier(iri),
        "type": classes[0][1] if classes else None,
        "zh": words["zh"] or fallback,
        "en": words["en"] or fallback,
    }


def in_gazetteer(store: Store, iris: Iterable[str]) -> set[str]:
    """Which are places of the gazetteer, known by their level there: it speaks of nothing else.

    >>> import kg
    >>> ids = "https://w3id.org/cooperation-kg/id/"
    >>> in_gazetteer(kg.open(), [ids + "place/anshan", ids + "mechanism/sister-cities"])
    {'https://w3id.org/cooperation-kg/id/place/anshan'}
    """
    nodes = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    rows = run(store, bind(LEVELS, {"items": nodes})) if nodes else ()
    return {item.value for (item,) in rows}


def concept(record: Record) -> Concept:
    """A concept as the JSON contract has it, whatever else the record holds."""
    return {"id": record["id"], "zh": record["zh"], "en": record["en"]}


def entity(record: Record) -> Entity:
    """An entity as the JSON contract has it, whatever else the record holds.

    >>> entity({"iri": "i", "id": "d", "type": "City", "zh": "甲", "en": "A", "stage": None})
    {'iri': 'i', 'id': 'd', 'type': 'City', 'zh': '甲', 'en': 'A'}
    """
    iri, ident, kind, zh, en = (record[key] for key in ("iri", "id", "type", "zh", "en"))
    return {"iri": iri, "id": ident, "type": kind, "zh": zh, "en": en}


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key under which task 2 comes before task 10.

    >>> sorted(["task-10", "task-2"], key=natural)
    ['task-2', 'task-10']
    """
    parts = re.split(r"(\d+)", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
