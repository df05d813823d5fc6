"""What a name may have been meant for: the same stem, never look-alikes from across the country."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.names.keys import pinyin

__all__ = ["likely", "stem"]

# A county or a city; zones are called so in other ways.
UNIT = re.compile(r"(.+?)(?:自治县|自治旗|市|区|县|旗)")
ZONE = re.compile(r"(?:开发|高新|新|园|保税|合作|示范|试验|景|特|社|小|街|校|厂|矿|地)区$")


def stem(name: str) -> str | None:
    """What a county or city is called without saying that it is one; None for all else.

    >>> stem("库车县"), stem("大连高新区"), stem("上海")
    ('库车', None, None)
    """
    found = UNIT.fullmatch(name)
    return found[1] if found and not ZONE.search(name) else None


def likely(name: str, close: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Of names that look like another, those that may be meant.

    A county of two characters shares one of them with dozens that have nothing to do with it. What
    was renamed keeps its stem: 库车县 is 库车市, 郫县 is 郫都区.

    Args:
        name: what was asked for.
        close: what looks like it.
        names: all names, to look for the stem in.

    Example:
        >>> likely("郫县", ["莘县", "郏县"], ["郫都区", "成都市"]), likely("大莲市", ["大连市"])
        (['郫都区'], ['大连市'])
    """
    own = stem(name)
    if own is None or len(own) > 2:
        return list(close)
    near = [other for other in close if _same(own, other)]
    return list(dict.fromkeys([*near, *sorted(other for other in names if _same(own, other))]))


def _same(own: str, other: str) -> bool:
    rest = stem(other)
    if rest is None:
        return False
    if rest.startswith(own):
        return len(rest) <= len(own) + (len(own) == 1)
    # A wrong character mostly sounds right: 大莲 for 大连. Of one alone too many do.
    return len(rest) == len(own) > 1 and rest[0] == own[0] and pinyin(rest) == pinyin(own)
