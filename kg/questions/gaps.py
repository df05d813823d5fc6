"""What the sources leave open: tasks without report, pairings without agreement, the unnamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims import Statement, agreed_number, citations, every_statement, iris, read_sources
from kg.concepts import find_kind
from kg.differences import Scale, read_scale
from kg.entities import describe, entity, natural, text_of
from kg.errors import Text
from kg.namespaces import COOP, ID, RDF_TYPE
from kg.sparql import Store
from kg.terms import Facts, facts

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

# What the ontology has to say of its terms.
TERMS = ("gapKind", "isIntent", "kindName")

_Said = dict[str, list[Statement]]


def gaps(store: Store, kinds: tuple[str, ...] = ()) -> list[Gap]:
    """What is missing, by kind and subject.

    A task has a report if a source other than its plan's refers to it, states what is stated in
    it, or reports something in its field that the parties of the plan did: beyond what is planned
    and supported. A pairing has an agreement if it is stated in one, if two of its partners have
    signed one together, or, where the other partner is left open, if the one that is named has
    signed one under the same pairing in the same field, the other side of which is left open too.

    Args:
        store: an open store.
        kinds: ``task``, ``agreement``, ``group``, ``open``, or in words; all by default.

    Returns:
        ``{"kind", "subject", "plan", "zh", "en", "sources"}``: ``plan`` is that of a task, and
        the words say what exactly is open.

    Example:
        >>> import kg
        >>> rows = gaps(kg.open(), ("open",))
        >>> [row["zh"] for row in rows if row["subject"]["id"] == "pairing/anshan-open"]
        ['江苏省有关城市']
    """
    asked = {find_kind(KINDS, kind) for kind in kinds} or set(GAPS)
    said, terms = every_statement(store), facts(store, *TERMS)
    ways: dict[str, Callable[[], dict[str, Text]]] = {
        "task": lambda: _tasks(said, terms, read_scale(store)),
        "agreement": lambda: _pairings(said, terms),
        "group": lambda: _groups(said, terms),
        "open": lambda: _open(said),
    }
    wanted = {kind: ways[kind]() for kind in GAPS if kind in asked}
    papers = _of_classes(said, terms["isIntent"]).keys()
    plans = {iri: _plan(said, iri, papers) for iri in wanted.get("task", ())}
    told = {iri for subjects in wanted.values() for iri in subjects}
    named = describe(store, told | {plan for plan in plans.values() if plan})
    sources = read_sources(store, {one.source for group in said.values() for one in group})
    return [
        {
            "kind": kind,
            "subject": entity(named[iri]),
            "plan": entity(named[plan]) if (plan := plans.get(iri)) else None,
            "zh": words.zh,
            "en": words.en,
            "sources": citations(said[iri], sources),
        }
        for kind, subjects in wanted.items()
        for iri, words in sorted(subjects.items(), key=lambda item: natural(item[0]))
    ]


def _of_classes(said: _Said, names: Iterable[str]) -> _Said:
    classes = {COOP + name for name in names}
    return {iri: group for iri, group in said.items() if classes & iris(group, RDF_TYPE)}


def _lacking(said: _Said, terms: Facts, kind: str) -> _Said:
    """The claims of which a kind of gap is told."""
    return _of_classes(said, (name for name, kinds in terms["gapKind"].items() if kind in kinds))


def _tasks(said: _Said, terms: Facts, scale: Scale) -> dict[str, Text]:
    tasks = _lacking(said, terms, "task")
    referring: dict[str, set[str]] = defaultdict(set)
    for group in said.values():
        stated = {task for one in group for task in one.iris("statedIn") if task in tasks}
        for one in group:
            for values in one.values.values():
                for term in values:
                    if term.value in tasks:
                        referring[term.value].add(one.source)
            # The same claim, made again by another source: the task has been reported on.
            for task in stated:
                referring[task].add(one.source)
    words = Text(
        "除方案本身外，没有来源提到它，也没有来源报告双方在这一领域做了什么",
        "no source but the plan refers to it or reports what the two sides did in its field",
    )
    reported = _reported(said, _of_classes(said, terms["isIntent"]).keys(), scale)
    return {
        iri: words
        for iri, group in tasks.items()
        if not referring[iri] - {one.source for one in group}
        and not _in_its_field(said, iri, reported, scale)
    }


# source, field, the pairings that what is reported is part of
_Reported = list[tuple[str, str, frozenset[str]]]


def _reported(said: _Said, papers: Set[str], scale: Scale) -> _Reported:
    """What was done, by its fields: no plan, and more than planned, supported or promoted."""
    begun = scale.order.get(ID + "stage/agreed", 0)
    return [
        (one.source, field, above)
        for iri, group in said.items()
        if iri not in papers and (above := _above(said, iri))
        for one in group
        if all(scale.order.get(stage, 0) >= begun for stage in one.iris("stage"))
        for field in one.iris("field")
    ]


def _in_its_field(said: _Said, task: str, reported: _Reported, scale: Scale) -> bool:
    fields, own = iris(said[task], "field"), {one.source for one in said[task]}
    parties = {frozenset(iris(said.get(iri, ()), "party")) for iri in _above(said, task)}
    return any(
        source not in own
        and any(field == wide or scale.wider(field, wide) for wide in fields)
        and any(
            frozenset(iris(said[pairing], "partner")) in parties - {frozenset()}
            for pairing in above
        )
        for source, field, above in reported
    )


def _plan(said: _Said, task: str, papers: Set[str]) -> str | None:
    """The plan that a task is part of: the outermost paper, its areas being papers too."""
    above = _above(said, task) & papers
    return min((iri for iri in above if not _above(said, iri) & papers), default=None)


def _above(said: _Said, iri: str) -> frozenset[str]:
    """What something is part of, or a group of, at any remove."""
    found, todo = set[str](), [iri]
    while todo:
        group = said.get(todo.pop(), ())
        for one in (iris(group, "partOf") | iris(group, "inGroup")) - found:
            found.add(one)
            todo.append(one)
    return frozenset(found & said.keys())


def _pairings(said: _Said, terms: Facts) -> dict[str, Text]:
    signing = [name for name, kinds in terms["kindName"].items() if "agreement" in kinds]
    agreements = _of_classes(said, signing)
    # Who signed together, and who signed what: no pairing is held against every agreement.
    together: set[tuple[str, ...]] = set()
    signed: dict[frozenset[str], list[list[Statement]]] = defaultdict(list)
    for group in agreements.values():
        signatories = frozenset(iris(group, "signatory"))
        together.update(combinations(sorted(signatories), 2))
        signed[signatories].append(group)
    words = Text("没有来源写明签了协议", "no source reports an agreement")
    return {
        iri: words
        for iri, group in _lacking(said, terms, "agreement").items()
        if iris(group, "statedIn").isdisjoint(agreements)
        and together.isdisjoint(combinations(sorted(iris(group, "partner")), 2))
        and not _signed_alone(group, signed)
    }


def _signed_alone(
    pairing: list[Statement], signed: Mapping[frozenset[str], list[list[Statement]]]
) -> bool:
    """Whether the one partner that is named signed an agreement with others that are not."""
    return any(one.texts("openPartner") for one in pairing) and any(
        all(iris(pairing, name) & iris(agreement, name) for name in ("partOf", "field"))
        for agreement in signed.get(frozenset(iris(pairing, "partner")), ())
    )


def _groups(said: _Said, terms: Facts) -> dict[str, Text]:
    named: dict[str, int] = defaultdict(int)
    for group in said.values():
        for iri in iris(group, "inGroup"):
            named[iri] += 1
    result = {}
    for iri, group in _lacking(said, terms, "group").items():
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
