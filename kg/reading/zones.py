"""Functional zones by the shape of their names: 牡丹江经开区, 宝坻京津中关村科技城."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.reading.lexicon import shortened
from kg.reading.mentions import Mention
from kg.reading.things import Thing
from kg.reading.words import longest_first, word_pattern, words

__all__ = ["GENERAL", "KEEP", "STOP", "zones_in"]

# A name is no longer than this before its suffix.
LONGEST = 14
LONGEST_NAME = 40
STOP = re.compile(longest_first(words("zones", "stops")))
KEEP = re.compile(longest_first(words("zones", "keep")))
GENERAL = re.compile(
    rf"(?:{longest_first(words('zones', 'general'))}|[\d一二三四五六七八九十多余近几首第]+)*"
)
COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{0,12}?(?:公司|集团)")
# After a zone's suffix: part of another word.
NOT_ZONE = re.compile(r"域|别|分|划|块|位|间|集群|规划|建设兵团")
# One of many, or any of its kind.
COUNTED = re.compile("(?:国家|级|个|各|家|座|多|类)$")
JOINT = re.compile("对口|合作|协作|帮扶|共建|结对|飞地")
HAN = re.compile(r"[\u3400-\u9fff]")
ZONE_PARTS = {"自贸区": "自由贸易试验区", "自贸试验区": "自由贸易试验区"}
LONG = {
    "高新区": "高新技术产业开发区",
    "经开区": "经济技术开发区",
    "综保区": "综合保税区",
    "自贸区": "自由贸易试验区",
    "自贸试验区": "自由贸易试验区",
}


def zones_in(text: str, known: Sequence[Mention]) -> list[Mention]:
    """The zones of a text without a known name; 黑龙江自贸区绥芬河片区 is one."""
    found = list(_zones(text, known))
    ends = {m.end: m for m in (*known, *found) if m.thing.zh.endswith("自由贸易试验区")}
    return [
        Mention(
            whole.start,
            zone.end,
            Thing(None, None, "Park", whole.thing.zh + zone.thing.zh, None, ()),
            "shape",
        )
        if (whole := ends.get(zone.start)) and zone.thing.zh.endswith("片区")
        else zone
        for zone in found
    ]


def _zones(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    ends = {
        mention.end: mention for mention in known if mention.thing.type not in ("Region", "Country")
    }
    taken = {(mention.start, mention.end) for mention in known}
    last = -1
    for found in word_pattern("zones", "suffixes").finditer(text):
        if found.start() < last or NOT_ZONE.match(text, found.end()):
            continue
        zone = _zone(text, found, known, ends)
        if zone and (zone.start, zone.end) not in taken and not COMPANY.match(text, zone.end):
            last = zone.end
            yield zone


def _zone(
    text: str, found: re.Match[str], known: Sequence[Mention], ends: dict[int, Mention]
) -> Mention | None:
    """The zone whose suffix was found: its name walked back to a stop or to a place."""
    covering = next((m for m in _around(known, found.start()) if m.start < found.end()), None)
    if covering is not None and (covering.end >= found.end() or covering.form == "official"):
        # A known name that ends here needs no shape; one that runs on is no zone's.
        return None
    start = _walk(text, found.start(), ends)
    core = text[start : found.start()]
    before = ends.get(start)
    if before is not None and not core:
        return _named_after(text, before, found)
    if not core or GENERAL.fullmatch(core):
        return _bare(text, found, known) if not core else _general(text, start, found, before)
    if len(core) == 1:
        # 泰州港经济开发区: of one character no name can be made without the place.
        return _named_after(text, before, found) if before is not None else None
    above = _above(before)
    return Mention(
        start,
        found.end(),
        Thing(None, None, _kind(found[0]), _long(core + found[0]), None, above),
        "shape",
    )


def _around(known: Sequence[Mention], place: int, far: int = 0) -> list[Mention]:
    """The names that end behind a place, or at most so far before it, and begin near it."""
    first = bisect_left(known, place - far - LONGEST_NAME, key=lambda mention: mention.start)
    last = bisect_left(known, place + LONGEST_NAME, key=lambda mention: mention.start)
    return [mention for mention in known[first:last] if mention.end > place - far]


def _walk(text: str, end: int, ends: dict[int, Mention]) -> int:
    """Where a name begins that ends here."""
    place = end
    while place > 0 and end - place < LONGEST:
        if before := ends.get(place):
            if before.thing.type != "Park" and text[before.start - 1 : before.start] != "-":
                return place
            if before.start == 0 or before.start in ends:
                return place
            # 中关村 in 京津中关村科技城 is part of the name.
            place = before.start
            continue
        char = text[place - 1]
        if char == ")" and (opened := text.rfind("(", max(0, place - 8), place)) >= 0:
            place = opened
            continue
        if char == "-" and (joined := ends.get(place - 1)):
            place = joined.start
            while joined := ends.get(place):
                place = joined.start
            return place
        if not HAN.match(char) and char not in "()-—·":
            break
        if _stopped(text, place):
            break
        place -= 1
    return place


def _stopped(text: str, place: int) -> bool:
    """Whether a word ends here that belongs to no name."""
    for length in (4, 3, 2, 1):
        if place >= length and text[place - length : place] in words("zones", "stops"):
            if length == 1 and any(
                KEEP.match(text, max(0, place - shift))
                and KEEP.match(text, max(0, place - shift)).end() >= place  # type: ignore[union-attr]
                for shift in (1, 2)
            ):
                continue
            return True
    return False


def _named_after(text: str, before: Mention, found: re.Match[str]) -> Mention | None:
    """东台经济开发区: the place is part of the name."""
    if before.thing.type == "Park" and not before.thing.above:
        return None
    name = text[before.start : found.start()]
    above = before.thing.above
    if (
        before.thing.type == "District"
        and len(above) == 1
        and above[0] in ("北京市", "天津市", "上海市", "重庆市")
    ):
        above = (*above, before.thing.zh)
    if before.thing.type in ("Province", "Municipality", "City"):
        above = (*above, before.thing.zh)
    if found[0] in ZONE_PARTS and before.thing.type in ("Province", "Municipality"):
        short = text[before.start : before.end].removesuffix("省").removesuffix("市")
        zone = Thing(None, None, "Park", f"中国({short}){ZONE_PARTS[found[0]]}")
        return Mention(before.start, found.end(), zone, "shape")
    zone = Thing(None, None, _kind(found[0]), _long(name + found[0]), None, above)
    return Mention(before.start, found.end(), zone, "shape")


def _bare(text: str, found: re.Match[str], known: Sequence[Mention]) -> Mention | None:
    """高新区 alone belongs to the city named last."""
    if found[0] not in words("zones", "bare") or COUNTED.search(text[: found.start()][-3:]):
        return None
    kinds = ("City", "District", "Municipality")
    near = (m for m in _around(known, found.start(), 80) if m.end <= found.start())
    before = [mention for mention in near if mention.thing.type in kinds]
    if not before or "\n" in text[before[-1].end : found.start()]:
        return None
    place = before[-1].thing
    short = re.sub(r"(?<=..)[市区县]$", "", place.zh)
    name = short + LONG.get(found[0], found[0])
    zone = Thing(None, None, "Park", name, None, (*place.above, place.zh))
    return Mention(found.start(), found.end(), zone, "shape")


def _general(text: str, start: int, found: re.Match[str], before: Mention | None) -> Mention | None:
    """沈阳现代农业示范区 is a zone of 沈阳; 现代农业示范区 alone is any."""
    if before is None or before.thing.type in ("Foreign", "Country"):
        return None
    if JOINT.search(text[start : found.start()]):
        # 江门—七台河对口合作产业园 belongs to both.
        return None
    name = text[before.start : found.end()]
    above = before.thing.above if before.thing.type == "Park" else _above(before)
    thing = Thing(None, None, _kind(found[0]), _long(name), None, above)
    return Mention(before.start, found.end(), thing, "shape")


def _above(before: Mention | None) -> tuple[str, ...]:
    if before is None or before.thing.type in ("Region", "Country"):
        return ()
    return (*before.thing.above, before.thing.zh)


def _kind(suffix: str) -> str:
    return "NewArea" if suffix == "新区" else "Park"


def _long(name: str) -> str:
    """The name in full: 松山湖高新区 as 松山湖高新技术产业开发区."""
    for short, full in LONG.items():
        if name.endswith(short) and shortened(name) == name:
            return name.removesuffix(short) + full
    return name
