"""Figures of a table: what their printed form says of the other cells, and where these say else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from kg.errors import Problem, Text
from kg.loaders.rows import Row
from kg.namespaces import COOP, ID, PREFIXES
from kg.texts.figures import Figure, read_figure

__all__ = ["OBSERVATION", "check_figures", "derived", "misfits"]

OBSERVATION, UNIT = COOP + "Observation", COOP + "Unit"
QUALIFIER = ID + "qualifier/"
# What is printed in another unit than the base unit of its kind, and how many of it that makes.
FACTORS = {"公顷": 10_000, "公里": 1_000, "千米": 1_000, "平方公里": 1_000_000}
# The words of these tell what is measured, not only what is counted: no other unit goes with them.
MEASURES = frozenset("元 美元 % 个百分点 吨 标准箱 亩 平方米 千瓦 倍 户 人 人次".split())
# Of a change, these say whether the figure is its size or what it reached; the number is the same.
OF_CHANGE = frozenset({"to", "by"})
DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
NAMES = {PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"}
_Said = Mapping[str, Collection[str]]
_Misfit = tuple[str, Text, Text]


def derived(row: Row, values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Value, qualifier and bounds of a figure that are left to how it is printed."""
    if not row.is_a(OBSERVATION) or not row.source:
        return []
    given = {name.removeprefix(COOP): term.value for name, term in values}
    printed = [term.value for name, term in values if name == COOP + "printed"]
    found = read_figure(printed[0]) if len(printed) == 1 else None
    if found is None:
        return []
    new: dict[str, Any] = {}
    # What is printed in another unit is counted by whoever names the base unit.
    if found.unit not in FACTORS and not given.keys() & {"value", "lower", "upper"}:
        numbers = {"value": found.number, "lower": found.lower, "upper": found.upper}
        new |= {
            name: ox.Literal(_plain(number), datatype=DECIMAL)
            for name, number in numbers.items()
            if number is not None
        }
    if found.qualifier and "qualifier" not in given:
        new["qualifier"] = ox.NamedNode(QUALIFIER + found.qualifier)
    return [(COOP + name, term) for name, term in new.items()]


def check_figures(
    found: Iterable[tuple[Row, list[Any]]], unread: Collection[tuple[str, int, str]]
) -> Iterator[Problem]:
    """Where a figure of the tables is other than what is printed."""
    found = list(found)
    units: dict[str, set[str]] = defaultdict(set)
    for row, quads in found:
        if row.is_a(UNIT):
            units[row.iri] |= {term.value for _, name, term, _ in quads if name in NAMES}
    for row, quads in found:
        if row.is_a(OBSERVATION) and row.source:
            said: dict[str, set[str]] = defaultdict(set)
            for subject, name, term, _ in quads:
                if subject == row.iri:
                    said[name.removeprefix(COOP)].add(term.value)
            skipped = {
                column
                for file, number, column in unread
                if (file, number) == (row.file, row.number)
            }
            for column, what, hint in misfits(said, units):
                written = row.heads.get(COOP + column, column)
                if not {column, written} & skipped:
                    yield row.problem(written, what, hint)


def misfits(said: _Said, units: Mapping[str, Collection[str]]) -> Iterator[_Misfit]:
    """Where value, bounds, qualifier or unit are not what is printed: column, what, how to mend.

    Args:
        said: what is said of a figure, by the local name of the property; IRIs of concepts.
        units: the names of units by IRI.

    Example:
        >>> said = {"printed": ["16.5亿元"], "value": ["16.5"]}
        >>> [what.zh for _, what, _ in misfits(said, {})]
        ['数值 16.5 与原文写法“16.5亿元”不符']
        >>> list(misfits({"printed": ["近210份"], "value": ["210"], "upper": ["210"]}, {}))
        []
    """
    printed = list(said.get("printed", ()))
    found = read_figure(printed[0]) if len(printed) == 1 else None
    if found is None:
        return
    yield from _numbers(said, printed[0], found)
    yield from _qualifiers(said, printed[0], found)
    names = {name for one in said.get("unit", ()) for name in units.get(one, ())}
    if found.unit in MEASURES and names and not any(one.startswith(found.unit) for one in names):
        given = min(names)
        what = Text(
            f"单位“{given}”与原文写法“{printed[0]}”不符",
            f"the unit “{given}” is not what is printed, “{printed[0]}”",
        )
        yield "unit", what, Text(f"应为 {found.unit}", f"{found.unit} is right")


def _numbers(said: _Said, printed: str, found: Figure) -> Iterator[_Misfit]:
    words = {
        "value": ("数值", "value"),
        "lower": ("下限", "lower bound"),
        "upper": ("上限", "upper bound"),
    }
    right = {"value": found.number, "lower": found.lower, "upper": found.upper}
    for name, number in right.items():
        given = [one for one in map(_decimal, said.get(name, ())) if one is not None]
        if number is None or len(given) != 1:
            continue
        fitting = {number, number * FACTORS.get(found.unit, 1)}
        if given[0] not in fitting:
            zh, en = words[name]
            plain = _plain(max(fitting))
            yield (
                name,
                Text(
                    f"{zh} {_plain(given[0])} 与原文写法“{printed}”不符",
                    f"the {en} {_plain(given[0])} is not what is printed, “{printed}”",
                ),
                Text(
                    f"应为 {plain}；也可不填，按原文写法计算", f"{plain} is right, or leave it out"
                ),
            )


def _qualifiers(said: _Said, printed: str, found: Figure) -> Iterator[_Misfit]:
    """What is only about so is said to be so, and as the words have it."""
    given = {one.removeprefix(QUALIFIER) for one in said.get("qualifier", ())} - OF_CHANGE
    if found.qualifier is None or found.qualifier in given:
        return
    bounded = said.get("qualifier") or said.get("lower") or said.get("upper")
    if not given and bounded:
        return
    what = Text(
        f"限定与原文写法“{printed}”不符"
        if given
        else f"原文写“{printed}”，不是确数，“限定”却没有填",
        f"the qualifier is not what is printed, “{printed}”"
        if given
        else f"“{printed}” is no exact number, and the qualifier is missing",
    )
    right = QUALIFIER.removeprefix(ID) + found.qualifier
    yield (
        "qualifier",
        what,
        Text(f"应为 {right}；也可不填，按原文写法补上", f"{right} is right, or leave it out"),
    )


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
