"""`kg sheet`: the evidence sheet of one thing, as a page to open, to send and to print."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import name_argument
from kg.cli.opening import opened
from kg.cli.writing import write_file
from kg.errors import Text

__all__ = ["command"]


@declare(
    "sheet",
    Text(
        "证据页：某个地区、结对、协议、方案或合作计划，谁说了什么，一页看完。\n\n"
        "写成一个网页文件，不用联网，也不用脚本；手机上一栏，打印为 A4。有原文的，用 --sources "
        "指明目录，页上便引用短句（每处至多 80 字，经 SHA-256 核对）。",
        "The evidence sheet of a place, pairing, agreement, plan or programme: who said what, "
        "on one page.\n\n"
        "A page in one file, without network or scripts; one column on a phone, A4 on paper. With "
        "--sources it quotes a few words (at most 80 characters) of the texts that are there.",
    ),
    "kg sheet 盘锦 -o panjin.html",
    "kg sheet 沪连 --format json",
    "kg --lang en sheet 吉林省—浙江省 -o jilin-zhejiang.html",
)
@name_argument("name")
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    metavar="FILE",
    text=Text("写到哪个文件；不写则为标准输出", "the file to write; stdout if left out"),
)
@option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text("原文目录，文件名为 来源编号.txt", "raw texts, named SOURCE.txt"),
)
@option(
    "--format",
    "form_",
    type=click.Choice(["html", "json"]),
    default="html",
    text=Text("网页或 JSON", "a page or JSON"),
)
def command(name: str, output: Path, folder: Path | None, form_: str) -> None:
    """Write a sheet."""
    from kg import asking

    found = asking.sheet(name, folder, opened())
    if form_ == "json":
        content = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    else:
        from kg.maps.sheet import page

        content = page(found, language())
    write_file(output, content.encode("utf-8"))
