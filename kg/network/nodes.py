"""Nodes: names, exact class, position, ancestors, and what the sources say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.claims import ABOUT_EVIDENCE, Statement, citations
from kg.entities import describe, text_of
from kg.namespaces import COOP, DERIVED, ENTITIES, NAMES, PREFIXES, RDF_TYPE, local_name
from kg.network.edges import OPEN
from kg.network.said import Said, graph_facts
from kg.ontology import Property

if TYPE_CHECKING:
    from kg.records import Source

__all__ = ["nodes"]

WITHIN = COOP + "withinTransitive"
LAT, LONG = PREFIXES["geo"] + "lat", PREFIXES["geo"] + "long"
CODE = COOP + "gb2260"

_GraphFacts = dict[str, dict[str, list[Any]]]


def nodes(said: Said, iris: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """IRI and attributes of every node, in the order given."""
    wanted = list(iris)
    named = [iri for iri in wanted if not iri.endswith(OPEN)]
    records = describe(said.store, named)
    entities = graph_facts(said.store, named, ENTITIES, RDF_TYPE, LAT, LONG, CODE)
    derived = graph_facts(said.store, named, DERIVED, RDF_TYPE, WITHIN)
    ancestors = _ancestors(said, derived)
    names: _GraphFacts = {} if said.bare else graph_facts(said.store, named, NAMES)
    spoken = None if said.bare else _Spoken(said)
    rank = said.known.facts["rank"]
    for iri in wanted:
        if iri.endswith(OPEN):
            yield iri, _open_node(said, iri)
            continue
        here = entities.get(iri, {})
        types = {
            local_name(term.value)
            for facts in (here, derived.get(iri, {}))
            for term in facts.get(RDF_TYPE, ())
        }
        record = records[iri]
        node: dict[str, Any] = {
            "id": record["id"],
            "type": record["type"] or "Entity",
            "types": sorted(types),
            "zh": record["zh"],
            "en": record["en"],
            "level": min((int(rank[name][0]) for name in types & set(rank)), default=None),
            "lat": _number(here.get(LAT)),
            "long": _number(here.get(LONG)),
            "within": ancestors.get(iri, []),
        }
        if spoken:
            keys = {term.value for found in names.get(iri, {}).values() for term in found}
            node |= {"names": sorted(keys), "facts": [*spoken.facts(iri), *_code(said, here)]}
        yield iri, node


def _open_node(said: Said, iri: str) -> dict[str, Any]:
    group = said.statements[iri.removesuffix(OPEN)]
    words = text_of(literal for found in group for literal in found.texts("openPartner"))
    return {
        "id": None,
        "type": "open",
        "types": ["open"],
        "zh": words["zh"] or words["en"],
        "en": words["en"] or words["zh"],
        "level": None,
        "lat": None,
        "long": None,
        "names": [],
        "within": [],
        "facts": [],
    }


def _number(terms: list[Any] | None) -> float | None:
    return float(terms[0].value) if terms else None


def _ancestors(said: Said, derived: _GraphFacts) -> dict[str, list[str]]:
    """Nearest first: what itself lies in more of the others is nearer."""
    outer = {iri: [term.value for term in found.get(WITHIN, ())] for iri, found in derived.items()}
    wider = {item for items in outer.values() for item in items}
    above = graph_facts(said.store, wider, DERIVED, WITHIN)
    depth = {item: len(found.get(WITHIN, ())) for item, found in above.items()}
    return {
        iri: sorted(items, key=lambda item: (-depth.get(item, 0), item))
        for iri, items in outer.items()
    }


def _code(said: Said, here: dict[str, list[Any]]) -> list[dict[str, Any]]:
    term = said.known.properties[CODE]
    return [_fact(term, code.value, code.value, [said.gazetteer]) for code in here.get(CODE, ())]


def _fact(term: Property, zh: str, en: str, sources: list[Source]) -> dict[str, Any]:
    return {
        "property": term.header,
        **term.label._asdict(),
        "value": zh if zh == en else {"zh": zh, "en": en},
        "sources": sources,
    }


class _Spoken:
    """Facts of all nodes; the labels of what they refer to are read once."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.shown = {
            iri: term
            for iri, term in said.known.properties.items()
            if term.edge_symmetric is None
            and not iri.endswith("Latest")
            and iri not in ABOUT_EVIDENCE
        }
        referred = {
            value.value
            for group in said.statements.values()
            for found in group
            for name in found.values.keys() & self.shown.keys()
            for value in found.values[name]
            if isinstance(value, ox.NamedNode)
        }
        self.records = describe(said.store, referred)

    def facts(self, iri: str) -> list[dict[str, Any]]:
        saying: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for statement in self.said.statements.get(iri, ()):
            for name in statement.values.keys() & self.shown.keys():
                for zh, en in self._words(statement, name):
                    saying[(name, zh, en)].append(statement)
        return [
            _fact(self.shown[name], zh, en, citations(group, self.said.sources))
            for (name, zh, en), group in sorted(saying.items())
        ]

    def _words(self, statement: Statement, name: str) -> Iterator[tuple[str, str]]:
        values = statement.values[name]
        span = statement.dates(self.shown[name].header) if self.shown[name].latest else None
        if span:
            yield (dates.show(*span),) * 2
            return
        literals = [value for value in values if isinstance(value, ox.Literal)]
        if any(literal.language for literal in literals):
            words = text_of(literals)
            yield words["zh"] or words["en"] or "", words["en"] or words["zh"] or ""
        else:
            yield from ((literal.value, literal.value) for literal in literals)
        for value in values:
            if isinstance(value, ox.NamedNode):
                record = self.records[value.value]
                yield record["zh"], record["en"]
