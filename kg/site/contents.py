"""The pages of things and sources, the lists that lead to them, and where one begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.editorial import notes_on
from kg.entities import Record
from kg.errors import Text
from kg.locators import located
from kg.maps.sheet import body
from kg.maps.sheet.locator import locator
from kg.namespaces import ID
from kg.ontology import load
from kg.questions.coverage import coverage
from kg.questions.resting import resting
from kg.questions.sheet import sheet
from kg.questions.sheet.headline import RELIABILITY
from kg.questions.sheet.shared import Shared
from kg.questions.sheet.where import every_pair
from kg.questions.sources import sources
from kg.site.addresses import LANGUAGES, page_of, place_of
from kg.site.pages import Progress, Site, linker, render
from kg.site.things import Things
from kg.site.wording import WORDS

__all__ = ["first_page", "lists", "sheets", "source_pages"]

# What the first page proposes to look up.
EXAMPLES = ("place/dalian", "pairing/dalian-shanghai", "pairing/jilin-zhejiang")

_Files = Iterator[tuple[str, bytes]]


def sheets(shared: Shared, site: Site, found: Things, texts: Path | None, told: Progress) -> _Files:
    """The sheet of every thing, in both languages."""
    for number, (iri, record) in enumerate(found.things.items(), 1):
        place, asked = place_of(iri), sheet(shared, iri, texts)
        for lang in LANGUAGES:
            drawn = body(asked, lang, linker(site, place, lang), alone=True)
            unlisted = record["type"] in load().facts["unranked"]
            given = {"name": record[lang], "sheet": drawn, "unlisted": unlisted}
            yield page_of(place, lang), render(site, "thing.html.j2", place, lang, **given)
        told(Text("证据页", "evidence sheets"), number, len(found.things))


def source_pages(shared: Shared, site: Site, found: Things, told: Progress) -> _Files:
    """The page of every source: what rests on it, by place in its text."""
    rows = {row["iri"]: row for row in sources(shared.store)}
    for number, iri in enumerate(found.sources, 1):
        place, row = place_of(iri), rows[iri]
        rested, notes = resting(shared.store, iri), notes_on(shared.store, iri)
        for lang in LANGUAGES:
            given = {
                "name": _title(row, lang),
                "row": row,
                "rested": rested,
                "notes": [note._asdict() for note in notes],
                "grade": _grade(row, lang),
                "located": lambda words, lang=lang: located(words, lang),
            }
            yield page_of(place, lang), render(site, "source.html.j2", place, lang, **given)
        told(Text("来源页", "pages of sources"), number, len(found.sources))


def _title(row: Mapping[str, Any], lang: str) -> str:
    return str(row["titles"][lang] or row["title"])


def _grade(row: Mapping[str, Any], lang: str) -> str:
    words = RELIABILITY.get(row["reliability"])
    return words.in_language(lang) if words else ""


def lists(shared: Shared, site: Site, found: Things) -> _Files:
    """A list of all things of a class, and one of the sources."""
    named = [(name, records) for name, _, records in _kinds(shared, found)]
    rows = sources(shared.store)
    for lang in LANGUAGES:
        documents = [
            {"iri": row["iri"], lang: _title(row, lang), "meta": _meta(row)}
            for row in sorted(rows, key=lambda row: row["issued"] or "", reverse=True)
        ]
        labels = {name: label for name, label, _ in _kinds(shared, found)}
        for name, records in [*named, ("Source", documents)]:
            label = labels.get(name, WORDS["source"]).in_language(lang)
            place = f"list/{name}.html"
            given = {
                "label": label,
                "records": records,
                "unlisted": name in load().facts["unranked"],
            }
            yield page_of(place, lang), render(site, "list.html.j2", place, lang, **given)


def _meta(row: Mapping[str, Any]) -> str:
    return " · ".join(one for one in (row["publisher"], row["issued"]) if one)


def _kinds(shared: Shared, found: Things) -> list[tuple[str, Text, list[Record]]]:
    """The things by class, in the order of the ontology."""
    order = list(shared.labels)
    records = sorted(found.things.values(), key=lambda one: order.index(one["type"]))
    grouped = [(name, list(group)) for name, group in groupby(records, key=lambda one: one["type"])]
    return [(name, shared.labels[name], group) for name, group in grouped]


def first_page(shared: Shared, site: Site, found: Things) -> _Files:
    """Where one begins: search, the programmes with their counts, all pairs as lines."""
    spots, lines = every_pair(shared.store)
    programmes = coverage(shared.store)
    examples = [found.things[ID + name] for name in EXAMPLES if ID + name in found.things]
    for lang in LANGUAGES:
        kinds = [
            {"name": name, "label": label.in_language(lang), "count": len(records)}
            for name, label, records in _kinds(shared, found)
        ]
        count = {"name": "Source", "count": len(found.sources)}
        kinds.append(count | {"label": WORDS["source"].in_language(lang)})
        given = {
            "programmes_told": programmes,
            "overview": locator(spots, lines, lang, WORDS["whole_map"].in_language(lang)),
            "count": len(lines),
            "examples": [(one["iri"], one[lang]) for one in examples],
            "lists": kinds,
        }
        yield page_of("index.html", lang), render(site, "home.html.j2", "index.html", lang, **given)
