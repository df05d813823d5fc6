"""What the page of adjudication shows and may order: one reading is taken, or none, or undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.deciding import undo
from kg.deciding.adjudicating import cases, neither, take, tally
from kg.deciding.coders import CODERS
from kg.deciding.desk import Desk
from kg.deciding.ledger import LEDGER
from kg.deciding.reliability import Coded, coded
from kg.endpoint.review.orders import check_form, malformed, said, why_of
from kg.endpoint.spool import Failed

__all__ = ["SETTLING", "Cases", "cases_of", "texts_of"]

MOST = 2000


class Cases:
    """What the coders read, read anew where one of them has gone on."""

    def __init__(self, found: Coded) -> None:
        """Keep what was read, and when."""
        self.found = found
        self.seen = _seen(found.folder)

    def now(self) -> Coded:
        """What they read by now."""
        seen = _seen(self.found.folder)
        if seen != self.seen:
            names = [one.coder for one in self.found.readings]
            self.found, self.seen = coded(self.found.folder, coders=names), seen
        return self.found


def _seen(folder: Path) -> list[tuple[str, int]]:
    files = sorted((folder / CODERS).glob(f"*/{LEDGER}"))
    return [(str(file), file.stat().st_mtime_ns) for file in files]


def texts_of(desk: Desk, found: Cases) -> list[dict[str, Any]]:
    """The texts in which several decided something, with how far each is settled."""
    from kg.deciding.desk import own_sources

    counts = tally(desk, found.now())
    return [one | counts[one["id"]] for one in own_sources(desk) if one["id"] in counts]


def cases_of(desk: Desk, found: Cases, source: str) -> dict[str, Any]:
    """All cases of a text."""
    now = found.now()
    if source not in now.settled:
        raise Failed(
            404,
            {
                "zh": "这篇原文还没有两人都取舍过",
                "en": "no two coders have decided anything in this text",
            },
        )
    return {"coders": [one.coder for one in now.readings], "cases": cases(desk, now, source)}


def _take(desk: Desk, found: Cases, source: str, given: Any) -> dict[str, Any]:
    done, refused = [], []
    for one in _items(given):
        form = one.get("form")
        if form is not None:
            check_form(form)
        key, coder = one["key"], one.get("coder")
        if not isinstance(coder, str):
            raise malformed()
        decision, problems = take(
            desk, found.now(), source, key, coder, form=form, why=why_of(given)
        )
        if decision is None:
            refused.append({"key": key, "problems": [said(problem) for problem in problems]})
        else:
            done.append(decision)
    return {"done": done, "refused": refused}


def _neither(desk: Desk, found: Cases, source: str, given: Any) -> dict[str, Any]:
    why = why_of(given)
    done = [neither(desk, found.now(), source, one["key"], why) for one in _items(given)]
    return {"done": done, "refused": []}


def _undo(desk: Desk, found: Cases, source: str, given: Any) -> dict[str, Any]:
    return {"done": [undo(desk, source, one["key"]) for one in _items(given)], "refused": []}


def _items(given: Any) -> list[dict[str, Any]]:
    items = given.get("items") if isinstance(given, dict) else None
    good = isinstance(items, list) and len(items) <= MOST
    if not good or not all(
        isinstance(one, dict) and isinstance(one.get("key"), str) for one in items or []
    ):
        raise malformed()
    return list(items or [])


SETTLING: dict[str, Callable[[Desk, Cases, str, Any], dict[str, Any]]] = {
    "neither": _neither,
    "take": _take,
    "undo": _undo,
}
