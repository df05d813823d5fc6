"""`kg build`: tables -> checked store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.opening import location
from kg.cli.output import print_table
from kg.errors import StoreError, Text

__all__ = ["command", "progress_line"]

STEPS = {
    "read": Text("读表", "reading tables"),
    "check": Text("检查", "checking"),
    "derive": Text("推导", "deriving"),
    "write": Text("写入", "writing"),
    "send": Text("发送", "sending"),
}


@declare(
    "build",
    Text(
        "由数据表建图谱：先检查全部行，没有问题才替换旧图谱。\n\n"
        "先读随软件附带的数据，再依次读 --data 指定的目录。",
        "Build the store from tables: every row is checked, and the store before is replaced "
        "only if all is well.\n\n"
        "The packaged data come first, then the folders of --data in their order.",
    ),
    "kg build",
    "kg --store my-store build",
)
@option(
    "--data",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    text=Text("另加的数据目录，可多次使用", "a further data folder; may be repeated"),
)
@option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text("原文目录，用来定位 quote 列的引文", "raw texts, in which quotes are located"),
)
def command(data: tuple[Path, ...], sources: Path | None) -> None:
    """Build and say what was built."""
    from kg.loaders import build
    from kg.store import MEMORY

    where = location()
    if where == MEMORY:
        raise StoreError(
            Text("内存中的图谱不能保存", "a store in memory is not kept"),
            where=MEMORY,
            hint=Text("请用 --store 指定目录", "name a directory with --store"),
        )
    info = build(
        where,
        data,
        texts=sources,
        progress=progress_line if sys.stderr.isatty() else None,
        notify=lambda notice: click.echo(notice.message(language()), err=True),
    )
    _summary(where, info)


def progress_line(step: str, number: int, steps: int) -> None:
    """Say on stderr, in one line, how far the work is."""
    words = STEPS[step].in_language(language())
    click.echo(f"\r\x1b[K[{number}/{steps}] {words}", err=True, nl=number == steps)


def _summary(where: str, info: dict[str, object]) -> None:
    from kg.ontology import load

    lang = language()
    claims = info["classes"]
    assert isinstance(claims, dict)
    head = Text(
        f"图谱已建好：{where}（版本 {info['build']}，数据 {info['data']}，"
        f"{info['sources']} 个来源，{info['triples']} 条三元组）",
        f"Built {where} (build {info['build']}, data {info['data']}, "
        f"{info['sources']} sources, {info['triples']} triples)",
    )
    click.echo(head.in_language(lang))
    classes = sorted(load().classes.values(), key=lambda found: found.order)
    rows = [
        [found.label.in_language(lang), str(claims[found.name])]
        for found in classes
        if claims.get(found.name)
    ]
    print_table(
        [Text("类", "class").in_language(lang), Text("数", "number").in_language(lang)], rows
    )
