"""An answer: the rows, and what has to be said beside them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Literal, NamedTuple, TypedDict, TypeVar

from kg.entities import Record
from kg.errors import KGError, Text
from kg.sparql import Store
from kg.terms import facts

__all__ = [
    "Answer",
    "Limits",
    "Notice",
    "Words",
    "at_least",
    "many",
    "one_of",
    "refuse_pairing",
]

_Row = TypeVar("_Row", bound=Record)
# One name or several.
Words = str | Iterable[str] | None


class Limits(TypedDict, total=False):
    """Which claims and sources are heard, as people write it; see `kg.conditions`."""

    field: Words
    form: Words
    stage: Words
    mechanism: Words
    programme: Words
    plan: Words
    source: Words
    reliability: Words
    as_of: str | None
    known_by: str | None


class Notice(NamedTuple):
    """Something an answer has to say beside its rows.

    ``about`` is read before the rows (what they rest on) and ``caveat`` after them (how far they
    carry), ``left_out`` says what is missing from them, ``silence`` what it means that there are
    none, ``hint`` what else there is. ``see`` is the argument that would show it.
    """

    kind: Literal["about", "caveat", "left_out", "silence", "hint"]
    words: Text
    see: tuple[str, str | None] | None = None


class Answer(list[_Row]):
    """The rows of an answer, which JSON takes as they are, with its notices.

    ``asked`` holds the entities that the names were found to mean, in the order they were given,
    ``facts`` what holds of all rows together. Notices may cost queries of their own: they are made
    when somebody reads them.
    """

    def __init__(
        self,
        rows: Iterable[_Row] = (),
        *,
        asked: Iterable[Record] = (),
        facts: Record | None = None,
        under: str | None = None,
        notices: Callable[[], Iterable[Notice]] = tuple,
    ) -> None:
        super().__init__(rows)
        self.asked = list(asked)
        self.facts = facts or {}
        self._under = under
        self._notices = notices

    @property
    def content(self) -> Record | list[_Row]:
        """What JSON has: the rows, or one object that holds them beside the facts."""
        return {**self.facts, self._under: self} if self._under else self

    @cached_property
    def notices(self) -> list[Notice]:
        """What is said beside the rows."""
        return list(self._notices())


def many(given: Words) -> list[str]:
    """One word, several or none as a list.

    >>> many("大连"), many(("大连", "盘锦")), many(None)
    (['大连'], ['大连', '盘锦'], [])
    """
    if given is None:
        return []
    return [given] if isinstance(given, str) else list(given)


def at_least(least: float, most: float = math.inf, /, **given: float | None) -> None:
    """Refuse a number that is too small, or larger than ``most``.

    Raises:
        KGError: with what it is called.

    Example:
        >>> at_least(1, limit=None, k=0)
        Traceback (most recent call last):
        kg.errors.KGError: ...k: must be at least 1
    """
    for name, value in given.items():
        # NaN is not at least anything.
        if value is not None and not least <= value <= most:
            what = (
                Text(f"须不小于 {least}", f"must be at least {least}")
                if most == math.inf
                else Text(f"须在 {least} 与 {most} 之间", f"must be between {least} and {most}")
            )
            raise KGError(what, where=name)


def refuse_pairing(store: Store, entity: Record, role: Text) -> None:
    """A pairing (沪连) joins others and cannot be one of them.

    Args:
        store: an open store.
        entity: what was found.
        role: what it cannot do, as it follows “is a pairing and”.

    Raises:
        KGError: if it is a pairing.
    """
    if "pairing" in facts(store, "tiesIn")["tiesIn"].get(entity["type"] or "", ()):
        raise KGError(
            Text(
                f"“{entity['zh']}”是结对关系，{role.zh}",
                f"“{entity['en']}” is a pairing and {role.en}",
            ),
            hint=Text("请写其中的一方", "name one of its partners"),
        )


def one_of(name: str, word: str, known: Iterable[str]) -> str:
    """A word if it is one of those known.

    Raises:
        KGError: if it is not.

    Example:
        >>> one_of("kind", "event", ["pairing", "event"])
        'event'
    """
    listed = list(known)
    if word in listed:
        return word
    raise KGError(
        Text(f"{name} 没有“{word}”", f"“{word}” is no {name}"),
        hint=Text("可用：" + "、".join(listed), "known: " + ", ".join(listed)),
    )
