"""Whether a claim may hold on a day, in a month or in a year: docs/time.md has the truth table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from kg import dates
from kg.claims import Statement
from kg.entities import Record
from kg.terms import Facts, in_order

__all__ = ["DATES", "UNDATED", "Validity", "first_given", "holding", "validity"]

# What the ontology has to say of dates, so that `validity` can tell when a claim held.
DATES = ("beginOrder", "endOrder", "isMoment")

_Days = tuple[str, str]


class Validity(NamedTuple):
    """First and last ISO day on which a claim can have begun, and can have ended.

    ``begins`` is None where no source says it; so is ``ends``, and then ``stated`` is the day up
    to which the claim is known to have been upheld: when the last of its sources was issued, at
    the earliest.
    """

    begins: _Days | None = None
    ends: _Days | None = None
    stated: str | None = None

    @property
    def dated(self) -> bool:
        """Whether any source says when it began or ended."""
        return bool(self.begins or self.ends)


UNDATED = Validity()


def validity(said: Collection[Statement], sources: Mapping[str, Record], known: Facts) -> Validity:
    """When a claim held, as far as its sources say.

    Where the sources can agree the sharpest date counts; where they cannot, all that they say
    remains possible.

    Args:
        said: what is said of the claim.
        sources: records of the sources, by IRI.
        known: what the ontology says of ``DATES``.
    """
    begin, end = (first_given(known, order, said) for order in ("beginOrder", "endOrder"))
    begins = _possible(said, begin) if begin else None
    ends = _possible(said, end) if end else None
    if ends is None and begin in known["isMoment"]:
        ends = begins
    issued = [day for found in said if (day := sources[found.source]["issued"])]
    stated = max((dates.parse(day).first.isoformat() for day in issued), default=None)
    return Validity(begins, ends, stated)


def first_given(known: Facts, order: str, said: Collection[Statement]) -> str | None:
    """Of the dates that the ontology puts in an order, the first one that some source gives."""
    names = in_order(known[order])
    return next((name for name in names if any(found.dates(name) for found in said)), None)


def _possible(said: Collection[Statement], name: str) -> _Days | None:
    spans = [span for found in said if (span := found.dates(name))]
    if not spans:
        return None
    firsts, lasts = [first for first, _ in spans], [last for _, last in spans]
    if max(firsts) <= min(lasts):
        return max(firsts), min(lasts)
    return min(firsts), max(lasts)


def holding(known: Validity, asked: dates.Span) -> Literal["certain", "possible"] | None:
    """Whether a claim held at a date: each date stands for any of the days that it can mean.

    ``certain`` if it held on every day of the date asked about, however its own dates are read;
    ``possible`` if it may have held on one of them; None if it cannot.

    Example:
        >>> known = Validity(begins=("2017-03-01", "2017-03-31"), stated="2019-04-01")
        >>> [holding(known, dates.parse(day)) for day in ("2016", "2017-03", "2018", "2020")]
        [None, 'possible', 'certain', 'possible']
    """
    first, last = asked.first.isoformat(), asked.last.isoformat()
    if known.begins and known.begins[0] > last:
        return None
    if known.ends and known.ends[1] < first:
        return None
    # An open end is not "still": sources uphold it no longer than they were issued.
    upheld = known.ends[0] if known.ends else known.stated
    begun = known.begins is not None and known.begins[1] <= first
    return "certain" if begun and upheld is not None and upheld >= last else "possible"
