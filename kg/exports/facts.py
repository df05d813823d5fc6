"""What the tables of a store said, by graph: the quads without what the build adds to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kg.namespaces import DATASET, DERIVED, NAMES, ONTOLOGY, RDF_TYPE
from kg.ontology import Class, Ontology, load
from kg.sparql import Store
from kg.store import each, run
from kg.texts.spans import SPAN

__all__ = ["Facts", "read_facts"]

# The IRI of a span: of what it says, nothing stands in a row of its own.
QUADS = f"""
SELECT ?graph ?item ?property ?value WHERE {{
  GRAPH ?graph {{ ?item ?property ?value }}
  FILTER(?graph != <{DERIVED}> && ?graph != <{NAMES}>)
}}"""

_Terms = dict[str, set[Any]]


@dataclass(frozen=True)
class Facts:
    """Terms by graph, subject and property; ``graphs`` are those that rows were put into."""

    graphs: dict[str, dict[str, _Terms]]
    ontology: Ontology

    def of(self, graph: str, item: str) -> _Terms:
        """What one graph says of one thing."""
        return self.graphs.get(graph, {}).get(item, {})

    def stated(self, graph: str, item: str) -> _Terms:
        """The same without types, and without what a narrower property says already.

        The build writes super-properties and last days beside what a row says.
        """
        said = self.of(graph, item)
        known = self.ontology.properties
        implied: dict[str, set[Any]] = defaultdict(set)
        twins = {term.latest for term in known.values() if term.latest and term.iri in said}
        for name, terms in said.items():
            for above in known[name].ancestors if name in known else ():
                implied[above] |= terms
        return {
            name: left
            for name, terms in said.items()
            if name != RDF_TYPE and name not in twins and (left := terms - implied[name])
        }

    def classes(self, graph: str, item: str) -> list[Class]:
        """The classes of a thing that a graph states, in the ontology's order."""
        found = {term.value for term in self.of(graph, item).get(RDF_TYPE, ())}
        known = [self.ontology.classes[iri] for iri in found if iri in self.ontology.classes]
        return sorted(known, key=lambda kind: (kind.order, kind.iri))

    def things(self, graph: str) -> list[str]:
        """The things that a graph speaks of, spans aside."""
        return sorted(item for item in self.graphs.get(graph, ()) if SPAN not in item)


def read_facts(store: Store) -> Facts:
    """Everything that rows said, in one query."""
    ontology = load()
    own = {triple.subject.value for triple in ontology.triples}
    graphs: dict[str, dict[str, _Terms]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for graph, item, name, value in each(run(store, QUADS)):
        about = item.value
        if about != DATASET and not (graph.value == ONTOLOGY and about in own):
            graphs[graph.value][about][name.value].add(value)
    return Facts({name: graphs[name] for name in sorted(graphs)}, ontology)
