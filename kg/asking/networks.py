"""Questions about the network: who is central, what hangs together, how it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Unpack

from kg.asking.answers import Answer, Limits, Notice, Words, at_least, many, one_of
from kg.asking.stores import Asked, heard, opened
from kg.entities import Record, entity

if TYPE_CHECKING:
    import networkx as nx

    from kg.maps import Inline
    from kg.records import Entity
    from kg.records.networks import Community, Counted, Rank

__all__ = ["communities", "map", "rank", "stats"]

LEVELS = ("province", "city", "county", "township")
# Mechanisms of one emergency: they count where they are asked for.
SUDDEN = ("mechanism/disaster-support", "mechanism/epidemic-support")
# What the compiled engine and networkx both take.
MOST_SEED, MOST_RESOLUTION = 2**32 - 1, 1e6


def rank(
    by: str = "degree",
    limit: int | None = None,
    *,
    projection: str = "pairing",
    level: Words = None,
    weight: str = "claims",
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Answer[Rank]:
    """Who is central: entities by a measure, ties being ties; persons are not ranked.

    Args:
        by: ``degree``, ``strength``, ``betweenness``, ``closeness``, ``eigenvector``,
            ``pagerank``, ``constraint`` or ``core``; values are normalised as in networkx. Or
            ``supporting``, how many distinct partners somebody supports, and ``supported``, by
            how many one is: counts, those of disasters and epidemics only where ``mechanism`` or
            ``programme`` asks for them.
        limit: how many rows at most.
        projection: ``pairing``, ``signatories``, ``participants`` or ``cooperation``.
        level: keep places of these levels: ``province``, ``city``, ``county``, ``township``,
            ``all``; of ``supporting`` and ``supported`` the partners that count.
        weight: of a tie: ``claims``, or ``shared`` among those that a claim ties.
        store: an open store, its location, or None as for `kg.open`.
        **limits: which claims and sources count, as for `kg.partners`.

    Returns:
        ``{"entity", "value", "rank"}`` by rank; the notices say what the ranking rests on.

    Raises:
        KGError: for a word or date that is unknown, or a number out of range.

    Example:
        >>> import kg
        >>> [row["rank"] for row in kg.rank(limit=1)]
        [1]
    """
    from kg import analysis
    from kg.ontology import load

    at_least(1, limit=limit)
    measures = {**analysis.MEASURES, **analysis.SIDES}
    one_of("measure", by, measures)
    found = opened(store)
    sided = by in analysis.SIDES
    without = SUDDEN if sided and not (limits.get("mechanism") or limits.get("programme")) else ()
    graph = _tied(found, projection, None if sided else level, weight, limits, without)
    # Persons stand in public roles at a date; who of them is central is not asked.
    unranked = load().facts["unranked"]
    persons = [node for node, kind in graph.nodes(data="type") if kind in unranked]
    graph.remove_nodes_from(persons)
    if sided:
        graph.graph["partners"] = _levels(found, level)
    sampled = analysis.betweenness_at_any_size(graph) if by == "betweenness" else None
    values = sampled.values if sampled else measures[by](graph)
    ranked = analysis.rank(values, low_first=by in analysis.LOW_IS_CENTRAL)
    rows: list[Rank] = [
        {"entity": _entity(graph, node), "value": value, "rank": place}
        for node, value, place in ranked
    ]
    shown = rows[:limit]

    def notices() -> Iterator[Notice]:
        from kg.asking.caveats import coverage, error, moved, tied, unranked
        from kg.asking.support import assigned

        yield from coverage(graph)
        yield from unranked(len(persons))
        yield from assigned(graph, by, without=without)
        if sampled:
            yield from error(sampled)
        yield from tied(rows, shown)
        yield from moved(graph, by)

    facts = {**_facts(graph), "label": graph.graph["label"], "nodes": graph.number_of_nodes()}
    facts["tied"] = Counter(row["rank"] for row in rows)
    return Answer(shown, facts=facts, notices=notices)


def communities(
    *,
    seed: int = 1,
    resolution: float = 1.0,
    projection: str = "pairing",
    level: Words = None,
    weight: str = "claims",
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Answer[Community]:
    """Groups that hang together, by modularity, the largest first.

    Args:
        seed: the same seed gives the same groups.
        resolution: higher gives smaller groups.
        projection: as for `kg.rank`.
        level: as for `kg.rank`.
        weight: as for `kg.rank`.
        store: an open store, its location, or None as for `kg.open`.
        **limits: which claims and sources count, as for `kg.partners`.

    Returns:
        ``{"community", "size", "members"}``; ``facts`` holds algorithm, seed, resolution and
        modularity.

    Raises:
        KGError: for a word or date that is unknown, or a number out of range.

    Example:
        >>> import kg
        >>> kg.communities().facts["seed"]
        1
    """
    from kg.analysis import communities as found_in

    at_least(0, MOST_SEED, seed=seed)
    at_least(0.01, MOST_RESOLUTION, resolution=resolution)
    graph = _tied(opened(store), projection, level, weight, limits)
    found = found_in(graph, seed=seed, resolution=resolution)
    rows: list[Community] = [
        {"community": number, "size": len(group), "members": [_entity(graph, n) for n in group]}
        for number, group in enumerate(found.groups, 1)
    ]
    facts = {
        "algorithm": found.algorithm,
        "seed": seed,
        "resolution": resolution,
        "modularity": found.modularity,
    }

    def notices() -> Iterator[Notice]:
        from kg.asking.caveats import coverage, parted
        from kg.asking.support import assigned

        yield from coverage(graph)
        yield from assigned(graph, "communities")
        yield parted(graph, facts, len(rows))

    return Answer(rows, facts=facts, under="communities", notices=notices)


def stats(
    *,
    projection: str = "pairing",
    level: Words = None,
    weight: str = "claims",
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Answer[Counted]:
    """What the store holds, by class, and how its network hangs together.

    Args:
        projection: as for `kg.rank`.
        level: as for `kg.rank`.
        weight: as for `kg.rank`.
        store: an open store, its location, or None as for `kg.open`.
        **limits: which claims and sources count in the network, as for `kg.partners`.

    Returns:
        ``{"id", "zh", "en", "stated", "known"}`` by class; ``facts`` holds projection, coverage,
        the structure of the network, the counts by source, and those of pairings by mechanism,
        round, level, decade of the beginning and tier of the best source.

    Raises:
        KGError: for a word or date that is unknown.

    Example:
        >>> import kg
        >>> sorted(kg.stats().facts)
        ['coverage', 'pairings', 'projection', 'sources', 'structure']
    """
    from kg.analysis import assortativity, structure
    from kg.network.census import census
    from kg.network.register import register

    found = opened(store)
    graph = _tied(found, projection, level, weight, limits)
    shape = {
        **asdict(structure(graph)),
        "by_level": assortativity(graph, "level"),
        "by_region": assortativity(graph, "region"),
    }
    counted = census(found)

    def notices() -> Iterator[Notice]:
        from kg.asking.caveats import coverage

        yield from coverage(graph)

    counts = {"sources": counted["sources"], "pairings": register(found)}
    facts = {**_facts(graph), "structure": shape, **counts}
    return Answer(counted["classes"], facts=facts, under="classes", notices=notices)


def _tied(
    store: Any,
    projection: str,
    level: Words,
    weight: str,
    limits: Limits,
    without: Collection[str] = (),
) -> nx.Graph:
    """The simple network that is asked for."""
    from kg.network.projections import simple
    from kg.network.ties import tied

    levels = _levels(store, level)
    network = tied(store, projection, heard(store, limits))
    return simple(network, projection, levels=levels, weight=weight, without=without)


def _levels(store: Any, level: Words) -> set[int]:
    from kg.questions.classes import find_rank

    words = LEVELS if "all" in many(level) else many(level)
    return {find_rank(store, one) for one in words}


def _entity(graph: nx.Graph, node: str) -> Entity:
    return entity({"iri": node, **graph.nodes[node]})


def _facts(graph: nx.Graph) -> Record:
    return {key: graph.graph[key] for key in ("projection", "coverage")}


def map(
    name: str | None = None,
    *,
    depth: int = 1,
    path: tuple[str, str] | None = None,
    view: str = "pairs",
    lang: str = "zh",
    height: int = 720,
    most: int | None = None,
    own: bool = False,
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Inline:
    """The map, which a notebook shows inline.

    Args:
        name: draw only the part around this entity.
        depth: how many ties away from it the part reaches.
        path: names of two between which a path is shown.
        view: ``pairs``, ``network`` or ``geo``.
        lang: ``zh`` or ``en``.
        height: of the frame, in pixels.
        most: draw no more entities; those least relevant to the view are left out.
        own: draw only what sources say that did not come with the packaged data.
        store: a store, its location, or None as for `open`.
        **limits: which claims and sources count, as for `kg.partners`.

    Example:
        >>> import kg
        >>> kg.map("盘锦")._repr_html_()[:7]
        '<iframe'
    """
    from kg import maps
    from kg.asking.drawing import drawing

    drawn = drawing(name, depth=depth, path=path, own=own, store=store, **limits)
    return maps.show(
        drawn.network,
        height=height,
        view=view,
        lang=lang,
        title=drawn.title,
        select=drawn.select,
        connect=drawn.connect,
        limit=most,
        keep=drawn.own,
    )
