"""How `kg partners` puts many rows in order: by mechanism and round, what lies inside below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from kg.cli.answers import label
from kg.entities import Record
from kg.errors import Text
from kg.sparql import Store

__all__ = ["arrange", "counted", "grouped", "inside", "under"]

NO_ROUND = Text("轮次未写明", "round not stated")
NO_MECHANISM = Text("机制未注明", "mechanism not stated")


def arrange(
    store: Store, rows: list[Record], kind: str
) -> tuple[dict[str, set[str]], Callable[[Record, str], str] | None]:
    """Put rows of pairings in order; what lies in what, and the line that each row stands below."""
    from kg.questions.nesting import around

    if kind != "pairing" or not any(row["mechanism"] or row["programme"] for row in rows):
        return {}, None
    nested = around(store, {iri for row in rows if (iri := row["partner"]["iri"])})
    rows[:] = grouped(rows, nested)
    told = counted(rows, nested)
    return nested, lambda row, lang: told[under(row, "zh")].in_language(lang)


def under(row: Record, lang: str) -> str:
    """Under which mechanism and round a row stands, in words.

    >>> row = {"mechanism": {"zh": "对口支援", "en": "Counterpart support"}, "programme": None}
    >>> under(row, "zh"), under(row, "en")
    ('对口支援 · 轮次未写明', 'Counterpart support · round not stated')
    """
    mechanism, programme = row["mechanism"], row["programme"]
    if not (mechanism or programme):
        return NO_MECHANISM.in_language(lang)
    words = [label(mechanism, lang)] if mechanism else []
    return " · ".join([*words, label(programme, lang) or NO_ROUND.in_language(lang)])


def counted(rows: Iterable[Record], nested: Mapping[str, Set[str]]) -> dict[str, Text]:
    """The line of each group by its Chinese words: how many rows, within others, all over.

    What lies in another partner is the same line of support told at a lower level; the two are
    counted apart.
    """
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(under(row, "zh"), []).append(row)
    lines = {}
    for zh, group in found.items():
        within = sum(inside(row, group, nested) for row in group)
        told = Text(str(len(group) - within), str(len(group) - within))
        if within:
            told = Text(f"{told.zh}，其内 {within}", f"{told.en}, {within} within")
        if all(map(_over, group)):
            told = Text(f"{told.zh}；已结束", f"{told.en}; over")
        lines[zh] = Text(f"{zh}（{told.zh}）", f"{under(group[0], 'en')} ({told.en})")
    return lines


def grouped(rows: Iterable[Record], nested: Mapping[str, Set[str]]) -> list[Record]:
    """The rows by mechanism and round, inner places below outer; what is over comes last.

    Of those that go on, those of no stated round come after the rounds of their mechanism.
    """

    def order(row: Record) -> tuple[Any, ...]:
        mechanism, programme = row["mechanism"], row["programme"]
        return (
            not (mechanism or programme),
            mechanism["id"] if mechanism else "",
            programme is None,
            programme["id"] if programme else "",
        )

    found: dict[tuple[Any, ...], list[Record]] = {}
    for row in rows:
        found.setdefault(order(row), []).append(row)
    keys = sorted(found, key=lambda key: (all(map(_over, found[key])), key))
    return [row for key in keys for row in _nested(sorted(found[key], key=_over), nested)]


def _over(row: Record) -> bool:
    return bool(row["standing"] and row["standing"]["over"])


def inside(row: Record, rows: Iterable[Record], nested: Mapping[str, Set[str]]) -> bool:
    """Whether the partner lies in another partner under the same mechanism and round."""
    outer = nested.get(row["partner"]["iri"] or "", frozenset())
    return any(
        other["partner"]["iri"] in outer
        and other["of"] == row["of"]
        and other["mechanism"] == row["mechanism"]
        and other["programme"] == row["programme"]
        for other in rows
    )


def _nested(rows: list[Record], nested: Mapping[str, Set[str]]) -> list[Record]:
    """Rows of one group, each followed by those of what lies in its partner."""
    outer = [row for row in rows if not inside(row, rows, nested)]
    below = [row for row in rows if row not in outer]
    result: list[Record] = []
    for number, row in enumerate(outer):
        result.append(row)
        iri = row["partner"]["iri"]
        # Of several rows with one partner the last is followed by what lies in it.
        if all(other["partner"]["iri"] != iri for other in outer[number + 1 :]):
            mine = [one for one in below if iri in nested.get(one["partner"]["iri"], ())]
            result += mine
            below = [one for one in below if one not in mine]
    return result + below
