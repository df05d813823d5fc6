"""The question which entities a column of names from elsewhere means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.asking.answers import Answer, Notice, Words, many
from kg.asking.stores import Asked, opened
from kg.errors import KGError, Text

if TYPE_CHECKING:
    from kg.records.matching import Matched

__all__ = ["match"]


def match(
    names: Words, within: Words = None, of_class: str | None = None, store: Asked = None
) -> Answer[Matched]:
    """What names from elsewhere mean: the entity, where exactly one can be meant.

    Nothing that only looks alike is a match, and neither are initials: these are candidates.

    Args:
        names: the names, in any script, short, whole, old, in pinyin or English.
        within: what they lie in: one place for all, or one for each (an empty text if unknown).
        of_class: the class to look in, by any of its names; by default all that has names.
        store: an open store, its location, or None as for `kg.open`.

    Returns:
        A row for each name, in their order.

    Raises:
        KGError: if no name is given, for an unknown class, or if places and names do not pair.

    Example:
        >>> import kg
        >>> rows = kg.match(["瀋陽", "大莲"])
        >>> [(row["match"], [one["zh"] for one in row["candidates"]]) for row in rows]
        [(True, ['沈阳市']), (False, ['大连市'])]
    """
    from kg.questions.classes import find_class
    from kg.questions.match import match as ask

    found = opened(store)
    asked = list(zip(many(names), _places(many(names), within), strict=True))
    if not asked:
        raise KGError(Text("没有给名称", "no names are given"))
    rows = ask(found, asked, find_class(found, of_class) if of_class else "")

    def notices() -> Iterator[Notice]:
        sure = sum(row["match"] for row in rows)
        several = sum(not row["match"] and len(row["candidates"]) > 0 for row in rows)
        yield Notice(
            "caveat",
            Text(
                f"{len(rows)} 个名称：{sure} 个对上；{several} 个有候选，请人选定；"
                f"{len(rows) - sure - several} 个没有候选",
                f"{len(rows)} names: {sure} matched; {several} with candidates, for a person to "
                f"choose from; {len(rows) - sure - several} without any",
            ),
        )

    return Answer(rows, notices=notices)


def _places(names: Sequence[str], within: Words) -> list[str]:
    if within is None or isinstance(within, str):
        return [within or ""] * len(names)
    places = list(within)
    if len(places) != len(names):
        raise KGError(
            Text(
                f"{len(names)} 个名称，却有 {len(places)} 个所在地",
                f"{len(names)} names, but {len(places)} places they lie in",
            ),
            hint=Text("所在地写一个，或每个名称一个", "give one place, or one for each name"),
        )
    return places
