"""The list view: the same content as tables, there also with scripts off."""

from __future__ import annotations

from typing import Any

from kg.maps.wording import STRINGS

__all__ = ["listing"]

_Json = dict[str, Any]


def listing(data: _Json) -> _Json:
    """Rows for the template: pairings, groups, other relations and sources.

    Args:
        data: The page's data as `kg.maps` puts it together.
    """
    nodes = {node["id"]: node for node in data["nodes"]}
    relations = {relation["id"]: relation for relation in data["relations"]}
    rows = [_row(edge, nodes, relations) for edge in data["edges"] if edge["relation"] != "within"]
    pairings = [row for row in rows if row["relation"]["pairing"]]
    order = {edge: number for number, (_, _, edge, _) in enumerate(data["views"]["pairs"]["lines"])}
    left = {
        edge: data["views"]["pairs"]["seats"][seat][0]
        for seat, _, edge, _ in data["views"]["pairs"]["lines"]
    }
    for row in pairings:
        if left.get(row["number"], row["a"]["id"]) != row["a"]["id"]:
            row["a"], row["b"] = row["b"], row["a"]
    pairings.sort(key=lambda row: (order.get(row["number"], len(order)), row["number"]))
    others = [row for row in rows if not row["relation"]["pairing"]]
    rank = {name: number for number, name in enumerate(relations)}
    others.sort(
        key=lambda row: (rank[row["relation"]["id"]], row["b"]["zh"], row["a"]["zh"], row["number"])
    )
    return {
        "pairings": pairings,
        "others": others,
        "groups": data["groups"],
        "sources": data["sources"],
    }


def _property(name: str) -> _Json:
    words = STRINGS.get("since" if name == "from" else name, (name, name))
    return {"zh": words[0], "en": words[1]}


def _row(edge: _Json, nodes: dict[str, _Json], relations: dict[str, _Json]) -> _Json:
    return {
        "number": int(edge["id"][1:]),
        "a": nodes[edge["a"]],
        "b": nodes[edge["b"]],
        "relation": relations[edge["relation"]],
        "from": edge.get("from"),
        "until": edge.get("until"),
        "stage": edge.get("stage"),
        "progress": edge.get("progress", []),
        "form": edge.get("form"),
        "fields": edge["fields"],
        "conflicts": [
            {**_property(name), "values": edge.get("apart", {}).get(name, [])}
            for name in edge["conflicts"]
        ],
        "inferred": edge["inferred"],
        "corrections": [note for ref in edge["refs"] for note in (*ref, [])[4]],
        "numbers": sorted({ref[0] for ref in edge["refs"]}),
    }
