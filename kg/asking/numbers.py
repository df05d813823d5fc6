"""Figures as sources report them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.asking.answers import Answer, Notice
from kg.asking.stores import Asked, opened
from kg.errors import Text, UnknownNameError
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Figure

__all__ = ["figures"]

# So many indicators are named where a word stands in the names of several.
NAMED = 6


class _Counting(NamedTuple):
    """Which indicators a word means, or that it stands in notes; what is to be said of it."""

    iris: Collection[str]
    words: str | None = None
    notice: Text | None = None


def figures(
    about: str | None = None,
    *,
    indicator: str | None = None,
    stage: str | None = None,
    as_of: str | None = None,
    of_class: str | None = None,
    below: bool = False,
    store: Asked = None,
) -> Answer[Figure]:
    """Figures as reported, those of a place's pairings included; never added up.

    Args:
        about: what the figures are about.
        indicator: only this indicator; a word that none is called, but that stands in the names
            of some, or in the notes on what a figure counts, means these, and a notice says so.
        stage: only this stage.
        as_of: the latest up to then, per subject, indicator and stage.
        of_class: only of subjects of this class: projects, events, facilities.
        below: also of what lies inside, and of projects and events there.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: for a name, word or date that is unknown.

    Example:
        >>> import kg
        >>> len(kg.figures("大连", as_of="2018-12")) > 0
        True
    """
    from kg.concepts import find_concept
    from kg.conditions import read_day
    from kg.names import resolve
    from kg.questions.classes import below as narrower
    from kg.questions.classes import find_class
    from kg.questions.figures import concerning, parts
    from kg.questions.figures import figures as answer

    found = opened(store)
    asked = [] if about is None else [resolve(found, about)]
    subject = asked[0]["iri"] if asked else None
    counting = _counting(found, indicator) if indicator is not None else _Counting(frozenset())
    limits: dict[str, Any] = {
        "indicator": counting.iris,
        "stage": () if stage is None else find_concept(found, "stage", stage),
        "as_of": None if as_of is None else read_day(as_of),
        "classes": () if of_class is None else narrower(found, find_class(found, of_class)),
    }

    def ask(inside: bool) -> list[Figure]:
        around: dict[str, Any] = {}
        if subject is not None:
            around["about"] = {subject} | concerning(found, subject, below=inside)
            around["stated_in"] = {subject} | parts(found, subject)
        rows = answer(found, **around, **limits)
        return [row for row in rows if counting.words is None or _says(row, counting.words)]

    rows = ask(below)

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import lying_inside, silence

        if counting.notice and rows:
            yield Notice("about", counting.notice)
        if len(rows) > 1:
            words = "口径不同的数字不能相加", "figures of different basis do not add up"
            yield Notice("hint", Text(*words))
        elif not rows:
            what = "图谱中没有符合条件的数字", "The graph has no figure that meets the conditions"
            given = {"indicator": indicator, "stage": stage, "as_of": as_of, "class": of_class}
            yield silence(found, Text(*what), asked[0] if asked else None, given=given)
        if asked and not below:
            yield from lying_inside(len(ask(True)) - len(rows), Text("个数字", "figures"))

    return Answer(rows, asked=asked, notices=notices)


def _counting(store: Store, word: str) -> _Counting:
    """What is counted, by the name of an indicator, a part of names, or the notes of figures."""
    from kg.concepts import concepts_with, find_concept
    from kg.questions.figures import figures as answer

    try:
        return _Counting(find_concept(store, "indicator", word))
    except UnknownNameError:
        some = concepts_with(store, "indicator", word)
        if some:
            return _Counting(set(some), None, _standing_in(word, list(some.values())))
        if any(_says(row, word) for row in answer(store)):
            what = Text(
                f"没有名称含“{word}”的指标；以下是口径里有这几个字的数字",
                f"no indicator is called “{word}”; these figures have it in their notes",
            )
            return _Counting((), word, what)
        raise


def _standing_in(word: str, labels: list[Text]) -> Text:
    zh = "、".join(label.zh for label in labels[:NAMED])
    en = ", ".join(label.en for label in labels[:NAMED])
    if len(labels) > NAMED:
        zh, en = f"{zh}等 {len(labels)} 个", f"{en} … ({len(labels)} in all)"
    return Text(
        f"没有叫“{word}”的指标；以下是名称含“{word}”的指标：{zh}",
        f"no indicator is called “{word}”; these have it in their names: {en}",
    )


def _says(row: Figure, words: str) -> bool:
    """Whether words stand in the notes on what a figure counts."""
    from kg.questions.words import standing_in

    return bool(row["basis"]) and standing_in(words, str(row["basis"]))
