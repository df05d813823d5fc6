"""Places abroad that no list has, and townships right behind their county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.reading.mentions import Mention
from kg.reading.things import Thing
from kg.reading.words import longest_first, words
from kg.reading.zones import GENERAL, KEEP, STOP

__all__ = ["abroad_in", "strangers_in", "townships_in"]

SUFFIX = longest_first(words("foreign", "suffixes"))
# 卡加延市市长 and 卡加延市长 are the mayor of 卡加延市.
FOREIGN = re.compile(rf"[ 的]?([\u3400-\u9fff·]{{1,8}}?)({SUFFIX})(?!议长|团长|[队会]长)")
# 纽夫莱大区奇廉市: what it lies in stands before it.
NESTED = re.compile(r"([\u3400-\u9fff·]{2,6}?)(市|县|郡|町|镇)(?![\u4e00-\u9fff]?长)")
LISTED = re.compile(rf"(?:、|和|与|及|以及|,|，)([\u3400-\u9fff·]{{1,8}}?)({SUFFIX})")
NOT_NAMES = re.compile(
    "[与和及在到对将把为的了是等、，。国各两多]|三[个座省市]|[中日韩美俄对我双]方|交界|边境|毗邻|当地|境内|友好|姐妹|政府|代表|企业|首都|城市|地区"
)
STRANGER = re.compile(
    r"(?:与|和|同|跟|、|[|\t→—]\s?)([\u4e00-\u9fff]{2,7}?)(市|州|县|府|郡)(?![场长民政委])"
)
SISTERS = re.compile("友城|友好城市|友好省|友好关系|姊妹城|姐妹城|友好交流")
TOWNSHIP = re.compile(
    r"([\u4e00-\u9fff]{1,4}?)(街道|镇(?!村)|乡(?!村|亲|镇)|村(?!民|级|庄)|苏木|社区)"
)


def abroad_in(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Places abroad that no list has: behind their country, and in a list behind those."""
    # 长冈京市 is longer than 长冈, which is known: what is abroad stands in nobody's way.
    foreign = {m.end for m in known if m.thing.type == "Foreign"}
    spans = [
        (m.start, m.end)
        for m in known
        if m.thing.type != "Foreign"
        and m.form != "bare"
        and (m.start - 1 not in foreign or text[m.start - 1] in "与和及同、,，")
    ]
    starts = {m.start: m for m in known}
    countries = {m.thing.zh for m in known if m.thing.type == "Country"}
    for mention in known:
        place = mention.end
        if mention.thing.type == "Country":
            country = mention.thing.zh
            following = starts.get(place) or starts.get(place + text.startswith("的", place))
            if following and following.thing.type == "Foreign" and not following.thing.above:
                yield _placed(text, following, country)
        elif mention.thing.type == "Foreign":
            # What several countries have is of the one that the text names.
            country = (mention.thing.above or (*(countries if len(countries) == 1 else ()), ""))[0]
            if SUFFIXED.match(text, place) or (country and not mention.thing.above):
                placed = _placed(text, mention, country)
                yield placed
                place = placed.end
        else:
            continue
        if country:
            first = mention.thing.type == "Country"
            yield from _chain(text, country, place, spans, first=first)


SUFFIXED = re.compile("广域市|特别市|自治市|[市州县府郡都道省]")


def _placed(text: str, mention: Mention, country: str) -> Mention:
    """A city of a country, with the suffix that it has in the text."""
    zh, end = mention.thing.zh, mention.end
    if found := SUFFIXED.match(text, end):
        zh, end = zh.removesuffix("市") + found[0], found.end()
    above = (country,) if country else ()
    return Mention(mention.start, end, Thing(None, None, "Foreign", zh, None, above), "foreign")


def _chain(
    text: str, country: str, place: int, spans: Sequence[tuple[int, int]], *, first: bool
) -> Iterator[Mention]:
    pattern = FOREIGN if first else LISTED
    while found := pattern.match(text, place) or (not first and NESTED.match(text, place)):
        start = found.start(1)
        if NOT_NAMES.search(found[1]) or any(a < found.end() and start < b for a, b in spans):
            return
        yield Mention(
            start,
            found.end(),
            Thing(None, None, "Foreign", found[1] + found[2], None, (country,)),
            "foreign",
        )
        place, pattern, first = found.end(), LISTED, False


SIDES = {
    "日": "日本",
    "韩": "韩国",
    "美": "美国",
    "俄": "俄罗斯",
    "法": "法国",
    "德": "德国",
    "英": "英国",
    "泰": "泰国",
    "澳": "澳大利亚",
}


def strangers_in(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """钱凯市 beside 友城, in a text that names one country abroad: a city of that country."""
    countries = {m.thing.zh for m in known if m.thing.type == "Country"}
    # A table's head may say it: 中方城市, 日方城市.
    countries |= {SIDES[found[1]] for found in re.finditer(f"([{''.join(SIDES)}])方城市", text)}
    if len(countries) != 1:
        return
    # 泉佐野市 is longer than 佐野市, which is known.
    spans = [(m.start, m.end) for m in known if m.thing.type != "Foreign"]
    starts = {m.start for m in known}
    for found in STRANGER.finditer(text):
        start, end = found.start(1), found.end()
        row = text[start - 2 : start].strip()[-1:] in "|\t→—"
        near = text if row else text[max(0, start - 30) : end + 30]
        free = start not in starts and not any(a < end and start < b for a, b in spans)
        if free and SISTERS.search(near) and not NOT_NAMES.search(found[1]):
            thing = Thing(None, None, "Foreign", found[1] + found[2], None, tuple(countries))
            yield Mention(start, end, thing, "foreign")


def townships_in(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """平流村 right behind the county it lies in."""
    starts = {mention.start for mention in known}
    for mention in known:
        towns = mention.thing.zh in words("words", "towns")
        if not (mention.thing.type == "District" or towns) or mention.end in starts:
            continue
        found = TOWNSHIP.match(text, mention.end)
        if found and not STOP.search(KEEP.sub("", found[1])) and not GENERAL.fullmatch(found[1]):
            above = (*mention.thing.above, mention.thing.zh)
            yield Mention(
                *found.span(), Thing(None, None, "Township", found[0], None, above), "shape"
            )
