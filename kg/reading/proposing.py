"""The drafts of several documents: files, or sources that are registered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.claims import read_sources
from kg.entities import Record
from kg.errors import KGError, Text
from kg.namespaces import SOURCE, SOURCES
from kg.reading.concepts import read_concepts
from kg.reading.drafting import Draft, read_drafts
from kg.reading.known import mark_known
from kg.reading.lexicon import read_lexicon
from kg.sparql import Store
from kg.store import select
from kg.texts.documents import SUFFIXES, read_document
from kg.texts.raw import read_raw

__all__ = ["is_registered", "propose"]

HASH = f"SELECT ?hash WHERE {{ GRAPH <{SOURCES}> {{ $source coop:sha256 ?hash }} }}"
KNOWN = f"SELECT ?title WHERE {{ GRAPH <{SOURCES}> {{ $source dcterms:title ?title }} }}"
IDENT = re.compile(r"[a-z0-9._-]{1,200}")


def propose(
    store: Store,
    documents: Sequence[str],
    data: Sequence[Path] = (),
    *,
    without: str | None = None,
) -> list[Draft]:
    """Read documents, each by itself, with the names and claims of a store.

    Args:
        store: whose entities and claims are known.
        documents: paths of files, or ids of sources.
        data: folders of tables, whose ``texts`` hold the texts of sources.
        without: a source whose own rows count as unknown.

    Returns:
        The drafts in the order of the documents and their text; each names its ``source``.

    Raises:
        KGError: if a document is neither a file that can be read nor a source with a text.
    """
    lexicon, concepts = read_lexicon(store, without=without), read_concepts(store)
    drafts: list[Draft] = []
    for document in documents:
        raw, record = _text(store, document, data)
        weak = record.get("reliability") == "weak"
        found = read_drafts(raw, lexicon, concepts, issued=record.get("issued"), weak=weak)
        drafts += [{**draft, "source": record["id"]} for draft in found]
    mark_known(store, drafts, without=without)
    return drafts


def is_registered(store: Store, document: str) -> bool:
    """Whether a store knows a source of this id.

    >>> import kg
    >>> is_registered(kg.open(), "002"), is_registered(kg.open(), "report.txt")
    (True, False)
    """
    return bool(IDENT.fullmatch(document) and select(store, KNOWN, source=_node(document)))


def _node(document: str) -> ox.NamedNode:
    return ox.NamedNode(SOURCE + document)


def _text(store: Store, document: str, data: Sequence[Path]) -> tuple[str, Record]:
    """The raw text of a document, and what is on record of it."""
    path = Path(document)
    if path.suffix.lower() in SUFFIXES or path.exists():
        return read_document(path).text, {"id": path.stem}
    folders = [folder for one in data for folder in (one / "texts", one)]
    hashes = select(store, HASH, source=_node(document)) if IDENT.fullmatch(document) else []
    raw = read_raw(folders, document, hashes[0]["hash"].value if hashes else None)
    if raw is None:
        raise KGError(
            Text(
                "既不是文件，--data 的 texts 目录里也没有这个来源的原文",
                "it is no file, and no folder texts of --data has the text of such a source",
            ),
            where=document,
            hint=Text("请给文件路径，或用 --data 指明数据目录", "give a path, or --data DIR"),
        )
    return raw, read_sources(store, {SOURCE + document})[SOURCE + document]
