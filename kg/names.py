"""Fold and resolve names: what people type -> exactly one entity, or a clear refusal.

Look-up has three tiers, and the first that answers decides:

1. official names and aliases in Chinese characters,
2. names without their suffix (大连 for 大连市), pinyin and English,
3. initials of the pinyin, for entities that some source speaks of.

More than one answer in a tier is ambiguous and refused with the candidates: nothing is guessed.
One convention is applied: the bare name of a prefecture-level city means the city and not the
county of the same name inside it (辽阳 is 辽阳市, not 辽阳县).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.entities import Record, describe
from kg.errors import AmbiguousNameError, Text, UnknownNameError
from kg.namespaces import DERIVED, EDITORS, ENTITIES, ID, NAMES, ONTOLOGY, SOURCE
from kg.store import select

__all__ = ["fold", "keys", "resolve", "simplified", "without_suffix"]

TIERS = ("nameKey", "shortNameKey", "initialsKey")

# Longest first; what is left must still be a name, so at least two characters.
SUFFIXES = (
    "维吾尔自治区",
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "林区",
    "地区",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
)
ENGLISH_SUFFIXES = ("province", "city", "municipality", "district", "county", "newarea")
# What English adds to a place whose Chinese name ends so: Dalian City is 大连市.
SUFFIXES_IN_ENGLISH = {
    "省": "province",
    "市": "city",
    "新区": "newarea",
    "区": "district",
    "县": "county",
}
# What is longer is nobody's name, and comparing it would take for ever.
LONGEST = 60
IDENTIFIER = re.compile(r"[a-z][a-z-]*/[a-z0-9-]+")
# Of those that may be similar, as many are compared; the rest shares less with the name.
ENOUGH = 2000


def fold(text: str) -> str:
    """Normalise a name: width, case, accents, spaces and punctuation do not count.

    >>> fold("Ｄalian　City"), fold("中国（辽宁）自由贸易试验区"), fold("Dàlián")
    ('daliancity', '中国辽宁自由贸易试验区', 'dalian')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (char for char in decomposed if unicodedata.category(char)[0] not in "PZMC")
    return unicodedata.normalize("NFC", "".join(kept))


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length.

    >>> simplified("大連")
    '大连'
    """
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def keys(chinese: Sequence[str], english: Sequence[str], *, place: bool) -> dict[str, set[str]]:
    """The keys of one entity by tier, from its labels.

    Args:
        chinese: its names in Chinese characters, simplified.
        english: its names in English.
        place: whether suffixes such as 市 may be left out.

    Example:
        >>> found = keys(["大连市"], ["Dalian"], place=True)
        >>> sorted(found["shortNameKey"]), sorted(found["initialsKey"])
        (['dalian', 'daliancity', 'dalianshi', '大连'], ['dl', 'dls'])
    """
    found: dict[str, set[str]] = {tier: set() for tier in TIERS}
    for name in chinese:
        full = fold(name)
        found["nameKey"].add(full)
        forms = {full, without_suffix(full)} if place else {full}
        found["shortNameKey"] |= forms - {full}
        for form in forms:
            if re.fullmatch(r"[\u4e00-\u9fff]{2,}", form):
                syllables = _pinyin(form)
                found["shortNameKey"].add("".join(syllables))
                found["initialsKey"].add("".join(syllable[0] for syllable in syllables))
    added = {en for zh, en in SUFFIXES_IN_ENGLISH.items() if any(c.endswith(zh) for c in chinese)}
    for name in english:
        full = fold(name)
        found["shortNameKey"].add(full)
        if not place:
            continue
        bare = [
            full.removesuffix(suffix)
            for suffix in ENGLISH_SUFFIXES
            if full.endswith(suffix) and len(full) > len(suffix) + 1
        ]
        found["shortNameKey"] |= set(bare) or {full + suffix for suffix in added}
    found["shortNameKey"] -= found["nameKey"]
    return found


def without_suffix(name: str) -> str:
    """A place's folded name without 市, 省, 区 …, if what is left is still a name.

    >>> without_suffix("大连市"), without_suffix("沙市")
    ('大连', '沙市')
    """
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _pinyin(text: str) -> list[str]:
    import pypinyin

    return [fold(syllable) for syllable in pypinyin.lazy_pinyin(text) if fold(syllable)]


def resolve(store: ox.Store, name: str) -> Record:
    """The one entity a name means.

    Args:
        store: an open store.
        name: a name, an id (``place/dalian``) or an IRI.

    Returns:
        ``{"iri", "id", "type", "zh", "en"}``.

    Raises:
        AmbiguousNameError: with the candidates.
        UnknownNameError: with suggestions.
    """
    direct = _by_identifier(store, name.strip())
    if direct:
        return direct
    # The converter is loaded only for names that are not found as they stand.
    key = fold(name) if len(name) <= LONGEST else ""
    found = _by_name(store, key) or _by_name(store, simplified(key))
    if not found:
        raise _unknown(store, name)
    if len(found) > 1:
        raise _ambiguous(store, name, found)
    return describe(store, found)[found[0]]


def _by_name(store: ox.Store, key: str) -> list[str]:
    return (_by_key(store, key) or _by_parts(store, key)) if key else []


def _by_identifier(store: ox.Store, name: str) -> Record | None:
    iri = name if name.startswith((ID, SOURCE)) else ID + name
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*/[\w.-]+", iri.removeprefix(ID), re.ASCII):
        return None
    record = describe(store, [iri])[iri]
    if not record["type"]:
        # An id that was given up still leads to what it meant.
        for row in select(store, REPLACED, old=ox.Literal(iri.removeprefix(ID))):
            return _by_identifier(store, row["new"].value)
    return record if record["type"] else None


def _by_key(store: ox.Store, key: str) -> list[str]:
    rows = select(store, LOOKUP, keys=[ox.Literal(key)])
    for tier in TIERS:
        found = sorted(
            {row["entity"].value for row in rows if row["tier"].value.endswith(f"#{tier}")}
        )
        if found:
            return _without_namesakes_inside(store, found)
    return []


def _by_parts(store: ox.Store, key: str) -> list[str]:
    """``辽宁省鞍山市``: a name after the name of something it lies in."""
    tails = {key[cut:]: key[:cut] for cut in range(2, len(key) - 1)}
    rows = select(store, LOOKUP, keys=[ox.Literal(tail) for tail in tails]) if tails else []
    heads = {
        row["entity"].value: tails[row["key"].value]
        for row in rows
        if not row["tier"].value.endswith("#initialsKey")
    }
    prefixes: dict[str, set[str]] = {}
    wanted = [ox.NamedNode(iri) for iri in sorted(heads)]
    for row in select(store, OUTER_KEYS, items=wanted) if wanted else ():
        prefixes.setdefault(row["item"].value, set()).add(re.escape(row["key"].value))
    found = [
        iri
        for iri, head in sorted(heads.items())
        if iri in prefixes and re.fullmatch(f"(?:{'|'.join(sorted(prefixes[iri]))})+", head)
    ]
    return _without_namesakes_inside(store, found)


def _without_namesakes_inside(store: ox.Store, found: Sequence[str]) -> list[str]:
    if len(found) < 2:
        return list(found)
    records = describe(store, found)
    cities = {iri for iri in found if records[iri]["type"] == "City"}
    inside = _ancestors(store, found)
    return [
        iri
        for iri in found
        if records[iri]["type"] != "District" or not cities & set(inside.get(iri, ()))
    ]


def _ancestors(store: ox.Store, iris: Iterable[str]) -> dict[str, set[str]]:
    result: dict[str, set[str]] = {}
    wanted = [ox.NamedNode(iri) for iri in sorted(set(iris))]
    for row in select(store, ANCESTORS, items=wanted) if wanted else ():
        result.setdefault(row["item"].value, set()).add(row["outer"].value)
    return result


def _ambiguous(store: ox.Store, name: str, found: Sequence[str]) -> AmbiguousNameError:
    return AmbiguousNameError(
        Text(f"“{name}”可以指 {len(found)} 个实体", f"“{name}” can mean {len(found)} entities"),
        hint=Text("请写全名或编号", "give the full name or the id"),
        candidates=_candidates(store, found),
    )


def _unknown(store: ox.Store, name: str) -> UnknownNameError:
    near = _similar_ids(store, name[:LONGEST]) if IDENTIFIER.fullmatch(name) else None
    if near is None:
        near = _similar(store, simplified(fold(name[:LONGEST])))
    suggestions = _candidates(store, near)
    hint = (
        Text("名称相近的有", "similar names are")
        if suggestions
        else Text(
            "请检查用字，或用拼音、英文、编号查找", "check the spelling, or try pinyin or an id"
        )
    )
    return UnknownNameError(
        Text(f"没有名为“{name}”的实体", f"nothing is called “{name}”"),
        hint=hint,
        candidates=suggestions,
    )


def _similar_ids(store: ox.Store, ident: str) -> list[str]:
    """The nearest ids of the same kind: what is meant by an id is no name."""
    import difflib

    head, _, slug = ident.partition("/")
    kind = f"{ID}{head}/"
    rows = select(store, OF_KIND, kind=ox.Literal(kind))
    known = sorted(row["item"].value.removeprefix(kind) for row in rows)
    return [kind + near for near in difflib.get_close_matches(slug, known, n=5, cutoff=0.6)]


def _similar(store: ox.Store, key: str) -> list[str]:
    import difflib

    known: dict[str, set[str]] = {}
    for row in _near(store, key) if key else ():
        known.setdefault(row["key"].value, set()).add(row["entity"].value)
    # What is of another script is not near.
    near = [name for name in known if name.isascii() == key.isascii()]
    close = difflib.get_close_matches(key, near, n=5, cutoff=0.6) if key else []
    # A wrong character mostly sounds right: 大莲 for 大连.
    sounds = "".join(_pinyin(key)) if re.search(r"[\u4e00-\u9fff]", key) else ""
    for row in select(store, LOOKUP, keys=[ox.Literal(sounds)]) if sounds else ():
        if not row["tier"].value.endswith("#initialsKey"):
            known.setdefault(sounds, set()).add(row["entity"].value)
    matches = [sounds, *close] if sounds in known else close
    found = dict.fromkeys(iri for match in matches for iri in sorted(known[match]))
    return list(found)[:5]


def _near(store: ox.Store, key: str) -> list[dict[str, Any]]:
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


def _candidates(store: ox.Store, iris: Sequence[str]) -> list[Record]:
    records = describe(store, iris)
    where: dict[str, str] = {}
    wanted = [ox.NamedNode(iri) for iri in iris]
    for row in select(store, NEAREST, items=wanted) if wanted else ():
        where.setdefault(row["item"].value, row["outer"].value)
    outer = describe(store, list(where.values()))
    classes = _class_labels(store)
    result = []
    for iri in iris:
        record = records[iri]
        inside = outer.get(where.get(iri, ""), {"zh": "", "en": ""})
        kind = classes.get(record["type"], Text(record["type"] or "", record["type"] or ""))
        result.append({**record, "class": kind, "within": Text(inside["zh"], inside["en"])})
    return result


def _class_labels(store: ox.Store) -> dict[str, Text]:
    words: dict[str, dict[str, str]] = {}
    for row in select(store, CLASSES):
        name = row["class"].value.rsplit("#", 1)[-1]
        words.setdefault(name, {})[row["label"].language] = row["label"].value
    return {name: Text(found["zh"], found["en"]) for name, found in words.items()}


OF_KIND = f"""
SELECT DISTINCT ?item WHERE {{
  GRAPH <{DERIVED}> {{ ?item a ?class }} FILTER(STRSTARTS(STR(?item), $kind))
}}"""

REPLACED = f"""
SELECT ?new WHERE {{
  GRAPH <{EDITORS}> {{ ?note a coop:Redirect ; coop:was $old ; coop:is ?new }}
}} LIMIT 1"""

LOOKUP = f"""
SELECT ?key ?entity ?tier WHERE {{
  VALUES ?key {{ $keys }} GRAPH <{NAMES}> {{ ?entity ?tier ?key }}
}}"""

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

ANCESTORS = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }} GRAPH <{DERIVED}> {{ ?item coop:withinTransitive ?outer }}
}}"""

OUTER_KEYS = f"""
SELECT ?item ?key WHERE {{
  VALUES ?item {{ $items }}
  GRAPH <{DERIVED}> {{ ?item coop:withinTransitive ?outer }}
  GRAPH <{NAMES}> {{ {{ ?outer coop:nameKey ?key }} UNION {{ ?outer coop:shortNameKey ?key }} }}
}}"""

NEAREST = f"""
SELECT ?item ?outer WHERE {{
  VALUES ?item {{ $items }} GRAPH <{ENTITIES}> {{ ?item coop:within ?outer }}
}} ORDER BY ?item ?outer"""

CLASSES = f"""
SELECT ?class ?label WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?class a owl:Class ; rdfs:label ?label }}
}}"""
