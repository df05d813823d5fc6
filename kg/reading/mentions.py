"""Known names in a text, and which thing each means there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.reading.folding import Folded
from kg.reading.things import Lexicon, Sense, Thing
from kg.reading.words import longest_first, word_pattern, words

__all__ = ["Mention", "known_mentions", "linked"]

# How far back a place still says where the next one lies.
NEAR = 60
# What may stand between a place and what lies in it: 哈尔滨下属的五常市.
BETWEEN = re.compile(
    r"(?:的|下属的?|生产建设兵团(?:第[一二三四五六七八九十]+师)?[、·]?|下辖的?|所属的?|所辖的?|境内的?|辖区内?的?|·|[(]|\s)?$"
)
# What stands between the two sides of a pair, or between members of a list.
SIDE = re.compile(
    r"[、与和及同跟—–\-－~×♡❤♥·&/|→←↔⇄携牵手:：,，\t 暨对]{1,4}|以及|对口|结对|牵手|携手$"
)
PERSON = re.compile(
    rf"(?:{longest_first(words('people', 'titles'))})"
    rf"[{''.join(words('people', 'surnames'))}]$"
)
SISTERS = re.compile("(?:友城|友好城市|友好省州|姊妹城市?|姐妹城市|友市)(?:——|—|是|:)?$")
# A bare county name is followed by one of these, or by nothing.
AFTER_COUNTY = re.compile(
    r"$|[\W_\ue000-\uf8ff\d]|[与和及同跟的是在将等两三四五双也则已又还曾先就为把从向到对由受被以各建签派有去来赴共合联携牵实山并成相互一达走迎缔等被"
    r"市县区旗镇州政党委工商结帮扶支援协友会缔打引开举提推介到考参代学医教人干企投产农特百群老全新近今昨]"
)


@dataclass(frozen=True)
class Mention:
    """A name in the folded text; ``form`` says how the thing was recognised."""

    start: int
    end: int
    thing: Thing
    form: str


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    senses: tuple[Sense, ...]

    @property
    def sure(self) -> bool:
        """Whether the name alone says what it means."""
        return len(self.senses) == 1 and self.senses[0].form in ("official", "short", "alias")


def known_mentions(folded: Folded, lexicon: Lexicon) -> list[Mention]:
    """The known names in a text, each with the one thing that it means there.

    A name that means several things, and that nothing near it decides, stands for something
    unknown of that name: nothing is guessed.
    """
    text = folded.text
    hits = [hit for hit in _hits(text, lexicon) if not _trapped(text, hit)]
    present = Counter(
        name for hit in hits if hit.sure for name in (hit.senses[0].thing.full, *_names(hit))
    )
    chosen: list[Mention] = []
    for number, hit in enumerate(hits):
        before = chosen[-1] if chosen and hit.start - chosen[-1].end <= NEAR else None
        found = _choose(text, hits, number, before, present)
        if found is not None:
            chosen.append(found)
            present[found.thing.full] += 1
            present[found.thing.zh] += 1
    return [_of_prefecture(text, one) for one in _second_look(text, hits, chosen, present)]


# 林芝地区: what became a city is called so in older texts. 大连地区生产总值 is none.
PREFECTURE = re.compile("地区(?!生产总值|[Gg][Dd][Pp]|经济|人均|财政|差异|性)")


def _of_prefecture(text: str, mention: Mention) -> Mention:
    short = mention.thing.type == "City" and mention.form == "short"
    found = PREFECTURE.match(text, mention.end) if short else None
    return replace(mention, end=found.end()) if found else mention


def _names(hit: _Hit) -> tuple[str, ...]:
    thing = hit.senses[0].thing
    return (thing.zh, *(("|" + thing.above[-1],) if thing.above else ()))


def _second_look(
    text: str, hits: Sequence[_Hit], chosen: list[Mention], present: Counter[str]
) -> list[Mention]:
    """What only the text behind it makes clear: 遂川 in a headline, 遂川县 below."""
    taken = {mention.start for mention in chosen}
    for number, hit in enumerate(hits):
        if hit.start not in taken:
            before = max(
                (m for m in chosen if m.end <= hit.start), key=lambda m: m.end, default=None
            )
            near = before if before and hit.start - before.end <= NEAR else None
            found = _choose(text, hits, number, near, present)
            if found is not None:
                chosen.append(found)
                chosen.sort(key=lambda mention: mention.start)
    return chosen


def _hits(text: str, lexicon: Lexicon) -> Iterable[_Hit]:
    skip = -1
    for start, end in lexicon.scan(text, 0, len(text)):
        if start < skip:
            continue
        trap = max(
            (len(word) for word in _traps(text[start : start + 2]) if text.startswith(word, start)),
            default=0,
        )
        if trap > end - start:
            skip = start + trap
            continue
        yield _Hit(start, end, tuple(lexicon.names[text[start:end]]))


def _traps(head: str) -> Iterable[str]:
    return _TRAPS.get(head, ())


_TRAPS: dict[str, list[str]] = {}
for _word in words("traps", "words"):
    _TRAPS.setdefault(_word[:2], []).append(_word)


def _trapped(text: str, hit: _Hit) -> bool:
    """Whether what stands around a name makes it another thing."""
    forms = {sense.form for sense in hit.senses}
    if "official" in forms and len(text[hit.start : hit.end]) > 2:
        return False
    after = text[hit.end : hit.end + 4]
    if word_pattern("refused", "after").match(after):
        return True
    if text[hit.end - 1] in "东西南北" or (
        after[:1] in "东西南北" and after[1:2] in words("refused", "direction_after")
    ):
        return after[:1] in words("refused", "direction_after")
    return bool(PERSON.search(text, max(0, hit.start - 8), hit.start))


def _choose(
    text: str, hits: Sequence[_Hit], number: int, before: Mention | None, present: Counter[str]
) -> Mention | None:
    hit = hits[number]
    beside = _beside(text, hits, number)
    scored = sorted(
        (
            (_weight(sense, text, hit, before, present), -order, sense)
            for order, sense in enumerate(hit.senses)
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    weight, _, sense = scored[0]
    if not _accepted(sense, weight, text, hit, beside=beside):
        return None
    ties = [other for found, _, other in scored if found == weight]
    if len(ties) > 1 and sense.form in ("official", "bare", "listed", "zone"):
        places = {other.thing.full for other in ties}
        if len(places) > 1:
            if sense.form != "official":
                return None
            unknown = Thing(None, None, sense.thing.type, sense.thing.zh)
            return Mention(hit.start, hit.end, unknown, "ambiguous")
    return Mention(hit.start, hit.end, sense.thing, sense.form)


FORMS = {
    "official": 6,
    "alias": 5,
    "short": 5,
    "zone": 4,
    "large": 2,
    "bare": 0,
    "listed": 0,
    "foreign": 0,
}
RANKS = {"Province": 4, "Municipality": 4, "City": 3}


def _weight(
    sense: Sense, text: str, hit: _Hit, before: Mention | None, present: Counter[str]
) -> int:
    """How well a meaning fits what stands around it."""
    thing, weight = sense.thing, FORMS.get(sense.form, 0) * 2 + RANKS.get(sense.thing.type, 0)
    if before is not None and thing.lies_in(before.thing):
        joined = BETWEEN.match(text[before.end : hit.start])
        weight += 40 if joined else 12
    if sense.form in ("short", "bare", "listed") and present[thing.full]:
        weight += 25
    if thing.above and thing.type not in ("City", "Foreign"):
        weight += 8 if present[thing.above[-1]] else 0
        weight += 4 if present[thing.above[0]] and len(thing.above) > 1 else 0
        weight += 3 if present["|" + thing.above[-1]] else 0
    if thing.type == "Foreign" and thing.above and present[thing.above[0]]:
        weight += 15
    return weight


def _beside(text: str, hits: Sequence[_Hit], number: int) -> bool:
    """Whether another name stands right beside it: 慈利—安吉."""
    hit = hits[number]
    gaps = []
    if number:
        gaps.append(text[hits[number - 1].end : hit.start])
    if number + 1 < len(hits):
        gaps.append(text[hit.end : hits[number + 1].start])
    return any(gap and len(gap) <= 4 and SIDE.fullmatch(gap) for gap in gaps)


def _accepted(sense: Sense, weight: int, text: str, hit: _Hit, *, beside: bool) -> bool:
    name = text[hit.start : hit.end]
    if sense.form in ("official", "alias", "zone"):
        return weight >= 40 or name not in words("words", "official")
    if sense.form == "short":
        return name not in words("words", "cities") or weight >= 25 or beside
    if sense.form in ("large", "foreign"):
        return _abroad(sense, weight, text, hit, beside=beside)
    return _county(name, weight, text, hit, beside=beside)


def _abroad(sense: Sense, weight: int, text: str, hit: _Hit, *, beside: bool) -> bool:
    """A city abroad: named with its country, with 市 behind it, or too long to be anything else."""
    if "·" in (text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]):
        # 亚历山大·索科洛夫: part of a person's name.
        return False
    if SISTERS.search(text, max(0, hit.start - 8), hit.start):
        return True
    followed = text[hit.end : hit.end + 1] in ("市", "州", "县", "府", "郡")
    if followed or weight >= 15:
        return True
    if hit.end - hit.start == 2:
        return sense.form == "large" and beside
    return sense.form == "large" or beside


def _county(name: str, weight: int, text: str, hit: _Hit, *, beside: bool) -> bool:
    """A county without its suffix: only where something speaks for it."""
    if len(name) < 2:
        return False
    after = text[hit.end : hit.end + 1]
    other = word_pattern("refused", "county_after").match(text, hit.end)
    if other and weight < 40 and not text.startswith("山海", hit.end):
        return False
    if name in words("words", "counties"):
        if text[hit.start - 1 : hit.start] == "、" == after and weight >= 12:
            # 那曲、比如、嘉黎三县: a member of a list of which others are known.
            return True
        return weight >= 40 or (
            weight >= 25 and (beside or not re.match(r"[\u4e00-\u9fff]", after or "。"))
        )
    if weight >= 25:
        return True
    return weight >= 8 or (beside and bool(AFTER_COUNTY.match(text, hit.end)))


def linked(text: str, before: Mention, mention: Mention) -> bool:
    """Whether two names are one: what it lies in, and itself."""
    gap = text[before.end : mention.start]
    if gap.endswith("(") and text[mention.end : mention.end + 1] != ")":
        # 阿坝州(壤塘、红原): a list of what is meant of it.
        return False
    return len(gap) <= 16 and mention.thing.lies_in(before.thing) and bool(BETWEEN.match(gap))
