"""Words of filters by any name: 旅游, tourism, field/tourism, with all that are narrower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.entities import Record
from kg.errors import Text, UnknownNameError
from kg.names import fold, simplified
from kg.namespaces import (
    CONCEPT_SCHEME,
    COOP,
    ENTITIES,
    ONTOLOGY,
    SOURCES,
    identifier,
    local_name,
)
from kg.store import select

__all__ = ["MEMBERS", "choices", "concept", "concept_labels", "find_concept"]

# What a word of a filter may name.
KINDS = {
    "field": Text("领域", "field"),
    "form": Text("形式", "form"),
    "stage": Text("阶段", "stage"),
    "reliability": Text("可靠程度", "reliability"),
    "level": Text("级别", "level"),
    "indicator": Text("指标", "indicator"),
    "programme": Text("合作计划", "programme"),
    "plan": Text("方案", "plan"),
    "area": Text("方面", "area"),
    "source": Text("来源", "source"),
}
# These are rows of tables and not concepts of a scheme.
MEMBERS = ("indicator", "programme", "plan", "area")
# Longer lists than this are cut after some.
LISTED, SOME = 80, 20
# The command that lists what is too long to be told.
ALL = {"indicator": "kg list Indicator", "source": "kg sources"}

IN_SCHEME = f"""
SELECT ?item ?name ?main ?broader WHERE {{
  {{ GRAPH <{ONTOLOGY}> {{ ?item skos:inScheme $scheme ; skos:prefLabel ?name }}
     BIND(true AS ?main) }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item skos:inScheme $scheme ; skos:altLabel ?name }} }}
  UNION {{ GRAPH <{ONTOLOGY}> {{ ?item skos:inScheme $scheme ; skos:broader ?broader }} }}
}}"""

# Rows of tables: indicators stand with the concepts; programmes, plans, areas with the entities.
OF_CLASS = """
SELECT ?item ?name ?main ?broader WHERE {
  { GRAPH $graph { ?item a $class ; skos:prefLabel ?name } BIND(true AS ?main) }
  UNION { GRAPH $graph { ?item a $class ; skos:altLabel ?name } }
  UNION { GRAPH $graph { ?item a $class ; skos:broader ?broader } }
}"""

# A source is called by its id: titles are long, and several may have the same.
OF_SOURCES = f"""
SELECT ?item ?name WHERE {{
  GRAPH <{SOURCES}> {{ ?item coop:reliability ?any ; dcterms:title ?name }}
}}"""


def concept(record: Record) -> Record:
    """A concept as the JSON contract has it: ``{"id", "zh", "en"}``."""
    return {key: record[key] for key in ("id", "zh", "en")}


def concept_labels(store: ox.Store, scheme: str) -> dict[str, Text]:
    """The label of each concept of a scheme by the end of its id.

    Example:
        >>> import kg
        >>> concept_labels(kg.open(), "stage")["signed"]
        Text(zh='签约', en='signed')
    """
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in select(store, IN_SCHEME, scheme=ox.NamedNode(CONCEPT_SCHEME + scheme)):
        if "main" in row:
            words[local_name(row["item"].value)][row["name"].language] = row["name"].value
    return {name: Text(found["zh"], found["en"]) for name, found in sorted(words.items())}


def choices(store: ox.Store, kind: str) -> list[Text]:
    """The labels of everything that `find_concept` finds, sorted.

    Example:
        >>> import kg
        >>> [words.en for words in choices(kg.open(), "reliability")]
        ['press', 'official', 'weak', 'web']
    """
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(store, kind):
        if "main" in row:
            words[row["item"].value][row["name"].language] = row["name"].value
    pairs = {
        (found.get("zh") or found["en"], found.get("en") or found["zh"]) for found in words.values()
    }
    return [Text(zh, en) for zh, en in sorted(pairs)]


def find_concept(store: ox.Store, kind: str, name: str) -> frozenset[str]:
    """The IRIs of what a word of a filter means, and of all that are narrower.

    Args:
        store: an open store.
        kind: a key of ``KINDS``: ``field``, ``form``, ``programme``, ``source`` …
        name: its Chinese or English label, an alias, or its id with or without the kind.

    Raises:
        UnknownNameError: with the allowed values.

    Example:
        >>> import kg
        >>> found = find_concept(kg.open(), "stage", "签约")
        >>> [iri.rpartition("/")[2] for iri in found]
        ['signed']
    """
    return _match(_rows(store, kind), name, kind)


def _rows(store: ox.Store, kind: str) -> Iterable[Record]:
    """The names of everything of a kind, and what is narrower than what."""
    if kind == "source":
        found = list(select(store, OF_SOURCES))
        idents = {
            row["item"]: ox.Literal(identifier(row["item"].value), language="zh") for row in found
        }
        return found + [{"item": item, "name": name, "main": True} for item, name in idents.items()]
    if kind in MEMBERS:
        graph = ONTOLOGY if kind == "indicator" else ENTITIES
        class_node = ox.NamedNode(COOP + kind.capitalize())
        return select(store, OF_CLASS, graph=ox.NamedNode(graph), **{"class": class_node})
    return select(store, IN_SCHEME, scheme=ox.NamedNode(CONCEPT_SCHEME + kind))


def _match(rows: Iterable[Record], name: str, kind: str) -> frozenset[str]:
    main: dict[str, set[str]] = defaultdict(set)
    other: dict[str, set[str]] = defaultdict(set)
    narrower: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        iri = row["item"].value
        if "broader" in row:
            narrower[row["broader"].value].add(iri)
            continue
        names = main if "main" in row else other
        names[fold(row["name"].value)].add(iri)
        if "main" in row:
            shown[iri][row["name"].language] = row["name"].value
    for iri in shown:
        local = identifier(iri).removeprefix(f"{kind}/")
        main[local].add(iri)
        main[f"{kind}/{local}"].add(iri)
    asked = identifier(name.strip())
    for key in (asked, fold(asked)):
        found = main.get(key) or other.get(key)
        if found:
            return _closure(found, narrower)
    # The converter is loaded only for words that are not found as they stand.
    key = fold(simplified(asked))
    found = main.get(key) or other.get(key)
    if not found:
        raise _unknown(name, kind, shown)
    return _closure(found, narrower)


def _closure(start: Iterable[str], narrower: dict[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        item = todo.pop()
        if item not in seen:
            seen.add(item)
            todo += narrower.get(item, ())
    return frozenset(seen)


def _unknown(name: str, kind: str, shown: dict[str, dict[str, str]]) -> UnknownNameError:
    words = {
        found.get("zh") or found["en"]: found.get("en") or found["zh"]
        for found in (shown[iri] for iri in sorted(shown))
    }
    labels = [Text(zh, en) for zh, en in words.items()]
    near = [label for label in labels if _near(name, label)]
    listed = near or (labels if len(labels) <= LISTED else labels[:SOME])
    zh, en = "、".join(one.zh for one in listed), ", ".join(one.en for one in listed)
    hint = (
        Text(f"相近的有：{zh}", f"similar: {en}") if near else Text(f"可用：{zh}", f"known: {en}")
    )
    if kind in ALL and len(labels) > max(LISTED, len(listed)):
        hint = Text(
            f"{hint.zh}；全部 {len(labels)} 个见 {ALL[kind]}",
            f"{hint.en}; `{ALL[kind]}` lists all {len(labels)}",
        )
    words_of = KINDS[kind]
    what = Text(f"没有“{name}”这个{words_of.zh}", f"there is no {words_of.en} “{name}”")
    return UnknownNameError(what, hint=hint, candidates=())


def _near(name: str, label: Text) -> bool:
    """Whether one holds the other or all its characters, or they are nearly written alike."""
    import difflib

    asked = fold(simplified(name))
    known = [fold(word) for word in label]
    return len(asked) > 1 and (
        any(asked in word or word in asked for word in known)
        or (not asked.isascii() and any(_in_order(asked, word) for word in known))
        or bool(difflib.get_close_matches(asked, known, 1))
    )


def _in_order(asked: str, word: str) -> bool:
    """Whether the characters stand in a word in this order: 上海大连 in 上海市与大连市….

    >>> _in_order("沪连", "沪与大连"), _in_order("连沪", "沪与大连")
    (True, False)
    """
    rest = iter(word)
    return all(char in rest for char in asked)
