"""`kg grep`: where a word stands in the raw texts, with the claims there."""

from __future__ import annotations

from pathlib import Path

from kg.cli.answers import Column, all_option, few, print_answer
from kg.cli.bilingual import argument
from kg.cli.bilingual import command as declare
from kg.cli.folders import texts_option
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.errors import Text

__all__ = ["WHAT_IS_THERE", "command"]

# What stands at a place in a text, and the claims that rest on it.
WHAT_IS_THERE = (
    Column(
        "passage",
        Text("原文", "passage"),
        lambda row, _: f"{row['before']}【{row['words']}】{row['after']}",
    ),
    Column(
        "claims",
        Text("陈述", "claims"),
        lambda row, lang: few([one[lang] for one in row["claims"]], lang),
        lambda row, _: "|".join(one["id"] for one in row["claims"]),
    ),
)


@declare(
    "grep",
    Text(
        "在原文中找一个词，并列出以那里为依据的陈述；简体、繁体不分。\n\n"
        "原文不随软件附带：DIR 里放 000.txt 这样的文件，并核对其 SHA-256。",
        "Find a word in the raw texts, with the claims whose evidence is there; simplified and "
        "traditional characters count as the same.\n\n"
        "The texts are not shipped: DIR holds files like 000.txt, whose SHA-256 is checked.",
    ),
    "kg grep --help",
)
@argument("text")
@texts_option
@format_option
@cite_option
@all_option
def command(text: str, folder: Path, form_: str) -> None:
    """Print the places."""
    from kg import asking

    store = opened()
    print_answer(store, asking.grep(text, folder, store), COLUMNS, form_)


COLUMNS = (
    Column("source", Text("出自", "in"), lambda row, _: row["source"]),
    Column("start", Text("位置", "at"), lambda row, _: str(row["start"])),
    *WHAT_IS_THERE,
)
