"""What an answer about a day leaves out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.asking.answers import Notice
from kg.conditions import Conditions
from kg.errors import Text
from kg.sparql import Store

__all__ = ["not_then"]

REASONS = {
    "ended": Text("来源写明已结束", "said to have ended"),
    "term": Text("轮次期限已满", "the term of their round over"),
    "replaced": Text("轮次已由后一轮取代", "their round replaced by a later one"),
}
NOT_BEGUN = Text("尚未开始", "not begun")


def not_then(store: Store, entity: str, kind: str, limits: Conditions) -> Iterator[Notice]:
    """How many partnerships did not hold then, by reason; absence is told, and not passed over."""
    from kg.questions.partners import partners

    held = partners(store, entity, kind, limits=limits)
    ever = partners(store, entity, kind, limits=replace(limits, as_of=None))
    then = {row["claim"] for row in held}
    others = {row["claim"]: row["standing"] for row in ever if row["claim"] not in then}
    if not others:
        return
    reasons = Counter(
        found["reason"] if found and found["over"] and found["reason"] in REASONS else "other"
        for found in others.values()
    )
    told = [(REASONS.get(name, NOT_BEGUN), reasons[name]) for name in (*REASONS, "other")]
    zh = "、".join(f"{words.zh} {number}" for words, number in told if number)
    en = ", ".join(f"{number} {words.en}" for words, number in told if number)
    words = Text(
        f"另有 {len(others)} 条在所问之时无效：{zh}（不加 --as-of 则列出）",
        f"{len(others)} more did not hold then: {en} (shown without --as-of)",
    )
    yield Notice("left_out", words)
