"""`kg search`: entities by any part of any name."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from kg.cli.answers import Column, joined, label, print_answer
from kg.cli.bilingual import argument, option
from kg.cli.bilingual import command as declare
from kg.cli.notes import cite_option
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.entities import Record
from kg.errors import Text

__all__ = ["command"]

# What it stands in, instead of the place where a thing lies.
WORDS = Column(
    "words",
    Text("所在文字", "words"),
    lambda row, lang: joined(row["words"], lang),
    lambda row, _: "|".join(row["words"]),
)


@declare(
    "search",
    Text(
        "按名称查找：简体、繁体、拼音、首字母、英文，写一部分也可以。\n\n"
        "全名相同的在前，其次是来源提到的，再次是其他地名；一两个拉丁字母只按首字母查找。"
        "几个词用空格隔开，须全部符合。",
        "Find by name: simplified or traditional characters, pinyin, initials, English, or a "
        "part of any of these.\n\n"
        "Whole names come first, then what sources speak of, then other places; one or two Latin "
        "letters are taken for initials. Several words must all fit.",
    ),
    "kg search 连云港",
    "kg search 高新 --limit 5",
    "kg search '大连 上海'",
    "kg --lang en search chamber --format json",
)
@argument("text")
@option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    metavar="N",
    text=Text("最多列出几个，默认 20", "how many at most; 20 by default"),
)
@option(
    "--words",
    is_flag=True,
    text=Text(
        "在措施、主题、成果和说明的文字里找，不找名称",
        "look into measures, topics, outcomes and notes instead of names",
    ),
)
@option("--all", "everything", is_flag=True, text=Text("全部列出", "list all"))
@format_option
@cite_option
def command(text: str, limit: int, words: bool, everything: bool, form_: str) -> None:
    """Print what has such a name."""
    from kg import asking
    from kg.questions.classes import class_labels
    from kg.questions.search import places_of

    store = opened()
    answer = asking.search(text, sys.maxsize if everything else limit, words, store)
    told = form_ != "json" and bool(answer)
    outer = places_of(store, [row["iri"] for row in answer]) if told else {}
    columns = _columns(class_labels(store) if told else {}, outer)
    if any(row["words"] for row in answer):
        columns[2] = WORDS
    print_answer(store, answer, columns, form_)


def _columns(kinds: dict[str, Text], outer: Mapping[str, Record]) -> list[Column]:
    return [
        Column("name", Text("名称", "name"), label),
        Column(
            "type",
            Text("类", "class"),
            lambda row, lang: kinds[row["type"]].in_language(lang),
            lambda row, _: row["type"],
        ),
        Column(
            "within",
            Text("位于", "within"),
            lambda row, lang: label(outer.get(row["iri"]), lang),
        ),
        Column("id", Text("编号", "id"), lambda row, _: row["id"]),
    ]
