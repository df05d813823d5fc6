"""Questions about plans and programmes: tasks, two plans side by side, what is announced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.asking.answers import Answer, Notice, Words, many
from kg.asking.stores import Asked, opened
from kg.entities import Record
from kg.errors import KGError, Text, UnknownNameError

if TYPE_CHECKING:
    from kg.records import Compared, Task
    from kg.records.sheets import Covered

__all__ = ["compare", "coverage", "tasks"]


def tasks(
    *,
    plan: str | None = None,
    area: str | None = None,
    field: str | None = None,
    mentions: Words = None,
    words: str | None = None,
    store: Asked = None,
) -> Answer[Task]:
    """The tasks of the plans.

    Args:
        plan: only of this plan; short forms such as 沪连方案 will do.
        area: only of this area.
        field: only in this field.
        mentions: names, all of which the task mentions. Where no task names them, those are
            given in whose words they stand, and a notice says so.
        words: only those in whose words this stands: name, measures, whom they mention.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: for a name that is unknown and stands in no task.

    Example:
        >>> import kg
        >>> len(kg.tasks(mentions="盘锦")) > 0
        True
        >>> [row["number"] for row in kg.tasks(plan="沪连方案", mentions="政策环境")]
        [3]
    """
    from kg.concepts import find_concept
    from kg.questions.tasks import tasks as ask

    found = opened(store)
    limits = {
        "plan": frozenset() if plan is None else find_concept(found, "plan", plan),
        "area": frozenset() if area is None else find_concept(found, "area", area),
        "field": frozenset() if field is None else find_concept(found, "field", field),
    }
    names = many(mentions)
    said = [] if words is None else [words]
    asked, unknown = _known(found, names)
    rows = ask(found, **limits, mentions=[one["iri"] for one in asked], text=said)
    worded = None
    if names and (unknown or not rows):
        # What no name means, or no task names, may stand in a sentence.
        worded = ask(found, **limits, text=[*said, *names])
        if unknown and not worded:
            raise unknown
        rows = worded

    def notices() -> Iterator[Notice]:
        from kg.asking.notices import none

        if worded:
            yield _in_words(names)
        elif names and rows:
            yield from _besides(ask(found, **limits, text=[*said, *names]), rows, names)
        given = {"plan": plan, "area": area, "field": field, "mentions": names, "words": words}
        yield from none(found, rows, "任务", "task", **given)

    return Answer(rows, asked=asked, notices=notices)


def _known(store: Any, names: list[str]) -> tuple[list[Record], UnknownNameError | None]:
    """What the names mean, and why one of them means nothing."""
    from kg.names import resolve

    try:
        return [resolve(store, one) for one in names], None
    except UnknownNameError as error:
        return [], error


def _in_words(names: list[str]) -> Notice:
    zh, en = "、".join(f"“{one}”" for one in names), ", ".join(f"“{one}”" for one in names)
    words = Text(
        f"没有任务点名{zh}；以下任务的名称、措施或提到的名称里有这几个字",
        f"No task names {en}; it stands in the name, the measures or the names mentioned of these",
    )
    return Notice("about", words)


def _besides(worded: list[Task], rows: list[Task], names: list[str]) -> Iterator[Notice]:
    """Tasks that do not name it, in whose words it stands nevertheless."""
    told = {row["iri"] for row in rows}
    if more := [row for row in worded if row["iri"] not in told]:
        count = len(more)
        told_so = Text(
            f"另有 {count} 项任务没有点名，但文字里有这几个字",
            f"{count} more {'tasks' if count > 1 else 'task'} in whose words it stands",
        )
        yield Notice("hint", told_so, ("words", names[0]))


def compare(one: str, other: str, *, store: Asked = None) -> Answer[Compared]:
    """Two plans side by side: areas and fields with their tasks, who is named, which pairings.

    Args:
        one: a plan, by any name; 沪连方案 will do.
        other: another plan.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: for a name that is no plan, or the same plan twice.

    Example:
        >>> import kg
        >>> answer = kg.compare("辽苏方案", "沪连方案")
        >>> [(row["only"], row["what"]["zh"]) for row in answer if row["aspect"] == "area"][:2]
        [('one', '深化改革扩大开放'), (None, '开展产业务实合作')]
    """
    from kg.concepts import find_concept
    from kg.questions.compare import compare as ask

    found = opened(store)
    first, second = (min(find_concept(found, "plan", name)) for name in (one, other))
    if first == second:
        what = Text(f"“{one}”和“{other}”是同一份方案", f"“{one}” and “{other}” are one plan")
        raise KGError(what, hint=Text("请另写一份", "name another one"))
    plans, rows = ask(found, first, second)

    def notices() -> Iterator[Notice]:
        for plan in plans:
            if not plan["tasks"]:
                words = Text(
                    f"图谱中没有{plan['zh']}的任务，只能比较方面和结对",
                    f"The graph has no task of “{plan['en']}”: areas and pairings alone compare",
                )
                yield Notice("caveat", words)

    return Answer(rows, asked=plans, facts={"plans": plans}, under="rows", notices=notices)


def coverage(programme: str | None = None, *, store: Asked = None) -> Answer[Covered]:
    """What each programme announces, how much of it is here, and what is missing by name.

    Args:
        programme: one programme, by any of its names; all by default.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: for a programme that is not known.

    Example:
        >>> import kg
        >>> [(row["announced"], row["top"]) for row in kg.coverage("汶川灾后重建对口支援")]
        [(20, 20)]
    """
    from kg.questions.coverage import NOT_COLLECTED
    from kg.questions.coverage import coverage as ask

    found = opened(store)

    def notices() -> Iterator[Notice]:
        if programme is None:
            from kg.entities import describe
            from kg.namespaces import ID

            known = describe(found, [ID + name for name in NOT_COLLECTED])
            named = [known[ID + name] for name in NOT_COLLECTED]
            zh, en = "、".join(one["zh"] for one in named), ", ".join(one["en"] for one in named)
            yield Notice("caveat", Text(f"未收集：{zh}", f"not collected: {en}"))

    return Answer(ask(found, programme), notices=notices)
