"""`kg show`: everything known about one thing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from kg.cli.answers import in_steps, joined, label, notes_for, say, yes_or_no
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import name_argument
from kg.cli.notes import Notes, cite_option
from kg.cli.opening import opened
from kg.cli.output import CITED, cited, format_option, print_json, print_values
from kg.entities import Record
from kg.errors import Text
from kg.remarks import remark
from kg.sparql import Store

__all__ = ["command"]

MOST = 5


@declare(
    "show",
    Text(
        "某个实体、陈述或来源的全部已知内容，每条都有出处；关系按种类排列。\n\n"
        "NAME 是任何名称，或编号，如 pairing/jinpu-pudong、agreement/jinpu-pudong、002。",
        "Everything known about an entity, a claim or a source, each fact with its sources; "
        "relations are grouped by kind.\n\n"
        "NAME is any name, or an id: pairing/jinpu-pudong, agreement/jinpu-pudong, 002.",
    ),
    "kg show 盘锦",
    "kg show pairing/jinpu-pudong",
    "kg show 大连 --all --format json",
    "kg --lang en show 金普新区",
)
@name_argument("name")
@option(
    "--all",
    "everything",
    is_flag=True,
    text=Text("每类关系全部列出", "list every relation of each kind"),
)
@option(
    "--quotes",
    is_flag=True,
    text=Text("印出依据所指的原文，要与 --sources 同用", "print the passages; needs --sources"),
)
@option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    text=Text("原文目录，文件名为 来源编号.txt", "raw texts, named SOURCE.txt"),
)
@format_option
@cite_option
def command(name: str, everything: bool, quotes: bool, folder: Path | None, form_: str) -> None:
    """Print what is known."""
    from kg import asking

    if quotes != (folder is not None):
        words = Text("--quotes 要与 --sources DIR 同用", "--quotes and --sources DIR go together")
        raise click.UsageError(words.in_language(language()))
    store = opened()
    most = None if everything or form_ != "table" else MOST
    found = asking.show(name, most, store)
    passages = _passages(store, found, folder) if folder else {}
    if form_ == "table":
        _print(store, found, passages)
        return
    found = _with_quotes(found, passages)
    if form_ == "json":
        print_json(found)
    else:
        _print_values(found, form_, CITED + ("quote",) * quotes)


def _rows(found: Record) -> list[Record]:
    return [*found["facts"], *found["relations"]]


def _passages(store: Store, found: Record, folder: Path) -> dict[tuple[str, int, int], str]:
    from kg.questions.grep import quote, read_texts

    texts = read_texts(store, folder)
    return {
        (source["id"], source["start"], source["end"]): quote(texts[source["id"]], source)
        for row in _rows(found)
        for source in row["sources"]
        if source["start"] is not None and source["id"] in texts
    }


def _with_quotes(found: Record, passages: dict[tuple[str, int, int], str]) -> Record:
    if passages:
        for row in _rows(found):
            for source in row["sources"]:
                source["quote"] = passages.get((source["id"], source["start"], source["end"]))
    return found


def _print(store: Store, found: Record, passages: dict[tuple[str, int, int], str]) -> None:
    from kg.questions.classes import claims_alone, class_labels
    from kg.questions.namesakes import told_in_full

    lang = language()
    nameless = claims_alone(store)
    entity, kinds = found["entity"], class_labels(store)
    entity = told_in_full(store, [entity]).get(entity["iri"], entity)
    notes = notes_for(store)
    kind = kinds.get(entity["type"] or "", Text("", "")).in_language(lang)
    click.echo(f"{label(entity, lang)}（{kind}）" if lang == "zh" else f"{entity['en']} ({kind})")
    other = [one for words in found["names"].values() for one in words if one != entity[lang]]
    if other:
        say(Text(f"又名：{joined(other, 'zh')}", f"also: {joined(other, 'en')}"))
    click.echo(entity["id"])
    if found["progress"]:
        steps = in_steps(found["progress"], lang, notes)
        _line(Text("进展", "progress").in_language(lang), steps, "")
    for fact in found["facts"]:
        if found["progress"] and fact["property"] == "stage":
            continue
        value = fact["value"]
        shown = value if isinstance(value, str) else value[lang]
        if shown is not None:
            said = remark(shown, lang) if fact["property"] == "basis" else yes_or_no(shown, lang)
            _line(fact[lang], said, notes.mark(fact["sources"]))
    for note in found["notes"]:
        _line(Text("编者附记", "editors").in_language(lang), note[lang], "")
    relations = found["relations"]
    for heading, group in groupby(relations, key=lambda row: _heading(row, kinds, lang)):
        rows = list(group)
        much = _much(rows, found.get("totals", {})).in_language(lang)
        click.echo()
        click.echo(f"{heading}（{much}）" if lang == "zh" else f"{heading} ({much})")
        for row in rows:
            told = [_relation(row, entity, lang)]
            told += [row["entity"]["id"]] if row["entity"]["type"] in nameless else []
            click.echo("  " + " ".join([*told, notes.mark(row["sources"])]))
    if found["left_out"]:
        count = found["left_out"]
        click.echo()
        say(Text(f"另有 {count} 条关系未列（加 --all）", f"{count} more relations (see --all)"))
    notes.print()
    _print_quotes(notes, _rows(found), passages)


def _much(rows: list[Record], totals: dict[str, int]) -> Text:
    """How many relations of a kind there are, and how many of them are shown."""
    first, shown = rows[0], len(rows)
    total = totals.get(f"{first['entity']['type']} {first['relation']}", shown)
    if first["direction"] == "out" or total <= shown:
        return Text(str(shown), str(shown))
    return Text(f"{total}，列出 {shown}", f"{total}, {shown} shown")


def _line(name: str, value: str, marks: str) -> None:
    colon = "：" if language() == "zh" else ": "
    click.echo(f"  {name}{colon}{value} {marks}".rstrip())


def _heading(row: Record, kinds: dict[str, Text], lang: str) -> str:
    """The relation; for claims that name the entity, their class and how they name it."""
    if row["direction"] == "out":
        return str(row[lang])
    kind = kinds.get(row["entity"]["type"] or "", Text("", "")).in_language(lang)
    return f"{kind} · {row[lang]}"


def _relation(row: Record, entity: Record, lang: str) -> str:
    stage = [one[lang] for one in row["stages"]]
    if row["progress"]:
        stage = [in_steps(row["progress"], lang)]
    elif len(stage) > 1:
        differ = Text("阶段来源不一：", "sources differ on the stage: ").in_language(lang)
        stage = [differ + ("／" if lang == "zh" else " / ").join(stage)]
    name = _other_part(label(row["entity"], lang), label(entity, lang), lang)
    said = [row["capacity"][lang]] if row["capacity"] else []
    said += [one[lang] for one in row["roles"]]
    if row["topic"] and row["topic"][lang] not in name:
        said.append(row["topic"][lang])
    more = joined([*said, *stage, *_day(row, lang)], lang)
    if not more:
        return name
    return f"{name}（{more}）" if lang == "zh" else f"{name} ({more})"


def _other_part(name: str, own: str, lang: str) -> str:
    """Who took part in what, without what the page is about: that is read above."""
    colon = "：" if lang == "zh" else ": "
    return name.removeprefix(own + colon).removesuffix(colon + own)


def _day(row: Record, lang: str) -> list[str]:
    """When it was; a day as of which it is told is called so, and steps have their own."""
    if not row["date"] or (row["date_property"] == "asOf" and row["progress"]):
        return []
    if row["date_property"] != "asOf":
        return [row["date"]]
    return [Text(f"截至 {row['date']}", f"as of {row['date']}").in_language(lang)]


def _print_quotes(
    notes: Notes, rows: Iterable[Record], passages: dict[tuple[str, int, int], str]
) -> None:
    if not passages:
        return
    click.echo()
    say(Text("原文", "Passages"))
    seen = set()
    for row in rows:
        mark = notes.mark(row["sources"])
        for source in row["sources"]:
            key = (source["id"], source["start"], source["end"])
            if key in passages and key not in seen:
                seen.add(key)
                click.echo(f"{mark} {source['id']} {source['start']}–{source['end']}")
                click.echo(f"  {passages[key]}")


def _print_values(found: Record, form: str, where: tuple[str, ...]) -> None:
    """One line per source; ``where`` heads what is said of it, with or without its words."""
    lang = language()
    heads = ["property", "direction", "value", "id", "stage", "date", "role", "topic", *where]
    lines: list[list[Any]] = []
    for fact in found["facts"]:
        value = fact["value"] if isinstance(fact["value"], str) else fact["value"][lang]
        said = [fact["property"], "", value, *[None] * 5]
        lines += [_line_of(said, source, where) for source in fact["sources"]]
    for row in found["relations"]:
        entity = row["entity"]
        said = [
            row["relation"],
            row["direction"],
            label(entity, lang),
            entity["id"],
            "|".join(one[lang] for one in row["stages"]) or None,
            row["date"],
            "|".join(one[lang] for one in row["roles"]) or None,
            row["topic"][lang] if row["topic"] else None,
        ]
        lines += [_line_of(said, source, where) for source in row["sources"]]
    print_values(heads, lines, form)


def _line_of(said: list[Any], source: Record, where: tuple[str, ...]) -> list[Any]:
    return [*said, *cited(source), *(source.get(key) for key in where[len(CITED) :])]
