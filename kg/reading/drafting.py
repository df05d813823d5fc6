"""From a text to drafts: rows with the place they rest on, never quads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.reading.agreements import Agreement, read_agreements
from kg.reading.concepts import Concepts
from kg.reading.figures import Figure, read_figures
from kg.reading.folding import Folded, fold_text, sentences
from kg.reading.happenings import Happening, read_happenings
from kg.reading.mechanisms import read_manner
from kg.reading.mentions import Mention, known_mentions
from kg.reading.pairings import Pair, read_pairs
from kg.reading.participating import Part, read_parts
from kg.reading.shapes import new_mentions
from kg.reading.things import Lexicon
from kg.reading.times import date_in, document_year
from kg.reading.units import Line, line_of, units_in

__all__ = ["LONGEST", "MOST_DRAFTS", "Draft", "read_drafts"]

Draft = dict[str, Any]

# What is longer is read piece by piece: names far apart have nothing to do with each other.
LONGEST = 20_000
# Nobody decides on more, and no page shows them: of a longer text the beginning is read.
MOST_DRAFTS = 20_000
NAMES = re.compile("[\ue001-\ue011]")
AS_OF = re.compile("截[至止]到?(?P<when>[^,，。;；]{1,16})")
NOW = re.compile("目前|今|现在|当前|发稿|记者发稿")
TITLES = re.compile("《[^》]*》")
SINCE = re.compile("建立|确立|结为|结成|缔结|启动|开始|起|以来|结对|签")
AGREEMENT_TYPES = (
    ("战略合作框架", "agreement-type/strategic-framework"),
    ("战略合作", "agreement-type/strategic"),
    ("结对", "agreement-type/pairing-agreement"),
    ("备忘", "agreement-type/memorandum"),
    ("合同", "agreement-type/contract"),
    ("框架", "agreement-type/framework"),
    ("协议", "agreement-type/agreement"),
)


@dataclass(frozen=True)
class _Text:
    """One piece of a text, read; ``shift`` is where it begins in the whole."""

    folded: Folded
    lines: Sequence[Line]
    shift: int
    year: int | None
    first_line: int
    issued: str | None = None


def read_drafts(
    raw: str, lexicon: Lexicon, concepts: Concepts, *, issued: str | None = None, weak: bool = False
) -> list[Draft]:
    """The drafts of a text, in its order; no more than `MOST_DRAFTS`, names included.

    Args:
        raw: the raw text; offsets count its code points.
        lexicon: the names that are known.
        concepts: the concepts that cells name.
        issued: when it was published, if that is on record: years are completed from it.
        weak: whether the source is a weak one, so that every claim is doubtful.
    """
    year = int(issued[:4]) if issued else document_year(raw)
    drafts: list[Draft] = []
    told: set[frozenset[str]] = set()
    shift, line = 0, 0
    for piece in _pieces(raw):
        drafts += _told_once(_piece(piece, lexicon, concepts, shift, year, line, issued), told)
        shift += len(piece)
        line += piece.count("\n")
        if len(drafts) >= MOST_DRAFTS:
            break
    drafts = drafts[:MOST_DRAFTS]
    if weak:
        for draft in drafts:
            if draft["class"] != "Mention":
                draft["certainty"] = "doubtful"
    return drafts


def _told_once(drafts: Iterable[Draft], told: set[frozenset[str]]) -> Iterator[Draft]:
    """The same pair once, however many pieces of the text tell it; ``told`` holds the pairs."""
    for draft in drafts:
        if draft["class"] == "Pairing":
            cells = draft["cells"]
            sides = [*cells["partner"], *cells["supporter"], *cells["supported"]]
            key = frozenset(one["full"] for one in sides)
            if key in told:
                continue
            told.add(key)
        yield draft


def _pieces(raw: str) -> Iterator[str]:
    """The text, or its parts of a bounded size, cut at the ends of lines."""
    place = 0
    while len(raw) - place > LONGEST:
        cut = raw.rfind("\n", place + LONGEST // 2, place + LONGEST) + 1
        cut = cut or raw.rfind("。", place + LONGEST // 2, place + LONGEST) + 1 or place + LONGEST
        yield raw[place:cut]
        place = cut
    yield raw[place:]


def _piece(
    raw: str,
    lexicon: Lexicon,
    concepts: Concepts,
    shift: int,
    year: int | None,
    line: int,
    issued: str | None,
) -> list[Draft]:
    folded = fold_text(raw)
    mentions = new_mentions(folded, known_mentions(folded, lexicon))
    units = units_in(folded, mentions, lexicon)
    lines = [line_of(folded, sentence, units) for sentence in sentences(folded)]
    text = _Text(folded, lines, shift, year, line, issued)
    pairs = read_pairs(lines)
    happened = list(read_happenings(lines))
    found = [
        *_mentions(text, mentions),
        *_pairings(text, pairs, concepts),
        *_agreements(text, read_agreements(lines, pairs), concepts),
        *_figures(text, read_figures(lines), concepts),
        *_happenings(text, happened),
        *_parts(text, read_parts(folded.text, lines, happened), concepts),
    ]
    return sorted(found, key=lambda draft: (draft["start"], draft["end"], draft["class"]))


def _draft(
    text: _Text,
    kind: str,
    cells: dict[str, Any],
    start: int,
    end: int,
    rule: str,
    line: int,
    **more: Any,
) -> Draft:
    first, last = text.folded.origin(start, end)
    return {
        "class": kind,
        "id": None,
        "cells": cells,
        "start": first + text.shift,
        "end": last + text.shift,
        "locator": f"第{line + text.first_line}段",
        "quote": text.folded.raw[first:last],
        "rule": rule,
        "certainty": more.get("certainty", "stated"),
        "known": False,
    }


def _mentions(text: _Text, mentions: Iterable[Mention]) -> Iterator[Draft]:
    for mention in mentions:
        line = 1 + text.folded.text.count("\n", 0, mention.start)
        cells = {"entity": mention.thing.record()}
        doubt = "doubtful" if mention.form == "ambiguous" else "stated"
        yield _draft(
            text,
            "Mention",
            cells,
            mention.start,
            mention.end,
            f"mention: {mention.form}",
            line,
            certainty=doubt,
        )


def _pairings(text: _Text, pairs: Sequence[Pair], concepts: Concepts) -> Iterator[Draft]:
    drafts: dict[Any, Draft] = {}
    for pair in pairs:
        line = text.lines[pair.line]
        words = NAMES.sub("", _matched(line, pair.start, pair.end))
        manner = read_manner(pair, words, line, text.lines)
        first, second = (pair.second, pair.first) if manner.turned else (pair.first, pair.second)
        sides: dict[str, Any] = {"partner": [], "supporter": [], "supported": []}
        if manner.directed:
            sides["supporter"], sides["supported"] = [first.record()], [second.record()]
        else:
            sides["partner"] = [first.record(), second.record()]
        cells = {
            **sides,
            "mechanism": concepts.mechanism(manner.mechanism),
            "programme": None,
            "stage": concepts.named(manner.stage),
            "fields": [],
            **_since(text, pair, line, words),
        }
        doubt = "doubtful" if manner.doubtful else "stated"
        draft = _draft(
            text, "Pairing", cells, pair.start, pair.end, pair.rule, line.number, certainty=doubt
        )
        key = pair.key
        if key not in drafts or _better(draft, drafts[key]):
            drafts[key] = draft
    yield from drafts.values()


def _better(new: Draft, old: Draft) -> bool:
    """Whether a draft says more of the same pair: it is sure, directed, its mechanism named."""

    def worth(draft: Draft) -> tuple[bool, bool, bool]:
        cells = draft["cells"]
        return (
            draft["certainty"] == "stated",
            bool(cells["supporter"]),
            cells["mechanism"] is not None,
        )

    return worth(new) > worth(old)


def _matched(line: Line, start: int, end: int) -> str:
    return "".join(
        char for char, at in zip(line.text, line.starts, strict=True) if start <= at < end
    )


def _place(line: Line, end: int) -> int:
    """How many characters of a sentence end before a place in the text."""
    return sum(at <= end for at in line.ends)


def _since(text: _Text, pair: Pair, line: Line, words: str) -> dict[str, Any]:
    """When it began: the date in the match, or the one before it in the sentence.

    A date that stands with the name of somebody else is when they began.
    """
    found = None
    if SINCE.search(words):
        before = line.text[: _place(line, pair.end)]
        own = _own_words(pair, line, before)
        found = date_in(NAMES.sub("", own), text.year)
    if found is None:
        return {"validFrom": None}
    return {"validFrom": found[0], **({"inferred": ["validFrom"]} if found[1] else {})}


def _own_words(pair: Pair, line: Line, before: str) -> str:
    """The clauses before the end of a match in which no others stand before a date."""
    kept, place = [], 0
    for clause in re.split("(?<=[,，;；])", before):
        strange = [
            at
            for at in range(place, place + len(clause))
            if (unit := line.units.get(at))
            and unit.things
            and not any(thing in (pair.first, pair.second) for thing in unit.things)
        ]
        cut = strange[0] - place if strange else len(clause)
        kept.append(clause[:cut])
        place += len(clause)
    whole = "".join(kept)
    return whole[-80:]


def _agreements(text: _Text, found: Iterable[Agreement], concepts: Concepts) -> Iterator[Draft]:
    for one in found:
        line = text.lines[one.line]
        # 《2022年工作计划》 was not signed in 2022 for that.
        when = date_in(TITLES.sub("", line.text), text.year)
        kind = next((ident for word, ident in AGREEMENT_TYPES if word in one.title), None)
        cells = {
            "title": one.title,
            "signatory": [thing.record() for thing in one.parties],
            "agreementType": concepts.named(kind),
            "signedOn": when[0] if when else None,
            **({"inferred": ["signedOn"]} if when and when[1] else {}),
        }
        doubt = (
            "doubtful" if re.search("拟|有望|计划签|网传|不实|争取|洽谈", line.text) else "stated"
        )
        yield _draft(
            text, "Agreement", cells, one.start, one.end, one.rule, line.number, certainty=doubt
        )


def _as_of(text: _Text, figure: Figure) -> dict[str, Any]:
    """The day that 截至 names before a figure, in its sentence; 截至目前 is the day of issue."""
    line = next(
        (one for one in text.lines if one.starts and one.starts[0] <= figure.start <= one.ends[-1]),
        None,
    )
    said = list(AS_OF.finditer(line.text, 0, _place(line, figure.start))) if line else []
    if not said:
        return {"asOf": None}
    if NOW.match(said[-1]["when"]):
        return {"asOf": text.issued, **({"inferred": ["asOf"]} if text.issued else {})}
    found = date_in(said[-1]["when"], text.year)
    if found is None:
        return {"asOf": None}
    return {"asOf": found[0], **({"inferred": ["asOf"]} if found[1] else {})}


def _figures(text: _Text, found: Iterable[Figure], concepts: Concepts) -> Iterator[Draft]:
    for one in found:
        value: Any = (
            int(one.value) if one.value == one.value.to_integral_value() else float(one.value)
        )
        bounds = concepts.bounds(one.qualifier, value)
        cells = {
            "printed": one.printed,
            "value": value,
            "unit": concepts.unit(one.unit, one.indicator),
            "qualifier": concepts.named(f"qualifier/{one.qualifier}" if one.qualifier else None),
            **bounds,
            "indicator": concepts.indicator(one.indicator),
            "about": one.about.record() if one.about else None,
            **_as_of(text, one),
        }
        yield _draft(text, "Observation", cells, one.from_, one.end, "figure", one.line)


def _happenings(text: _Text, found: Iterable[Happening]) -> Iterator[Draft]:
    for one in found:
        line = text.lines[one.line]
        names = {name: thing.record() for name, thing in one.things.items()}
        words = {name: text.folded.quote(*span).strip() for name, span in one.words.items()}
        sides = [names[name] for name in ("participant", "with") if name in names]
        when = date_in(line.text, text.year) if one.kind == "Event" else None
        cells = {
            **({"prefLabel": words["name"]} if "name" in words else {}),
            **({"topic": words["topic"]} if "topic" in words else {}),
            **({"place": names["place"]} if "place" in names else {}),
            **({"from": [names["from"]], "to": [names["to"]]} if "from" in names else {}),
            **({"participant": sides} if sides else {}),
            **({"date": when[0]} if when else {}),
            **({"inferred": ["date"]} if when and when[1] else {}),
        }
        yield _draft(
            text, one.kind, cells, one.start, one.end, one.rule, line.number, certainty="doubtful"
        )


def _parts(text: _Text, found: Iterable[Part], concepts: Concepts) -> Iterator[Draft]:
    for one in found:
        line = text.lines[one.line]
        when = date_in(line.text, text.year)
        person = _new("Person", one.name) if one.name else None
        cells = {
            "agent": person or (one.body.record() if one.body else None),
            "role": [concepts.named(role) for role in one.roles],
            **({"capacity": one.office} if person else {}),
            **({"onBehalfOf": [one.body.record()]} if person and one.body else {}),
            "inActivity": _new("Event", one.activity),
            **({"date": when[0]} if when else {}),
            **({"inferred": ["date"]} if when and when[1] else {}),
        }
        yield _draft(
            text,
            "Participation",
            cells,
            one.start,
            one.end,
            "took-part",
            line.number,
            certainty="doubtful",
        )


def _new(kind: str, name: str) -> dict[str, Any]:
    """Something that no list knows, proposed by its name."""
    return {"iri": None, "id": None, "type": kind, "zh": name, "en": None, "full": name}
