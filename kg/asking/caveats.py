"""What is said of a simple network: what a tie counts, what it rests on, how far it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.asking.answers import Notice
from kg.entities import Record
from kg.errors import Text

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["coverage", "error", "moved", "parted", "tied", "unranked"]

# Trying every source means computing the measure once for each: ties times sources.
TRIED = 400_000
KINDS = {"official": Text("官方", "official"), "press": Text("媒体", "press")}


def coverage(graph: nx.Graph) -> Iterator[Notice]:
    """The projection, what a tie counts, what it rests on, and where its sources look."""
    about = graph.graph
    nodes, ties = graph.number_of_nodes(), graph.number_of_edges()
    defined, counted = about["definition"], about["weight_definition"]
    words = Text(
        f"{about['label']['zh']}：简单无向图，{nodes} 个实体，{ties} 条边；"
        f"{defined['zh']}；“位于”不算边。{counted['zh']}。",
        f"The {about['label']['en']}: a simple undirected graph, {nodes} entities, "
        f"{ties} ties; {defined['en']}; “within” is no tie; {counted['en']}.",
    )
    yield Notice("about", words)
    told = about["coverage"]
    yield _support(told)
    if told["claims"]:
        yield _bias(told)


def _support(told: Record) -> Notice:
    sources = told["sources"]
    counts = {kind: sum(found["reliability"] == kind for found in sources) for kind in KINDS}
    zh = "、".join(f"{KINDS[kind].zh} {count}" for kind, count in counts.items())
    en = ", ".join(f"{count} {KINDS[kind].en}" for kind, count in counts.items())
    words = Text(
        f"依据：{told['claims']} 条陈述，{len(sources)} 个来源（{zh}，其余为网页）；"
        f"{told['single_source']} 条只有一个来源，{told['undated']} 条未注明日期，"
        f"另有 {told['open']} 条未点名合作方，不在网络中。",
        f"It rests on {told['claims']} claims of {len(sources)} sources ({en}, the rest web "
        f"pages); {told['single_source']} have one source only, {told['undated']} no date; "
        f"{told['open']} name no partner and are not in the network.",
    )
    return Notice("about", words)


def _bias(told: Record) -> Notice:
    leans = [found for found in told["leans_to"] if found["zh"]]
    zh = "，".join(f"{found['claims']} 条有一方在{found['zh']}" for found in leans)
    en = ", ".join(f"{found['claims']} have an end in {found['en']}" for found in leans)
    first = told["sources"][0]
    words = Text(
        f"来源有偏：{told['claims']} 条中，{zh}；"
        f"仅来源 {first['id']} 就支撑 {first['claims']} 条。排在前面，可能只是来源写得多。",
        f"The sources are biased: of {told['claims']} claims {en}; source {first['id']} alone "
        f"supports {first['claims']}. Who ranks high may only be written about more.",
    )
    return Notice("about", words)


def error(sampled: Any) -> Iterator[Notice]:
    """That a large network was sampled, and how far off that may be."""
    if sampled.sources is not None:
        most = max(sampled.errors.values())
        words = Text(
            f"网络较大：中介中心性由 {sampled.sources} 个抽样起点估计，标准误至多 {most:.2g}。",
            f"The network is large: betweenness is estimated from {sampled.sources} sampled "
            f"sources, with a standard error of at most {most:.2g}.",
        )
        yield Notice("about", words)


def parted(graph: nx.Graph, facts: Mapping[str, Any], groups: int) -> Notice:
    """How communities were found, and whether the network hangs together at all."""
    from kg.analysis import components

    name = {"leiden": "Leiden", "louvain": "Louvain"}[facts["algorithm"]]
    seed, resolution, modularity = (facts[key] for key in ("seed", "resolution", "modularity"))
    parts = len(components(graph))
    words = Text(
        f"{name} 算法，种子 {seed}，分辨率 {resolution:g}：{groups} 个社群，"
        f"模块度 {modularity:.4f}；网络本身分成 {parts} 个互不相连的部分。",
        f"{name} algorithm, seed {seed}, resolution {resolution:g}: {groups} "
        f"communities, modularity {modularity:.4f}; the network itself has {parts} components.",
    )
    return Notice("about", words)


def unranked(persons: int) -> Iterator[Notice]:
    """Persons that stand in the sources and are left out of a ranking."""
    if persons:
        words = Text(
            f"另有 {persons} 人见于来源，不计入网络：人不作排名。",
            f"{persons} persons named by the sources are left out: persons are not ranked.",
        )
        yield Notice("about", words)


def tied(rows: Sequence[Record], shown: Sequence[Record]) -> Iterator[Notice]:
    """How many share the last rank without being shown, and whether the ranking tells anything."""
    if not rows:
        words = Text("网络中没有边，排不出名次。", "The network has no tie to rank by.")
        yield Notice("silence", words)
        return
    place = shown[-1]["rank"]
    if hidden := sum(row["rank"] == place for row in rows[len(shown) :]):
        words = Text(
            f"并列第 {place} 名的还有 {hidden} 个未列出；并列的按编号排列，先后没有意义。",
            f"{hidden} more share rank {place}; within a rank the order is that of ids and "
            "means nothing.",
        )
        yield Notice("caveat", words)
    values = [row["value"] for row in rows]
    alike = max(values.count(value) for value in set(values))
    if 2 * alike > len(rows):
        words = Text(
            f"{len(rows)} 个实体中 {alike} 个的值相同，这个排名区分不出多少。",
            f"{alike} of {len(rows)} entities have the same value: this ranking tells little.",
        )
        yield Notice("caveat", words)


def moved(graph: nx.Graph, by: str) -> Iterator[Notice]:
    """How the ranking moves when only official sources count, and without any one source."""
    from kg import analysis

    if not graph.number_of_edges():
        return
    tries = graph.number_of_edges() * len(graph.graph["coverage"]["sources"])
    if tries > TRIED:
        words = Text(
            f"边数乘来源数为 {tries}，超过 {TRIED}，没有逐一试去掉来源。",
            f"Ties times sources make {tries}, more than {TRIED}: leaving out each source was not "
            "tried.",
        )
        yield Notice("caveat", words)
        return
    sources = graph.graph["coverage"]["sources"]
    official = [found["id"] for found in sources if found["reliability"] == "official"]
    low_first = by in analysis.LOW_IS_CENTRAL
    alone, *others = analysis.moves(
        graph, {**analysis.MEASURES, **analysis.SIDES}[by], official=official, low_first=low_first
    )
    words = Text(
        f"只算官方来源：剩 {alone.ties} 条边，前十名 {alone.top} 个中留下 {alone.kept} 个。",
        f"Official sources alone leave {_ties(alone.ties)}, and {alone.kept} of "
        f"the {alone.top} entities ranked 1 to 10.",
    )
    yield Notice("caveat", words)
    worst = min(others, key=lambda move: (move.kept, move.ties, move.without or ""))
    same = sum(move.kept == move.top for move in others)
    rho = "–" if worst.agreement is None else f"{worst.agreement:.2f}"
    words = Text(
        f"逐一去掉 {len(others)} 个来源：{same} 次前十名不变；"
        f"变动最大的是去掉 {worst.without}，剩 {worst.ties} 条边，"
        f"留下 {worst.kept} 个（斯皮尔曼相关 {rho}）。",
        f"Each of {len(others)} sources left out in turn: {same} times ranks 1 to 10 stay the "
        f"same; the most changes without {worst.without}, which leaves {_ties(worst.ties)} "
        f"and {worst.kept} of those entities (Spearman's rho {rho}).",
    )
    yield Notice("caveat", words)


def _ties(count: int) -> str:
    return f"{count} tie" if count == 1 else f"{count} ties"
