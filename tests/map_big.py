"""Networks that try the page: large ones, and hostile ones."""

from __future__ import annotations

import networkx as nx

from tests.map_parts import about, add_edge, add_node, concept, iri, ref
from tests.map_sample import sample


def big(places: int) -> nx.MultiDiGraph:
    """A made-up network of `places` places in pairs, with tasks that mention some of them."""
    graph = nx.MultiDiGraph()
    programme = concept("programme", "made-up", "测试结对", "Test pairing")
    keys = []
    for index in range(places):
        tier = 0 if index < 20 else 1 if index < places // 3 else 2
        kind = ("Province", "City", "District")[tier]
        parent = (
            []
            if tier == 0
            else [keys[index % 20 if tier == 1 else 20 + index % max(1, places // 3 - 20)]]
        )
        ancestors = parent + (graph.nodes[parent[0]]["within"] if parent else [])
        keys.append(
            add_node(
                graph,
                f"place/p{index:04d}",
                kind,
                f"地点{index}号{'省市区'[tier]}",
                f"Place {index}",
                level=tier,
                within=ancestors,
                lat=20 + (index * 7919 % 3000) / 100,
                long=100 + (index * 104729 % 3500) / 100,
            )
        )
        if parent:
            add_edge(graph, keys[-1], parent[0], "within", [ref("gazetteer")])
    for index in range(0, places - 1, 2):
        add_edge(
            graph,
            keys[index],
            keys[index + 1],
            "Pairing",
            [ref("000", "第1段", index, index + 9)],
            claim=iri(f"pairing/p{index}"),
            claim_zh=f"结对{index}",
            claim_en=f"Pairing {index}",
            programme=programme,
            **{"from": str(2000 + index % 20)},
        )
    for index in range(places // 10):
        task = add_node(graph, f"task/t{index}", "Task", f"任务{index}", f"Task {index}")
        for step in range(6):
            add_edge(
                graph,
                task,
                keys[(index * 31 + step * 17) % places],
                "mentions",
                [ref("002", f"任务{index}")],
            )
    graph.graph.update(
        about(
            data_date="2020-01",
            programmes=[],
            groups=[],
        )
    )
    return graph


HOSTILE = (
    '</script><script>alert(1)</script><img src="https://example.org/x.png" onerror=alert(2)>'
    "<a href='javascript:alert(3)'>x</a>\u2028"
)


def hostile() -> nx.MultiDiGraph:
    """The sample with every word in it replaced by one that would run, were it not text."""
    graph = sample()
    for _, data in graph.nodes(data=True):
        data["zh"] = data["en"] = HOSTILE
        data["names"] = [HOSTILE, "hostile"]
        data["facts"] = [
            {"property": "x", "zh": HOSTILE, "en": HOSTILE, "value": HOSTILE, "sources": []}
        ]
    for *_, data in graph.edges(data=True):
        data["zh"] = data["en"] = data["claim_zh"] = data["claim_en"] = HOSTILE
    for source in graph.graph["sources"]:
        source["title"], source["url"] = HOSTILE, "javascript:alert(4)"
    for table in ("classes", "relations"):
        for words in graph.graph[table].values():
            words["zh"] = words["en"] = HOSTILE
    return graph
