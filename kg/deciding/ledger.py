"""What was decided on drafts, in ``decisions.csv`` beside the tables: who, when, what, why.

Rows are only ever added, so that two people's files merge; the last row about a draft counts.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import KGError, Text
from kg.formulas import as_it_was, harmless
from kg.loaders.appending import append_line
from kg.loaders.tables import MAX_BYTES
from kg.texts.files import read_bytes

__all__ = [
    "HEADERS",
    "LEDGER",
    "NOTHING",
    "Decision",
    "decided",
    "draft_key",
    "read_ledger",
    "record",
]

LEDGER = "decisions.csv"
HEADERS = (
    "when",
    "coder",
    "source",
    "draft",
    "decision",
    "class",
    "what",
    "start",
    "end",
    "rule",
    "claim",
    "wrote",
    "why",
    "memo",
    "blind",
    "codebook",
    "discarded",
)
# A sentence in which somebody found nothing to record.
NOTHING = "Sentence"
Decision = dict[str, str]


def draft_key(source: str, draft: dict[str, Any]) -> str:
    """By which a draft is known again, though rules change and offsets move.

    A pairing or an agreement is the same if its sides are; a figure stands at a place.
    """
    cells = draft["cells"]
    told: Any
    if draft["class"] == "Pairing":
        told = sorted(_full(cells["partner"] + cells["supporter"] + cells["supported"]))
    elif draft["class"] == "Agreement":
        told = [cells["title"], *sorted(_full(cells["signatory"]))]
    elif draft["class"] == "Participation":
        told = _full([cells["agent"], cells["inActivity"]])
    else:
        told = [cells.get("printed"), draft["start"]]
    content = json.dumps([source, draft["class"], told], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _full(things: Iterable[dict[str, Any]]) -> list[str]:
    return [thing["full"] for thing in things]


def record(folder: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions.

    Raises:
        KGError: if they cannot be written.
    """
    for one in decisions:
        line = [str(harmless(one.get(header, ""))) for header in HEADERS]
        append_line(folder / LEDGER, HEADERS, line)


def decided(folders: Sequence[Path]) -> dict[tuple[str, str], Decision]:
    """The decision that counts, by source and draft; what was undone is not in it.

    Raises:
        KGError: if a file is damaged.
    """
    found: dict[tuple[str, str], Decision] = {}
    for folder in folders:
        for one in read_ledger(folder):
            key = one["source"], one["draft"]
            found.pop(key, None)
            if one["decision"] != "undone":
                found[key] = one
    return found


def read_ledger(folder: Path) -> list[Decision]:
    """Every row, in its order."""
    path = folder / LEDGER
    if not path.is_file():
        return []
    try:
        text = read_bytes(path, MAX_BYTES).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        what = Text("取舍记录读不出", "the decisions cannot be read")
        hint = Text("文件须为 UTF-8 的 CSV", "it must be CSV in UTF-8")
        raise KGError(what, where=str(path), hint=hint) from error
    lacking = [header for header in HEADERS[:5] if rows and header not in rows[0]]
    if lacking:
        what = Text(f"缺少“{lacking[0]}”列", f"the column “{lacking[0]}” is missing")
        raise KGError(what, where=str(path))
    return [{head: as_it_was(row.get(head) or "") for head in HEADERS} for row in rows]
