"""How each coder read a folder's texts: claims with their cells, and what was decided on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.deciding.coders import coder_folder, load_reading
from kg.deciding.desk import sentence_spans
from kg.deciding.forms import NAMING
from kg.deciding.ledger import Decision, decided
from kg.deciding.telling import tell
from kg.deciding.things import Things, thing
from kg.loaders.fitting import Loaded
from kg.loaders.rows import SOURCE_CLASS, Cell, Row
from kg.loaders.starting import TEXTS
from kg.names import fold, simplified
from kg.namespaces import CLAIM, COOP, PREFIXES, SOURCE, identifier, local_name
from kg.ontology import Property
from kg.texts.raw import read_raw
from kg.texts.spans import offsets

__all__ = ["Claim", "Reading", "Span", "Words", "over", "read_coder", "texts_in", "words_of"]

Span = tuple[int, int]
LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title")
# What the program writes of a claim, and no coder decides.
BESIDE = {COOP + "readBy"}


@dataclass(frozen=True)
class Claim:
    """What a coder took out of a text.

    ``cells`` holds what is compared, by property: ids, folded names of what is new, texts.
    ``form`` holds what is shown, and what is written where the claim is taken over.
    """

    coder: str
    source: str
    id: str
    kind: str
    spans: tuple[Span, ...]
    cells: dict[str, frozenset[str]]
    terms: dict[str, Property]
    form: dict[str, Any]
    memo: str = ""

    def told(self, lang: str) -> str:
        """The claim in short."""
        return tell(self.form, lang)


@dataclass
class Reading:
    """All that one coder decided."""

    coder: str
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[str, list[Decision]] = field(default_factory=lambda: defaultdict(list))

    def spans(self, source: str) -> list[Span]:
        """Where something was decided in a text."""
        found = [span for claim in self.claims[source] for span in claim.spans]
        made = self.decisions[source]
        placed = [one for one in made if one["start"].isdecimal() and one["end"].isdecimal()]
        return found + [(int(one["start"]), int(one["end"])) for one in placed]


@dataclass(frozen=True)
class Words:
    """A text and its sentences."""

    raw: str
    sentences: tuple[Span, ...]


def over(one: Span, other: Span) -> bool:
    """Whether two spans have characters in common.

    >>> over((0, 3), (2, 5)), over((0, 3), (3, 5))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def read_coder(folder: Path, coder: str) -> tuple[Reading, Loaded]:
    """What a coder accepted and decided, and all that was loaded for it.

    Raises:
        KGError: if the tables or the decisions cannot be read.
    """
    own = coder_folder(folder, coder)
    loaded = load_reading(folder, own)
    reading = Reading(coder)
    memos: dict[tuple[str, str], str] = {}
    for (source, _), one in decided([own]).items():
        reading.decisions[source].append(one)
        memos[source, one["claim"]] = one["memo"]
    things = _things(loaded)
    new = _new(loaded, own)
    for row, quads in loaded.said:
        if not (row.source and row.is_a(CLAIM) and _parent(row) == own):
            continue
        source, ident = row.source.removeprefix(SOURCE), identifier(row.iri)
        spans = tuple(sorted(offsets(q[2].value) for q in quads if q[1] == COOP + "evidence"))
        reading.claims[source].append(
            Claim(
                coder,
                source,
                ident,
                row.classes[0].name,
                spans,
                *_cells(row, loaded, things, new),
                _form(row, spans, loaded, things, new),
                memos.get((source, ident), ""),
            )
        )
    return reading, loaded


def _parent(row: Row) -> Path:
    return Path(row.file.partition("[")[0]).parent


def _things(loaded: Loaded) -> Things:
    """Labels of what rows name; places with what they lie in."""
    things = Things()
    for _, quads in loaded.said:
        for subject, predicate, value, _ in quads:
            if predicate in LABELS:
                language = "en" if (getattr(value, "language", "") or "") == "en" else "zh"
                things.labels[subject].setdefault(language, value.value)
    for iri, outer in loaded.known.inside.items():
        found = [loaded.known.find(one) for one in sorted(outer)]
        zh = things.labels.get(found[0] or "", {}).get("zh") if len(found) == 1 else None
        if zh and (own := things.labels.get(iri, {}).get("zh")):
            things.full[iri] = own if own.startswith(zh) else zh + own
    return things


def _new(loaded: Loaded, own: Path) -> set[str]:
    """What only this coder has: entities and claims that the data set does not know."""
    mine = {row.iri for row, _ in loaded.said if _parent(row) == own}
    return mine - {row.iri for row, _ in loaded.said if _parent(row) != own}


def _cells(
    row: Row, loaded: Loaded, things: Things, new: set[str]
) -> tuple[dict[str, frozenset[str]], dict[str, Property]]:
    cells: dict[str, frozenset[str]] = {}
    terms: dict[str, Property] = {}
    for cell in row.cells:
        if cell.property.iri in BESIDE:
            continue
        keys = frozenset(_key(cell, text, loaded, things, new) for text in cell.values)
        wider = [
            loaded.ontology.properties[iri]
            for iri in cell.property.ancestors
            if iri in loaded.ontology.properties and local_name(iri) in NAMING
        ]
        # Who supports is a partner: two that agree on both agree on the partners, too.
        for term in {one.iri: one for one in (cell.property, *wider)}.values():
            name = local_name(term.iri) + (f"@{cell.language}" if cell.language else "")
            cells[name] = cells.get(name, frozenset()) | keys
            terms[name] = term
    return cells, terms


def _key(cell: Cell, text: str, loaded: Loaded, things: Things, new: set[str]) -> str:
    """By which a value is the same as another coder's."""
    if cell.property.range.startswith(PREFIXES["xsd"]) or cell.language:
        return fold(simplified(text)) if cell.language else text.strip()
    iri = loaded.known.find(text)
    if iri in new and CLAIM not in _above(iri, loaded):
        return "new " + fold(simplified(things.full.get(iri) or things.labels[iri].get("zh", iri)))
    return identifier(iri) if iri else text


def _above(iri: str, loaded: Loaded) -> set[str]:
    kinds = (loaded.ontology.classes.get(kind) for kind in loaded.known.classes.get(iri, ()))
    return {above for kind in kinds if kind for above in kind.ancestors}


def _form(
    row: Row, spans: Sequence[Span], loaded: Loaded, things: Things, new: set[str]
) -> dict[str, Any]:
    def value(cell: Cell, text: str) -> Any:
        if cell.property.range.startswith(PREFIXES["xsd"]) or cell.language:
            return text
        iri = loaded.known.find(text)
        if iri is None:
            return text
        found = thing(iri, things, loaded)
        # What the data set does not know is made new there, by its name; a claim has none.
        claim = CLAIM in _above(iri, loaded)
        return {**found, "id": None} if iri in new and not claim else found

    cells = {
        cell.header: [value(cell, text) for text in cell.values]
        for cell in row.cells
        if cell.property.iri not in BESIDE
    }
    return {
        "class": row.classes[0].name,
        "id": None if row.iri in new else identifier(row.iri),
        "cells": cells,
        "spans": [list(span) for span in spans],
        "locator": row.reserved.get("locator") or None,
    }


def words_of(folder: Path, loaded: Loaded) -> dict[str, Words]:
    """The texts that a folder registers and has, by the ids of their sources."""
    return dict(_words(folder, loaded))


def texts_in(folder: Path) -> list[str]:
    """The ids of the sources of a folder whose texts are there, in their order.

    Raises:
        LoadError: with every problem of its tables.
    """
    return sorted(words_of(folder, load_reading(folder, folder)))


def _words(folder: Path, loaded: Loaded) -> Iterator[tuple[str, Words]]:
    for row, _ in loaded.said:
        if not row.is_a(SOURCE_CLASS) or _parent(row) != folder:
            continue
        source = identifier(row.iri)
        document = loaded.documents.get(row.iri)
        sha = document.sha256 if document else None
        raw = read_raw([folder / TEXTS, folder], source, sha)
        if raw is not None:
            yield source, Words(raw, tuple(sentence_spans(raw)))
