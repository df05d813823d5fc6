"""`kg review`: decide in the browser what the drafts of one's own texts are worth."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.serve import port_option, say_started
from kg.errors import KGError, Text

__all__ = ["command"]


@declare(
    "review",
    Text(
        "在浏览器里逐条取舍原文的草稿：接受、修改、拒绝、撤销，全用键盘也行；"
        "接受的写进 DIR 的各表，每一次取舍记在 DIR/decisions.csv。\n\n"
        "几个人各自编码，用 --coder：接受的和取舍都写在 DIR/coders/名字，互相看不见；"
        "--blind 连草稿也遮住。一致性见 kg reliability，不一致的用 --adjudicate 裁定，"
        "裁定的才写进 DIR 的各表。\n\n"
        "左边是原文，名称和草稿都加下划线；右边是草稿。没有人看过的句子有标记。只在本机可访问，"
        "按 Ctrl+C 停止，取舍随时已存好。",
        "Decide in the browser on the drafts of your own texts: accept, mend, refuse, undo, by "
        "keyboard alone if you like. What is accepted goes into the tables of DIR, every decision "
        "into DIR/decisions.csv.\n\n"
        "Where several code apart, each takes --coder: what they accept and decide stands in "
        "DIR/coders/NAME, and none sees the others'; --blind hides the drafts, too. How far they "
        "agree: `kg reliability`. What they differ on is settled with --adjudicate, and goes into "
        "the tables of DIR only then.\n\n"
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
    text=Text(
        "以这个名字单独编码，与别人分开；与 --adjudicate 同用时，是裁定人的名字",
        "code under this name, apart from others; with --adjudicate, the name of who settles",
    ),
)
@option(
    "--blind",
    is_flag=True,
    text=Text(
        "遮住机器的草稿和认出的名称（要有 --coder）",
        "hide the machine's drafts and names (needs --coder)",
    ),
)
@option(
    "--adjudicate",
    is_flag=True,
    text=Text("裁定几个编码员不一致的地方", "settle what coders read differently"),
)
@port_option(7655)
def command(folder: Path, coder: str | None, blind: bool, adjudicate: bool, port: int) -> None:
    """Open the folder and serve its pages."""
    from kg.deciding import open_desk
    from kg.deciding.coders import at_work, coder_folder
    from kg.deciding.reliability import coded
    from kg.endpoint.review.server import serve_review

    _check(coder, blind=blind, adjudicate=adjudicate)
    name = (coder or getpass.getuser()).strip()
    apart = coder is not None and not adjudicate
    if folder.is_dir():
        found = coded(folder) if adjudicate else None
        with at_work(coder_folder(folder, name) if apart else folder):
            desk = open_desk(folder, name, apart=apart, blind=blind)
            serve_review(desk, port=port, lang=language(), started=_started, found=found)
    else:
        open_desk(folder, name)


def _check(coder: str | None, *, blind: bool, adjudicate: bool) -> None:
    if blind and (adjudicate or coder is None):
        what = Text(
            "--blind 要与 --coder 同用，不能与 --adjudicate 同用",
            "--blind goes with --coder and not with --adjudicate",
        )
        raise KGError(what, where="--blind")


def _started(address: str) -> bool:
    return say_started(Text(f"请在浏览器中打开：{address}", f"Open in a browser: {address}"))
