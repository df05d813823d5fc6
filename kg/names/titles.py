"""Plans, documents and agreements by what they are called for short: 沪连方案, 辽宁江苏方案."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from kg.characters import simplified
from kg.names.keys import fold
from kg.namespaces import FROM_SOURCE, ID, NAMES, SOURCE
from kg.sparql import Store
from kg.store import select

__all__ = ["by_title"]

PAIRING = ID + "pairing/"
# A tail of this length names a document; what is shorter stands behind many titles.
TELLING = 4

TITLES = f"""
SELECT DISTINCT ?item ?key ?party WHERE {{
  GRAPH <{NAMES}> {{ {{ ?item coop:nameKey ?key }} UNION {{ ?item coop:shortNameKey ?key }} }}
  FILTER(CONTAINS(?key, $word))
  GRAPH ?graph {{ ?item dcterms:title ?title }}
  OPTIONAL {{ GRAPH ?said {{ ?item coop:party|coop:signatory|coop:about ?party }} }}
}}"""

PARTNERS = f"""
SELECT DISTINCT ?pairing ?partner WHERE {{
  VALUES ?pairing {{ $items }} GRAPH ?graph {{ ?pairing coop:partner ?partner }} {FROM_SOURCE}
}}"""

_Sets = dict[str, set[str]]


def by_title(store: Store, name: str, meant: Callable[[Store, str], list[str]]) -> list[str]:
    """All plans, documents and agreements that may be called so for short.

    The end of a title stands for it, with whom it is between in front: as a pair (沪连, Liaoning–
    Jiangsu), or in characters that stand in the title in this order.

    Args:
        store: an open store.
        name: what is said.
        meant: what else a name may mean, for what stands in front.
    """
    key = simplified(fold(name))
    english = re.fullmatch(
        r"(?:the\s+)?(.+?)[\s–—-]+(\w{4,})", name.strip(), re.IGNORECASE | re.ASCII
    )
    if len(key) < TELLING or (key.isascii() and not english):
        return []
    word = fold(english[2]) if english else key[-2:]
    keys, parties = _titles(store, word)
    if not keys:
        return []
    if english:
        between = _partners(store, meant(store, english[1]))
        return sorted(item for item in keys if _is_between(between, parties[item]))
    whole = [item for item, found in keys.items() if any(_ends(key, one) for one in found)]
    return sorted(whole) or sorted(set(_headed(store, key, keys, parties, meant)))


def _titles(store: Store, word: str) -> tuple[_Sets, _Sets]:
    """What has the word in its title: its keys, and whom it is between."""
    keys: _Sets = defaultdict(set)
    parties: _Sets = defaultdict(set)
    for row in select(store, TITLES, word=ox.Literal(word)):
        if row["item"].value.startswith(SOURCE):
            continue
        keys[row["item"].value].add(row["key"].value)
        if "party" in row:
            parties[row["item"].value].add(row["party"].value)
    return keys, parties


def _ends(key: str, title: str) -> bool:
    return len(key) > TELLING and title.endswith(key)


def _headed(
    store: Store,
    key: str,
    keys: _Sets,
    parties: _Sets,
    meant: Callable[[Store, str], list[str]],
) -> Iterator[str]:
    for cut in range(2, len(key) - 1):
        head, tail = key[:cut], key[cut:]
        ending = {
            item: [one.removesuffix(tail) for one in found if one.endswith(tail)]
            for item, found in keys.items()
        }
        fitting = {item: fronts for item, fronts in ending.items() if fronts}
        if not fitting:
            continue
        between = _partners(store, meant(store, head))
        for item, fronts in fitting.items():
            if _is_between(between, parties[item]) or any(_short(head, one) for one in fronts):
                yield item


def _partners(store: Store, found: Sequence[str]) -> _Sets:
    """The partners of the pairings among what is meant, by pairing."""
    pairings = [ox.NamedNode(iri) for iri in found if iri.startswith(PAIRING)]
    result: _Sets = defaultdict(set)
    for row in select(store, PARTNERS, items=pairings) if pairings else ():
        result[row["pairing"].value].add(row["partner"].value)
    return result


def _is_between(pairings: _Sets, parties: set[str]) -> bool:
    return any(one in parties or partners <= parties for one, partners in pairings.items())


def _short(head: str, front: str) -> bool:
    """Whether two names stand in this order at the beginning of a title.

    >>> _short("辽宁江苏", "辽宁省与江苏省对口合作实施"), _short("大连", "大连市农业布局")
    (True, False)
    """
    rest = iter(front)
    return len(head) >= TELLING and front[0] == head[0] and all(char in rest for char in head)
