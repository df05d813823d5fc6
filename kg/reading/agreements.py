"""Agreements that a text tells of: its title or what it is called, and the parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.reading.grammar import Rule, expand, rules_of
from kg.reading.pairings import Pair, both_things
from kg.reading.things import Thing
from kg.reading.units import Line, Unit

__all__ = ["Agreement", "read_agreements"]

COUNTED = re.compile(expand("agreements", "{count}"))
DEAL = re.compile(expand("agreements", "{deal}"))
TITLE = re.compile("《([^《》]+)》")
# The names right before the verb, with what may stand between: A与B在大连签署.
PARTY = expand("agreements", "{Party}")
AMONG = re.compile(
    rf"{PARTY}(?:(?:、|与|和|同|跟|及|以及|,|携手|[—–♡×·]|牵手)[^\ue001-\ue011。；]{{0,3}}{PARTY})*"
)
WITH = re.compile(rf"(?:与|和|同|跟){PARTY}(?:(?:、|和|及){PARTY})*")
# A headline has no full stop; what it tells, the body tells again.
# 与27个城市签署备忘录: how many sign, and nobody by name.
NUMERAL = "(?:\\d+|[两二三四五六七八九十]+)[多余]?"
UNNAMED = re.compile(
    rf"[与和同跟]{NUMERAL}[个家座所][^,，。；\ue001-\ue011]{{1,12}}$"
    rf"|{NUMERAL}个(?:县|市|区|州|乡镇|镇|村|部门|单位|城市)(?:[(（][^()（）]*[)）])?[与和同跟][^,，。；]{{1,12}}$"
)
AGAIN = re.compile("(?:根据|按照|依据|依照|依|按|落实|围绕)$")
DENIED = re.compile("没有|并未|未能|尚未|不再|拒绝|从未|未曾|未与")
CLAUSE = re.compile("[,，：:]")
THREE = re.compile("三地|三省市|三方|三省一市")
REGIONS = {
    "京津冀": ("北京市", "天津市", "河北省"),
    "长三角地区": ("上海市", "江苏省", "浙江省", "安徽省"),
}


@dataclass(frozen=True)
class Agreement:
    """An agreement, where a text tells of it, and the rule that found it."""

    title: str
    parties: tuple[Thing, ...]
    start: int
    end: int
    rule: str
    line: int = 0


def read_agreements(
    lines: Sequence[Line], told: Sequence[Pair], only: str | None = None
) -> list[Agreement]:
    """All agreements of a text, in order; what the headline says again is left to the body."""
    rules = [rule for rule in rules_of("agreements") if only in (None, rule.id)]
    found: list[Agreement] = []
    before: list[Unit] = []
    for number, line in enumerate(lines):
        taken: list[tuple[int, int]] = []
        pairs = [pair for pair in told if pair.line <= number]
        if DEAL.search(line.text) or "《" in line.text:
            for rule in rules:
                for one in _apply(rule, line, number, before, pairs):
                    if _refers(line, one, found):
                        continue
                    if not any(start < one.end and one.start < end for start, end in taken):
                        taken.append((one.start, one.end))
                        found.append(one)
        before += [unit for _, unit in sorted(line.units.items())]
    return _without_headlines([part for one in found for part in _each(one, lines, told)], lines)


# Rules that tell of several pairs at once: 甲与乙、丙与丁签署, 甲分别与乙、丙签署.
SEVERAL = ("run-of-pairs", "respectively", "with-respectively")
NAMED = re.compile("《[^》]*[\ue001-\ue010]")
APART = re.compile("分别|先后|相继|各自")


def _each(one: Agreement, lines: Sequence[Line], told: Sequence[Pair]) -> Iterator[Agreement]:
    """An agreement for each of the pairs that sign by themselves; a title is of one."""
    line = lines[one.line]
    within = [pair for pair in told if pair.line == one.line and _meet(pair, one)]
    apart = APART.search(line.text)
    pairs = [pair for pair in within if pair.rule in SEVERAL or apart]
    sides = {frozenset((pair.first.full, pair.second.full)): pair for pair in pairs}
    named = NAMED.search(line.text[: _at(line, one.end)][_at(line, one.start) :])
    if len(sides) < 2 or named:
        yield one
        return
    for pair in sides.values():
        start = min(one.start, pair.start) if pair.rule in SEVERAL else one.start
        yield replace(one, parties=(pair.first, pair.second), start=start)


def _meet(pair: Pair, one: Agreement) -> bool:
    """Whether a pair is told in the words of an agreement, or by the list right before them."""
    return pair.start < one.end and one.start <= pair.end + 24


def _at(line: Line, place: int) -> int:
    return next((number for number, at in enumerate(line.starts) if at >= place), len(line.text))


def _refers(line: Line, one: Agreement, found: Sequence[Agreement]) -> bool:
    """Whether 根据甲与乙的协议 means what was told before of these two."""
    before = line.text[: next((p for p, at in enumerate(line.starts) if at >= one.start), 0)]
    if not one.rule.startswith("between") or not AGAIN.search(before):
        return False
    parties = {thing.full for thing in one.parties}
    return bool(parties) and any(
        parties <= {thing.full for thing in other.parties} for other in found if other is not one
    )


def _apply(
    rule: Rule, line: Line, number: int, before: Sequence[Unit], told: Sequence[Pair]
) -> Iterator[Agreement]:
    for match in rule.pattern.finditer(line.text):
        groups = match.groupdict()
        where, start = _where(match, groups)
        who = groups.get("who") or ""
        if DENIED.search(who) or UNNAMED.search(who):
            continue
        parties = _parties(line, match, groups, before, told)
        if rule.options.get("needs_both") and len(parties) != 2:
            continue
        for title, end in _titles(line, match, groups):
            first, last = line.span(max(start, match.start()), end)
            yield Agreement(title, parties, first, last, rule.id, number)
            start = where = end
        del where


def _where(match: re.Match[str], groups: dict[str, str | None]) -> tuple[int, int]:
    """Where the evidence begins: with the clause of the first party before the verb."""
    if not groups.get("who"):
        return match.end(), match.start()
    first, who = match.start("who"), groups["who"] or ""
    names = [found.start() for found in re.finditer(r"[\ue001-\ue011]", who)]
    tail = [place for place in names if len(who) - place <= 44]
    return match.end(), first + (tail[0] if tail else max(0, len(who) - 20))


def _titles(
    line: Line, match: re.Match[str], groups: dict[str, str | None]
) -> Iterator[tuple[str, int]]:
    """What each agreement is called, and where that ends."""
    if groups.get("titles"):
        for title in TITLE.finditer(line.text, *match.span("titles")):
            if DEAL.search(title[1]) or re.search("合作|协作|共建|宣言|方案", title[1]):
                yield _printed(line, *title.span(1)), title.end()
        return
    what = groups.get("what") or ""
    start, end = match.span("what")
    inner = TITLE.search(line.text, start, end)
    if inner:
        start, end = inner.span(1)
    elif COUNTED.search(what) or re.search(r"[\ue001-\ue009].*(?:企业|项目)", what):
        # A count of agreements is a figure.
        return
    skipped = re.match(r"共建(?=.{2})|(?:多|有关|相关|系列|一批|一系列|的)*", what)
    if not inner and skipped and "系列" in skipped[0]:
        return
    one = re.match("一[份项个]", what)
    start += one.end() if one and not inner else 0
    yield _printed(line, start, end), match.end("what")


def _printed(line: Line, start: int, end: int) -> str:
    """The words as they stand in the text, names and all."""
    return "".join(
        line.units[place].word if place in line.units else line.text[place]
        for place in range(start, end)
    ).strip("的了")


def _parties(
    line: Line,
    match: re.Match[str],
    groups: dict[str, str | None],
    before: Sequence[Unit],
    told: Sequence[Pair],
) -> tuple[Thing, ...]:
    if groups.get("a"):
        places = [match.start(name) for name in ("a", "b") if groups.get(name)]
        return tuple(line.units[place].things[0] for place in places)
    who = match.span("who") if groups.get("who") is not None else match.span()
    if groups.get("what") and groups.get("who") is None:
        who = match.span("what")
    said = groups.get("who") or ""
    if THREE.search(said) and (members := _members_of(line, match, before)):
        return members
    # 两地签署: what the word means.
    places = [place for place in range(*who) if place in line.units]
    last = line.units[places[-1]] if places else None
    if last and last.kind == "Both":
        inside = [line.units[place] for place in sorted(line.units) if place < places[-1]]
        side = _listed(line, range(*who))
        if len(side) >= 2:
            return side
        return both_things(last.word, inside, before, told) or ()
    if last and last.kind == "Pair":
        return last.things
    return _listed(line, range(*who)) or _inner(line, match, groups)


def _members_of(line: Line, match: re.Match[str], before: Sequence[Unit]) -> tuple[Thing, ...]:
    """Who 三地 are: the members of the region named last."""
    inside = [unit for place, unit in sorted(line.units.items()) if place < match.end()]
    for unit in reversed([*before[-20:], *inside]):
        names = REGIONS.get(unit.things[0].zh) if unit.kind == "Region" else None
        if names:
            return tuple(Thing(None, None, "Province", name) for name in names)
    return ()


def _listed(line: Line, where: range) -> tuple[Thing, ...]:
    """The names of the clause before the verb: 甲、乙和丙; 甲……与乙."""
    text = line.text[where.start : where.stop]
    best: tuple[int, ...] = ()
    for found in AMONG.finditer(text):
        places = tuple(
            where.start + found.start() + shift
            for shift, _ in enumerate(found[0])
            if where.start + found.start() + shift in line.units
        )
        if len(places) >= 2 or not best:
            best = places
    if len(best) < 2:
        first = next(
            (place for place in where if place in line.units and line.units[place].things), None
        )
        other = None
        for found in WITH.finditer(text):
            other = where.start + found.start() + 1
        if first is not None and other is not None and other != first:
            best = (first, other)
    elif line.text[best[0] - 1 : best[0]] in ("与", "和", "同", "跟"):
        # 甲分别与乙、丙签署: who signs with them stands before.
        best = (*[place for place in where if place < best[0] and place in line.units][-1:], *best)
    things = [line.units[place].things[0] for place in best if line.units[place].things]
    return tuple(dict.fromkeys(things))


def _inner(line: Line, match: re.Match[str], groups: dict[str, str | None]) -> tuple[Thing, ...]:
    """The names in the title itself."""
    start, end = match.span("titles") if groups.get("titles") else match.span()
    found = [line.units[place] for place in range(start, end) if place in line.units]
    if len(found) == 1 and found[0].kind == "Pair":
        return found[0].things
    things = tuple(dict.fromkeys(thing for unit in found for thing in unit.things))
    return things if len(things) == 2 else ()


def _same(one: Agreement, other: Agreement) -> bool:
    """Whether what is called more shortly, by the same two, in a later sentence was told before."""
    mine, theirs = ({thing.full for thing in side.parties} for side in (one, other))
    shorter = one.title in other.title.strip("《》“”")
    return bool(mine) and mine == theirs and shorter and one.line > other.line


def _without_headlines(found: Sequence[Agreement], lines: Sequence[Line]) -> list[Agreement]:
    """Without what a line without a full stop says, if the body says it with the same parties."""
    result: list[Agreement] = []
    for one in found:
        if any(_same(one, other) for other in result):
            continue
        headline = one.line < 3 and not re.search(r"[。；;：:]", lines[one.line].text)
        parties = {thing.full for thing in one.parties}
        again = [
            other
            for other in found
            if other.line > one.line
            and (
                not parties
                or parties <= {thing.full for thing in other.parties}
                or other.title == one.title
            )
        ]
        if not (headline and again):
            result.append(one)
    return result
