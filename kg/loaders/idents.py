"""Ids for what is new: of pinyin, as short as they can be told apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from kg.characters import simplified
from kg.names.keys import fold, pinyin, without_suffix

__all__ = ["fresh", "slug"]

LONGEST = 48


def slug(name: str, outer: str = "") -> str:
    """The words of an id for a name.

    Args:
        name: in Chinese or English.
        outer: the id of the place that it lies in, if it is a place.

    Example:
        >>> slug("大鹏新区", "place/shenzhen"), slug("青岛市工商业联合会"), slug("IEC 2024")
        ('shenzhen-dapeng', 'qingdaoshigongshangyelianhehui', 'iec-2024')
    """
    words = re.findall(r"[a-z0-9]+|[\u3400-\u9fff]+", simplified(name).casefold())
    if outer and len(words) == 1:
        words = [without_suffix(fold(words[0]))]
    spelt = [word if word.isascii() else "".join(pinyin(word)) for word in words]
    kept = re.sub(r"[^a-z0-9-]+", "", "-".join(word for word in spelt if word))[:LONGEST]
    kept = kept.strip("-") or "x"
    return f"{outer.partition('/')[2]}-{kept}" if outer else kept


def fresh(ident: str, taken: Collection[str]) -> str:
    """An id that nothing has: this one, or with a number.

    >>> fresh("pairing/a-b", {"pairing/a-b", "pairing/a-b-2"})
    'pairing/a-b-3'
    """
    if ident not in taken:
        return ident
    return next(one for n in count(2) if (one := f"{ident}-{n}") not in taken)
