"""A claim as it is filled in: from a draft, and to rows of tables.

A form holds values by the headers of its table. What refers to something is a mapping with its
``id``; without an id it is new, and gets a row of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.loaders.fitting import Loaded
from kg.loaders.headers import blank_table
from kg.loaders.idents import fresh, slug
from kg.loaders.rows import RESERVED
from kg.names import fold
from kg.namespaces import COOP, identifier
from kg.ontology import Property
from kg.resources import find

__all__ = ["NAMING", "Form", "Rows", "column_of", "form_of", "rows_of"]

Form = dict[str, Any]
# The stem of a table and the cells of a row.
Rows = list[tuple[str, dict[str, str]]]

# How a draft's cells are called in the tables, where they are called otherwise.
RENAMED = {
    "title": "title@zh",
    "fields": "field",
    "prefLabel": "prefLabel@zh",
    "topic": "topic@zh",
    "capacity": "capacity@zh",
}
# What names a claim: the sides it joins, then what tells it from others.
NAMING = ("supporter", "supported", "partner", "signatory", "about", "from", "to", "party", "agent")
TELLING = ("indicator",)
# What the reader calls places beyond the gazetteer.
BEYOND = {"Foreign": "Place", "Country": "Place"}
GUESSED = "年份据发布日期推断"


def form_of(draft: Mapping[str, Any]) -> Form:
    """The form that a draft fills in."""
    cells: dict[str, list[Any]] = {}
    for name, value in draft["cells"].items():
        values = value if isinstance(value, list) else [value]
        kept = [one if isinstance(one, dict) else str(one) for one in values if one is not None]
        if kept and name != "inferred":
            cells[RENAMED.get(name, name)] = kept
    if draft["cells"].get("inferred"):
        cells["basis"] = [GUESSED]
    return {
        "class": draft["class"],
        "id": draft["id"],
        "cells": cells,
        "spans": [[draft["start"], draft["end"]]],
        "locator": draft["locator"],
    }


def column_of(loaded: Loaded, kind: str, header: str) -> Property | None:
    """What a header means in the table of a class."""
    ontology = loaded.ontology
    named = ontology.columns(header)
    fitting = (term for term in named if ontology.is_a(COOP + kind, term.domain))
    return next(fitting, next(iter(named), None))


def rows_of(
    form: Form,
    source: str,
    loaded: Loaded,
    within: Mapping[str, str],
    made: dict[str, str] | None = None,
) -> tuple[str, Rows]:
    """The id of the claim, and its row after the rows of what is new in it.

    Args:
        form: what is filled in.
        source: the id of the source.
        loaded: what there is.
        within: ids of places by their full names.
        made: ids of what is new, by class and name; shared where several forms go together.
    """
    made = {} if made is None else made
    taken = {identifier(iri) for iri in loaded.known.classes} | set(made.values())
    evidence = _evidence(form, source)
    rows: Rows = []
    cells: dict[str, str] = {}
    for header, values in form["cells"].items():
        texts = []
        for value in values:
            if isinstance(value, dict) and not value.get("id") and value.get("zh"):
                kind = _kind(value, column_of(loaded, form["class"], header))
                outer = _outer(value, within)
                key = f"{kind} {value['zh']} {outer}"
                if key not in made and (there := _there(value, kind, outer, loaded)):
                    made[key] = there
                if key not in made:
                    row = _new_thing(value, kind, outer, evidence, loaded, taken)
                    made[key] = row[1]["id"]
                    taken.add(row[1]["id"])
                    rows.append(row)
                texts.append(made[key])
            else:
                texts.append(_text(value))
        if kept := [text for text in texts if text]:
            cells[header] = "|".join(kept)
    stem = _stem(form["class"], loaded)
    ident = form.get("id") or fresh(
        f"{_prefix(form['class'], loaded)}/{_called(form, cells)}", taken
    )
    made[f"{ident} of {source}"] = ident
    kinds = _typed(form["class"], stem, loaded)
    rows.append((stem, {"id": ident, **evidence, **kinds, **cells}))
    return ident, rows


def _text(value: Any) -> str:
    text = str(value["id"] if isinstance(value, dict) else value).strip()
    # One value, whatever it holds: | would make two of it.
    return text.replace("|", "｜")


def _evidence(form: Form, source: str) -> dict[str, str]:
    starts, ends = zip(*form["spans"], strict=True) if form["spans"] else ((), ())
    return {
        "source": source,
        "start": "|".join(map(str, starts)),
        "end": "|".join(map(str, ends)),
        "locator": (form.get("locator") or "").replace("|", "｜"),
    }


def _kind(value: Mapping[str, Any], term: Property | None) -> str:
    """The class of something new: as said, else what the column takes."""
    said = value.get("type") or ""
    said = BEYOND.get(said, said)
    wanted = term.range.removeprefix(COOP) if term else ""
    return said or (wanted if wanted not in ("", "Entity") else "Organization")


def _outer(value: Mapping[str, Any], within: Mapping[str, str]) -> str:
    """The id of the place in which something new lies, if that is said."""
    name = str(value["zh"]).strip()
    full = str(value.get("full") or name)
    return str(value.get("within") or within.get(full.removesuffix(name), ""))


def _there(value: Mapping[str, Any], kind: str, outer: str, loaded: Loaded) -> str | None:
    """What was new a moment ago: the one thing of exactly this name, class and place."""
    found = [
        iri
        for iri in loaded.known.names.get(fold(str(value["zh"])), ())
        if COOP + kind in loaded.known.classes[iri]
        and loaded.known.inside.get(iri, frozenset()) == ({outer} if outer else frozenset())
    ]
    return identifier(found[0]) if len(found) == 1 else None


def _new_thing(
    value: Mapping[str, Any],
    kind: str,
    outer: str,
    evidence: Mapping[str, str],
    loaded: Loaded,
    taken: Iterable[str],
) -> tuple[str, dict[str, str]]:
    name = str(value["zh"]).strip().replace("|", "｜")
    stem = _stem(kind, loaded)
    headers = blank_table(stem).headers
    outer = outer if "within" in headers else ""
    ident = fresh(f"{_prefix(kind, loaded)}/{slug(name, outer)}", set(taken))
    cells = {"id": ident, **_typed(kind, stem, loaded), "prefLabel@zh": name}
    if outer:
        cells["within"] = outer
    if "source" in headers:
        cells |= evidence
    return stem, cells


def _stem(kind: str, loaded: Loaded) -> str:
    """The table that the packaged data have for a class or for one above it, else its own."""
    ontology = loaded.ontology
    above = [ontology.classes[COOP + kind]] if COOP + kind in ontology.classes else []
    above += [one for one in ontology.classes.values() if above and one.iri in above[0].ancestors]
    for one in sorted(above, key=lambda one: -len(one.ancestors)):
        for stem in reversed(one.tables):
            if (find("data") / f"{stem}.csv").is_file():
                return stem
    return blank_table(kind).stem


def _typed(kind: str, stem: str, loaded: Loaded) -> dict[str, str]:
    return {"type": kind} if loaded.ontology.tables[stem].name != kind else {}


def _prefix(kind: str, loaded: Loaded) -> str:
    """What ids of a class begin with, as the rows that are there have it."""
    iri = COOP + kind
    found = Counter(
        identifier(row.iri).partition("/")[0]
        for row, _ in loaded.said
        if any(iri in one.ancestors for one in row.classes)
    )
    # agreement, policy-transfer
    own = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()
    return found.most_common(1)[0][0] if found else own


def _called(form: Form, cells: Mapping[str, str]) -> str:
    """The words of an id: the sides, what is counted, the year; else the pinyin of the name."""

    def slugs(headers: Sequence[str]) -> list[str]:
        return [
            one.partition("/")[2]
            for header in headers
            for one in cells.get(header, "").split("|")
            if "/" in one and header not in RESERVED
        ]

    words = slugs(NAMING)[:2] + slugs(TELLING)[:1]
    dated = next((cells[name][:4] for name in ("signedOn", "date") if cells.get(name)), "")
    if not words:
        named = next((cells[name] for name in ("title@zh", "prefLabel@zh") if name in cells), "")
        words = [slug(named)] if named else [form["class"].lower()]
    return "-".join([*words, *([dated] if dated.isdecimal() else [])])
