"""Describe entities and concepts: id, exact class, Chinese and English label; put them in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

import pyoxigraph as ox

from kg.namespaces import DERIVED, ENTITIES, ONTOLOGY, identifier, local_name
from kg.store import bind, each, run

__all__ = ["Record", "describe", "entity", "natural", "text_of"]

Record = dict[str, Any]

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


def text_of(values: Iterable[Any]) -> dict[str, str | None]:
    """The zh and en words among literals; what only one language has stands for that one alone.

    >>> text_of([ox.Literal("大连市", language="zh"), ox.Literal("Dalian", language="en")])
    {'zh': '大连市', 'en': 'Dalian'}
    """
    words: dict[str, str | None] = {"zh": None, "en": None}
    for literal in sorted(values, key=str):
        language = "en" if (literal.language or "").lower().startswith("en") else "zh"
        words[language] = literal.value
    return words


def describe(store: ox.Store, iris: Collection[str]) -> dict[str, Record]:
    """``{"iri", "id", "type", "zh", "en"}`` of each IRI, in sorted order.

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


def _record(iri: str, labels: list[ox.Literal], classes: list[tuple[int, str]]) -> Record:
    words = text_of(labels)
    fallback = words["zh"] or words["en"] or identifier(iri)
    return {
        "iri": iri,
        "id": identifier(iri),
        "type": classes[0][1] if classes else None,
        "zh": words["zh"] or fallback,
        "en": words["en"] or fallback,
    }


def entity(record: Record) -> Record:
    """An entity as the JSON contract has it, whatever else the record holds.

    >>> entity({"iri": "i", "id": "d", "type": "City", "zh": "甲", "en": "A", "stage": None})
    {'iri': 'i', 'id': 'd', 'type': 'City', 'zh': '甲', 'en': 'A'}
    """
    return {key: record[key] for key in ("iri", "id", "type", "zh", "en")}


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key under which task 2 comes before task 10.

    >>> sorted(["task-10", "task-2"], key=natural)
    ['task-2', 'task-10']
    """
    parts = re.split(r"(\d+)", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
