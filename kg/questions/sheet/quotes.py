"""A few words of a text, as a right to cite allows: short, and of each text only so much."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.names import simplified
from kg.namespaces import SOURCE, SOURCES, identifier
from kg.sparql import Store
from kg.store import select
from kg.texts.raw import read_raw

__all__ = ["LONGEST", "MOST", "Quotes", "excerpt", "texts_of"]

# Characters of a quotation, and of all quotations from one text on one sheet: these, or a tenth.
LONGEST, MOST, SHARE = 80, 600, 10
CUT = "…"

HASHES = f"""
SELECT ?source ?hash WHERE {{
  VALUES ?source {{ $sources }} GRAPH <{SOURCES}> {{ ?source coop:sha256 ?hash }}
}}"""


def texts_of(store: Store, folder: Path | None, sources: Collection[str]) -> dict[str, str]:
    """The raw texts of some sources by id, as far as a folder has them; their hashes are checked.

    Args:
        store: an open store, which knows the hashes.
        folder: holds ``<id of the source>.txt``; None for no texts.
        sources: ids.

    Raises:
        KGError: if a text is not the one that the evidence was taken from.
    """
    if folder is None or not sources:
        return {}
    nodes = [ox.NamedNode(SOURCE + ident) for ident in sorted(sources)]
    rows = select(store, HASHES, sources=nodes)
    found = {
        ident: read_raw([folder], ident, row["hash"].value)
        for row in rows
        for ident in [identifier(row["source"].value)]
    }
    return {ident: text for ident, text in sorted(found.items()) if text is not None}


class Quotes:
    """What may still be quoted of each text on one sheet; the same words count once."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.left = {
            ident: max(LONGEST, min(MOST, len(text) // SHARE)) for ident, text in texts.items()
        }
        self.given: set[tuple[str, str]] = set()

    def nearest(
        self, source: str, spans: Iterable[tuple[int, int]], words: Collection[str]
    ) -> tuple[int, int] | None:
        """Of the places in a text the first that has one of the words; None if none has."""
        text = self.texts.get(source)
        if text is None:
            return None
        for word in words:
            for start, end in spans:
                if word in simplified(text[start:end]):
                    return start, end
        return None

    def quote(self, source: str, start: int, end: int, words: Collection[str]) -> str | None:
        """What stands at a place, at most ``LONGEST`` characters of it; None past the bound."""
        if source not in self.texts:
            return None
        said = excerpt(self.texts[source][start:end], words)
        if (source, said) not in self.given:
            if len(said) > self.left[source]:
                return None
            self.left[source] -= len(said)
            self.given.add((source, said))
        return said


def excerpt(text: str, words: Collection[str]) -> str:
    """A passage on one line; of a long one the part around the first of the words that it has.

    >>> excerpt("前" * 60 + "上海市" + "后" * 60, ["上海市"])[-1], len(excerpt("字" * 200, []))
    ('…', 80)
    """
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    folded = simplified(line)
    # Conversion keeps the length, so that a place in one is the place in the other.
    at = next((place for word in words if (place := folded.find(word)) >= 0), 0)
    room = LONGEST - 2 * len(CUT)
    start = 0 if at < room // 2 else min(at - room // 3, len(line) - room)
    end = start + room
    before, after = (CUT if start else ""), (CUT if end < len(line) else "")
    # What is not needed for a sign of omission goes to the text.
    more = LONGEST - len(before) - room - len(after)
    return before + line[start - (more if before else 0) : end + (0 if before else more)] + after
