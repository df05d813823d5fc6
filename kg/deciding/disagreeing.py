"""Where coders differ: both readings side by side, with the words they rest on; a table for R."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.deciding.ledger import NOTHING, Decision
from kg.deciding.matching import Group, sentences_of
from kg.deciding.readings import Claim, Reading, Span, Words, over
from kg.deciding.reliability import Coded

__all__ = ["LONG", "disagreements", "item", "long_table"]

LONG = (
    "unit",
    "source",
    "start",
    "end",
    "class",
    "property",
    "coder",
    "value",
    "claim",
    "blind",
    "phase",
)


def disagreements(found: Coded) -> list[dict[str, Any]]:
    """What is found by some only, and what is found by all and differs, in order."""
    items = [item(group, found.readings, found.words[group.source]) for group in found.groups]
    return [one for one in items if one["differs"] or one["missing"]]


def item(group: Group, readings: list[Reading], words: Words) -> dict[str, Any]:
    """One thing as each coder read it.

    ``missing`` names who has decided on these words and did not find it; ``open`` who has not.
    """
    span = group.span
    sentences = [words.sentences[number] for number in sorted(sentences_of([span], words))]
    around = (sentences[0][0], sentences[-1][1]) if sentences else span
    absent = [one for one in readings if one.coder not in group.claims]
    decided = {
        one.coder: [made for made in one.decisions[group.source] if _about(made, around)]
        for one in absent
    }
    reached = {
        one.coder for one in absent if any(over(own, around) for own in one.spans(group.source))
    }
    return {
        "source": group.source,
        "class": group.kind,
        "start": span[0],
        "end": span[1],
        "sentence": words.raw[around[0] : around[1]],
        "differs": group.differing(),
        "missing": [one.coder for one in absent if one.coder in reached],
        "open": [one.coder for one in absent if one.coder not in reached],
        "readings": {
            one.coder: _reading(group.claims[one.coder], words)
            for one in readings
            if one.coder in group.claims
        },
        "said": {coder: [_said(made) for made in made_] for coder, made_ in decided.items()},
    }


def _about(decision: Decision, span: Span) -> bool:
    start, end = decision["start"], decision["end"]
    told = decision["decision"] in ("refused", "nothing")
    placed = start.isdecimal() and end.isdecimal()
    return told and placed and over((int(start), int(end)), span)


def _said(decision: Decision) -> dict[str, str]:
    return {key: decision[key] for key in ("decision", "what", "why", "memo")}


def _reading(claim: Claim, words: Words) -> dict[str, Any]:
    labels = {
        name: {"zh": term.label.zh, "en": term.label.en} for name, term in claim.terms.items()
    }
    return {
        "claim": claim.id,
        "zh": claim.told("zh"),
        "en": claim.told("en"),
        "quote": " … ".join(words.raw[start:end] for start, end in claim.spans),
        "spans": [list(span) for span in claim.spans],
        "form": claim.form,
        "labels": labels,
        "values": {name: sorted(values) for name, values in sorted(claim.cells.items())},
        "memo": claim.memo,
    }


def long_table(found: Coded) -> Iterator[dict[str, Any]]:
    """One line for each coder and unit, as R wants it: sentences, claims, cells.

    ``unit`` numbers what is compared: lines with the same unit, class and property are readings
    of one thing. A sentence has 1 or 0; a claim has 1 where it was found, 0 where the coder has
    decided on its words and did not find it; a cell has its value, nothing where it was left open.
    """
    blind = {
        one.coder: {
            (made["source"], made["claim"]): made["blind"]
            for some in one.decisions.values()
            for made in some
        }
        for one in found.readings
    }
    kinds = sorted({group.kind for group in found.groups})
    for source in sorted(found.settled):
        words = found.words[source]
        here = [group for group in found.groups if group.source == source]
        for number in sorted(found.both(source)):
            unit = f"{source}:s{number + 1}"
            for kind in kinds:
                yield from _sentence(found, here, source, number, kind, unit)
        for number, group in enumerate(here, 1):
            unit = f"{source}:c{number}"
            yield from _claims(found, group, unit, words, blind)


def _line(found: Coded, unit: str, source: str, span: Span, **more: Any) -> dict[str, Any]:
    given = {"unit": unit, "source": source, "start": span[0], "end": span[1], **more}
    return dict.fromkeys(LONG, "") | given | {"phase": found.phase or ""}


def _sentence(
    found: Coded, groups: list[Group], source: str, number: int, kind: str, unit: str
) -> Iterator[dict[str, Any]]:
    words = found.words[source]
    span = words.sentences[number]
    for coder, settled in found.settled[source].items():
        if number not in settled:
            continue
        claims = [
            group.claims[coder] for group in groups if group.kind == kind and coder in group.claims
        ]
        has = any(over(own, span) for claim in claims for own in claim.spans)
        given = {"class": kind, "property": NOTHING, "coder": coder, "value": int(has)}
        yield _line(found, unit, source, span, **given)


def _claims(
    found: Coded,
    group: Group,
    unit: str,
    words: Words,
    blind: dict[str, dict[tuple[str, str], str]],
) -> Iterator[dict[str, Any]]:
    sentences = sentences_of([group.span], words)
    names = sorted({name for claim in group.claims.values() for name in claim.cells})
    for coder, settled in found.settled[group.source].items():
        claim = group.claims.get(coder)
        if claim is None and not sentences & settled:
            continue
        ident = claim.id if claim else ""
        given = {
            "class": group.kind,
            "coder": coder,
            "claim": ident,
            "blind": blind[coder].get((group.source, ident), ""),
        }
        yield _line(
            found, unit, group.source, group.span, **given, property="found", value=int(bool(claim))
        )
        for name in names if claim else ():
            value = "|".join(sorted(claim.cells.get(name, ()))) if claim else ""
            yield _line(found, unit, group.source, group.span, **given, property=name, value=value)
