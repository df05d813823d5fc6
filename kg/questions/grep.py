"""The raw texts: what a piece of evidence points at, and where a word stands.

The texts are third parties' and never in the repository; whoever has them names their folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.claims import place, read_sources
from kg.entities import describe, entity
from kg.errors import KGError, Text
from kg.names import simplified
from kg.namespaces import FROM_SOURCE, SOURCE, SOURCES, identifier
from kg.sparql import Store
from kg.store import select
from kg.texts.raw import read_raw
from kg.texts.spans import offsets

if TYPE_CHECKING:
    from kg.records import Passage, Source, SourceFacts

__all__ = ["claims_by_source", "grep", "quote", "read_texts"]

HASHES = f"SELECT ?source ?hash WHERE {{ GRAPH <{SOURCES}> {{ ?source coop:sha256 ?hash }} }}"

EVIDENCE = f"""
SELECT ?claim ?graph ?selector ?locator WHERE {{
  GRAPH ?graph {{ ?claim coop:evidence ?selector
                  OPTIONAL {{ ?selector coop:locator ?locator }} }}
  {FROM_SOURCE}
}}"""

AROUND = 30


def read_texts(store: Store, folder: Path) -> dict[str, str]:
    """The raw texts of a folder by id of the source, their hashes checked.

    Args:
        store: an open store, which knows the hashes.
        folder: holds ``<id of the source>.txt``; other files are left alone.

    Raises:
        KGError: if a text is not the one the evidence was taken from, or none is there.
    """
    hashes = {identifier(row["source"].value): row["hash"].value for row in select(store, HASHES)}
    found = {ident: read_raw([folder], ident, sha256) for ident, sha256 in hashes.items()}
    texts = {ident: text for ident, text in found.items() if text is not None}
    if not texts:
        raise KGError(
            Text("目录里没有原文", "there is no raw text in this folder"),
            where=str(folder),
            hint=Text("文件名应为 000.txt 这样", "files are named like 000.txt"),
        )
    return texts


def quote(text: str, source: Source) -> str:
    """The characters a source record points at, on one line."""
    return " ".join(text[source["start"] : source["end"]].split())


def grep(store: Store, texts: dict[str, str], words: str) -> list[Passage]:
    """Where words stand in the raw texts, and the claims whose evidence is there.

    Simplified and traditional characters count as the same.

    Returns:
        ``{"source", "start", "end", "before", "words", "after", "claims", "sources"}``, in the
        order of the texts; ``claims`` are entities of the JSON contract.
    """
    wanted = simplified(words)
    # Conversion keeps the length, so that offsets stay valid.
    found = [
        (ident, start, start + len(wanted))
        for ident in sorted(texts)
        for start in _positions(simplified(texts[ident]), wanted)
    ]
    evidence = claims_by_source(store)
    touching = {
        (ident, start, end): sorted(
            {claim for claim, a, b in evidence.get(ident, ()) if a < end and start < b}
        )
        for ident, start, end in found
    }
    short = describe(store, {claim for claims in touching.values() for claim in claims})
    records = _source_records(store, texts)
    return [
        {
            "source": ident,
            "start": start,
            "end": end,
            "before": _line(texts[ident][max(0, start - AROUND) : start]),
            "words": texts[ident][start:end],
            "after": _line(texts[ident][end : end + AROUND]),
            "claims": [entity(short[claim]) for claim in touching[ident, start, end]],
            "sources": place(records[ident], [(start, end, None)], []),
        }
        for ident, start, end in found
    ]


def _positions(text: str, wanted: str) -> list[int]:
    found, start = [], text.find(wanted) if wanted else -1
    while start >= 0:
        found.append(start)
        start = text.find(wanted, start + len(wanted))
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def claims_by_source(store: Store) -> dict[str, list[tuple[str, int, int]]]:
    """By id of the source, its claims with the spans of the text on which they rest."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for row in select(store, EVIDENCE):
        start, end = offsets(row["selector"].value)
        places = found.setdefault(identifier(row["graph"].value), [])
        places.append((row["claim"].value, start, end))
    return found


def _source_records(store: Store, texts: dict[str, Any]) -> dict[str, SourceFacts]:
    records = read_sources(store, {SOURCE + ident for ident in texts})
    return {identifier(iri): record for iri, record in records.items()}
