"""`kg cite`: a citation of a source, or of a claim with its place in each source."""

from __future__ import annotations

import click

from kg.cli.bilingual import command as declare
from kg.cli.bilingual import option
from kg.cli.completion import name_argument
from kg.cli.opening import opened
from kg.cli.output import print_json
from kg.errors import Text

__all__ = ["command"]


@declare(
    "cite",
    Text(
        "引用一个来源，或一条陈述（每个来源一条，写明位置、数据版本和地址）。\n\n"
        "NAME 是来源编号（如 000）、陈述的编号或名称。推断的日期放在方括号里。",
        "Cite a source, or a claim: one citation per source, with the place in it, the version "
        "of the data and the address.\n\n"
        "NAME is the id of a source (000) or the id or name of a claim. Inferred dates are marked.",
    ),
    "kg cite 000",
    "kg cite pairing/jinpu-pudong --style apa",
    "kg cite agreement/jinpu-pudong --style bibtex",
)
@name_argument("name")
@option(
    "--style",
    type=click.Choice(["gbt7714", "apa", "bibtex"]),
    default="gbt7714",
    text=Text("格式：国标 GB/T 7714、APA、BibTeX", "GB/T 7714, APA or BibTeX"),
)
@option(
    "--format",
    "form_",
    type=click.Choice(["table", "json"]),
    default="table",
    text=Text("输出格式：文字或 JSON", "as text or as JSON"),
)
def command(name: str, style: str, form_: str) -> None:
    """Print citations."""
    from kg import asking

    rows = asking.cite(name, style, opened())
    if form_ == "json":
        print_json(rows)
        return
    for row in rows:
        click.echo(row["citation"])
