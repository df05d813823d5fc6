"""A name that does not mean one entity: the candidates, or what is similar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg.characters import simplified
from kg.entities import Record, describe
from kg.errors import AmbiguousNameError, Text, UnknownNameError
from kg.names.keys import CLAIM_TIER, LOOKUP, fold, pinyin
from kg.names.likeness import likely, stem
from kg.names.ways import LONGEST
from kg.namespaces import DERIVED, ENTITIES, GAZETTEER, ID, NAMES, ONTOLOGY, SOURCES
from kg.sparql import Store
from kg.store import select

__all__ = ["ambiguous", "title", "unknown"]

IDENTIFIER = re.compile(r"[a-z][a-z-]*/[a-z0-9-]+")
# Of those that may be similar, as many are compared; the rest shares less with the name.
ENOUGH = 2000
SHOWN = 5

OF_KIND = f"""
SELECT DISTINCT ?item WHERE {{
  GRAPH <{DERIVED}> {{ ?item a ?class }} FILTER(STRSTARTS(STR(?item), $kind))
}}"""

PART_OF = f"""
SELECT ?key ?entity WHERE {{
  GRAPH <{NAMES}> {{ {{ ?entity coop:nameKey ?key }} UNION {{ ?entity coop:claimNameKey ?key }} }}
  FILTER(CONTAINS(?key, $key))
}} LIMIT {ENOUGH}"""

IN_ORDER = f"""
SELECT ?key ?entity WHERE {{
  GRAPH <{NAMES}> {{ {{ ?entity coop:nameKey ?key }} UNION {{ ?entity coop:claimNameKey ?key }} }}
  FILTER(REGEX(?key, $pattern))
}} LIMIT {ENOUGH}"""

# What difflib finds similar by 0.6 or more shares at least 0.3 of the characters of both.
NEAR = f"""
SELECT DISTINCT ?key ?entity WHERE {{
  GRAPH <{NAMES}> {{ {{ ?entity coop:nameKey ?key }} UNION {{ ?entity coop:shortNameKey ?key }} }}
  FILTER(STRLEN(?key) > $shorter && STRLEN(?key) < $longer)
  BIND($shared AS ?common)
  FILTER(10 * ?common > 3 * ($length + STRLEN(?key)) - 1)
}}
ORDER BY DESC(1.0e0 * ?common / ($length + STRLEN(?key))) ?key ?entity
LIMIT {ENOUGH}"""

NEAREST = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }} GRAPH <{ENTITIES}> {{ ?item coop:within ?outer }}
}} ORDER BY ?item ?outer"""

LISTED = f"""
SELECT ?day WHERE {{ GRAPH <{SOURCES}> {{ <{GAZETTEER}> dcterms:issued ?day }} }} LIMIT 1"""

CLASSES = f"""
SELECT ?class ?label WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class a owl:Class ; rdfs:label ?label }}
}}"""


def ambiguous(store: Store, name: str, found: Sequence[str]) -> AmbiguousNameError:
    """The refusal of a name that means several, with all of them."""
    return AmbiguousNameError(
        Text(f"“{name}”可以指 {len(found)} 个实体", f"“{name}” can mean {len(found)} entities"),
        hint=Text("请写全名或编号", "give the full name or the id"),
        candidates=_candidates(store, found),
    )


def title(store: Store, name: str, found: Sequence[str]) -> UnknownNameError:
    """The refusal of the title of a source where something else is asked for."""
    hint = Text("来源用 kg show、kg cite 查看", "ask for sources with kg show or kg cite")
    return UnknownNameError(
        Text(f"“{name}”是来源的标题，不是实体", f"“{name}” is the title of a source, no entity"),
        hint=hint,
        candidates=_candidates(store, found),
    )


def unknown(store: Store, name: str) -> UnknownNameError:
    """The refusal of a name that means nothing, with what is similar."""
    key = simplified(fold(name[:LONGEST]))
    if not key:
        hint = Text("请写名称或编号", "give a name or an id")
        nothing = Text("名称是空的", "the name is empty")
        if name.strip():
            nothing = Text(
                f"“{name[:LONGEST]}”里没有可以据以查找的字",
                f"“{name[:LONGEST]}” holds nothing that a name could be found by",
            )
        return UnknownNameError(nothing, hint=hint, candidates=())
    if gone := _gone(store, name):
        return gone
    hint, near = Text("名称相近的有", "similar names are"), []
    if IDENTIFIER.fullmatch(name):
        near = _similar_ids(store, name[:LONGEST])
    else:
        # What holds the whole is rather meant than what looks alike: 大连东泰 is a company.
        if len(key) > 2 and (near := _spelt(store, key)):
            hint = Text("名称里含有这几个字的有", "names that contain it are")
        near = near or _similar(store, key)
        if len(key) == 2 and near and (holding := _containing(store, key)):
            # Two characters may be a place misspelt (东台) as well as a part (东泰).
            hint = Text("名称相近或含有它的有", "names that are similar or contain it are")
            near = list(dict.fromkeys([*near[: SHOWN - len(holding)], *holding]))[:SHOWN]
    if not near:
        near = _containing(store, key)
        hint = Text("名称里含有它的有", "names that contain it are")
    suggestions = _candidates(store, near)
    if not suggestions:
        hint = Text(
            "请检查用字，或用拼音、英文、编号查找", "check the spelling, or try pinyin or an id"
        )
    if stem(key) and (day := _listed(store)):
        # Of a county that is not there, most have been merged or renamed.
        words = hint if suggestions else None
        hint = Text(
            f"地名表截至 {day}，此前撤并、更名的不在其中" + (f"；{words.zh}" if words else ""),
            f"the list of places is of {day}, without those merged or renamed before"
            + (f"; {words.en}" if words else ""),
        )
    return UnknownNameError(
        Text(f"没有名为“{name}”的实体", f"nothing is called “{name}”"),
        hint=hint,
        candidates=suggestions,
    )


def _gone(store: Store, name: str) -> UnknownNameError | None:
    """What became of a unit that was merged or divided: nobody today is meant by its name."""
    from kg.names.former import former_units

    units = former_units(name)
    if not units:
        return None
    went = dict.fromkeys(
        iri for unit in units for iri in (unit.successor, *unit.absorbed_by) if iri is not None
    )
    when = "、".join(dict.fromkeys(unit.decided for unit in units))
    return UnknownNameError(
        Text(f"“{name}”已撤销：{when}", f"“{name}” is no more: {when}"),
        hint=Text("原地今属", "where it was lies today in"),
        candidates=_candidates(store, list(went)),
    )


def _listed(store: Store) -> str:
    """The day of the list of administrative units."""
    return next((row["day"].value for row in select(store, LISTED)), "")


def _containing(store: Store, key: str) -> list[str]:
    """What the key is part of the name of; a character says nothing."""
    return _shortest(select(store, PART_OF, key=ox.Literal(key)), key) if len(key) > 1 else []


def _spelt(store: Store, key: str) -> list[str]:
    """What holds the key in its name, or its characters in this order."""
    return list(dict.fromkeys([*_containing(store, key), *_in_order(store, key)]))[:SHOWN]


def _in_order(store: Store, key: str) -> list[str]:
    """What has the characters of a short form in this order: 沪连论坛 for 沪连对口合作高端论坛."""
    # A county that is not there shares its characters with what has nothing to do with it.
    if not re.fullmatch(r"[\u4e00-\u9fff]{3,12}", key) or stem(key):
        return []
    return _shortest(select(store, IN_ORDER, pattern=ox.Literal(".*".join(key))), key)


def _shortest(rows: Iterable[Record], key: str) -> list[str]:
    """Those whose names begin so, then the others, the shortest names first."""
    named = sorted(
        (not row["key"].value.startswith(key), len(row["key"].value), row["entity"].value)
        for row in rows
    )
    return list(dict.fromkeys(entity for *_, entity in named))[:SHOWN]


def _similar_ids(store: Store, ident: str) -> list[str]:
    """The nearest ids of the same kind: what is meant by an id is no name."""
    import difflib

    head, _, slug = ident.partition("/")
    kind = f"{ID}{head}/"
    rows = select(store, OF_KIND, kind=ox.Literal(kind))
    known = sorted(row["item"].value.removeprefix(kind) for row in rows)
    return [kind + near for near in difflib.get_close_matches(slug, known, n=SHOWN, cutoff=0.6)]


def _similar(store: Store, key: str) -> list[str]:
    import difflib

    known: dict[str, set[str]] = {}
    for row in _near(store, key):
        known.setdefault(row["key"].value, set()).add(row["entity"].value)
    # What is of another script is not near.
    near = [name for name in known if name.isascii() == key.isascii()]
    close = difflib.get_close_matches(key, near, n=SHOWN, cutoff=0.6)
    if own := stem(key):
        for row in select(store, PART_OF, key=ox.Literal(own)):
            known.setdefault(row["key"].value, set()).add(row["entity"].value)
        close = likely(key, close, known)
    # A wrong character mostly sounds right: 大莲 for 大连.
    alone = len(stem(key) or key) == 1
    sounds = "".join(pinyin(key)) if re.search(r"[\u4e00-\u9fff]", key) and not alone else ""
    for row in select(store, LOOKUP, keys=[ox.Literal(sounds)]) if sounds else ():
        if not row["tier"].value.endswith(("#initialsKey", CLAIM_TIER)):
            known.setdefault(sounds, set()).add(row["entity"].value)
    matches = [sounds, *close] if sounds in known else close
    found = dict.fromkeys(iri for match in matches for iri in sorted(known[match]))
    return list(found)[:SHOWN]


def _near(store: Store, key: str) -> list[dict[str, Any]]:
    """Keys that share so many characters that they may be similar, the likeliest first.

    The store chooses: all keys together are more than some engines give in one answer.
    """
    length, least, most = len(key), -(-3 * len(key) // 7), 7 * len(key) // 3
    shared = " + ".join(_shared(char, count) for char, count in sorted(Counter(key).items()))
    bounds = {"length": length, "shorter": least - 1, "longer": most + 1}
    return select(store, NEAR, shared=f"({shared})", **{k: str(v) for k, v in bounds.items()})


def _shared(char: str, count: int, rest: str = "?key", depth: int = 1) -> str:
    """SPARQL for how often a character stands in both; from the third time on, not exactly."""
    term = str(ox.Literal(char))
    if count == 1 or depth == 3:
        more = str(count)
    else:
        more = "1 + " + _shared(char, count - 1, f"STRAFTER({rest}, {term})", depth + 1)
    return f"IF(CONTAINS({rest}, {term}), {more}, 0)"


def _candidates(store: Store, iris: Sequence[str]) -> list[Record]:
    records = describe(store, iris)
    where: dict[str, str] = {}
    wanted = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, NEAREST, items=wanted) if wanted else ():
        where.setdefault(row["item"].value, row["outer"].value)
    outer = describe(store, list(where.values()))
    classes = _class_labels(store)
    result: list[Record] = []
    for iri in iris:
        record = records[iri]
        inside = outer.get(where.get(iri, ""), {"zh": "", "en": ""})
        kind = classes.get(record["type"] or "", Text(record["type"] or "", record["type"] or ""))
        result.append({**record, "class": kind, "within": Text(inside["zh"], inside["en"])})
    return result


def _class_labels(store: Store) -> dict[str, Text]:
    words: dict[str, dict[str, str]] = {}
    for row in select(store, CLASSES):
        name = row["class"].value.rsplit("#", 1)[-1]
        words.setdefault(name, {})[row["label"].language] = row["label"].value
    return {name: Text(found["zh"], found["en"]) for name, found in words.items()}
