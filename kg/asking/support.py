"""What is to be said of rankings of pairings that somebody assigned."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kg.asking.answers import Notice
from kg.errors import Text

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["assigned"]

# What says more about who assigned the pairs than about those who are paired.
ASSIGNED = frozenset({"betweenness", "communities"})
SIDES = frozenset({"supporting", "supported"})


def assigned(graph: nx.Graph, by: str, *, without: Collection[str] = ()) -> Iterator[Notice]:
    """How supporters are counted, and which measures of assigned pairs are no findings."""
    if by in SIDES:
        words = Text(
            "按支援方向计数：不同的对象各计一次，不加权；地区和它下面的县各算一个，"
            "--level 只数某一级的对象。宣布了的不等于落实了的。",
            "Counted by direction: distinct partners, unweighted; a prefecture and a county in it "
            "are two, --level counts partners of one level. What is announced is not delivered.",
        )
        yield Notice("about", words)
    if without:
        words = Text(
            "灾后恢复重建和疫情防控的对口支援没有计入；用 --mechanism 或 --programme 点名时才计。",
            "Support after disasters and against epidemics is left out, unless --mechanism or "
            "--programme asks for it.",
        )
        yield Notice("about", words)
    if by in ASSIGNED and graph.graph["projection"] == "pairing":
        words = Text(
            "结对多由上级指派：这一结果反映的是指派的办法，不宜当作结对各方自己的发现。",
            "Most pairs were assigned from above: this tells how they were assigned, and is no "
            "finding about those who are paired.",
        )
        yield Notice("about", words)
