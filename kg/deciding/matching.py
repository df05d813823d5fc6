"""Which claims of several coders are readings of the same thing; `MATCHING` says it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.deciding.readings import Claim, Reading, Span, Words, over

__all__ = ["Group", "groups_of", "likeness", "sentences_of", "settled_sentences"]

# Cells count in so many steps, so that a matching is worked out in whole numbers.
STEPS = 1000


@dataclass(frozen=True)
class Group:
    """What coders took for the same thing in a text, at most one claim of each."""

    source: str
    kind: str
    claims: dict[str, Claim]

    @property
    def span(self) -> Span:
        """Where the first of them begins and the last ends."""
        spans = [span for claim in self.claims.values() for span in claim.spans]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def differing(self) -> list[str]:
        """The properties in which they differ."""
        first, *rest = self.claims.values()
        names = sorted({name for claim in self.claims.values() for name in claim.cells})
        return [
            name
            for name in names
            if any(one.cells.get(name) != first.cells.get(name) for one in rest)
        ]


def groups_of(readings: Sequence[Reading], source: str) -> list[Group]:
    """The claims of a text, matched coder by coder, in the order of the text."""
    found: list[Group] = []
    for reading in readings:
        for kind in sorted({claim.kind for claim in reading.claims[source]}):
            claims = [one for one in reading.claims[source] if one.kind == kind and one.spans]
            there = [group for group in found if group.kind == kind]
            matched = _matched(there, claims)
            for number, claim in enumerate(claims):
                if number in matched:
                    matched[number].claims[reading.coder] = claim
                else:
                    found.append(Group(source, kind, {reading.coder: claim}))
    return sorted(found, key=lambda group: (group.span, group.kind))


def _matched(groups: Sequence[Group], claims: Sequence[Claim]) -> dict[int, Group]:
    """The group of each claim that has one: most first, then the most alike."""
    import networkx as nx

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for at, group in enumerate(groups):
        others = list(group.claims.values())
        for number, claim in enumerate(claims):
            if any(
                over(one, two) for one in claim.spans for other in others for two in other.spans
            ):
                alike = max(likeness(claim, other) for other in others)
                graph.add_edge(("group", at), ("claim", number), weight=1 + int(STEPS * alike))
    pairs = [sorted(pair) for pair in nx.max_weight_matching(graph, maxcardinality=True)]
    return {number: groups[at] for (_, number), (_, at) in pairs}


def likeness(one: Claim, other: Claim) -> float:
    """The part of the cells that either fills in which both say the same."""
    names = {*one.cells, *other.cells}
    same = sum(one.cells.get(name) == other.cells.get(name) for name in names)
    return same / len(names) if names else 1.0


def sentences_of(spans: Sequence[Span], words: Words) -> set[int]:
    """The numbers of the sentences that spans touch."""
    return {
        number
        for number, sentence in enumerate(words.sentences)
        if any(over(span, sentence) for span in spans)
    }


def settled_sentences(reading: Reading, source: str, words: Words) -> set[int]:
    """The sentences in which a coder has decided something."""
    return sentences_of(reading.spans(source), words)
