"""`kg init`: start a data set of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.answers import say
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.cli.template import headers_option
from kg.errors import Text

__all__ = ["command"]


@declare(
    "init",
    Text(
        "新建自己的数据目录：一份说明和几张空表，马上就能建图谱。\n\n"
        "--xlsx 建成一个工作簿：各格都是文本（日期不会被改写），允许的取值有下拉，"
        "选中一格就显示这一列该填什么。"
        "DIR 应是新目录或空目录；已有的文件一概不动。",
        "Start a data folder of your own: a short README and empty tables, which build at once.\n\n"
        "--xlsx makes it a workbook: cells are text, so that dates stay as typed, allowed values "
        "drop down, and a chosen cell says what belongs there. "
        "DIR is a new or an empty folder; nothing is overwritten.",
    ),
    "kg init my-data",
    "kg init my-workbook --xlsx",
    "kg init 我的数据 --headers zh",
)
@argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@headers_option
@option(
    "--xlsx",
    "workbook",
    is_flag=True,
    text=Text("各表放在一个工作簿里", "the tables as one workbook"),
)
def command(folder: Path, headers: str, workbook: bool) -> None:
    """Make the folder and say what comes next."""
    from kg.loaders.starting import start

    made = start(folder, chinese=headers == "zh", workbook=workbook)
    names = ", ".join(path.name for path in made if path.suffix)
    where = shlex.quote(str(folder))
    say(
        Text(
            f"已建好 {folder}（{names.replace(', ', '、')}）。\n\n"
            "接下来：\n"
            f"  kg source add 文件.docx --data {where} --reliability 媒体\n"
            f"  kg review {where}，或用表格软件在 {folder} 的各表里填写文件说了什么\n"
            f"  kg --store my-store build {where}\n"
            "  kg --store my-store partners 大连",
            f"Made {folder} ({names}).\n\n"
            "Next:\n"
            f"  kg source add FILE.docx --data {where} --reliability press\n"
            f"  kg review {where}, or fill in the tables in {folder}: what the document says\n"
            f"  kg --store my-store build {where}\n"
            "  kg --store my-store partners Dalian",
        )
    )
