"""The simple network that a command asks for, and what is said of it before any figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import option
from kg.cli.limits import limit_options
from kg.cli.opening import opened
from kg.errors import Text

__all__ = ["entity", "projected", "projection_options", "say_coverage"]

LEVELS = ("province", "city", "county", "township")
NAMES = ("pairing", "signatories", "participants", "cooperation")

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
    command = limit_options(command)
    for add in reversed(OPTIONS):
        command = add(command)
    return command


def projected(
    projection: str,
    level: tuple[str, ...],
    weight: str,
    *,
    hierarchy: bool = False,
    **limits: Any,
) -> Any:
    """The simple network the options ask for."""
    from kg.conditions import conditions
    from kg.network import project
    from kg.network.projections import simple
    from kg.questions.classes import find_class
    from kg.terms import facts

    store = opened()
    network = project(store, conditions(store, **limits))
    ranks = facts(store, "rank")["rank"]
    words = LEVELS if "all" in level else level
    chosen = {int(ranks[find_class(store, word)][0]) for word in words}
    return simple(network, projection, levels=chosen, weight=weight, hierarchy=hierarchy)


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
    if told.get("possible"):
        say(
            Text(
                f"其中 {told['possible']} 条那时是否有效不定，未注明日期的都在内。",
                f"{told['possible']} of them merely may have held then, the undated included.",
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
