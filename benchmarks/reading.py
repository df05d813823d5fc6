"""How well `kg propose` reads the packaged sources, each without its own rows in the graph.

    python -m benchmarks.reading FOLDER_OF_RAW_TEXTS [-v]

A pairing counts if a row of the source has the same two partners by name, a figure if a row has its
value, an agreement if a row's span overlaps it. Rows with an open partner, or with more than two,
are left out; rows that rest on indirect evidence are in, so that all cannot be reached.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.loaders.packaged import cached_build
from kg.reading import propose
from kg.resources import find
from kg.store import open_store

SOURCES = ("000", "001", "002", "003", "004")


def rows(name: str) -> list[dict[str, str]]:
    """The packaged rows of a table."""
    with (find("data") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names() -> dict[str, str]:
    """The Chinese name of each id."""
    tables = ("gazetteer", "places", "parks", "organizations", "facilities")
    return {row["id"]: row["prefLabel@zh"] for table in tables for row in rows(table)}


def plain(name: str) -> str:
    """A name as it is compared: without what it lies in, brackets and the kind of a zone."""
    name = re.sub(r"[（）()\s·—-]|人民政府", "", name)
    for long, short in (("高新技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"),
                        ("经济技术开发区", "经开区"), ("自由贸易试验区", "自贸区")):  # fmt: skip
        name = name.replace(long, short)
    return name.replace("工商业联合会", "工商联")


def same(one: str, other: str) -> bool:
    """Whether two names can be of one thing: the shorter ends the longer."""
    one, other = plain(one), plain(other)
    return one.endswith(other) or other.endswith(one)


def main(folder: Path, *, verbose: bool) -> None:
    """Print precision and recall of each class over all sources."""
    store, named = open_store(cached_build()), names()
    totals: dict[str, list[int]] = {}
    for source in SOURCES:
        said = propose(store, [str(folder / f"{source}.txt")], without=source)
        said = [draft for draft in said if draft["certainty"] == "stated"]
        for kind, hit, gold, drafts, notes in (
            pairings(source, said, named),
            figures(source, said),
            agreements(source, said),
        ):
            counts = totals.setdefault(kind, [0, 0, 0])
            for place, number in enumerate((hit, gold, drafts)):
                counts[place] += number
            print(f"{source} {kind}: {hit} of {gold}; {drafts} proposed")
            if verbose:
                print("".join(f"    {note}\n" for note in notes), end="")
    for kind, (hit, gold, drafts) in totals.items():
        print(f"{kind}: P {hit / max(1, drafts):.2f}, R {hit / max(1, gold):.2f}")


Result = tuple[str, int, int, int, Sequence[str]]


def pairings(source: str, said: Iterable[dict[str, Any]], named: dict[str, str]) -> Result:
    """Pairs of two partners."""
    wanted = {
        frozenset(row["partner"].split("|"))
        for row in rows("pairings")
        if row["source"] == source and len(row["partner"].split("|")) == 2
    }
    pairs = [
        [
            one["full"]
            for key in ("partner", "supporter", "supported")
            for one in draft["cells"][key]
        ]
        for draft in said
        if draft["class"] == "Pairing"
    ]
    found, left, missed = 0, list(pairs), []
    for ids in wanted:
        a, b = (named[one] for one in ids)
        hit = next(
            (p for p in left if any(same(a, x) and same(b, y) for x, y in (p, p[::-1]))), None
        )
        if hit is None:
            missed.append(f"missed {a}—{b}")
        else:
            found += 1
            left.remove(hit)
    notes = [*sorted(missed), *(f"invented {'—'.join(pair)}" for pair in left)]
    return "pairings", found, len(wanted), len(pairs), notes


def figures(source: str, said: Iterable[dict[str, Any]]) -> Result:
    """Figures by value."""
    wanted = [row for row in rows("observations") if row["source"] == source and row["value"]]
    values = [float(draft["cells"]["value"]) for draft in said if draft["class"] == "Observation"]
    left, missed = list(values), []
    for row in wanted:
        if float(row["value"]) in left:
            left.remove(float(row["value"]))
        else:
            missed.append(f"missed {row['printed']}")
    return "figures", len(wanted) - len(missed), len(wanted), len(values), missed


def agreements(source: str, said: Iterable[dict[str, Any]]) -> Result:
    """Agreements by overlapping spans."""
    wanted = [row for row in rows("agreements") if row["source"] == source]
    drafts = [draft for draft in said if draft["class"] == "Agreement"]
    left, missed = list(drafts), []
    for row in wanted:
        spans = list(
            zip(map(int, row["start"].split("|")), map(int, row["end"].split("|")), strict=True)
        )
        near = [one for one in left if any(one["start"] < b and a < one["end"] for a, b in spans)]
        near.sort(key=lambda one: not same(row["title@zh"], one["cells"]["title"]))
        hit = near[0] if near else None
        if hit is None:
            missed.append(f"missed {row['title@zh']}")
        else:
            left.remove(hit)
    notes = [*missed, *(f"invented {one['quote'][-40:]!r}" for one in left)]
    return "agreements", len(wanted) - len(missed), len(wanted), len(drafts), notes


if __name__ == "__main__":
    main(Path(sys.argv[1]), verbose="-v" in sys.argv)
