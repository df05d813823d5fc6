"""Words of filters by any name: 旅游, tourism, field/tourism, with all that are narrower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from kg.characters import simplified
from kg.entities import Record
from kg.errors import Text, UnknownNameError
from kg.names import ambiguous, fold, meant
from kg.namespaces import (
    CONCEPT_SCHEME,
    COOP,
    ENTITIES,
    ONTOLOGY,
    PREFIXES,
    SOURCES,
    identifier,
    local_name,
)
from kg.sparql import Store
from kg.store import select

__all__ = [
    "MEMBERS",
    "choices",
    "concept_labels",
    "concepts_with",
    "find_concept",
    "find_kind",
    "named",
]

# What is no concept of a scheme but a row of a table: its graph, what leads to a wider one, and
# what it is called. A scheme tells its own name.
_BROADER = PREFIXES["skos"] + "broader"
MEMBERS = {
    "area": (ENTITIES, _BROADER, Text("方面", "area")),
    "indicator": (ONTOLOGY, _BROADER, Text("指标", "indicator")),
    "mechanism": (ENTITIES, COOP + "broaderMechanism", Text("合作机制", "mechanism")),
    "plan": (ENTITIES, _BROADER, Text("方案", "plan")),
    "programme": (ENTITIES, _BROADER, Text("合作计划", "programme")),
    "unit": (ONTOLOGY, _BROADER, Text("单位", "unit")),
}
# What may stand under another limit than it was asked for, see `kg.conditions`.
ELSEWHERE = ("field", "form", "stage", "mechanism", "programme")
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

LABEL = f"SELECT ?name WHERE {{ GRAPH <{ONTOLOGY}> {{ $scheme skos:prefLabel ?name }} }}"

# Rows of tables: indicators stand with the concepts; programmes, plans, areas with the entities.
OF_CLASS = """
SELECT ?item ?name ?main ?broader WHERE {
  { GRAPH $graph { ?item a $class ; skos:prefLabel ?name } BIND(true AS ?main) }
  UNION { GRAPH $graph { ?item a $class ; skos:altLabel ?name } }
  UNION { GRAPH $graph { ?item a $class ; $wider ?broader } }
}"""

PUBLISHED = f"""
SELECT DISTINCT ?item WHERE {{
  GRAPH <{SOURCES}> {{ ?item coop:reliability ?any ; dcterms:publisher ?name }}
  FILTER(CONTAINS(STR(?name), $words))
}}"""

# A source is called by its id: titles are long, and several may have the same.
OF_SOURCES = f"""
SELECT ?item ?name WHERE {{
  GRAPH <{SOURCES}> {{ ?item coop:reliability ?any ; dcterms:title ?name }}
}}"""


def concept_labels(store: Store, scheme: str) -> dict[str, Text]:
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


def choices(store: Store, kind: str) -> list[Text]:
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


def find_concept(store: Store, kind: str, name: str) -> frozenset[str]:
    """The IRIs of what a word of a filter means, and of all that are narrower.

    Args:
        store: an open store.
        kind: ``source``, a key of ``MEMBERS`` (``programme``, ``indicator`` …) or the local name
            of a scheme (``field``, ``form``, ``stage``, ``agreement-type`` …).
        name: its Chinese or English label, an alias, or its id with or without the kind.

    Raises:
        UnknownNameError: with the allowed values.

    Example:
        >>> import kg
        >>> found = find_concept(kg.open(), "stage", "签约")
        >>> [iri.rpartition("/")[2] for iri in found]
        ['signed']
    """
    return _closure(*_match(store, kind, name))


def concepts_with(store: Store, kind: str, words: str) -> dict[str, Text]:
    """Those in whose names some words stand, by IRI, with their labels.

    Example:
        >>> import kg
        >>> [label.zh for label in concepts_with(kg.open(), "indicator", "创业导师").values()]
        ['聘任创业导师数']
    """
    found: set[str] = set()
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    keys = {fold(words), fold(simplified(words))}
    for row in _rows(store, kind):
        if "name" in row:
            iri, name = row["item"].value, row["name"]
            if any(len(key) > 1 and key in fold(name.value) for key in keys):
                found.add(iri)
            if "main" in row:
                labels[iri][name.language] = name.value
    return {iri: Text(labels[iri]["zh"], labels[iri]["en"]) for iri in sorted(found)}


def find_kind(known: Mapping[str, Text], word: str) -> str:
    """The token that a word means: itself, or what it is called in either language.

    Raises:
        UnknownNameError: with the known ones.

    Example:
        >>> find_kind({"event": Text("活动", "event")}, "活动")
        'event'
    """
    key = fold(word)
    for token, words in known.items():
        if key in (fold(token), fold(words.zh), fold(words.en)):
            return token
    raise UnknownNameError(
        Text(f"没有“{word}”这一种", f"there is no kind “{word}”"),
        hint=Text(
            "可用：" + "、".join(f"{words.zh}（{token}）" for token, words in known.items()),
            "known: " + ", ".join(known),
        ),
        candidates=(),
    )


def named(store: Store, kind: str, name: str) -> frozenset[str]:
    """The IRIs of what a word of a filter means, without those that are narrower.

    Raises:
        UnknownNameError: with the allowed values.
    """
    return frozenset(_match(store, kind, name)[0])


def _rows(store: Store, kind: str) -> Iterable[Record]:
    """The names of everything of a kind, and what is narrower than what."""
    if kind == "source":
        found = list(select(store, OF_SOURCES))
        idents = {
            row["item"]: ox.Literal(identifier(row["item"].value), language="zh") for row in found
        }
        return found + [{"item": item, "name": name, "main": True} for item, name in idents.items()]
    if kind in MEMBERS:
        graph, wider, _ = MEMBERS[kind]
        terms = {"graph": graph, "wider": wider, "class": COOP + kind.capitalize()}
        nodes = {name: ox.NamedNode(iri) for name, iri in terms.items()}
        return select(store, OF_CLASS, **nodes)
    return select(store, IN_SCHEME, scheme=ox.NamedNode(CONCEPT_SCHEME + kind))


def _match(store: Store, kind: str, name: str) -> tuple[set[str], dict[str, set[str]]]:
    """What has a name, and what is narrower than what."""
    main: dict[str, set[str]] = defaultdict(set)
    other: dict[str, set[str]] = defaultdict(set)
    narrower: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(store, kind):
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
            return found, narrower
    # The converter is loaded only for words that are not found as they stand.
    key = fold(simplified(asked))
    found = main.get(key) or other.get(key) or _said_otherwise(store, kind, name, shown)
    if not found:
        near: frozenset[str] = frozenset()
        if kind == "source":
            rows = select(store, PUBLISHED, words=ox.Literal(name.strip()))
            near = frozenset(row["item"].value for row in rows)
        raise _unknown(name, kind, _called(store, kind), shown, near, _elsewhere(store, kind, key))
    return found, narrower


def _elsewhere(store: Store, kind: str, key: str) -> Text | None:
    """What a word is that is nothing of the kind asked for: 东西部协作 is no programme."""
    for other in ELSEWHERE if kind in ELSEWHERE else ():
        for row in _rows(store, other) if other != kind else ():
            if "name" in row and fold(row["name"].value) == key:
                called = _called(store, other)
                return Text(f"{called.zh}（{other}）", f"{called.en} ({other})")
    return None


def _said_otherwise(store: Store, kind: str, name: str, known: Collection[str]) -> set[str]:
    """What a row of a table may be called besides its names: a plan is 沪连方案 for short.

    Raises:
        AmbiguousNameError: where that means several.
    """
    found = [iri for iri in meant(store, name) if iri in known] if kind in MEMBERS else []
    if len(found) > 1:
        raise ambiguous(store, name, found)
    return set(found)


def _called(store: Store, kind: str) -> Text:
    if kind == "source":
        return Text("来源", "source")
    if kind in MEMBERS:
        return MEMBERS[kind][2]
    found = select(store, LABEL, scheme=ox.NamedNode(CONCEPT_SCHEME + kind))
    words = {row["name"].language: row["name"].value for row in found}
    return Text(words.get("zh", kind), words.get("en", kind))


def _closure(start: Iterable[str], narrower: dict[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        item = todo.pop()
        if item not in seen:
            seen.add(item)
            todo += narrower.get(item, ())
    return frozenset(seen)


def _unknown(
    name: str,
    kind: str,
    called: Text,
    shown: dict[str, dict[str, str]],
    also: Collection[str] = (),
    elsewhere: Text | None = None,
) -> UnknownNameError:
    """What is said of a word that nothing of a kind is called by.

    Args:
        name: the word.
        kind: what was asked for.
        called: what that is called.
        shown: the labels of everything of the kind, by IRI.
        also: IRIs of what is near it though not called so: what a publisher has published.
        elsewhere: what else is called so.
    """
    words = {
        found.get("zh") or found["en"]: found.get("en") or found["zh"]
        for found in (shown[iri] for iri in sorted(shown))
    }
    labels = [Text(zh, en) for zh, en in words.items()]
    beside = {shown[iri].get("zh") for iri in also if iri in shown}
    near = [label for label in labels if label.zh in beside or _near(name, label)]
    near = near[:LISTED] or _sharing(name, labels)
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
    if elsewhere:
        hint = Text(
            f"“{name}”是{elsewhere.zh}；{hint.zh}", f"“{name}” is a {elsewhere.en}; {hint.en}"
        )
    what = Text(f"没有“{name}”这个{called.zh}", f"there is no {called.en} “{name}”")
    return UnknownNameError(what, hint=hint, candidates=())


def _sharing(name: str, labels: list[Text]) -> list[Text]:
    """Those with two characters of a longer Chinese word side by side, most first."""
    asked = fold(simplified(name))
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)} if not asked.isascii() else set()
    if len(pairs) < 2:
        return []
    shared = [(sum(pair in fold(label.zh) for pair in pairs), label) for label in labels]
    best = sorted((one for one in shared if one[0]), key=lambda one: (-one[0], len(one[1].zh)))
    return [label for _, label in best[:SOME]]


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
