"""Data sets of any size, seeded, and what it costs to build them and to load one document more.

    python -m benchmarks.growing 1000 10000 100000

Fifty claims a document, thirty-five pairings and fifteen agreements; partners are places of the
gazetteer, few of them often and many seldom, 大连市 in nine of a hundred. Times are of the
processor, of whole processes: a busy machine makes them a little longer, not many times so.
"""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KG = str(ROOT / "cli.py")
HUB, SHARE = "place/dalian", 0.09
DOCUMENT, PAIRINGS = 50, 35
STAGES = ("signed", "promoted", "implemented", "supported")
RAW = """
import sys, pyoxigraph as ox
ox.Store(sys.argv[2]).bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
"""


def write(folder: Path, claims: int, *, first: int = 0, seed: int = 1) -> Path:
    """Write tables of so many claims.

    Args:
        folder: where to.
        claims: how many.
        first: the number of the first document; other numbers, other claims.
        seed: of the drawing.
    """
    drawn = random.Random(f"{seed} {first}")
    with (ROOT / "data" / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        # Counties, so that these pairings are none of the packaged ones.
        places = [row["id"] for row in csv.DictReader(file) if row["type"] == "District"]
    drawn.shuffle(places)
    tables: dict[str, list[list[str]]] = {
        "sources": [["id", "title@zh", "reliability", "issued", "dcterms:source"]],
        "pairings": [["id", "source", "partner", "stage", "validFrom", "programme"]],
        "agreements": [["id", "source", "title@zh", "signatory", "signedOn"]],
    }
    for number in range(first, first + -(-claims // DOCUMENT)):
        source = f"g{number}"
        address = f"https://example.org/{source}"
        tables["sources"].append([source, f"第{number}号文件", "press", "2026-01", address])
        for one in range(min(DOCUMENT, claims - (number - first) * DOCUMENT)):
            key, both = f"{source}-{one}", "|".join(_two(places, drawn))
            day = f"20{drawn.randrange(13, 26)}-{drawn.randrange(1, 13):02}"
            if one < PAIRINGS:
                row = [f"pairing/{key}", source, both, drawn.choice(STAGES), day, ""]
                tables["pairings"].append(row)
            else:
                title = f"第{number}号文件所载协议之{one}"
                tables["agreements"].append([f"agreement/{key}", source, title, both, day])
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(
            _apart(rows) if name == "pairings" else rows
        )
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")
    return folder


def _two(places: list[str], drawn: random.Random) -> list[str]:
    one = HUB if drawn.random() < SHARE else places[int(len(places) * drawn.random() ** 3)]
    return sorted({one, places[int(len(places) * drawn.random() ** 2)]} | {places[-1]})[:2]


def _apart(rows: list[list[str]]) -> list[list[str]]:
    """The same two again are the same pairing, as another document states it."""
    known: dict[str, str] = {}
    said = set()
    kept = rows[:1]
    for ident, source, both, *rest in rows[1:]:
        ident = known.setdefault(both, ident)
        if (ident, source) not in said:
            said.add((ident, source))
            kept.append([ident, source, both, *rest])
    return kept


def cost(*arguments: str) -> tuple[float, float]:
    """Seconds of processor time of one process, and the most memory it had, in MB."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "KG_LANG": "en"},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(claims: int) -> dict[str, float]:
    """Build so many claims, load one document more, and load the quads raw."""
    from kg.store import dump, open_local

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = str(folder / "store")
        data = write(folder / "data", claims)
        more = write(folder / "more", DOCUMENT, first=10**6)
        build, memory = cost(KG, "--store", store, "build", str(data))
        lines = dump(open_local(store))
        merged = {line.rpartition(b" <")[0] + b" .\n" for line in lines.splitlines()}
        (folder / "all.nq").write_bytes(lines + b"".join(merged))
        raw, _ = cost("-c", RAW, str(folder / "all.nq"), str(folder / "raw"))
        load, most = cost(KG, "--store", store, "load", *map(str, sorted(more.glob("*.csv"))))
        return {
            "claims": claims,
            "build": build,
            "build MB": memory,
            "raw": raw,
            "load": load,
            "load MB": most,
            "build / raw": build / raw,
            "load / build": load / build,
        }


def main() -> None:
    """Measure the sizes given, and tell each as a line."""
    for size in sys.argv[1:] or ("1000", "10000"):
        started = time.perf_counter()
        found = measure(int(size))
        told = "  ".join(f"{name} {value:.3g}" for name, value in found.items())
        print(f"{told}  ({time.perf_counter() - started:.0f} s by the clock)", flush=True)


if __name__ == "__main__":
    main()
