"""`kg validate`: the shapes, in the words of the tables."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language
from kg.cli.folders import data_option
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json
from kg.cli.problems import print_problems, problem_records
from kg.errors import Text

__all__ = ["command"]


@declare(
    "validate",
    Text(
        "逐个来源检查图谱是否符合约束（SHACL），每个属性是否用对了地方；"
        "问题按“文件:行：列：说明”列出。\n\n"
        "各来源分开检查，彼此矛盾不算错。",
        "Check the store, source by source, against the shapes (SHACL), and every property "
        "against its domain and range; problems read file:row: column: what is wrong.\n\n"
        "Each source is checked by itself: that sources contradict each other is no mistake.",
    ),
    "kg validate",
    "kg validate --format json",
)
@data_option
@format_option
def command(data: tuple[Path, ...], form_: str) -> None:
    """Validate and list what does not conform."""
    from kg.validation import read_origins, validate

    found = validate(opened(), origins=read_origins(data))
    count = len(found.problems)
    if form_ == "json":
        print_json(
            {
                "graphs": found.graphs,
                "things": found.things,
                "problems": problem_records(found.problems),
            }
        )
    else:
        print_problems(found.problems, form_)
        noun = "problem" if count == 1 else "problems"
        summary = Text(
            f"检查了 {found.graphs} 个图中的 {found.things} 个事物，"
            + (f"共 {count} 处问题。" if count else "没有问题。"),
            f"Checked {found.things} things in {found.graphs} graphs: {count or 'no'} {noun}.",
        )
        click.echo(summary.in_language(language()), err=form_ != "table")
    if count:
        raise click.exceptions.Exit(1)
