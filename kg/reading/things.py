"""What a name in a text can mean, and the table of all names that are known."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["LISTS", "Lexicon", "Sense", "Thing", "read_list", "short_names"]

LISTS = Path(__file__).parent / "lists"

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|"
    "哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|"
    "柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|"
    "普米族|塔吉克族|塔吉克|怒族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|独龙族|鄂伦春族|"
    "门巴族|珞巴族|基诺族|各族|蒙古|回|各"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{PEOPLES})*自治([州县旗])$")
# 察哈尔右翼前旗 is written 察右前旗.
WINGED = re.compile(r"^(.).+([左右])翼(.旗)$")
PROVINCE = re.compile(r"^(.{2,}?)(?:维吾尔|壮族|回族)?(?:省|市|自治区|特别行政区)$")
PREFECTURE = re.compile(r"^(.{2,})(?:市|地区|盟)$")
COUNTY = re.compile(r"^(.{2,})(?:市|区|县|旗|特区|林区|矿区)$")


@dataclass(frozen=True)
class Thing:
    """Something with a name. ``id`` is None for what the graph does not know.

    ``above`` holds the Chinese names of what it lies in, the outermost first; ``full`` is the
    name with them.
    """

    id: str | None
    iri: str | None
    type: str
    zh: str
    en: str | None = None
    above: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """The name with what it lies in: 天津市和平区."""
        return "".join(self.above) + self.zh

    @property
    def province(self) -> str | None:
        """The name of its province, or its own; None abroad and where it is not known."""
        if self.type in ("Province", "Municipality"):
            return self.zh
        return self.above[0] if self.above else None

    def lies_in(self, other: Thing) -> bool:
        """Whether it lies in another, by the names of both."""
        return (*other.above, other.zh) == self.above[: len(other.above) + 1]

    def record(self) -> dict[str, Any]:
        """The entity of the JSON contract, with ``full``."""
        named = {"iri": self.iri, "id": self.id, "type": self.type, "zh": self.zh}
        return {**named, "en": self.en, "full": self.full}


@dataclass(frozen=True)
class Sense:
    """One thing a name can mean; ``form`` is official, short, bare, alias, foreign or listed."""

    thing: Thing
    form: str


@dataclass
class Lexicon:
    """All known names. ``heads`` says how long names can be that begin with two characters."""

    names: dict[str, list[Sense]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, list[int]] = field(default_factory=dict)
    signs: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, Thing] = field(default_factory=dict)

    def add(self, name: str, thing: Thing, form: str) -> None:
        """Let a name mean a thing, too."""
        if len(name) > 1 and not any(sense.thing is thing for sense in self.names[name]):
            self.names[name].append(Sense(thing, form))

    def close(self) -> Lexicon:
        """Make ready for use, when all names are in."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.names:
            lengths[name[:2]].add(len(name))
        self.heads = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        return self

    def _official_within(self, text: str, place: int, end: int) -> bool:
        """Whether 如东 before 丽区 is no county: 东丽区 begins in it."""
        if any(sense.form != "bare" for sense in self.names[text[place : place + 2]]):
            return False
        for length in self.heads.get(text[place + 1 : place + 3], ()):
            name = text[place + 1 : place + 1 + length]
            if length > 2 and place + 1 + length <= end and name in self.names:
                return any(sense.form == "official" for sense in self.names[name])
        return False

    def scan(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where known names stand, the leftmost and longest of those that overlap.

        >>> lexicon = Lexicon()
        >>> lexicon.add("大连", Thing(None, None, "City", "大连市"), "short")
        >>> list(lexicon.close().scan("在大连开会", 0, 5))
        [(1, 3)]
        """
        place, heads, names = start, self.heads, self.names
        while place < end - 1:
            for length in heads.get(text[place : place + 2], ()):
                if place + length <= end and text[place : place + length] in names:
                    if length == 2 and self._official_within(text, place, end):
                        break
                    yield place, place + length
                    place += length - 1
                    break
            place += 1


def short_names(thing: Thing) -> Iterable[str]:
    """The names that newspapers use for a place, without its suffix.

    >>> list(short_names(Thing(None, None, "City", "大理白族自治州")))
    ['大理州', '大理']
    """
    if found := WINGED.match(thing.zh):
        yield found[1] + found[2] + found[3]
    if found := AUTONOMOUS.match(thing.zh):
        yield found[1] + found[2]
        yield found[1]
        return
    pattern = {"Province": PROVINCE, "Municipality": PROVINCE, "City": PREFECTURE}
    if found := pattern.get(thing.type, COUNTY).match(thing.zh):
        yield found[1]


@cache
def read_list(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the lists beside this module."""
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
