"""How classes and relations are drawn: colours after Okabe and Ito, and a shape for each class."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NODES", "EdgeStyle", "NodeStyle", "edge_styles", "node_style"]

ORANGE, SKY, GREEN = "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILLION, PURPLE, GREY = "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#8b93a1"


@dataclass(frozen=True)
class NodeStyle:
    """Colour and shape of a class; `vis` is the nearest shape that vis-network itself knows."""

    color: str
    shape: str
    vis: str
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
    "Municipality": NodeStyle(BLUE, "ringsquare", "square", 9.5),
    "Province": NodeStyle(BLUE, "square", "square", 9.5),
    "City": NodeStyle(SKY, "circle", "dot", 7.5),
    "NewArea": NodeStyle(GREEN, "pentagon", "hexagon", 7.5),
    "District": NodeStyle(GREEN, "hexagon", "hexagon", 7.5),
    "Township": NodeStyle(GREEN, "ring", "dot", 6.0),
    "Region": NodeStyle(BLUE, "lozenge", "ellipse", 9.0),
    "Place": NodeStyle(SKY, "ring", "dot", 7.0),
    "Park": NodeStyle(ORANGE, "triangle", "triangle", 7.5),
    "open": NodeStyle(GREY, "open", "dot", 7.5),
    "ChamberOfCommerce": NodeStyle(PURPLE, "star", "star", 8.0),
    "FederationOfIndustryAndCommerce": NodeStyle(PURPLE, "star4", "star", 8.0),
    "GovernmentBody": NodeStyle(PURPLE, "plaque", "square", 7.0),
    "GovernanceBody": NodeStyle(PURPLE, "ringplaque", "square", 7.0),
    "TradingExchange": NodeStyle(PURPLE, "crossed", "square", 7.0),
    "FinancialInstitution": NodeStyle(PURPLE, "coin", "dot", 7.0),
    "Company": NodeStyle(PURPLE, "cross", "square", 7.0),
    "University": NodeStyle(PURPLE, "book", "square", 7.0),
    "ResearchInstitute": NodeStyle(PURPLE, "octagon", "hexagon", 7.0),
    "Hospital": NodeStyle(PURPLE, "crossbox", "square", 7.0),
    "Alliance": NodeStyle(PURPLE, "trefoil", "dot", 7.0),
    "Organization": NodeStyle(PURPLE, "shield", "hexagon", 7.0),
    "Person": NodeStyle(PURPLE, "drop", "dot", 6.5),
    "Port": NodeStyle(ORANGE, "hull", "triangleDown", 7.5),
    "Laboratory": NodeStyle(ORANGE, "flask", "triangle", 7.0),
    "Platform": NodeStyle(ORANGE, "table", "square", 7.0),
    "Route": NodeStyle(ORANGE, "arrow", "triangle", 7.0),
    "Facility": NodeStyle(ORANGE, "house", "triangle", 7.0),
    "Agreement": NodeStyle(VERMILLION, "diamond", "diamond", 8.0),
    "Plan": NodeStyle(VERMILLION, "sheet", "square", 8.0),
    "Document": NodeStyle(VERMILLION, "page", "square", 7.5),
    "Programme": NodeStyle(VERMILLION, "flag", "triangle", 7.5),
    "Mechanism": NodeStyle(VERMILLION, "ring", "dot", 7.5),
    "Area": NodeStyle(GREY, "bars", "square", 6.5),
    "Task": NodeStyle(GREY, "bar", "square", 5.5),
    "Safeguard": NodeStyle(GREY, "ringbar", "square", 5.5),
    "Initiative": NodeStyle(GREY, "spark", "star", 6.0),
    "Event": NodeStyle(YELLOW, "down", "triangleDown", 7.5),
    "Project": NodeStyle(YELLOW, "chevron", "triangleDown", 7.0),
    "PolicyTransfer": NodeStyle(YELLOW, "arrow", "triangle", 7.0),
    "PersonnelExchange": NodeStyle(YELLOW, "hourglass", "triangle", 7.0),
    "Observation": NodeStyle(YELLOW, "plus", "star", 6.0),
}
OTHER = NodeStyle(GREY, "octagon", "hexagon", 6.5)

EDGES: dict[str, EdgeStyle] = {
    "Pairing": EdgeStyle(BLUE, SKY, (), 2.4),
    "signatory": EdgeStyle(VERMILLION, VERMILLION, (), 1.3),
    "participant": EdgeStyle("#a89a00", YELLOW, (6, 4), 1.3),
    "party": EdgeStyle(VERMILLION, VERMILLION, (7, 3), 1.3),
    "partOf": EdgeStyle(GREY, GREY, (), 1.0),
    "mentions": EdgeStyle(GREY, GREY, (2, 3), 1.0),
    "within": EdgeStyle("#b5bcc7", "#4b5565", (1, 3), 1.0),
}
# For relations without an entry, in the order of their names.
SPARE_COLORS = (
    (PURPLE, PURPLE),
    ("#00795a", GREEN),
    ("#b87f00", ORANGE),
    (BLUE, SKY),
    ("#a89a00", YELLOW),
)
SPARE_DASHES: tuple[tuple[int, ...], ...] = ((), (8, 4), (2, 4), (8, 3, 2, 3))


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


def edge_styles(relations: list[str]) -> dict[str, EdgeStyle]:
    """A style for each relation; those not in the table take spare colours and dashes in turn.

    Example:
        >>> edge_styles(["Pairing", "operator"])["operator"].dash
        ()
    """
    styles = {name: EDGES[name] for name in relations if name in EDGES}
    for number, name in enumerate(sorted(set(relations) - set(EDGES))):
        color, dark = SPARE_COLORS[number % len(SPARE_COLORS)]
        # The last spare colour is also that of a relation in the table: it starts with a dash.
        dash = SPARE_DASHES[(number // len(SPARE_COLORS) + (number % 5 >= 3)) % len(SPARE_DASHES)]
        styles[name] = EdgeStyle(color, dark, dash, 1.3)
    return styles
