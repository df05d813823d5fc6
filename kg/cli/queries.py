"""`kg queries`: the packaged questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.cli.bilingual import argument, language
from kg.cli.bilingual import command as declare
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.errors import QueryError, Text

if TYPE_CHECKING:
    from kg.queries import Query

__all__ = ["command"]


@declare(
    "queries",
    Text(
        "列出随软件附带的查询及其参数；给出 WORDS 则只列含有这些词的。\n\n"
        "用 kg query 名称 运行，--param 参数=值 改变参数。",
        "List the packaged queries with their parameters; with WORDS, those that hold them all.\n\n"
        "`kg query NAME` runs one, and --param PARAMETER=VALUE sets a parameter.",
    ),
    "kg queries",
    "kg queries 协议",
    "kg queries conflict",
)
@argument("words", nargs=-1)
@format_option
def command(words: tuple[str, ...], form_: str) -> None:
    """List packaged queries."""
    from kg.queries import search

    found = search(words)
    if not found:
        raise QueryError(
            Text("没有符合的查询", "no query fits"),
            where=" ".join(words),
            hint=Text("运行 kg queries 查看全部", "`kg queries` lists them all"),
        )
    if form_ == "json":
        print_json([_record(query) for query in found])
    elif form_ == "table":
        print_table(*_rows(found))
        if words and len(found) == 1:
            _explain(found[0])
    else:
        print_values(*_rows(found), form_)


def _rows(found: Sequence[Query]) -> tuple[list[str], list[list[str]]]:
    lang = language()
    heads = Text("名称", "name"), Text("问题", "question"), Text("参数", "parameters")
    rows = [
        [
            query.name,
            query.title.in_language(lang),
            "  ".join(f"{parameter.name}={parameter.default}" for parameter in query.parameters),
        ]
        for query in found
    ]
    return [word.in_language(lang) for word in heads], rows


def _explain(query: Query) -> None:
    click.echo()
    for parameter in query.parameters:
        click.echo(f"--param {parameter.name}=…  {parameter.label.in_language(language())}")


def _record(query: Any) -> dict[str, Any]:
    return {
        "name": query.name,
        "zh": query.title.zh,
        "en": query.title.en,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "default": parameter.default,
                **parameter.label._asdict(),
            }
            for parameter in query.parameters
        ],
    }
