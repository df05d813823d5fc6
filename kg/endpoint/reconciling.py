"""What the reconciliation service answers, asked in a child process.

The shapes are those of the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community
Group), https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg import asking
from kg.entities import Record, describe
from kg.errors import KGError, Text
from kg.names import fold
from kg.namespaces import COOP, ENTITIES, FROM_SOURCE, ID, ONTOLOGY, PREFIXES, local_name
from kg.questions.classes import class_labels
from kg.questions.search import places_of
from kg.store import select

__all__ = ["extended", "properties", "reconciled", "suggested"]

# The property of a query that tells what a thing lies in.
WITHIN = "within"
SHOWN = 20
# What is longer is nobody's name.
LONGEST = 500

NUMBERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    PREFIXES["xsd"] + "integer": ("int", int),
    PREFIXES["xsd"] + "decimal": ("float", float),
}

BELOW = "$class rdfs:subClassOf* ?domain ."
DECLARED = f"""
SELECT ?property ?label WHERE {{
  GRAPH <{ONTOLOGY}> {{
    ?property rdfs:domain|schema:domainIncludes ?domain ; rdfs:label ?label . {BELOW}
  }}
}}"""

VALUES = f"""
SELECT DISTINCT ?item ?property ?value WHERE {{
  VALUES ?item {{ $items }} VALUES ?property {{ $properties }}
  {{ GRAPH <{ENTITIES}> {{ ?item ?property ?value }} }}
  UNION {{ GRAPH ?graph {{ ?item ?property ?value }} {FROM_SOURCE} }}
}}"""


def reconciled(store: ox.Store, queries: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The candidates of each query; a match only where exactly one thing can be meant.

    Raises:
        KGError: for an unknown class.
    """
    kinds = class_labels(store)
    asked: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, query in queries.items():
        types = query.get("type") or ""
        asked[(types,) if isinstance(types, str) else tuple(types) or ("",)].append(key)
    found: dict[str, Any] = {}
    for types, keys in asked.items():
        for of_class in types:
            rows = asking.match(
                [queries[key].get("query", "")[:LONGEST] for key in keys],
                [_place(queries[key]) for key in keys],
                of_class or None,
                store,
            )
            for key, row in zip(keys, rows, strict=True):
                found.setdefault(key, []).append(row)
    return {
        key: {"result": _candidates(found[key], kinds, lang)[: int(query.get("limit", SHOWN))]}
        for key, query in queries.items()
    }


def _place(query: Mapping[str, Any]) -> str:
    """What the thing lies in, if the query tells: the first value of the property."""
    for one in query.get("properties") or ():
        if one["pid"] == WITHIN:
            values = one["v"] if isinstance(one["v"], list) else [one["v"]]
            first = values[0] if values else ""
            # What was matched before stands there with its id.
            told = first.get("id", "") if isinstance(first, dict) else first
            return str(told)[:LONGEST]
    return ""


def _candidates(
    rows: Sequence[Record], kinds: Mapping[str, Text], lang: str
) -> list[dict[str, Any]]:
    """Of several classes, all candidates; a match stays one only if there is no other."""
    matches = {row["entity"]["id"] for row in rows if row["match"]}
    best: dict[str, Record] = {}
    for one in (one for row in rows for one in row["candidates"]):
        if one["id"] not in best or one["score"] > best[one["id"]]["score"]:
            best[one["id"]] = one
    return [
        {
            **_named(one, kinds, lang),
            "description": _where(one["within"], lang),
            "score": one["score"],
            "match": matches == {one["id"]},
        }
        for one in sorted(best.values(), key=lambda one: (-one["score"], one["id"]))
    ]


def _named(record: Record, kinds: Mapping[str, Text], lang: str) -> dict[str, Any]:
    kind = record["type"]
    return {
        "id": record["id"],
        "name": record[lang],
        "type": [{"id": kind, "name": kinds[kind].in_language(lang)}] if kind in kinds else [],
    }


def _where(outer: Record | None, lang: str) -> str:
    if outer is None:
        return ""
    return Text(f"位于{outer['zh']}", f"in {outer['en']}").in_language(lang)


def suggested(store: ox.Store, what: str, prefix: str, lang: str) -> dict[str, Any]:
    """Entities, classes or properties that may be meant by what was typed so far."""
    if not prefix.strip():
        return {"result": []}
    kinds = class_labels(store)
    if what == "entity":
        rows = [
            row
            for row in asking.search(prefix, SHOWN, store=store)
            if row["iri"].startswith(ID) and not row["words"]
        ]
        outer = places_of(store, [row["iri"] for row in rows])
        return {
            "result": [
                {
                    "id": named["id"],
                    "name": named["name"],
                    "description": _where(outer.get(row["iri"]), lang),
                    "notable": named["type"],
                }
                for row in rows
                for named in [_named(row, kinds, lang)]
            ]
        }
    words = kinds
    if what == "property":
        words = {name: said for name, (_, said) in _declared(store).items()}
    key = fold(prefix)
    fitting = [
        (name, said)
        for name, said in words.items()
        if any(key in fold(word) for word in (name, *said))
    ]
    return {
        "result": [{"id": name, "name": said.in_language(lang)} for name, said in fitting[:SHOWN]]
    }


def properties(store: ox.Store, of_class: str, limit: int, lang: str) -> dict[str, Any]:
    """The properties that things of a class may have.

    Raises:
        KGError: for an unknown class.
    """
    from kg.questions.classes import find_class

    name = find_class(store, of_class) if of_class else "Place"
    declared = _declared(store, name).items()
    found = [{"id": term, "name": said.in_language(lang)} for term, (_, said) in declared]
    return {"limit": limit, "type": name, "properties": found[:limit]}


def _declared(store: ox.Store, of_class: str = "") -> dict[str, tuple[str, Text]]:
    """IRI and label by local name: the properties of a class and those above it, or all."""
    query = DECLARED if of_class else DECLARED.replace(BELOW, "")
    given = {"class": ox.NamedNode(COOP + of_class)} if of_class else {}
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in select(store, query, **given):
        words[row["property"].value][row["label"].language] = row["label"].value
    return {
        local_name(iri): (iri, Text(said["zh"], said["en"]))
        for iri, said in sorted(words.items())
        if said.keys() == {"zh", "en"}
    }


def extended(
    store: ox.Store, ids: Sequence[str], wanted: Sequence[str], lang: str
) -> dict[str, Any]:
    """The values of properties of some entities, for further columns.

    Raises:
        KGError: for an unknown property.
    """
    declared = _declared(store)
    for name in wanted:
        if name not in declared:
            raise KGError(Text(f"没有属性“{name}”", f"there is no property “{name}”"))
    rows: dict[str, dict[str, list[Any]]] = {one: {name: [] for name in wanted} for one in ids}
    items = [ox.NamedNode(ID + one) for one in ids]
    terms = [ox.NamedNode(declared[name][0]) for name in wanted]
    found = select(store, VALUES, items=items, properties=terms) if items and terms else []
    records = describe(store, _referred(found))
    for row in sorted(found, key=lambda row: str(row["value"])):
        one, name = row["item"].value.removeprefix(ID), local_name(row["property"].value)
        rows[one][name].append(_value(row["value"], records, lang))
    meta = [{"id": name, "name": declared[name][1].in_language(lang)} for name in wanted]
    return {"meta": meta, "rows": rows}


def _referred(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {row["value"].value for row in rows if isinstance(row["value"], ox.NamedNode)}


def _value(value: Any, records: Mapping[str, Record], lang: str) -> dict[str, Any]:
    if isinstance(value, ox.Literal):
        kind, reader = NUMBERS.get(value.datatype.value, ("str", str))
        return {kind: reader(value.value)}
    record = records[value.value]
    if record["type"] in {None, "Concept"}:
        return {"str": record[lang]}
    return {"id": record["id"], "name": record[lang]}
