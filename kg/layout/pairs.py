"""The pairs view: two facing columns, and under each pairing what is part of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.layout.sides import Claim, claims_of, face_parents, rank_of, take_sides

__all__ = ["Heading", "Line", "Pairs", "Seat", "Slot", "pairs"]

ROW = (36.0, 26.0, 26.0)
NARROW_ROW = (40.0, 31.0, 29.0)


@dataclass(frozen=True)
class Seat:
    """A node at one place in a column; a node in several pairings has several seats."""

    node: str
    copy: int
    x: float
    y: float
    side: int
    depth: int


@dataclass(frozen=True)
class Line:
    """One line between two seats (by number), standing for one edge of the network."""

    left: int
    right: int
    edge: tuple[str, str, int]
    depth: int


@dataclass(frozen=True)
class Slot:
    """Pairs that a source counts and does not name."""

    group: str
    x: float
    y: float
    depth: int
    missing: int


@dataclass(frozen=True)
class Heading:
    """What a section of the columns is headed with: of its pairings how many, all directed or not.

    `programme` is the programme, or the mechanism where the round is not known.
    """

    programme: str | None
    y: float
    count: int
    directed: bool


@dataclass(frozen=True)
class Pairs:
    """All of the pairs view. `width` is from left to right column, labels not counted."""

    seats: list[Seat]
    lines: list[Line]
    slots: list[Slot]
    headings: list[Heading]
    width: float
    height: float


def pairs(network: nx.MultiDiGraph, *, narrow: bool = False) -> Pairs:
    """Seat the partners of every pairing in two facing columns.

    Sections follow the programmes, or the mechanism where the round is not known. Who supports
    stands on the left; else the places that a side of the programme covers say where one stands,
    or the pairing that another is part of. Within a section provinces come first, then cities;
    what a source says is part of a pairing, or what lies inside both partners, is nested under it.

    Args:
        network: As `kg.network.project` gives it.
        narrow: For a phone: columns closer together, rows further apart for labels that wrap.
    """
    claims = claims_of(network)
    programmes = {entry["iri"]: entry for entry in network.graph.get("programmes", [])}
    order = {iri: number for number, iri in enumerate(programmes)}
    for claim in claims.values():
        take_sides(network, claim, programmes.get(claim.section or ""))
    having: dict[str, list[str]] = defaultdict(list)
    for key, claim in claims.items():
        for node in claim.members:
            having[node].append(key)
    parents = {
        key: _parent(
            network,
            claim,
            claims,
            having,
            programmes.get(claim.section or "", {}).get("sides", []),
        )
        for key, claim in claims.items()
    }
    face_parents(network, claims, parents)
    writer = _Writer(network, claims, narrow)
    for key, parent in parents.items():
        (writer.children[parent] if parent else writer.tops).append(key)
    for group in sorted(network.graph.get("groups", []), key=lambda g: str(g["iri"])):
        if group["count"] > len(group["named"]):
            writer.groups[group["part_of"] if group["part_of"] in claims else None].append(group)
    sections: dict[str | None, list[str]] = defaultdict(list)
    for key in writer.tops:
        programme = claims[key].section
        sections[programme if programme in programmes else None].append(key)
    for programme in sorted(sections, key=lambda p: (order.get(p or "", len(order)), str(p))):
        writer.section(programme, sections[programme])
    writer.loose()
    return writer.result()


def _parent(
    network: nx.MultiDiGraph,
    claim: Claim,
    claims: dict[str, Claim],
    having: dict[str, list[str]],
    sides: list[dict[str, Any]],
) -> str | None:
    if claim.part_of in claims and claim.part_of != claim.key:
        return claim.part_of
    # Partners that the programme names are peers, though some city of them lies in a province.
    named = {covered for side in sides for covered in side["covers"]}
    if claim.members <= named:
        return None
    best: tuple[int, str] | None = None
    above = {outer for node in claim.members for outer in network.nodes[node]["within"]}
    for key in sorted({key for outer in above for key in having.get(outer, ())}):
        other = claims[key]
        if key == claim.key or other.section != claim.section:
            continue
        left, right = (
            _inside(network, claim.left, other.members),
            _inside(network, claim.right, other.members),
        )
        if left and right and not (left[1] & right[1]):
            rank = (left[0] + right[0], key)
            best = rank if best is None or rank < best else best
    return best[1] if best else None


def _inside(
    network: nx.MultiDiGraph, nodes: list[str], others: set[str]
) -> tuple[int, set[str]] | None:
    """How far up, and in which of the others, all these nodes lie; None where one lies in none."""
    steps, hit = 0, set()
    for node in nodes:
        found = next(
            ((n, key) for n, key in enumerate(network.nodes[node]["within"]) if key in others), None
        )
        if found is None:
            return None
        steps += found[0]
        hit.add(found[1])
    return (steps, hit) if nodes else None


class _Writer:
    """Keeps the pen while rows are written from top to bottom."""

    def __init__(self, network: nx.MultiDiGraph, claims: dict[str, Claim], narrow: bool) -> None:
        self.network, self.claims = network, claims
        self.rows = NARROW_ROW if narrow else ROW
        self.half, self.indent = (62.0, 7.0) if narrow else (222.0, 26.0)
        self.y = 0.0
        self.tops: list[str] = []
        self.children: dict[str, list[str]] = defaultdict(list)
        self.groups: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
        self.seats: list[Seat] = []
        self.lines: list[Line] = []
        self.slots: list[Slot] = []
        self.headings: list[Heading] = []
        self.copies: dict[str, int] = defaultdict(int)
        self.seen: set[str] = set()

    def rank(self, key: str) -> tuple[Any, ...]:
        claim = self.claims[key]
        first = claim.left or claim.right
        levels = [rank_of(self.network, node)[0] for node in claim.members]
        parks = any(self.network.nodes[node]["type"] == "Park" for node in claim.members)
        own = min((rank_of(self.network, node) for node in first), default=())
        return (min(levels), max(levels), parks, own, key)

    def section(self, programme: str | None, tops: list[str]) -> None:
        if self.headings:
            self.y += 30.0
        under = self.under(tops)
        directed = all(all(self.claims[key].directed.values()) for key in under)
        self.headings.append(Heading(programme, self.y, len(under), directed))
        self.y += 34.0
        for key in sorted(tops, key=self.rank_top):
            self.block(key, 0)

    def under(self, keys: list[str]) -> list[str]:
        """These pairings and all that are part of them."""
        found: dict[str, None] = {}
        new = list(keys)
        while new:
            key = new.pop()
            if key not in found:
                found[key] = None
                new += self.children[key]
        return list(found)

    def rank_top(self, key: str) -> tuple[Any, ...]:
        # The level of a pairing's first partner decides: Shenyang and Beijing is a city's pairing.
        claim = self.claims[key]
        levels = [rank_of(self.network, node)[0] for node in claim.members]
        return (max(levels), *self.rank(key)[2:])

    def block(self, key: str, depth: int) -> None:
        if key in self.seen:
            return
        self.seen.add(key)
        self.row(self.claims[key], depth)
        children = sorted(self.children[key], key=self.rank)
        for child in children:
            self.block(child, depth + 1)
        for group in self.groups[key]:
            self.slot(group, depth + 1)
        if depth == 0 and (children or self.groups[key]):
            self.y += 8.0

    def row(self, claim: Claim, depth: int) -> None:
        tall = self.rows[min(depth, len(self.rows) - 1)]
        x = self.half - self.indent * min(depth, 3)
        at: dict[str, int] = {}
        start = self.y
        for side, nodes in ((-1, claim.left), (1, claim.right)):
            for number, node in enumerate(nodes):
                at[node] = len(self.seats)
                self.copies[node] += 1
                self.seats.append(
                    Seat(
                        node,
                        self.copies[node],
                        side * x,
                        start + tall * (number + 0.5),
                        side,
                        depth,
                    )
                )
        self.y = start + tall * max(len(claim.left), len(claim.right), 1)
        left = set(claim.left)
        for a, b, number in claim.edges:
            if (a in left) != (b in left):
                ends = (at[a], at[b]) if a in left else (at[b], at[a])
                self.lines.append(Line(*ends, (a, b, number), depth))

    def slot(self, group: dict[str, Any], depth: int) -> None:
        tall = self.rows[min(depth, len(self.rows) - 1)]
        x = self.half - self.indent * min(depth, 3)
        self.slots.append(
            Slot(group["iri"], x, self.y + tall / 2, depth, group["count"] - len(group["named"]))
        )
        self.y += tall

    def loose(self) -> None:
        """Groups under no pairing that is drawn, and pairings whose parents run in a circle."""
        for key in sorted(self.claims, key=self.rank):
            self.block(key, 0)
        for group in self.groups[None]:
            self.slot(group, 0)

    def result(self) -> Pairs:
        return Pairs(self.seats, self.lines, self.slots, self.headings, 2 * self.half, self.y)
