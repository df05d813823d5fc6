"""Questions to the raw texts: where a word or a passage stands, and the claims that rest there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking.answers import Answer, Notice
from kg.asking.stores import Asked, opened
from kg.entities import Record
from kg.errors import KGError, Text

if TYPE_CHECKING:
    from kg.records import Passage

__all__ = ["grep", "locate"]


def grep(text: str, folder: str | os.PathLike[str], store: Asked = None) -> Answer[Passage]:
    """Where a word stands in the raw texts, and the claims whose evidence is there.

    Args:
        text: the word; simplified and traditional characters count as the same.
        folder: holds the raw texts, ``<id of the source>.txt``.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if no word is given, no text is there, or one is not the one on record.

    Example:
        >>> import kg, tempfile
        >>> kg.grep("大连", tempfile.mkdtemp())
        Traceback (most recent call last):
        kg.errors.KGError: ...: there is no raw text in this folder (files are named like 000.txt)
    """
    from kg.questions.grep import grep as ask
    from kg.questions.grep import read_texts

    if not text.strip():
        raise KGError(Text("没有写要找的词", "no word to look for is given"))
    found = opened(store)
    texts = read_texts(found, Path(folder))
    rows = ask(found, texts, text)

    def notices() -> Iterator[Notice]:
        if not rows:
            listed = "、".join(sorted(texts)), ", ".join(sorted(texts))
            words = Text(
                f"原文中没有“{text}”（已查 {listed[0]}）",
                f"“{text}” stands in none of the texts (looked at: {listed[1]})",
            )
            yield Notice("silence", words)

    return Answer(rows, notices=notices)


def locate(
    source: str, passage: str, folder: str | os.PathLike[str], store: Asked = None
) -> Answer[Passage]:
    """Where a passage stands in the raw text of a source: every place, none chosen.

    Args:
        source: the id of the source.
        passage: the words.
        folder: holds the raw texts.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if there is no such text or it does not have the passage; what comes nearest is
            said.

    Example:
        >>> import kg, tempfile
        >>> kg.locate("002", "盘锦", tempfile.mkdtemp())
        Traceback (most recent call last):
        kg.errors.KGError: ...: the raw texts have no 002.txt (no .txt files there; check --sources)
    """
    from kg.questions.locate import locate as ask
    from kg.questions.locate import read_source

    found = opened(store)
    raw, known = read_source(found, Path(folder), source)
    rows = ask(found, source, raw, passage)
    return Answer(rows, notices=lambda: _loosely(rows, source, known))


def _loosely(rows: Sequence[Record], source: str, known: bool) -> Iterator[Notice]:
    if not rows[0]["exact"]:
        words = Text(
            "原文没有一字不差的；以上不计简繁、全角半角、大小写、引号和空白。",
            "It stands nowhere letter by letter: the above ignores characters (simplified, "
            "traditional), width, case, quotation marks and white space.",
        )
        yield Notice("left_out", words)
    if len(rows) > 1:
        count = len(rows)
        words = Text(f"共 {count} 处，请按上下文选用。", f"{count} places: choose by the context.")
        yield Notice("left_out", words)
    if not known:
        words = Text(
            f"图谱里还没有来源 {source}：未核对 SHA-256，也没有陈述。",
            f"The store does not have source {source} yet: its SHA-256 is not checked, "
            "and there are no claims.",
        )
        yield Notice("left_out", words)
