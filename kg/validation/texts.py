"""The raw texts of the sources, accepted only if they are the very ones on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KGError, Text
from kg.namespaces import SOURCES, identifier
from kg.sparql import Store
from kg.store import select
from kg.texts.raw import read_raw

__all__ = ["Record", "absent", "read_records", "read_text"]

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


def read_records(store: Store) -> dict[str, Record]:
    """The records of all sources, by IRI."""
    return {
        row["source"].value: Record(
            sha256=row["sha256"].value if "sha256" in row else None,
            length=int(row["length"].value) if "length" in row else None,
            has_address="address" in row,
        )
        for row in sorted(select(store, RECORDS), key=str)
    }


def read_text(source: str, record: Record, folders: Collection[Path]) -> str:
    """The text of a source from the first folder that has it.

    Args:
        source: its IRI.
        record: what is on record of it.
        folders: where to look.

    Raises:
        KGError: if none has it, or it is not the text on record.
    """
    text = read_raw(folders, identifier(source), record.sha256)
    if text is None:
        raise absent(source)
    return text


def absent(source: str) -> KGError:
    """The refusal of a source whose text is in none of the folders."""
    name = f"{identifier(source)}.txt"
    return KGError(
        Text(f"原文目录里没有 {name}", f"the folder of raw texts has no {name}"),
        hint=Text(
            "请检查 --sources，或用 --only 只核对有原文的来源", "check --sources, or see --only"
        ),
    )
