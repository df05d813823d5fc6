"""Questions about claims: partners, agreements, tasks, figures, dates, contradictions, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from kg.asking.answers import Answer, Limits, Notice, Words, many, refuse_pairing
from kg.asking.stores import Asked, heard, opened
from kg.entities import Record
from kg.errors import KGError, Text

if TYPE_CHECKING:
    from kg.records import Agreement, Conflict, Gap, Happening, Listed, PartnerRow

__all__ = [
    "agreements",
    "conflicts",
    "gaps",
    "list_class",
    "partners",
    "timeline",
]


def partners(
    name: str,
    kind: str = "pairing",
    *,
    also: Words = None,
    level: Words = None,
    below: bool = False,
    above: bool = False,
    supporter: bool = False,
    supported: bool = False,
    store: Asked = None,
    **limits: Unpack[Limits],
) -> Answer[PartnerRow]:
    """Which partners an entity has.

    Args:
        name: any name, or an id.
        kind: ``pairing``, ``agreement``, ``event`` or ``all``, or what else the ontology has
            join partners, in either language; ``facts["kind"]`` of the answer is its token.
        also: others who must share the partner (``--with``).
        level: classes of which the partner is.
        below: also partners of what lies inside.
        above: also partners of what it lies in.
        supporter: only partners that support it; with ``supported`` both.
        supported: only partners that it supports.
        store: an open store, its location, or None as for `kg.open`.
        **limits: which claims and sources are heard: ``field`` (covers narrower ones), ``form``,
            ``stage``, ``mechanism``, ``programme``, ``plan``, ``source``, ``reliability``, by
            label or id, one or several; ``as_of`` and ``known_by``, a day, month or year.

    Raises:
        KGError: for a word or date that is unknown, a name given twice, or a pairing whose
            partners others are asked to share, or that is asked for another kind.

    Example:
        >>> import kg
        >>> [row["partner"]["zh"] for row in kg.partners("盘锦")]
        ['无锡市']
    """
    from kg.names import resolve
    from kg.questions.partners import partners as ask

    found = opened(store)
    kind = _joining(found, kind)
    asked = [resolve(found, one) for one in (name, *many(also))]
    _refuse_twice(asked)
    if also or kind not in ("pairing", "all"):
        for one in asked:
            refuse_pairing(
                found, one, Text("不能与别的合作方并列", "shares no partners with others")
            )
    conditions = heard(found, limits)
    rows = ask(
        found,
        asked[0]["iri"],
        kind,
        also=[one["iri"] for one in asked[1:]],
        below=below,
        above=above,
        level=_classes(found, many(level)),
        sides=[*["supporter"] * supporter, *["supported"] * supported],
        limits=conditions,
    )
    sides = [*["支援方"] * supporter, *["受援方"] * supported]
    given = {"level": level, "side": sides, **limits}
    limited = any(given.values())

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import (
            among,
            called_otherwise,
            circle,
            nothing_shared,
            other_kinds,
            silence,
        )

        yield from called_otherwise(found, name, asked[0])
        if not rows:
            told = list(among(found, asked, kind, conditions))
            yield from told
            what = nothing_shared(asked, kind, limited=limited, joined=bool(told))
            yield silence(found, what, asked[0], given=given, limits=conditions)
            if not (also or limited or below or above):
                yield from circle(found, asked[0], kind)
        if conditions.as_of and not also:
            from kg.asking.standing import not_then

            yield from not_then(found, asked[0]["iri"], kind, conditions)
        # What a pairing joins are its partners, of no other kind.
        if kind == "pairing" and all(row["claim"] != asked[0]["iri"] for row in rows):
            yield from other_kinds(found, asked[0])

    return Answer(rows, asked=asked, facts={"kind": kind}, notices=notices)


def _joining(store: Any, kind: str) -> str:
    if kind == "pairing":
        return kind
    from kg.questions.classes import find_joining

    return find_joining(store, kind)


def _refuse_twice(asked: Sequence[Record]) -> None:
    for number, one in enumerate(asked):
        if one["iri"] in {other["iri"] for other in asked[:number]}:
            raise KGError(
                Text(f"{one['zh']}写了两次", f"{one['en']} is given twice"),
                hint=Text("请另写一方", "name somebody else"),
            )


def _classes(store: Any, names: list[str]) -> list[str]:
    if not names:
        return []
    from kg.questions.classes import find_class, levels

    return [find_class(store, one, levels(store)) for one in names]


def list_class(
    name: str,
    where: Mapping[str, str] | Words = None,
    store: Asked = None,
    *,
    supporter: str | None = None,
    supported: str | None = None,
) -> Answer[Listed]:
    """Everything of a class, filtered by property.

    Args:
        name: a class, in either language, or its table.
        where: values by property, or ``property=value``, all of which must fit.
        store: an open store, its location, or None as for `kg.open`.
        supporter: who supports, of pairings; as ``supporter=…`` under ``where``.
        supported: who is supported.

    Raises:
        KGError: for a class, property or value that is unknown.

    Example:
        >>> import kg
        >>> {row["type"] for row in kg.list_class("Park", {"within": "大连"})}
        {'Park'}
    """
    from kg.questions.classes import class_labels, find_class
    from kg.questions.listing import listing

    found = opened(store)
    class_name = find_class(found, name)
    given = where.items() if isinstance(where, Mapping) else map(_pair, many(where))
    sides = {"supporter": supporter, "supported": supported}
    pairs = [*given, *((side, one) for side, one in sides.items() if one is not None)]
    rows = listing(found, class_name, pairs)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import silence

        if not rows:
            kind = class_labels(found)[class_name]
            zh = f"符合条件的{kind.zh}" if pairs else kind.zh
            en = f"{kind.en} that meets the conditions" if pairs else kind.en
            what = Text(f"图谱中没有{zh}", f"The graph has no {en}")
            yield silence(found, what, given=dict(pairs))

    return Answer(rows, notices=notices)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        what = Text(f"“{text}”不是条件", f"“{text}” is no condition")
        hint = Text("写作 属性=值，如 领域=旅游", "write PROPERTY=VALUE, such as field=tourism")
        raise KGError(what, hint=hint)
    return name.strip(), value.strip()


def agreements(
    party: Words = None, store: Asked = None, *, below: bool = False
) -> Answer[Agreement]:
    """Agreements that all of ``party`` have signed.

    A pairing (沪连) means its partners, a region that signed nothing itself its members.

    Args:
        party: signatories by any name, or ids.
        store: an open store, its location, or None as for `kg.open`.
        below: what lies inside a signatory may have signed: its government, parks, companies.

    Example:
        >>> import kg
        >>> [row["title"] for row in kg.agreements(["金普新区", "浦东新区"])]
        ['金普新区与上海浦东新区结对协议']
    """
    from kg.names import resolve
    from kg.questions.agreements import agreements as ask
    from kg.questions.agreements import signing_for
    from kg.questions.partners import partners_of

    found = opened(store)
    asked, groups = [], []
    for one in (resolve(found, name) for name in many(party)):
        if members := signing_for(found, one):
            groups.append((one, members))
        asked += members or partners_of(found, one)
    signed = [one["iri"] for one in asked]
    rows = ask(found, signed, below=below)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import lying_inside, silence, stand_for

        for one, members in groups:
            yield stand_for(one, members)
        if not rows:
            zh = "、".join(one["zh"] for one in asked)
            en = ", ".join(one["en"] for one in asked)
            what = (
                Text(f"图谱中没有{zh}签署的协议", f"The graph has no agreement signed by {en}")
                if asked
                else Text("图谱中没有协议", "The graph has no agreement")
            )
            yield silence(found, what, asked[0] if asked else None)
        if asked and not below:
            more = len(ask(found, signed, below=True)) - len(rows)
            yield from lying_inside(more, Text("份协议", "agreements"))

    return Answer(rows, asked=asked, notices=notices)


def conflicts(about: str | None = None, store: Asked = None) -> Answer[Conflict]:
    """Where sources contradict each other, on everything or on one thing and what names it.

    Example:
        >>> import kg
        >>> len(kg.conflicts()) > 0
        True
    """
    from kg.names import resolve
    from kg.questions.conflicts import conflicts as ask

    found = opened(store)
    asked = [resolve(found, about)] if about is not None else []
    rows = ask(found, asked[0]["iri"] if asked else None)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import silence

        if not rows:
            zh, en = (f"关于{asked[0]['zh']}", f" on {asked[0]['en']}") if asked else ("", "")
            what = (
                f"图谱中{zh}没有来源说法不一之处",
                f"The graph has no contradiction of sources{en}",
            )
            yield silence(found, Text(*what), asked[0] if asked else None)

    return Answer(rows, asked=asked, notices=notices)


def gaps(kind: Words = None, store: Asked = None) -> Answer[Gap]:
    """What the sources leave open: of every kind, or ``task``, ``agreement``, ``group``, ``open``.

    Example:
        >>> import kg
        >>> {row["kind"] for row in kg.gaps("open")}
        {'open'}
    """
    from kg.questions.gaps import gaps as ask

    found = opened(store)
    rows = ask(found, tuple(many(kind)))

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import none

        yield from none(found, rows, "空白", "gap", kind=many(kind))

    return Answer(rows, notices=notices)


def timeline(
    about: str | None = None, kind: Words = None, store: Asked = None
) -> Answer[Happening]:
    """What happened when, of every kind or of some (``plan``, ``pairing``, ``agreement`` …).

    Example:
        >>> import kg
        >>> rows = kg.timeline("大连", "agreement")
        >>> [row["date"] for row in rows] == sorted(row["date"] for row in rows)
        True
    """
    from kg.names import resolve
    from kg.questions.timeline import timeline as ask

    found = opened(store)
    asked = [] if about is None else [resolve(found, about)]
    rows, undated = ask(found, kinds=many(kind), about=asked[0]["iri"] if asked else None)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import silence

        if not rows:
            what = "图谱中没有注明日期的这类事项", "The graph has nothing of the kind with a date"
            given = {"kind": many(kind)}
            yield silence(found, Text(*what), asked[0] if asked else None, given=given)
        if undated:
            count = sum(sum(left) for left in undated.values())
            words = Text(
                f"另有 {count} 项没有日期，或各来源的日期不一，未列出。",
                f"{count} more have no date, or one on which the sources differ.",
            )
            yield Notice("left_out", words)

    return Answer(rows, facts={"undated": undated}, notices=notices)
