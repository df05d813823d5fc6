"""Everything the sources say, read once, as the projection needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg.claims import (
    Statement,
    every_statement,
    iris,
    read_sources,
    read_statements,
    unplaced,
)
from kg.conditions import EVERYTHING, Conditions
from kg.differences import Scale, read_scale
from kg.namespaces import CLAIM, ENTITY, GAZETTEER, ID, RDF_TYPE
from kg.ontology import Class, Ontology, Property
from kg.rounds import read_rounds
from kg.sparql import Store
from kg.store import bind, each, run
from kg.validity import Round, Validity, validity

if TYPE_CHECKING:
    from kg.records import Source, SourceFacts

__all__ = ["Said", "graph_facts", "hear"]

GRAPH_FACTS = """
SELECT ?item ?property ?value WHERE {
  VALUES ?item { $items } GRAPH $graph { ?item ?property ?value } $only
}"""


@dataclass(frozen=True)
class Said:
    """Statements by claim, the classes of each claim, and the sources that were cited.

    ``limits`` says which claims, and which statements of them, make edges. Where it is ``bare``,
    edges and nodes have what is counted alone.
    """

    store: Store
    known: Ontology
    statements: dict[str, list[Statement]]
    kinds: dict[str, set[str]]
    sources: Mapping[str, SourceFacts]
    limits: Conditions = EVERYTHING
    bare: bool = False

    @cached_property
    def kept(self) -> dict[str, list[Statement]]:
        """Sorted claims that meet the limits, each with what the heard sources say of it."""
        if self.limits == EVERYTHING:
            return dict(sorted(self.statements.items()))
        kept = {
            claim: self.limits.kept(group, self.sources, deeds=self.deeds(claim))
            for claim, group in sorted(self.statements.items())
        }
        return {claim: group for claim, group in kept.items() if group}

    def deeds(self, claim: str) -> list[Statement]:
        """What is said of the claims that a claim ties somebody to: the event of a role."""
        ends = {
            iri
            for found in self.edge_classes
            if found.edge and found.iri in self.kinds[claim]
            for name in found.edge[:2]
            for iri in iris(self.statements[claim], name)
        }
        return [
            found
            for iri in sorted(ends)
            if any(self.known.is_a(kind, CLAIM) for kind in self.kinds.get(iri, ()))
            for found in self.statements[iri]
        ]

    @cached_property
    def rounds(self) -> dict[str, Round]:
        """When the programmes held, which bounds what is under them."""
        return read_rounds(self.store, self.known.facts, self.limits.dates_heard)

    def when(self, group: list[Statement]) -> Validity:
        """When a claim held of which these are the statements."""
        return validity(group, self.sources, self.known.facts, self.rounds)

    @cached_property
    def edge_classes(self) -> list[Class]:
        """The classes that the ontology declares edges."""
        return [found for found in self.known.classes.values() if found.edge]

    @cached_property
    def edge_properties(self) -> list[Property]:
        """The properties that the ontology declares edges."""
        return [
            found for found in self.known.properties.values() if found.edge_symmetric is not None
        ]

    @cached_property
    def scale(self) -> Scale:
        """How far a stage is, and which concepts are wider."""
        return read_scale(self.store)

    @property
    def gazetteer(self) -> Source:
        """The source of the hierarchy, as a citation without a place in a text."""
        return unplaced(self.sources[GAZETTEER])

    def is_node(self, iri: str) -> bool:
        """Whether something is an entity, so that it can be the end of an edge."""
        kinds = self.kinds.get(iri, set())
        # What a source says of a place has no type in that source's graph: it is an entity.
        return not kinds or any(self.known.is_a(kind, ENTITY) for kind in kinds)


def hear(
    store: Store,
    limits: Conditions = EVERYTHING,
    claims: Collection[str] | None = None,
    *,
    bare: bool = False,
) -> Said:
    """Read all statements of all sources in one pass, or those of some claims."""
    statements = every_statement(store) if claims is None else _heard(store, claims)
    cited = {found.source for group in statements.values() for found in group}
    return Said(
        store=store,
        known=ontologies.load(),
        statements=statements,
        kinds={claim: iris(group, RDF_TYPE) for claim, group in statements.items()},
        sources=read_sources(store, cited | {GAZETTEER}),
        limits=limits,
        bare=bare,
    )


def _heard(store: Store, claims: Collection[str]) -> dict[str, list[Statement]]:
    """Statements of claims and of what they name, which may be an end of an edge, or its deed."""
    statements = read_statements(store, claims)
    named = {
        term.value
        for group in statements.values()
        for one in group
        for terms in one.values.values()
        for term in terms
        if isinstance(term, ox.NamedNode) and term.value.startswith(ID)
    }
    return dict(sorted((statements | read_statements(store, named - set(claims))).items()))


def graph_facts(
    store: Store, items: Iterable[str], graph: str, *names: str
) -> dict[str, dict[str, list[Any]]]:
    """What one named graph says of each item, by property: under some of them, or under all."""
    facts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    nodes = [ox.NamedNode(iri) for iri in sorted(items)]
    if nodes:
        only = ", ".join(str(ox.NamedNode(name)) for name in names)
        query = GRAPH_FACTS.replace("$only", f"FILTER(?property IN ({only}))" if only else "")
        query = bind(query, {"items": nodes, "graph": ox.NamedNode(graph)})
        for item, name, value in each(run(store, query)):
            facts[item.value][name.value].append(value)
    return facts
