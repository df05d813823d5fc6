"""Events, exchanges, transfers of policy and projects: what the rules of `happenings.toml` find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.reading.grammar import expand
from kg.reading.things import Thing
from kg.reading.units import Line
from kg.reading.words import read_rules

__all__ = ["Happening", "read_happenings"]

NAMED = ("place", "from", "to", "participant", "with")
WORDS = ("name", "topic")
# A meeting that everybody calls so has no name of its own: 一些项目, 有关会议.
VAGUE = re.compile("^(?:一批|多个|部分|有关|相关|这些|一些|其他|该|此|本|各|首批|重点)|^项目$")


@dataclass(frozen=True)
class Happening:
    """Something that happened, the names in it, and where its words stand in the folded text."""

    kind: str
    things: Mapping[str, Thing]
    words: Mapping[str, tuple[int, int]]
    start: int
    end: int
    rule: str
    line: int


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = read_rules("happenings")["rule"]
    return tuple(
        (row["id"], row["class"], re.compile(expand("happenings", row["pattern"]))) for row in rows
    )


def read_happenings(lines: Sequence[Line]) -> Iterator[Happening]:
    """All that rules find, in order; of what two rules find in the same words, the first."""
    for number, line in enumerate(lines):
        taken: list[tuple[int, int]] = []
        for ident, kind, pattern in _rules():
            for match in pattern.finditer(line.text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                found = _happening(line, number, match, ident, kind)
                if found is not None:
                    taken.append(match.span())
                    yield found


def _happening(
    line: Line, number: int, match: re.Match[str], ident: str, kind: str
) -> Happening | None:
    groups = match.groupdict()
    units = {name: line.units.get(match.start(name)) for name in NAMED if groups.get(name)}
    things = {name: unit.things[0] for name, unit in units.items() if unit and unit.things}
    if len(things) < len(units) or any(VAGUE.match(groups.get(name) or "") for name in WORDS):
        return None
    words = {name: line.span(*match.span(name)) for name in WORDS if groups.get(name)}
    return Happening(kind, things, words, *line.span(*match.span()), ident, number)
