"""Answers as data frames, for who has pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.asking.answers import Answer
from kg.errors import KGError, Text

__all__ = ["frame"]


# What they give are no records.
NO_ROWS = frozenset({"dataset", "frame", "map", "open", "query_text", "show"})


def frame(question: str, *given: Any, **named: Any) -> Any:
    """An answer as a `pandas.DataFrame`: a row for each row, a column for each plain value.

    Entities and concepts become columns of their own (``partner_id``, ``partner_zh``,
    ``partner_en``), lists of them and of sources their ids, separated by ``|``; what holds of a
    row in no fixed columns (``facts``) is JSON. Nothing is a column if no row has it.

    Args:
        question: the name of a function of `kg`, as ``"partners"``.
        given: what it takes.
        named: what it takes by name.

    Returns:
        The frame; ``frame.attrs["notices"]`` has what the answer says beside its rows.

    Raises:
        KGError: if pandas is not installed, for an unknown question, or if it is refused.

    Example:
        >>> import kg
        >>> found = kg.frame("partners", "盘锦")
        >>> list(found["partner_zh"])
        ['无锡市']
    """
    from kg import asking

    if question not in asking.QUESTIONS or question in NO_ROWS:
        known = [name for name in asking.QUESTIONS if name not in NO_ROWS]
        raise KGError(
            Text(f"没有问题“{question}”", f"there is no question “{question}”"),
            hint=Text("可用：" + "、".join(known), "known: " + ", ".join(known)),
        )
    try:
        import pandas
    except ImportError as error:
        raise KGError(
            Text("要有 pandas 才能给出数据框", "a data frame needs pandas"),
            hint=Text("请运行 pip install pandas", "run `pip install pandas`"),
        ) from error
    answer: Any = getattr(asking, question)(*given, **named)
    found = pandas.DataFrame([_flat(row) for row in answer])
    # Where the first rows have none, an entity is an empty column beside its own.
    empty = [name for name in found if f"{name}_id" in found and found[name].isna().all()]
    found = found.drop(columns=empty)
    if isinstance(answer, Answer):
        found.attrs["notices"] = [notice.words._asdict() for notice in answer.notices]
    return found


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for key, value in row.items():
        cells.update(_cells(key, value))
    return cells


def _cells(key: str, value: Any) -> dict[str, Any]:
    """The columns of one value of a record."""
    import json

    if isinstance(value, Mapping):
        known = [name for name in ("id", "zh", "en") if name in value]
        if known and set(value) <= {"iri", "id", "type", "zh", "en"}:
            return {f"{key}_{name}": value[name] for name in known}
        return {key: json.dumps(value, ensure_ascii=False)} if value else {}
    if isinstance(value, list):
        if all(isinstance(one, Mapping) and "id" in one for one in value):
            ids = dict.fromkeys(str(one["id"]) for one in value)
            return {key: "|".join(ids) or None}
        if all(isinstance(one, str) for one in value):
            return {key: "|".join(value) or None}
        return {key: json.dumps(value, ensure_ascii=False)}
    return {key: value}
