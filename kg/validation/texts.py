"""The raw texts of the sources, accepted only if they are the very ones on record."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import Text
from kg.namespaces import SOURCES, identifier
from kg.store import select

__all__ = ["Record", "read_records", "read_text"]

RECORDS = f"""
SELECT ?source ?sha256 ?length ?address WHERE {{
  GRAPH <{SOURCES}> {{
    ?source a coop:Source .
    OPTIONAL {{ ?source coop:sha256 ?sha256 }}
    OPTIONAL {{ ?source coop:textLength ?length }}
    OPTIONAL {{ ?source dcterms:source ?address }}
  }}
}}"""


@dataclass(frozen=True)
class Record:
    """What is on record of a source: hash and length of its text, whether it has an address."""

    sha256: str | None
    length: int | None
    has_address: bool


def read_records(store: ox.Store) -> dict[str, Record]:
    """The records of all sources, by IRI."""
    return {
        row["source"].value: Record(
            sha256=row["sha256"].value if "sha256" in row else None,
            length=int(row["length"].value) if "length" in row else None,
            has_address="address" in row,
        )
        for row in sorted(select(store, RECORDS), key=str)
    }


def read_text(source: str, record: Record, folders: Collection[Path]) -> str | tuple[Text, Text]:
    """The text of a source from the first folder that has it, or what is wrong with it.

    Args:
        source: its IRI; the file is ``<id>.txt``.
        record: what is on record of it.
        folders: where to look.
    """
    name = f"{identifier(source)}.txt"
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        return (
            Text(f"原文目录里没有 {name}", f"the folder of raw texts has no {name}"),
            Text(
                "请检查 --sources，或用 --only 只核对有原文的来源", "check --sources, or see --only"
            ),
        )
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return (
            Text(f"原文读不出：{error}", f"the raw text cannot be read: {error}"),
            Text("原文应是 UTF-8 文本", "raw texts are UTF-8"),
        )
    if hashlib.sha256(raw).hexdigest() != record.sha256:
        return (
            Text(f"{name} 不是登录的那一份原文", f"{name} is not the text on record"),
            Text("SHA-256 不符", "its SHA-256 differs"),
        )
    return text
