"""Compare drafts with what is written beside a sentence: ``甲—乙``, ``甲→乙``, numbers, titles."""

from __future__ import annotations

from typing import Any

Draft = dict[str, Any]


def sides(draft: Draft) -> tuple[list[str], str]:
    """The full names of a pairing, and the sign between them."""
    cells = draft["cells"]
    if cells["supporter"]:
        return [one["full"] for one in (*cells["supporter"], *cells["supported"])], "→"
    return [one["full"] for one in cells["partner"]], "—"


def is_pair(draft: Draft, wanted: str) -> bool:
    """Whether a draft is the pair written so; names may leave out what they lie in."""
    names, sign = sides(draft)
    first, second = wanted.replace("→", "—").split("—")
    straight = names[0].endswith(first) and names[1].endswith(second)
    if "→" in wanted:
        return straight and sign == "→"
    return straight or (names[0].endswith(second) and names[1].endswith(first))


def wrong_pairs(drafts: list[Draft], wanted: list[str]) -> list[str]:
    """What is missing and what is invented, in words; doubtful drafts count for neither."""
    said = [d for d in drafts if d["class"] == "Pairing" and d["certainty"] == "stated"]
    missing = [f"missing {one}" for one in wanted if not any(is_pair(d, one) for d in said)]
    invented = [
        f"invented {sides(d)[1].join(sides(d)[0])} by {d['rule']}"
        for d in said
        if not any(is_pair(d, one.replace("→", "—")) for one in wanted)
    ]
    return missing + invented
