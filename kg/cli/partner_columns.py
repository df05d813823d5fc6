"""What `kg partners` shows of a row: for tables and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from kg.cli.answers import Column, everything, few, in_steps, joined, label
from kg.cli.partner_groups import inside
from kg.cli.partner_standing import UNKNOWN, last_columns
from kg.entities import Record
from kg.errors import Text
from kg.remarks import remark
from kg.sparql import Store

__all__ = ["partner_columns"]

# What stands before a partner that lies in the one above it.
INNER = "└ "
SIDES = {"supporter": Text("支援方", "supporter"), "supported": Text("受援方", "supported")}
# How many bases a table shows of a row; JSON and CSV have all.
BASES = 3
# What only repeats the heading of the group that a row stands in.
REPEATED = "编者概括："
# A column that fewer than one row in so many fills is told among the notes.
SPARSE = 3
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
    based = kind == "pairing" and any(_bases(row) for row in rows)
    said = disputed(store, rows)
    pairings = kind == "pairing"
    # Columns that few rows fill are told with the basis, so that the others have room.
    few_fill = {key for key in ("form", "fields", "stage") if pairings and _sparse(rows, key)}
    noted = based or bool(few_fill)
    ways = {
        "form": _single("form", said),
        "fields": lambda row, lang: few([found[lang] for found in row["fields"]], lang),
        "stage": _stage(said),
    }
    aside = [ways[key] for key in ways if key in few_fill]
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
            _head("form", rows, few_fill) if kind in ("pairing", "all") else None,
            ways["form"],
            _plain("form"),
        ),
        Column(
            "fields",
            _head("fields", rows, few_fill),
            ways["fields"],
            lambda row, lang: "|".join(found[lang] for found in row["fields"]),
        ),
        Column(
            "stage",
            _head("stage", rows, few_fill),
            ways["stage"],
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
            # Of pairings the end is told with what else is known of it.
            Text("截止", "until") if until and not pairings else None,
            _single("until", said),
            lambda row, _: row["until"],
        ),
        Column(
            "basis",
            (Text("说明", "notes" if aside else "basis")) if noted else None,
            _notes(aside),
            _fact("basis"),
        ),
        Column("asOf", None, _fact("asOf")),
        Column("stated_in", None, _stated_in),
        *last_columns(rows, _single("until", said), shown=pairings),
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


def _bases(row: Record) -> list[str]:
    """What pages say of a pairing, each once; how editors sum them up is left to ``--all``.

    Mostly the heading of the group says the same.
    """
    said = [part for text in row["facts"].get("basis", ()) for part in text.split("；")]
    return [one for one in dict.fromkeys(said) if everything() or not one.startswith(REPEATED)]


def _notes(aside: list[Any]) -> Any:
    """The first few bases, after what is told of few rows only."""

    def told_of(row: Record, lang: str) -> str:
        parts = _bases(row)
        more = 0 if everything() else len(parts) - BASES
        rest = [Text(f"另 {more} 项", f"{more} more").in_language(lang)] if more > 0 else []
        told = [words for way in aside if (words := way(row, lang))]
        bases = [remark(one, lang) for one in (parts[:BASES] if more > 0 else parts)]
        return ("；" if lang == "zh" else "; ").join([*told, *bases, *rest])

    return told_of


HEADS = {
    "form": Text("形式", "form"),
    "fields": Text("领域", "field"),
    "stage": Text("阶段", "stage"),
}


def _head(key: str, rows: list[Record], few_fill: Set[str]) -> Text | None:
    return HEADS[key] if key not in few_fill and any(_filled(row, key) for row in rows) else None


def _sparse(rows: list[Record], key: str) -> bool:
    return 0 < sum(_filled(row, key) for row in rows) * SPARSE < len(rows)


def _filled(row: Record, key: str) -> bool:
    return bool(row[key] or key in row["conflicts"] or (key == "stage" and row["progress"]))


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


def _plain(key: str) -> Any:
    return lambda row, lang: (row[key] or {}).get(lang)


def _since(row: Record, lang: str, said: Record) -> str:
    """The beginning."""
    shown: str = _single("from", said)(row, lang)
    return shown if row["dated"] else Text("未注明", "undated").in_language(lang)
