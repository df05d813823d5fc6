"""What editors noted, as answers show it: corrections, disagreements, ids that were replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg.entities import Record, describe, text_of
from kg.errors import Text
from kg.namespaces import COOP, EDITORS, ID, PREFIXES, identifier, local_name
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Correction, Entity, Said

__all__ = [
    "correction_sentence",
    "notes_on",
    "of_source",
    "read_corrections",
    "read_reasons",
    "source_notes",
]

_Facts = dict[str, dict[str, list[Any]]]

NOTES = f"""
SELECT ?note ?property ?value WHERE {{
  GRAPH <{EDITORS}> {{ ?note a $kind ; ?property ?value }}
}}"""

REDIRECTS = f"""
SELECT ?note ?property ?value WHERE {{
  GRAPH <{EDITORS}> {{ ?note a coop:Redirect ; coop:is $ident ; ?property ?value }}
}}"""
DATE = PREFIXES["dcterms"] + "date"


def read_corrections(store: Store) -> dict[str, list[Correction]]:
    """All corrections by the IRI of what they correct.

    Returns:
        ``{"id", "source", "property", "was", "is", "kind", "reason", "by", "date"}``: ``source``
        is the id of the source whose word is meant, None for all; ``was`` and ``is`` are texts,
        or ``{"id", "zh", "en"}`` of what an id means, or None; ``kind`` is ``misread`` (mended)
        or ``wrong-in-source`` (kept as the source has it); ``reason`` by language.

    Example:
        >>> from kg.store import create
        >>> read_corrections(create())
        {}
    """
    facts = _facts(select(store, NOTES, kind=ox.NamedNode(COOP + "Correction")))
    written = {
        literal.value
        for found in facts.values()
        for name in ("was", "is")
        for literal in found[COOP + name]
    }
    ids = {ID + text for text in written if text.isascii() and "/" in text and " " not in text}
    known = {identifier(iri): record for iri, record in describe(store, ids).items()}
    result: dict[str, list[Correction]] = defaultdict(list)
    for iri in sorted(facts):
        for claim in facts[iri][COOP + "claim"]:
            result[claim.value].append(_record(iri, facts[iri], known))
    return dict(result)


def notes_on(store: Store, iri: str) -> list[Text]:
    """Every note that concerns one entity or claim, each as one sentence.

    Args:
        store: an open store.
        iri: of the entity or claim.

    Example:
        >>> from kg.store import create
        >>> notes_on(create(), "https://w3id.org/cooperation-kg/id/place/dalian")
        []
    """
    said = [correction_sentence(found) for found in read_corrections(store).get(iri, ())]
    linked = _facts(select(store, NOTES, kind=ox.NamedNode(COOP + "Disagreement")))
    for found in linked.values():
        claims = {term.value for term in found[COOP + "claim"]}
        if iri in claims:
            others = describe(store, claims - {iri}).values()
            said.append(_disagreement(found, list(others)))
    replaced = select(store, REDIRECTS, ident=ox.Literal(identifier(iri)))
    said += [_redirect(found) for found in _facts(replaced).values()]
    return said


def read_reasons(store: Store) -> dict[tuple[str, ...], Said]:
    """Why claims disagree that an editor linked, by the IRIs of the claims, sorted.

    Example:
        >>> import kg
        >>> [reason["zh"][:5] for reason in read_reasons(kg.open()).values()]
        ['两个来源都', '来源000']
    """
    linked = _facts(select(store, NOTES, kind=ox.NamedNode(COOP + "Disagreement")))
    reasons = {
        tuple(sorted(term.value for term in found[COOP + "claim"])): text_of(found[COOP + "reason"])
        for found in linked.values()
    }
    return dict(sorted(reasons.items()))


def _disagreement(found: dict[str, list[Any]], others: list[Entity]) -> Text:
    zh, en = ("、".join(str(one[lang]) for one in others) for lang in ("zh", "en"))
    said = Text(f"与“{zh}”说法不一", f"disagrees with “{en}”")
    return _with_reason(said, _record("", found, {}))


def _redirect(found: dict[str, list[Any]]) -> Text:
    old = min(term.value for term in found[COOP + "was"])
    said = Text(f"原编号 {old}", f"formerly {old}")
    return _with_reason(said, _record("", found, {}))


def _facts(rows: Iterable[Any]) -> _Facts:
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for row in rows:
        facts[row["note"].value][row["property"].value].append(row["value"])
    return {iri: facts[iri] for iri in sorted(facts)}


def _record(iri: str, found: dict[str, list[Any]], known: Mapping[str, Record]) -> Correction:
    def first(name: str) -> str | None:
        return min((term.value for term in found[name]), default=None)

    def meant(name: str) -> Any:
        text = first(COOP + name)
        record = known.get(text or "")
        named = record and record["zh"] != record["id"]
        return {key: record[key] for key in ("id", "zh", "en")} if record and named else text

    source, day = first(COOP + "ofSource"), first(DATE)
    return {
        "id": identifier(iri),
        "source": identifier(source) if source else None,
        "property": first(COOP + "property"),
        "was": meant("was"),
        "is": meant("is"),
        "kind": local_name(first(COOP + "kind") or ""),
        "reason": text_of(found[COOP + "reason"]),
        "by": first(COOP + "by"),
        "date": dates.show(day, first(COOP + "notedLatest") or day) if day else None,
    }


def correction_sentence(correction: Record) -> Text:
    """What was corrected, why, by whom and when, as one sentence.

    Example:
        >>> print(correction_sentence({
        ...     "property": "stage", "was": "签约", "is": "支持", "kind": "misread",
        ...     "reason": {"zh": "方案只写支持", "en": None}, "by": "编辑部", "date": "2026-11-22",
        ... }).zh)
        更正：“阶段”原录“签约”，现改为“支持”（方案只写支持；编辑部，2026-11-22）
    """
    # Few answers have corrections; those that have none do not wait for the ontology.
    from kg.ontology import load

    term = load().column(str(correction["property"]))
    name = term.label if term else Text(str(correction["property"]), str(correction["property"]))
    was, now = _words(correction["was"]), _words(correction["is"])
    misread = correction["kind"] == "misread"
    return _with_reason((_mended if misread else _noted)(name, was, now), correction)


def source_notes(source: Mapping[str, Any]) -> list[Text]:
    """What is to be said beside a source: what was corrected, what nobody has looked at.

    >>> print(source_notes({"id": "n1", "readBy": "arrow"})[0].zh)
    由程序按规则“arrow”读出，没有人核对过
    """
    notes = [correction_sentence(one) for one in source.get("corrections", ())]
    if rule := source.get("readBy"):
        read = Text(
            f"由程序按规则“{rule}”读出，没有人核对过",
            f"read by a program (rule “{rule}”); nobody has checked it",
        )
        notes.append(read)
    return notes


def _with_reason(said: Text, note: Record) -> Text:
    reason = note["reason"]
    why = Text(*(reason[lang] or reason["zh"] or reason["en"] or "" for lang in ("zh", "en")))
    signed = note["by"], note["date"]
    return Text(
        f"{said.zh}（{'；'.join(filter(None, (why.zh, '，'.join(filter(None, signed)))))}）",
        f"{said.en} ({'; '.join(filter(None, (why.en, ', '.join(filter(None, signed)))))})",
    )


def _words(value: Any) -> Text:
    if isinstance(value, dict):
        return Text(value["zh"], value["en"])
    return Text(value or "", value or "")


def _mended(name: Text, was: Text, now: Text) -> Text:
    if not was.zh:
        return Text(
            f"更正：“{name.zh}”补录“{now.zh}”",
            f"Correction: “{name.en}” had been left out; it is “{now.en}”",
        )
    if not now.zh:
        return Text(
            f"更正：“{name.zh}”误录“{was.zh}”，已删去",
            f"Correction: “{name.en}” was recorded as “{was.en}” and has been removed",
        )
    return Text(
        f"更正：“{name.zh}”原录“{was.zh}”，现改为“{now.zh}”",
        f"Correction: “{name.en}” was recorded as “{was.en}” and is now “{now.en}”",
    )


def _noted(name: Text, was: Text, now: Text) -> Text:
    if not was.zh:
        return Text(
            f"来源漏载：“{name.zh}”当为“{now.zh}”",
            f"Missing in the source: “{name.en}” should be “{now.en}”",
        )
    if not now.zh:
        return Text(
            f"来源有误：“{name.zh}”作“{was.zh}”，照录",
            f"Wrong in the source: “{name.en}” stands as “{was.en}” and is kept so",
        )
    return Text(
        f"来源有误：“{name.zh}”作“{was.zh}”，照录；当为“{now.zh}”",
        f"Wrong in the source: “{name.en}” stands as “{was.en}” and is kept so; "
        f"it should be “{now.en}”",
    )


def of_source(corrections: Iterable[Correction], source: str) -> list[Correction]:
    """Those that concern what one source says."""
    return [found for found in corrections if found["source"] in (None, identifier(source))]
