"""What still rests on sources that are to go: a build of what is left would refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.errors import LoadError, Problem, Text
from kg.loaders.going import REBUILD, Going, place_of
from kg.loaders.known import Known, named, said_otherwise
from kg.loaders.quads import DISAGREES, Quad
from kg.loaders.redirecting import REDIRECT
from kg.loaders.rows import OF_SOURCE
from kg.loaders.shares import CALLED, key_of_record
from kg.loaders.stored import in_store, inside, stated
from kg.namespaces import (
    COOP,
    EDITORS,
    ENTITIES,
    ENTITY,
    ID,
    ONTOLOGY,
    PREFIXES,
    RDF_TYPE,
    SOURCE,
    identifier,
)
from kg.ontology import Ontology

__all__ = ["refuse_what_is_needed"]

SKOS = PREFIXES["skos"]
LABEL, ALIAS = SKOS + "prefLabel", SKOS + "altLabel"
TITLE = PREFIXES["dcterms"] + "title"
WITHIN, CLAIM, IS = COOP + "within", COOP + "claim", COOP + "is"
ABOUT, NAME_TEXT = COOP + "about", COOP + "nameText"
CALLING = (LABEL, ALIAS, TITLE)
SHOWN = 20


@dataclass(frozen=True)
class _Change:
    """A store before and after, each with its records."""

    before: ox.Store
    shares: ox.Store
    after: ox.Store
    shares_after: ox.Store
    going: Going
    ontology: Ontology
    where: str


def refuse_what_is_needed(
    before: tuple[ox.Store, ox.Store],
    after: tuple[ox.Store, ox.Store],
    going: Going,
    ontology: Ontology,
    where: str,
) -> None:
    """Refuse a change after which others would speak of what nobody defines.

    Args:
        before: the store and its records as they were.
        after: as they are to be.
        going: what went.
        ontology: the schema.
        where: what messages call the store.

    Raises:
        LoadError: with what is needed, and by whom.
    """
    change = _Change(*before, *after, going, ontology, where)
    found = list(dict.fromkeys((*going.problems, *_needed(change))))
    if not found:
        return
    more = len(found) - SHOWN
    outcome = Text("图谱未变", "the store is unchanged")
    if more > 0:
        outcome = Text(
            f"只列出 {SHOWN} 处，{outcome.zh}", f"of which {SHOWN} are shown; {outcome.en}"
        )
    hint = Text(
        "请把用到它的来源一并移去，或先在别的来源里说明所用的内容",
        "take the sources that need it out as well, or let another source define it first",
    )
    raise LoadError(found[:SHOWN], outcome, hint)


def _needed(change: _Change) -> Iterator[Problem]:
    gone: set[str] = set()
    for iri in sorted(change.going.subjects):
        left = list(_said(change.after, iri))
        if not left:
            gone.add(iri)
        elif iri not in change.going.sources:
            yield from _incomplete(change, iri, left)
    for iri in sorted(gone):
        yield from islice(_referring(change, iri), SHOWN + 1)
    yield from _called(change, gone)


def _said(store: ox.Store, iri: str) -> Iterator[Quad]:
    return (quad for quad in stated(store, iri) if quad[3] != EDITORS)


def _only(change: _Change) -> Text:
    ids = [identifier(iri) for iri in sorted(change.going.sources)]
    noun = "source" if len(ids) == 1 else "sources"
    return Text(f"只有来源 {'、'.join(ids)} ", f"by {noun} {', '.join(ids)} alone")


def _referring(change: _Change, iri: str) -> Iterator[Problem]:
    only = _only(change)
    for subject, predicate, _, graph in stated(change.after, None, None, ox.NamedNode(iri)):
        if graph == EDITORS and predicate in (CLAIM, OF_SOURCE, DISAGREES):
            continue
        known = change.ontology.properties.get(predicate)
        yield Problem(
            place_of(change.where, subject, graph),
            0,
            known.header if known else "",
            Text(
                f"用到“{identifier(iri)}”，{only.zh}有它的内容",
                f"refers to “{identifier(iri)}”, which is described {only.en}",
            ),
        )


def _incomplete(change: _Change, iri: str, left: list[Quad]) -> Iterator[Problem]:
    """What is left of a thing, where rows of others say too little to be loaded alone."""
    before = list(_said(change.before, iri))
    graph = next((quad[3] for quad in left if quad[3].startswith(SOURCE)), ENTITIES)

    def problem(column: str, zh: str, en: str, hint: Text | None = None) -> Problem:
        only = _only(change)
        what = Text(f"{only.zh}{zh}", f"{en} {only.en}")
        return Problem(place_of(change.where, iri, graph), 0, column, what, hint)

    kinds, kinds_before = (
        {quad[2].value for quad in said if quad[1] == RDF_TYPE} for said in (left, before)
    )
    if kinds_before - kinds or _left_open(change, iri, left):
        yield problem("type", "写明它的类", "its class is stated", REBUILD)
    classes = change.ontology.classes
    is_entity = any(ENTITY in classes[kind].ancestors for kind in kinds & classes.keys())
    if is_entity and _named(before) and not _named(left):
        yield problem("prefLabel@zh", "有它的中文名称", "its Chinese name is given")
    went = set(before) - set(left)
    if any(quad[3] == ONTOLOGY for quad in went):
        yield problem("", "说到这个概念的一部分", "a part of this concept is stated", REBUILD)
    if any(quad[1] in (LABEL, TITLE) for quad in went):
        for note, *_ in stated(change.after, None, IS, ox.Literal(identifier(iri))):
            if any(stated(change.after, note, RDF_TYPE, ox.NamedNode(REDIRECT))):
                what = "有它的一些名称，又有编号改成了它"
                yield problem("", what, "ids became this one, and names of it are given", REBUILD)


def _named(said: Iterable[Quad]) -> bool:
    return any(
        quad[1] in (LABEL, TITLE) and getattr(quad[2], "language", "") != "en" for quad in said
    )


def _left_open(change: _Change, iri: str, left: list[Quad]) -> bool:
    """Whether all who give it a class took the class from those who went."""
    records = list(stated(change.shares_after, iri))
    open_ = {(one[2], key_of_record(one)) for one in records if one[3].endswith("#open")}
    for kind in {kind for kind, _ in open_}:
        keys = {quad[3] for quad in left if quad[1] == RDF_TYPE and quad[2] == kind}
        shared = {one for one in records if one[1:3] == (RDF_TYPE, kind) and "#open" not in one[3]}
        stating = {key for key in keys if key.startswith(SOURCE)}
        stating |= {key_of_record(one) for one in shared}
        # Where nothing is recorded, rows of no source give it, and nobody of these went.
        recorded = shared or ENTITIES not in keys
        if recorded and stating and all((kind, key) in open_ for key in stating):
            return True
    return False


def _called(change: _Change, gone: set[str]) -> Iterator[Problem]:
    """Names by which others mean what is not called so any more."""
    affected = _affected(change)
    marks = {
        (iri, one[2].value, key_of_record(one))
        for iri in affected - gone
        for one in stated(change.shares_after, iri, CALLED)
        if one[3].endswith("#names")
    }
    if not marks:
        return
    known = [in_store(one, "", change.ontology).known for one in (change.before, change.after)]
    for iri, text, key in sorted(marks):
        before, after = (_meant(text, one) for one in known)
        if after != {iri} and after != before - gone:
            only = _only(change)
            yield Problem(
                place_of(change.where, iri, key),
                0,
                "",
                Text(
                    f"有表用“{text}”称它，{only.zh}才使这个名称说得通",
                    f"a table calls it “{text}”, a name that it has {only.en}",
                ),
            )


def _affected(change: _Change) -> set[str]:
    """Those whose names may mean something else now."""
    found: set[str] = set()
    for quad in change.going.quads:
        subject, predicate, term, _ = quad
        if predicate in CALLING or predicate == NAME_TEXT:
            about = stated(change.before, subject, ABOUT) if predicate == NAME_TEXT else ()
            found |= {subject, *(one[2].value for one in about)}
        elif predicate == WITHIN:
            found |= {subject, term.value, *inside(change.before, subject)}
    return {iri for iri in found if iri.startswith(ID)}


def _meant(text: str, known: Known) -> set[str]:
    found: set[str] = set()
    return found.union(*named(text, known), said_otherwise(text, known))
