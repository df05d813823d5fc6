"""Which texts are coded, in which order: drawn with a seed, a training round before them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kg.errors import KGError, Text
from kg.loaders.starting import write_new
from kg.texts.files import read_bytes

__all__ = ["HEADERS", "MAIN", "PLAN", "TRAINING", "draw", "plan_of", "write_plan"]

PLAN = "sampling.csv"
HEADERS = ("order", "source", "phase", "seed", "of", "drawn")
TRAINING, MAIN = "training", "main"
MOST = 10_000_000


def draw(sources: Sequence[str], size: int, *, training: int = 0, seed: int = 1) -> list[str]:
    """Draw texts at random, without repetition: first those of the training round.

    The same sources and seed give the same plan, whatever the order in which they are given.

    Raises:
        KGError: if there are not so many.

    Example:
        >>> draw(["a", "b", "c", "d"], 2, training=1, seed=7)
        ['c', 'a', 'b']
    """
    wanted = size + training
    if wanted > len(sources):
        what = Text(
            f"要抽 {wanted} 篇，只有 {len(sources)} 篇有原文",
            f"{wanted} texts are wanted and there are {len(sources)}",
        )
        raise KGError(what)
    return random.Random(seed).sample(sorted(sources), wanted)


def write_plan(
    folder: Path, sources: Sequence[str], size: int, *, training: int = 0, seed: int = 1
) -> list[dict[str, str]]:
    """Draw a plan and keep it beside the tables; one that is there stays.

    Raises:
        KGError: if there is a plan, or not so many texts.
    """
    drawn = draw(sources, size, training=training, seed=seed)
    rows = [
        {
            "order": str(number),
            "source": source,
            "phase": TRAINING if number <= training else MAIN,
            "seed": str(seed),
            "of": str(len(sources)),
            "drawn": date.today().isoformat(),
        }
        for number, source in enumerate(drawn, 1)
    ]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADERS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_new(folder / PLAN, text.getvalue().encode("utf-8"))
    return rows


def plan_of(folder: Path) -> dict[str, str]:
    """The phase of each text that was drawn, in the order of the plan; empty without a plan.

    Raises:
        KGError: if the plan cannot be read.
    """
    path = folder / PLAN
    if not path.is_file():
        return {}
    try:
        text = read_bytes(path, MOST).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        rows.sort(key=lambda row: int(row["order"]))
        return {row["source"]: row["phase"] for row in rows}
    except (UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        what = Text("抽样方案读不出", "the sampling plan cannot be read")
        hint = Text(f"表头须为 {'、'.join(HEADERS)}", f"its headers are {', '.join(HEADERS)}")
        raise KGError(what, where=str(path), hint=hint) from error
