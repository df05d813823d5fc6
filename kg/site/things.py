"""What has a page: what sources say something of, those that they name, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kg.entities import Record
from kg.namespaces import ID, NAMES, SOURCES
from kg.questions.sheet.shared import Shared
from kg.sparql import Store
from kg.store import each, run
from kg.terms import facts

__all__ = ["Things", "names_of", "things_of"]

LISTED = f"SELECT ?source WHERE {{ GRAPH <{SOURCES}> {{ ?source a coop:Source }} }}"
KEYS = f"""
SELECT DISTINCT ?item ?key WHERE {{ GRAPH <{NAMES}> {{ ?item ?tier ?key }} }}"""


class Things(NamedTuple):
    """Records of what has a page, by IRI, those first that people look for first; the sources."""

    things: Mapping[str, Record]
    sources: list[str]


def things_of(shared: Shared) -> Things:
    """Everything that has a page.

    A place of the gazetteer of which no source says anything has none: there is nothing to show.

    Example:
        >>> import kg
        >>> found = things_of(Shared(kg.open(), many=True))
        >>> ID + "place/dalian" in found.things, ID + "place/dalian-changhai" in found.things
        (True, False)
    """
    said = shared.every_statement()
    named: Counter[str] = Counter()
    for group in said.values():
        values = {
            term.value
            for one in group
            for terms in one.values.values()
            for term in terms
            if getattr(term, "value", "").startswith(ID)
        }
        named.update(values)
    known = shared.described({*(iri for iri in said if iri.startswith(ID)), *named})
    ranks = facts(shared.store, "rank")["rank"]

    def order(record: Record) -> tuple[int, int, str]:
        rank = int(ranks.get(record["type"] or "", ["8"])[0])
        return rank, -named[record["iri"]], record["id"]

    kept = [record for record in known.values() if record["type"] not in (None, "Concept")]
    things = {record["iri"]: record for record in sorted(kept, key=order)}
    sources = sorted(source.value for (source,) in each(run(shared.store, LISTED)))
    return Things(things, sources)


def names_of(store: Store, wanted: Mapping[str, Record]) -> dict[str, list[str]]:
    """The folded names by which things are looked up, by IRI, as `kg search` knows them."""
    found: dict[str, list[str]] = {iri: [] for iri in wanted}
    for item, key in each(run(store, KEYS)):
        if item.value in found:
            found[item.value].append(key.value)
    return {iri: sorted(keys) for iri, keys in found.items()}
