"""Edges as the ontology declares them: from classes, from properties, from the hierarchy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from kg.claims import Statement, agreed_date, citations, iris
from kg.differences import settled, steps
from kg.namespaces import COOP, ENTITIES
from kg.network.said import Said, graph_facts
from kg.ontology import Class, Property
from kg.validity import UNDATED, Validity, first_given

__all__ = ["OPEN", "Edge", "class_edges", "hierarchy", "property_edges"]

# A node for a partner that the source leaves open: the claim's IRI and this.
OPEN = "#open"

Edge = tuple[str, str, dict[str, Any]]


def class_edges(said: Said) -> Iterator[Edge]:
    """Edges of classes: between the partners of a pairing, from copied to copier."""
    for edge_class in said.edge_classes:
        for claim, group in said.kept.items():
            if edge_class.iri in said.kinds[claim]:
                yield from _edges_of_claim(said, edge_class, claim, group)


def _edges_of_claim(
    said: Said, edge_class: Class, claim: str, group: list[Statement]
) -> Iterator[Edge]:
    assert edge_class.edge is not None
    source, target, symmetric = edge_class.edge
    pairs: Iterable[tuple[str, str]]
    if source == target:
        unnamed = any(found.texts("openPartner") for found in group)
        members = iris(group, source) | ({claim + OPEN} if unnamed else set())
        pairs = combinations(sorted(members), 2)
    else:
        pairs = product(sorted(iris(group, source)), sorted(iris(group, target)))
    for start, end in pairs:
        if start != end:
            yield start, end, _attributes_of_claim(said, edge_class, symmetric, claim, group)


def _attributes_of_claim(
    said: Said, edge_class: Class, symmetric: bool, claim: str, group: list[Statement]
) -> dict[str, Any]:
    when = said.when(group)
    if not when.dated and (deeds := said.deeds(claim)):
        when = said.when(deeds)
    if said.bare:
        return _bare(said, edge_class.name, claim, group, when)
    single = {
        name: settled(group, name, said.sources, said.scale)
        for name in ("form", "stage", "programme")
    }
    conflicts = [name for name, (_, differ) in single.items() if differ]
    return {
        "relation": edge_class.name,
        **edge_class.label._asdict(),
        "symmetric": symmetric,
        "claim": claim,
        **_dates(said, group, conflicts),
        "when": when,
        **{name: iri for name, (iri, _) in single.items()},
        "progress": steps(group, said.sources, said.scale),
        "fields": sorted(iris(group, "field")),
        "part_of": min(iris(group, "partOf"), default=None),
        "conflicts": sorted(conflicts),
        "inferred": False,
        "sources": citations(group, said.sources),
    }


def _bare(
    said: Said, relation: str, claim: str | None, group: list[Statement], when: Validity
) -> dict[str, Any]:
    """What a tie is counted by."""
    sources = [said.sources[one.source] for one in group]
    return {"relation": relation, "claim": claim, "when": when, "sources": sources}


def _dates(said: Said, group: list[Statement], conflicts: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for key, order in (("from", "beginOrder"), ("until", "endOrder")):
        name = first_given(said.known.facts, order, group)
        found[key], differ = agreed_date(group, name) if name else (None, False)
        conflicts += [key] * differ
    return found


def property_edges(said: Said) -> Iterator[Edge]:
    """Edges of properties: an agreement to its signatories, a task to what it names."""
    in_class_edges = {end for found in said.edge_classes if found.edge for end in found.edge[:2]}
    edge_claims = {found.iri for found in said.edge_classes}
    terms = [term for term in said.edge_properties if term.iri not in in_class_edges]
    narrower = {
        term.iri: [other.iri for other in said.edge_properties if term.iri in other.ancestors]
        for term in terms
    }
    for claim, group in said.kept.items():
        if said.kinds[claim] & edge_claims:
            yield from _beside(said, terms, claim, group)
            continue
        if not said.is_node(claim):
            continue
        when = None
        for term in terms:
            for target in sorted(iris(group, term.iri)):
                # ``party`` beside ``signatory`` is the same tie told twice.
                told_twice = any(target in iris(group, other) for other in narrower[term.iri])
                if target != claim and not told_twice and said.is_node(target):
                    saying = [found for found in group if target in found.iris(term.iri)]
                    ends = sorted((claim, target)) if term.edge_symmetric else (claim, target)
                    when = when or said.when(group)
                    yield *ends, _attributes_of_property(said, term, claim, saying, when)


def _beside(
    said: Said, terms: Iterable[Property], claim: str, group: list[Statement]
) -> Iterator[Edge]:
    """What a claim that is an edge says of its start: who takes part holds an office somewhere."""
    when = None
    for term in terms:
        if term.edge_source is None:
            continue
        for start, end in product(
            sorted(iris(group, term.edge_source)), sorted(iris(group, term.iri))
        ):
            if start != end and said.is_node(start) and said.is_node(end):
                saying = [found for found in group if end in found.iris(term.iri)]
                when = when or said.when(group)
                yield start, end, _attributes_of_property(said, term, claim, saying, when)


def _attributes_of_property(
    said: Said,
    term: Property,
    claim: str | None,
    group: list[Statement],
    when: Validity = UNDATED,
) -> dict[str, Any]:
    if said.bare:
        return _bare(said, term.header, claim, group, when)
    conflicts: list[str] = []
    return {
        "relation": term.header,
        **term.label._asdict(),
        "symmetric": bool(term.edge_symmetric),
        "claim": claim,
        **_dates(said, group, conflicts),
        "when": when,
        "form": None,
        "stage": None,
        "progress": [],
        "programme": None,
        "fields": [],
        "part_of": None,
        "conflicts": conflicts,
        "inferred": False,
        "sources": citations(group, said.sources),
    }


def hierarchy(said: Said, ends: Iterable[str]) -> list[Edge]:
    """``within`` edges of the gazetteer, from what the sources speak of up to the top."""
    within = said.known.properties[COOP + "within"]
    edges: list[Edge] = []
    todo, seen = sorted(ends), set(ends)
    while todo:
        found = graph_facts(said.store, todo, ENTITIES, within.iri, COOP + "level")
        todo = []
        for item in sorted(found):
            stated = [said.gazetteer] if COOP + "level" in found[item] else []
            for outer in sorted(term.value for term in found[item].get(within.iri, ())):
                attributes = _attributes_of_property(said, within, None, [])
                edges.append((item, outer, {**attributes, "sources": stated}))
                if outer not in seen:
                    seen.add(outer)
                    todo.append(outer)
    return edges
