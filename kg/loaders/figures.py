"""Figures as printed: their number in the base unit, and whether the other cells say the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.characters import simplified
from kg.errors import Problem, Text
from kg.loaders.rows import Row, half_width
from kg.namespaces import COOP, PREFIXES

__all__ = ["Counted", "check_figures", "computed_value", "counted", "factor"]

SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
FIGURE = re.compile(
    r"(?P<about>\D*?)(?P<digits>\d[\d,，]*(?:\.\d+)?)(?P<scale>[百千万亿]*)(?P<unit>\D*)", re.ASCII
)
# What is printed in another unit than the base unit of its kind.
FACTORS = {"公顷": 10_000, "公里": 1_000, "千米": 1_000, "平方公里": 1_000_000}
# Words that say that a number is only nearly so, before it and right behind it.
BEFORE = re.compile(
    "近|将近|接近|约|大约|大概|超|超过|逾|突破|不少于|不低于|至少|不超过|不多于|最多|至多"
)
BEHIND = re.compile("余|多|来|以上|以内|以下|左右|上下")
DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
PRINTED, VALUE = COOP + "printed", COOP + "value"
OBSERVATION = COOP + "Observation"


class Counted(NamedTuple):
    """A printed figure taken apart: words before it, the number with its scale, words behind."""

    before: str
    number: Decimal
    unit: str


def counted(printed: str) -> Counted | None:
    """Take a printed figure apart; None if it is no single number in digits.

    Example:
        >>> counted("约16.5億元")
        Counted(before='约', number=Decimal('1650000000.0'), unit='元')
        >>> counted("两批"), counted("1—2个")
        (None, None)
    """
    found = FIGURE.fullmatch(half_width(simplified(printed)).strip())
    if not found:
        return None
    number = Decimal(re.sub("[,，]", "", found["digits"]))
    return Counted(found["about"].strip(), number * factor(found["scale"]), found["unit"].strip())


def factor(scale: str) -> int:
    """What 万, 亿 and the like multiply by.

    >>> factor("百万"), factor("")
    (1000000, 1)
    """
    result = 1
    for char in scale:
        result *= SCALES[char]
    return result


def computed_value(row: Row, values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The value of a figure of which the table gives only how it is printed."""
    if not row.is_a(OBSERVATION):
        return []
    given = list(values)
    if any(name in (VALUE, COOP + "lower", COOP + "upper") for name, _ in given):
        return []
    printed = [term.value for name, term in given if name == PRINTED]
    found = counted(printed[0]) if len(printed) == 1 else None
    # What is printed in another unit is counted by whoever names the base unit.
    if found is None or found.unit in FACTORS or not row.source:
        return []
    return [(VALUE, ox.Literal(f"{found.number.normalize():f}", datatype=DECIMAL))]


def check_figures(
    rows: Iterable[Row], unread: Collection[tuple[str, int, str]]
) -> Iterator[Problem]:
    """Where the value is not what is printed, or what is only about so is not said to be so."""
    for row in rows:
        if not row.is_a(OBSERVATION) or len(printed := row.texts(PRINTED)) != 1:
            continue
        found = counted(printed[0])
        if found is None:
            continue
        value, places = (
            row.texts(VALUE),
            {(row.file, row.number, name) for name in ("value", "数值")},
        )
        if len(value) == 1 and not places & set(unread):
            yield from _differing(row, printed[0], value[0], found)
        vague = BEFORE.fullmatch(found.before) or BEHIND.match(found.unit)
        said = any(row.texts(COOP + name) for name in ("qualifier", "lower", "upper"))
        if vague and not said:
            word = vague[0]
            what = Text(
                f"原文写“{printed[0]}”，不是确数，“限定”却没有填",
                f"“{printed[0]}” is no exact number, and the qualifier is missing",
            )
            hint = Text(
                f"把“{word}”的意思填进“限定”列", f"say under “qualifier” what “{word}” means"
            )
            yield row.problem("qualifier", what, hint)


def _differing(row: Row, printed: str, value: str, found: Counted) -> Iterator[Problem]:
    try:
        given = Decimal(half_width(value).removesuffix("%"))
    except ArithmeticError:
        return
    fitting = {found.number, found.number * FACTORS.get(found.unit, 1)}
    if given not in fitting:
        plain = f"{max(fitting).normalize():f}"
        yield row.problem(
            "value",
            Text(
                f"数值 {value} 与原文写法“{printed}”不符",
                f"the value {value} is not what is printed, “{printed}”",
            ),
            Text(f"应为 {plain}；也可不填，按原文写法计算", f"{plain} is right, or leave it out"),
        )
