"""`kg timeline`: what happened when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.asking.answers import Answer
from kg.cli.answers import notes_for, say_after
from kg.cli.bilingual import command as declare
from kg.cli.bilingual import language, option
from kg.cli.completion import complete_name
from kg.cli.notes import cite, cite_option
from kg.cli.opening import opened
from kg.cli.output import CITED, cited, format_option, print_json, print_table, print_values
from kg.cli.writing import write_file
from kg.entities import Record
from kg.errors import KGError, Text
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.questions.timeline import Undated

__all__ = ["command"]


HEADS = (Text("日期", "date"), Text("种类", "kind"), Text("事项", "what"), Text("来源", "sources"))


@declare(
    "timeline",
    Text(
        "什么事在什么时候：方案、结对、协议、活动、数字（按截至日期）和进展（先后到了什么阶段）依次列出，"
        "日期精度同原文；未注明日期的只计数。\n\n-o 画成图（.svg）或带来源的网页（.html）。",
        "What happened when: plans, pairings, agreements, events, figures (by the day they count "
        "up to) and progress (which stage came after which), dated as sharply as printed; the "
        "undated are only counted.\n\n"
        "-o draws a chart (.svg) or a page with the sources (.html).",
    ),
    "kg timeline",
    "kg timeline --about 大连 --kind event -o timeline.svg",
    "kg timeline -o timeline.html",
)
@option(
    "--about",
    metavar="NAME",
    shell_complete=complete_name,
    text=Text("只列提到某实体的", "only what names an entity"),
)
@option(
    "--kind",
    metavar="KIND",
    multiple=True,
    text=Text(
        "只列某一种：plan 方案、pairing 结对、agreement 协议、event 活动、figure 数字、"
        "progress 进展；可多次使用",
        "one kind only: plan, pairing, agreement, event, figure, progress; may be repeated",
    ),
)
@option(
    "-o",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    text=Text("画成 .svg 或 .html", "draw as .svg or .html"),
)
@format_option
@cite_option
def command(about: str | None, kind: tuple[str, ...], output: Path | None, form_: str) -> None:
    """Print or draw a timeline."""
    from kg import asking

    if output and output.suffix.lower() not in (".svg", ".html"):
        raise KGError(
            Text("只能画成 .svg 或 .html", "only .svg and .html can be drawn"), where=str(output)
        )
    store = opened()
    answer = asking.timeline(about, kind, store)
    if output:
        write_file(output, _drawn(store, answer, output.suffix.lower()).encode("utf-8"))
    elif form_ == "json":
        print_json(answer)
    elif form_ == "table":
        _print(store, answer)
    else:
        _print_values(answer, form_)
    say_after(answer, form_)


def _print_values(rows: list[Record], form: str) -> None:
    heads = ["date", "kind", "iri", "zh", "en"]
    lines = [
        [*(row[key] for key in heads), *cited(source)] for row in rows for source in row["sources"]
    ]
    print_values([*heads, *CITED], lines, form)


def _print(store: Store, rows: list[dict[str, Any]]) -> None:
    lang = language()
    if not rows:
        return
    from kg.questions.timeline import timed

    notes, words = notes_for(store), timed(store)
    print_table(
        [head.in_language(lang) for head in HEADS],
        [
            [
                row["date"],
                words[row["kind"]].in_language(lang),
                row[lang],
                notes.mark(row["sources"]),
            ]
            for row in rows
        ],
    )
    notes.print()


def _drawn(store: Store, answer: Answer[Any], suffix: str) -> str:
    from kg import charts, dates
    from kg.cli.drawn import licence
    from kg.questions.timeline import timed

    lang = language()
    kinds = {kind: words.in_language(lang) for kind, words in timed(store).items()}
    title = Text("合作大事记", "Timeline of cooperation").in_language(lang)
    left_out = [one.words.in_language(lang) for one in answer.notices if one.kind == "left_out"]
    told = Text(f"共 {len(answer)} 项。", f"{len(answer)} entries.").in_language(lang)
    span_words = Text("横条为日期可能落在的时段。", "A bar spans the days a date can mean.")
    foot = licence(store, lang)
    entries = []
    for row in answer:
        span = dates.parse(row["date"])
        days = span.first.isoformat(), span.last.isoformat()
        entries.append(charts.Entry(row["kind"], row["date"], *days, row[lang]))
    undated = {kind: _undated(left, lang) for kind, left in answer.facts["undated"].items()}
    if suffix == ".svg":
        mark = "：" if lang == "zh" else ": "
        lacking = [f"{kinds[kind]}{mark}{words}" for kind, words in undated.items()]
        glue, stop = ("", "；") if lang == "zh" else (" ", "; ")
        first = glue.join([told, span_words.in_language(lang), *left_out])
        notes = [first, *([stop.join(lacking)] if lacking else []), foot]
        return charts.timeline(entries, kinds=kinds, title=title, notes=notes)
    titles = notes_for(store).titles
    cited_in = [_cited(row["sources"], titles) for row in answer]
    return charts.page(
        list(zip(entries, cited_in, strict=True)),
        kinds=kinds,
        undated=undated,
        title=title,
        lang=lang,
        notes=[("" if lang == "zh" else " ").join([told, *left_out]), foot],
    )


def _undated(left: Undated, lang: str) -> str:
    """What is said of those of a kind that are on no timeline."""
    parts = []
    if left.without:
        parts.append(Text(f"另有 {left.without} 项没有日期", f"{left.without} more without a date"))
    if left.differing:
        words = f"{left.differing} 项各来源的日期不一", f"{left.differing} on which sources differ"
        parts.append(Text(*words))
    return ("，" if lang == "zh" else ", ").join(part.in_language(lang) for part in parts)


def _cited(sources: list[dict[str, Any]], titles: Mapping[str, str]) -> str:
    by_source: dict[str, list[dict[str, Any]]] = {}
    for source in sources:
        by_source.setdefault(source["id"], []).append(source)
    return "\n".join(cite(places, titles) for places in by_source.values())
