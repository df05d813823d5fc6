"""Under which mechanism two are paired, who supports whom, and how sure the text is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.reading.pairings import Pair
from kg.reading.units import Line
from kg.reading.words import longest_first, read_rules

__all__ = ["Reading", "read_manner"]

CLAUSE = re.compile("[,，。；;：:！？!?\n]")
LOOSE = re.compile("结对|帮扶|协作|支援|援助|受援")
FRIENDS = re.compile("友好|友城|友人|姊妹|姐妹|结好")
# 援建 and 支援 are said of many things; these are not.
SUPPORT = re.compile("对口支援|对口援|援疆|援藏|援青")
JOINT = re.compile("\ue010(?:扶贫)?协作")
DIRECTED = ("东西部协作", "对口支援", "对口帮扶")


@dataclass(frozen=True)
class Reading:
    """What the words around a pair say of it."""

    mechanism: str | None
    directed: bool
    turned: bool
    doubtful: bool
    stage: str | None


@cache
def _mechanisms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_rules("mechanisms")["mechanism"]
    return tuple((row["zh"], re.compile(longest_first(row["words"].split()))) for row in rows)


@cache
def _doubts(name: str) -> re.Pattern[str]:
    return re.compile(longest_first(read_rules("mechanisms")["doubts"][name].split()))


@cache
def _region(name: str) -> frozenset[str]:
    return frozenset(read_rules("mechanisms")["regions"][name].split())


def read_manner(pair: Pair, words: str, line: Line, lines: Sequence[Line]) -> Reading:
    """Mechanism, direction and certainty of a pair.

    Args:
        pair: as the rules found it.
        words: the words of the match, names left out.
        line: its sentence.
        lines: all sentences of the text.
    """
    mechanism = _mechanism(pair, words, line, lines)
    directed, turned = pair.directed, False
    if not directed and mechanism in DIRECTED:
        way = _way(pair, mechanism)
        directed, turned = way != 0, way < 0
    doubtful, stage = _certainty(words, line, pair)
    return Reading(mechanism, directed, turned, doubtful, stage)


def _named(text: str) -> str | None:
    """The mechanism whose word comes first; the longest where two begin together."""
    found = []
    for order, (name, pattern) in enumerate(_mechanisms()):
        if match := pattern.search(text):
            found.append((match.start(), -len(match[0]), order, name))
    return min(found)[3] if found else None


def _named_last(text: str) -> str | None:
    """The mechanism whose word ends last: what a match ends with is what it tells."""
    found = [
        (match.end(), -match.start(), -order, name)
        for order, (name, pattern) in enumerate(_mechanisms())
        for match in pattern.finditer(text)
    ]
    return max(found)[3] if found else None


def _mechanism(pair: Pair, words: str, line: Line, lines: Sequence[Line]) -> str | None:
    abroad = "Foreign" in (pair.first.type, pair.second.type)
    if abroad:
        friends = FRIENDS.search(line.text + words) or any(
            FRIENDS.search(one.text) for one in lines
        )
        return "友好城市" if friends else _named(words)
    loose_here = LOOSE.search(words) or not re.search("[\u4e00-\u9fff]{3}", words)
    if (told := _told(line)) and loose_here and _named(words) in (None, "对口帮扶"):
        # 东西部扶贫协作是浙江结对帮扶四省: what the sentence calls it, wherever they lie.
        return told
    across = _way(pair, "东西部协作") and _named(words) in (None, "对口帮扶")
    if across and any(JOINT.search(one.text) for one in lines):
        # 苏陕协作: who is called by two signs collaborates as east and west do.
        return "东西部协作" if LOOSE.search(words) else _named(words)
    chambers = pair.first.type in ("ChamberOfCommerce", "FederationOfIndustryAndCommerce")
    if chambers:
        return "友好商会" if re.search("友好", line.text) else _named(words)
    found = _named_last(words) or _named(line.text)
    if found == "友好商会":
        found = None
    loose = LOOSE.search(words) or LOOSE.search(line.text)
    if (
        found in (None, "战略合作", "对口帮扶")
        and loose
        and _named(words) in (None, "对口帮扶")
        and "对口帮扶" not in words
    ):
        found = _by_text(pair, lines) or found
    if found is None and not re.search("协议|备忘录|意向书", words):
        found = _by_text(pair, lines)
    return found


def _told(line: Line) -> str | None:
    """The one mechanism that a sentence names by its own name; 结对帮扶 is said of any."""
    text = line.text.replace("结对帮扶", "")
    found = {name for name, pattern in _mechanisms() if pattern.search(text)}
    found -= {"友好城市", "友好商会", "战略合作"}
    return found.pop() if len(found) == 1 else None


def _by_text(pair: Pair, lines: Sequence[Line]) -> str | None:
    """What the text calls it elsewhere; else, for 结对 and 帮扶, what joins such regions."""
    counts: dict[str, int] = {}
    for line in lines:
        for name, pattern in _mechanisms():
            if name not in ("友好城市", "友好商会", "战略合作"):
                counts[name] = counts.get(name, 0) + len(pattern.findall(line.text))
    best = max(counts.items(), key=lambda item: item[1], default=("", 0))
    if best[0] == "对口支援" and not any(SUPPORT.search(line.text) for line in lines):
        best = ("", 0)
    free = best[0] == "对口帮扶" or best[0] not in DIRECTED
    if best[1] and (free or _way(pair, best[0]) or _inner(pair)):
        return best[0]
    provinces = (pair.first.province, pair.second.province)
    if any(one in _region("supported") for one in provinces):
        return "对口支援" if _way(pair, "对口支援") else None
    if _way(pair, "东西部协作"):
        return "东西部协作"
    if any(one in _region("northeast") for one in provinces) and any(
        one in _region("east") for one in provinces
    ):
        return "对口合作"
    return None


def _inner(pair: Pair) -> bool:
    return pair.first.province == pair.second.province


def _way(pair: Pair, mechanism: str) -> int:
    """1 where the first supports the second, -1 the other way round, 0 where regions do not say."""
    east, west = _region("east") | {"辽宁省"}, _region("west")
    if mechanism == "对口支援":
        helped = [
            one in _region("supported") for one in (pair.first.province, pair.second.province)
        ]
        if helped[0] != helped[1]:
            return 1 if helped[1] else -1
    sides = (pair.first.province, pair.second.province)
    if sides[0] in east and sides[1] in west:
        return 1
    return -1 if sides[1] in east and sides[0] in west else 0


def _certainty(words: str, line: Line, pair: Pair) -> tuple[bool, str | None]:
    """Whether the text doubts, denies or only proposes it, and the stage that it tells."""
    start = next((place for place, at in enumerate(line.starts) if at >= pair.start), 0)
    end = next((place for place, at in enumerate(line.ends) if at >= pair.end), len(line.text))
    clause = [0, *(found.end() for found in CLAUSE.finditer(line.text, 0, start))][-1]
    near = line.text[clause:end]
    going = _doubts("going_on").search(near)
    if _doubts("untrue").search(line.text):
        return True, None
    if _doubts("denied").search(near) or _doubts("denied").search(line.text[end : end + 12]):
        return True, None
    if not going and _doubts("proposed").search(near):
        return True, "stage/proposed"
    supported = _doubts("supported").search(near)
    if supported and not going and not re.search("结对|对口", near[: supported.start()]):
        # 中方支持甲与乙建立: somebody's word for it. 支持甲与乙合作: what a plan sets out.
        subject = near[: supported.start()].strip(' “"积极大力将重点1234567890.、()')
        if subject and len(subject) <= 8:
            return True, "stage/supported"
        return False, "stage/supported"
    if re.search("签|缔结", words):
        return False, "stage/planned" if re.search("将", near) else "stage/signed"
    if re.search("建立|确立|结为|结成|结对", words):
        return False, "stage/established"
    return False, None
