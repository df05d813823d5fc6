"""`kg build`: tables -> checked store."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.bounded import bounded
from kg.cli.folders import texts_of
from kg.cli.opening import location
from kg.errors import StoreError, Text

__all__ = ["command", "progress_line"]

# So many classes are told of a store that was not there before.
SHOWN = 8
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
        "先读随软件附带的数据，再依次读各个数据目录：写在后面，或用 --data 指定。"
        "引文在 --sources 目录里找，不写时在最后一个有 texts 的数据目录里找。",
        "Build the store from tables: every row is checked, and the store before is replaced "
        "only if all is well.\n\n"
        "The packaged data come first, then the data folders in their order, as arguments or with "
        "--data. Quotes are looked for in the folder of --sources, or else in `texts` of the last "
        "data folder that has it.",
    ),
    "kg build",
    "kg --store my-store build",
)
@argument("folders", nargs=-1, metavar="[DIR]...", type=click.Path(path_type=Path))
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
def command(folders: tuple[Path, ...], data: tuple[Path, ...], sources: Path | None) -> None:
    """Build and say what was built."""
    from kg.loaders import build
    from kg.store import MEMORY

    where = location()
    bounded(where, writing=True)
    if where == MEMORY:
        raise StoreError(
            Text("内存中的图谱不能保存", "a store in memory is not kept"),
            where=MEMORY,
            hint=Text("请用 --store 指定目录", "name a directory with --store"),
        )
    before = _before(where)
    data = (*data, *folders)
    info = build(
        where,
        data,
        texts=sources or texts_of(data),
        progress=progress_line if sys.stderr.isatty() else None,
        notify=lambda notice: click.echo(notice.message(language()), err=True),
    )
    say(_built(where, info))
    say(_news(before, info) if before else _holdings(info))


def _before(where: str) -> dict[str, Any] | None:
    """What the store held; None if there was none, or it is not here."""
    from kg.store import build_info, is_remote

    try:
        return None if is_remote(where) else build_info(where)
    except StoreError:
        return None


def progress_line(step: str, number: int, steps: int) -> None:
    """Say on stderr, in one line, how far the work is."""
    words = STEPS[step].in_language(language())
    click.echo(f"\r\x1b[K[{number}/{steps}] {words}", err=True, nl=number == steps)


def _built(where: str, info: dict[str, Any]) -> Text:
    return Text(
        f"图谱已建好：{where}（版本 {info['build']}，数据 {info['data']}，"
        f"{info['sources']} 个来源，{info['triples']} 条三元组）",
        f"Built {where} (build {info['build']}, data {info['data']}, "
        f"{info['sources']} sources, {info['triples']} triples)",
    )


def _news(before: dict[str, Any], info: dict[str, Any]) -> Text:
    """What is new since the build before, and what is gone."""
    if before["build"] == info["build"]:
        return Text("与上一版相同，没有变化。", "Nothing has changed since the build before.")
    old, new = Counter(before["classes"]), Counter(info["classes"])
    more, less = _counts(new - old), _counts(old - new)
    zh = [f"新增 {more.zh}"] * bool(more.zh) + [f"少了 {less.zh}"] * bool(less.zh)
    en = [f"new: {more.en}"] * bool(more.en) + [f"gone: {less.en}"] * bool(less.en)
    return Text(
        f"与上一版（{before['build']}）相比：{'；'.join(zh) or '数目未变，内容有改动'}。",
        f"Since the build before ({before['build']}): "
        f"{'; '.join(en) or 'as many of each, with other content'}.",
    )


def _holdings(info: dict[str, Any]) -> Text:
    """What there is most of, for a store that was not there before."""
    counts = Counter(info["classes"])
    most = _counts(Counter(dict(counts.most_common(SHOWN))))
    rest = len(counts) - SHOWN
    zh = f" 等 {len(counts)} 类" if rest > 0 else ""
    en = f" and {rest} more kinds" if rest > 0 else ""
    return Text(f"其中有{most.zh}{zh}。", f"It holds {most.en}{en}.")


def _counts(counts: Counter[str]) -> Text:
    """Classes with their numbers, in the order of the ontology."""
    from kg.ontology import load

    found = sorted(load().classes.values(), key=lambda kind: kind.order)
    labels = [(kind.label, counts[kind.name]) for kind in found if counts[kind.name]]
    return Text(
        "、".join(f"{label.zh} {number}" for label, number in labels),
        ", ".join(f"{number} of “{label.en}”" for label, number in labels),
    )
