"""Fold names, and make the keys under which an entity is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path

from kg.characters import simplified, unified
from kg.namespaces import NAMES

__all__ = [
    "CLAIM_TIER",
    "LOOKUP",
    "TIERS",
    "distinct",
    "english_forms",
    "fold",
    "keys",
    "pinyin",
    "proposed",
    "rather_outer",
    "spoken",
    "without_suffix",
]

TIERS = ("nameKey", "shortNameKey", "initialsKey")
# What claims are called that are no entities; where nothing else is called so.
CLAIM_TIER = "claimNameKey"

LOOKUP = f"""
SELECT ?key ?entity ?tier WHERE {{
  VALUES ?key {{ $keys }} GRAPH <{NAMES}> {{ ?entity ?tier ?key }}
}}"""

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
ENGLISH_SUFFIXES = (
    "province",
    "city",
    "municipality",
    "district",
    "county",
    "newarea",
)
# What English adds to a place whose Chinese name ends so: Dalian City is 大连市.
SUFFIXES_IN_ENGLISH = {
    "省": ("province",),
    "市": ("city",),
    "新区": ("newarea", "newdistrict"),
    "区": ("district",),
    "县": ("county",),
}
ENDINGS_SAID = {"省": "sheng", "市": "shi", "区": "qu", "县": "xian", "旗": "qi"}


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Normalise a name: width, case, accents, spaces and punctuation do not count.

    >>> fold("Ｄalian　City"), fold("中国（辽宁）自由贸易试验区"), fold("Dàlián"), fold("⻘岛")
    ('daliancity', '中国辽宁自由贸易试验区', 'dalian', '青岛')
    """
    plain = unicodedata.normalize("NFKC", unified(text))
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    kept = (char for char in decomposed if unicodedata.category(char)[0] not in "PZMC")
    return unicodedata.normalize("NFC", "".join(kept))


def distinct(words: Iterable[str]) -> list[str]:
    """Words in their order, each once; of those that differ in script only the first stays.

    >>> distinct(["10个", "10個", "9個"])
    ['10个', '9個']
    """
    found = list(dict.fromkeys(words))
    if len(found) > 1:
        found = list({simplified(word): word for word in reversed(found)}.values())[::-1]
    return found


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
                syllables = pinyin(form, place=place)
                # ü is typed v, or with its tone, which folds to u.
                with_u = (re.sub(r"^([ln])v", r"\1u", syllable) for syllable in syllables)
                found["shortNameKey"] |= {"".join(syllables), "".join(with_u)}
                found["initialsKey"].add("".join(syllable[0] for syllable in syllables))
    found["shortNameKey"] |= english_forms(english, chinese, place=place)
    if place:
        found["shortNameKey"] |= set(_in_pinyin(english, chinese))
    found["shortNameKey"] -= found["nameKey"]
    return found


def _in_pinyin(english: Iterable[str], chinese: Iterable[str]) -> Iterator[str]:
    """``zalantunshi``: the romanisation of the English name with what the Chinese one ends in."""
    bare = {_without_english_suffix(fold(re.sub(r" \([^()]+\)$", "", name))) for name in english}
    for ending, said in ENDINGS_SAID.items():
        if any(name.endswith(ending) for name in chinese):
            yield from (name + said for name in bare)


def english_forms(english: Iterable[str], chinese: Iterable[str], *, place: bool) -> set[str]:
    """English names, folded; those of places also without City, or with it.

    Example:
        >>> sorted(english_forms(["Pudong New Area"], ["浦东新区"], place=True))
        ['pudong', 'pudongdistrict', 'pudongnewarea', 'pudongnewdistrict']
    """
    found = {fold(name) for name in english}
    if not place:
        return found
    # What tells namesakes apart is no part of the name: Taizhou (Jiangsu) is Taizhou as well.
    found |= {fold(re.sub(r" \([^()]+\)$", "", name)) for name in english}
    bare = {_without_english_suffix(full) for full in found}
    added = [
        suffix
        for ending, suffixes in SUFFIXES_IN_ENGLISH.items()
        if any(name.endswith(ending) for name in chinese)
        for suffix in suffixes
    ]
    return found | bare | {name + suffix for name in bare for suffix in added}


def _without_english_suffix(full: str) -> str:
    for suffix in ENGLISH_SUFFIXES:
        if full.endswith(suffix) and len(full) > len(suffix) + 1:
            return full.removesuffix(suffix)
    return full


def rather_outer(
    found: Collection[str],
    kinds: Mapping[str, Set[str]],
    before: Mapping[str, Sequence[str]],
    around: Callable[[Iterable[str]], Mapping[str, Set[str]]],
) -> list[str]:
    """What a name means but counties inside a city that it means too: 辽阳 is 辽阳市.

    Args:
        found: all that have the name.
        kinds: the classes of each.
        before: class -> classes whose things are not meant inside one of it (``coop:meantBefore``).
        around: gives what each of some lies in.

    Example:
        >>> kinds = {"liaoyang": {"City"}, "liaoyang-county": {"District"}}
        >>> around = lambda found: {"liaoyang-county": {"liaoyang"}}
        >>> rather_outer(list(kinds), kinds, {"City": ["District"]}, around)
        ['liaoyang']
    """
    inner = {
        iri: outer
        for iri in found
        if (outer := {one for one in found if _precedes(kinds[one], kinds[iri], before)})
    }
    lying = around(inner) if inner else {}
    return [iri for iri in found if not inner.get(iri, set()) & lying.get(iri, frozenset())]


def _precedes(one: Set[str], other: Set[str], before: Mapping[str, Sequence[str]]) -> bool:
    return any(not other.isdisjoint(before.get(kind, ())) for kind in one)


def without_suffix(name: str) -> str:
    """A place's folded name without 市, 省, 区 …, if what is left is still a name.

    >>> without_suffix("大连市"), without_suffix("沙市")
    ('大连', '沙市')
    """
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def pinyin(text: str, *, place: bool = False) -> list[str]:
    """The syllables of a Chinese name, folded.

    >>> pinyin("旅顺"), pinyin("长海县", place=True)
    (['lv', 'shun'], ['chang', 'hai', 'xian'])
    """
    if (known := _spoken().get(text)) is not None:
        return known.split()
    return spoken(text, place=place)


def proposed(name: str) -> str:
    """A part of an id for what is called so: its pinyin, a place without 市 or 区.

    >>> proposed("大连市"), proposed("place/dalian"), proposed("?")
    ('dalian', 'dalian', '')
    """
    if name.isascii():
        return re.sub(r"[^a-z0-9]+", "-", name.rpartition("/")[2].lower()).strip("-")
    return "".join(pinyin(without_suffix(fold(simplified(name)))))[:40]


def spoken(text: str, *, place: bool = False) -> list[str]:
    """The same, worked out anew: by pypinyin, and by readings of our own before it.

    >>> spoken("旅顺"), spoken("长三角一体化")[:3], spoken("单县", place=True)
    (['lv', 'shun'], ['chang', 'san', 'jiao'], ['shan', 'xian'])
    """
    import pypinyin

    own = _readings(place=place)
    found: list[str] = []
    for part in re.split(f"({'|'.join(map(re.escape, own))})", text):
        found += own.get(part) or [fold(syllable) for syllable in pypinyin.lazy_pinyin(part)]
    return [syllable for syllable in found if syllable]


@cache
def _readings(*, place: bool) -> dict[str, list[str]]:
    """What is said otherwise than pypinyin has it, the longest first.

    A character that is said so in the names of places (长, 都) may be said otherwise elsewhere.
    """
    import csv

    with (Path(__file__).parent / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if place or row["where"] != "place"]
    rows.sort(key=lambda row: (-len(row["text"]), row["text"]))
    return {row["text"]: row["pinyin"].split() for row in rows}


@cache
def _spoken() -> dict[str, str]:
    """Of the packaged names, what `spoken` says: working it out is a quarter of a build."""
    text = (Path(__file__).parent / "pinyin.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines())
    return {name: said for name, said, _ in lines}
