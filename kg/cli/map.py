"""`kg map`: the network as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.opening import opened
from kg.errors import KGError, Text, reason

__all__ = ["command"]

# What kg.maps.MEASURES holds; a test sees to it. Importing it here would slow every --help.
MEASURES = ("ties", "degree", "betweenness", "closeness", "even")


@declare(
    "map",
    Text(
        "把网络画成一个网页文件：结对、网络、地理和列表四种视图，离线可用，点击即见出处。"
        "给出名称，就只画它的周围。",
        "Draw the network as one HTML file: pairs, network, geography and list; it works "
        "offline, and a click shows the sources. With a NAME, only the part around it.",
    ),
    "kg map -o map.html",
    "kg map 大连 --depth 1 -o dalian.html",
    "kg map --path 丹东 浦东新区 -o path.html",
    "kg map --view geo --size degree -o geo.html",
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
def command(
    name: str | None,
    output: Path,
    depth: int | None,
    view: str,
    path: tuple[str, str] | None,
    size: str,
) -> None:
    """Write the map and say where it is."""
    from kg.maps import around, fragment, part_with, write
    from kg.names import resolve
    from kg.network import project

    if depth is not None and name is None:
        words = Text("--depth 要与名称同用", "--depth goes with a NAME")
        raise click.UsageError(words.in_language(language()))

    store = opened()
    # Names first: a wrong one is said at once.
    centre = resolve(store, name) if name else None
    ends = [resolve(store, end) for end in path or ()]
    network = project(store)
    title = None
    # A pairing (沪连) is a line and not a node: what is around those it joins is drawn.
    pair = _joined(network, centre["iri"]) if centre else []
    _must_be_drawn(network, [*([centre] if centre and not pair else []), *ends])
    if centre:
        near = [around(network, iri, depth or 1) for iri in pair or [centre["iri"]]]
        network = part_with(network, set().union(*near))
        title = Text(f"{centre['zh']}的合作地图", f"Cooperation of {centre['en'] or centre['zh']}")
    _must_be_drawn(network, ends)
    if len(pair) == 2 and not ends:
        ends = [{"iri": iri, "id": network.nodes[iri]["id"]} for iri in pair]
    connect = (ends[0]["iri"], ends[1]["iri"]) if ends else None
    try:
        write(
            network,
            output,
            view=view,
            lang=language(),
            title=title,
            select=_selected(centre["iri"], pair, bool(ends)) if centre else None,
            connect=connect,
            size=size,
        )
    except OSError as error:
        why = reason(error)
        what = Text(f"写不了：{why.zh}", f"cannot be written: {why.en}")
        raise KGError(what, where=str(output)) from error
    link = fragment(
        select=(network.nodes[pair[0]]["id"] if pair else centre["id"])
        if centre and not ends
        else None,
        path=(ends[0]["id"], ends[1]["id"]) if ends else None,
    )
    _tell(network, output, link)


def _selected(centre: str, pair: list[str], between: bool) -> str | None:
    """What is selected when the page opens; a path between the two of a pairing stands alone."""
    if not pair:
        return centre
    return None if between else pair[0]


def _joined(network: Any, claim: str) -> list[str]:
    """The named partners of a pairing; none for anything else."""
    edges = (edge for edge in network.edges(data=True) if edge[2]["relation"] == "Pairing")
    ends = {end for a, b, data in edges if data["claim"] == claim for end in (a, b)}
    return sorted(end for end in ends if network.nodes[end]["id"])


def _must_be_drawn(network: Any, entities: list[dict[str, Any]]) -> None:
    """A place that exists and of which no source tells a tie is on no map."""
    for entity in entities:
        if entity["iri"] not in network:
            raise KGError(
                Text(
                    f"要画的网络里没有{entity['zh']}：来源没有记载它的合作关系，或者它不在这个范围以内",
                    f"{entity['en'] or entity['zh']} is not in the network to be drawn: the "
                    "sources state no tie of it, or it lies outside this part",
                ),
                hint=Text(
                    "加大 --depth，或不写名称、画全部",
                    "raise --depth, or leave NAME out to draw everything",
                ),
            )


def _tell(network: Any, output: Path, link: str) -> None:
    size = f"{output.stat().st_size / 1e6:.1f} MB"
    nodes = network.number_of_nodes()
    # Containment is no relation of cooperation, and the page does not count it either.
    edges = sum(data["relation"] != "within" for *_, data in network.edges(data=True))
    address = f"{output.resolve().as_uri()}{link}"
    told = Text(
        f"已写好 {output}（{nodes} 个对象，{edges} 条关系，{size}），用浏览器打开：{address}",
        f"Wrote {output} ({nodes} entities, {edges} relations, {size}); "
        f"open it in a browser: {address}",
    )
    click.echo(told.in_language(language()))
