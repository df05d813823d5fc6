"""What the sheets of one store share: words, coverage, rows of pairings, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.claims import Statement, every_statement, read_sources, read_statements
from kg.conditions import EVERYTHING
from kg.differences import Scale, read_scale
from kg.entities import describe
from kg.errors import Text
from kg.questions.classes import class_labels
from kg.questions.coverage import coverage
from kg.questions.figures import figures
from kg.questions.joined import TERMS, of_claims, one_way, pairings
from kg.questions.partners import in_order, partners
from kg.questions.sources import titles
from kg.questions.versions import data_version
from kg.sparql import Store
from kg.store import select
from kg.terms import facts

if TYPE_CHECKING:
    from kg.records import Entity, Figure, PartnerRow, SourceFacts

__all__ = ["Shared"]

PAIRINGS = "SELECT DISTINCT ?claim WHERE { GRAPH ?graph { ?claim a coop:Pairing } }"
FIGURES = """
SELECT DISTINCT ?figure ?end ?whole WHERE {
  { GRAPH ?graph { ?figure a coop:Observation ; coop:about|coop:from|coop:to ?end } }
  UNION { GRAPH ?graph { ?figure a coop:Observation ; coop:statedIn ?whole } }
}"""


class Shared:
    """Reads what sheets show and keeps what is the same for all of them.

    Args:
        store: an open store, which does not change meanwhile.
        many: whether all of its sheets are to be made. What stands around a thing, and what is
            said of it, is then read once for the whole store; one sheet reads only its own.
    """

    def __init__(self, store: Store, *, many: bool = False) -> None:
        self.store = store
        self.many = many
        self._known: dict[str, Entity] = {}
        self._covered: dict[str, list[Any]] = {}

    @cached_property
    def scale(self) -> Scale:
        """What the ontology says of its concepts."""
        return read_scale(self.store)

    @cached_property
    def labels(self) -> dict[str, Text]:
        """What classes are called."""
        return class_labels(self.store)

    @cached_property
    def titles(self) -> dict[str, str]:
        """English titles of sources, by id."""
        return titles(self.store, "en")

    @cached_property
    def version(self) -> tuple[str, str]:
        """The version of the data and the id of the build, its beginning."""
        return data_version(self.store)

    def described(self, iris: Collection[str]) -> dict[str, Entity]:
        """The entity of each IRI, in sorted order."""
        missing = [iri for iri in iris if iri not in self._known]
        if missing:
            self._known |= describe(self.store, missing)
        return {iri: self._known[iri] for iri in sorted(set(iris))}

    def every_statement(self) -> dict[str, list[Statement]]:
        """All that all sources say, by claim, if many sheets are to be made."""
        return self._said

    def statements(self, claims: Collection[str]) -> dict[str, list[Statement]]:
        """Statements by claim."""
        if not self.many:
            return read_statements(self.store, claims)
        return {iri: self._said[iri] for iri in sorted(claims) if iri in self._said}

    def sources(self, statements: dict[str, list[Statement]]) -> dict[str, SourceFacts]:
        """The sources that statements are of."""
        iris = {one.source for group in statements.values() for one in group}
        if not self.many:
            return read_sources(self.store, iris)
        return {iri: self._sources[iri] for iri in sorted(iris)}

    def pairings(self, claims: Iterable[str]) -> list[PartnerRow]:
        """Rows of pairings as `kg.questions.joined.pairings` has them."""
        if not self.many:
            return pairings(self.store, list(claims))
        rows = chain.from_iterable(self._rows.get(claim, ()) for claim in sorted(set(claims)))
        return one_way(rows)

    def partners(self, iri: str) -> list[PartnerRow]:
        """Rows of the pairings of an entity as `kg.questions.partners` has them."""
        if not self.many:
            return partners(self.store, iri)
        return self._partners.get(iri, [])

    def covered(self, programme: str) -> list[Any]:
        """How much of a programme is here, by its id."""
        if self.many and not self._covered:
            self._covered = {row["programme"]["id"]: [row] for row in coverage(self.store)}
        return self._covered.get(programme, []) if self.many else coverage(self.store, programme)

    def figures(self, about: set[str], stated_in: set[str]) -> list[Figure]:
        """Figures about some things, or stated in some, by subject, indicator and date."""
        if not self.many:
            return figures(self.store, about=about, stated_in=stated_in)
        ends = self._figure_ends
        found = set().union(*(ends.get(("end", iri), ()) for iri in about))
        found |= set().union(*(ends.get(("whole", iri), ()) for iri in stated_in))
        return [row for row in self._figures if row["iri"] in found] if found else []

    @cached_property
    def _said(self) -> dict[str, list[Statement]]:
        return every_statement(self.store)

    @cached_property
    def _sources(self) -> dict[str, SourceFacts]:
        return read_sources(
            self.store, {one.source for group in self._said.values() for one in group}
        )

    @cached_property
    def _rows(self) -> dict[str, list[PartnerRow]]:
        claims = [row["claim"].value for row in select(self.store, PAIRINGS)]
        terms = facts(self.store, *TERMS)
        found: dict[str, list[PartnerRow]] = defaultdict(list)
        for row in of_claims(self.store, claims, None, "pairing", "partner", EVERYTHING, terms):
            found[row["claim"]].append(row)
        return found

    @cached_property
    def _partners(self) -> dict[str, list[PartnerRow]]:
        found: dict[str, list[PartnerRow]] = defaultdict(list)
        for row in chain.from_iterable(self._rows.values()):
            found[row["of"]["iri"]].append(row)
        terms = facts(self.store, *TERMS)
        return {iri: in_order(rows, terms) for iri, rows in found.items()}

    @cached_property
    def _figures(self) -> list[Figure]:
        return figures(self.store)

    @cached_property
    def _figure_ends(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in select(self.store, FIGURES):
            for way in ("end", "whole"):
                if way in row:
                    found[way, row[way].value].add(row["figure"].value)
        return found
