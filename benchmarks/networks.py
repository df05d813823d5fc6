"""Seeded networks like pairings, measured against networkx and the bare compiled libraries.

Three in four ties stay within a block, as pairings do within a programme; the rest go anywhere,
to well-known places more than to others. All times are the least of several runs of one
process; believe the ratios.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from typing import Any

import networkx as nx

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# networkx takes minutes and more beyond these.
NETWORKX_BETWEENNESS = 10_000
NETWORKX_COMMUNITIES = 100_000
EXACT_BETWEENNESS = 10_000
PROJECTED = 100_000
SAMPLED = 64

Figures = dict[str, Any]


def pairing_like(ties: int, seed: int = 1) -> nx.Graph:
    """A network of so many ties and half as many nodes."""
    drawn = random.Random(seed)
    nodes = ties // 2
    blocks = max(2, nodes // 200)
    size = nodes // blocks
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        if drawn.random() < 0.75:
            first = drawn.randrange(blocks) * size
            one, other = first + drawn.randrange(size), first + drawn.randrange(size)
        else:
            one, other = int(nodes * drawn.random() ** 2), drawn.randrange(nodes)
        if one != other:
            pairs.add((min(one, other), max(one, other)))
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(sorted(pairs))
    return graph


def least(work: Callable[[], object], runs: int = 3, budget: float = 20.0) -> float:
    """Seconds of the fastest run; no further runs once the budget is spent."""
    best, spent = math.inf, 0.0
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken = time.perf_counter() - started
        best, spent = min(best, taken), spent + taken
        if spent > budget:
            break
    return best


def bare_betweenness(graph: nx.Graph) -> float:
    """The library alone, on a graph that it has already."""
    import rustworkx

    from kg.analysis.graphs import rust_graph

    converted = rust_graph(graph, rustworkx)
    return least(lambda: rustworkx.graph_betweenness_centrality(converted))


def bare_leiden(graph: nx.Graph) -> float:
    """The library alone, on edges in the shape that it takes."""
    import graspologic_native

    edges = [(str(a), str(b), 1.0) for a, b in graph.edges]
    return least(
        lambda: graspologic_native.leiden(
            edges=edges,
            starting_communities=None,
            resolution=1.0,
            randomness=0.001,
            iterations=1,
            use_modularity=True,
            seed=1,
            trials=1,
        )
    )


def networks() -> list[Figures]:
    """Every measure on every size, with what it is compared to."""
    from kg import analysis

    rows: list[Figures] = []
    for size in SIZES:
        graph = pairing_like(size)
        if size <= EXACT_BETWEENNESS:
            row = _row("betweenness", size, least(lambda g=graph: analysis.betweenness(g)))
            row["bare"] = bare_betweenness(graph)
            if size <= NETWORKX_BETWEENNESS:
                row["networkx"] = least(lambda g=graph: nx.betweenness_centrality(g), 1)
        else:
            row = _row(
                f"betweenness, {SAMPLED} sampled sources",
                size,
                least(lambda g=graph: analysis.sampled_betweenness(g, sources=SAMPLED), 1),
            )
        rows.append(_told(row))
        row = _row("communities", size, least(lambda g=graph: analysis.communities(g)))
        row["bare"] = bare_leiden(graph)
        if size <= NETWORKX_COMMUNITIES:
            row["networkx"] = least(lambda g=graph: nx.community.louvain_communities(g, seed=1), 1)
        rows.append(_told(row))
        row = _row("pagerank", size, least(lambda g=graph: analysis.pagerank(g)))
        rows.append(_told(row))
    return rows


def projections() -> list[Figures]:
    """From a store of pairings to a simple network, over the bare query with its results read."""
    from kg.network.pairs import PAIRS, pairs
    from kg.store import run

    rows = []
    for size in SIZES:
        if size > PROJECTED:
            continue
        store = _store_of(pairing_like(size))

        def bare(store: Any = store) -> None:
            for solution in run(store, PAIRS):
                solution["one"].value, solution["other"].value

        row = _row("projection", size, least(lambda store=store: pairs(store)))
        row["bare"] = least(bare)
        rows.append(_told(row))
    return rows


def _store_of(graph: nx.Graph) -> Any:
    """A store in memory in which each tie is a pairing that one of a hundred sources states."""
    import pyoxigraph as ox

    from kg.namespaces import COOP, ID, PREFIXES, SOURCE
    from kg.store import create

    store = create()
    lines = []
    for number, (one, other) in enumerate(graph.edges):
        claim, source = f"<{ID}pairing/{number}>", f"<{SOURCE}s{number % 100}>"
        lines.append(f"{claim} <{PREFIXES['rdf']}type> <{COOP}Pairing> {source} .")
        lines += [f"{claim} <{COOP}partner> <{ID}place/p{end}> {source} ." for end in (one, other)]
    store.bulk_load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _row(name: str, ties: int, ours: float) -> Figures:
    return {"name": name, "ties": ties, "ours": ours}


def _told(row: Figures) -> Figures:
    """Print a row as soon as it is known."""
    words = f"{row['name']:36}{row['ties']:>10,} ties{row['ours']:10.3f} s"
    if "bare" in row:
        words += f"   {row['ours'] / row['bare']:6.2f} × the bare library or query"
    if "networkx" in row:
        words += f"   networkx takes {row['networkx'] / row['ours']:7.1f} × as long"
    print(words, flush=True)
    return row


def growth(rows: list[Figures]) -> dict[str, float]:
    """Exponents b of time ≈ a·tiesᵇ, from the two largest sizes of each measure."""
    found: dict[str, float] = {}
    for name in dict.fromkeys(row["name"] for row in rows):
        same = [row for row in rows if row["name"] == name]
        if len(same) > 1:
            one, other = same[-2:]
            found[name] = math.log(other["ours"] / one["ours"]) / math.log(
                other["ties"] / one["ties"]
            )
            print(f"{name:36}grows as ties to the power of {found[name]:.2f}")
    return found
