"""`kg stats`: what the store holds, and how the network hangs together."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.answers import say, say_before
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language
from kg.cli.opening import opened
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.cli.projected import projection_options
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]

STRUCTURE = {
    "nodes": Text("实体", "entities"),
    "ties": Text("边", "ties"),
    "components": Text("互不相连的部分", "components"),
    "pairs": Text("其中只有两个实体的", "of these, of two entities"),
    "largest": Text("最大部分的实体", "entities in the largest"),
    "diameter": Text("最大部分的直径", "diameter of the largest"),
    "density": Text("密度", "density"),
    "clustering": Text("传递性", "transitivity"),
    "bridges": Text("桥（断开即分成两半的边）", "bridges (ties whose loss parts a component)"),
    "cut_nodes": Text("割点（缺之即断的实体）", "cut nodes"),
    "core": Text("最大核数", "highest core number"),
    "by_level": Text("按级别的同配系数", "assortativity by level"),
    "by_region": Text("按省份的同配系数", "assortativity by province"),
}
# What pairings are counted by: two rounds of the same two are two pairings.
PAIRINGS = {
    "mechanism": Text("机制", "mechanism"),
    "programme": Text("合作计划和轮次", "programme and round"),
    "level": Text("双方的级别", "level of both"),
    "decade": Text("写明的起始年代", "decade of the stated beginning"),
    "tier": Text("最好的来源", "best source"),
}


@declare(
    "stats",
    Text(
        "图谱里有什么：各类、各来源的数目，以及网络的结构；先说来源的偏向。",
        "What the graph holds: counts by class and by source, and the structure of the network; "
        "the bias of the sources comes first.",
    ),
    "kg stats",
    "kg stats --projection cooperation --format json",
)
@projection_options
@format_option
def command(form_: str, **chosen: Any) -> None:
    """Print counts and structure."""
    from kg import asking

    answer = asking.stats(**chosen, store=opened())
    say_before(answer, form_)
    facts = answer.facts
    if form_ == "json":
        print_json(answer.content)
    elif form_ == "table":
        _print(facts["structure"], answer, facts["sources"], facts["pairings"])
    else:
        rows: list[list[Any]] = [["structure", *item] for item in facts["structure"].items()]
        rows += [["class", row["id"], row["stated"]] for row in answer]
        rows += [
            [f"pairings by {row['by']}", row["id"] or row[language()], row["pairings"]]
            for row in facts["pairings"]
        ]
        rows += [["source", row["id"], row["claims"]] for row in facts["sources"]]
        print_values(["what", "name", "number"], rows, form_)


def _print(
    shape: Record, classes: list[Record], sources: list[Record], pairings: list[Record]
) -> None:
    lang = language()

    def table(title: Text, heads: list[Text], rows: list[list[str]]) -> None:
        click.echo()
        say(title)
        print_table([head.in_language(lang) for head in heads], rows)

    number = Text("数目", "number")
    table(
        Text("网络的结构", "Structure of the network"),
        [Text("指标", "measure"), number],
        [[words.in_language(lang), _shown(shape[key])] for key, words in STRUCTURE.items()],
    )
    table(
        Text("各类的数目", "By class"),
        [Text("类", "class"), Text("来源说到", "in sources"), Text("图谱收录", "in the graph")],
        [[row[lang], str(row["stated"]), str(row["known"])] for row in classes],
    )
    for by, words in PAIRINGS.items():
        counted = [row for row in pairings if row["by"] == by]
        title = Text(f"结对关系，按{words.zh}", f"Pairings by {words.en}")
        table(title, [words, number], [[row[lang], str(row["pairings"])] for row in counted])
    table(
        Text("各来源的数目", "By source"),
        [
            Text("来源", "source"),
            Text("说到", "states"),
            Text("独家", "alone"),
            Text("标题", "title"),
        ],
        [[row["id"], str(row["claims"]), str(row["alone"]), row["title"]] for row in sources],
    )


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}"
