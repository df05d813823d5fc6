"""Time whole commands, as a person waits for them, and networks of growing size."""

from __future__ import annotations

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.networks import growth, networks, packaged, projections

RUNS = 7
ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
KG = str(ROOT / "cli.py")

# What `kg partners` is measured against: the least that any answer must import.
FLOOR = "import click, pyoxigraph"
CASES: dict[str, list[str]] = {
    "floor": ["-c", FLOOR],
    "build": [KG, "build"],
    "partners": [KG, "partners", "大连市"],
    "search": [KG, "search", "大连"],
    "show": [KG, "show", "大连市"],
    "query": [KG, "query", "-e", "SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }"],
    "map": [KG, "map", "-o", "map.html"],
}

AIMS = {"partners": 2.5, "search": 3, "show": 3}


def seconds(arguments: list[str], folder: Path) -> float:
    """Return how long one run takes, from the start of the process to its end."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "KG_LANG": "zh"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return time.perf_counter() - started


def main() -> None:
    """Time commands, then networks; write everything down."""
    commands = time_commands()
    rows = [*packaged(), *projections(), *networks()]
    exponents = growth(rows)
    RESULTS.mkdir(exist_ok=True)
    now = datetime.datetime.now(datetime.UTC)
    machine = {"python": platform.python_version(), "system": platform.platform()}
    report = {
        "at": now.isoformat(timespec="seconds"),
        **machine,
        "seconds": commands,
        "networks": rows,
        "growth": exponents,
    }
    path = RESULTS / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"written to {path.relative_to(ROOT)}")


def time_commands() -> dict[str, dict[str, float]]:
    """Run every case in one new folder, the store being built by the second."""
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        for case, arguments in CASES.items():
            times = [seconds(arguments, Path(name)) for _ in range(RUNS)]
            figures[case] = {"least": min(times), "median": statistics.median(times)}
            print(f"{case:10}{min(times):8.3f} s least{statistics.median(times):8.3f} s median")
    for case, aim in AIMS.items():
        ratio = figures[case]["least"] / figures["floor"]["least"]
        print(f"{case} takes {ratio:.1f} times as long as python -c “{FLOOR}” (aim: {aim})")
    return figures


if __name__ == "__main__":
    main()
