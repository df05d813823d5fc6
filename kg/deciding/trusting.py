"""Take in what rules read, unseen: only where somebody said so, and marked for good."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kg.deciding.desk import Desk, page_of
from kg.deciding.ledger import Decision, decided
from kg.deciding.settling import accept
from kg.errors import Problem

__all__ = ["accept_stated"]


def accept_stated(
    desk: Desk, source: str, classes: Collection[str] = ()
) -> tuple[list[Decision], list[tuple[dict[str, Any], list[Problem]]]]:
    """Accept the drafts of a text that are stated and contradict nothing; nobody looks at them.

    Each row says by which rule it was read (``readBy``), and so does every answer.

    Args:
        desk: the folder.
        source: the id of the source.
        classes: local names; by default all that are drafted.

    Returns:
        The decisions, and the drafts that would not load, each with the reasons.
    """
    settled = decided([desk.folder])
    done: list[Decision] = []
    left: list[tuple[dict[str, Any], list[Problem]]] = []
    for draft in page_of(desk, source)["drafts"]:
        open_ = (source, draft["key"]) not in settled
        sure = draft["certainty"] == "stated" and not draft["contradicts"]
        if not open_ or not sure or (classes and draft["form"]["class"] not in classes):
            continue
        given = {"form": draft["form"], "draft": draft["key"], "rule": draft["rule"]}
        decision, problems = accept(desk, source, given, why="未经核对", read_by=draft["rule"])
        if decision is None:
            left.append((draft, problems))
        else:
            done.append(decision)
    return done, left
