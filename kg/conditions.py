"""What an answer is limited to: fields, forms, stages, days, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg import dates
from kg.claims import Statement
from kg.concepts import find_concept, find_programme
from kg.entities import Record
from kg.errors import KGError, Text
from kg.namespaces import ID

__all__ = ["BEGINNINGS", "Conditions", "conditions", "may_hold", "read_day"]

# What may be limited, and the property whose values decide.
CONCEPTS = {"field": "field", "form": "form", "stage": "stage", "programme": "programme"}
# What says when a claim begins to hold; of several, the first one counts.
BEGINNINGS = ("validFrom", "signedOn", "date")


@dataclass(frozen=True)
class Conditions:
    """Limits on claims and on the sources that are heard; an empty limit lets everything pass.

    ``concepts`` holds the accepted IRIs by property, ``as_of`` and ``known_by`` ISO days.
    """

    concepts: Mapping[str, frozenset[str]]
    as_of: str | None = None
    known_by: str | None = None
    reliability: frozenset[str] = frozenset()

    def heard(
        self, statements: Iterable[Statement], sources: Mapping[str, Record]
    ) -> list[Statement]:
        """The statements of the sources that are to be heard."""
        return [found for found in statements if self._hears(sources[found.source])]

    def _hears(self, source: Record) -> bool:
        if self.reliability and f"{ID}reliability/{source['reliability']}" not in self.reliability:
            return False
        if self.known_by is None:
            return True
        # A source of uncertain date counts from the last day on which it can have appeared.
        issued = source["issued"]
        return issued is not None and dates.parse(issued).last.isoformat() <= self.known_by

    def accept(self, statements: Iterable[Statement]) -> bool:
        """Whether what the heard sources say of one claim meets every limit."""
        said = list(statements)
        return (
            bool(said)
            and all(
                any(wanted & set(found.iris(name)) for found in said)
                for name, wanted in self.concepts.items()
            )
            and (self.as_of is None or may_hold(said, self.as_of) is not None)
        )


def conditions(
    store: ox.Store,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    reliability: Iterable[str] = (),
    **names: Iterable[str],
) -> Conditions:
    """Read limits as people write them.

    Args:
        store: where concepts are looked up.
        as_of: a day, month or year; its last day counts.
        known_by: the same.
        reliability: ``official``, ``press``, ``web``, or their labels.
        **names: labels, aliases or ids under ``field``, ``form``, ``stage``, ``programme``.

    Raises:
        UnknownNameError: for a concept that is not there, with the allowed values.
        KGError: for a date that is none.
    """
    concepts = {}
    if unknown := sorted(set(names) - set(CONCEPTS)):
        listed = (*CONCEPTS, "as_of", "known_by", "reliability")
        raise KGError(
            Text(f"没有“{unknown[0]}”这个条件", f"there is no limit “{unknown[0]}”"),
            hint=Text("可用：" + "、".join(listed), "known: " + ", ".join(listed)),
        )
    for name, asked in names.items():
        wanted = [
            find_programme(store, text) if name == "programme" else find_concept(store, name, text)
            for text in asked
        ]
        if wanted:
            concepts[CONCEPTS[name]] = frozenset().union(*wanted)
    heard = [find_concept(store, "reliability", text) for text in reliability]
    return Conditions(
        concepts,
        read_day(as_of) if as_of else None,
        read_day(known_by) if known_by else None,
        frozenset().union(*heard),
    )


def read_day(text: str) -> str:
    """The last day of a date.

    Raises:
        KGError: if it is not a date.

    Example:
        >>> read_day("2018"), read_day("2019-03-13")
        ('2018-12-31', '2019-03-13')
    """
    try:
        return dates.parse(text).last.isoformat()
    except ValueError as error:
        what = Text(f"“{text}”不是日期", f"“{text}” is not a date")
        hint = Text("请写作 2019、2019-03 或 2019-03-13", "write 2019, 2019-03 or 2019-03-13")
        raise KGError(what, hint=hint) from error


def _begun(said: Statement) -> tuple[str, str] | None:
    """When it began to hold: an agreement with its signature, an event on its day."""
    return next((span for name in BEGINNINGS if (span := said.dates(name))), None)


def may_hold(statements: Iterable[Statement], day: str) -> bool | None:
    """Whether a claim holds on a day: True for certain, False if it merely may, None if not.

    A claim without dates may hold on any day; one without an end holds on.
    """
    said = list(statements)
    starts = [span for found in said if (span := _begun(found))]
    ends = [span for found in said if (span := found.dates("validUntil"))]
    if any(first > day for first, _ in starts) and all(first > day for first, _ in starts):
        return None
    if ends and all(last < day for _, last in ends):
        return None
    if not starts and not ends:
        return False
    begun = bool(starts) and all(last <= day for _, last in starts)
    return begun and all(first >= day for first, _ in ends)
