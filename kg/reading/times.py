"""Dates in a text, and the day on which it was written."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["date_in", "document_year"]

FULL = re.compile(r"(?P<y>(?:19|20)\d\d)(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?")
MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:份|底|初|中旬|上旬|下旬)?")
YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)年")
DAY = re.compile(r"(?<![\d年])(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
TURNED = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)(?!\d)")


def document_year(text: str) -> int | None:
    """The year of a text's own dateline: the first full date near its beginning.

    >>> document_year("发布时间：2019-11-06")
    2019
    """
    head = text[:300]
    found = FULL.search(head) or TURNED.search(head)
    return int(found["y"]) if found else None


def date_in(text: str, year: int | None) -> tuple[str, bool] | None:
    """The first date in some words, as sharp as printed, and whether its year was inferred.

    >>> date_in("两市自2017年9月建立关系", None), date_in("6月1日签署", 2020), date_in("去年", 2020)
    (('2017-09', False), ('2020-06-01', True), ('2019', True))
    """
    if found := FULL.search(text):
        return _whole(int(found["y"]), int(found["m"]), int(found["d"]), inferred=False)
    if found := MONTH.search(text):
        return _whole(int(found["y"]), int(found["m"]), None, inferred=False)
    if found := YEAR.search(text):
        return found["y"], False
    if year is None:
        return None
    if found := DAY.search(text):
        return _whole(year, int(found["m"]), int(found["d"]), inferred=True)
    for word, shift in (("前年", 2), ("去年", 1), ("今年", 0)):
        if word in text:
            return str(year - shift), True
    return None


def _whole(year: int, month: int, day: int | None, *, inferred: bool) -> tuple[str, bool] | None:
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""), inferred
