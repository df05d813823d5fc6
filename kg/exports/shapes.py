"""The network in the shapes analysts use: nodes, edges, matrix, dyads by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg import dates
from kg.exports.graphs import plain
from kg.exports.tables import Table
from kg.namespaces import identifier
from kg.validity import Validity, holding

__all__ = ["dyad_years", "edges", "matrix", "nodes", "sources"]

CITED = ("source_ids", "source_titles", "issued", "locators", "spans", "urls")


def nodes(network: nx.MultiDiGraph, only: Iterable[str] | None = None) -> Table:
    """One row per entity, with the sources of what ties it."""
    saying: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for start, end, data in network.edges(data=True):
        saying[start] += data["sources"]
        saying[end] += data["sources"]
    heads = "node_id node_type name_zh name_en gb2260 adm_level lat lon province_zh".split()
    rows = []
    for node in sorted(network if only is None else only):
        data = network.nodes[node]
        rows.append(
            [
                _key(network, node),
                data["type"],
                data["zh"],
                data["en"],
                _code(data),
                data["level"],
                data["lat"],
                data["long"],
                _province(network, node),
                *_cited(saying[node]),
            ]
        )
    return Table("nodes", [*heads, "n_sources", *CITED], rows)


def edges(network: nx.MultiDiGraph) -> Table:
    """One row per relation and claim, with every source; ``within`` is a relation like others."""
    ends = [f"{end}_{what}" for end in "ab" for what in ("id", "zh", "en", "gb2260")]
    heads = "relation relation_zh directed claim_id form_id stage_id programme_id".split()
    heads += ["field_ids", "since", "until", "facts", "n_sources", *CITED]
    rows = []
    for start, end, data in network.edges(data=True):
        rows.append(
            [
                *_end(network, start),
                *_end(network, end),
                data["relation"],
                data["zh"],
                int(not data["symmetric"]),
                identifier(data["claim"]) if data["claim"] else None,
                *((data[name] or {}).get("id") for name in ("form", "stage", "programme")),
                "|".join(found["id"] for found in data["fields"]),
                data["from"],
                data["until"],
                "；".join(f"{name}={plain(said)}" for name, said in data["facts"].items()),
                *_cited(data["sources"]),
            ]
        )
    return Table("edges", [*ends, *heads], rows)


def matrix(ties: nx.Graph) -> Table:
    """The weights of a simple network, symmetric, with zeros; rows and columns in one order."""
    order = sorted(node for node in ties)
    short = {node: f"v{number}" for number, node in enumerate(order, 1)}
    rows = [
        [
            short[one],
            ties.nodes[one]["id"],
            ties.nodes[one]["zh"],
            *(ties[one][other]["weight"] if ties.has_edge(one, other) else 0 for other in order),
        ]
        for one in order
    ]
    return Table("matrix", ["v", "node_id", "name_zh", *short.values()], rows)


def dyad_years(network: nx.MultiDiGraph, ties: nx.Graph) -> Table:
    """One row per tied pair and year in which it may have held or was reported.

    A pair holds in a year if a claim that ties it has a start and may hold in that year, as
    ``--as-of`` has it; for undated claims only the years of their reports are known.
    """
    issued = {
        found["id"]: dates.parse(found["issued"]).last.year
        for *_, told in network.edges(data="sources")
        for found in told
        if found["issued"]
    }
    last = dates.parse(network.graph["data_date"] or "2000").last.year
    heads = "a_id a_zh b_id b_zh year in_force in_force_certain n_reports tie_weight".split()
    rows: list[list[Any]] = []
    for start, end, data in ties.edges(data=True):
        told: dict[int, set[str]] = defaultdict(set)
        for ident in (ident for idents in data["claims"].values() for ident in idents):
            if ident in issued:
                told[issued[ident]].add(ident)
        held = _held([ties.graph["when"][claim] for claim in data["claims"]], last)
        pair = [value for n in (start, end) for value in (ties.nodes[n]["id"], ties.nodes[n]["zh"])]
        claims = "|".join(identifier(claim) for claim in sorted(data["claims"]))
        for year in sorted({*held, *told}):
            force = [1 if year in held else None, 1 if "certain" in held.get(year, ()) else None]
            reports = [len(told[year]), data["weight"], claims, "|".join(sorted(told[year]))]
            rows.append([*pair, year, *force, *reports])
    return Table("dyad_year", [*heads, "claim_ids", "source_ids"], rows)


def _held(known: Iterable[Validity], last: int) -> dict[int, set[str]]:
    """How claims with a start hold in each year, up to the year of the data where they are open."""
    held: dict[int, set[str]] = defaultdict(set)
    for one in known:
        if one.begins:
            ended = one.days[3]
            until = int(ended[:4]) if ended else last
            for year in range(int(one.begins[0][:4]), until + 1):
                if answer := holding(one, dates.parse(f"{year:04}")):
                    held[year].add(answer)
    return held


def sources(network: nx.MultiDiGraph) -> Table:
    """One row per source that the network cites."""
    heads = ["id", "title", "publisher", "issued", "inferred", "reliability", "url"]
    rows = [[record[head] for head in heads] for record in network.graph["sources"]]
    return Table("sources", heads, rows)


def _key(network: nx.MultiDiGraph, node: str) -> str:
    return str(network.nodes[node]["id"] or identifier(node))


def _code(data: dict[str, Any]) -> str | None:
    return next((fact["value"] for fact in data["facts"] if fact["property"] == "gb2260"), None)


def _province(network: nx.MultiDiGraph, node: str) -> str | None:
    around = [node, *network.nodes[node]["within"]]
    found = [outer for outer in around if outer in network and network.nodes[outer]["level"] == 0]
    return network.nodes[found[0]]["zh"] if found else None


def _end(network: nx.MultiDiGraph, node: str) -> list[Any]:
    data = network.nodes[node]
    return [_key(network, node), data["zh"], data["en"], _code(data)]


def _cited(found: list[dict[str, Any]]) -> list[Any]:
    """Number of sources, and lists separated by ``|``, one entry per source."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in found:
        by_source[record["id"]].append(record)
    firsts = [by_source[ident][0] for ident in sorted(by_source)]
    places = {
        (record["id"], record["locator"]): None
        for ident in sorted(by_source)
        for record in by_source[ident]
        if record["locator"]
    }
    spans = {
        f"{record['id']}:{record['start']}-{record['end']}": None
        for ident in sorted(by_source)
        for record in by_source[ident]
        if record["start"] is not None
    }
    return [
        len(firsts),
        "|".join(record["id"] for record in firsts),
        "|".join(record["title"] for record in firsts),
        "|".join(record["issued"] or "" for record in firsts),
        "|".join(locator for _, locator in places),
        "|".join(spans),
        "|".join(record["url"] or "" for record in firsts),
    ]
