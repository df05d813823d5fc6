"""The simple network that a command asks for, and what is said of it before any figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import language, option
from kg.cli.opening import opened
from kg.errors import Text

__all__ = ["entity", "projected", "projection_options", "say_coverage"]

LEVELS = {"province": 0, "city": 1, "county": 2, "township": 3}
NAMES = ("pairing", "signatories", "participants", "cooperation")
RELIABILITY = ("official", "press", "web", "weak")

OPTIONS = (
    option(
        "--projection",
        type=click.Choice(NAMES),
        default="pairing",
        text=Text(
            "网络：结对、共同签署、共同参与，或全部合作",
            "the network: pairings, co-signatories, co-participants, or all cooperation",
        ),
    ),
    option(
        "--level",
        type=click.Choice([*LEVELS, "all"]),
        multiple=True,
        text=Text(
            "只留下某级地方（省、地、县、乡），all 为各级地方和园区；可多次使用",
            "keep places of one level only, or places and parks of all; may be repeated",
        ),
    ),
    option(
        "--field",
        multiple=True,
        metavar="ID",
        text=Text("只算某领域的，如 parks；可多次使用", "one field only, as parks; repeatable"),
    ),
    option(
        "--programme",
        metavar="ID",
        text=Text("只算某合作计划的，如 northeast-east", "one programme, as northeast-east"),
    ),
    option(
        "--source",
        multiple=True,
        metavar="ID",
        text=Text("只算某来源说到的；可多次使用", "only what one source states; repeatable"),
    ),
    option(
        "--reliability",
        type=click.Choice(RELIABILITY),
        multiple=True,
        text=Text("只算某类来源；可多次使用", "only sources of one rating; repeatable"),
    ),
    option(
        "--as-of",
        metavar="DATE",
        text=Text(
            "只算那一天可能有效的，未注明日期的也算",
            "what may have held on that day, the undated included",
        ),
    ),
    option(
        "--known-by",
        metavar="DATE",
        text=Text("只算那时已有来源发表的", "what some source had published by then"),
    ),
    option(
        "--weight",
        type=click.Choice(["claims", "shared"]),
        default="claims",
        text=Text(
            "边权：陈述数；或各陈述按参与方数均分",
            "weight of a tie: its claims, or each claim shared among those it ties",
        ),
    ),
)


def projection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a network."""
    for add in reversed(OPTIONS):
        command = add(command)
    return command


def projected(
    projection: str,
    level: tuple[str, ...],
    field: tuple[str, ...],
    programme: str | None,
    source: tuple[str, ...],
    reliability: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    weight: str,
    *,
    hierarchy: bool = False,
) -> Any:
    """The simple network the options ask for."""
    from kg.network import project
    from kg.network.projections import Filters, simple

    chosen = set(LEVELS.values()) if "all" in level else {LEVELS[name] for name in level}
    filters = Filters(
        programme=_whole("programme", programme) if programme else None,
        fields=frozenset(_whole("field", name) for name in field),
        levels=frozenset(chosen),
        sources=frozenset(source),
        reliability=frozenset(reliability),
        as_of=_date("--as-of", as_of),
        known_by=_date("--known-by", known_by),
    )
    network = project(opened())
    return simple(network, projection, filters=filters, weight=weight, hierarchy=hierarchy)


def _whole(kind: str, ident: str) -> str:
    return ident if ident.startswith(f"{kind}/") else f"{kind}/{ident}"


def _date(name: str, text: str | None) -> str | None:
    from kg import dates

    if text is not None:
        try:
            dates.parse(text)
        except ValueError as error:
            words = Text(
                f"“{text}”不是日期；写法如 2019、2019-03、2019-03-18",
                f"“{text}” is not a date; write 2019, 2019-03 or 2019-03-18",
            )
            raise click.BadParameter(words.in_language(language()), param_hint=name) from error
    return text


def entity(graph: Any, node: str) -> dict[str, Any]:
    """A node as the JSON contract has it."""
    return {"iri": node, **{key: graph.nodes[node][key] for key in ("id", "type", "zh", "en")}}


def say_coverage(graph: Any, *, err: bool) -> None:
    """The projection, what a tie counts, what it rests on, and where its sources look."""
    about = graph.graph
    told = about["coverage"]
    nodes, ties = graph.number_of_nodes(), graph.number_of_edges()
    defined, counted = about["definition"], about["weight_definition"]
    say(
        Text(
            f"{about['label']['zh']}：简单无向图，{nodes} 个实体，{ties} 条边；"
            f"{defined['zh']}；“位于”不算边。{counted['zh']}。",
            f"The {about['label']['en']}: a simple undirected graph, {nodes} entities, "
            f"{ties} ties; {defined['en']}; “within” is no tie; {counted['en']}.",
        ),
        err=err,
    )
    sources = told["sources"]
    kinds = {"official": Text("官方", "official"), "press": Text("媒体", "press")}
    counts = {kind: sum(found["reliability"] == kind for found in sources) for kind in kinds}
    zh = "、".join(f"{kinds[kind].zh} {count}" for kind, count in counts.items())
    en = ", ".join(f"{count} {kinds[kind].en}" for kind, count in counts.items())
    say(
        Text(
            f"依据：{told['claims']} 条陈述，{len(sources)} 个来源（{zh}，其余为网页）；"
            f"{told['single_source']} 条只有一个来源，{told['undated']} 条未注明日期，"
            f"另有 {told['open']} 条未点名合作方，不在网络中。",
            f"It rests on {told['claims']} claims of {len(sources)} sources ({en}, the rest web "
            f"pages); {told['single_source']} have one source only, {told['undated']} no date; "
            f"{told['open']} name no partner and are not in the network.",
        ),
        err=err,
    )
    if told["claims"]:
        _say_bias(graph, err=err)


def _say_bias(graph: Any, *, err: bool) -> None:
    told = graph.graph["coverage"]
    leans = [found for found in told["leans_to"] if found["zh"]]
    zh = "，".join(f"{found['claims']} 条有一方在{found['zh']}" for found in leans)
    en = ", ".join(f"{found['claims']} have an end in {found['en']}" for found in leans)
    first = told["sources"][0]
    say(
        Text(
            f"来源有偏：{told['claims']} 条中，{zh}；"
            f"仅来源 {first['id']} 就支撑 {first['claims']} 条。排在前面，可能只是来源写得多。",
            f"The sources are biased: of {told['claims']} claims {en}; source {first['id']} alone "
            f"supports {first['claims']}. Who ranks high may only be written about more.",
        ),
        err=err,
    )
