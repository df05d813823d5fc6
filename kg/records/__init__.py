"""The JSON contract as types: what questions answer, in Python, on the command line and the web.

Tokens never depend on the language. Dates are ISO, as sharp as printed, ranges ``2018-03/2018-06``.
Where sources differ a value is null and ``conflicts`` names it. `docs/json.md` is made of these.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "Agreement",
    "Citation",
    "Compared",
    "ComparedPlan",
    "Comparison",
    "Concept",
    "Conflict",
    "Correction",
    "Digest",
    "Entity",
    "Fact",
    "Figure",
    "Found",
    "Gap",
    "Happening",
    "Listed",
    "Names",
    "NumberedTask",
    "OpenPartner",
    "PartnerRow",
    "Passage",
    "Progress",
    "Relation",
    "Said",
    "Shown",
    "Source",
    "SourceFacts",
    "SourceRow",
    "Standing",
    "Stated",
    "Task",
    "Words",
]


class Words(TypedDict):
    """A text in both languages."""

    zh: str
    en: str


class Said(TypedDict):
    """A text in the languages in which a source or an editor gives it."""

    zh: str | None
    en: str | None


class Concept(Words):
    """A term of a vocabulary: a form, field, stage, programme, indicator or unit."""

    id: str


class Entity(Words):
    """A thing with a name; ``type`` is the local name of its exact class."""

    iri: str
    id: str
    type: str | None


class OpenPartner(Words):
    """A partner that the source leaves open, in its words."""

    iri: None
    id: None
    type: Literal["open"]


_Is = TypedDict("_Is", {"is": Concept | str | None})


class Correction(_Is):
    """What editors corrected in what a source says, or in what was read from it."""

    id: str
    source: str | None
    property: str | None
    was: Concept | str | None
    kind: str
    reason: Said
    by: str | None
    date: str | None


class SourceFacts(TypedDict):
    """A document; ``inferred`` tells that its date is."""

    id: str
    title: str
    publisher: str | None
    issued: str | None
    inferred: bool
    reliability: str | None
    url: str | None


class Source(SourceFacts):
    """A source and a place in it, one for each span; offsets are null without a text."""

    locator: str | None
    start: int | None
    end: int | None
    corrections: NotRequired[list[Correction]]
    readBy: NotRequired[str]


class Progress(TypedDict):
    """A stage of a claim, with the date as of which it was first reported."""

    date: str
    stage: Concept
    sources: list[Source]


# What is said of a thing, by the local name of the property.
_Values = dict[str, list[str | Said | Entity]]

_FromUntil = TypedDict("_FromUntil", {"from": str | None, "until": str | None})


class Standing(TypedDict):
    """What is known of the end of a claim, and whether it is over by the date asked about.

    Without a date asked about, that of the last source that states the claim is meant.
    """

    reason: Literal["ended", "term", "replaced", "stated", "unknown"]
    date: str | None
    programme: Concept | None
    over: bool


class PartnerRow(_FromUntil):
    """A partner by one claim, with what ``of`` it is; ``progress`` tells several stages."""

    partner: Entity | OpenPartner
    of: Entity
    claim: str
    kind: str
    form: Concept | None
    fields: list[Concept]
    stage: Concept | None
    progress: list[Progress]
    mechanism: Concept | None
    programme: Concept | None
    side: Literal["supporter", "supported"] | None
    dated: bool
    standing: Standing | None
    holds: NotRequired[Literal["certain", "possible"]]
    conflicts: list[str]
    facts: _Values
    sources: list[Source]


class Found(Entity):
    """What a search finds; ``words`` are those it was found in, if not by its name."""

    words: list[str]
    sources: list[Source]


class Fact(Words):
    """A property of an entity and one value of it."""

    property: str
    value: str | Said
    sources: list[Source]


class _Course(TypedDict):
    stage: Concept | None
    stages: list[Concept]
    progress: list[Progress]
    date: str | None
    date_property: str | None
    conflicts: list[str]
    capacity: Words | None
    roles: list[Concept]
    topic: Words | None


class Relation(_Course, Words):
    """A relation of an entity, ``out`` or ``in``, with a line about the claim at its other end."""

    relation: str
    direction: Literal["in", "out"]
    entity: Entity
    sources: list[Source]


class Digest(_Course, Entity):
    """A claim in a line; ``stage`` is the last that it reached, none where they contradict."""


class Names(TypedDict):
    """All names of an entity by language."""

    zh: list[str]
    en: list[str]


class Shown(TypedDict):
    """Everything known about an entity; ``totals`` is there if some relations are left out.

    ``progress`` are its own stages, where it went from one to another.
    """

    entity: Entity
    names: Names
    facts: list[Fact]
    progress: list[Progress]
    relations: list[Relation]
    left_out: int
    notes: list[Words]
    totals: NotRequired[dict[str, int]]


class Listed(Entity):
    """A thing of a class; ``properties`` by local name."""

    properties: _Values
    sources: list[Source]


class Task(Words):
    """A task of a plan."""

    iri: str
    plan: Entity | None
    area: Entity | None
    number: int | float | None
    mentions: list[Entity]
    sources: list[Source]


class NumberedTask(Words):
    """A task by the number that its plan gives it."""

    iri: str
    number: int | float | None


class ComparedPlan(Entity):
    """A plan, and how many areas, tasks and safeguards of it the graph has."""

    areas: int
    tasks: int
    safeguards: int


class Compared(TypedDict):
    """An area, field, entity or pairing with its tasks in each plan, which may be none.

    ``only`` is ``one`` or ``other`` where just that plan has it.
    """

    aspect: str
    what: Entity
    one: list[NumberedTask]
    other: list[NumberedTask]
    only: Literal["one", "other"] | None
    sources: list[Source]


class Comparison(TypedDict):
    """Two plans side by side."""

    plans: list[ComparedPlan]
    rows: list[Compared]


class Agreement(TypedDict):
    """An agreement that sources report."""

    iri: str
    title: str
    signatories: list[Entity]
    signedOn: str | None
    sources: list[Source]


class Figure(TypedDict):
    """A figure as reported; values are in the base unit, ``printed`` as the sources have it."""

    iri: str
    about: Entity | None
    indicator: Concept | None
    value: int | float | None
    printed: str | None
    qualifier: Concept | None
    lower: int | float | None
    upper: int | float | None
    unit: Concept | None
    basis: str | None
    asOf: str | None
    stage: Concept | None
    sources: list[Source]


class Stated(TypedDict):
    """One of several values of a property, with the sources that give it."""

    value: str | Said | Concept | Entity
    sources: list[Source]


class Conflict(TypedDict):
    """A property of which sources give values that exclude each other; why, if an editor says."""

    subject: Entity
    property: str
    values: list[Stated]
    reason: Said | None


class Gap(Words):
    """What the sources leave open; of a task, in which plan."""

    kind: str
    subject: Entity
    plan: Entity | None
    sources: list[Source]


class Happening(Words):
    """Something with a date."""

    kind: str
    iri: str
    date: str
    sources: list[Source]


class SourceRow(SourceFacts):
    """A document in the list of sources, which is its own source."""

    iri: str
    titles: Said
    coverage: Said
    basis: Said
    sha256: str | None
    recorded: str | None
    claims: int
    sources: list[Source]


class Citation(TypedDict):
    """How a source, or a claim in one of its sources, is cited."""

    citation: str
    style: str
    source: str
    locator: str | None
    version: str
    build: str
    iri: str
    sources: list[Source]


class Passage(TypedDict):
    """A place in a raw text and the claims that rest there; ``exact`` if it is letter by letter."""

    source: str
    start: int
    end: int
    exact: NotRequired[bool]
    before: str
    words: str
    after: str
    claims: list[Entity]
    sources: list[Source]
