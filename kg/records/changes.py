"""The JSON contract of what changed from one store to another."""

from __future__ import annotations

from typing import Literal, TypedDict

from kg.records import Concept, Entity, Words

__all__ = ["Change", "ChangedProperty", "ChangedThing", "Span"]

_Class = TypedDict("_Class", {"class": Words | None})


class ChangedThing(Entity, _Class):
    """What a change is about, with what its class is called."""


class Span(TypedDict):
    """A piece of evidence: from one character to another, half-open."""

    start: int
    end: int


# A text that has a language is told by it.
_Told = list[Entity | Span | dict[str, str] | str]
_Now = TypedDict("_Now", {"is": _Told})


class ChangedProperty(_Now):
    """What only one of two stores says of a property: the one before, the one after."""

    property: Concept
    was: _Told


class Change(TypedDict):
    """What changed of one thing in one source; ``others`` are the sources that state it in both."""

    change: Literal["added", "removed", "changed"]
    group: Literal["source", "claim", "entity", "note", "term"]
    subject: ChangedThing
    source: str | None
    others: list[str]
    properties: list[ChangedProperty]
