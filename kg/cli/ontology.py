"""`kg ontology`: the terms, from ontology.ttl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.bilingual import argument, language
from kg.cli.bilingual import command as declare
from kg.cli.output import format_option, print_json, print_table, print_values
from kg.errors import Text, UnknownNameError

if TYPE_CHECKING:
    from kg.ontology import Ontology, Property

__all__ = ["command"]


@declare(
    "ontology",
    Text(
        "列出本体的类和属性；给出 TERM 则显示它的定义，"
        "取值有限的属性连同全部取值及其定义一并列出。",
        "List the classes and properties of the ontology, or the definition of TERM; of a property "
        "whose values are listed, all of them with their definitions.",
    ),
    "kg ontology",
    "kg ontology Pairing",
    "kg ontology 合作方",
    "kg ontology 形式",
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
            _print_values(row)
    elif term is not None and any(row["values"] for row in rows):
        print_values(*_value_cells([one for row in rows for one in row["values"]]), form_)
    else:
        print_values(*_cells(rows), form_)


def _print_values(row: dict[str, Any]) -> None:
    """What may stand in its column: the list, or where it is."""
    lang = language()
    if row["values"]:
        head = Text(f"取值（{len(row['values'])}）", f"{len(row['values'])} values")
        click.echo(f"\n{head.in_language(lang)}\n")
        print_table(*_value_cells(row["values"]))
    elif told := _elsewhere(row["range"]):
        click.echo(f"\n{told.in_language(lang)}")


def _value_cells(values: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    lang = language()
    heads = [Text("名称", "label"), Text("别名", "other names"), Text("定义", "definition")]
    cells = [
        [
            one["id"],
            one[lang],
            ("、" if lang == "zh" else ", ").join(
                word for word in one["altLabels"] if word.isascii() == (lang == "en")
            ),
            one["definition"][lang],
        ]
        for one in values
    ]
    return ["id", *(head.in_language(lang) for head in heads)], cells


def _values(term: Property, known: Ontology) -> list[dict[str, Any]]:
    """The concepts of its scheme, in their order, the wider before the narrower ones."""
    from kg.namespaces import identifier

    found = list(known.schemes.get(term.scheme or "", {}).values())
    return [
        {
            "id": identifier(one.iri),
            "zh": one.label.zh,
            "en": one.label.en,
            "altLabels": sorted(one.labels - set(one.label)),
            "definition": one.definition._asdict(),
        }
        for one in found
        if term.scheme
    ]


def _elsewhere(name: str) -> Text | None:
    """Where the values are, if they are things of a class that has a table."""
    from kg.namespaces import expand
    from kg.ontology import load

    kind = load().classes.get(expand(name))
    if kind is None or not kind.tables:
        return None
    table = f"{min(kind.tables, key=len)}.csv"
    return Text(
        f"取值用 kg list {kind.label.zh} 列出；新增的写在 {table}。",
        f"`kg list {kind.name}` lists the values; new ones go into {table}.",
    )


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
            "values": [],
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
            "values": _values(term, known),
        }
        for term in properties
    ]


def _names(row: dict[str, Any]) -> set[str]:
    return {row["id"], row["id"].partition(":")[2], row["zh"], row["en"]}
