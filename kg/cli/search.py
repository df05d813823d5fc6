"""`kg search`: entities by any part of any name."""

from __future__ import annotations

import click

from kg.cli.answers import Column, label, print_rows, say, say_silence
from kg.cli.bilingual import argument, language, option
from kg.cli.bilingual import command as declare
from kg.cli.opening import opened
from kg.cli.output import format_option
from kg.errors import Text

__all__ = ["command"]


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
@format_option
def command(text: str, limit: int, form_: str) -> None:
    """Print what has such a name."""
    from kg.questions.classes import class_labels
    from kg.questions.search import places_of, search

    if not text.strip():
        words = Text("TEXT 不能为空，请写要找的词", "TEXT is empty: give the word to look for")
        raise click.UsageError(words.in_language(language()))
    store = opened()
    rows, count = search(store, text, limit)
    if not rows:
        print_rows(store, rows, [], form_)
        say_silence(store, _nothing(text), form_)
        return
    outer = places_of(store, [row["iri"] for row in rows]) if form_ != "json" else {}
    kinds = class_labels(store) if form_ != "json" else {}
    columns = [
        Column("name", Text("名称", "name"), lambda row, lang: label(row, lang)),
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
    print_rows(store, rows, columns, form_)
    if count > len(rows):
        more = count - len(rows)
        say(Text(f"还有 {more} 个（用 --limit 多列一些）", f"{more} more (see --limit)"), err=True)


def _nothing(text: str) -> Text:
    if text.isascii() and 0 < len(text.strip()) < 3:
        return Text(
            f"图谱中没有以“{text}”为全部首字母或全名的实体",
            f"The graph has nothing whose initials or whole name are “{text}”",
        )
    return Text(f"图谱中没有名称含“{text}”的实体", f"The graph has no name with “{text}”")
