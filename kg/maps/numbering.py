"""The numbers by which a page cites its sources, and the ids by which it knows its nodes."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg.editorial import source_notes
from kg.locators import located
from kg.namespaces import SOURCE
from kg.questions.cite import written

__all__ = ["Numbering", "short_ids"]

_Json = dict[str, Any]

RECORD = ("id", "title", "publisher", "issued", "inferred", "reliability", "url")
# Stands in a citation where the page writes which paragraph and characters are meant.
PLACE = "{place}"


class Numbering:
    """Numbers the sources that the page cites from 1 in the network's order, packs references."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        cited = _cited(network)
        said = network.graph
        self.told = {"version": said.get("data_version", ""), "build": said.get("build", "")}
        self.sources: list[_Json] = [
            self._record(source) for source in said.get("sources", []) if source["id"] in cited
        ]
        self.number = {source["id"]: index for index, source in enumerate(self.sources, 1)}
        # Places in a text whose English differs.
        self.locators: dict[str, str] = {}

    def _record(self, source: _Json) -> _Json:
        """The record of a source, with citations in which the page writes the place in the text."""
        place = {"locator": PLACE, "locator_en": PLACE, "iri": SOURCE + source["id"]}
        english = source.get("title_en") or ""
        told = {**place, **self.told, "english": english, "seen": source.get("seen") or ""}
        cite = {"zh": written("gbt7714", source, **told), "en": written("apa", source, **told)}
        return {**{name: source[name] for name in RECORD}, "title_en": english, "cite": cite}

    def pack(self, references: list[_Json]) -> list[list[Any]]:
        """Each reference as [number, locator, start, end], and what editors corrected."""
        packed: list[list[Any]] = []
        for reference in references:
            if reference["id"] not in self.number:
                self.sources.append(self._record(reference))
                self.number[reference["id"]] = len(self.sources)
            locator = reference["locator"]
            if locator and located(locator, "en") != locator:
                self.locators[locator] = located(locator, "en")
            entry = [
                self.number[reference["id"]],
                locator,
                reference["start"],
                reference["end"],
            ]
            if notes := source_notes(reference):
                entry.append([note._asdict() for note in notes])
            if entry not in packed:
                packed.append(entry)
        return sorted(packed, key=lambda e: (e[0], e[2] is None, e[2] or 0, str(e[1])))


def _cited(network: nx.MultiDiGraph) -> set[str]:
    """The ids of the sources that support a fact, a tie or a count of this network."""
    records: list[_Json] = [fact for _, data in network.nodes(data=True) for fact in data["facts"]]
    records += [data for *_, data in network.edges(data=True)]
    records += network.graph.get("groups", [])
    return {reference["id"] for record in records for reference in record["sources"]}


def short_ids(network: nx.MultiDiGraph) -> dict[str, str]:
    """The id each node goes by on the page: "place/dalian"; the IRI where there is none."""
    return {key: str(data["id"] or key) for key, data in sorted(network.nodes(data=True))}
