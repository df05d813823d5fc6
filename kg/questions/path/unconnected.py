"""What is said where nothing connects two entities: what was searched, and what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.entities import Record
from kg.errors import NoPathError, Text
from kg.locators import located

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Limits", "label", "no_path", "numbered"]

_Ends = tuple[str, str]


class Limits(NamedTuple):
    """Which relations a path may use, and how many hops it may have."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    longest: int | None = None

    def admit(self, relation: str) -> bool:
        """Whether a path may use this relation."""
        return (not self.only or relation in self.only) and relation not in self.without


_Search = Callable[["nx.MultiDiGraph", _Ends, Limits], list[Mapping[str, Any]] | None]


def label(network: nx.MultiDiGraph, iri: str) -> Text:
    """What a node is called; what has no name of its own, a figure, by its id."""
    data = network.nodes[iri]
    return Text(data["zh"] or data["id"], data["en"] or data["id"])


def numbered(numbers: dict[tuple[Any, ...], int], sources: Iterable[Record]) -> list[str]:
    """``[1]``, ``[2]``: footnotes by source and places, numbered as they come up."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for source in sources:
        groups[source["id"]].append(source)
    marks = []
    for ident, places in groups.items():
        notes = [note["id"] for place in places for note in place.get("corrections", ())]
        notes += [place["readBy"] for place in places if "readBy" in place]
        key = (ident, *((place["start"], place["end"]) for place in places), *notes)
        marks.append(f"[{numbers.setdefault(key, len(numbers) + 1)}]")
    return marks


def no_path(
    network: nx.MultiDiGraph, ends: _Ends, limits: Limits, searched: int, search: _Search
) -> NoPathError:
    """The refusal of ``kg path``.

    Args:
        network: what was searched.
        ends: the IRIs of both ends.
        limits: what the search was limited to.
        searched: how many pairs of related entities the search could use.
        search: finds the edges of the shortest path within other limits.
    """
    a, b = (label(network, iri) for iri in ends)
    used = _used(network, limits)
    nodes = network.number_of_nodes()
    zh = f"{used.zh}在 {nodes} 个实体、{searched} 对有关系的实体中，"
    en = f" among {nodes} entities and {searched} pairs of related ones{used.en}"
    if limits.longest is not None:
        zh += f"{limits.longest} 步之内"
        en += f" within {limits.longest} hop{'s' if limits.longest > 1 else ''}"
    return NoPathError(
        Text(f"{zh}没有从{a.zh}到{b.zh}的路径", f"no path from {a.en} to {b.en}{en}"),
        hint=_would_connect(network, ends, limits, search),
        known=[*_unmentioned(network, ends), *_programmes(network, ends)],
    )


def _used(network: nx.MultiDiGraph, limits: Limits) -> Text:
    labels = {data["relation"]: data for *_, data in network.edges(data=True)}

    def names(relations: Iterable[str]) -> Text:
        found = [labels[one] for one in sorted(relations) if one in labels]
        return Text("、".join(one["zh"] for one in found), ", ".join(one["en"] for one in found))

    zh, en = "", ""
    if limits.only:
        some = names(limits.only)
        zh, en = f"只走{some.zh}，", f" using only {some.en}"
    if limits.without:
        some = names(limits.without)
        zh, en = f"{zh}不走{some.zh}，", f"{en} without {some.en}"
    return Text(zh, en)


def _would_connect(network: nx.MultiDiGraph, ends: _Ends, limits: Limits, search: _Search) -> Text:
    """What a search with fewer limits finds."""
    absent = Text("图谱里没有路径，不等于两者没有联系", "absence from the graph is not denial")
    if limits == Limits():
        return absent
    fewer = []
    if limits.longest is not None and (limits.only or limits.without):
        fewer.append((Text("不限步数", "of any length"), limits._replace(longest=None)))
        fewer.append((Text("不限关系", "by any relation"), Limits(longest=limits.longest)))
    for words, less in [*fewer, (Text("不加限制", "without limits"), Limits())]:
        if found := search(network, ends, less):
            used = {edge["relation"]: edge for edge in found}
            zh = "、".join(edge["zh"] for edge in used.values())
            en = ", ".join(edge["en"] for edge in used.values())
            hops = "hop" if len(found) == 1 else "hops"
            return Text(
                f"{words.zh}则有 {len(found)} 步的路径，用到的关系：{zh}",
                f"{words.en} there is one of {len(found)} {hops}, by {en}",
            )
    return Text(f"不加任何限制也没有；{absent.zh}", f"nor is there any without limits; {absent.en}")


def _unmentioned(network: nx.MultiDiGraph, ends: _Ends) -> Iterator[Text]:
    """What `kg.questions.path.routes.admit` found to be a mere name on the map."""
    for iri in ends:
        if network.nodes[iri].get("unmentioned"):
            words = label(network, iri)
            yield Text(f"没有来源提到{words.zh}", f"no source speaks of {words.en}")


def _programmes(network: nx.MultiDiGraph, ends: _Ends) -> Iterator[Text]:
    """The programmes under which both ends, or what they lie in, are paired; with their sources.

    A programme is no step of a path: it would connect everything with everything.
    """
    first, second = (_pairings(network, iri) for iri in ends)
    numbers: dict[tuple[Any, ...], int] = {}
    cited: dict[str, Record] = {}
    for ident in sorted(set(first) & set(second)):
        programme = first[ident]["programme"]
        zh, en = [], []
        for edge in {edge["claim"]: edge for edge in (first[ident], second[ident])}.values():
            marks = numbered(numbers, edge["sources"])
            by_mark = zip(marks, dict.fromkeys(one["id"] for one in edge["sources"]), strict=True)
            for mark, source in by_mark:
                cited.setdefault(mark, next(one for one in edge["sources"] if one["id"] == source))
            zh.append(f"{edge['claim_zh']} {''.join(marks)}")
            en.append(f"{edge['claim_en']} {''.join(marks)}")
        yield Text(
            f"两者的结对同属“{programme['zh']}”：{'；'.join(zh)}",
            f"both have pairings under “{programme['en']}”: {'; '.join(en)}",
        )
    for mark, source in cited.items():
        yield _note(mark, source)


def _pairings(network: nx.MultiDiGraph, iri: str) -> dict[str, Mapping[str, Any]]:
    """By programme, the pairing of a place, or else of the nearest that it lies in."""
    found: dict[str, Mapping[str, Any]] = {}
    level, seen = [iri], {iri}
    while level:
        edges = [
            data
            for one in level
            for *_, data in [*network.out_edges(one, data=True), *network.in_edges(one, data=True)]
            if data.get("programme")
        ]
        # Whole pairings before their parts, then by name.
        for data in sorted(edges, key=lambda one: (bool(one["part_of"]), one["claim"])):
            found.setdefault(data["programme"]["id"], data)
        level = [
            outer
            for one in level
            for _, outer, data in network.out_edges(one, data=True)
            if data["relation"] == "within" and outer not in seen
        ]
        seen.update(level)
    return found


def _note(mark: str, source: Record) -> Text:
    """One source, as short as it can be found by."""

    def said(words: Sequence[str | None], between: str) -> str:
        return between.join(filter(None, words))

    issued = source["issued"]
    dates = [
        (issued + inferred if source["inferred"] else issued) if issued else none
        for inferred, none in (("（推断）", "日期不详"), (" (inferred)", "no date"))
    ]
    ident, publisher, place = source["id"], source["publisher"], source["locator"] or ""
    zh = [f"{mark} 来源 {ident}", publisher, dates[0], place, source["url"]]
    en = [f"{mark} source {ident}", publisher, dates[1], located(place, "en"), source["url"]]
    return Text(said(zh, "，"), said(en, ", "))
