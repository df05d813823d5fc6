"""Seeded networks like pairings, measured against networkx and the bare compiled libraries.

Three in four ties stay within a block, as pairings do within a programme; the rest go anywhere,
to well-known places more than to others. All times are the least of several runs of one
process; believe the ratios.

What is compared:

- *networkx* does the same with its own function, on the same ``networkx.Graph``.
- *bare* is the compiled library called directly, from the same ``networkx.Graph``, as somebody
  who knows it would: its own converter or one list comprehension, the call, and for
  betweenness a dict by node. No checks, no order, no rounding, no records.
- *engine* is that library's call alone, on a graph that it has already.
- For projections *bare* is queries with their rows kept as tuples of plain strings: the one that
  gives each pair of partners once for each claim, and for the projection with labels and
  citations the queries that it asks.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from typing import Any

import networkx as nx

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# Beyond these, networkx takes many minutes, and any exact betweenness does.
NETWORKX_COMMUNITIES = 100_000
EXACT_BETWEENNESS = 10_000
CITED = 10_000
SAMPLED = 64

LEIDEN: dict[str, Any] = {
    "starting_communities": None,
    "resolution": 1.0,
    "randomness": 0.001,
    "iterations": 1,
    "use_modularity": True,
    "seed": 1,
    "trials": 1,
}

# measure, ties -> what it is to be at least as fast as networkx, at most as slow as the bare one.
AIMS = {
    ("betweenness", 10_000): {"networkx": 20.0, "bare": 1.3},
    ("communities", 100_000): {"networkx": 20.0},
    ("projection", 100_000): {"bare": 1.5},
}

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


def least(runs: int = 5, budget: float = 20.0, **work: Callable[[], object]) -> dict[str, float]:
    """Seconds of the fastest run of each, in turns; no further turns once the budget is spent."""
    best = dict.fromkeys(work, math.inf)
    spent = 0.0
    for _ in range(runs):
        for name, call in work.items():
            started = time.perf_counter()
            call()
            taken = time.perf_counter() - started
            best[name], spent = min(best[name], taken), spent + taken
        if spent > budget:
            break
    return best


def bare_betweenness(graph: nx.Graph) -> dict[Any, float]:
    """rustworkx by itself: its converter, its call, a dict."""
    import rustworkx

    converted: Any = rustworkx.networkx_converter(graph)
    found = rustworkx.graph_betweenness_centrality(converted)
    return dict(zip(graph, found.values(), strict=True))


def bare_leiden(graph: nx.Graph) -> dict[str, int]:
    """graspologic-native by itself: the edges as it takes them, its call."""
    import graspologic_native

    edges = [(str(one), str(other), 1.0) for one, other in graph.edges]
    groups: dict[str, int] = graspologic_native.leiden(edges=edges, **LEIDEN)[1]
    return groups


def networks(sizes: tuple[int, ...] = SIZES) -> list[Figures]:
    """Every measure on every size, with what it is compared to."""
    rows: list[Figures] = []
    for size in sizes:
        graph = pairing_like(size)
        rows += [_told(found(graph, size)) for found in (betweenness, communities, pagerank)]
    return rows


def betweenness(graph: nx.Graph, size: int) -> Figures:
    """Exact, or from a sample where the exact one takes minutes."""
    import rustworkx

    from kg import analysis

    if size > EXACT_BETWEENNESS:
        name = f"betweenness, {SAMPLED} sampled sources"
        times = least(2, ours=lambda: analysis.sampled_betweenness(graph, sources=SAMPLED))
        return {**_row(name, size, times), "left out": ["networkx", "bare"]}
    converted: Any = rustworkx.networkx_converter(graph)
    times = least(
        ours=lambda: analysis.betweenness(graph),
        bare=lambda: bare_betweenness(graph),
        engine=lambda: rustworkx.graph_betweenness_centrality(converted),
    )
    times |= least(1, networkx=lambda: nx.betweenness_centrality(graph))
    return _row("betweenness", size, times)


def communities(graph: nx.Graph, size: int) -> Figures:
    """Leiden against networkx's Louvain: networkx has no Leiden of its own."""
    import graspologic_native

    from kg import analysis

    edges = [(str(one), str(other), 1.0) for one, other in graph.edges]
    times = least(
        ours=lambda: analysis.communities(graph),
        bare=lambda: bare_leiden(graph),
        engine=lambda: graspologic_native.leiden(edges=edges, **LEIDEN),
    )
    if size > NETWORKX_COMMUNITIES:
        return {**_row("communities", size, times), "left out": ["networkx"]}
    times |= least(1, networkx=lambda: nx.community.louvain_communities(graph, seed=1))
    return _row("communities", size, times)


def pagerank(graph: nx.Graph, size: int) -> Figures:
    """At 10⁻¹², where networkx asks for scipy: by itself."""
    from kg import analysis

    return _row("pagerank", size, least(ours=lambda: analysis.pagerank(graph)))


def projections(sizes: tuple[int, ...] = SIZES) -> list[Figures]:
    """From stores of pairings to networks: the ties alone, and with labels and citations."""
    rows: list[Figures] = []
    for size in sizes:
        store = _store_of(pairing_like(size))
        rows.append(_told(_row("projection", size, _lean(store))))
        if size <= CITED:
            rows.append(_told(_row("projection, with citations", size, _cited(store))))
    return rows


def _lean(store: Any) -> dict[str, float]:
    """The pairing network without citations, and the query that gives its pairs."""
    from kg.network.pairs import PAIRS, pairs

    return least(ours=lambda: pairs(store), bare=lambda: _read(store, [PAIRS]))


def packaged() -> list[Figures]:
    """The packaged data, every label, fact and citation, over the queries that this asks."""
    from kg.loaders import build_in_memory
    from kg.network import project

    store = build_in_memory()
    ties = project(store).number_of_edges()
    return [_told(_row("projection of the packaged data", ties, _cited(store)))]


def _cited(store: Any) -> dict[str, float]:
    """The full projection, and the queries that it asks."""
    from kg.network import project

    listening = _Listening(store)
    project(listening)  # type: ignore[arg-type]
    return least(ours=lambda: project(store), bare=lambda: _read(store, listening.asked))


def _read(store: Any, queries: list[str]) -> list[list[tuple[str | None, ...]]]:
    """Ask, and keep every value of every row."""
    from kg.store import run

    return [
        [tuple([value and value.value for value in found]) for found in run(store, query)]
        for query in queries
    ]


class _Listening:
    """A store that notes what it is asked."""

    def __init__(self, store: Any) -> None:
        self.store, self.asked = store, []

    def query(self, query: str, **options: Any) -> Any:
        self.asked.append(query)
        return self.store.query(query, **options)


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


def _row(name: str, ties: int, times: dict[str, float]) -> Figures:
    return {"name": name, "ties": ties, **times}


def _told(row: Figures) -> Figures:
    """Print a row as soon as it is known, with its aims."""
    aims = AIMS.get((row["name"], row["ties"]), {})
    words = f"{row['name']:36}{row['ties']:>10,} ties{row['ours']:10.3f} s"
    if "bare" in row:
        words += f"   {row['ours'] / row['bare']:6.2f} × bare"
        words += f" (aim: at most {aims['bare']})" if "bare" in aims else ""
    if "engine" in row:
        words += f"   {row['ours'] / row['engine']:6.2f} × engine"
    if "networkx" in row:
        words += f"   networkx takes {row['networkx'] / row['ours']:7.1f} × as long"
        words += f" (aim: at least {aims['networkx']:.0f})" if "networkx" in aims else ""
    if "left out" in row:
        words += f"   ({' and '.join(row['left out'])} left out: many minutes)"
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
            print(
                f"{name:36}grows as ties to the power of {found[name]:.2f} "
                f"({one['ties']:,} to {other['ties']:,})"
            )
    return found
