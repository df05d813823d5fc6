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
# Rows of a table, and bars of a chart, unless told otherwise.
SHOWN, DRAWN = 10, 20

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


def _draw(answer: Answer[Any], by: str, output: Path) -> None:
    from kg.charts import bars
    from kg.cli.writing import write_file

    lang = language()
    label, told = answer.facts["label"][lang], answer.facts["coverage"]
    title = Text(f"{label}：{MEASURES[by].zh}", f"{label}: {MEASURES[by].en}").in_language(lang)
    note = Text(
        f"{told['claims']} 条陈述，{len(told['sources'])} 个来源；来源有偏，并列同名次",
        f"{told['claims']} claims of {len(told['sources'])} sources; the sources are biased",
    ).in_language(lang)
    entries = [(row["rank"], row["entity"][lang], row["value"]) for row in answer]
    write_file(output, bars(entries, title=title, note=note).encode("utf-8"))
