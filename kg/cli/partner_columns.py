"""What `kg partners` shows of a row: for tables and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from kg.cli.answers import Column, everything, few, in_steps, joined, label
from kg.cli.partner_groups import inside
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = ["partner_columns"]

HOLDS = Column("holds", None, lambda row, _: row["holds"])
# What stands before a partner that lies in the one above it.
INNER = "└ "
SIDES = {"supporter": Text("支援方", "supporter"), "supported": Text("受援方", "supported")}
# How many bases a table shows of a row; JSON, CSV and ``--all`` have all.
BASES = 2
# What stands before words in which editors sum up a page.
SUMMED = "编者概括："
UNKNOWN = Text("日期不详", "no date")
BEGINNING_WORDS = {
    "pairing": Text("起始", "since"),
    "agreement": Text("签署", "signed on"),
    "event": Text("日期", "date"),
}


def partner_columns(
    store: Store,
    rows: list[Record],
    kind: str,
    nested: Mapping[str, Set[str]],
    full: Mapping[str, Record],
) -> list[Column]:
    """What to show; columns that would say the same in every row are left out of tables.

    ``full`` holds the partners that tables tell with what they lie in.
    """
    from kg.entities import describe
    from kg.questions.disputes import disputed

    words = _kinds(store) if kind != "pairing" else {}
    named = {row["kind"] for row in rows} - {"pairing"}
    claims = describe(store, {row["claim"] for row in rows if row["kind"] != "pairing"})
    several = len({row["of"]["iri"] for row in rows}) > 1
    until = any(row["until"] or "until" in row["conflicts"] for row in rows)
    # Of agreements and events it mostly says how a date was inferred.
    based = kind == "pairing" and any("basis" in row["facts"] for row in rows)
    said = disputed(store, rows)
    return [
        Column(
            "partner",
            Text("合作方", "partner"),
            lambda row, lang: (
                INNER * inside(row, rows, nested)
                + label(full.get(row["partner"]["iri"] or "", row["partner"]), lang)
            ),
            lambda row, lang: row["partner"][lang],
        ),
        Column("partner_id", None, lambda row, _: row["partner"]["id"]),
        Column("of", Text("本方", "of") if several else None, lambda row, lang: row["of"][lang]),
        Column("claim", None, lambda row, _: row["claim"]),
        Column(
            "kind",
            Text("关系", "kind") if kind == "all" else None,
            lambda row, lang: words[row["kind"]].in_language(lang),
            lambda row, _: row["kind"],
        ),
        Column(
            "claim_name",
            # Pairings are called by their partners.
            _either([words[one] for one in words if one in named]) if named else None,
            lambda row, lang: label(claims.get(row["claim"]), lang),
        ),
        Column(
            "side",
            Text("合作方为", "partner is") if any(row["side"] for row in rows) else None,
            lambda row, lang: SIDES[row["side"]].in_language(lang) if row["side"] else "",
            lambda row, _: row["side"],
        ),
        Column(
            "form",
            Text("形式", "form") if kind in ("pairing", "all") and _some(rows, "form") else None,
            _single("form", said),
            _plain("form"),
        ),
        Column(
            "fields",
            Text("领域", "field") if _some(rows, "fields") else None,
            lambda row, lang: few([found[lang] for found in row["fields"]], lang),
            lambda row, lang: "|".join(found[lang] for found in row["fields"]),
        ),
        Column(
            "stage",
            Text("阶段", "stage") if _some(rows, "stage") or _some(rows, "progress") else None,
            _stage(said),
            _plain("stage"),
        ),
        Column("progress", None, lambda row, lang: in_steps(row["progress"], lang)),
        # Tables of pairings are grouped by both.
        Column("mechanism", None, _plain("mechanism")),
        Column("programme", None, _plain("programme")),
        Column(
            "from",
            BEGINNING_WORDS.get(kind, Text("时间", "date")),
            lambda row, lang: _since(row, lang, said),
            lambda row, _: row["from"],
        ),
        Column(
            "until",
            Text("截止", "until") if until else None,
            _single("until", said),
            lambda row, _: row["until"],
        ),
        *([HOLDS] if rows and "holds" in rows[0] else []),
        Column("basis", Text("口径", "basis") if based else None, _few_bases, _fact("basis")),
        Column("asOf", None, _fact("asOf")),
        Column("stated_in", None, _stated_in),
        Column("last_stated", Text("最近提及", "last stated"), _last_stated, _last_issued),
        Column("conflicts", None, lambda row, _: "|".join(row["conflicts"])),
    ]


def _kinds(store: Store) -> dict[str, Text]:
    from kg.questions.classes import kinds

    return kinds(store)


def _either(words: list[Text]) -> Text:
    return Text("或".join(one.zh for one in words), " or ".join(one.en for one in words))


def _stated_in(row: Record, lang: str) -> str:
    """The plans, tasks and agreements that say so."""
    return "|".join(label(one, lang) for one in row["facts"].get("statedIn", ()))


def _fact(name: str) -> Any:
    return lambda row, _: "；".join(row["facts"].get(name, ()))


def _few_bases(row: Record, lang: str) -> str:
    """The first few, with ``--all`` all: pages that say the same of a pairing say it once.

    What editors sum up of several pages is told as one: 编者概括：市际结对、园区共建.
    """
    said = [part for text in row["facts"].get("basis", ()) for part in text.split("；")]
    summed = [part.removeprefix(SUMMED) for part in dict.fromkeys(said) if part.startswith(SUMMED)]
    parts = [part for part in dict.fromkeys(said) if not part.startswith(SUMMED)]
    if summed:
        parts.append(SUMMED + few(summed, lang, BASES))
    more = 0 if everything() else len(parts) - BASES
    rest = [Text(f"另 {more} 项", f"{more} more").in_language(lang)] if more > 0 else []
    return "；".join([*(parts[:BASES] if more > 0 else parts), *rest])


def _some(rows: list[Record], key: str) -> bool:
    return any(row[key] or key in row["conflicts"] for row in rows)


def _single(key: str, said: Record) -> Any:
    """The value; where sources differ, each with the date of the last source that gives it."""

    def shown(row: Record, lang: str) -> str:
        value = row[key]
        if value is not None:
            return str(value[lang] if isinstance(value, dict) else value)
        if key not in row["conflicts"]:
            return ""
        brackets = ("（", "）") if lang == "zh" else (" (", ")")
        words = [
            found[lang] + (found["issued"] or UNKNOWN.in_language(lang)).join(brackets)
            for found in said[row["claim"]][key]
        ]
        differ = Text("来源不一：", "sources differ: ").in_language(lang)
        return differ + joined(words, lang)

    return shown


def _stage(said: Record) -> Any:
    """The stage; of several that tell a story all, each with its date."""
    single = _single("stage", said)
    return lambda row, lang: in_steps(row["progress"], lang) or single(row, lang)


def _last_issued(row: Record, _: str) -> str | None:
    from kg.questions.disputes import last_issued

    return last_issued(row["sources"])


def _last_stated(row: Record, lang: str) -> str:
    return _last_issued(row, lang) or UNKNOWN.in_language(lang)


def _plain(key: str) -> Any:
    return lambda row, lang: (row[key] or {}).get(lang)


def _since(row: Record, lang: str, said: Record) -> str:
    """The beginning; with ``--as-of``, whether it is certain that the claim held then."""
    if not row["dated"]:
        return Text("未注明", "undated").in_language(lang)
    shown: str = _single("from", said)(row, lang)
    if row.get("holds") == "possible":
        shown += Text("（当时是否有效不定）", " (possibly)").in_language(lang)
    return shown
