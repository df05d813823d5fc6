"""Which part of the network a map draws, and what is selected on it when it opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Unpack

from kg.asking.answers import Limits
from kg.asking.stores import Asked, heard, opened
from kg.entities import Record
from kg.errors import KGError, Text
from kg.namespaces import SOURCE, SOURCES
from kg.resources import find
from kg.sparql import Store
from kg.store import each, run

if TYPE_CHECKING:
    import networkx as nx

    from kg.conditions import Conditions

__all__ = ["Drawing", "drawing"]

NOTHING = Text("没有符合这些条件的内容可画", "nothing meets these limits: there is nothing to draw")
FEWER = Text("去掉一些条件", "give fewer limits")


class Drawing(NamedTuple):
    """A part of the network, its title, what is selected, which two are connected by a path.

    ``own`` are the nodes of which sources speak that did not come with the packaged data.
    """

    network: nx.MultiDiGraph
    title: Text | None
    select: str | None
    connect: tuple[str, str] | None
    own: frozenset[str] = frozenset()

    @property
    def link(self) -> str:
        """The fragment of an address that opens the page so."""
        from kg.maps import fragment

        ident = {iri: data["id"] for iri, data in self.network.nodes(data=True)}
        if self.connect:
            start, end = self.connect
            return fragment(path=(ident[start], ident[end]))
        return fragment(select=ident[self.select] if self.select else None)


def drawing(
    name: str | None = None,
    *,
    depth: int = 1,
    path: tuple[str, str] | None = None,
    own: bool = False,
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Drawing:
    """The whole network, or the part around an entity or a pairing.

    Args:
        name: draw only the part around this one; a pairing (沪连) is a line, and what is around
            those it joins is drawn.
        depth: how many ties away from it the part reaches.
        path: names of two between which a path is shown.
        own: draw only what sources say that did not come with the packaged data.
        store: an open store, its location, or None as for `kg.open`.
        **limits: which claims and sources count, as for `kg.partners`.

    Raises:
        KGError: if a name means no single thing, or one of which no source tells a tie.

    Example:
        >>> part = drawing("盘锦")
        >>> part.title.zh, part.link
        ('盘锦市的合作地图', '#place/panjin')
    """
    from kg.maps import around, part_with, resting_on
    from kg.names import resolve
    from kg.network import project

    found = opened(store)
    # Names first: a wrong one is said at once.
    centre = None if name is None else resolve(found, name)
    ends = [resolve(found, end) for end in path or ()]
    mine = _own_sources(found)
    network = project(found, _heard(found, limits, mine if own else None))
    if not network.number_of_edges():
        raise KGError(NOTHING, hint=FEWER)
    kept = resting_on(network, mine)
    pair = _joined(network, centre["iri"]) if centre else []
    _must_be_drawn(network, [*([centre] if centre and not pair else []), *ends])
    title = None
    if centre:
        near = [around(network, iri, depth) for iri in pair or [centre["iri"]]]
        network = part_with(network, set().union(*near))
        title = Text(f"{centre['zh']}的合作地图", f"Cooperation of {centre['en'] or centre['zh']}")
    _must_be_drawn(network, ends)
    between = [end["iri"] for end in ends] or (pair if len(pair) == 2 else [])
    connect = (between[0], between[1]) if between else None
    # The path between the two of a pairing stands alone.
    select = None if not centre or (pair and connect) else (pair or [centre["iri"]])[0]
    return Drawing(network, title, select, connect, frozenset(kept & set(network)))


def _own_sources(store: Store) -> frozenset[str]:
    """The ids of the sources beside the packaged ones; none where all are one's own."""
    query = f"SELECT ?source WHERE {{ GRAPH <{SOURCES}> {{ ?source a coop:Source }} }}"
    there = {source.value.removeprefix(SOURCE) for (source,) in each(run(store, query))}
    with (find("data") / "sources.csv").open(encoding="utf-8", newline="") as table:
        packaged = {row["id"] for row in csv.DictReader(table)}
    return frozenset(there - packaged) if there & packaged else frozenset()


def _heard(store: Store, limits: Limits, own: frozenset[str] | None) -> Conditions:
    found = heard(store, limits)
    if own is None:
        return found
    iris = frozenset(SOURCE + name for name in own)
    both = iris & found.sources if found.sources else iris
    if not both:
        raise KGError(NOTHING, hint=FEWER)
    return replace(found, sources=both)


def _joined(network: nx.MultiDiGraph, claim: str) -> list[str]:
    """The named ends of the lines that a claim draws, if it is no symbol itself."""
    if claim in network:
        return []
    drawn = (edge for edge in network.edges(data="claim") if edge[2] == claim)
    ends = {end for a, b, _ in drawn for end in (a, b)}
    return sorted(end for end in ends if network.nodes[end]["id"])


def _must_be_drawn(network: nx.MultiDiGraph, entities: Iterable[Record]) -> None:
    """A place that exists and of which no source tells a tie is on no map."""
    for entity in entities:
        if entity["iri"] not in network:
            raise KGError(
                Text(
                    f"要画的网络里没有{entity['zh']}：来源没有记载它的合作关系，或者它不在这个范围以内",
                    f"{entity['en'] or entity['zh']} is not in the network to be drawn: the "
                    "sources state no tie of it, or it lies outside this part",
                ),
                hint=Text(
                    "加大 --depth，或不写名称、画全部",
                    "raise --depth, or leave NAME out to draw everything",
                ),
            )
