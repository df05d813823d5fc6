"""Bring what is generated in the deposit kit up to date: the codebook, and the version of the data.

Example:
    python tools/make_deposit.py
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from kg.exports import codebook
from kg.exports.variables import VARIABLES

ROOT = Path(__file__).resolve().parents[1]
KIT = "docs/deposit/"
# What an empty cell means, where it is not simply that no source states the value.
EMPTY = {
    "gb2260": ("没有代码", "no such code exists"),
    "a_gb2260": ("没有代码", "no such code exists"),
    "b_gb2260": ("没有代码", "no such code exists"),
    "adm_level": ("不是地方或园区", "neither a place nor a park"),
    "lat": ("没有坐标", "no coordinates are known"),
    "lon": ("没有坐标", "no coordinates are known"),
    "province_zh": ("不在某一省内", "in no province"),
    "value_zh": ("值不是实体或概念", "the value is no entity or concept"),
    "value_en": ("值不是实体或概念", "the value is no entity or concept"),
    "language": ("值不是文字", "the value is no text"),
    "read_by": ("由人录入或核对", "entered or checked by a person"),
    "in_force": ("未注明日期，不知道，不是 0", "undated: unknown, not 0"),
    "in_force_certain": ("未注明日期，不知道，不是 0", "undated: unknown, not 0"),
    "claim_id": (
        "关系不出自一条陈述，如“位于”",
        "the relation is no claim of its own, as “within”",
    ),
    "spans": ("没有存原文", "no text is stored"),
    "url": ("没有网址", "no address"),
    "urls": ("没有网址", "no address"),
}
# Whose cells are never empty.
FULL = set(
    "node_id node_type a_id b_id relation directed claim_type property value source_id "
    "n_sources source_ids year tie_weight n_reports v id claim_ids".split()
)
UNSTATED = ("来源没有说", "not stated by the source")


def variables() -> str:
    """The codebook: every variable of the exports, and what an empty cell means."""
    heads, *rows = codebook(list(VARIABLES))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*heads, "missing_code", "missing_zh", "missing_en"])
    for row in rows:
        never = row[0] in FULL
        missing = (
            ["never", "不会空", "never empty"] if never else ["", *EMPTY.get(row[0], UNSTATED)]
        )
        writer.writerow([*row, *missing])
    return out.getvalue()


def kit() -> dict[str, str]:
    """The generated files as they should be, by path."""
    version = (ROOT / "data/VERSION").read_text(encoding="ascii").strip()
    found = {f"{KIT}codebook.csv": variables()}
    for name in ("datacite.json", ".zenodo.json"):
        told = json.loads((ROOT / KIT / name).read_text(encoding="utf-8"))
        (told["data"]["attributes"] if "data" in told else told)["version"] = version
        found[KIT + name] = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    for name, line in {
        "CITATION-DATA.cff": r"(?m)^(version: ).*$",
        f"{KIT}metadata.zh-en.md": r"(\| 版本 \| |\| Version \| )[^|]*?(?= \|)",
    }.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        found[name] = re.sub(line, rf"\g<1>{version}", text)
    return found


def main() -> None:
    """Write what differs."""
    for name, text in kit().items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
