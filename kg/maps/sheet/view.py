"""A sheet as the template reads it: sources numbered, cells in place, words in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.editorial import source_notes
from kg.entities import Record
from kg.errors import Text
from kg.locators import located

__all__ = ["Numbers", "figure_words", "pair", "place_words", "said_view", "said_words", "when"]

# As many sources stand side by side as columns.
COLUMNS = 5
# Places of one source that are told; the others are counted.
PLACES = 3
# More values than these stand side by side where there is room.
LOTS = 6


class Numbers:
    """Numbers for sources in the order in which the sheet names them."""

    def __init__(self) -> None:
        self.sources: dict[str, dict[str, Any]] = {}

    def of(self, records: Iterable[Record]) -> list[int]:
        """The number of each source of some records, once and in order."""
        found = []
        for record in records:
            known = self.sources.setdefault(
                record["id"], {**record, "number": len(self.sources) + 1, "notes": []}
            )
            found.append(known["number"])
            known["notes"] += [note for note in source_notes(record) if note not in known["notes"]]
        return sorted(set(found))


def said_words(value: Any, lang: str) -> str:
    """A value in one language; what a source gives in the other stands as it is.

    >>> said_words({"zh": "大连市", "en": None}, "en"), said_words("2017-03", "zh")
    ('大连市', '2017-03')
    """
    if isinstance(value, str):
        return value
    return str(value[lang] or value["zh"] or value["en"] or "")


def place_words(record: Record, lang: str) -> Text | None:
    """Where in its text something stands, as far as that is known."""
    words = [located(record["locator"], lang)] if record["locator"] else []
    if record["start"] is not None:
        span = f"{record['start']}–{record['end']}"
        words.append(f"第 {span} 字符" if lang == "zh" else f"characters {span}")
    joined = ("，" if lang == "zh" else ", ").join(words)
    return Text(joined, joined) if joined else None


def said_view(table: Record, numbers: Numbers, lang: str) -> dict[str, Any]:
    """Who said what of one claim.

    Returns:
        ``columns``, none if there are too many for a page; ``rows`` with ``cells`` (a list of
        values for each column) and ``values`` (each with all of its sources).
    """
    sources = table["sources"]
    for source in sources:
        numbers.of([{**source, "locator": None, "start": None, "end": None}])
    wide = len(sources) <= COLUMNS
    return {
        "claim": table["claim"],
        "headline": table["headline"][lang],
        "columns": [numbers.sources[one["id"]] for one in sources] if wide else [],
        "rows": [_row(row, sources if wide else (), numbers, lang) for row in table["rows"]],
    }


def _row(row: Record, columns: Sequence[Record], numbers: Numbers, lang: str) -> dict[str, Any]:
    values = [_value(one, numbers, lang) for one in _in_language(row["values"], lang)]
    cells = [
        [
            {**one, "saying": saying}
            for one in values
            if (saying := [part for part in one["saying"] if part["id"] == column["id"]])
        ]
        for column in columns
    ]
    return {
        "name": row[lang],
        "conflict": row["conflict"],
        "values": values,
        "lots": len(values) > LOTS,
        "cells": cells,
    }


def _in_language(values: Sequence[Record], lang: str) -> list[Record]:
    """Of texts of which nobody stored what translates what, those in the language, if any are."""

    def foreign(value: Any) -> bool:
        return isinstance(value, Mapping) and not value[lang]

    kept = [one for one in values if not foreign(one["value"])]
    return kept or list(values)


def _value(one: Record, numbers: Numbers, lang: str) -> dict[str, Any]:
    grouped: dict[str, list[Record]] = {}
    for record in one["sources"]:
        grouped.setdefault(record["id"], []).append(record)
    return {
        "words": said_words(one["value"], lang),
        "record": one["value"] if isinstance(one["value"], Mapping) else None,
        "disputed": one["disputed"],
        "numbers": numbers.of(one["sources"]),
        "saying": [_saying(found, numbers, lang) for found in grouped.values()],
    }


def _saying(found: Sequence[Record], numbers: Numbers, lang: str) -> dict[str, Any]:
    """What one source has to show for a value: its places, and a few words of one."""
    places = [words for one in found if (words := place_words(one, lang))]
    return {
        "id": found[0]["id"],
        "number": numbers.of(found)[0],
        "quote": next((one["quote"] for one in found if "quote" in one), None),
        "places": [words.in_language(lang) for words in places[:PLACES]],
        "more": len(places) if len(places) > PLACES else 0,
        "read_by": next((one["readBy"] for one in found if "readBy" in one), None),
    }


def pair(row: Record, lang: str) -> str:
    """The two of a row: an arrow leads from who supports.

    >>> row = {"of": {"zh": "甲", "en": "A"}, "partner": {"zh": "乙", "en": "B"}}
    >>> pair(row | {"side": None}, "zh"), pair(row | {"side": "supporter"}, "en")
    ('甲—乙', 'B → A')
    """
    of, partner = row["of"][lang], row["partner"][lang]
    if row["side"] is None:
        return f"{of}—{partner}" if lang == "zh" else f"{of} – {partner}"
    return f"{partner} → {of}" if row["side"] == "supporter" else f"{of} → {partner}"


def when(row: Record, lang: str) -> str:
    """From when to when, as far as that is told and undisputed."""
    begun, ended = row["from"], row["until"]
    if begun and ended:
        return f"{begun} 至 {ended}" if lang == "zh" else f"{begun} to {ended}"
    if begun:
        return f"{begun} 起" if lang == "zh" else f"since {begun}"
    return (f"至 {ended}" if lang == "zh" else f"until {ended}") if ended else ""


def figure_words(row: Record, lang: str) -> str:
    """A figure as printed, with what it counts."""
    dot = "·" if lang == "zh" else " · "
    name = dot.join(one[lang] for one in (row["about"], row["indicator"]) if one)
    qualifier = row["qualifier"][lang] if row["qualifier"] else ""
    printed = row["printed"] or str(row["value"])
    told = (
        printed
        if qualifier and qualifier in printed
        else f"{qualifier}{' ' if lang == 'en' and qualifier else ''}{printed}"
    )
    return f"{name}{'：' if lang == 'zh' else ': '}{told}"
