"""A network like the real one, small enough to know by heart, without a store."""

from __future__ import annotations

import networkx as nx

from tests.map_parts import about, add_edge, add_node, concept, iri, ref
from tests.map_rows import (
    AGREEMENTS,
    COAST,
    CODES,
    EVENTS,
    MENTIONS,
    ORGS,
    PAIRINGS,
    PLACES,
    STAGES,
    TASKS_LS,
    TASKS_SD,
)


def _places(graph: nx.MultiDiGraph) -> dict[str, str]:
    keys: dict[str, str] = {}
    for line in PLACES.strip().splitlines():
        ident, kind, zh, en, level, long, lat, parent, names = line.split()
        ancestors = []
        if parent != "-":
            ancestors = [keys[parent], *graph.nodes[keys[parent]]["within"]]
        group = "park" if kind == "Park" else "place"
        key = add_node(
            graph,
            f"{group}/{ident}",
            kind,
            zh,
            en.replace("_", " "),
            level=int(level),
            long=None if long == "-" else float(long),
            lat=None if lat == "-" else float(lat),
            names=[zh, *names.split(","), ident],
            within=ancestors,
            facts=[
                {
                    "property": "level",
                    "zh": "行政级别",
                    "en": "Level",
                    "value": {
                        "zh": ["省级", "地级", "县级"][int(level)],
                        "en": ["province", "prefecture", "county"][int(level)],
                    },
                    "sources": [ref("gazetteer")],
                }
            ]
            + (
                [
                    {
                        "property": "gb2260",
                        "zh": "行政区划代码",
                        "en": "GB/T 2260 code",
                        "value": CODES[ident],
                        "sources": [ref("gazetteer")],
                    }
                ]
                if ident in CODES
                else []
            ),
        )
        keys[ident] = key
        if ancestors:
            add_edge(graph, key, ancestors[0], "within", [ref("gazetteer")])
    return keys


def _pairings(graph: nx.MultiDiGraph, keys: dict[str, str], programme: dict[str, str]) -> None:
    for index, line in enumerate(PAIRINGS.strip().splitlines()):
        ident, a, b, parent, field, field_en, form, form_en, stage, since, sources = line.split()
        add_edge(
            graph,
            keys[a],
            keys[b],
            "Pairing",
            [
                ref(s, f"第{index + 3}段", 100 * index + 11, 100 * index + 62)
                for s in sources.split(",")
            ],
            claim=iri(f"pairing/{ident}"),
            programme=programme,
            claim_zh=graph.nodes[keys[a]]["zh"] + "—" + graph.nodes[keys[b]]["zh"],
            claim_en=graph.nodes[keys[a]]["en"] + "–" + graph.nodes[keys[b]]["en"],
            form=concept("form", form_en, form, form_en.replace("_", " ")),
            fields=[]
            if field == "-"
            else [concept("field", field_en, field, field_en.replace("_", " "))],
            stage=None if stage == "-" else concept("stage", stage, *STAGES[stage]),
            part_of=None if parent == "-" else iri(f"pairing/{parent}"),
            **{"from": None if since == "-" else since},
            conflicts=["stage"] if ident == "jinpu-pudong" else [],
        )
    claim = iri("pairing/anshan-open")
    graph.add_node(
        f"{claim}#open",
        id=None,
        type="open",
        types=["open"],
        zh="江苏省有关城市",
        en="relevant cities in Jiangsu",
        level=1,
        lat=None,
        long=None,
        names=[],
        within=[],
        facts=[],
    )
    add_edge(
        graph,
        keys["anshan"],
        f"{claim}#open",
        "Pairing",
        [ref("002", "任务6", 2222, 2244)],
        claim=claim,
        claim_zh="鞍山市—（未指明）",
        claim_en="Anshan–(left open)",
        programme=programme,
        form=concept("form", "model", "结对打造样板", "model"),
        stage=concept("stage", "supported", "支持", "supported"),
        fields=[concept("field", "services", "现代服务业", "services")],
        part_of=iri("pairing/jiangsu-liaoning"),
        **{"from": "2018-03"},
    )


def _documents(graph: nx.MultiDiGraph, keys: dict[str, str]) -> None:
    plans = {
        "ls": add_node(
            graph,
            "plan/liaoning-jiangsu",
            "Plan",
            "辽宁省与江苏省对口合作实施方案",
            "Liaoning–Jiangsu Implementation Plan",
        ),
        "sd": add_node(
            graph,
            "plan/shanghai-dalian",
            "Plan",
            "上海市与大连市对口合作实施方案",
            "Shanghai–Dalian Implementation Plan",
        ),
    }
    frame = add_node(
        graph,
        "plan/northeast-east",
        "Plan",
        "东北地区与东部地区部分省市对口合作工作方案",
        "Work Plan for Northeast–East Counterpart Cooperation",
    )
    for plan, parties in (("ls", ("liaoning", "jiangsu")), ("sd", ("shanghai", "dalian"))):
        add_edge(graph, plans[plan], frame, "partOf", [ref("002", "标题")])
        add_edge(
            graph,
            plans[plan],
            keys["ndrc"],
            "issuer",
            [ref("003", "第2段", 77, 140)],
            **{"from": "2018-03"},
        )
        for party in parties:
            add_edge(graph, keys[party], plans[plan], "party", [ref("002", "标题")])
    for plan, titles in (("ls", TASKS_LS), ("sd", TASKS_SD)):
        for number, title in enumerate(titles, 1):
            key = add_node(graph, f"task/{plan}-{number:02d}", "Task", title, f"Task {number}")
            add_edge(
                graph,
                key,
                plans[plan],
                "partOf",
                [ref("002", f"任务{number}", 900 + number * 90, 960 + number * 90)],
            )
            for place in MENTIONS.get((plan, number), []):
                add_edge(
                    graph,
                    key,
                    keys[place],
                    "mentions",
                    [ref("002", f"任务{number}", 900 + number * 90, 960 + number * 90)],
                )


def _claims(graph: nx.MultiDiGraph, keys: dict[str, str]) -> None:
    for line in ORGS.strip().splitlines():
        ident, kind, zh, en, parent = line.split()
        ancestors = [] if parent == "-" else [keys[parent], *graph.nodes[keys[parent]]["within"]]
        group = "facility" if kind == "Facility" else "organization"
        keys[ident] = add_node(
            graph, f"{group}/{ident}", kind, zh, en.replace("_", " "), within=ancestors
        )
        if ancestors:
            add_edge(graph, keys[ident], ancestors[0], "within", [ref("000")])
    for chamber, origin, host in (
        ("dl-sh-chamber", "shanghai", "dalian"),
        ("sh-dl-chamber", "dalian", "shanghai"),
    ):
        add_edge(
            graph, keys[chamber], keys[origin], "originPlace", [ref("000", "第14段", 1400, 1432)]
        )
        add_edge(graph, keys[chamber], keys[host], "hostPlace", [ref("000", "第14段", 1400, 1432)])
    for ident, zh, en, others in AGREEMENTS:
        key = add_node(graph, f"agreement/coast-{ident}", "Agreement", zh, en)
        for city in [*COAST, *others]:
            add_edge(
                graph,
                keys[city],
                key,
                "signatory",
                [ref("004", "第9段", 400, 470)],
                **{"from": "2022-02-25"},
            )
    for ident, zh, en, date, parties, source in EVENTS:
        key = add_node(graph, f"event/{ident}", "Event", zh, en)
        for party in parties:
            add_edge(
                graph,
                keys[party],
                key,
                "participant",
                [ref(source, "第2段", 50, 99)],
                **{"from": date},
            )


def sample() -> nx.MultiDiGraph:
    """About 150 entities: the seven pairs and what lies under them, plans, tasks, events."""
    graph = nx.MultiDiGraph()
    keys = _places(graph)
    programme = concept(
        "programme",
        "northeast-east",
        "东北地区与东部地区部分省市对口合作",
        "Northeast–East Counterpart Cooperation",
    )
    _pairings(graph, keys, programme)
    _claims(graph, keys)
    _documents(graph, keys)
    north = [
        keys[k]
        for k in ("liaoning", "jilin", "heilongjiang", "shenyang", "dalian", "changchun", "harbin")
    ]
    east = [
        keys[k]
        for k in ("jiangsu", "zhejiang", "guangdong", "beijing", "shanghai", "tianjin", "shenzhen")
    ]
    graph.graph.update(
        about(
            data_date="2022-02-25",
            programmes=[
                {
                    "iri": iri(programme["id"]),
                    **programme,
                    "sides": [
                        {
                            "iri": iri("region/northeast"),
                            "id": "region/northeast",
                            "zh": "东北地区",
                            "en": "Northeast",
                            "covers": north,
                        },
                        {
                            "iri": iri("region/east"),
                            "id": "region/east",
                            "zh": "东部地区",
                            "en": "East",
                            "covers": east,
                        },
                    ],
                }
            ],
            groups=[
                {
                    "iri": iri("group/districts"),
                    "zh": "大连与上海的区市县结对",
                    "en": "District pairs of Dalian and Shanghai",
                    "count": 10,
                    "named": [iri("pairing/jinpu-pudong")],
                    "part_of": iri("pairing/dalian-shanghai"),
                    "member_type": "District",
                    "sources": [ref("000", "第13段", 1290, 1320), ref("003", "第24段", 1700, 1730)],
                },
                {
                    "iri": iri("group/fic"),
                    "zh": "友好工商联",
                    "en": "Friendly federations of industry and commerce",
                    "count": 6,
                    "named": [],
                    "part_of": iri("pairing/dalian-shanghai"),
                    "member_type": "FederationOfIndustryAndCommerce",
                    "sources": [ref("000", "第14段", 1433, 1460)],
                },
            ],
        )
    )
    return graph
