"""`kg communities`: groups that hang together."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.answers import all_option, everything, say_before
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.projected import projection_options
from kg.errors import Text

__all__ = ["command"]

SHOWN = 8


@declare(
    "communities",
    Text(
        "哪些实体抱成一团：按模块度划分社群，写明算法、种子和模块度。",
        "Which entities hang together: communities by modularity, with algorithm, seed and "
        "modularity stated.",
    ),
    "kg communities --projection cooperation --level all",
    "kg communities --format json",
)
@option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    text=Text("随机种子；种子相同，结果相同", "the seed; the same seed gives the same groups"),
)
@option(
    "--resolution",
    type=click.FloatRange(min=0.01),
    default=1.0,
    text=Text("分辨率，越大分得越细", "the resolution; higher gives smaller groups"),
)
@projection_options
@format_option
@all_option
def command(seed: int, resolution: float, form_: str, **chosen: Any) -> None:
    """Print communities, the largest first."""
    from kg import asking

    answer = asking.communities(seed=seed, resolution=resolution, **chosen, store=opened())
    say_before(answer, form_)
    if form_ == "json":
        print_json(answer.content)
    elif form_ == "table":
        _print(answer)
    else:
        heads = ["community", "id", "type", "zh", "en", "iri"]
        lines = [
            [row["community"], *(member[key] for key in heads[1:])]
            for row in answer
            for member in row["members"]
        ]
        print_values(heads, lines, form_)


def _print(rows: list[dict[str, Any]]) -> None:
    lang = language()
    click.echo()
    heads = [Text("社群", "community"), Text("实体数", "size"), Text("成员", "members")]
    cells = []
    for row in rows:
        names = [member[lang] for member in row["members"]]
        words = ("、" if lang == "zh" else ", ").join(names if everything() else names[:SHOWN])
        if len(names) > SHOWN and not everything():
            words += Text("……", " …").in_language(lang)
        cells.append([str(row["community"]), str(row["size"]), words])
    print_table([head.in_language(lang) for head in heads], cells)
