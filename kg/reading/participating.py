"""Who took part in what happened: holders of offices, and who organised it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.reading.happenings import Happening
from kg.reading.things import Thing
from kg.reading.units import NAME_ENDS, SURNAMES, TITLE, Line
from kg.reading.words import longest_first, read_rules

__all__ = ["Part", "read_parts"]

# How far behind its name somebody's part is told, and how many lines back what it was a part of.
FAR, BACK = 40, 4
STOP = re.compile(r"[。；;！？!?\n]")
JOINED = re.compile(r"[、,，和与及]{0,2}")
# 说, 指出: what somebody said of anything is no part in it.
SAID = re.compile("[,，]?(?:在[^,，]{0,12})?(?:说|指出|强调|介绍说|表示|告诉|认为|称|透露)")


@dataclass(frozen=True)
class Part:
    """Somebody's part in something; ``name`` is a person's, or None where a body took part."""

    name: str | None
    body: Thing | None
    office: str
    roles: tuple[str, ...]
    activity: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class _Holder:
    name: str
    office: str
    place: Thing | None
    start: int
    end: int


@cache
def _holder() -> re.Pattern[str]:
    parts = longest_first(read_rules("participations")["words"]["parts"].split())
    one = rf"(?:(?:{parts})*(?:{TITLE})[、兼]?)"
    return re.compile(
        rf"(?P<office>{one}{{1,4}})(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?){NAME_ENDS}"
    )


@cache
def _words(table: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    roles = read_rules("participations")[table]
    return re.compile(longest_first(roles)), roles


@cache
def _attended() -> re.Pattern[str]:
    meeting = longest_first(read_rules("participations")["words"]["meeting"].split())
    return re.compile(rf"(?:出席|参加|主持)了?(?P<name>[^,，。；;\n]{{2,24}}?(?:{meeting}))")


def read_parts(text: str, lines: Sequence[Line], happenings: Sequence[Happening]) -> Iterator[Part]:
    """The parts that a text tells, in order; only in what it names.

    Args:
        text: the folded text.
        lines: its sentences.
        happenings: what happened, as the text tells it.
    """
    events = {one.line: text[slice(*one.words["name"])] for one in happenings if _is_event(one)}
    for number, line in enumerate(lines):
        if not line.starts:
            continue
        start, end = line.starts[0], line.ends[-1]
        named = _attended().search(text, start, end)
        told = (events[at] for at in range(number, max(-1, number - BACK), -1) if at in events)
        activity = named["name"] if named else next(told, None)
        if activity is not None:
            activity = activity.strip()
            yield from _people(text, line, number, activity)
            yield from _bodies(line, number, activity)


def _is_event(one: Happening) -> bool:
    return one.kind == "Event" and "name" in one.words


def _people(text: str, line: Line, number: int, activity: str) -> Iterator[Part]:
    pattern, roles = _words("roles")
    group: list[_Holder] = []
    holders = list(_holders(text, line))
    for at, one in enumerate(holders):
        group.append(one)
        following = holders[at + 1].start if at + 1 < len(holders) else line.ends[-1]
        between = text[one.end : following]
        if at + 1 < len(holders) and JOINED.fullmatch(between):
            continue
        words = STOP.split(between)[0][:FAR]
        found = [] if SAID.match(words) else list(dict.fromkeys(pattern.findall(words)))
        for who in group if found else ():
            yield Part(
                who.name,
                who.place,
                who.office,
                tuple(dict.fromkeys(roles[word] for word in found)),
                activity,
                group[0].start,
                one.end + words.rfind(found[-1]) + len(found[-1]),
                number,
            )
        group = []


def _holders(text: str, line: Line) -> Iterator[_Holder]:
    """Holders of offices in a sentence; the office of one whose place stands before names it."""
    places = {unit.start: unit for unit in line.units.values() if len(unit.things) == 1}
    for found in _holder().finditer(text, line.starts[0], line.ends[-1]):
        start, place = found.start(), None
        before = [at for at in places if at <= found.start() < places[at].end]
        if before:
            start, place = max(before), places[max(before)].things[0]
        elif re.match(r"[\u4e00-\u9fff]", text[found.start() - 1 : found.start()] or "。"):
            # The tail of a longer word is no office.
            continue
        office = text[start : found.end("office")].strip("、兼")
        yield _Holder(found["name"], office, place, start, found.end())


def _bodies(line: Line, number: int, activity: str) -> Iterator[Part]:
    """由甲、乙主办: who organised it."""
    pattern, roles = _words("body")
    for found in pattern.finditer(line.text):
        listed = re.search(
            "由?((?:[\ue001-\ue011](?:、|和|与|及|,)?)+)(?:共同|联合|等)?$",
            line.text[: found.start()],
        )
        for shift, _ in enumerate(listed[1] if listed else ""):
            assert listed
            unit = line.units.get(listed.start(1) + shift)
            if unit and len(unit.things) == 1:
                start, end = line.span(listed.start(1), found.end())
                role = (roles[found[0]],)
                yield Part(None, unit.things[0], "", role, activity, start, end, number)
