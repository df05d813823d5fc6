"""What changed between two stores, subject by subject and source by source.

Only what was loaded is compared. What the build derives (look-up keys, super-classes, ancestors,
the merge) follows from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg import dates
from kg.entities import describe
from kg.errors import Text
from kg.namespaces import (
    COOP,
    DATASET,
    DERIVED,
    EDITORS,
    ENTITIES,
    NAMES,
    ONTOLOGY,
    PREFIXES,
    SOURCE,
    SOURCES,
    curie,
    identifier,
)
from kg.ontology import Ontology, load
from kg.sparql import Store
from kg.store import select
from kg.texts.spans import SPAN, offsets

if TYPE_CHECKING:
    from kg.records import Concept, Entity, Words
    from kg.records.changes import Change, ChangedProperty, ChangedThing

__all__ = ["changes"]

QUADS = f"""
SELECT ?graph ?subject ?property ?value WHERE {{
  GRAPH ?graph {{ ?subject ?property ?value }}
  FILTER(?graph NOT IN (<{DERIVED}>, <{NAMES}>) && ?subject != <{DATASET}>)
}}"""
LABEL = PREFIXES["skos"] + "prefLabel"
# A span is told as the evidence of its claim; what is told of it there follows the claim.
OF_SPANS = {COOP + "locator", COOP + "exception"}
GROUPS: dict[str, Literal["source", "entity", "note", "term"]] = {
    SOURCES: "source",
    ENTITIES: "entity",
    EDITORS: "note",
    ONTOLOGY: "term",
}
ORDER = ("source", "claim", "entity", "note", "term")

_Facts = dict[tuple[str, str], dict[str, set[Any]]]


@dataclass(frozen=True)
class _Side:
    """One store: what it says of each subject in each graph, and its names."""

    store: Store
    facts: _Facts
    graphs: dict[str, set[str]]
    names: Mapping[str, Entity]


def changes(before: Store, after: Store) -> list[Change]:
    """The differences, sorted.

    Returns:
        One record for each subject and source.

    Example:
        >>> from kg.store import create
        >>> changes(create(), create())
        []
    """
    ontology = load()
    old, new = _facts(before), _facts(after)
    keys = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    sides = [
        _Side(store, facts, _graphs(facts), _named(store, facts, keys))
        for store, facts in ((before, old), (after, new))
    ]
    found = [_change(key, sides[0], sides[1], ontology) for key in sorted(keys)]
    told = {record["subject"]["iri"] for record in found if record["group"] == "claim"}
    # The name of a new agreement stands with all names; the claim itself is told already.
    kept = [
        record
        for record in found
        if record["properties"] or (record["change"] != "changed" and not _repeats(record, told))
    ]
    return sorted(kept, key=_order)


def _facts(store: Store) -> _Facts:
    facts: _Facts = defaultdict(lambda: defaultdict(set))
    spans: dict[tuple[str, str], dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for row in select(store, QUADS):
        graph, subject, name = row["graph"].value, row["subject"].value, row["property"].value
        if SPAN not in subject:
            facts[graph, subject][name].add(row["value"])
        elif name in OF_SPANS:
            spans[graph, subject][name].add(row["value"])
    for (graph, _), about in facts.items():
        for span in about.get(COOP + "evidence", ()):
            for name, values in spans.get((graph, span.value), {}).items():
                about[name] |= values
    return facts


def _graphs(facts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for graph, subject in facts:
        found[subject].add(graph)
    return found


def _named(store: Store, facts: _Facts, keys: Iterable[tuple[str, str]]) -> dict[str, Entity]:
    iris = {subject for _, subject in keys}
    for key in keys:
        for values in facts.get(key, {}).values():
            iris |= {value.value for value in values if isinstance(value, ox.NamedNode)}
    return describe(store, {iri for iri in iris if SPAN not in iri})


def _change(key: tuple[str, str], old: _Side, new: _Side, ontology: Ontology) -> Change:
    graph, subject = key
    was, now = old.facts.get(key, {}), new.facts.get(key, {})
    change: Literal["added", "removed", "changed"] = (
        "added" if not was else "removed" if not now else "changed"
    )
    side = old if change == "removed" else new
    graphs = [side.graphs.get(subject, set()) for side in (old, new)]
    both = graphs[0] & graphs[1]
    if all(graphs) and not graph.startswith(SOURCE):
        # It was there; what is said of it here is new.
        change = "changed"
    properties = _properties(was, now, old, new, ontology)
    if change != "changed":
        # What it is and how it is called is said of the subject.
        properties = [one for one in properties if one["property"]["id"] not in _OF_SUBJECT]
    return {
        "change": change,
        "group": GROUPS.get(graph, "claim"),
        "subject": _subject(subject, graph, side, was or now, ontology),
        "source": identifier(graph) if graph.startswith(SOURCE) else None,
        "others": sorted(identifier(one) for one in both - {graph} if one.startswith(SOURCE)),
        "properties": properties,
    }


_OF_SUBJECT = {"rdf:type", "skos:prefLabel", "dcterms:title"}


def _subject(
    iri: str, graph: str, side: _Side, facts: Mapping[str, set[Any]], ontology: Ontology
) -> ChangedThing:
    record = side.names[iri]
    if graph == SOURCES:
        titles = sorted(facts.get(PREFIXES["dcterms"] + "title", ()), key=str)
        words = {str(title.language): str(title.value) for title in titles}
        first = next(iter(words.values()), record["id"])
        record = {**record, "zh": words.get("zh", first), "en": words.get("en", first)}
    known = ontology.classes.get(COOP + (record["type"] or ""))
    kind: Words | None = {"zh": known.label.zh, "en": known.label.en} if known else None
    return {**record, "class": kind}


def _properties(
    was: Mapping[str, set[Any]],
    now: Mapping[str, set[Any]],
    old: _Side,
    new: _Side,
    ontology: Ontology,
) -> list[ChangedProperty]:
    result: list[ChangedProperty] = []
    twins = {term.latest for term in ontology.properties.values() if term.latest}
    for name in sorted((was.keys() | now.keys()) - twins):
        term = ontology.properties.get(name)
        latest = term.latest if term else None
        gone, come = was.get(name, set()) - now.get(name, set()), now.get(name, set())
        come = come - was.get(name, set())
        if latest and (gone or come or was.get(latest) != now.get(latest)):
            before, after = _days(was, name, latest), _days(now, name, latest)
        else:
            gone, come = _own(gone, name, was, ontology), _own(come, name, now, ontology)
            before, after = _shown(gone, old), _shown(come, new)
        if before != after:
            result.append({"property": _property(name, ontology), "was": before, "is": after})
    return result


def _own(
    values: set[Any], name: str, facts: Mapping[str, set[Any]], ontology: Ontology
) -> set[Any]:
    """Without what a property below says already: a supporter is a partner."""
    below = [
        one.iri
        for one in ontology.properties.values()
        if name in one.ancestors and one.iri in facts
    ]
    return values - {value for one in below for value in facts[one]}


def _days(facts: Mapping[str, set[Any]], name: str, latest: str) -> list[Any]:
    first, last = sorted(facts.get(name, ()), key=str), sorted(facts.get(latest, ()), key=str)
    if not first:
        return []
    try:
        return [dates.show(first[0].value, last[-1].value if last else None)]
    except ValueError:
        return [value.value for value in first]


def _shown(values: Iterable[Any], side: _Side) -> list[Any]:
    return [_value(value, side) for value in sorted(values, key=str)]


def _value(value: Any, side: _Side) -> Any:
    if isinstance(value, ox.Literal):
        return {value.language: value.value} if value.language else value.value
    iri = str(value.value)
    if SPAN in iri:
        return dict(zip(("start", "end"), offsets(iri), strict=True))
    return side.names[iri]


def _property(iri: str, ontology: Ontology) -> Concept:
    known = ontology.properties.get(iri)
    words = known.label if known else Text(curie(iri), curie(iri))
    return {"id": curie(iri), "zh": words.zh, "en": words.en}


def _repeats(record: Change, told: set[str]) -> bool:
    return record["group"] == "entity" and record["subject"]["iri"] in told


def _order(record: Change) -> tuple[Any, ...]:
    changed = ("added", "removed", "changed").index(record["change"])
    subject = record["subject"]
    return ORDER.index(record["group"]), changed, subject["id"], record["source"] or ""
