"""Which pairings are one: the same partners, programme (or mechanism) and parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.errors import Text
from kg.namespaces import identifier

__all__ = ["Joined", "same_pairings", "twice"]


@dataclass
class Joined:
    """What tells a pairing from others: all that rows, or sources, say of it."""

    partners: set[str] = field(default_factory=set)
    scheme: set[str] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)

    def add(self, said: Mapping[str, Collection[str]]) -> None:
        """Add what one row, or one source, says: values by the local name of the property."""
        if said.get("partner"):
            self.partners.update(said["partner"], said.get("openPartner", ()))
        self.scheme.update(said.get("programme") or said.get("mechanism") or ())
        self.parents.update(said.get("partOf", ()))


def same_pairings(known: Mapping[str, Joined]) -> Iterator[tuple[str, str]]:
    """Pairs of ids that nothing tells apart, the later one second.

    What one of them leaves empty tells no two apart; two rounds of a programme are two pairings,
    and what is part of another is not that one.

    Example:
        >>> one, other = Joined({"A", "B"}, {"round 1"}), Joined({"A", "B"})
        >>> list(same_pairings({"x": one, "y": other, "z": Joined({"A", "C"})}))
        [('x', 'y')]
    """
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for iri, one in known.items():
        if one.partners:
            alike[frozenset(one.partners)].append(iri)
    for iris in alike.values():
        for first, second in combinations(iris, 2):
            one, other = known[first], known[second]
            inside = first in other.parents or second in one.parents
            if not inside and all(
                not mine or not theirs or mine & theirs
                for mine, theirs in ((one.scheme, other.scheme), (one.parents, other.parents))
            ):
                yield first, second


def twice(first: str, one: Joined, other: Joined, place: str) -> tuple[Text, Text]:
    """What to say of the second of two that are one, and how to mend it."""
    use = Text(f"请用同一编号 {identifier(first)}", f"use the same id, {identifier(first)}")
    both = ((one.scheme, other.scheme), (one.parents, other.parents))
    if all(mine == theirs or mine & theirs for mine, theirs in both):
        what = Text(
            f"与 {place} 是同一结对：合作方、计划和上级都相同",
            f"the same pairing as {place}: same partners, programme and parent",
        )
        return what, use
    open_ = bool(one.scheme) == bool(other.scheme)
    column = Text("属于", "partOf") if open_ else Text("所属计划", "programme")
    what = Text(
        f"与 {place} 的合作方相同，{column.zh}又有一处没有填，无从区别",
        f"the same partners as {place}, and one of the two has no {column.en} to tell them apart",
    )
    apart = Text(
        f"{use.zh}；确是另一结对的，两处都写明{column.zh}" + ("" if open_ else "或合作机制"),
        f"{use.en}; if it is another pairing, state {column.en}"
        + ("" if open_ else " or mechanism")
        + " in both",
    )
    return what, apart
