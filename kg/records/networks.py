"""What questions about the network answer."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from kg.records import Entity, OpenPartner, Said, Source, SourceFacts, Words

__all__ = [
    "Communities",
    "Community",
    "Counted",
    "CountedPairings",
    "CountedSource",
    "Coverage",
    "Hop",
    "Leaning",
    "PathRecord",
    "Rank",
    "Stats",
]


class Rank(TypedDict):
    """The value of a measure for an entity; equal values have one rank."""

    entity: Entity
    value: float
    rank: int


class Community(TypedDict):
    """Entities that hang together."""

    community: int
    size: int
    members: list[Entity]


class Communities(TypedDict):
    """The communities of a network and how they were found."""

    algorithm: str
    seed: int
    resolution: float
    modularity: float
    communities: list[Community]


class CountedSource(SourceFacts):
    """A source and how many claims rest on it; ``alone`` counts those that rest on no other."""

    claims: int
    alone: NotRequired[int]


class Leaning(TypedDict):
    """Where most claims have an end: the place, and how many."""

    around: str
    zh: str | None
    en: str | None
    claims: int


class Coverage(TypedDict):
    """What a network rests on."""

    claims: int
    open: int
    undated: int
    single_source: int
    leans_to: list[Leaning]
    sources: list[CountedSource]


class Counted(Words):
    """How many things of a class sources speak of, and how many there are in all."""

    id: str
    stated: int
    known: int


class CountedPairings(Words):
    """How many pairings there are ``by`` mechanism, programme, level, decade or tier."""

    by: str
    id: str | None
    pairings: int


class Stats(TypedDict):
    """What the store holds, and how its network hangs together."""

    projection: str
    coverage: Coverage
    structure: dict[str, int | float | None]
    sources: list[CountedSource]
    pairings: list[CountedPairings]
    classes: list[Counted]


_Ends = TypedDict("_Ends", {"from": Entity | OpenPartner, "to": Entity | OpenPartner})


class Hop(_Ends, Words):
    """A step of a path; ``relation`` is the edge's local name, and the words are the step's."""

    relation: str
    direction: Literal["both", "forth", "back"]
    claim: str | None
    facts: dict[str, list[str | Said | Entity]]
    sources: list[Source]


class PathRecord(Words):
    """A way between two entities, told in a sentence with the numbers of its sources."""

    hops: list[Hop]
