"""What an evidence sheet holds: who said what of a thing, and what stands around it."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from kg.records import Concept, Entity, Figure, OpenPartner, PartnerRow, Said, Source, Words
from kg.records import SourceFacts as _Facts

__all__ = [
    "CountedGroup",
    "Covered",
    "Line",
    "Quoted",
    "Rested",
    "SaidRow",
    "SaidTable",
    "SaidValue",
    "Sheet",
    "Spot",
    "Tiers",
    "Wanted",
]


class Quoted(Source):
    """A source and a place in it, with a few words of the text where the text is at hand."""

    quote: NotRequired[str]


class SaidValue(TypedDict):
    """One value of a property and who gives it; ``disputed`` if another source contradicts it."""

    value: str | Said | Concept | Entity
    disputed: bool
    sources: list[Quoted]


class SaidRow(Words):
    """A property, called in both languages, and all that any source says of it."""

    property: str
    conflict: bool
    values: list[SaidValue]


class SaidTable(TypedDict):
    """Who said what of one claim: its sources in order of their dates, the undated last."""

    claim: Entity
    headline: Words
    sources: list[_Facts]
    rows: list[SaidRow]


class Spot(TypedDict):
    """Where a place lies; what has no point of its own stands where it lies ``inside``."""

    entity: Entity
    lat: float
    long: float
    inside: Entity | None


class Line(TypedDict):
    """A pair as a line between two spots, by IRI; ``directed`` from who supports."""

    one: str
    other: str
    directed: bool


class CountedGroup(TypedDict):
    """Pairings that sources count without naming all: how many, and how many are here by name."""

    group: Entity
    count: int | None
    named: int
    sources: list[Source]


class Tiers(TypedDict):
    """Pairings by the best source of each."""

    official: int
    press: int
    web: int
    weak: int


class Wanted(TypedDict):
    """A pairing that is announced or likely, of which no page is found yet."""

    one: Entity | None
    other: Entity | None
    words: str | None


class Covered(TypedDict):
    """What a programme announces, what of it is here by best source, and what is wanted."""

    programme: Concept
    mechanism: Concept
    announced: int | None
    pairings: int
    top: int
    tiers: Tiers
    implied: int
    missing: list[Wanted]
    sources: list[Source]


class Rested(TypedDict):
    """A claim that rests on a document, and where it stands there."""

    claim: Entity
    sources: list[Source]


class Sheet(TypedDict):
    """Everything on the evidence sheet of a thing.

    ``pairings`` are its own, one row for each partner, ``beneath`` those of what it holds;
    ``earlier`` and ``later`` are other pairings of the same partners whose dates do not overlap
    with its own, ``others`` those of which no dates tell. ``left_out`` counts what is not listed.
    ``titles`` are English titles of sources, by id. ``texts`` are the sources whose text was at
    hand and may be quoted.
    """

    entity: Entity
    kind: Words
    names: list[str]
    headline: Words
    said: list[SaidTable]
    pairings: list[PartnerRow]
    beneath: list[PartnerRow]
    groups: list[CountedGroup]
    siblings: list[PartnerRow]
    earlier: list[PartnerRow]
    later: list[PartnerRow]
    others: list[PartnerRow]
    coverage: list[Covered]
    figures: list[Figure]
    left_out: dict[str, int]
    spots: list[Spot]
    lines: list[Line]
    unplaced: list[Entity | OpenPartner]
    notes: list[Words]
    titles: dict[str, str]
    texts: list[str]
    version: str
    build: str
    citation: Words
