"""Sources below an answer: numbered, each told once, with the places that the rows rest on.

An answer must not be shorter than its footnotes: places that have a name in the text (任务7) are
told by it, those of one source together, and a few characters alone by their numbers.
``--cite full`` tells every place of every row with its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from kg.cli.bilingual import language, option
from kg.cli.tables import display_width, terminal_width
from kg.errors import Text
from kg.locators import located

__all__ = ["Notes", "cite", "cite_option"]

FULL = "kg.cite"
# Of more places than these the characters are left to --cite full.
FEW = 2
WIDTH = 100
INDENT = "    "

_Places = Sequence[Mapping[str, Any]]


def _chosen(ctx: click.Context, _: click.Parameter, value: str) -> None:
    ctx.find_root().meta[FULL] = value == "full"


cite_option = option(
    "--cite",
    type=click.Choice(["short", "full"]),
    default="short",
    callback=_chosen,
    expose_value=False,
    text=Text(
        "表格下来源的写法：short 同一来源只写一次，full 逐条写明字符位置",
        "sources below a table: each told once, or in full with the characters of every place",
    ),
)


class Notes:
    """Numbers sources from [1] in the order in which rows name them.

    Rows that rest on the same places in the same source share a note. ``titles`` holds titles in
    the language of this run by id of the source, where they differ from the Chinese ones.
    """

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        self.titles = titles or {}
        found = click.get_current_context(silent=True)
        self.full = bool(found and found.find_root().meta.get(FULL))
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.places: dict[int, list[Mapping[str, Any]]] = {}
        self.cut = False

    def mark(self, sources: _Places, *, placed: bool = True) -> str:
        """``[1][2]`` for the sources of a row; its places are told unless the row tells them."""
        by_source: dict[str, list[Mapping[str, Any]]] = {}
        for source in sources:
            by_source.setdefault(source["id"], []).append(source)
        numbers = sorted(self._number(found, placed) for found in by_source.values())
        return "".join(f"[{number}]" for number in numbers)

    def _number(self, places: Sequence[Mapping[str, Any]], placed: bool) -> int:
        if not placed and not self.full:
            places = [{**place, "locator": None, "start": None, "end": None} for place in places]
        notes = [note["id"] for place in places for note in place.get("corrections", ())]
        notes += [place["readBy"] for place in places if "readBy" in place]
        key = (places[0]["id"], *self._where(places), *notes)
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        told = self.places.setdefault(number, [])
        known = {(place["start"], place["end"], place["locator"]) for place in told}
        told += [p for p in places if (p["start"], p["end"], p["locator"]) not in known]
        return number

    def _where(self, places: _Places) -> list[Any]:
        """What tells two notes apart: the names of the places if all have one, else characters."""
        if not self.full and all(place["locator"] for place in places):
            return list(dict.fromkeys(place["locator"] for place in places))
        return list(dict.fromkeys((place["start"], place["end"]) for place in places))

    def print(self) -> None:
        """The list of sources."""
        if not self.places:
            return
        click.echo()
        say = Text("来源", "Sources")
        click.echo(say.in_language(language()))
        for line in self._lines():
            click.echo(line)
        if self.cut:
            more = Text("（字符位置加 --cite full 查看）", "(--cite full tells the characters)")
            click.echo(more.in_language(language()), err=True)

    def _lines(self) -> Iterator[str]:
        if self.full:
            for number, places in self.places.items():
                yield f"[{number}] {cite(places, self.titles)}"
                yield from (f"{INDENT}{text}" for text in _corrections(places))
            return
        groups: dict[str, dict[int, list[Mapping[str, Any]]]] = {}
        for number, places in self.places.items():
            groups.setdefault(places[0]["id"], {})[number] = places
        for group in groups.values():
            yield from self._group(group)

    def _group(self, group: Mapping[int, _Places]) -> Iterator[str]:
        """One source: with its place if there is one, else with a list of them."""
        alone = len(group) == 1
        known = [place for places in group.values() for place in places if place["end"] is not None]
        self.cut |= bool(known) and not (alone and len(known) <= FEW)
        if alone:
            ((number, places),) = group.items()
            yield f"[{number}] {cite(places, self.titles, few=True)}"
            yield from (f"{INDENT}{text}" for text in _corrections(places))
            return
        yield cite(next(iter(group.values())), self.titles, placed=False)
        yield from _packed(group)
        for number, places in group.items():
            yield from (f"{INDENT}[{number}] {text}" for text in _corrections(places))


def _packed(group: Mapping[int, _Places]) -> Iterator[str]:
    """``[2] 任务7；[3] 任务9`` in lines; of places in one part of a text the part comes first."""
    lang = language()
    colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    room = terminal_width() or WIDTH
    parts: dict[str, list[str]] = {}
    for number, places in group.items():
        head, words = _part(places)
        parts.setdefault(head, []).append(f"[{number}] {words}".rstrip())
    for head, entries in parts.items():
        lines = [head + colon if head else ""]
        for entry in entries:
            more = (stop if lines[-1] and not lines[-1].endswith(colon) else "") + entry
            if display_width(INDENT + lines[-1] + more) > room and lines[-1]:
                lines[-1] += "" if lines[-1].endswith(colon) else stop.rstrip()
                lines.append(entry)
            else:
                lines[-1] += more
        yield INDENT + lines[0]
        yield from (INDENT + ("  " if head else "") + line for line in lines[1:])


def _part(places: _Places) -> tuple[str, str]:
    """The part of the text that all places are in, and the rest; characters if they have no name.

    >>> _part([{"locator": "甲方案·任务1"}, {"locator": "甲方案·任务2"}])
    ('甲方案', '任务1、任务2')
    """
    lang = language()
    if not all(place["locator"] for place in places):
        return "", _spans(places, few=True)
    found = list(dict.fromkeys(located(place["locator"], lang) for place in places))
    heads = {one.rpartition("·")[0] for one in found}
    head = heads.pop() if len(heads) == 1 else ""
    words = [one.removeprefix(f"{head}·") for one in found] if head else found
    return head, ("、" if lang == "zh" else ", ").join(words)


def cite(
    places: _Places,
    titles: Mapping[str, str] | None = None,
    *,
    few: bool = False,
    placed: bool = True,
) -> str:
    """Title, publisher, date, places in the text and address of one source, as one line."""
    lang = language()
    source = places[0]
    title = (titles or {}).get(source["id"], source["title"])
    if lang == "zh" and not title.startswith(("[", "《")):
        title = f"《{title}》"
    parts = [title, source["publisher"], _issued(source)]
    if placed:
        parts += [_locators(places), _spans(places, few=few)]
    ident = Text(f"来源 {source['id']}", f"source {source['id']}").in_language(lang)
    said = [part for part in (ident, *parts, source["url"]) if part]
    return ("，" if lang == "zh" else ", ").join(said)


def _corrections(places: _Places) -> Iterator[str]:
    from kg.editorial import source_notes

    said = (note.in_language(language()) for place in places for note in source_notes(place))
    return iter(dict.fromkeys(said))


def _issued(source: Mapping[str, Any]) -> str:
    if not source["issued"]:
        return Text("日期不详", "no date").in_language(language())
    inferred = Text("（推断）", " (inferred)").in_language(language())
    return str(source["issued"]) + (inferred if source["inferred"] else "")


def _locators(places: Iterable[Mapping[str, Any]]) -> str:
    lang = language()
    found = dict.fromkeys(located(place["locator"], lang) for place in places if place["locator"])
    return ("、" if lang == "zh" else "; ").join(found)


def _spans(places: _Places, *, few: bool = False) -> str:
    """The characters; of many places that have a name none, of many others the first."""
    spans = [f"{place['start']}–{place['end']}" for place in places if place["start"] is not None]
    if not spans or (few and len(spans) > FEW and all(place["locator"] for place in places)):
        return ""
    if few and len(spans) > FEW:
        more = len(spans)
        return Text(
            f"第 {spans[0]} 等 {more} 处字符", f"characters {spans[0]} and {more - 1} more places"
        ).in_language(language())
    zh, en = "、".join(spans), ", ".join(spans)
    return Text(f"第 {zh} 字符", f"characters {en}").in_language(language())
