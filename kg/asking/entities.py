"""Questions about things and documents: names, all that is known, paths, sources, citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.asking.answers import Answer, Notice, Words, at_least, many, refuse_pairing
from kg.asking.stores import Asked, opened
from kg.errors import KGError, Text

if TYPE_CHECKING:
    from kg.records import Citation, Found, Shown, SourceRow
    from kg.records.networks import PathRecord
    from kg.sparql import Store

__all__ = ["cite", "path", "search", "show", "sources"]


def search(text: str, limit: int = 20, words: bool = False, store: Asked = None) -> Answer[Found]:
    """Entities and claims by any part of any name, the nearest first.

    Where no name fits, those in whose words it stands: measures, topics, outcomes, notes; a notice
    says so, and how many there are of these where names fit.

    Args:
        text: words, all of which must fit: characters, pinyin, initials, English.
        limit: how many at most.
        words: only those in whose words it stands.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if no word is given, or for a limit below 1.

    Example:
        >>> import kg
        >>> [row["zh"] for row in kg.search("连云港", limit=1)]
        ['连云港市']
    """
    from kg.questions.search import in_said
    from kg.questions.search import search as ask
    from kg.questions.words import in_words

    if not text.strip():
        raise KGError(Text("没有写要找的词", "no word to look for is given"))
    at_least(1, limit=limit)
    found = opened(store)
    rows, count = ([], 0) if words else ask(found, text, limit)
    gone = not (rows or words) and (rows := _gone(found, text)[:limit]) != []
    said = not rows
    if said:
        # What is no name may stand in a sentence.
        rows, count = in_said(found, text, limit)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import cut, silence

        if not rows:
            yield silence(found, _no_name(text))
        elif gone:
            yield _became(text)
        elif said:
            nothing = _no_name(text)
            these = Text(
                "以下各条的措施、主题、成果或说明里有这几个字",
                "these have it in their measures, topics, outcomes or notes",
            )
            if not words:
                these = Text(f"{nothing.zh}；{these.zh}", f"{nothing.en}; {these.en}")
            yield Notice("about", these)
        if count > len(rows):
            yield cut(count - len(rows))
        shown = {row["iri"] for row in rows}
        if not said and (more := len(in_words(found, text).keys() - shown)):
            what = Text(
                f"另有 {more} 条，这几个字在措施、主题、成果或说明里",
                f"{more} more have it in their measures, topics, outcomes or notes",
            )
            yield Notice("left_out", what, see=("words", None))

    return Answer(rows, notices=notices)


def _gone(store: Store, text: str) -> list[Found]:
    """What became of a county, city or prefecture that is no more."""
    from kg.entities import describe
    from kg.names.former import former_units
    from kg.questions.search import search as ask

    went = dict.fromkeys(
        iri
        for unit in former_units(text)
        for iri in (unit.successor, *unit.absorbed_by)
        if iri is not None
    )
    called = [entity["zh"] for entity in describe(store, list(went)).values()]
    rows = [row for name in called for row in ask(store, name, len(went) + 1)[0]]
    return [row for iri in went for row in rows if row["iri"] == iri][: len(went)]


def _became(text: str) -> Notice:
    from kg.names.former import former_units

    when = "、".join(dict.fromkeys(unit.decided for unit in former_units(text)))
    return Notice(
        "about",
        Text(
            f"“{text}”已经更名、改制或撤销（{when}），以下是今天的",
            f"“{text}” was renamed, raised, merged or divided ({when}); of today there are",
        ),
    )


def _no_name(text: str) -> Text:
    if text.isascii() and len(text.strip()) < 3:
        return Text(
            f"图谱中没有以“{text}”为全部首字母或全名的实体",
            f"The graph has nothing whose initials or whole name are “{text}”",
        )
    return Text(f"图谱中没有名称含“{text}”的实体", f"The graph has no name with “{text}”")


def show(name: str, most: int | None = None, store: Asked = None) -> Shown:
    """Everything known about an entity, a claim or a source, each fact with its sources.

    Args:
        name: any name, or an id.
        most: how many relations of a kind at most; all by default.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if the name means no single thing.

    Example:
        >>> import kg
        >>> kg.show("盘锦")["entity"]["id"]
        'place/panjin'
    """
    from kg.questions.search import find_thing
    from kg.questions.show import show as ask

    at_least(1, most=most)
    found = opened(store)
    return ask(found, find_thing(found, name)["iri"], most)


def path(
    a: str,
    b: str,
    *,
    k: int = 1,
    max_length: int | None = None,
    only: Words = None,
    without: Words = None,
    store: Asked = None,
    network: Any = None,
) -> Answer[PathRecord]:
    """How two entities are connected, shortest first.

    Args:
        a: the one end.
        b: the other.
        k: how many paths at most.
        max_length: how many hops at most.
        only: relations to use, by label, id or kind.
        without: relations to avoid.
        store: an open store, its location, or None as for `kg.open`.
        network: what `kg.network.project` gave for this store, for who keeps it; not changed.

    Raises:
        KGError: if a name means no single thing, or a pairing, which is a step and no end, or
            for a number below 1.
        NoPathError: if there is none; it says what was searched.

    Example:
        >>> import kg
        >>> [len(row["hops"]) for row in kg.path("盘锦", "无锡")]
        [1]
    """
    from kg.asking.nearby import nearest
    from kg.names import resolve
    from kg.network import project
    from kg.questions.path.routes import admit, find_relations, paths

    at_least(1, k=k, max_length=max_length)
    found = opened(store)
    ends = [resolve(found, name) for name in (a, b)]
    for end in ends:
        refuse_pairing(found, end, Text("不能作路径的一端", "cannot be an end of a path"))
    if network is None and not many(only) and not many(without):
        rows = nearest(found, ends[0]["iri"], ends[1]["iri"], k=k, max_length=max_length)
        if rows:
            return Answer(rows, asked=ends)
    # What is said where there is none, and what relations are called, is told of the whole.
    walked = project(found) if network is None else network.copy()
    for end in ends:
        admit(found, walked, end["iri"])
    rows = paths(
        walked,
        ends[0]["iri"],
        ends[1]["iri"],
        k=k,
        max_length=max_length,
        only=find_relations(walked, many(only)),
        without=find_relations(walked, many(without)),
    )
    return Answer(rows, asked=ends)


def sources(reliability: Words = None, store: Asked = None) -> Answer[SourceRow]:
    """The documents that everything rests on, by id; of some kinds if any are given.

    Example:
        >>> import kg
        >>> [row["id"] for row in kg.sources()][:2]
        ['000', '001']
    """
    from kg.concepts import find_concept
    from kg.namespaces import local_name
    from kg.questions.sources import sources as ask

    found = opened(store)
    kinds = [find_concept(found, "reliability", one) for one in many(reliability)]
    wanted = {local_name(iri) for group in kinds for iri in group}
    return Answer(row for row in ask(found) if not wanted or row["reliability"] in wanted)


def cite(name: str, style: str = "gbt7714", store: Asked = None) -> Answer[Citation]:
    """Citations of a source, or of a claim in each of its sources.

    Args:
        name: the id of a source, or the id or name of a claim.
        style: ``gbt7714``, ``apa`` or ``bibtex``.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if no source states it.

    Example:
        >>> import kg
        >>> [row["source"] for row in kg.cite("000")]
        ['000']
    """
    from kg.questions.cite import cite as ask
    from kg.questions.search import find_thing

    found = opened(store)
    return Answer(ask(found, find_thing(found, name)["iri"], style))
