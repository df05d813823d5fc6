"""Evidence -> the columns start, end, locator and exception."""

from __future__ import annotations

from collections import defaultdict

from kg.exports.facts import Facts
from kg.namespaces import COOP, SOURCE
from kg.texts.spans import offsets

__all__ = ["Places", "evidence_cells"]

EVIDENCE, INDIRECT, REASON = (COOP + name for name in ("evidence", "indirectEvidence", "exception"))
LOCATOR = COOP + "locator"


class Places:
    """What each span is called in each row that rests on it.

    A span may have several names, given by several rows; which row gave which is not stored, so
    the rows get one each, in order, until all names are given.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.rows: dict[str, list[str]] = defaultdict(list)
        for graph in facts.graphs:
            if graph.startswith(SOURCE):
                for item in facts.things(graph):
                    for span in facts.of(graph, item).get(EVIDENCE, ()):
                        self.rows[span.value].append(item)

    def called(self, graph: str, item: str, span: str) -> str:
        """The name of a span in one row, or nothing."""
        names = sorted(term.value for term in self.facts.of(graph, span).get(LOCATOR, ()))
        if not names:
            return ""
        return str(names[min(self.rows[span].index(item), len(names) - 1)])


def evidence_cells(places: Places, graph: str, item: str) -> dict[str, list[str]]:
    """The four columns, as lists with one place for each span."""
    said = places.facts.of(graph, item)
    spans = sorted((offsets(term.value), term.value) for term in said.get(EVIDENCE, ()))
    if not spans:
        return {}
    indirect = {term.value for term in said.get(INDIRECT, ())}
    reasons = sorted(term.value for term in said.get(REASON, ()))
    cells = {
        "start": [str(start) for (start, _), _ in spans],
        "end": [str(end) for (_, end), _ in spans],
        "locator": [places.called(graph, item, span) for _, span in spans],
        "exception": [],
    }
    for _, span in spans:
        given = len([reason for reason in cells["exception"] if reason])
        # As with names: which reason belongs to which of the spans is not stored.
        reason = reasons[min(given, len(reasons) - 1)] if span in indirect and reasons else ""
        cells["exception"].append(reason)
    for name in ("locator", "exception"):
        # One text serves for all spans.
        if len(set(cells[name])) == 1:
            cells[name] = cells[name][:1]
    return {name: texts for name, texts in cells.items() if any(texts)}
