"""The command line: parse, one library call, print."""

from __future__ import annotations

import click

from kg.cli.bilingual import LazyGroup, Option, language
from kg.errors import Text
from kg.language import LANGUAGES

__all__ = ["main"]

# What people come for -> the commands, in the order in which they are needed.
ASKING = (
    "partners search show path tasks compare agreements figures list timeline conflicts gaps "
    "coverage"
)
GROUPS = (
    (Text("查询", "Ask"), ASKING),
    (Text("出处", "Sources"), "sources cite grep locate"),
    (
        Text("录入", "Fill in"),
        "init template source propose sample review reliability build load unload validate verify",
    ),
    (Text("绘图与分析", "Draw and analyse"), "map sheet rank communities stats"),
    (Text("发布", "Publish"), "site"),
    (Text("对接其他软件", "With other programs"), "match query queries export diff serve"),
    (Text("说明", "About"), "ontology doctor"),
)
# Imported when the command is used: `kg partners` must feel instant.
COMMANDS = {name: f"kg.cli.{name}" for _, names in GROUPS for name in names.split()}
FIRST = (
    (
        "kg partners 大连",
        Text("谁与大连结对，出处何在", "who is paired with Dalian, and who says so"),
    ),
    ("kg search 高新区", Text("按名称查找", "find by name")),
    ("kg path 盘锦 无锡", Text("两地怎样联系起来", "how two places are connected")),
    ("kg map -o map.html", Text("画成网页", "draw the network as a web page")),
    ("kg serve", Text("在浏览器里查询", "ask in the browser")),
)


def _begin(store: str, lang: str | None, version: bool) -> None:
    """Say which versions these are, or what one does first where nothing is asked."""
    if version:
        from kg.cli import versions

        click.echo(versions.told(store, language()))
        click.get_current_context().exit()
    if click.get_current_context().invoked_subcommand is not None:
        return
    from kg.cli.tables import display_width

    spoken = language()
    width = max(display_width(line) for line, _ in FIRST)
    lines = [
        f"  {line}{' ' * (width - display_width(line))}  {words.in_language(spoken)}"
        for line, words in FIRST
    ]
    heading = Text("可以先试试：", "To begin with:").in_language(spoken)
    more = Text("全部命令：kg --help（English: kg --lang en）", "All commands: kg --help")
    told = [main.text.in_language(spoken), "", heading, *lines, "", more.in_language(spoken)]
    click.echo("\n".join(told))


main = LazyGroup(
    name="kg",
    modules=COMMANDS,
    groups=GROUPS,
    invoke_without_command=True,
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
            text=Text(
                "显示程序、数据、本体的版本和图谱的构建编号",
                "show the versions of program, data and ontology, and the build of the store",
            ),
        ),
    ],
    callback=_begin,
)
