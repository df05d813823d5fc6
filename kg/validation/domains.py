"""Domain and range of every property of ours: what the tables promise, checked in the store.

The loader reads tables by domain and range; what came in as RDF, or by an update, did not pass it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg.claims import ABOUT_EVIDENCE
from kg.errors import Problem, Text
from kg.namespaces import COOP, PREFIXES, curie, identifier
from kg.ontology import Ontology, Property
from kg.validation.graphs import Part, Types
from kg.validation.origins import Origins, told

__all__ = ["misplaced"]

RDF, RDFS, XSD = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "xsd"))
TOP = RDFS + "Resource"
# Oxigraph keeps whole numbers as xsd:integer; one is a decimal, too.
AS_GOOD = {XSD + "decimal": {XSD + "integer"}}
TERMS = {RDFS + "Class", RDF + "Property"}


def misplaced(part: Part, types: Types, ontology: Ontology, origins: Origins) -> Iterator[Problem]:
    """Problems of the properties of one graph: unknown, on the wrong thing, of the wrong kind."""
    for subject, name, value in part.triples:
        if name.startswith(COOP):
            term = ontology.properties.get(name)
            found = (
                _unknown(name) if term is None else _misfit(subject, value, term, types, ontology)
            )
            if found:
                column = curie(name).partition(":")[2]
                yield told(origins, subject, part.source, column, *found)


def _unknown(name: str) -> tuple[Text, None]:
    return Text(
        f"本体里没有属性 {curie(name)}", f"the ontology has no property {curie(name)}"
    ), None


def _misfit(
    subject: str, value: Any, term: Property, types: Types, ontology: Ontology
) -> tuple[Text, Text | None] | None:
    # An entity of which a source says something is, as far as that goes, a claim.
    if term.domain not in (TOP, *types.get(subject, ())) and term.iri not in ABOUT_EVIDENCE:
        domain = _label(term.domain, ontology)
        return (
            Text(
                f"“{term.label.zh}”只用于{domain.zh}，“{identifier(subject)}”不是",
                f"“{term.label.en}” is for {domain.en}, which “{identifier(subject)}” is not",
            ),
            None,
        )
    if term.range in (TOP, *TERMS) or _in_range(value, term, types):
        return None
    shown = identifier(str(value.value))
    kind = _label(term.range, ontology)
    if term.range.startswith(XSD):
        kind = Text(f"{curie(term.range)} 类型的值", f"of type {curie(term.range)}")
    return (
        Text(f"“{shown}”不是{kind.zh}", f"“{shown}” is not {kind.en}"),
        Text(f"“{term.label.zh}”一列要填{kind.zh}", f"“{term.label.en}” takes {kind.en}"),
    )


def _in_range(value: Any, term: Property, types: Types) -> bool:
    if isinstance(value, ox.Literal):
        kind = value.datatype.value
        return kind == term.range or kind in AS_GOOD.get(term.range, ())
    found = types.get(value.value, ())
    return term.range in found and term.excepted.isdisjoint(found)


def _label(iri: str, ontology: Ontology) -> Text:
    known = ontology.classes.get(iri)
    return known.label if known else Text(curie(iri), curie(iri))
