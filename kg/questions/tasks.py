"""What the plans set out to do: tasks by plan, area, field and what they mention."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from kg.characters import simplified
from kg.claims import Statement, agreed_number, citations, claims_of, iris, read_sources
from kg.entities import describe, entity, natural
from kg.questions.words import in_words, standing_in
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Entity, Task

__all__ = ["tasks"]


# The plan, the area and the statements of a task.
_Kept = tuple[str | None, str | None, list[Statement]]


def tasks(
    store: Store,
    *,
    plan: Collection[str] = (),
    area: Collection[str] = (),
    field: Collection[str] = (),
    mentions: Collection[str] = (),
    text: Collection[str] = (),
) -> list[Task]:
    """Tasks of the plans; every limit is a set of IRIs of which one must fit.

    Args:
        store: an open store.
        plan: plans.
        area: areas.
        field: fields.
        mentions: entities, each of which the task must name.
        text: words, all of which must stand in its name, in what is said of it, or in the names
            of what it mentions.

    Returns:
        ``{"iri", "plan", "area", "number", "zh", "en", "mentions", "sources"}``, by plan and
        number.

    Example:
        >>> import kg
        >>> len(tasks(kg.open()))
        51
    """
    areas = {iri: _first(found, "partOf") for iri, found in claims_of(store, "Area").items()}
    claims = claims_of(store, "Task")
    kept: dict[str, _Kept] = {}
    for iri, said in claims.items():
        its_area = _first(said, "partOf")
        its_plan = areas.get(its_area or "")
        fits = (
            (not plan or its_plan in plan)
            and (not area or its_area in area)
            and (not field or bool(set(field) & iris(said, "field")))
            and set(mentions) <= iris(said, "mentions")
        )
        if fits:
            kept[iri] = (its_plan, its_area, said)
    referred = {one for its in kept.values() for one in its[:2] if one}
    named = {iri for *_, said in kept.values() for iri in iris(said, "mentions")}
    known = describe(store, {*kept, *referred, *named})
    if text:
        kept = _worded(store, kept, known, text)
    sources = read_sources(store, {found.source for *_, said in kept.values() for found in said})
    rows: list[Task] = [
        {
            "iri": iri,
            "plan": entity(known[its_plan]) if its_plan else None,
            "area": entity(known[its_area]) if its_area else None,
            "number": agreed_number(said, "number")[0],
            "zh": known[iri]["zh"],
            "en": known[iri]["en"],
            "mentions": [entity(known[one]) for one in sorted(iris(said, "mentions"))],
            "sources": citations(said, sources),
        }
        for iri, (its_plan, its_area, said) in kept.items()
    ]
    return sorted(
        rows, key=lambda row: (row["plan"]["id"] or "" if row["plan"] else "", natural(row["iri"]))
    )


def _worded(
    store: Store, kept: dict[str, _Kept], known: dict[str, Entity], text: Collection[str]
) -> dict[str, _Kept]:
    """Those in whose words all of the text stands."""
    for word in text:
        found = _holding(store, kept, known, word)
        # The converter is loaded only for words that are not found as they stand.
        if not found and not word.isascii():
            found = _holding(store, kept, known, simplified(word))
        kept = {iri: kept[iri] for iri in kept if iri in found}
    return kept


def _holding(store: Store, kept: dict[str, _Kept], known: dict[str, Entity], word: str) -> set[str]:
    said = in_words(store, word)
    return {
        iri
        for iri, its in kept.items()
        if iri in said
        or any(
            standing_in(word, known[one][lang])
            for one in (iri, *iris(its[2], "mentions"))
            for lang in ("zh", "en")
        )
    }


def _first(said: Iterable[Statement], name: str) -> str | None:
    return min(iris(said, name), default=None)
