"""What names from elsewhere mean, as types of the JSON contract."""

from __future__ import annotations

from typing import TypedDict

from kg.records import Concept, Entity, Source

__all__ = ["Candidate", "Matched"]


class Candidate(Entity):
    """What a name may mean, with what tells it from others; ``score`` is 100 where all fits."""

    within: Entity | None
    code: str | None
    level: Concept | None
    score: int


class Matched(TypedDict):
    """A name from elsewhere; ``entity`` is there if exactly one thing can be meant by it."""

    name: str
    within: str | None
    match: bool
    entity: Candidate | None
    candidates: list[Candidate]
    sources: list[Source]
