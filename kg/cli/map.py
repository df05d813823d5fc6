"""`kg map`: the network as one HTML file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.limits import limit_options
from kg.cli.opening import opened
from kg.errors import KGError, Text, reason

if TYPE_CHECKING:
    from kg.asking.drawing import Drawing
    from kg.maps import Drawn

__all__ = ["command"]

_Done = TypeVar("_Done")

# What kg.maps.MEASURES holds; a test sees to it. Importing it here would slow every --help.
MEASURES = ("ties", "degree", "betweenness", "closeness", "even")
# Likewise kg.maps.BASES.
BASES = ("land", "none")


@declare(
    "map",
    Text(
        "把网络画成一个网页文件：结对、网络、地理、对照和列表五种视图，离线可用，点击即见出处。"
        "给出名称，就只画它的周围。",
        "Draw the network as one HTML file: pairs, network, geography, matrix and list; it works "
        "offline, and a click shows the sources. With a NAME, only the part around it.",
    ),
    "kg map -o map.html",
    "kg map 大连 --depth 1 -o dalian.html",
    "kg map --path 丹东 浦东新区 -o path.html",
    "kg map --view geo --size degree -o geo.html",
    "kg map --programme 对口支援新疆（2010年起） -o xinjiang.html",
)
@argument("name", required=False)
@option(
    "-o",
    "output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    text=Text("输出的网页文件", "the page to write"),
)
@option(
    "--depth",
    type=click.IntRange(1, 9),
    metavar="N",
    text=Text("名称周围几步以内（默认 1）", "how many ties around NAME (default 1)"),
)
@option(
    "--view",
    type=click.Choice(["pairs", "network", "geo"]),
    default="pairs",
    text=Text(
        "打开时的视图：结对（默认）、网络、地理",
        "the view it opens with: pairs (default), network, geography",
    ),
)
@option(
    "--path",
    nargs=2,
    metavar="A B",
    text=Text("打开时显示两者之间的路径", "show the path between these two"),
)
@option(
    "--size",
    type=click.Choice(MEASURES),
    default="ties",
    text=Text(
        "节点大小表示什么：关联数（默认）、结对度、介数、接近中心性，或一样大",
        "what the size of symbols says: neighbours (default), degree, betweenness or closeness "
        "centrality in the graph of pairings, or nothing",
    ),
)
@option(
    "--base",
    type=click.Choice(BASES),
    default="land",
    text=Text(
        "地理视图的底图：陆地和海洋（默认，不画任何边界），或者没有底图",
        "what lies under the geographic view: land and sea (default, no borders of any kind) or "
        "nothing",
    ),
)
@option(
    "--limit",
    type=click.IntRange(1, 5000),
    metavar="N",
    text=Text(
        "最多画多少个对象（默认 1400），先略去与所选视图关系最小的",
        "draw at most so many entities (default 1400); those least relevant to the view go first",
    ),
)
@option(
    "--own",
    is_flag=True,
    text=Text(
        "只画自己加入的来源所说的", "only what sources say that did not come with the packaged data"
    ),
)
@limit_options
def command(
    name: str | None,
    output: Path,
    depth: int | None,
    view: str,
    path: tuple[str, str] | None,
    size: str,
    base: str,
    limit: int | None,
    own: bool,
    **limits: Any,
) -> None:
    """Write the map and say where it is."""
    from kg.asking.drawing import drawing

    if depth is not None and name is None:
        words = Text("--depth 要与名称同用", "--depth goes with a NAME")
        raise click.UsageError(words.in_language(language()))
    # Before the drawing, which takes seconds.
    _try(output.parent.stat, output)
    drawn = drawing(name, depth=depth or 1, path=path, own=own, store=opened(), **limits)
    told = _write(drawn, output, view=view, size=size, base=base, limit=limit)
    _tell(told, output, drawn.link)


def _write(drawn: Drawing, output: Path, **options: str | int | None) -> Drawn:
    from kg.maps import write

    opening = {
        "title": drawn.title,
        "select": drawn.select,
        "connect": drawn.connect,
        "keep": drawn.own,
        "lang": language(),
    }
    return _try(lambda: write(drawn.network, output, **opening, **options), output)


def _try(does: Callable[[], _Done], output: Path) -> _Done:
    try:
        return does()
    except OSError as error:
        why = reason(error, Text("写不了：", "cannot be written: "))
        raise KGError(why, where=str(output)) from error


def _tell(drawn: Drawn, output: Path, link: str) -> None:
    size = f"{output.stat().st_size / 1e6:.1f} MB"
    nodes, edges, left = drawn
    address = f"{output.resolve().as_uri()}{link}"
    told = Text(
        f"已写好 {output}（{nodes} 个对象，{edges} 条关系，{size}），用浏览器打开：{address}",
        f"Wrote {output} ({nodes} entities, {edges} relations, {size}); "
        f"open it in a browser: {address}",
    )
    click.echo(told.in_language(language()))
    if left:
        from kg.maps.wording import STRINGS

        words = Text(*STRINGS["leftOut"]).in_language(language())
        click.echo(words.format(nodes + left, nodes, left), err=True)
