"""`kg path`: how two things are connected."""

from __future__ import annotations

import click

from kg.cli.answers import label, notes_for
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import name_argument
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import CITED, cited, format_option, print_json, print_table, print_values
from kg.cli.tables import fold, terminal_width
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = ["command"]

HEADS = (
    Text("步", "hop"),
    Text("自", "from"),
    Text("关系", "relation"),
    Text("至", "to"),
    Text("来源", "sources"),
)


@declare(
    "path",
    Text(
        "甲和乙怎样联系起来：最短的路径，每一步的关系和出处，连成一句话。\n\n"
        "也走“位于”（下级到上级）；不要它就加 --without within。找不到时说明查过什么、"
        "放开限制会怎样。",
        "How A and B are connected: the shortest path, the relation and sources of each hop, and "
        "the whole as one sentence.\n\n"
        "Walks `within` too; leave it out by --without within. If there is none, it says what "
        "was searched and what would connect.",
    ),
    "kg path 盘锦 无锡",
    "kg path 沈抚新区 大连 --k 3",
    "kg path 营口 上海 --without within --max-length 4",
    "kg --lang en path Panjin Pudong --format json",
)
@name_argument("start", metavar="A")
@name_argument("end", metavar="B")
@option(
    "--k",
    "count",
    type=click.IntRange(min=1, max=100),
    default=1,
    metavar="N",
    text=Text("最多列几条，默认 1", "how many paths at most; 1 by default"),
)
@option(
    "--max-length",
    type=click.IntRange(min=1),
    metavar="N",
    text=Text("最多走几步", "how many hops at most"),
)
@option(
    "--only",
    multiple=True,
    metavar="KIND",
    text=Text("只走这种关系，如 结对、协议、活动，可多次使用", "use these relations only"),
)
@option(
    "--without",
    multiple=True,
    metavar="KIND",
    text=Text("不走这种关系，如 within、提到，可多次使用", "avoid these relations"),
)
@format_option
@cite_option
def command(
    start: str,
    end: str,
    count: int,
    max_length: int | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
    form_: str,
) -> None:
    """Print the paths."""
    from kg import asking

    store = opened()
    rows = asking.path(
        start, end, k=count, max_length=max_length, only=only, without=without, store=store
    )
    if form_ == "json":
        print_json(rows)
    elif form_ == "table":
        _print(store, rows)
    else:
        _print_values(rows, form_)


ARROWS = {"forth": "→", "back": "←", "both": "↔"}


def _print(store: Store, rows: list[Record]) -> None:
    lang = language()
    for number, row in enumerate(rows, 1):
        if number > 1:
            click.echo()
        count = len(row["hops"])
        hops = "hop" if count == 1 else "hops"
        head = Text(f"路径 {number}（{count} 步）", f"Path {number} ({count} {hops})")
        click.echo(head.in_language(lang))
        _say(row[lang])
        click.echo()
        notes = notes_for(store)
        cells = [
            [
                str(step),
                label(hop["from"], lang),
                f"{ARROWS[hop['direction']]} {hop[lang]}",
                label(hop["to"], lang),
                notes.mark(hop["sources"]),
            ]
            for step, hop in enumerate(row["hops"], 1)
        ]
        print_table([one.in_language(lang) for one in HEADS], cells)
        notes.print()


def _say(sentence: str) -> None:
    """A sentence; a terminal gets it in lines, so that no word is torn."""
    width = terminal_width()
    for line in fold(sentence, width) if width else [sentence]:
        click.echo(line)


def _print_values(rows: list[Record], form: str) -> None:
    lang = language()
    heads = ["path", "hop", "from", "relation", "to", "claim", *CITED]
    lines = [
        [
            number,
            step,
            label(hop["from"], lang),
            hop["relation"],
            label(hop["to"], lang),
            hop["claim"],
            *cited(source),
        ]
        for number, row in enumerate(rows, 1)
        for step, hop in enumerate(row["hops"], 1)
        for source in hop["sources"]
    ]
    print_values(heads, lines, form)
