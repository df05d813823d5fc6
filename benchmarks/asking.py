"""What asking costs: each question as a whole process, against the same rows asked for raw.

    python -m benchmarks.asking 10000 100000 --runs 5 --stores FOLDER

Stores are those of `benchmarks.growing`, seeded, made in FOLDER where they are not there yet. Runs
alternate: every question and its raw peer once, then all again. Seconds are of the processor (user
and system) of the whole process, so that a busy machine changes little. *raw* imports pyoxigraph,
opens the same files and reads the rows that the answer is made of; *floor* imports click and
pyoxigraph. Writes `benchmarks/results.json`, of which `docs/performance.md` is made.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.growing import KG, ROOT, cost, write

RESULTS = ROOT / "benchmarks" / "results.json"
FLOOR = "import click, pyoxigraph"
RAW = """
import sys, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
head = '''PREFIX c: <https://w3id.org/cooperation-kg/ontology#>
PREFIX place: <https://w3id.org/cooperation-kg/id/place/>
PREFIX g: <https://w3id.org/cooperation-kg/graph/> '''
for query in sys.argv[2:]:
    for row in store.query(head + query):
        tuple(row)
"""
SAID = "GRAPH ?g { ?claim ?property ?value }"
FACTS = "SELECT * { GRAPH g:sources { ?source ?property ?value } }"


def _of(pattern: str) -> str:
    return f"SELECT * {{ {{ SELECT DISTINCT ?claim {{ GRAPH ?h {{ {pattern} }} }} }} {SAID} }}"


# question -> its arguments, and what is asked raw: a query for each that it needs the rows of.
QUESTIONS: dict[str, tuple[list[str], list[str]]] = {
    "partners of the hub": (
        ["partners", "大连市"],
        [_of("?claim a c:Pairing ; c:partner place:dalian")],
    ),
    "partners of a leaf": (
        ["partners", "盘锦"],
        [_of("?claim a c:Pairing ; c:partner place:panjin")],
    ),
    "show the hub": (
        ["show", "大连市"],
        ["SELECT * { GRAPH ?g { place:dalian ?p ?o } }", _of("?claim ?p place:dalian")],
    ),
    "search": (
        ["search", "大连"],
        ['SELECT * { GRAPH g:names { ?s ?p ?o } FILTER(CONTAINS(?o, "大连")) }'],
    ),
    "conflicts of one": (["conflicts", "盘锦"], [_of("?claim ?p place:panjin")]),
    "path": (["path", "朝阳市", "无锡"], [_of("?claim ?p place:chaoyang")]),
    "sources": (
        ["sources"],
        [FACTS, "SELECT ?g (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"],
    ),
    "figures of the hub": (["figures", "--about", "大连市"], [_of("?claim ?p place:dalian")]),
    "list of agreements": (["list", "Agreement"], [_of("?claim a c:Agreement")]),
    "gaps": (["gaps"], [_of("?claim a c:Pairing"), _of("?claim a c:Agreement")]),
    "timeline": (["timeline"], [_of("?claim a c:Pairing"), _of("?claim a c:Agreement")]),
    "timeline about the hub": (
        ["timeline", "--about", "大连市"],
        [_of("?claim ?p place:dalian")],
    ),
    "rank": (["rank", "--limit", "10"], [_of("?claim a c:Pairing")]),
    "communities": (["communities"], [_of("?claim a c:Pairing")]),
    "stats": (["stats"], [_of("?claim a c:Pairing")]),
}
WORDS = {
    "floor": "只导入 click 和 pyoxigraph",
    "partners of the hub": "枢纽的合作方",
    "partners of a leaf": "一个小地方的合作方",
    "show the hub": "枢纽的全部内容",
    "search": "按名称查找",
    "conflicts of one": "一个实体的分歧",
    "path": "路径",
    "sources": "全部来源",
    "figures of the hub": "枢纽的数字",
    "list of agreements": "全部协议",
    "gaps": "空白",
    "timeline": "时间线",
    "timeline about the hub": "枢纽的时间线",
    "rank": "排名",
    "communities": "社群",
    "stats": "统计",
}

HEAD_EN = (
    "# Performance",
    "",
    "Written by `python -m benchmarks.asking`. 中文：[performance.zh.md](performance.zh.md)",
    "",
    "Seconds of the processor (user and system) of whole processes, in alternating runs: median",
    "(least–most). *raw* opens the same files with pyoxigraph and reads the rows that the answer",
    "is made of, *floor* imports click and pyoxigraph. The machine is shared with other work, so",
    "that the clock says nothing. `benchmarks/growing.py` makes the data, seeded.",
)
HEAD_ZH = (
    "# 性能",
    "",
    "由 `python -m benchmarks.asking` 写成。English: [performance.md](performance.md)",
    "",
    "数字是整个进程的处理器秒数（用户加系统）；各次交替运行，取中位数，括号里是最小和最大。",
    "“原始”用 pyoxigraph 打开同样的文件，读出答案所依据的行。机器还有别的工作，所以不计时钟时间。",
    "数据由 `benchmarks/growing.py` 按种子生成。",
)


def measure(store: Path, runs: int, names: list[str]) -> dict[str, dict[str, Any]]:
    """Median, least and most of each question and of its raw peer, in alternating runs."""
    quads = str(store / (store / "CURRENT").read_text(encoding="ascii").strip() / "quads")
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ("floor", *names)}
    memory = dict.fromkeys(names, 0.0)
    for _ in range(runs):
        floor, _ = cost("-c", FLOOR)
        taken["floor"].append((floor, floor))
        for name in names:
            arguments, queries = QUESTIONS[name]
            ours, most = cost(KG, "--store", str(store), *arguments)
            raw, _ = cost("-c", RAW, quads, *queries)
            taken[name].append((ours, raw))
            memory[name] = max(memory[name], most)
            print(f"{name:24}{ours:8.2f}{raw:8.2f}", flush=True)

    def told(values: list[float]) -> dict[str, float]:
        return {
            "median": round(statistics.median(values), 3),
            "least": round(min(values), 3),
            "most": round(max(values), 3),
        }

    return {
        name: {
            "seconds": told([ours for ours, _ in pairs]),
            "raw": told([raw for _, raw in pairs]),
            "ratio": round(statistics.median([ours / raw for ours, raw in pairs]), 2),
            "MB": round(memory.get(name, 0)),
        }
        for name, pairs in taken.items()
    }


def page(found: dict[str, Any], lang: str) -> str:
    """The figures as a page of the documentation."""
    zh, machine = lang == "zh", found["machine"]
    lines = [
        *(HEAD_ZH if zh else HEAD_EN),
        "",
        ", ".join(
            (
                found["at"],
                f"{machine['cores']} CPU",
                f"{machine['memory']} GB",
                machine["system"],
                f"Python {machine['python']}",
                f"load {machine['load']}",
            )
        ),
    ]
    for size, rows in found["sizes"].items():
        lines += [
            "",
            f"## {int(size):,} " + ("条陈述" if zh else "claims"),
            "",
            "| 问题 | 用时 | 原始 | 倍数 | 内存 MB | 次数 |"
            if zh
            else "| question | seconds | raw | ratio | MB | runs |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        for name, row in rows.items():
            word = (
                {"floor": "只导入 click 和 pyoxigraph"}.get(name, WORDS.get(name)) if zh else name
            )
            ours, raw = (
                f"{row[key]['median']:.2f} ({row[key]['least']:.2f}–{row[key]['most']:.2f})"
                for key in ("seconds", "raw")
            )
            lines.append(
                f"| {word} | {ours} | {raw} | {row['ratio']} | {row['MB']} | {row['runs']} |"
            )
    return "\n".join(lines) + "\n" + _remarks(zh)


def _remarks(zh: bool) -> str:
    path = ROOT / "benchmarks" / ("remarks.zh.md" if zh else "remarks.md")
    return "\n" + path.read_text(encoding="utf-8") if path.is_file() else ""


def main() -> None:
    """Measure the sizes given, write the figures and the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--only", action="append", choices=list(QUESTIONS))
    given = parser.parse_args()
    load = round(os.getloadavg()[0], 1)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**30
    report: dict[str, Any] = {"sizes": {}}
    if RESULTS.is_file():
        report = json.loads(RESULTS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = given.stores or Path(name)
        for size in given.sizes:
            store = folder / str(size)
            if not store.is_dir():
                with tempfile.TemporaryDirectory() as tables:
                    data = write(Path(tables) / "data", size)
                    cost(KG, "--store", str(store), "build", str(data))
            rows = measure(store, given.runs, given.only or list(QUESTIONS))
            known = report["sizes"].setdefault(str(size), {})
            for question, row in rows.items():
                known[question] = {**row, "runs": given.runs}
    if given.sizes:
        report["at"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
        report["machine"] = {
            "cores": os.cpu_count(),
            "memory": memory,
            "python": platform.python_version(),
            "system": platform.system(),
            "load": load,
        }
    report["sizes"] = dict(sorted(report["sizes"].items(), key=lambda item: int(item[0])))
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    for lang, name in (("en", "performance.md"), ("zh", "performance.zh.md")):
        (ROOT / "docs" / name).write_text(page(report, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
