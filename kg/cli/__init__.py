"""The command line: parse, one library call, print."""

from __future__ import annotations

import click

from kg.cli.bilingual import LazyGroup, Option
from kg.errors import Text
from kg.language import LANGUAGES

__all__ = ["main"]

# Command -> module, imported when the command is used: `kg partners` must feel instant.
COMMANDS = {
    name: f"kg.cli.{name}"
    for name in (
        "partners",
        "search",
        "match",
        "show",
        "path",
        "tasks",
        "compare",
        "agreements",
        "figures",
        "list",
        "sources",
        "cite",
        "grep",
        "locate",
        "propose",
        "review",
        "conflicts",
        "gaps",
        "coverage",
        "rank",
        "communities",
        "stats",
        "timeline",
        "map",
        "query",
        "queries",
        "serve",
        "export",
        "init",
        "template",
        "source",
        "build",
        "load",
        "validate",
        "verify",
        "diff",
        "ontology",
    )
}


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from kg import __version__

        click.echo(f"kg {__version__}")
        ctx.exit()


main = LazyGroup(
    name="kg",
    modules=COMMANDS,
    text=Text(
        "中国区域合作知识图谱：谁与谁结对，哪份文件说的，截至何时，原文何处。",
        "A knowledge graph of regional cooperation in China: who is paired with whom, "
        "which document says so, as of when, and where in the text.",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[
        Option(
            ["--store"],
            envvar="KG_STORE",
            default="kg-store",
            metavar="LOCATION",
            text=Text(
                "图谱所在目录，或 :memory:（默认 kg-store，可用环境变量 KG_STORE 指定）",
                "the store's directory, or :memory: (default kg-store, or KG_STORE)",
            ),
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            is_eager=True,
            text=Text(
                "语言；默认依次取环境变量 KG_LANG、系统区域设置、中文",
                "language; by default KG_LANG, then the locale, then Chinese",
            ),
        ),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            text=Text("显示版本", "show the version"),
        ),
    ],
    callback=lambda store, lang: None,
)
