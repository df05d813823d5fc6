"""Units that are gone: what became of counties, cities and prefectures since 1997.

``data/former_units.csv`` lists them with the year, the document that says so and what is there
today. Who goes on under another name is meant by the old one; what was merged or divided means
nobody, and is answered by where it went.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.characters import simplified
from kg.names.keys import fold, without_suffix
from kg.namespaces import ID
from kg.resources import find

__all__ = ["FormerUnit", "former_units"]

TABLE = "former_units.csv"


@dataclass(frozen=True)
class FormerUnit:
    """A unit that is no more.

    ``until`` is the year of the change, ``document`` what decided it; ``successor`` the IRI of what
    it is today, if it is one unit; ``absorbed_by`` the IRIs of what it, or a part of it, went to.
    """

    name: str
    province: str
    prefecture: str
    until: str
    successor: str | None
    absorbed_by: tuple[str, ...]
    document: str

    @property
    def decided(self) -> str:
        """The year, and the document that decided it: ``2010，国函〔2010〕129号``."""
        return f"{self.until}，{self.document}" if self.document else self.until


def former_units(name: str) -> list[FormerUnit]:
    """The units that were called so; the name may have its province and prefecture in front.

    >>> [unit] = former_units("湖北省襄樊市")
    >>> unit.until, unit.successor.rpartition("/")[2], unit.document
    ('2010', 'xiangyang', '国函〔2010〕129号')
    >>> [unit.successor for unit in former_units("闸北区")], former_units("大连市")
    ([None], [])
    """
    key = fold(simplified(name))
    if len(key) < 2 or key.isascii():
        return []
    return next((found for found in _said(key) if found), [])


def _said(key: str) -> Iterator[list[FormerUnit]]:
    """As it stands, after what it lay in, and without saying what it was."""
    whole, bare = _units()
    yield whole.get(key, [])
    for cut in range(2, len(key) - 1):
        yield [unit for unit in whole.get(key[cut:], ()) if key[:cut] in _in_front(unit)]
    yield bare.get(key, [])


def _in_front(unit: FormerUnit) -> set[str]:
    provinces = _named(unit.province)
    prefectures = _named(fold(unit.prefecture)) if unit.prefecture else set()
    return provinces | prefectures | {one + other for one in provinces for other in prefectures}


def _named(name: str) -> set[str]:
    return {name, without_suffix(name)}


@cache
def _units() -> tuple[dict[str, list[FormerUnit]], dict[str, list[FormerUnit]]]:
    """By their names, and by these without 市, 县 and the like."""
    whole: dict[str, list[FormerUnit]] = defaultdict(list)
    bare: dict[str, list[FormerUnit]] = defaultdict(list)
    with (find("data") / TABLE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = FormerUnit(
                row["name"],
                fold(row["province"]),
                row["prefecture"],
                row["until"],
                ID + row["successor"] if row["successor"] else None,
                tuple(ID + one for one in row["absorbedBy"].split("|") if one),
                row["document"],
            )
            whole[fold(unit.name)].append(unit)
            if len(short := without_suffix(fold(unit.name))) > 1:
                bare[short].append(unit)
    return dict(whole), dict(bare)
