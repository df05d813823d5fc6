"""Where sources contradict each other; nothing is picked and nothing merged away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg import ontology as ontologies
from kg.claims import (
    Statement,
    citations,
    every_statement,
    iris,
    naming,
    read_sources,
    read_statements,
)
from kg.differences import Scale, contested, read_scale
from kg.editorial import read_reasons
from kg.entities import concept, describe, entity, text_of
from kg.names import fold, simplified
from kg.namespaces import CLAIM, COOP, EDITORS, RDF_TYPE, local_name
from kg.questions.digest import told_apart
from kg.shapes import load_constraints
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Conflict, Entity, SourceFacts

__all__ = ["conflicts", "contradicted"]

DISAGREES = COOP + "disagreesWith"

LINKED = f"""
SELECT ?claim ?other WHERE {{ GRAPH <{EDITORS}> {{ ?claim coop:disagreesWith ?other }} }}"""


def conflicts(store: Store, about: str | None = None) -> list[Conflict]:
    """Properties that may have one value and have several, by subject.

    A property is single-valued where its shape says so (``sh:maxCount 1``). Dates conflict only
    if their intervals are disjoint. Stages that were reported one after the other are progress,
    a wider and a narrower concept agree, see `kg.differences`. Contradictions that no
    rule finds are those that an editor linked by ``coop:disagreesWith``: the values are then the
    two claims.

    Args:
        store: an open store.
        about: the IRI of something that the claims in question are or name.

    Returns:
        ``{"subject", "property", "values": [{"value", "sources"}], "reason"}``; a value is a
        string, a concept or an entity, the reason an editor's.

    Example:
        >>> import kg
        >>> rows = conflicts(kg.open())
        >>> any(row["subject"]["id"] == "pairing/dalian-high-tech-zhangjiang" for row in rows)
        True
    """
    linked = {
        tuple(sorted((row["claim"].value, row["other"].value))) for row in select(store, LINKED)
    }
    asked = None if about is None else {about, *naming(store, about)}
    if asked is None:
        statements = every_statement(store)
    else:
        linked = {pair for pair in linked if asked.intersection(pair)}
        statements = read_statements(store, asked.union(*linked))
    scale = read_scale(store)
    sources = read_sources(store, {one.source for group in statements.values() for one in group})
    found = {
        (claim, name): values
        for claim, group in statements.items()
        if asked is None or claim in asked
        for name, values in contradicted(group, sources, scale).items()
    }
    subjects = {claim for claim, _ in found} | {claim for pair in linked for claim in pair}
    named = told_apart(store, describe(store, subjects), statements)
    things = {key for values in found.values() for key in values if key.startswith("https://")}
    known = describe(store, things)
    reasons = read_reasons(store) if linked else {}
    rows: list[Conflict] = [
        {
            "subject": entity(named[claim]),
            "property": local_name(name),
            "values": [
                {"value": _shown(key, said, name, known), "sources": citations(said, sources)}
                for key, said in sorted(values.items())
            ],
            "reason": None,
        }
        for (claim, name), values in found.items()
    ]
    rows += [
        {
            "subject": entity(named[pair[0]]),
            "property": local_name(DISAGREES),
            "values": [
                {
                    "value": entity(named[claim]),
                    "sources": citations(statements.get(claim, ()), sources),
                }
                for claim in pair
            ],
            "reason": reasons.get(pair),
        }
        for pair in linked
    ]
    return sorted(rows, key=lambda row: (row["subject"]["id"], row["property"]))


def contradicted(
    group: Iterable[Statement], sources: Mapping[str, SourceFacts], scale: Scale
) -> dict[str, dict[str, list[Statement]]]:
    """The properties of one claim on which its statements contradict each other, by IRI.

    Args:
        group: the statements.
        sources: records of the sources, by IRI.
        scale: what the ontology says of its concepts.

    Returns:
        The values that contradict another, each with the statements that give it.
    """
    said = list(group)
    return {
        name: values
        for name in _names(said)
        if len(values := _values(said, name, sources, scale)) > 1
    }


@cache
def _single_valued() -> dict[str, set[str]]:
    """Class -> the properties of which it has one."""
    single: dict[str, set[str]] = defaultdict(set)
    for constraint in load_constraints():
        if constraint.maximum == 1:
            single[constraint.target] |= constraint.paths
    # Whatever has a stage has one at a time, as all other answers take it.
    single[CLAIM].add(COOP + "stage")
    return single


def _names(said: list[Statement]) -> Iterator[str]:
    known, single = ontologies.load(), _single_valued()
    classes = iris(said, RDF_TYPE) & known.classes.keys()
    wider = {up for name in classes for up in known.classes[name].ancestors}
    names = {name for target in wider for name in single.get(target, ())}
    # What two sources leave to each other is no contradiction.
    return (name for name in sorted(names) if sum(name in one.values for one in said) > 1)


def _values(
    group: Iterable[Statement], name: str, sources: Mapping[str, SourceFacts], scale: Scale
) -> dict[str, list[Statement]]:
    """Each value that contradicts another, with the statements that give it.

    Dates that can be one day are one.
    """
    known = ontologies.load().properties.get(name)
    values: dict[str, list[Statement]] = defaultdict(list)
    said = [one for one in group if name in one.values]
    if known is not None and known.latest:
        spans = [(one, one.dates(name)) for one in said]
        days = [(one, span) for one, span in spans if span]
        if not days or max(s[0] for _, s in days) <= min(s[1] for _, s in days):
            return {}
        for one, span in days:
            values[dates.show(*span)].append(one)
        return values
    for one in said:
        for term in one.values[name]:
            values[_key(term)].append(one)
    if all(isinstance(term, ox.NamedNode) for one in said for term in one.values[name]):
        against = contested(said, local_name(name), sources, scale)
        return {key: saying for key, saying in values.items() if key in against}
    return values


def _key(term: Any) -> str:
    """Words that differ in script or width only are the same."""
    if isinstance(term, ox.NamedNode):
        return str(term.value)
    return fold(simplified(term.value)) or str(term.value)


def _shown(key: str, said: list[Statement], name: str, known: Mapping[str, Entity]) -> Any:
    if key in known:
        record = known[key]
        return concept(record) if record["type"] in (None, "Concept") else entity(record)
    terms = [term for one in said for term in one.values[name] if _key(term) == key]
    if not terms:
        return key
    if any(term.language for term in terms):
        return dict(text_of(terms))
    return str(terms[0].value)
