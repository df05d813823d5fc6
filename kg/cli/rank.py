"""`kg rank`: who is central, and what that rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.projected import entity, projected, projection_options, say_coverage
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
}
SHOWN = 10
# Trying every source means computing the measure once for each.
TRIED = 5000

_Rows = list[dict[str, Any]]


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
def command(by: str, limit: int | None, output: Path | None, form_: str, **chosen: Any) -> None:
    """Print a ranking."""
    from kg import analysis

    graph = projected(**chosen)
    plain = form_ != "table"
    say_coverage(graph, err=plain)
    if by == "betweenness":
        sampled = analysis.betweenness_at_any_size(graph)
        values = sampled.values
        _say_error(sampled, err=plain)
    else:
        values = analysis.MEASURES[by](graph)
    ranked = analysis.rank(values, low_first=by in analysis.LOW_IS_CENTRAL)
    rows = [
        {"entity": entity(graph, node), "value": value, "rank": place}
        for node, value, place in ranked
    ]
    shown = rows[: limit or (SHOWN if form_ == "table" else len(rows))]
    if form_ == "json":
        print_json(shown)
    elif form_ == "table":
        _print(shown, by)
    else:
        heads = ["rank", "id", "type", "zh", "en", "iri", by]
        print_values(heads, [_flat(row) for row in shown], form_)
    _say_ties(rows, shown, err=plain)
    _say_moves(graph, by, err=plain)
    if output:
        _draw(graph, rows[: limit or 20], by, output)


def _flat(row: dict[str, Any]) -> list[Any]:
    names = ("id", "type", "zh", "en", "iri")
    return [row["rank"], *(row["entity"][name] for name in names), row["value"]]


def _print(rows: _Rows, by: str) -> None:
    lang = language()
    click.echo()
    counts = [sum(other["rank"] == row["rank"] for other in rows) for row in rows]
    mark = Text("（并列）", " (tied)").in_language(lang)
    heads = [Text("名次", "rank"), Text("实体", "entity"), MEASURES[by]]
    print_table(
        [head.in_language(lang) for head in heads],
        [
            [
                f"{row['rank']}{mark if count > 1 else ''}",
                row["entity"][lang],
                f"{row['value']:.6g}",
            ]
            for row, count in zip(rows, counts, strict=True)
        ],
    )
    click.echo()


def _say_error(sampled: Any, *, err: bool) -> None:
    if sampled.sources is not None:
        error = max(sampled.errors.values())
        say(
            Text(
                f"网络较大：中介中心性由 {sampled.sources} 个抽样起点估计，"
                f"标准误至多 {error:.2g}。",
                f"The network is large: betweenness is estimated from {sampled.sources} sampled "
                f"sources, with a standard error of at most {error:.2g}.",
            ),
            err=err,
        )


def _say_ties(rows: _Rows, shown: _Rows, *, err: bool) -> None:
    """How many share the last rank without being shown, and whether the ranking tells anything."""
    if not rows:
        say(Text("网络中没有边，排不出名次。", "The network has no tie to rank by."), err=err)
        return
    hidden = sum(row["rank"] == shown[-1]["rank"] for row in rows[len(shown) :])
    if hidden:
        place = shown[-1]["rank"]
        say(
            Text(
                f"并列第 {place} 名的还有 {hidden} 个未列出；并列的按编号排列，先后没有意义。",
                f"{hidden} more share rank {place}; within a rank the order is that of ids and "
                "means nothing.",
            ),
            err=err,
        )
    values = [row["value"] for row in rows]
    alike = max(values.count(value) for value in set(values))
    if 2 * alike > len(rows):
        say(
            Text(
                f"{len(rows)} 个实体中 {alike} 个的值相同，这个排名区分不出多少。",
                f"{alike} of {len(rows)} entities have the same value: this ranking tells little.",
            ),
            err=err,
        )


def _say_moves(graph: Any, by: str, *, err: bool) -> None:
    """How the ranking moves when only official sources count, and without any one source."""
    from kg import analysis

    if not graph.number_of_edges():
        return
    if graph.number_of_edges() > TRIED:
        say(
            Text(
                f"边数超过 {TRIED}，没有逐一试去掉来源。",
                f"More than {TRIED} ties: leaving out each source was not tried.",
            ),
            err=err,
        )
        return
    sources = graph.graph["coverage"]["sources"]
    official = [found["id"] for found in sources if found["reliability"] == "official"]
    low_first = by in analysis.LOW_IS_CENTRAL
    alone, *others = analysis.moves(
        graph, analysis.MEASURES[by], official=official, low_first=low_first
    )
    say(
        Text(
            f"只算官方来源：剩 {alone.ties} 条边，前十名 {alone.top} 个中留下 {alone.kept} 个。",
            f"Official sources alone leave {alone.ties} {_ties(alone.ties)}, and {alone.kept} of "
            f"the {alone.top} entities ranked 1 to 10.",
        ),
        err=err,
    )
    worst = min(others, key=lambda move: (move.kept, move.ties, move.without or ""))
    same = sum(move.kept == move.top for move in others)
    rho = "–" if worst.agreement is None else f"{worst.agreement:.2f}"
    say(
        Text(
            f"逐一去掉 {len(others)} 个来源：{same} 次前十名不变；"
            f"变动最大的是去掉 {worst.without}，剩 {worst.ties} 条边，"
            f"留下 {worst.kept} 个（斯皮尔曼相关 {rho}）。",
            f"Each of {len(others)} sources left out in turn: {same} times ranks 1 to 10 stay the "
            f"same; the most changes without {worst.without}, which leaves {worst.ties} "
            f"{_ties(worst.ties)} and {worst.kept} of those entities (Spearman's rho {rho}).",
        ),
        err=err,
    )


def _ties(count: int) -> str:
    return "tie" if count == 1 else "ties"


def _draw(graph: Any, rows: _Rows, by: str, output: Path) -> None:
    from kg.charts import bars
    from kg.cli.writing import write_file

    lang = language()
    label = graph.graph["label"][lang]
    told = graph.graph["coverage"]
    title = Text(f"{label}：{MEASURES[by].zh}", f"{label}: {MEASURES[by].en}").in_language(lang)
    note = Text(
        f"{told['claims']} 条陈述，{len(told['sources'])} 个来源；来源有偏，并列同名次",
        f"{told['claims']} claims of {len(told['sources'])} sources; the sources are biased",
    ).in_language(lang)
    entries = [(row["rank"], row["entity"][lang], row["value"]) for row in rows]
    write_file(output, bars(entries, title=title, note=note).encode("utf-8"))
