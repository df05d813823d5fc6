"""The network as GraphML and as GEXF, which Gephi and others open."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from kg.characters import visible
from kg.namespaces import identifier
from kg.resources import __version__

__all__ = ["plain", "write_gexf", "write_graphml"]

GEXF = "http://www.gexf.net/1.2draft"
NODE_KEYS = ("type", "zh", "en", "level", "lat", "long")
EDGE_KEYS = ("relation", "claim", "form", "stage", "programme", "fields", "sources", "locators")
# What an edge tells in a column of its own, or a format keeps for itself.
TAKEN = frozenset("field from until symmetric dated label directed key id".split()).union(EDGE_KEYS)
NUMBERS = {"level": "integer", "lat": "double", "long": "double"}


def write_graphml(network: nx.MultiDiGraph) -> bytes:
    """GraphML with plain attributes: no lists, no empty ones; several separated by ``|``."""
    plain = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(identifier(node), **_node(data), label=visible(data["zh"]))
    for number, (start, end, data) in enumerate(network.edges(data=True)):
        more = {name: data[name] for name in ("from", "until") if data[name]}
        plain.add_edge(
            identifier(start),
            identifier(end),
            key=str(number),
            **_edge(data),
            **more,
            directed=not data["symmetric"],
        )
    plain.graph.update(_about(network))
    buffer = io.BytesIO()
    nx.write_graphml_xml(plain, buffer, prettyprint=True)
    return buffer.getvalue()


def write_gexf(network: nx.MultiDiGraph) -> bytes:
    """GEXF 1.2 with the time each relation may have held, from ``start`` to ``end``.

    A relation without dates has neither, and is there at all times; ``dated`` tells them apart.
    Where no edge has a direction (pairings alone), the graph is undirected. Else all are written
    as directed, since networkx refuses a mixture, and ``symmetric`` tells which have none.
    """
    mixed = not all(symmetric for *_, symmetric in network.edges(data="symmetric"))
    kind = "directed" if mixed else "undirected"
    # Prefixed names confuse readers of GEXF, so the namespace is written as an attribute.
    root = ET.Element("gexf", {"xmlns": GEXF, "version": "1.2"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = f"cooperation-kg {__version__}"
    about = _about(network)
    told = (f"{name} {about[name]}" for name in about if name != "program")
    ET.SubElement(meta, "description").text = ", ".join(told)
    graph = ET.SubElement(
        root,
        "graph",
        {"mode": "dynamic", "timeformat": "date", "defaultedgetype": kind},
    )
    _declare(graph, "node", NODE_KEYS)
    facts = {name for *_, said in network.edges(data="facts") for name in said} - TAKEN
    _declare(graph, "edge", (*EDGE_KEYS, *sorted(facts), "symmetric", "dated"))
    holder = ET.SubElement(graph, "nodes")
    for node, data in network.nodes(data=True):
        element = ET.SubElement(
            holder, "node", {"id": identifier(node), "label": visible(data["zh"])}
        )
        _values(element, _node(data))
    holder = ET.SubElement(graph, "edges")
    for number, (start, end, data) in enumerate(network.edges(data=True)):
        element = ET.SubElement(
            holder,
            "edge",
            {
                "id": str(number),
                "source": identifier(start),
                "target": identifier(end),
                "type": kind,
                "label": visible(data["zh"]),
                **_times(data),
            },
        )
        dated = "yes" if data["when"].dated else "no"
        symmetric = "yes" if data["symmetric"] else "no"
        _values(element, {**_edge(data), "symmetric": symmetric, "dated": dated})
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _about(network: nx.MultiDiGraph) -> dict[str, str]:
    """Versions and licence; what an endpoint calls its build may hold what XML cannot."""
    names = {"data": "data_version", "ontology": "ontology_version", "build": "build"}
    told = {name: network.graph.get(key) for name, key in names.items()}
    kept = {name: visible(str(value)) for name, value in told.items() if value}
    return {"program": f"cooperation-kg {__version__}", **kept, "licence": "CC BY 4.0"}


def _node(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(data[key]) for key in NODE_KEYS if data[key] is not None}


def _plain(value: Any) -> Any:
    # A store that was edited through its endpoint may hold what XML cannot.
    return visible(value) if isinstance(value, str) else value


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    places = dict.fromkeys(
        f"{found['id']} {found['locator']}" for found in data["sources"] if found["locator"]
    )
    values = {
        "relation": data["relation"],
        "claim": identifier(data["claim"]) if data["claim"] else None,
        **{key: (data[key] or {}).get("id") for key in ("form", "stage", "programme")},
        "fields": "|".join(found["id"] for found in data["fields"]),
        "sources": "|".join(dict.fromkeys(found["id"] for found in data["sources"])),
        "locators": "|".join(places),
        **{name: plain(said) for name, said in data["facts"].items() if name not in TAKEN},
    }
    return {key: _plain(value) for key, value in values.items() if value}


def plain(values: Iterable[Any]) -> str:
    """The values of a fact in one cell: words in Chinese, things by their ids."""
    said = (
        one if isinstance(one, str) else one.get("id") or one["zh"] or one["en"] for one in values
    )
    return "|".join(said)


def _times(data: dict[str, Any]) -> dict[str, str]:
    begun, _, _, ended, _ = data["when"].days
    return ({"start": begun} if begun else {}) | ({"end": ended} if ended else {})


def _declare(graph: ET.Element, what: str, keys: tuple[str, ...]) -> None:
    holder = ET.SubElement(graph, "attributes", {"class": what, "mode": "static"})
    for key in keys:
        kind = NUMBERS.get(key, "string") if what == "node" else "string"
        ET.SubElement(holder, "attribute", {"id": key, "title": key, "type": kind})


def _values(element: ET.Element, values: dict[str, Any]) -> None:
    holder = ET.SubElement(element, "attvalues")
    for key, value in values.items():
        ET.SubElement(holder, "attvalue", {"for": key, "value": str(value)})
