"""`kg sample`: draw which texts are coded, with a training round before them."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.output import print_table
from kg.errors import Text

__all__ = ["command"]

HEADS = (Text("序号", "order"), Text("来源", "source"), Text("阶段", "phase"))
PHASES = {"training": Text("训练", "training"), "main": Text("正式", "main")}


@declare(
    "sample",
    Text(
        "从数据目录里有原文的来源中抽样，写进 DIR/sampling.csv："
        "同样的种子、同样的来源，抽出的总是同样的。\n\n"
        "先是训练的若干篇，kg reliability 不计；后是正式的。kg review 按这个次序列出。"
        "已有抽样方案时不覆盖。",
        "Draw which of the texts of a data folder are coded, into DIR/sampling.csv: the same seed "
        "and sources always give the same.\n\n"
        "First the texts of a training round, which `kg reliability` does not count, then those "
        "that do. `kg review` lists them in this order. A plan that is there is not overwritten.",
    ),
    "kg sample --help",
)
@argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@option(
    "--size",
    type=click.IntRange(1),
    required=True,
    metavar="N",
    text=Text("正式编码的篇数", "how many texts count"),
)
@option(
    "--training",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    text=Text("此前训练的篇数，默认 0", "how many come before as a training round, by default 0"),
)
@option(
    "--seed",
    type=int,
    default=1,
    metavar="N",
    text=Text("种子，默认 1", "the seed, by default 1"),
)
def command(folder: Path, size: int, training: int, seed: int) -> None:
    """Draw and say what was drawn."""
    from kg.deciding.readings import texts_in
    from kg.deciding.sampling import write_plan

    texts = texts_in(folder)
    rows = write_plan(folder, texts, size, training=training, seed=seed)
    lang = language()
    shown = [[row["order"], row["source"], PHASES[row["phase"]].in_language(lang)] for row in rows]
    print_table([head.in_language(lang) for head in HEADS], shown)
    say(
        Text(
            f"从 {len(texts)} 篇中抽出，种子 {seed}，写进 {folder / 'sampling.csv'}",
            f"Drawn from {len(texts)} texts, seed {seed}; written to {folder / 'sampling.csv'}",
        ),
        err=True,
    )
