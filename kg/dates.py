"""Dates as sharp as they were printed: a first and a last possible day.

Written as in ISO 8601-2 (EDTF level 0): ``2017``, ``2017-03``, ``2017-03-18`` or an interval
``2017-03/2017-06`` of any two of these. Read are also what people and spreadsheets write in China:
2017年3月18日, 2017年3月, 2017/3/18.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

__all__ = ["Span", "parse", "show"]


CHINESE = r"(?a)(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?"
SLASHED = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", re.ASCII)
DASHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Span(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date


def parse(text: str) -> Span:
    """Read a date.

    Raises:
        ValueError: if it is not a date, or names a day that does not exist.

    Example:
        >>> parse("2017-03")
        Span(first=datetime.date(2017, 3, 1), last=datetime.date(2017, 3, 31))
        >>> parse("2017年3月") == parse("2017/3") == parse("2017-03")
        True
    """
    text = text.strip()
    start, slash, end = (text, "", "") if SLASHED.fullmatch(text) else text.partition("/")
    first, last = _whole(start), _whole(end if slash else start)
    if last.last < first.first:
        raise ValueError(text)
    return Span(first.first, last.last)


def _whole(text: str) -> Span:
    text = text.strip()
    found = DASHED.fullmatch(text) or re.fullmatch(CHINESE, text) or SLASHED.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, *parts = (int(part) for part in found.groups() if part)
    first, last = (parts[0], parts[0]) if parts else (1, 12)
    if len(parts) > 1:
        day = date(year, first, parts[1])
        return Span(day, day)
    if not 1 <= first <= 12:
        raise ValueError(text)
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def show(first: str | date, last: str | date | None = None) -> str:
    """The shortest way to write the days from ``first`` to ``last``.

    >>> show("2017-03-01", "2017-03-31"), show("2017-01-01", "2017-12-31")
    ('2017-03', '2017')
    """
    start = first if isinstance(first, date) else date.fromisoformat(first)
    end = last if isinstance(last, date) else date.fromisoformat(last or str(first))
    if start == end:
        return start.isoformat()
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    whole_years = whole_months and start.month == 1 and end.month == 12
    length = 4 if whole_years else 7 if whole_months else 10
    head, tail = start.isoformat()[:length], end.isoformat()[:length]
    return head if head == tail else f"{head}/{tail}"
