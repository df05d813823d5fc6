"""What an answer is limited to: fields, forms, stages, programmes, sources, days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg import dates
from kg.claims import Statement, parts_of, programme_mechanisms
from kg.entities import Record
from kg.errors import KGError, Text
from kg.rounds import read_rounds
from kg.sparql import Store
from kg.terms import Facts, facts
from kg.validity import DATES, Round, holding, validity

__all__ = ["DAYS", "EVERYTHING", "Conditions", "conditions", "read_date", "read_day"]

# What may be limited: each a property whose values decide, or what a source must be.
CONCEPTS = ("field", "form", "stage", "mechanism", "programme")
# A claim under a programme is under the mechanism of that, whether or not it says so itself.
SAID_BY = {"mechanism": ("mechanism", "programme")}
# The plan that states a claim, or that has a task which does.
PLAN = "plan"
OF_SOURCES = ("source", "reliability")
DAYS = ("as_of", "known_by")


@dataclass(frozen=True)
class Conditions:
    """Limits on claims and on the sources that are heard; an empty limit lets everything pass.

    ``concepts`` holds the accepted IRIs by property, ``sources`` those of the sources that are
    heard, ``reliability`` the accepted ratings; ``known_by`` is an ISO day, ``terms`` what the
    ontology says of dates, ``rounds`` when programmes held.
    """

    concepts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    reliability: frozenset[str] = frozenset()
    as_of: dates.Span | None = None
    terms: Facts = field(default_factory=dict)
    known_by: str | None = None
    rounds: Mapping[str, Round] = field(default_factory=dict)

    def kept(
        self,
        statements: Iterable[Statement],
        sources: Mapping[str, Record],
        *,
        deeds: Collection[Statement] = (),
    ) -> list[Statement]:
        """What the heard sources say of one claim; nothing if that does not meet every limit.

        Args:
            statements: all that is said of the claim.
            sources: their records by IRI.
            deeds: what is said of that in which the claim tells a part (who took part in an
                event): it is in the field of the deed, and on its day if it has none itself.
        """
        if self == EVERYTHING:
            return list(statements)
        said = [found for found in statements if self.hears(found.source, sources)]
        around = [found for found in deeds if self.hears(found.source, sources)]
        return said if said and self._accepts(said, around, sources) else []

    def hears(self, iri: str, sources: Mapping[str, Record]) -> bool:
        """Whether a source is heard, of which ``sources`` has the record."""
        if self.sources and iri not in self.sources:
            return False
        if self.reliability and sources[iri]["reliability"] not in self.reliability:
            return False
        return self.dates_heard(iri, sources)

    def dates_heard(self, iri: str, sources: Mapping[str, Record]) -> bool:
        """Whether a source was issued by the day up to which sources are heard."""
        if self.known_by is None:
            return True
        # A source of uncertain date counts from the last day on which it can have appeared.
        issued = sources[iri]["issued"]
        return issued is not None and dates.parse(issued).last.isoformat() <= self.known_by

    def _accepts(
        self, said: list[Statement], around: list[Statement], sources: Mapping[str, Record]
    ) -> bool:
        if not all(
            any(
                wanted & set(found.iris(one))
                for one in SAID_BY.get(name, (name,))
                for found in (*said, *around)
            )
            for name, wanted in self.concepts.items()
        ):
            return False
        if self.as_of is None:
            return True
        known = validity(said, sources, self.terms, self.rounds)
        if not known.dated and around:
            known = validity(around, sources, self.terms, self.rounds)
        return holding(known, self.as_of) is not None


EVERYTHING = Conditions()


def conditions(
    store: Store,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    **names: Iterable[str],
) -> Conditions:
    """Read limits as people write them.

    Args:
        store: where concepts are looked up.
        as_of: a day, month or year in which a claim may hold, see `kg.validity.holding`.
        known_by: a day, month or year by whose end a source was issued.
        **names: labels, aliases or ids under ``field``, ``form``, ``stage``, ``mechanism`` (with
            its programmes), ``programme``, ``plan`` (with its tasks), ``source``,
            ``reliability``; a concept covers its narrower ones.

    Raises:
        UnknownNameError: for a word that is not there, with the known ones.
        KGError: for a date that is none.

    Example:
        >>> import kg
        >>> limits = conditions(kg.open(), stage=["签约"], source=["002"], as_of="2018")
        >>> [iri.rpartition("/")[2] for iri in limits.concepts["stage"]]
        ['signed']
    """
    if unknown := sorted(set(names) - {*CONCEPTS, PLAN, *OF_SOURCES}):
        listed = (*CONCEPTS, PLAN, *OF_SOURCES, *DAYS)
        raise KGError(
            Text(f"没有“{unknown[0]}”这个条件", f"there is no limit “{unknown[0]}”"),
            hint=Text("可用：" + "、".join(listed), "known: " + ", ".join(listed)),
        )
    found = {
        name: frozenset().union(*(_meant(store, name, text) for text in asked))
        for name, asked in names.items()
    }
    if mechanisms := found.get("mechanism"):
        under = programme_mechanisms(store)
        programmes = (one for one, said in under.items() if mechanisms & said)
        found["mechanism"] = mechanisms.union(programmes)
    ratings = found.get("reliability", ())
    concepts = {name: found[name] for name in CONCEPTS if found.get(name)}
    if plans := found.get(PLAN):
        concepts["statedIn"] = plans | parts_of(store, plans)
    limits = Conditions(
        concepts=concepts,
        sources=found.get("source", frozenset()),
        reliability=frozenset(iri.rpartition("/")[2] for iri in ratings),
        as_of=None if as_of is None else read_date(as_of),
        terms={} if as_of is None else facts(store, *DATES),
        known_by=None if known_by is None else read_day(known_by),
    )
    if as_of is None:
        return limits
    return replace(limits, rounds=read_rounds(store, limits.terms, limits.dates_heard))


def _meant(store: Store, name: str, text: str) -> frozenset[str]:
    # Most questions are asked without a word to look for.
    from kg.concepts import find_concept

    return find_concept(store, name, text)


def read_date(text: str) -> dates.Span:
    """The first and last day of a date.

    Raises:
        KGError: if it is not a date.

    Example:
        >>> read_date("2018-02").last.isoformat()
        '2018-02-28'
    """
    try:
        return dates.parse(text)
    except ValueError as error:
        what = Text(f"“{text}”不是日期", f"“{text}” is not a date")
        hint = Text("请写作 2019、2019-03 或 2019-03-13", "write 2019, 2019-03 or 2019-03-13")
        raise KGError(what, hint=hint) from error


def read_day(text: str) -> str:
    """The last day of a date.

    Raises:
        KGError: if it is not a date.

    Example:
        >>> read_day("2018"), read_day("2019-03-13")
        ('2018-12-31', '2019-03-13')
    """
    return read_date(text).last.isoformat()
