"""Print an answer: the same rows as table, JSON, CSV or TSV, each with its sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from kg import dates
from kg.asking.answers import Answer, Notice
from kg.cli.bilingual import language, option
from kg.cli.notes import Notes
from kg.cli.output import cited, cited_heads, print_json, print_table, print_values
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = [
    "Column",
    "all_option",
    "counted",
    "everything",
    "few",
    "in_steps",
    "joined",
    "label",
    "notes_for",
    "print_answer",
    "print_rows",
    "say",
    "say_after",
    "say_before",
    "yes_or_no",
]

SHOWN = 3
# So many sources a row of a table is cited to; all with ``--all``, in JSON and in CSV.
CITED_MOST = 5
RELIABLE = {"official": 0, "press": 1, "web": 2}
ALL = "kg.all"
YES_NO = {"true": Text("是", "yes"), "false": Text("否", "no")}


@dataclass(frozen=True)
class Column:
    """One thing to show of a row.

    ``key`` heads it in CSV and TSV, ``head`` in tables; without ``head`` it is left out of
    tables, and without ``plain`` the table's words are written to CSV too.
    """

    key: str
    head: Text | None
    shown: Callable[[Record, str], str]
    plain: Callable[[Record, str], Any] | None = None


def label(record: Record | None, lang: str) -> str:
    """What something is called; a partner that the source leaves open is marked as such."""
    if record is None:
        return ""
    words = str(record[lang] or record["zh"] or record["en"] or "")
    if record.get("type") == "open":
        words += Text("（来源未点名）", " (not named by the source)").in_language(lang)
    return words


def yes_or_no(word: str, lang: str) -> str:
    """``true`` and ``false``, lengths and days without a year in words; all else as it is."""
    return YES_NO[word].in_language(lang) if word in YES_NO else dates.told(word, lang) or word


def joined(words: Sequence[str], lang: str) -> str:
    """A list of words, as the language separates them."""
    return ("、" if lang == "zh" else ", ").join(words)


def _everything(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    ctx.find_root().meta[ALL] = wanted


all_option = option(
    "--all",
    is_flag=True,
    callback=_everything,
    expose_value=False,
    text=Text("表格里不省略：每一项都列全", "leave nothing out of the table"),
)


def everything() -> bool:
    """Whether ``--all`` was asked for."""
    found = click.get_current_context(silent=True)
    return bool(found and found.find_root().meta.get(ALL))


def few(words: Sequence[str], lang: str, shown: int = SHOWN) -> str:
    """The first few of a long list and how many there are; JSON, CSV and ``--all`` have all."""
    if everything():
        return joined(words, lang)
    text = joined(words[:shown], lang)
    if len(words) > shown:
        text += Text(f"等 {len(words)} 项", f" … ({len(words)} in all)").in_language(lang)
    return text


def in_steps(progress: Sequence[Record], lang: str, notes: Notes | None = None) -> str:
    """Stages in the order in which they were reported, each with its date and its sources."""
    from kg.differences import progress_words

    told = []
    for step, words in zip(progress, progress_words(progress), strict=True):
        mark = notes.mark(step["sources"]) if notes else ""
        told.append(f"{words.in_language(lang)} {mark}".rstrip())
    return " → ".join(told)


def say(words: Text, *, err: bool = False) -> None:
    """Print words in the language of this run."""
    click.echo(words.in_language(language()), err=err)


def notes_for(store: Store) -> Notes:
    """Notes with the titles that suit the language of this run."""
    if language() == "zh":
        return Notes()
    from kg.questions.sources import titles

    return Notes(titles(store, "en"))


def print_rows(
    store: Store,
    rows: Sequence[Record],
    columns: Sequence[Column],
    form: str,
    *,
    heading: Text | None = None,
    group: Callable[[Record, str], str] | None = None,
) -> None:
    """Print rows; in a table with a heading and numbered sources below.

    ``group`` says below which line each row of a sorted table stands.
    """
    lang = language()
    if form == "json":
        print_json(list(rows))
    elif form == "table":
        if rows:
            _print_table(store, rows, columns, heading, group)
    else:
        keys = [column.key for column in columns]
        heads = [*keys, *cited_heads(keys)] if _sourced(rows) else keys
        lines = []
        for row in rows:
            said = [(column.plain or column.shown)(row, lang) for column in columns]
            lines += [[*said, *cited(source)][: len(heads)] for source in row["sources"] or [None]]
        print_values(heads, lines, form)


def _sourced(rows: Sequence[Record]) -> bool:
    """Whether sources say any of it: of our own vocabulary, which none does, there is no column."""
    return not rows or any(row["sources"] for row in rows)


def _print_table(
    store: Store,
    rows: Sequence[Record],
    columns: Sequence[Column],
    heading: Text | None,
    group: Callable[[Record, str], str] | None,
) -> None:
    lang = language()
    notes = notes_for(store)
    if heading:
        click.echo(heading.in_language(lang))
        click.echo()
    cells = [
        [
            *(" ".join(column.shown(row, lang).split()) for column in columns if column.head),
            *([_marked(row["sources"], notes, lang)] if row["sources"] else []),
        ]
        for row in rows
    ]
    heads = [column.head.in_language(lang) for column in columns if column.head]
    lines = _group_lines([group(row, lang) for row in rows]) if group else None
    heads += [Text("来源", "sources").in_language(lang)] * _sourced(rows)
    print_table(heads, [[*row, ""][: len(heads)] for row in cells], lines)
    notes.print()


def _marked(sources: Sequence[Record], notes: Notes, lang: str) -> str:
    """The marks of the sources of a row; of very many those that weigh most, and how many."""
    ids = list(dict.fromkeys(source["id"] for source in sources))
    if len(ids) <= CITED_MOST or everything() or not _has_all():
        return notes.mark(sources)
    weight = {one["id"]: RELIABLE.get(one["reliability"] or "", len(RELIABLE)) for one in sources}
    # What is kept as a text comes first: who reads can see for himself.
    kept = {one["id"] for one in sources if one["start"] is not None}
    best = sorted(ids, key=lambda one: (one not in kept, weight[one]))[:CITED_MOST]
    mark = notes.mark([one for one in sources if one["id"] in best])
    return mark + Text(f"等 {len(ids)} 个", f" of {len(ids)}").in_language(lang)


def _has_all() -> bool:
    """Whether the command can be asked to leave nothing out."""
    found = click.get_current_context(silent=True)
    return found is not None and any("--all" in one.opts for one in found.command.params)


def _group_lines(words: Sequence[str]) -> dict[int, str]:
    """The line that opens each group, by the number of its first row."""
    return {
        number: one for number, one in enumerate(words) if number == 0 or one != words[number - 1]
    }


def counted(what: Text, rows: Sequence[Record]) -> Text:
    """A heading: what the rows are, and how many.

    >>> counted(Text("任务", "tasks"), [])
    Text(zh='任务（0）', en='tasks: 0')
    """
    return Text(f"{what.zh}（{len(rows)}）", f"{what.en}: {len(rows)}")


def print_answer(
    store: Store,
    answer: Answer[Any],
    columns: Sequence[Column],
    form: str,
    *,
    heading: Text | None = None,
    group: Callable[[Record, str], str] | None = None,
) -> None:
    """Print an answer: what it rests on, its rows, what else there is to say."""
    say_before(answer, form)
    print_rows(store, answer, columns, form, heading=heading, group=group)
    say_after(answer, form)


def say_before(answer: Answer[Any], form: str) -> None:
    """What is to be read before the rows."""
    for notice in answer.notices:
        if notice.kind == "about":
            say(notice.words, err=form != "table")


def say_after(answer: Answer[Any], form: str) -> None:
    """What is to be read after the rows; where people read it, silence is the answer."""
    plain = form != "table"
    for notice in answer.notices:
        if notice.kind in ("silence", "caveat"):
            say(_told(notice), err=plain)
        elif notice.kind == "left_out" or (notice.kind == "hint" and not plain):
            say(_told(notice), err=True)


def _told(notice: Notice) -> Text:
    """A notice with the option that would show more."""
    if notice.see is None:
        return notice.words
    name, value = notice.see
    option = f"--{name} {value}" if value else f"--{name}"
    return Text(f"{notice.words.zh}（加 {option} 查看）", f"{notice.words.en} (see {option})")
