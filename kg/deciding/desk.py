"""A folder of one's own with all that is needed to decide on what its texts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.claims import read_sources
from kg.deciding.codebook import codebook_version
from kg.deciding.coders import coder_folder, load_reading
from kg.deciding.forms import form_of
from kg.deciding.ledger import Decision, decided, draft_key
from kg.deciding.telling import tell
from kg.deciding.things import Things, read_things, thing
from kg.errors import KGError, Text
from kg.loaders.fitting import Loaded, held_in
from kg.loaders.rows import SOURCE_CLASS, Cell, Row
from kg.loaders.starting import TEXTS
from kg.namespaces import CLAIM, COOP, SOURCE, identifier
from kg.reading import MOST_DRAFTS, read_concepts, read_drafts, read_lexicon
from kg.reading.concepts import Concepts
from kg.reading.folding import fold_text, sentences
from kg.reading.known import mark_known
from kg.reading.things import Lexicon
from kg.texts.raw import read_raw
from kg.texts.spans import offsets

__all__ = [
    "Desk",
    "beside",
    "open_desk",
    "own_sources",
    "page_of",
    "raw_text",
    "sentence_spans",
]

RDF_WORDS = ("http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")


@dataclass
class Desk:
    """What is open: tables and texts of a folder, and the packaged data beside them.

    What is accepted goes into ``folder``: that of the data set itself, or the one in it that a
    coder has alone. Texts and sources are in ``home``.
    """

    folder: Path
    home: Path
    coder: str
    loaded: Loaded
    store: ox.Store
    things: Things
    lexicon: Lexicon
    concepts: Concepts
    blind: bool = False
    codebook: str = ""
    stale: bool = False
    count: int = 0

    @property
    def texts(self) -> list[Path]:
        """Where raw texts lie."""
        return [self.home / TEXTS, self.home]

    def within(self) -> dict[str, str]:
        """Ids of places by their full names."""
        return {full: place.id for full, place in self.lexicon.places.items() if place.id}


def open_desk(folder: Path, coder: str, *, apart: bool = False, blind: bool = False) -> Desk:
    """Open a folder: its tables must load.

    Args:
        folder: the data set.
        coder: who decides.
        apart: whether the coder has tables and decisions of their own.
        blind: whether drafts and names that the machine read are hidden.

    Raises:
        LoadError: with every problem of its tables.
        KGError: if there is no such folder.
    """
    if not folder.is_dir():
        hint = Text(f"运行 kg init {folder} 新建", f"`kg init {folder}` makes one")
        what = Text("没有这个数据目录", "there is no such data folder")
        raise KGError(what, where=str(folder), hint=hint)
    own = coder_folder(folder, coder) if apart else folder
    own.mkdir(parents=True, exist_ok=True)
    loaded = load_reading(folder, own)
    store = held_in(loaded)
    lexicon = read_lexicon(store)
    full = {place.iri: full for full, place in lexicon.places.items() if place.iri}
    things, concepts = read_things(store, full), read_concepts(store)
    version = codebook_version(folder)
    return Desk(own, folder, coder, loaded, store, things, lexicon, concepts, blind, version)


def _is_own(desk: Desk, row: Row) -> bool:
    """Whether a row stands in the folder's own tables."""
    return Path(row.file.partition("[")[0]).parent in (desk.folder, desk.home)


def own_sources(desk: Desk) -> list[dict[str, Any]]:
    """The sources that the folder registers, those with a text first in the order of their ids."""
    rows = [row for row, _ in desk.loaded.said if row.is_a(SOURCE_CLASS) and _is_own(desk, row)]
    records = read_sources(desk.store, {row.iri for row in rows})
    found = [
        {
            **records[row.iri],
            "text": any((one / f"{identifier(row.iri)}.txt").is_file() for one in desk.texts),
        }
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one["text"], one["id"]))


def raw_text(desk: Desk, source: str) -> str:
    """The text of a source.

    Raises:
        KGError: if the folder does not have it, or not the one on record.
    """
    document = desk.loaded.documents.get(SOURCE + source)
    raw = read_raw(desk.texts, source, document.sha256 if document else None) if document else None
    if raw is None:
        what = Text("这里没有这个来源的原文", "there is no text of such a source here")
        hint = Text("用 kg source add 登记文件", "register the file with `kg source add`")
        raise KGError(what, where=source, hint=hint)
    return raw


def page_of(desk: Desk, source: str) -> dict[str, Any]:
    """All that a page about one text shows: sentences, names, drafts, decisions, claims.

    Raises:
        KGError: if the text cannot be read.
    """
    raw = raw_text(desk, source)
    record = read_sources(desk.store, {SOURCE + source})[SOURCE + source]
    if desk.stale:
        desk.lexicon, desk.concepts = read_lexicon(desk.store), read_concepts(desk.store)
        desk.stale = False
    weak = record.get("reliability") == "weak"
    issued = record.get("issued")
    found = (
        []
        if desk.blind
        else read_drafts(raw, desk.lexicon, desk.concepts, issued=issued, weak=weak)
    )
    mark_known(desk.store, found)
    settled = {key: one for (where, key), one in decided([desk.folder]).items() if where == source}
    claims = list(_claims(desk, source))
    drafts = list(_drafts(desk, source, found, settled, {one["id"] for one in claims}))
    return {
        "source": dict(record),
        "text": raw,
        "sentences": [list(one) for one in sentence_spans(raw)],
        # Of a longer text no more is read: what comes behind has no drafts, and the page says so.
        "read_to": found[-1]["end"] if len(found) >= MOST_DRAFTS else None,
        "mentions": [_mention(one) for one in found if one["class"] == "Mention"],
        "drafts": drafts,
        "claims": claims,
        "decisions": sorted(settled.values(), key=lambda one: one["when"]),
    }


def sentence_spans(raw: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand in the raw text, in code points.

    >>> list(sentence_spans("大连。 上海。"))
    [(0, 3), (4, 7)]
    """
    folded = fold_text(raw)
    for one in sentences(folded):
        start, end = folded.origin(one.start, one.end)
        while start < end and raw[start].isspace():
            start += 1
        while end > start and raw[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def _mention(draft: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": draft["start"],
        "end": draft["end"],
        "doubtful": draft["certainty"] == "doubtful",
        "entity": draft["cells"]["entity"],
    }


def _drafts(
    desk: Desk,
    source: str,
    found: list[dict[str, Any]],
    settled: dict[str, Decision],
    told: set[str],
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for draft in found:
        if draft["class"] == "Mention":
            continue
        key = draft_key(source, draft)
        # What stands in the tables already is a claim of theirs, whoever wrote it.
        if key in seen or (draft["known"] and draft["id"] in told and key not in settled):
            continue
        seen.add(key)
        form = form_of(draft)
        yield {
            "key": key,
            "form": form,
            "rule": draft["rule"],
            "certainty": draft["certainty"],
            "known": draft["known"],
            "contradicts": draft.get("contradicts", []),
            "beside": beside(desk, draft["id"], source) if draft["known"] else [],
            "zh": tell(form, "zh"),
            "en": tell(form, "en"),
        }


def _claims(desk: Desk, source: str) -> Iterator[dict[str, Any]]:
    """What the own tables say by this source, with the places it rests on."""
    for row, quads in desk.loaded.said:
        if row.source != SOURCE + source or not row.is_a(CLAIM) or not _is_own(desk, row):
            continue
        spans = sorted(offsets(quad[2].value) for quad in quads if quad[1] == COOP + "evidence")
        form = _form(desk, row)
        yield {
            "id": identifier(row.iri),
            "class": row.classes[0].name,
            "spans": [list(span) for span in spans],
            "zh": tell(form, "zh"),
            "en": tell(form, "en"),
        }


def _form(desk: Desk, row: Row) -> dict[str, Any]:
    cells = {cell.header: [_value(desk, cell, text) for text in cell.values] for cell in row.cells}
    return {"class": row.classes[0].name, "id": identifier(row.iri), "cells": cells}


def _value(desk: Desk, cell: Cell, text: str) -> Any:
    if cell.property.range.startswith(RDF_WORDS):
        return text
    iri = desk.loaded.known.find(text)
    return thing(iri, desk.things, desk.loaded) if iri else text


def beside(desk: Desk, claim: str, source: str) -> list[dict[str, Any]]:
    """What other sources say of a claim, by column."""
    iri = desk.loaded.known.find(claim)
    rows = [
        row
        for row, _ in desk.loaded.said
        if row.iri == iri and row.source and row.source != SOURCE + source
    ]
    records = read_sources(desk.store, {row.source for row in rows if row.source})
    return [
        {
            "source": {key: records[row.source][key] for key in ("id", "title", "issued")},
            "cells": [
                {
                    "header": cell.header,
                    "label": cell.property.label._asdict(),
                    "values": [_value(desk, cell, text) for text in cell.values],
                }
                for cell in row.cells
            ],
        }
        for row in rows
        if row.source in records
    ]
