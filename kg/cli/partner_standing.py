"""What `kg partners` shows of how long a partnership is known to hold."""

from __future__ import annotations

from typing import Any

from kg.cli.answers import Column
from kg.entities import Record
from kg.errors import Text

__all__ = ["UNKNOWN", "last_columns"]

UNKNOWN = Text("日期不详", "no date")
LAST = Text("最近提及", "last stated")
# Reasons why something holds no longer, or for a term only.
ENDS = ("ended", "term", "replaced")
HOLDING = {
    "certain": Text("写明有效", "stated to hold"),
    "possible": Text("未见结束", "not known to have ended"),
}
HOLDS = Column(
    "holds",
    Text("所问之时", "then"),
    lambda row, lang: HOLDING[row["holds"]].in_language(lang),
    lambda row, _: row["holds"],
)


def last_columns(rows: list[Record], until: Any, *, shown: bool) -> list[Column]:
    """How each pairing stands; where nothing is known to end, when each was stated last.

    Args:
        rows: rows of `partners`.
        until: what a table shows as the end of a row.
        shown: whether tables tell how rows stand, and not only when each was stated last.
    """
    others = any(row["standing"] and row["standing"]["reason"] in ENDS for row in rows)

    def told(row: Record, lang: str) -> str:
        if row["standing"] is None:
            return ""
        last = _last_stated(row, lang)
        return _standing_words(row, until(row, lang), last).in_language(lang) if others else last

    def plain(key: str) -> Any:
        return lambda row, _: (row["standing"] or {}).get(key)

    def later(row: Record, _: str) -> Any:
        return ((row["standing"] or {}).get("programme") or {}).get("id")

    head = Text("现状", "standing") if others else LAST
    return [
        *([HOLDS] if rows and "holds" in rows[0] else []),
        Column("last_stated", None if shown else LAST, _last_stated, _last_issued),
        Column("standing", head if shown else None, told, plain("reason")),
        Column("standing_date", None, plain("date")),
        Column("replaced_by", None, later),
    ]


def _standing_words(row: Record, until: str, last: str) -> Text:
    """The reason why a pairing is not said to go on, or when it was stated last.

    >>> row = {"standing": {"reason": "term", "date": "2030", "over": False}}
    >>> _standing_words(row, "", "2024").zh
    '最近提及 2024，轮次至 2030'
    """
    found = row["standing"]
    day = found["date"]
    stated = Text(f"最近提及 {last}", f"last stated {last}")
    if not found["date"]:
        stated = Text(f"最近提及：{last}", f"last stated: {last}")
    if found["reason"] == "ended":
        return Text(f"止于 {until}", f"ended {until}")
    if found["reason"] == "replaced":
        return Text(f"{day} 起由后一轮取代", f"replaced {day}")
    if found["reason"] == "term" and found["over"]:
        return Text(f"轮次止于 {day}", f"round over {day}")
    if found["reason"] == "term":
        return Text(f"{stated.zh}，轮次至 {day}", f"{stated.en}, round to {day}")
    return stated


def _last_issued(row: Record, _: str) -> str | None:
    from kg.questions.disputes import last_issued

    return last_issued(row["sources"])


def _last_stated(row: Record, lang: str) -> str:
    return _last_issued(row, lang) or UNKNOWN.in_language(lang)
