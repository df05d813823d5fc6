"""The other ways in which people say a name: with what it lies in, in another order, abroad.

They are the same for what is typed and for what stands in a cell; where names are looked up is
another matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.characters import simplified
from kg.names.keys import fold
from kg.namespaces import ID

__all__ = ["LONGEST", "Index", "otherwise"]

# Comparing longer ones would take for ever, and no place is called so.
LONGEST = 60
PLACE = ID + "place/"
# The lists of the statistics office put these between a province and its counties.
BETWEEN = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
COUNTRY = ("中华人民共和国", "中国", "peoplesrepublicofchina", "china", "prchina", "prc")


@dataclass(frozen=True)
class Index:
    """Where names are looked up; all names are folded.

    ``named`` gives what one name means, ``entities`` what has any of several names, as pairs of
    name and IRI, ``forms`` the names of each, ``around`` what each lies in, and ``apart`` leaves
    out counties inside a city that a name means too.
    """

    named: Callable[[str], list[str]]
    entities: Callable[[Iterable[str]], list[tuple[str, str]]]
    forms: Callable[[Iterable[str]], dict[str, set[str]]]
    around: Callable[[Iterable[str]], dict[str, set[str]]]
    apart: Callable[[Sequence[str]], list[str]]


def otherwise(index: Index, name: str) -> list[str]:
    """All that a name may mean that means nothing as it stands."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    if len(bare) > LONGEST:
        return index.named(fold(bare)) or index.named(simplified(fold(bare)))
    for other in dict.fromkeys((name.strip(), bare, *_reordered(bare))):
        key = fold(other)
        # The converter is loaded only for names that are not found as they stand.
        for one in (key,) if key.isascii() else dict.fromkeys((key, simplified(key))):
            if found := index.named(one) or _within(index, one) or _at_home(index, one):
                return found
    return _by_place_in_front(index, simplified(fold(name))) or _as_before(index, bare)


def _reordered(name: str) -> Iterator[str]:
    """The same name in another order.

    >>> list(_reordered("Tiexi, Shenyang")), list(_reordered("City of Dalian"))
    (['Shenyang Tiexi'], ['Dalian City'])
    """
    inner, *outer = [part.strip() for part in re.split(r"[,，(（]", name.rstrip(")）"))]
    if outer and all((inner, *outer)):
        yield " ".join([*reversed(outer), inner])
    elif found := re.fullmatch(r"(\w+) of (.+)", name, re.IGNORECASE | re.ASCII):
        yield f"{found[2]} {found[1]}"
    elif found := re.fullmatch(r"(.+) (\w+)", name, re.ASCII):
        yield f"{found[2]} {found[1]}"
        yield f"{found[2]} of {found[1]}"


def _within(index: Index, key: str) -> list[str]:
    """``辽宁省鞍山市``: a name after the name of something it lies in."""
    if len(key) > LONGEST:
        return []
    tails = {key[cut:]: key[:cut] for cut in range(2, len(key) - 1)}
    heads = {iri: tails[tail] for tail, iri in index.entities(tails)}
    around = index.around(heads)
    forms = index.forms({outer for found in around.values() for outer in found})
    found = []
    for iri, head in sorted(heads.items()):
        outer = {form for one in around.get(iri, ()) for form in forms.get(one, ())}
        if outer and re.fullmatch(_head(outer), head):
            found.append(iri)
    return index.apart(found)


def _head(outer: set[str]) -> str:
    """The pattern of what may stand in front: at least one of what it lies in, and the country."""
    names, between = ("|".join(map(re.escape, sorted(words))) for words in (outer, BETWEEN))
    country = "|".join(COUNTRY)
    return f"(?:{country})?(?:(?:{names})(?:{between})*)+"


def _at_home(index: Index, key: str) -> list[str]:
    """``中国大连市``: a place after its country."""
    for country in COUNTRY:
        if key.startswith(country) and len(key) > len(country) + 1:
            rest = key.removeprefix(country)
            found = index.named(rest) or _within(index, rest)
            return [iri for iri in found if iri.startswith(PLACE)]
    return []


def _as_before(index: Index, name: str) -> list[str]:
    """``襄樊市`` for 襄阳市: what goes on under another name, by the list of former units."""
    from kg.names.former import former_units

    found = {unit.successor for unit in former_units(name)}
    heirs = sorted(one for one in found if one is not None)
    # What another of the name was merged or divided into is not meant by it.
    return heirs if len(heirs) == len(found) and all(index.forms(heirs).values()) else []


def _by_place_in_front(index: Index, key: str) -> list[str]:
    """``大连发改委`` for 大连市发改委: the place that a name begins with, written otherwise."""
    heads = {key[:cut]: key[cut:] for cut in range(2, len(key) - 1)}
    inside: dict[str, set[str]] = {}
    places = index.entities(heads)
    forms = index.forms({iri for _, iri in places})
    for head, place in places:
        for form in forms[place]:
            inside.setdefault(form + heads[head], set()).add(place)
    found = index.entities(inside)
    around = index.around({iri for _, iri in found})
    return sorted({iri for name, iri in found if inside[name] & around.get(iri, set())})
