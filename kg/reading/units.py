"""A sentence with its names as single characters: what patterns are matched against.

江西省吉安市遂川县政府 becomes one character that says "county": patterns stay short, and how
far two partners stand apart does not depend on how long their names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.reading.folding import Folded, Sentence
from kg.reading.mentions import Mention, linked
from kg.reading.things import Lexicon, Thing
from kg.reading.words import longest_first, words

__all__ = ["LETTERS", "NAME_ENDS", "SURNAMES", "TITLE", "Line", "Unit", "line_of", "units_in"]

# The class of a unit as one character; the patterns of the rules name classes, never these.
LETTERS = {
    "Province": "\ue001",
    "Municipality": "\ue002",
    "City": "\ue003",
    "District": "\ue004",
    "NewArea": "\ue005",
    "Park": "\ue006",
    "Township": "\ue007",
    "Foreign": "\ue008",
    "Country": "\ue009",
    "ChamberOfCommerce": "\ue00a",
    "FederationOfIndustryAndCommerce": "\ue00b",
    "Hospital": "\ue00c",
    "University": "\ue00d",
    "Organization": "\ue00e",
    "Region": "\ue00f",
    "Pair": "\ue010",
    "Both": "\ue011",
}
GOVERNMENT = re.compile(longest_first(words("organizations", "government")))
SURNAMES = "".join(words("people", "surnames"))
TITLE = longest_first(words("people", "titles"))
NAME_ENDS = (
    r"(?=$|[\W_]|和|与|及|同|跟|等|一行|会见|率|代表|签|说|出席|参加|在|到|陪同|介绍|"
    "表示|主持|讲话|致辞|发言|揭牌|见证|签署|签约|带队|先后|分别|座谈|共同|赴|前往|考察|带队|为|撰)"
)
# 副市长李玉俊, 常务副县长樊勇军: the office and its holder belong to the place before.
OFFICE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:{TITLE})[、兼]?){{1,3}}(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?{NAME_ENDS})"
)
OFFICE_STOP = re.compile("[与和同跟在到对向]")
BOTH = re.compile(
    r"(?:两|双|俩)(?:省区市|省区|省市|市区|市县|市|省|区|县|州|地|校|会|院|城|旗|家|方)"
)
QUOTES = '“”"‘’「」'
PAIR_AFTER = re.compile(
    r"[“”\"]?(?:“?十[三四五]五|两[省市区县地州城]|双[城方]|对口|东西部|合作|协作|扶贫|帮扶|结对|友好|携手|山海|联动|一体|合作交流|经济|飞地|产业|共建|联合|劳务|战略|协同|情|一家)"
)
# After a name these make another word of it: 两市场, 两地方.
BOTH_WORDS = re.compile("市场|地方|地区|方面|家企业|家公司|会一|省级|区域")


@dataclass(frozen=True)
class Unit:
    """What one placeholder stands for: one thing, two (沪连), or a word for two (两市)."""

    start: int
    end: int
    kind: str
    things: tuple[Thing, ...]
    word: str


@dataclass
class Line:
    """A sentence as patterns see it; ``starts`` holds where each character begins in the text."""

    text: str
    starts: list[int]
    ends: list[int]
    units: dict[int, Unit] = field(default_factory=dict)
    number: int = 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a match stands in the folded text."""
        return self.starts[start], self.ends[end - 1]


def units_in(folded: Folded, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Unit]:
    """The units of a text, in order, none overlapping another."""
    text = folded.text
    units: list[Unit] = []
    number = 0
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    while number < len(ordered):
        mention = ordered[number]
        number += 1
        start, last = mention.start, mention
        if units and start < units[-1].end:
            continue
        while number < len(ordered):
            following = ordered[number]
            if following.start < last.end:
                if following.end > last.end and following.start >= start and _organized(following):
                    last = following
                number += 1
            elif linked(text, last, following) or _inside(text, last, following):
                last = following
                number += 1
            else:
                break
        end = _bodied(text, last.end) if _placed(last.thing) else last.end
        units.append(Unit(start, end, _letter(last.thing), (last.thing,), text[start:end]))
    # 铜仁市德江县 names the city, too.
    cities = [one.thing for one in ordered if one.thing.type == "City"]
    return _with_words(text, units, lexicon, cities)


def _organized(mention: Mention) -> bool:
    return _letter(mention.thing) in (
        "ChamberOfCommerce",
        "FederationOfIndustryAndCommerce",
        "Organization",
        "Hospital",
        "University",
    )


def _inside(text: str, before: Mention, mention: Mention) -> bool:
    """A new zone right behind its place, or a place abroad behind its country."""
    gap = text[before.end : mention.start]
    if before.thing.type == "Country" and mention.thing.above == (before.thing.zh,):
        return gap in ("", "的")
    if before.thing.type == mention.thing.type == "Foreign":
        # 鸟取县米子市: both lie in Japan, and one in the other.
        return gap == "" and before.thing.above == mention.thing.above
    above = mention.thing.above
    return gap in ("", "的") and bool(above) and above[-1] == before.thing.zh


def _placed(thing: Thing) -> bool:
    return thing.type in (
        "Province",
        "Municipality",
        "City",
        "District",
        "NewArea",
        "Park",
        "Township",
        "Foreign",
        "ChamberOfCommerce",
        "FederationOfIndustryAndCommerce",
    )


def _letter(thing: Thing) -> str:
    if thing.type in LETTERS:
        return thing.type
    return "Organization"


def _bodied(text: str, end: int) -> int:
    """Where a place's government, office and office-holder end."""
    while found := GOVERNMENT.match(text, end) or _after_suffix(GOVERNMENT, text, end):
        end = found.end()
    found = OFFICE.match(text, end) or _after_suffix(OFFICE, text, end)
    if found and not OFFICE_STOP.search(found[0][:-3]):
        return found.end()
    return end


def _after_suffix(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """上海市 and 市长 share a character."""
    if text[end - 1 : end] not in ("省", "市", "区", "县", "州", "旗"):
        return None
    found = pattern.match(text, end - 1)
    return found if found and found.end() > end else None


def _with_words(
    text: str, units: Sequence[Unit], lexicon: Lexicon, cities: Sequence[Thing]
) -> list[Unit]:
    """Add the pairs told by two characters, and the words for two told before."""
    taken = [(unit.start, unit.end) for unit in units]
    found = list(units)
    found += [
        Unit(both.start(), both.end(), "Both", (), both[0])
        for both in BOTH.finditer(text)
        if not BOTH_WORDS.match(text, both.start() + 1) and not _overlaps(taken, both.span())
    ]
    found += _referred(text, sorted(found, key=lambda unit: unit.start))
    present = list(dict.fromkeys(unit.things[0] for unit in units if len(unit.things) == 1))
    wider = list(dict.fromkeys([*present, *cities]))
    for place in _abbreviated(text, lexicon):
        # 山海协作 is a mechanism, whoever 山 and 海 may stand for.
        if text.startswith(MECHANISMS, place):
            continue
        after = text[place + 2 : place + 5]
        named = wider if "两市" in after else present
        things = _pair(text[place : place + 2], named, lexicon, after)
        if things is None:
            continue
        over = [unit for unit in found if unit.start < place + 2 and place < unit.end]
        quoted = text[place - 1 : place] in QUOTES and text[place + 2 : place + 3] in QUOTES
        if over and not (quoted and all(u.start == place and u.end == place + 2 for u in over)):
            continue
        found = [unit for unit in found if unit not in over]
        found.append(Unit(place, place + 2, "Pair", things, text[place : place + 2]))
    return sorted(found, key=lambda unit: unit.start)


MECHANISMS = ("山海协作", "山海合作", "山海共建", "山海携手", "山海情")
THAT = re.compile("该(省|市|区|县|州|旗)(?!场|级|域|道|间)")


def _referred(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """该县: the county named last."""
    for that in THAT.finditer(text):
        before = [
            unit
            for unit in units
            if unit.end <= that.start()
            and len(unit.things) == 1
            and unit.things[0].zh.endswith(that[1])
        ]
        if before:
            unit = before[-1]
            yield Unit(that.start(), that.end(), unit.kind, unit.things, that[0])


def _overlaps(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    from bisect import bisect_left

    place = bisect_left(spans, span)
    around = spans[max(0, place - 1) : place + 1]
    return any(start < span[1] and span[0] < end for start, end in around)


def _abbreviated(text: str, lexicon: Lexicon) -> list[int]:
    """Where two characters may be two places: before a word of cooperation."""
    return [
        found.start() - 2
        for found in PAIR_AFTER.finditer(text)
        if found.start() >= 2
        and all("\u4e00" <= char <= "\u9fff" for char in text[found.start() - 2 : found.start()])
    ]


def _pair(
    word: str, present: Sequence[Thing], lexicon: Lexicon, after: str
) -> tuple[Thing, Thing] | None:
    """沪连 as two places: each character one that the text names, or the sign of a province."""
    sides = [_meanings(char, present, lexicon) for char in word]
    # 通辽 in quotes is 南通 and 辽阳, if anything.
    sides = [[thing for thing in side if not thing.zh.startswith(word)] for side in sides]
    if word[0] == word[1]:
        return None
    if re.match("两市", after.lstrip(QUOTES)) and any(
        thing in present for side in sides for thing in side
    ):
        # 莞铜两市 beside 铜仁: of a sign that means one city only, that one.
        sides = [side or _only_city(char, lexicon) for char, side in zip(word, sides, strict=True)]
    if found := re.match("两([省市])", after.lstrip(QUOTES)):
        wanted = ("Province",) if found[1] == "省" else ("City", "Municipality", "District")
        sides = [[thing for thing in side if thing.type in wanted] for side in sides]
    pairs = [
        (one, other)
        for one in sides[0]
        for other in sides[1]
        if one != other and not one.lies_in(other) and not other.lies_in(one)
    ]
    named = [pair for pair in pairs if all(thing in present for thing in pair)]
    half = [pair for pair in pairs if any(thing in present for thing in pair)]
    alike = [pair for pair in pairs if _rank(pair[0]) == _rank(pair[1])]
    # 苏皖 beside 苏州市 is two provinces: what is named is meant where both are of one rank.
    best = named or [pair for pair in half if pair in alike] or _cities(word, present)
    best = best or alike or half
    return best[0] if len(set(best)) == 1 else None


def _cities(word: str, present: Sequence[Thing]) -> list[tuple[Thing, Thing]]:
    """莞桂 in a text about 东莞市 and 桂林市, whatever 桂 stands for elsewhere."""
    one, other = (
        [thing for thing in present if thing.type == "City" and thing.zh[0] == char]
        for char in word
    )
    return [(one[0], other[0])] if len(one) == len(other) == 1 else []


def _only_city(char: str, lexicon: Lexicon) -> list[Thing]:
    cities = [thing for thing in lexicon.signs.get(char, []) if thing.type == "City"]
    return cities if len(cities) == 1 else []


def _rank(thing: Thing) -> int:
    return {"Province": 1, "Municipality": 1, "City": 2}.get(thing.type, 3)


def _meanings(char: str, present: Sequence[Thing], lexicon: Lexicon) -> list[Thing]:
    """What a character can stand for: a place of the text, or a province."""
    signs = lexicon.signs.get(char, [])
    outer = {name for thing in present for name in thing.above}
    provinces = [thing for thing in signs if thing.type in ("Province", "Municipality")]
    tiers = (
        [thing for thing in present if thing in signs],
        [thing for thing in provinces if thing.zh in outer],
        [thing for thing in present if thing.type == "City" and char in thing.zh[:-1]],
        provinces,
        [thing for thing in present if thing.type == "District" and char in thing.zh[:-1]],
    )
    first = next((tier for tier in tiers if tier), [])
    return [*first, *(thing for thing in provinces if thing not in first)]


def line_of(folded: Folded, sentence: Sentence, units: Sequence[Unit]) -> Line:
    """A sentence with its units as single characters."""
    text = folded.text
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    inside: dict[int, Unit] = {}
    place = sentence.start
    for unit in units:
        if unit.start < sentence.start or unit.end > sentence.end:
            continue
        pieces.append(text[place : unit.start])
        starts += range(place, unit.start)
        ends += range(place + 1, unit.start + 1)
        inside[len(starts)] = unit
        pieces.append(LETTERS[unit.kind])
        starts.append(unit.start)
        ends.append(unit.end)
        place = unit.end
    pieces.append(text[place : sentence.end])
    starts += range(place, sentence.end)
    ends += range(place + 1, sentence.end + 1)
    return Line("".join(pieces), starts, ends, inside, sentence.line)
