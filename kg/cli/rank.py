"""`kg rank`: who is central, and what that rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.asking.answers import Answer
from kg.cli.answers import all_option, everything, say_after, say_before
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.projected import projection_options
from kg.errors import Text

__all__ = ["command"]

MEASURES = {
    "degree": Text("度中心性", "degree centrality"),
    "strength": Text("强度", "strength"),
    "betweenness": Text("中介中心性", "betweenness"),
    "closeness": Text("接近中心性", "closeness"),
    "eigenvector": Text("特征向量中心性", "eigenvector centrality"),
    "pagerank": Text("PageRank", "PageRank"),
    "constraint": Text("约束度（低者居前）", "Burt's constraint (low first)"),
    "core": Text("核数", "core number"),
    "supporting": Text("支援对象数", "partners supported"),
    "supported": Text("支援方数", "supporters"),
}
# What a value counts, below a chart.
MEANING = {
    "degree": Text("值：有结对等边的对方数 ÷ 其余实体数。", "Value: neighbours ÷ all others."),
    "strength": Text("值：各边权重之和。", "Value: the sum of the weights of its ties."),
    "betweenness": Text(
        "值：其余各对之间的最短路径中经过它的份额。",
        "Value: the share of shortest paths between others that lead through it.",
    ),
    "closeness": Text(
        "值：可达实体数 ÷ 到它们的距离之和，再乘以可达的比例。",
        "Value: reachable entities ÷ their distances, times the share that is reachable.",
    ),
    "eigenvector": Text(
        "值：与居中者相连者居中（最大连通分量的主特征向量）。",
        "Value: central is who is tied to the central (principal eigenvector).",
    ),
    "pagerank": Text("值：随机游走停在它的份额。", "Value: the share of a random walk at it."),
    "constraint": Text(
        "值：对方之间彼此相连的程度，低者居前。",
        "Value: how far its neighbours are tied to each other, low first.",
    ),
    "core": Text("值：所在最密子图的最小度数。", "Value: least degree in its densest core."),
    "supporting": Text("值：支援的不同对方数。", "Value: distinct partners supported."),
    "supported": Text("值：支援它的不同对方数。", "Value: distinct supporters."),
}
# Shares of the other entities, that can be said as a count.
COUNTED = {"degree"}
# Rows of a table, and bars of a chart, unless told otherwise.
SHOWN, DRAWN = 10, 20


@declare(
    "rank",
    Text(
        "谁居于中心：按一个指标给实体排名；先说明网络、依据和来源的偏向，并列的就是并列。\n\n"
        "默认用结对网络（同一结对关系的合作方之间有边），各值按 networkx 的办法归一。",
        "Who is central: rank entities by a measure; projection, coverage and bias are said "
        "first, and ties are ties.\n\n"
        "By default the network of partners in pairings; values are normalised as in networkx.",
    ),
    "kg rank",
    "kg rank --projection cooperation --level all --by betweenness",
    "kg rank --by degree --format json --limit 5",
    "kg rank --by supporting --mechanism 对口支援 --level county",
    "kg rank --projection cooperation --level city -o ranks.svg",
)
@option(
    "--by",
    type=click.Choice(list(MEASURES)),
    default="degree",
    text=Text("指标", "the measure"),
)
@option(
    "--limit",
    type=click.IntRange(min=1),
    text=Text(
        "最多几行（表格默认 10，其他格式默认全部）",
        "at most so many rows (10 in a table, else all)",
    ),
)
@option(
    "-o",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.svg",
    text=Text("画成条形图", "draw a bar chart"),
)
@projection_options
@format_option
@all_option
def command(by: str, limit: int | None, output: Path | None, form_: str, **chosen: Any) -> None:
    """Print a ranking."""
    from kg import asking

    cut = form_ == "table" and not everything()
    default = (DRAWN if output else SHOWN) if cut else None
    answer = asking.rank(by, limit or default, **chosen, store=opened())
    say_before(answer, form_)
    if form_ == "json":
        print_json(answer)
    elif form_ == "table":
        _print(answer, by)
    else:
        heads = ["rank", "id", "type", "zh", "en", "iri", by]
        print_values(heads, [_flat(row) for row in answer], form_)
    say_after(answer, form_)
    if output:
        _draw(answer, by, output)


def _flat(row: dict[str, Any]) -> list[Any]:
    names = ("id", "type", "zh", "en", "iri")
    return [row["rank"], *(row["entity"][name] for name in names), row["value"]]


def _print(rows: Answer[Any], by: str) -> None:
    lang = language()
    click.echo()
    mark = Text("（并列）", " (tied)").in_language(lang)
    heads = [Text("名次", "rank"), Text("实体", "entity"), MEASURES[by]]
    if by in COUNTED:
        heads.append(Text("即", "that is"))
    print_table(
        [head.in_language(lang) for head in heads],
        [
            [
                f"{row['rank']}{mark if rows.facts['tied'][row['rank']] > 1 else ''}",
                row["entity"][lang],
                f"{row['value']:.6g}",
                *_counted(row["value"], by, rows.facts["nodes"]),
            ]
            for row in rows
        ],
    )
    click.echo()


def _counted(value: float, by: str, nodes: int) -> list[str]:
    """What a value counts, where it is a share of the other entities.

    >>> _counted(1 / 45, "degree", 46)
    ['45 个中的 1 个']
    """
    if by not in COUNTED:
        return []
    rest = nodes - 1
    words = Text(f"{rest} 个中的 {round(value * rest)} 个", f"{round(value * rest)} of {rest}")
    return [words.in_language(language())]


def _draw(answer: Answer[Any], by: str, output: Path) -> None:
    from kg.charts import bars
    from kg.cli.drawn import licence
    from kg.cli.writing import write_file

    lang = language()
    label, told = answer.facts["label"][lang], answer.facts["coverage"]
    title = Text(f"{label}：{MEASURES[by].zh}", f"{label}: {MEASURES[by].en}").in_language(lang)
    ranks, places = answer.facts["tied"], {row["rank"] for row in answer}
    every, ties = sum(ranks.values()), sum(ranks[place] > 1 for place in places)
    left = sum(ranks[place] for place in places) - len(answer)
    last = max(places, default=0)
    notes = [
        MEANING[by],
        Text(
            f"画出 {every} 个中的 {len(answer)} 个"
            + (f"，第 {last} 名另有 {left} 个未画出" if left else "")
            + (f"；名次后有 = 的为并列（{ties} 处），先后没有意义。" if ties else "。"),
            f"{len(answer)} of {every} are drawn"
            + (f"; {left} more share rank {last}" if left else "")
            + (f". A = marks ties ({ties}): their order means nothing." if ties else "."),
        ),
        Text(
            f"{told['claims']} 条陈述，{len(told['sources'])} 个来源；来源有偏。",
            f"{told['claims']} claims of {len(told['sources'])} sources; the sources are biased.",
        ),
    ]
    entries = [
        (
            f"{row['rank']}{'=' if ranks[row['rank']] > 1 else ''}",
            row["entity"][lang],
            row["value"],
            *_counted(row["value"], by, answer.facts["nodes"]),
        )
        for row in answer
    ]
    lines = [*(note.in_language(lang) for note in notes), licence(opened(), lang)]
    write_file(output, bars(entries, title=title, notes=lines).encode("utf-8"))
