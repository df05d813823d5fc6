"""Who is paired with whom: the rules of ``rules/pairings.toml`` applied to a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.reading.grammar import Rule, expand, rules_of
from kg.reading.things import Thing
from kg.reading.units import Line, Unit

__all__ = ["Pair", "both_things", "read_pairs"]

# How many lines above a row its heading may stand.
HEADING = 25
TIE = re.compile(expand("pairings", "{any_tie}"))
LEVELS = {
    "省": ("Province", "Municipality"),
    "市": ("City", "Municipality"),
    "区": ("District", "NewArea", "Park"),
    "县": ("District",),
    "州": ("City",),
    "旗": ("District",),
    "会": ("ChamberOfCommerce", "FederationOfIndustryAndCommerce"),
    "院": ("Hospital",),
    "校": ("University",),
}
PLACES = ("Province", "Municipality", "City", "District", "NewArea", "Park", "Foreign", "Township")
BODIES = ("ChamberOfCommerce", "FederationOfIndustryAndCommerce")


@dataclass(frozen=True)
class Pair:
    """Two things that a text pairs, where it does, and the rule that found it.

    ``directed`` is true where the first supports the second.
    """

    first: Thing
    second: Thing
    start: int
    end: int
    rule: str
    directed: bool = False
    line: int = 0

    @property
    def key(self) -> frozenset[str]:
        """The two names, whichever comes first."""
        return frozenset((self.first.full, self.second.full))


def read_pairs(lines: Sequence[Line], only: str | None = None) -> list[Pair]:
    """All pairs of a text, in order; the same pair may be told several times.

    Args:
        lines: the sentences of the text.
        only: the id of the one rule to apply.
    """
    rules = [rule for rule in rules_of("pairings") if only in (None, rule.id)]
    found: list[Pair] = []
    before: list[Unit] = []
    for number, line in enumerate(lines):
        claimed: set[int] = set()
        if line.units:
            context = _heading(lines, number)
            if line.text.rstrip().endswith((";", "；")) and number + 1 < len(lines):
                context += lines[number + 1].text
            for rule in rules:
                found += _apply(rule, line, number, context, claimed, before, found)
        before += [unit for _, unit in sorted(line.units.items())]
    return found


def _heading(lines: Sequence[Line], number: int) -> str:
    """What stands above a row and says what it is: the nearest line with a word for a tie."""
    for above in reversed(lines[max(0, number - HEADING) : number]):
        if TIE.search(above.text):
            return above.text
        if above.text.rstrip().endswith("。") and len(above.units) < 2:
            return ""
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    return following if re.match(r"\s*[(（]?[图表注]", following) else ""


def _apply(
    rule: Rule,
    line: Line,
    number: int,
    context: str,
    claimed: set[int],
    before: Sequence[Unit],
    told: Sequence[Pair],
) -> Iterator[Pair]:
    if rule.needs and not (rule.needs.search(line.text) or rule.needs.search(context)):
        return
    place = 0
    while match := rule.pattern.search(line.text, place):
        if any(found.search(match[group] or "") for group, found in rule.refuse.items()):
            # What is refused here may begin again within.
            place = match.start() + 1
            continue
        place = max(match.end(), place + 1)
        pairs = list(_pairs(rule, line, match, before, told))
        places = {place for places, _, _ in pairs for place in places}
        if not pairs or (places and places <= claimed):
            continue
        if rule.claims:
            claimed |= places
        for places, pair, directed in pairs:
            # 甲对口帮扶乙,丙对口支援丁: each by its own verb.
            own = rule.how == "runs" and directed
            span = (min(places), max(places) + 1) if own else _closed(line, match)
            start, end = line.span(*span)
            if _sensible(*pair) and not _too_wide(rule, pair) and not _of_chambers(match, pair):
                yield Pair(*pair, start, end, rule.id, directed, number)


def _closed(line: Line, match: re.Match[str]) -> tuple[int, int]:
    """Where a match stands, with the 》 of a title that it ends in."""
    start, end = match.span()
    title = line.text.count("《", start, end) > line.text.count("》", start, end)
    return start, end + (title and line.text[end : end + 1] == "》")


_Found = tuple[set[int], tuple[Thing, Thing], bool]


def _pairs(
    rule: Rule, line: Line, match: re.Match[str], before: Sequence[Unit], told: Sequence[Pair]
) -> Iterator[_Found]:
    """The pairs of one match: where their names stand, and whether they have a direction."""
    if rule.how == "runs":
        yield from _runs(rule, line, match)
        return
    if rule.how == "heading":
        subject = _subject(before)
        if subject is not None:
            place = match.start("b")
            yield {place}, (subject, line.units[place].things[0]), False
        return
    if rule.how == "both":
        unit = line.units[match.start("p")]
        inside = [one for place, one in sorted(line.units.items()) if place < match.start("p")]
        things = unit.things or both_things(unit.word, inside, before, told)
        if things is not None and len(things) == 2:
            yield {match.start("p")}, (things[0], things[1]), False
        return
    directed = "supporter" in rule.cells
    left = _members(line, match, (rule.cells.get("supporter") or rule.cells["partner"])[0])
    right = _members(line, match, (rule.cells.get("supported") or rule.cells["partner"])[-1])
    if rule.options.get("needs_list") and len(left) * len(right) < 2:
        return
    verb = match.groupdict().get("verb") or ""
    directed = directed or bool(verb and re.search("帮扶|支援|援助", verb))
    if rule.how == "zip":
        if len(left) != len(right) or len(left) < 2:
            return
        together: Iterable[tuple[int, int]] = zip(left, right, strict=True)
    else:
        together = ((one, other) for one in left for other in right)
    for one, other in together:
        yield {one, other}, (line.units[one].things[0], line.units[other].things[0]), directed


def _subject(before: Sequence[Unit]) -> Thing | None:
    """The one place at home that the text has named so far: what a list of friends is about."""
    home = {
        unit.things[0].full: unit.things[0]
        for unit in before
        if unit.kind in ("Province", "Municipality", "City", "District")
    }
    return next(iter(home.values())) if len(home) == 1 else None


def _runs(rule: Rule, line: Line, match: re.Match[str]) -> Iterator[_Found]:
    assert rule.part is not None
    for part in rule.part.finditer(line.text, *match.span("run")):
        one, other = part.start("a"), part.start("b")
        directed = bool(part["verb"] and re.search("帮扶|支援", part["verb"]))
        yield {one, other}, (line.units[one].things[0], line.units[other].things[0]), directed


def _members(line: Line, match: re.Match[str], group: str) -> list[int]:
    return [place for place in range(*match.span(group)) if place in line.units]


def _sensible(one: Thing, other: Thing) -> bool:
    """Nothing is paired with itself, nor with what it lies in, nor a body with a place."""
    if one.full == other.full or one.lies_in(other) or other.lies_in(one):
        return False
    bodies = (one.type in BODIES) + (other.type in BODIES)
    return bodies != 1 and not (one.type == "Foreign" and other.type == "Foreign")


def _of_chambers(match: re.Match[str], pair: tuple[Thing, Thing]) -> bool:
    """Whether it is the chambers of two places that become friends, and not the places."""
    return bool(re.search("友好(?:工商联|商会)", match[0])) and pair[0].type not in BODIES


def _too_wide(rule: Rule, pair: tuple[Thing, Thing]) -> bool:
    if not rule.options.get("needs_park_or_county"):
        return False
    return any(thing.type not in ("District", "NewArea", "Park") for thing in pair)


def both_things(
    word: str, inside: Sequence[Unit], before: Sequence[Unit], told: Sequence[Pair]
) -> tuple[Thing, ...] | None:
    """What 两市 or 双方 means: two of that level, in the sentence or told as a pair before."""
    wanted = LEVELS.get(word[-1], ()) if word[-1] not in "地方城" else ()
    if word[1:] in ("省市", "省区", "省区市"):
        wanted = LEVELS["省"]
    elif word[-1] == "市":
        wanted = (*wanted, "District", "Foreign")
    here = _last_two(inside, wanted)
    if here is not None:
        return here
    for pair in reversed(told):
        if not wanted or (pair.first.type in wanted and pair.second.type in wanted):
            return pair.first, pair.second
    return _last_two([*before[-12:], *inside], wanted)


def _last_two(units: Sequence[Unit], wanted: Sequence[str]) -> tuple[Thing, Thing] | None:
    """The two that are named, if there are just two of the level, or two side by side last."""
    seen: dict[str, Thing] = {}
    for unit in units:
        if unit.kind == "Pair" and unit is units[-1]:
            return unit.things[0], unit.things[1]
        for thing in unit.things:
            if thing.type in (wanted or (*PLACES, *BODIES)) and (
                not wanted or _is_a(thing, wanted)
            ):
                seen.pop(thing.full, None)
                seen[thing.full] = thing
    things = [
        thing
        for thing in seen.values()
        if not any(other is not thing and (other.lies_in(thing)) for other in seen.values())
    ]
    if wanted and "City" in wanted and sum(t.type != "District" for t in things) >= 2:
        things = [thing for thing in things if thing.type != "District"]
    return (things[0], things[1]) if len(things) == 2 else None


def _is_a(thing: Thing, wanted: Sequence[str]) -> bool:
    """A county-level city is one of 两市, and so is one abroad; a county is not."""
    kinds = ("District", "Foreign") if "City" in wanted else ()
    return thing.type not in kinds or thing.zh.endswith("市")
