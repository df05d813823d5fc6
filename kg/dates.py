"""Dates as sharp as they were printed: a first and a last possible day.

Written as in ISO 8601-2 (EDTF level 0): ``2017``, ``2017-03``, ``2017-03-18`` or an interval
``2017-03/2017-06`` of any two of these. Read are also what people and spreadsheets write in China:
2017年3月18日, 2017年3月, 2017/3/18.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Span", "later", "length", "parse", "show", "told", "yearless"]


# As text: most answers read no date, and those that do compile one or two of these once.
CHINESE = r"(?a)(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?"
SLASHED = r"(?a)(\d{4})/(\d{1,2})(?:/(\d{1,2}))?"
LENGTH = r"(?a)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
CHINESE_LENGTH = r"(?a)(?:(\d+)年)?(?:(\d+)个月)?(?:(\d+)[天日])?"
YEARLESS = r"(?a)(?:--(\d{2})-(\d{2})|(\d{1,2})月(\d{1,2})[日号])"
YEARLESS_XSD = r"(?a)--(\d{2})-(\d{2})"
LENGTHS_ZH = ("年", "个月", "天")
MONTHS = (
    "January February March April May June July August September October November December"
).split()
DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"两": 2, "": 0}
NUMERAL = r"([一二两三四五六七八九]?)(十?)([一二三四五六七八九]?)(?=[年个天日])"
DASHED = r"(?a)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"


class Span(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date


@lru_cache(maxsize=4096)
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
    start, slash, end = (text, "", "") if re.fullmatch(SLASHED, text) else text.partition("/")
    first, last = _whole(start), _whole(end if slash else start)
    if last.last < first.first:
        raise ValueError(text)
    return Span(first.first, last.last)


def _whole(text: str) -> Span:
    text = text.strip()
    patterns = (DASHED, CHINESE, SLASHED)
    found = next((hit for one in patterns if (hit := re.fullmatch(one, text))), None)
    if not found:
        raise ValueError(text)
    year, *parts = (int(part) for part in found.groups() if part)
    first, last = (parts[0], parts[0]) if parts else (1, 12)
    if len(parts) > 1:
        day = date(year, first, parts[1])
        return Span(day, day)
    if not 1 <= first <= 12:
        raise ValueError(text)
    return Span(date(year, first, 1), date(year, last, _days(year, last)))


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(1)).day


def show(first: str | date, last: str | date | None = None) -> str:
    """The shortest way to write the days from ``first`` to ``last``.

    >>> show("2017-03-01", "2017-03-31"), show("2017-01-01", "2017-12-31")
    ('2017-03', '2017')
    """
    start = first if isinstance(first, date) else date.fromisoformat(first)
    end = last if isinstance(last, date) else date.fromisoformat(last or str(first))
    if start == end:
        return start.isoformat()
    whole_months = start.day == 1 and end.day == _days(end.year, end.month)
    whole_years = whole_months and start.month == 1 and end.month == 12
    length = 4 if whole_years else 7 if whole_months else 10
    head, tail = start.isoformat()[:length], end.isoformat()[:length]
    return head if head == tail else f"{head}/{tail}"


def length(text: str) -> str:
    """Read how long something lasts, in years, months, days, as XSD writes it.

    Raises:
        ValueError: if it is no length.

    Example:
        >>> length("3年"), length("1年6个月"), length("P10Y"), length("十五天")
        ('P3Y', 'P1Y6M', 'P10Y', 'P15D')
    """
    text = re.sub(NUMERAL, _number, text.strip().replace(" ", ""))
    found = re.fullmatch(LENGTH, text) or re.fullmatch(CHINESE_LENGTH, text)
    parts = [int(part or 0) for part in found.groups()] if found else []
    if not any(parts):
        raise ValueError(text)
    return "P" + "".join(f"{n}{unit}" for n, unit in zip(parts, "YMD", strict=True) if n)


def _number(found: re.Match[str]) -> str:
    """An integer below a hundred, written in Chinese."""
    tens, ten, ones = found.groups()
    if not found[0]:
        return ""
    return str((DIGITS[tens] or 1) * 10 + DIGITS[ones] if ten else DIGITS[tens or ones])


def told(value: str, lang: str) -> str | None:
    """A length, or a day of no year, as people write it; None for all else.

    >>> told("P1Y6M", "zh"), told("P4D", "en"), told("--10-11", "zh"), told("--02-25", "en")
    ('1年6个月', '4 days', '10月11日', '25 February')
    >>> told("2018-10", "zh"), told("PPP", "en"), told("P", "zh")
    (None, None, None)
    """
    if found := re.fullmatch(YEARLESS_XSD, value):
        month, day = int(found[1]), int(found[2])
        return f"{month}月{day}日" if lang == "zh" else f"{day} {MONTHS[month - 1]}"
    lasting = re.fullmatch(LENGTH, value)
    parts = [int(part or 0) for part in lasting.groups()] if lasting else []
    if not any(parts):
        return None
    if lang == "zh":
        return "".join(f"{n}{unit}" for n, unit in zip(parts, LENGTHS_ZH, strict=True) if n)
    words = zip(parts, ("year", "month", "day"), strict=True)
    return " ".join(f"{n} {word}{'s' * (n > 1)}" for n, word in words if n)


def later(day: str, lasting: str) -> str:
    """The ISO day that is a length after another.

    >>> later("2008-06-11", "P3Y"), later("2020-01-31", "P1M")
    ('2011-06-11', '2020-02-29')
    """
    found = re.fullmatch(LENGTH, lasting)
    if not found:
        raise ValueError(lasting)
    years, months, days = (int(part or 0) for part in found.groups())
    first = date.fromisoformat(day)
    extra, month = divmod(first.month - 1 + months, 12)
    year = first.year + years + extra
    last = _days(year, month + 1)
    moved = date(year, month + 1, min(first.day, last)) + timedelta(days)
    return moved.isoformat()


def yearless(text: str) -> str:
    """Read a month and a day of no stated year, as XSD writes it.

    Raises:
        ValueError: if there is no such day in any year.

    Example:
        >>> yearless("9月26日"), yearless("--02-29")
        ('--09-26', '--02-29')
    """
    found = re.fullmatch(YEARLESS, text.strip().replace(" ", ""))
    if not found:
        raise ValueError(text)
    month, day = (int(part) for part in found.groups() if part)
    return "-" + date(2000, month, day).isoformat()[4:]
