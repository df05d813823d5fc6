"""Figures as printed, in digits or Chinese numerals: number, unit, qualifier and bounds.

The one place that takes them apart: for cells of tables, for figures in running text, and for the
check of what a store holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.characters import half_width, simplified

__all__ = ["BOUNDS", "DIGITS", "Figure", "factor", "figure_in", "grammar", "read_figure"]

SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
TENS = {"十": 10, "百": 10**2, "千": 10**3}
DIGIT = "零一二三四五六七八九"
NUMERALS = {char: value for value, char in enumerate(DIGIT)} | {"〇": 0, "两": 2}
DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HAN = "[零〇一二两三四五六七八九十百千万亿]+"
# 3亿5000万元: the one number that is printed in two.
BROKEN = re.compile(r"(\d+)亿(\d+(?:\.\d+)?)万")
# The words of a qualifier, before the number and behind it; what they mean stands in the ontology.
BEFORE = {
    "about": ("约", "大约", "约为", "大概"),
    "nearly": ("近", "将近", "接近"),
    "over": ("超", "超过", "逾", "突破", "高于", "多达"),
    "at-least": ("不少于", "不低于", "至少", "起码"),
    "at-most": ("不超过", "不多于", "最多", "至多"),
}
BEHIND = {
    "over": ("余", "多"),
    "about": ("左右", "上下", "来"),
    "at-least": ("以上",),
    "at-most": ("以内", "以下"),
}
# Which bound a qualifier makes of the number.
BOUNDS: Mapping[str, str] = {
    "over": "lower",
    "at-least": "lower",
    "nearly": "upper",
    "at-most": "upper",
}
# Behind a Chinese numeral these make something else of it: 翻一番, 三成, 一半, 一系列, 三分之二.
OTHERWISE = re.compile("番|成|半|些|系列|定|般|分|带|路|几|[零〇一二两三四五六七八九十]")
PERCENT = re.compile(rf"百分之(?P<number>{DIGITS}|{HAN})")
DASH = r"\s*(?:-+|[—–－~～]+|至|到)\s*"


@dataclass(frozen=True)
class Figure:
    """A printed figure taken apart.

    ``number`` is in the printed unit without its scale, None for a range; ``lower`` and ``upper``
    are what the qualifier makes of it. ``words`` are those that say that it is not exact.
    """

    number: Decimal | None
    unit: str
    qualifier: str | None = None
    words: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None


def grammar(unit: str) -> str:
    """A pattern of figures whose unit is one of ``unit``; `figure_in` reads what it finds.

    >>> bool(re.fullmatch(grammar("元|人"), "近3000多万元"))
    True
    """
    before = sorted((word for words in BEFORE.values() for word in words), key=len, reverse=True)
    return (
        rf"(?P<before>{'|'.join(before)})?\s?(?<![\d.])"
        rf"(?P<number>{BROKEN.pattern}(?=\D)|{DIGITS}|{HAN})\s?"
        r"(?P<many>[多余来])?(?P<scale>[百千万亿]{1,3})?(?P<more>[多余])?"
        rf"(?P<unit>{unit})(?P<after>以上|以内|以下|左右|上下)?"
    )


def figure_in(match: re.Match[str]) -> Figure | None:
    """What a match of `grammar` says; None for what is no single number (三四家, 一半)."""
    found = match.groupdict()
    number = _number(found["number"])
    behind = (found["many"] or "", found["more"] or "", found["after"] or "")
    han = not found["number"][0].isdigit()
    if number is None or (han and not any(behind) and OTHERWISE.match(found["unit"])):
        return None
    return _figure(number * factor(found["scale"] or ""), found["unit"], found["before"], behind)


def read_figure(printed: str) -> Figure | None:
    """Take a printed figure apart; None if it is no single number and no range.

    Example:
        >>> found = read_figure("约16.5億元")
        >>> found.number, found.unit, found.qualifier
        (Decimal('1650000000.0'), '元', 'about')
        >>> read_figure("三百五十余名").lower, read_figure("1 —2個").upper
        (Decimal('350'), Decimal('2'))
        >>> read_figure("若干"), read_figure("两三百人")
        (None, None)
    """
    text = half_width(simplified(printed)).strip()
    if share := PERCENT.search(text):
        text = text.replace(share[0], f"{share['number']}%")
    if ends := _range().fullmatch(text):
        return _between(ends)
    match = _whole().fullmatch(text)
    return figure_in(match) if match else None


@cache
def _whole() -> re.Pattern[str]:
    """A figure with whatever stands before it and whatever it counts."""
    # 数十, 几百, 三亿5000万: what stands before it is no part of the number.
    lead = r"(?:\D*?[^\d数几上零〇一二两三四五六七八九十百千万亿])??"
    return re.compile(lead + grammar(r"\D*?"), re.ASCII)


@cache
def _range() -> re.Pattern[str]:
    end = rf"({DIGITS}|{HAN})([百千万亿]{{1,3}})?"
    return re.compile(rf"\D*?{end}(\D*?){DASH}{end}(\D*)", re.ASCII)


def _between(ends: re.Match[str]) -> Figure | None:
    low, low_scale, low_unit, high, high_scale, unit = ends.groups()
    lower, upper = _number(low), _number(high)
    if lower is None or upper is None or low_unit.strip() not in ("", unit.strip()):
        return None
    lower *= factor(low_scale or (high_scale or "") * (not low_unit))
    upper *= factor(high_scale or "")
    if lower > upper:
        return None
    return Figure(None, unit.strip(), "range", "", lower, upper)


def _figure(number: Decimal, unit: str, before: str | None, behind: tuple[str, ...]) -> Figure:
    said = [
        (name, word)
        for table, words in ((BEFORE, (before,)), (BEHIND, behind))
        for name, known in table.items()
        for word in words
        if word in known
    ]
    qualifier = said[0][0] if said else None
    bound = {BOUNDS.get(qualifier or "", ""): number}
    return Figure(
        number,
        unit.strip(),
        qualifier,
        "".join(word or "" for _, word in said),
        bound.get("lower"),
        bound.get("upper"),
    )


def _number(text: str) -> Decimal | None:
    if broken := BROKEN.fullmatch(text):
        return Decimal(broken[1]) * SCALES["亿"] + Decimal(broken[2]) * SCALES["万"]
    if text[0].isdigit():
        return Decimal(re.sub("[,，]", "", text))
    found = _numeral(text)
    return None if found is None else Decimal(found)


def _numeral(text: str) -> int | None:
    """A Chinese numeral; None where it is about so (三四百), said for short (三百五) or a year.

    >>> _numeral("十六亿"), _numeral("三百五十"), _numeral("两千零一")
    (1600000000, 350, 2001)
    >>> _numeral("三四百"), _numeral("三百五"), _numeral("二〇一八")
    (None, None, None)
    """
    total = section = digit = 0
    for char in text:
        if char in NUMERALS:
            digit = NUMERALS[char]
        elif char == "亿":
            total, section, digit = (total + section + digit) * SCALES[char], 0, 0
        elif char == "万":
            total, section, digit = total + (section + digit) * SCALES[char], 0, 0
        else:
            section, digit = section + (digit or 1) * TENS[char], 0
    total += section + digit
    # What is not written as the number is in full may be meant otherwise.
    return total if _plain(text) == _plain(_written(total)) else None


def _written(number: int) -> str:
    """A number in Chinese numerals, in full.

    >>> _written(350), _written(2001), _written(10_0500_0000)
    ('三百五十', '二千零一', '一十亿零五百万')
    """
    for name, scale in (("亿", SCALES["亿"]), ("万", SCALES["万"]), *reversed(TENS.items())):
        if number >= scale:
            rest = number % scale
            gap = "零" if 0 < rest < scale // 10 else ""
            return _written(number // scale) + name + (gap + _written(rest) if rest else "")
    return DIGIT[number]


def _plain(text: str) -> str:
    return text.replace("两", "二").replace("〇", "零").replace("一十", "十")


def factor(scale: str) -> int:
    """What 万, 亿 and the like multiply by.

    >>> factor("百万"), factor("")
    (1000000, 1)
    """
    result = 1
    for char in scale:
        result *= SCALES[char]
    return result
