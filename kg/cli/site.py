"""`kg site`: the graph as a static web site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.opening import opened
from kg.errors import Text

__all__ = ["command"]

# A line of progress at most every so many steps.
EVERY = 25


@declare(
    "site",
    Text(
        "把整个图谱写成一个静态网站：首页和查找、地图、每个地区、机构、结对、方案、协议和来源各一页、"
        "现成问题的答案、本体、下载文件，中英文都有。\n\n"
        "放到任何网页空间都行，也可以直接从磁盘打开；不连接任何服务器。再运行一次，只改写内容变了的"
        "页面。",
        "Write the graph as a static web site: first page with search, map, a page for every "
        "place, organization, pairing, plan, agreement and source, the packaged questions with "
        "their answers, the ontology and downloads, in Chinese and English.\n\n"
        "It works on any web space and from disk, and asks no server for anything. Run again, it "
        "rewrites only the pages that changed.",
    ),
    "kg site 网站/",
)
@argument("output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text(
        "原文目录，文件名为 来源编号.txt；页上便引用短句，发布前请确认有权引用",
        "raw texts, named SOURCE.txt; pages then quote a few words: see that you may publish them",
    ),
)
def command(output: Path, folder: Path | None) -> None:
    """Write the site and say what was written."""
    from kg.site import write

    progress = _line if sys.stderr.isatty() else None
    done = write(opened(), output, texts=folder, progress=progress)
    if progress:
        click.echo("\r\033[K", nl=False, err=True)
    size = f"{done.size / 1e6:.1f} MB"
    say(
        Text(
            f"已写好 {output}：{done.files} 个文件，{size}；这次改写 {done.written} 个，"
            f"移除 {done.removed} 个。用浏览器打开 {output / 'index.html'}",
            f"Wrote {output}: {done.files} files, {size}; {done.written} rewritten, "
            f"{done.removed} removed. Open {output / 'index.html'} in a browser",
        ),
        err=True,
    )


def _line(what: Text, done: int, all_: int) -> None:
    if done % EVERY and done != all_:
        return
    words = f"{what.in_language(language())} {done}/{all_}"
    click.echo(f"\r\033[K{words}", nl=False, err=True)
