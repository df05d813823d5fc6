"""Whether a claim may hold on a day, in a month or in a year: docs/time.md has the truth table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from kg import dates
from kg.claims import Statement, iris
from kg.entities import Record
from kg.terms import Facts, in_order

__all__ = [
    "DATES",
    "UNDATED",
    "Days",
    "Round",
    "Standing",
    "Validity",
    "first_given",
    "holding",
    "standing",
    "validity",
]

# What the ontology has to say of dates, so that `validity` can tell when a claim held.
DATES = ("beginOrder", "endOrder", "isMoment")

# The first and the last ISO day that a date can mean.
Days = tuple[str, str]


class Round(NamedTuple):
    """When a programme, or one of its rounds, began, and when it was over, and why.

    ``over`` is ``"term"`` where its term is stated, ``"replaced"`` where a later round (``by``)
    lays down the relations anew.
    """

    begins: Days | None = None
    ends: Days | None = None
    over: Literal["term", "replaced"] | None = None
    by: str | None = None


class Validity(NamedTuple):
    """First and last ISO day on which a claim can have begun, and can have ended.

    ``begins`` is None where no source says it; so is ``ends``, and then ``stated`` is the day up
    to which the claim is known to have been upheld: when the last of its sources was issued, at
    the earliest. What it does not say itself, the ``round`` it belongs to bounds: it has not
    begun before that, and ends with it.
    """

    begins: Days | None = None
    ends: Days | None = None
    stated: str | None = None
    round: Round = Round()

    @property
    def dated(self) -> bool:
        """Whether any source says when it began or ended."""
        return bool(self.begins or self.ends)

    @property
    def closing(self) -> Days | None:
        """When its round was over, if no end is stated of itself and it had begun by then."""
        ends = None if self.ends else self.round.ends
        return None if ends and self.begins and self.begins[0] > ends[1] else ends

    @property
    def days(self) -> tuple[str | None, str | None, str | None, str | None, str | None]:
        """First and last day of the beginning and of the end, and up to when it was upheld.

        Where only the round says something, the last day of the beginning and the first of the
        end are open: the round bounds the claim and does not date it.
        """
        begins: tuple[str | None, str | None] = (None, None)
        opening = self.round.begins
        if self.begins:
            begins = self.begins
        elif opening and not (self.ends and self.ends[1] < opening[0]):
            begins = (opening[0], None)
        if self.ends:
            return *begins, *self.ends, self.stated
        closing = self.closing
        if closing is None:
            return *begins, None, None, self.stated
        # Who recalls a round that is over does not uphold it.
        return *begins, None, closing[1], self.stated and min(self.stated, closing[0])


UNDATED = Validity()


def validity(
    said: Collection[Statement],
    sources: Mapping[str, Record],
    known: Facts,
    rounds: Mapping[str, Round],
) -> Validity:
    """When a claim held, as far as its sources say.

    Where the sources can agree the sharpest date counts; where they cannot, all that they say
    remains possible.

    Args:
        said: what is said of the claim.
        sources: records of the sources, by IRI.
        known: what the ontology says of ``DATES``.
        rounds: programmes by IRI, see `kg.rounds.read_rounds`.
    """
    begin, end = (first_given(known, order, said) for order in ("beginOrder", "endOrder"))
    begins = _possible(said, begin) if begin else None
    ends = _possible(said, end) if end else None
    if ends is None and begin in known["isMoment"]:
        ends = begins
    issued = [day for found in said if (day := sources[found.source]["issued"])]
    stated = max((dates.parse(day).first.isoformat() for day in issued), default=None)
    under = [rounds.get(iri, Round()) for iri in sorted(iris(said, "programme"))]
    return Validity(begins, ends, stated, _around(under))


def _around(under: list[Round]) -> Round:
    """The round of a claim; of several that sources name, what bounds it in each of them."""
    if len(under) < 2:
        return under[0] if under else Round()
    begins = [one.begins for one in under if one.begins]
    last = max(under, key=lambda one: one.ends or ("9", "9"))
    return Round(min(begins) if len(begins) == len(under) else None, *last[1:])


def first_given(known: Facts, order: str, said: Collection[Statement]) -> str | None:
    """Of the dates that the ontology puts in an order, the first one that some source gives."""
    names = in_order(known[order])
    return next((name for name in names if any(found.dates(name) for found in said)), None)


def _possible(said: Collection[Statement], name: str) -> Days | None:
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
    begun, begun_latest, ended, ended_latest, stated = known.days
    if (begun and begun > last) or (ended_latest and ended_latest < first):
        return None
    # An open end is not "still": sources uphold it no longer than they were issued.
    upheld = ended or stated
    certain = begun_latest and begun_latest <= first and upheld and upheld >= last
    return "certain" if certain else "possible"


class Standing(NamedTuple):
    """What is known of the end of a claim: the first of the reasons that applies.

    ``ended``: a source states its end. ``term``: its round has a term. ``replaced``: a later
    round (``by``) takes the place of its own. ``stated``: none of these, and when it was stated
    last. ``unknown``: no source that states it is dated.
    """

    reason: Literal["ended", "term", "replaced", "stated", "unknown"]
    days: Days | None = None
    by: str | None = None

    def over(self, day: str) -> bool:
        """Whether it is known to have ended before an ISO day."""
        return self.reason in ("ended", "term", "replaced") and bool(
            self.days and self.days[1] < day
        )


def standing(known: Validity) -> Standing:
    """Whether a claim is known to have ended, and how; or when it was stated last.

    Example:
        >>> standing(Validity(stated="2024-05-01"))
        Standing(reason='stated', days=('2024-05-01', '2024-05-01'), by=None)
        >>> over = Round(ends=("2011-06-01", "2011-06-30"), over="term")
        >>> found = standing(Validity(stated="2018-05-12", round=over))
        >>> found.reason, found.over("2024-01-01")
        ('term', True)
    """
    if known.ends:
        return Standing("ended", known.ends)
    if (closing := known.closing) and known.round.over:
        return Standing(known.round.over, closing, known.round.by)
    return Standing("stated", (known.stated, known.stated)) if known.stated else Standing("unknown")
