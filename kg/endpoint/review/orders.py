"""What a page may order: each takes the desk, a source and JSON, and gives JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from kg.deciding import accept, read_nothing, refuse, remember, undo
from kg.deciding.desk import Desk
from kg.endpoint.spool import Failed
from kg.errors import Problem
from kg.loaders.appending import write_whole

__all__ = ["ORDERS", "check_form", "malformed", "pending", "said", "why_of"]

# What is half filled in, beside the tables: closing the browser loses nothing.
PENDING = ".pending.json"
# What a build says of two rows about one thing: whose id to use.
SAME = re.compile(r"请用同一编号 ([a-z-]+/[a-z0-9._-]+)")
MOST_CELLS, MOST_VALUES = 100, 200


def _accept(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    done, refused = [], []
    for one in _items(given):
        decision, problems = accept(desk, source, one, why=why_of(given))
        if decision is None:
            refused.append({"draft": one.get("draft"), "problems": [said(p) for p in problems]})
        else:
            done.append(decision)
            _settle(desk, source, str(one.get("draft") or one.get("local") or ""))
    return {"done": done, "refused": refused}


def _refuse(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    items = _items(given)
    done = refuse(desk, source, items, why=why_of(given))
    for one in items:
        _settle(desk, source, str(one.get("draft") or ""))
    return {"done": done, "refused": []}


def _nothing(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    spans = given.get("sentences") if isinstance(given, dict) else None
    if not isinstance(spans, list) or not all(_is_span(span) for span in spans):
        raise malformed()
    return {"done": read_nothing(desk, source, spans, why=why_of(given)), "refused": []}


def _undo(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    key = given.get("draft") if isinstance(given, dict) else None
    if not isinstance(key, str):
        raise malformed()
    return {"done": [undo(desk, source, key)], "refused": []}


def _keep(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    """Keep a form that is half filled in; without one, forget it."""
    key = given.get("key") if isinstance(given, dict) else None
    if not isinstance(key, str):
        raise malformed()
    if given.get("form") is None:
        _settle(desk, source, key)
    else:
        check_form(given["form"])
        kept = _pending(desk)
        kept.setdefault(source, {})[key] = given["form"]
        _write(desk, kept)
    return {}


def _memo(desk: Desk, source: str, given: Any) -> dict[str, Any]:
    key, memo = (given.get(name) if isinstance(given, dict) else None for name in ("draft", "memo"))
    if not (isinstance(key, str) and isinstance(memo, str)):
        raise malformed()
    return {"done": [remember(desk, source, key, " ".join(memo.split())[:2000])]}


ORDERS: dict[str, Callable[[Desk, str, Any], dict[str, Any]]] = {
    "accept": _accept,
    "keep": _keep,
    "memo": _memo,
    "nothing": _nothing,
    "refuse": _refuse,
    "undo": _undo,
}


def pending(desk: Desk, source: str) -> dict[str, Any]:
    """The forms of a source that are half filled in, by draft."""
    found = _pending(desk).get(source)
    return found if isinstance(found, dict) else {}


def _pending(desk: Desk) -> dict[str, Any]:
    try:
        found = json.loads((desk.folder / PENDING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _settle(desk: Desk, source: str, key: str) -> None:
    kept = _pending(desk)
    if kept.get(source, {}).pop(key, None) is not None:
        _write(desk, kept)


def _write(desk: Desk, kept: dict[str, Any]) -> None:
    kept = {source: forms for source, forms in kept.items() if forms}
    write_whole(desk.folder / PENDING, json.dumps(kept, ensure_ascii=False).encode())


def said(problem: Problem) -> dict[str, Any]:
    """What is wrong, as a page shows it."""
    hint = problem.hint
    same = SAME.search(hint.zh) if hint else None
    return {
        "same": same[1] if same else None,
        "column": problem.column,
        "zh": problem.what.zh + (f"（{hint.zh}）" if hint else ""),
        "en": problem.what.en + (f" ({hint.en})" if hint else ""),
    }


def _items(given: Any) -> list[dict[str, Any]]:
    items = given.get("items") if isinstance(given, dict) else None
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise malformed()
    for one in items:
        check_form(one.get("form"))
        if not isinstance(one.get("draft"), str | None):
            raise malformed()
    return items


def check_form(form: Any) -> None:
    """A form as this server's own pages send it."""
    good = (
        isinstance(form, dict)
        and isinstance(form.get("class"), str)
        and isinstance(form.get("id"), str | None)
        and isinstance(form.get("cells"), dict)
        and len(form["cells"]) <= MOST_CELLS
        and isinstance(form.get("spans"), list)
        and all(_is_span(span) for span in form["spans"])
        and isinstance(form.get("locator"), str | None)
        and all(
            isinstance(values, list)
            and len(values) <= MOST_VALUES
            and all(_is_value(one) for one in values)
            for values in form["cells"].values()
        )
    )
    if not good:
        raise malformed()


def _is_value(value: Any) -> bool:
    if isinstance(value, dict):
        known = ("id", "zh", "en", "type", "full", "within", "iri")
        return set(value) <= set(known) and all(
            isinstance(one, str | None) for one in value.values()
        )
    return isinstance(value, str)


def _is_span(span: Any) -> bool:
    return (
        isinstance(span, list)
        and len(span) == 2
        and all(isinstance(one, int) and 0 <= one < 10**9 for one in span)
    )


def why_of(given: Any) -> str:
    """The reason that somebody gave."""
    return " ".join(str(given.get("why") or "").split())[:2000]


def malformed() -> Failed:
    """What is told of an order that no page of ours sends."""
    return Failed(400, {"zh": "请求内容不对", "en": "the body is not as it should be"})
