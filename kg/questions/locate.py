"""Where a passage stands in a source's raw text: every place, never a guess among several.

If the text has the passage nowhere exactly, it is looked for once more without regard to what
copying changes: simplified or traditional characters, width, case, quotation marks, white space.
Such places are marked, and their offsets are those of the raw text as it is.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from kg.claims import place, read_sources
from kg.entities import describe, entity
from kg.errors import KGError, Text
from kg.namespaces import SOURCE, SOURCES, identifier
from kg.questions.grep import claims_by_source
from kg.sparql import Store
from kg.store import select
from kg.texts.passages import as_copied, longest_part, word_for_word
from kg.texts.raw import read_raw

if TYPE_CHECKING:
    from kg.records import Passage

__all__ = ["locate", "read_source"]

AROUND = 30
RECORDS = f"""
SELECT ?source ?hash WHERE {{
  GRAPH <{SOURCES}> {{ ?source a coop:Source OPTIONAL {{ ?source coop:sha256 ?hash }} }}
}}"""


def read_source(store: Store, folder: Path, source: str) -> tuple[str, bool]:
    """The raw text of a source, and whether the store knows the source.

    Args:
        store: an open store; if it knows the source, the hash of the text is checked.
        folder: holds the raw texts, ``<id>.txt``.
        source: the id; one that is not in the store yet is fine if its text is there.

    Raises:
        KGError: if there is no such text, or it is not the one on record.
    """
    known = {
        identifier(row["source"].value): row["hash"].value if "hash" in row else None
        for row in select(store, RECORDS)
    }
    text = read_raw([folder], source, known.get(source))
    if text is None:
        raise _no_text(folder, source, known)
    return text, source in known


def locate(store: Store, source: str, text: str, passage: str) -> list[Passage]:
    """Where a passage stands in a text, with the claims whose evidence overlaps.

    Args:
        store: an open store, which knows the claims.
        source: id of the source.
        text: its raw text.
        passage: the words.

    Returns:
        ``{"source", "start", "end", "exact", "before", "words", "after", "claims", "sources"}``
        in the order of the text; ``claims`` are entities of the JSON contract.

    Raises:
        KGError: if the text does not have the passage; the message says what comes nearest.
    """
    if not passage.strip():
        raise KGError(Text("没有写要找的文字", "no passage is given"))
    exact = word_for_word(text, passage)
    found = exact or as_copied(text, passage)
    if not found:
        raise KGError(
            Text("原文中没有这段文字", "the text does not have this passage"),
            where=f"{source}.txt",
            hint=_nearest(text, passage),
        )
    evidence = claims_by_source(store).get(source, [])
    touching = {
        span: sorted({claim for claim, a, b in evidence if a < span[1] and span[0] < b})
        for span in found
    }
    short = describe(store, {claim for claims in touching.values() for claim in claims})
    record = read_sources(store, {SOURCE + source})[SOURCE + source]
    return [
        {
            "source": source,
            "start": start,
            "end": end,
            "exact": bool(exact),
            "before": _line(text[max(0, start - AROUND) : start]),
            "words": _line(text[start:end]),
            "after": _line(text[end : end + AROUND]),
            "claims": [entity(short[claim]) for claim in touching[start, end]],
            "sources": place(record, [(start, end, None)], []),
        }
        for start, end in found
    ]


def _nearest(text: str, passage: str) -> Text | None:
    """The longest part of the passage that the text does have."""
    part = longest_part(text, passage)
    if part is None:
        return Text(
            "请照原文抄录，或用 kg grep 找其中一个词", "copy it, or try `kg grep` with a word"
        )
    start, end = part
    shown = _line(text[start:end])
    return Text(
        f"最长的相同部分在 {start}–{end}：“{shown}”",
        f"the longest part that it has is at {start}–{end}: “{shown}”",
    )


def _no_text(folder: Path, source: str, known: dict[str, str | None]) -> KGError:
    here = {path.stem for path in folder.glob("*.txt")}
    if source in known:
        what = Text(f"原文目录里没有 {source}.txt", f"the raw texts have no {source}.txt")
        if known[source] is None:
            what = Text(
                f"来源 {source} 没有存原文，只有地址",
                f"of source {source} the address is kept, and no text",
            )
        return KGError(what, where=str(folder), hint=_listed(sorted(here)))
    close = difflib.get_close_matches(source[:60], sorted(here | set(known)), n=3, cutoff=0.6)
    zh, en = "、".join(close), ", ".join(close)
    hint = Text(f"是否为：{zh}", f"did you mean: {en}") if close else _listed(sorted(here))
    return KGError(Text(f"没有来源“{source}”", f"there is no source “{source}”"), hint=hint)


def _listed(names: list[str]) -> Text:
    if not names:
        return Text(
            "目录里没有 .txt 文件；请检查 --sources", "no .txt files there; check --sources"
        )
    more = " …" if len(names) > 8 else ""
    zh, en = "、".join(names[:8]) + more, ", ".join(names[:8]) + more
    return Text(f"目录里有：{zh}", f"the folder has: {en}")


def _line(text: str) -> str:
    return " ".join(text.split())
