"""`kg init`: start a data set of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument
from kg.cli.bilingual import command as declare
from kg.cli.template import headers_option
from kg.errors import Text

__all__ = ["command"]


@declare(
    "init",
    Text(
        "新建自己的数据目录：一份说明和几张空表，马上就能建图谱。\n\n"
        "DIR 应是新目录或空目录；已有的文件一概不动。",
        "Start a data folder of your own: a short README and empty tables, which build at once.\n\n"
        "DIR is a new or an empty folder; nothing is overwritten.",
    ),
    "kg init my-data",
    "kg init 我的数据 --headers zh",
)
@argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@headers_option
def command(folder: Path, headers: str) -> None:
    """Make the folder and say what comes next."""
    from kg.loaders.starting import TEXTS, start

    made = start(folder, chinese=headers == "zh")
    names = ", ".join(path.name for path in made if path.suffix)
    where, texts = shlex.quote(str(folder)), shlex.quote(str(folder / TEXTS))
    say(
        Text(
            f"已建好 {folder}（{names.replace(', ', '、')}）。\n\n"
            "接下来：\n"
            f"  kg source add 文件.docx --data {where} --reliability 媒体\n"
            f"  用表格软件在 {folder} 的各表里填写文件说了什么\n"
            f"  kg --store my-store build --data {where} --sources {texts}\n"
            "  kg --store my-store partners 大连",
            f"Made {folder} ({names}).\n\n"
            "Next:\n"
            f"  kg source add FILE.docx --data {where} --reliability press\n"
            f"  fill in the tables in {folder}: what the document says\n"
            f"  kg --store my-store build --data {where} --sources {texts}\n"
            "  kg --store my-store partners Dalian",
        )
    )
