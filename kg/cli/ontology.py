"""`kg ontology`: the terms, from ontology.ttl."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.bilingual import argument, language
from kg.cli.bilingual import command as declare
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.errors import Text, UnknownNameError

__all__ = ["command"]


@declare(
    "ontology",
    Text(
        "列出本体的类和属性；给出 TERM 则显示它的定义。",
        "List the classes and properties of the ontology, or the definition of TERM.",
    ),
    "kg ontology",
    "kg ontology Pairing",
    "kg ontology 合作方",
)
@argument("term", required=False)
@format_option
def command(term: str | None, form_: str) -> None:
    """Print terms of the ontology."""
    rows = _terms()
    if term is not None:
        rows = [row for row in rows if term in _names(row)]
        if not rows:
            raise UnknownNameError(
                Text(f"本体里没有“{term}”", f"the ontology has no “{term}”"),
                hint=Text("运行 kg ontology 查看全部", "`kg ontology` lists all terms"),
                candidates=(),
            )
    if form_ == "json":
        print_json(rows)
    elif form_ == "table":
        print_table(*_cells(rows))
        for row in rows if term is not None else ():
            click.echo()
            click.echo(row["definition"][language()])
    else:
        print_values(*_cells(rows), form_)


def _cells(rows: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    lang = language()
    words = (
        Text("名称", "label"),
        Text("类别", "kind"),
        Text("用于", "domain"),
        Text("取值", "range"),
    )
    shown = ["id", *(word.in_language(lang) for word in words)]
    cells = [[row["id"], row[lang], row["kind"], row["domain"], row["range"]] for row in rows]
    return shown, cells


def _terms() -> list[dict[str, Any]]:
    from kg.namespaces import curie
    from kg.ontology import load

    known = load()
    classes = sorted(known.classes.values(), key=lambda found: found.order)
    properties = sorted(known.properties.values(), key=lambda found: curie(found.iri))
    return [
        {
            "id": curie(found.iri),
            "zh": found.label.zh,
            "en": found.label.en,
            "kind": "class",
            "domain": "",
            "range": "",
            "definition": found.definition._asdict(),
        }
        for found in classes
    ] + [
        {
            "id": curie(term.iri),
            "zh": term.label.zh,
            "en": term.label.en,
            "kind": "property",
            "domain": curie(term.domain),
            "range": curie(term.range),
            "definition": term.definition._asdict(),
        }
        for term in properties
    ]


def _names(row: dict[str, Any]) -> set[str]:
    return {row["id"], row["id"].partition(":")[2], row["zh"], row["en"]}
