"""How classes and relations are drawn: colours after Okabe and Ito, and a shape for each class."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kg.ontology import load
from kg.terms import pairing_classes, weight

__all__ = ["NODES", "EdgeStyle", "NodeStyle", "edge_style", "node_style", "phase"]

ORANGE, SKY, GREEN = "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILLION, PURPLE, GREY = "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#8b93a1"


@dataclass(frozen=True)
class NodeStyle:
    """Colour, shape and size of a class."""

    color: str
    shape: str
    size: float


@dataclass(frozen=True)
class EdgeStyle:
    """Colour, colour on dark ground, dash and width of a relation."""

    color: str
    dark: str
    dash: tuple[int, ...]
    width: float


# In the order of the legend; of several classes the first named here decides, so super-classes
# stand below what is more special.
NODES: dict[str, NodeStyle] = {
    "Municipality": NodeStyle(BLUE, "ringsquare", 9.5),
    "Province": NodeStyle(BLUE, "square", 9.5),
    "City": NodeStyle(SKY, "circle", 7.5),
    "NewArea": NodeStyle(GREEN, "pentagon", 7.5),
    "District": NodeStyle(GREEN, "hexagon", 7.5),
    "Township": NodeStyle(GREEN, "ring", 6.0),
    "Region": NodeStyle(BLUE, "lozenge", 9.0),
    "Place": NodeStyle(SKY, "ring", 7.0),
    "Park": NodeStyle(ORANGE, "triangle", 7.5),
    "open": NodeStyle(GREY, "open", 7.5),
    "ChamberOfCommerce": NodeStyle(PURPLE, "star", 8.0),
    "FederationOfIndustryAndCommerce": NodeStyle(PURPLE, "star4", 8.0),
    "GovernmentBody": NodeStyle(PURPLE, "plaque", 7.0),
    "GovernanceBody": NodeStyle(PURPLE, "ringplaque", 7.0),
    "TradingExchange": NodeStyle(PURPLE, "crossed", 7.0),
    "FinancialInstitution": NodeStyle(PURPLE, "coin", 7.0),
    "Company": NodeStyle(PURPLE, "cross", 7.0),
    "University": NodeStyle(PURPLE, "book", 7.0),
    "ResearchInstitute": NodeStyle(PURPLE, "octagon", 7.0),
    "Hospital": NodeStyle(PURPLE, "crossbox", 7.0),
    "Alliance": NodeStyle(PURPLE, "trefoil", 7.0),
    "Organization": NodeStyle(PURPLE, "shield", 7.0),
    "Person": NodeStyle(PURPLE, "drop", 6.5),
    "Port": NodeStyle(ORANGE, "hull", 7.5),
    "Laboratory": NodeStyle(ORANGE, "flask", 7.0),
    "Platform": NodeStyle(ORANGE, "table", 7.0),
    "Route": NodeStyle(ORANGE, "arrow", 7.0),
    "Facility": NodeStyle(ORANGE, "house", 7.0),
    "Agreement": NodeStyle(VERMILLION, "diamond", 8.0),
    "Plan": NodeStyle(VERMILLION, "sheet", 8.0),
    "Document": NodeStyle(VERMILLION, "page", 7.5),
    "Programme": NodeStyle(VERMILLION, "flag", 7.5),
    "Mechanism": NodeStyle(VERMILLION, "ring", 7.5),
    "Area": NodeStyle(GREY, "bars", 6.5),
    "Task": NodeStyle(GREY, "bar", 5.5),
    "Safeguard": NodeStyle(GREY, "ringbar", 5.5),
    "Initiative": NodeStyle(GREY, "spark", 6.0),
    "Event": NodeStyle(YELLOW, "down", 7.5),
    "Project": NodeStyle(YELLOW, "chevron", 7.0),
    "PolicyTransfer": NodeStyle(YELLOW, "arrow", 7.0),
    "PersonnelExchange": NodeStyle(YELLOW, "hourglass", 7.0),
    "Observation": NodeStyle(YELLOW, "plus", 6.0),
}
OTHER = NodeStyle(GREY, "octagon", 6.5)

# What a stage amounts to, by the number below which its `coop:progressOrder` lies.
PHASES = {"planned": 30, "signed": 60, "implemented": 80, "ended": 1000}
# What weighs more than this on a path says little of the two it joins: it is drawn thinner.
FAR = 50
# For relations whose line the ontology does not declare.
SPARE_COLORS = (
    (PURPLE, PURPLE),
    ("#00795a", GREEN),
    ("#b87f00", ORANGE),
    ("#a89a00", YELLOW),
    (VERMILLION, VERMILLION),
)
SPARE_DASHES: tuple[tuple[int, ...], ...] = ((12, 4), (5, 2, 1, 2), (1, 5), (12, 3, 3, 3))


def node_style(kind: str, types: list[str]) -> NodeStyle:
    """The style of a node: that of its exact class, else of the nearest class that has one.

    Example:
        >>> node_style("University", ["Entity", "Organization", "University"]).shape
        'book'
        >>> node_style("Choir", ["Choir", "Entity", "Organization"]).shape
        'shield'
    """
    if kind in NODES:
        return NODES[kind]
    return next((style for name, style in NODES.items() if name in types), OTHER)


def edge_style(relation: str) -> EdgeStyle:
    """The line of a relation, as the ontology declares it; of another, one that its name decides.

    No other relation has a say in it, so that a colour means the same on every map.

    Example:
        >>> edge_style("Pairing").color, edge_style("mentions").dash
        ('#0072b2', (2, 3))
    """
    facts = load().facts
    width = 2.4 if relation in pairing_classes() else 1.0 if weight(facts, relation) > FAR else 1.3
    if (color := facts["lineColour"].get(relation)) is None:
        number = int.from_bytes(hashlib.sha256(relation.encode()).digest()[:4])
        turn, spare = divmod(number, len(SPARE_COLORS))
        light, dark = SPARE_COLORS[spare]
        return EdgeStyle(light, dark, SPARE_DASHES[turn % len(SPARE_DASHES)], width)
    dark = facts["lineColourDark"].get(relation, color)[0]
    dash = " ".join(facts["lineDash"].get(relation, ())).split()
    return EdgeStyle(color[0], dark, tuple(map(int, dash)), width)


def phase(order: int | None) -> str:
    """Which line a stage is drawn with, by where it stands in the ontology's course of things.

    Example:
        >>> phase(20), phase(40), phase(60), phase(90), phase(None)
        ('planned', 'signed', 'implemented', 'ended', 'unknown')
    """
    if order is None:
        return "unknown"
    return next(name for name, below in PHASES.items() if order < below)
