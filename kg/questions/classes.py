"""Classes by any of their names: City, 地级, 地级行政区, cities, prefecture-level unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pyoxigraph as ox

from kg.characters import whole
from kg.concepts import find_kind
from kg.errors import Text, UnknownNameError
from kg.names import fold
from kg.namespaces import COOP, ONTOLOGY, local_name
from kg.sparql import Store
from kg.store import select
from kg.terms import facts, joining

__all__ = [
    "below",
    "claims_alone",
    "class_labels",
    "find_class",
    "find_joining",
    "find_rank",
    "kinds",
    "levels",
]

CLASSES = f"""
SELECT ?class ?label ?alias ?order WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class a owl:Class ; coop:displayOrder ?order
    {{ ?class rdfs:label ?label }} UNION {{ ?class coop:table|skos:altLabel ?alias }} }}
}}"""

CLAIMS_ALONE = f"""
SELECT DISTINCT ?class WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class rdfs:subClassOf+ coop:Claim }}
  FILTER NOT EXISTS {{ GRAPH <{ONTOLOGY}> {{ ?class rdfs:subClassOf+ coop:Entity }} }}
}}"""

SCHEMES = f"""
SELECT ?term WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?term coop:scheme ?scheme ; rdfs:label ?label }} FILTER(STR(?label) = $name)
}} ORDER BY ?term LIMIT 1"""

KINDS = f"""
SELECT ?class ?label WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class coop:kindName ?kind ; coop:kindLabel ?label }}
}}"""

BELOW = f"""
SELECT DISTINCT ?class WHERE {{ GRAPH <{ONTOLOGY}> {{ ?class rdfs:subClassOf* $class }} }}"""

# What is left out in speech: 省级 for 省级行政区, prefecture for prefecture-level unit.
ENDINGS = ("行政区", "levelunit")


def class_labels(store: Store) -> dict[str, Text]:
    """The label of each class by its local name, in the ontology's order."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(select(store, CLASSES), key=lambda row: int(row["order"].value)):
        if "label" in row:
            words[local_name(row["class"].value)][row["label"].language] = row["label"].value
    return {name: Text(found["zh"], found["en"]) for name, found in words.items()}


def below(store: Store, name: str) -> set[str]:
    """A class and all that are below it, by their local names.

    Example:
        >>> import kg
        >>> sorted(below(kg.open(), "Province"))
        ['Municipality', 'Province']
    """
    rows = select(store, BELOW, **{"class": ox.NamedNode(COOP + name)})
    return {name} | {local_name(row["class"].value) for row in rows}


def claims_alone(store: Store) -> set[str]:
    """The classes of claims that are no entities, and have no name but what is made of their parts.

    Example:
        >>> import kg
        >>> sorted(claims_alone(kg.open()))[:3]
        ['NameUse', 'Observation', 'Pairing']
    """
    return {local_name(row["class"].value) for row in select(store, CLAIMS_ALONE)}


def kinds(store: Store) -> dict[str, Text]:
    """What kinds of claims are called, by token (``coop:kindName``), in the order of classes.

    Example:
        >>> import kg
        >>> kinds(kg.open())["figure"]
        Text(zh='数字', en='figure')
    """
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for row in select(store, KINDS):
        said[local_name(row["class"].value)][row["label"].language] = row["label"].value
    named, labels = facts(store, "kindName")["kindName"], class_labels(store)
    found: dict[str, Text] = {}
    for name in [*labels, *sorted(named.keys() - labels)]:
        for token in named.get(name, ()):
            plain = labels.get(name, Text(token, token))
            found[token] = Text(**{**plain._asdict(), **said[name]})
    return found


def find_joining(store: Store, word: str) -> str:
    """The kind of claims that joins partners, or ``all``, by any of its names.

    Raises:
        UnknownNameError: with the known kinds.

    Example:
        >>> import kg
        >>> find_joining(kg.open(), "协议")
        'agreement'
    """
    joins = joining(facts(store, "kindName", "joins", "pathWeight"))
    if word in (*joins, "all"):
        return word
    words = kinds(store)
    return find_kind({**{kind: words[kind] for kind in joins}, "all": Text("全部", "all")}, word)


def levels(store: Store) -> list[str]:
    """The classes of places and parks that have a rank, in the ontology's order."""
    ranked = facts(store, "rank")["rank"]
    return [name for name in class_labels(store) if name in ranked]


def find_class(store: Store, name: str, offered: Sequence[str] = ()) -> str:
    """The local name of the class that a word means.

    Args:
        store: an open store.
        name: the class's local name, a Chinese or English label, or the name of its table.
        offered: what an error message names as known; all classes by default.

    Raises:
        UnknownNameError: with the known classes.

    Example:
        >>> import kg
        >>> store = kg.open()
        >>> find_class(store, "地级"), find_class(store, "tasks"), find_class(store, "city")
        ('City', 'Task', 'City')
    """
    known: dict[str, str] = {}
    for row in select(store, CLASSES):
        found = row["class"].value
        if not found.startswith(COOP):
            continue
        word = fold((row.get("label") or row["alias"]).value)
        shorter = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
        for one in (fold(local_name(found)), word, *shorter):
            known.setdefault(one, local_name(found))
    key = fold(name.removeprefix("coop:"))
    if key in known:
        return known[key]
    if key.endswith("s") and key[:-1] in known:
        return known[key[:-1]]
    what = Text(f"没有“{name}”这一类", f"there is no class “{name}”")
    for row in select(store, SCHEMES, name=ox.Literal(whole(name.strip()))):
        term = local_name(row["term"].value)
        raise UnknownNameError(
            what,
            hint=Text(
                f"“{name}”是属性，取值用 kg ontology {name} 列出",
                f"“{name}” is a property: `kg ontology {term}` lists its values",
            ),
            candidates=(),
        )
    raise _unknown(store, what, offered)


def find_rank(store: Store, name: str) -> int:
    """The rank of a class of places: 0 province, 1 city, 2 county and park, 3 township.

    Args:
        store: an open store.
        name: as of `find_class`.

    Raises:
        UnknownNameError: with the classes that have a rank.

    Example:
        >>> import kg
        >>> find_rank(kg.open(), "地级")
        1
    """
    ranks = facts(store, "rank")["rank"]
    found = find_class(store, name, levels(store))
    if found not in ranks:
        what = Text(f"“{name}”不是地方的级别", f"“{name}” is no level of places")
        raise _unknown(store, what, levels(store))
    return int(ranks[found][0])


def _unknown(store: Store, what: Text, offered: Sequence[str]) -> UnknownNameError:
    labels = class_labels(store)
    shown = list(offered or labels)
    hint = Text(
        "可用：" + "、".join(f"{labels[one].zh}（{one}）" for one in shown),
        "known: " + ", ".join(shown),
    )
    return UnknownNameError(what, hint=hint, candidates=())
