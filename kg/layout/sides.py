"""On which side of the pairs view the partners of a pairing stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.terms import pairing_classes

__all__ = ["Claim", "claims_of", "face_parents", "rank_of", "take_sides"]

LAST = 9


@dataclass
class Claim:
    """A pairing: the section it belongs to, its edges, and who stands left and right."""

    key: str
    section: str | None
    part_of: str | None
    edges: list[tuple[str, str, int]] = field(default_factory=list)
    members: set[str] = field(default_factory=set)
    directed: dict[str, set[str]] = field(
        default_factory=lambda: {"supporter": set(), "supported": set()}
    )
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)


def claims_of(network: nx.MultiDiGraph) -> dict[str, Claim]:
    """The pairings of a network by claim, with the section of the view each belongs to."""
    by_id = {entry["id"]: entry["iri"] for entry in network.graph.get("programmes", [])}
    claims: dict[str, Claim] = {}
    for a, b, number, data in sorted(
        network.edges(keys=True, data=True), key=lambda edge: edge[:3]
    ):
        if data["relation"] not in pairing_classes():
            continue
        key = data["claim"] or f"{a} {b} {number}"
        told = [data["programme"], *data["facts"].get("mechanism", ())]
        section = next((by_id[one["id"]] for one in told if one and one["id"] in by_id), None)
        claim = claims.setdefault(key, Claim(key, section, data["part_of"]))
        claim.edges.append((a, b, number))
        claim.members |= {a, b}
        for side in ("supporter", "supported"):
            claim.directed[side] |= {one["iri"] for one in data["facts"].get(side, ())} & {a, b}
    return dict(sorted(claims.items()))


def rank_of(network: nx.MultiDiGraph, node: str) -> tuple[Any, ...]:
    """In which order partners are told: provinces first, then by code and name."""
    data = network.nodes[node]
    code = next((str(f["value"]) for f in data["facts"] if f["property"] == "gb2260"), "~")
    level = LAST if data["level"] is None else data["level"]
    return (level, data["type"] == "Park", code, str(data["en"]), node)


def take_sides(network: nx.MultiDiGraph, claim: Claim, programme: dict[str, Any] | None) -> None:
    """Put who supports on the left; else go by the places that the programme's sides cover."""
    if all(claim.directed.values()):
        claim.left, claim.right = (
            sorted(claim.directed[side], key=lambda node: rank_of(network, node))
            for side in ("supporter", "supported")
        )
        rest = claim.members - claim.directed["supporter"] - claim.directed["supported"]
        claim.right += sorted(rest, key=lambda node: rank_of(network, node))
        return
    sides = (
        [set(side["covers"]) | {side["iri"]} for side in programme["sides"]] if programme else []
    )
    members = sorted(
        claim.members,
        key=lambda node: (network.nodes[node]["type"] == "open", rank_of(network, node)),
    )
    unknown: list[str] = []
    for node in members:
        line = [node, *network.nodes[node]["within"]]
        # The nearest ancestor decides: Shenyang is on its side's list and so is its province.
        at = next((n for key in line for n, covers in enumerate(sides[:2]) if key in covers), None)
        (unknown if at is None else (claim.left, claim.right)[at]).append(node)
    for node in unknown:
        (claim.right if len(claim.left) > len(claim.right) else claim.left).append(node)
    if not claim.right and len(claim.left) > 1:
        claim.left, claim.right = claim.left[:1], claim.left[1:]
    if not claim.left and len(claim.right) > 1:
        claim.left, claim.right = claim.right[:1], claim.right[1:]


def face_parents(
    network: nx.MultiDiGraph, claims: Mapping[str, Claim], parents: Mapping[str, str | None]
) -> None:
    """Turn what is part of another pairing, and has no direction, to the sides of that other."""
    for key in sorted(claims, key=lambda one: _depth(one, parents)):
        claim, parent = claims[key], claims.get(parents[key] or "")
        if parent is None or all(claim.directed.values()):
            continue

        def lies(nodes: list[str], where: list[str]) -> bool:
            lines = ({node, *network.nodes[node]["within"]} for node in nodes)
            return any(line & set(where) for line in lines)

        straight = lies(claim.left, parent.left) or lies(claim.right, parent.right)
        if not straight and (lies(claim.left, parent.right) or lies(claim.right, parent.left)):
            claim.left, claim.right = claim.right, claim.left


def _depth(key: str, parents: Mapping[str, str | None]) -> int:
    """How many pairings one is part of; those that run in a circle count once each."""
    seen = {key}
    while (above := parents.get(key)) and above not in seen:
        seen.add(above)
        key = above
    return len(seen)
