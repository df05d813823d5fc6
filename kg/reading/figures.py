"""Figures: how they are printed, their value in the base unit, what they count and of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.reading.things import Thing
from kg.reading.units import Line
from kg.reading.words import longest_first, read_rules
from kg.texts.figures import Figure as Read
from kg.texts.figures import factor, figure_in, grammar

__all__ = ["Figure", "read_figures"]

CLAUSE = re.compile(r"[,，。；;：:！？!?\n、(（]")
# What a figure's indicator does not begin or end with: words, since 实施 is not 实 and 施.
EDGE = (
    "累计|总计|合计|共计|已经|已|先后|共有|共|实施|开展|实现|完成|达到|达成|达|至|超过|突破|增至|增加到|"
    "增长到|提高到|下降到|约为|为|有|是|在|约|近年来|今年以来|近(?!年)|并|又|还|也|就(?!业)|都|则|等|各|其中|超|的|了|新增(?!长)"
)
# 向甘肃省投入: what it goes to is not whose it is.
TO = "向给赴往"
MARKS = " “”\"'·-—"
VERBS = re.compile(rf"(?:{EDGE}|到位)+$")
LEADS = re.compile(rf"^(?:{EDGE})+")
PLACES = ("Province", "Municipality", "City", "District", "Park")


@dataclass(frozen=True)
class Figure:
    """A figure as printed, its value in the base unit, and what it is about."""

    printed: str
    value: Decimal
    unit: str
    qualifier: str | None
    indicator: str
    about: Thing | None
    start: int
    end: int
    from_: int
    line: int


@cache
def _number() -> re.Pattern[str]:
    units = read_rules("figures")["units"]
    things = longest_first({*units["things"].split(), *units["money"].split()})
    return re.compile(rf"达?{grammar(f'个百分点|{things}')}")


@cache
def _refused() -> tuple[re.Pattern[str], re.Pattern[str]]:
    file = read_rules("figures")["refused"]
    after = rf"(?:\d|[.:/～~-]\d|(?:{longest_first(file['after'].split())}))"
    before = rf"(?:{longest_first(file['before'].split())}|[\d.:/-])$"
    return re.compile(after), re.compile(before)


def read_figures(lines: Sequence[Line]) -> Iterator[Figure]:
    """All figures of a text, in order."""
    about: Thing | None = None
    paragraph = 0
    for line in lines:
        # Who is spoken of is carried on to the end of the paragraph, and no further.
        if line.number != paragraph:
            about, paragraph = None, line.number
        for match in _number().finditer(line.text):
            read = figure_in(match) if _is_figure(line.text, match) else None
            if read is not None and read.number is not None and not _is_article(match, read.number):
                yield _figure(line, match, read, about)
        about = next(
            (
                unit.things[0]
                for _, unit in sorted(line.units.items())
                if unit.things and unit.kind in PLACES
            ),
            about,
        )


def _is_article(match: re.Match[str], number: Decimal) -> bool:
    """Whether a numeral says no more than that there is one, or both: 一批, 两国."""
    return not match["number"][0].isdigit() and number < 10


def _is_figure(text: str, match: re.Match[str]) -> bool:
    after, before = _refused()
    number_end = match.end("number") if not match["many"] else match.end("many")
    if after.match(text, number_end) or after.match(text, match.start("unit")):
        return False
    if match["unit"] == "个" and re.match(
        "月|小时|工作日|方面|年头|多月|国家的|季度|五年|省区市的", text[match.end() :]
    ):
        return False
    if match["after"] == "以上" and re.match("的|大|项目|企业", text[match.end() :]):
        # 10亿元以上的项目: which are counted, not how many.
        return False
    start = match.start("before") if match["before"] else match.start("number")
    return not before.search(text[max(0, start - 4) : start])


def _figure(line: Line, match: re.Match[str], read: Read, about: Thing | None) -> Figure:
    # Of 5万 alone the scale is what counts.
    scale = factor("万") if read.unit == "万" else 1
    unit = "" if read.unit == "万" else read.unit
    start, end = line.span(match.start(), match.end())
    clause = [0, *(found.end() for found in CLAUSE.finditer(line.text, 0, match.start()))][-1]
    return Figure(
        printed=match[0].removeprefix("达"),
        value=(read.number or Decimal()) * scale,
        unit=read_rules("figures")["units"]["same"].get(unit, unit),
        qualifier=read.qualifier,
        indicator=_indicator(line, clause, match),
        about=_subject(line, match.start()) or about,
        start=start,
        end=end,
        from_=line.span(clause, clause + 1)[0],
        line=line.number,
    )


def _indicator(line: Line, clause: int, match: re.Match[str]) -> str:
    """The words before the figure in its clause, and those it counts behind it."""
    kept = [place for place in range(clause, match.start()) if place not in line.units]
    before = "".join(line.text[place] for place in kept if not _leads(line, place))
    before = VERBS.sub("", re.sub(r"\d+(?:\.\d+)?\S?", "", before).strip(MARKS)).strip(MARKS)
    before = LEADS.sub("", before)
    found = re.match(r"[\u4e00-\u9fff]{1,12}", line.text[match.end() :])
    behind = re.split("[的与和在到并及等为是已]", found[0])[0] if found else ""
    whole = before[-14:] + behind[:10]
    return VERBS.sub("", LEADS.sub("", whole)) or match["unit"]


# 对口支援甲、乙以来, 在甲实施: who is aided, and where, is not who acts.
OBJECT = re.compile("(?:帮扶|支援|援助|援建|协作|结对|[对在到])[\ue001-\ue011、和及]*$")


def _subject(line: Line, place: int) -> Thing | None:
    """Who stands last before a figure; whom it goes to, or where, only where nobody else does."""
    units = [(at, unit) for at, unit in sorted(line.units.items()) if at < place and unit.things]
    first = [
        unit
        for at, unit in units
        if not _leads(line, at - 1) and not OBJECT.search(line.text, max(0, at - 24), at)
    ]
    named = first or [unit for _, unit in units]
    return named[-1].things[0] if named else None


def _leads(line: Line, place: int) -> bool:
    """Whether a character says that what it stands before is whom something goes to."""
    return place >= 0 and line.text[place] in TO and place + 1 in line.units
