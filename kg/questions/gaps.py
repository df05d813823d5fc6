"""What the sources leave open: tasks without report, pairings without agreement, the unnamed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.claims import Statement, agreed_number, citations, every_statement, iris, read_sources
from kg.concepts import find_kind
from kg.entities import describe, entity, natural, text_of
from kg.errors import Text
from kg.namespaces import COOP, RDF_TYPE
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Gap

__all__ = ["GAPS", "gaps"]

GAPS = {
    "task": Text("任务没有进展报告", "task without report"),
    "agreement": Text("结对没有协议", "pairing without agreement"),
    "group": Text("只有数目、未逐一点名", "counted, not all named"),
    "open": Text("合作方未点名", "partner not named"),
}

# What tables call the kinds, and people may.
KINDS = {
    "task": Text("任务", "task"),
    "agreement": Text("协议", "agreement"),
    "group": Text("成组", "group"),
    "open": Text("未点名", "open"),
}

_Said = dict[str, list[Statement]]


def gaps(store: Store, kinds: tuple[str, ...] = ()) -> list[Gap]:
    """What is missing, by kind and subject.

    A task has a report if a source other than its plan's refers to it or to what is stated in
    it. A pairing has an agreement if it is stated in one, or if two of its partners have signed
    one together.

    Args:
        store: an open store.
        kinds: ``task``, ``agreement``, ``group``, ``open``, or in words; all by default.

    Returns:
        ``{"kind", "subject", "zh", "en", "sources"}``; the words say what exactly is open.

    Example:
        >>> import kg
        >>> rows = gaps(kg.open(), ("open",))
        >>> [row["zh"] for row in rows if row["subject"]["id"] == "pairing/anshan-open"]
        ['江苏省有关城市']
    """
    asked = {find_kind(KINDS, kind) for kind in kinds} or set(GAPS)
    said = every_statement(store)
    found: dict[str, dict[str, Text]] = {
        "task": _tasks(said),
        "agreement": _pairings(said),
        "group": _groups(said),
        "open": _open(said),
    }
    wanted = {kind: found[kind] for kind in GAPS if kind in asked}
    named = describe(store, {iri for subjects in wanted.values() for iri in subjects})
    sources = read_sources(store, {one.source for group in said.values() for one in group})
    return [
        {
            "kind": kind,
            "subject": entity(named[iri]),
            "zh": words.zh,
            "en": words.en,
            "sources": citations(said[iri], sources),
        }
        for kind, subjects in wanted.items()
        for iri, words in sorted(subjects.items(), key=lambda item: natural(item[0]))
    ]


def _of_class(said: _Said, name: str) -> _Said:
    return {iri: group for iri, group in said.items() if COOP + name in iris(group, RDF_TYPE)}


def _tasks(said: _Said) -> dict[str, Text]:
    tasks = _of_class(said, "Task")
    referring: dict[str, set[str]] = defaultdict(set)
    for group in said.values():
        stated = {task for one in group for task in one.iris("statedIn") if task in tasks}
        for one in group:
            for terms in one.values.values():
                for term in terms:
                    if term.value in tasks:
                        referring[term.value].add(one.source)
            # The same claim, made again by another source: the task has been reported on.
            for task in stated:
                referring[task].add(one.source)
    words = Text("除方案本身外，没有来源说到进展", "no source but the plan says what came of it")
    return {
        iri: words
        for iri, group in tasks.items()
        if not referring[iri] - {one.source for one in group}
    }


def _pairings(said: _Said) -> dict[str, Text]:
    agreements = _of_class(said, "Agreement")
    signed = [iris(group, "signatory") for group in agreements.values()]
    words = Text("没有来源写明签了协议", "no source reports an agreement")
    result = {}
    for iri, group in _of_class(said, "Pairing").items():
        partners = iris(group, "partner")
        has = bool(iris(group, "statedIn") & set(agreements))
        if not has and not any(len(partners & one) > 1 for one in signed):
            result[iri] = words
    return result


def _groups(said: _Said) -> dict[str, Text]:
    named: dict[str, int] = defaultdict(int)
    for group in _of_class(said, "Pairing").values():
        for iri in iris(group, "inGroup"):
            named[iri] += 1
    result = {}
    for iri, group in _of_class(said, "PairingGroup").items():
        count, differ = agreed_number(group, "memberCount")
        if count is not None and count > named[iri]:
            result[iri] = Text(
                f"{count} 对，点名 {named[iri]} 对", f"{count} pairs, {named[iri]} of them named"
            )
        elif count is None and not differ and not named[iri]:
            result[iri] = Text("未写数目，也未点名", "neither counted nor named")
    return result


def _open(said: _Said) -> dict[str, Text]:
    result = {}
    for iri, group in said.items():
        literals = [term for one in group for term in one.texts("openPartner")]
        if literals:
            words = text_of(literals)
            text = words["zh"] or words["en"] or ""
            result[iri] = Text(text, words["en"] or text)
    return result
