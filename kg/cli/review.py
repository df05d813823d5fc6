"""`kg review`: decide in the browser what the drafts of one's own texts are worth."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.errors import Text

__all__ = ["command"]


@declare(
    "review",
    Text(
        "在浏览器里逐条取舍原文的草稿：接受、修改、拒绝、撤销，全用键盘也行；"
        "接受的写进 DIR 的各表，每一次取舍记在 DIR/decisions.csv。\n\n"
        "左边是原文，名称和草稿都加下划线；右边是草稿。没有人看过的句子有标记。只在本机可访问，"
        "按 Ctrl+C 停止，取舍随时已存好。",
        "Decide in the browser on the drafts of your own texts: accept, mend, refuse, undo, by "
        "keyboard alone if you like. What is accepted goes into the tables of DIR, every decision "
        "into DIR/decisions.csv.\n\n"
        "The text is on the left, names and drafts underlined; drafts on the right. Sentences that "
        "nobody has decided on are marked. Open to this machine only, until Ctrl-C; every decision "
        "is saved at once.",
    ),
    "kg review --help",
)
@argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option(
    "--coder",
    metavar="NAME",
    text=Text("谁在取舍，默认是登录名", "who decides, by default your login name"),
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7655,
    metavar="PORT",
    text=Text(
        "端口，默认 7655；0 表示任一空闲端口", "the port, 7655 by default; 0 takes a free one"
    ),
)
def command(folder: Path, coder: str | None, port: int) -> None:
    """Open the folder and serve its pages."""
    from kg.deciding import open_desk
    from kg.endpoint.review.server import serve_review

    desk = open_desk(folder, (coder or getpass.getuser()).strip())
    serve_review(desk, port=port, lang=language(), started=_started)


def _started(address: str) -> bool:
    told = Text(f"请在浏览器中打开：{address}", f"Open in a browser: {address}")
    click.echo(told.in_language(language()))
    stop = Text("（按 Ctrl+C 停止）", "(Ctrl-C stops it)")
    click.echo(stop.in_language(language()), err=True)
    return True
