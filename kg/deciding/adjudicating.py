"""Settle what coders read differently: one reading goes into the tables, the others are kept.

What coders decided stays as it is in their own folders. What is settled is a row of the ledger of
the data set, which says whose reading was taken and names what was discarded.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from typing import Any

from kg.deciding.desk import Desk
from kg.deciding.disagreeing import item
from kg.deciding.ledger import Decision, decided
from kg.deciding.matching import Group
from kg.deciding.reliability import Coded
from kg.deciding.settling import accept, refuse
from kg.errors import KGError, Problem, Text

__all__ = ["case_key", "cases", "neither", "take", "tally"]

SAME = re.compile(r"请用同一编号 ([a-z-]+/[a-z0-9._-]+)")


def case_key(group: Group) -> str:
    """By which a case is known again: whose claims it holds."""
    claims = sorted((coder, claim.id) for coder, claim in group.claims.items())
    content = json.dumps([group.source, group.kind, claims], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def cases(desk: Desk, found: Coded, source: str) -> list[dict[str, Any]]:
    """All that coders found in a text, with what was settled of it.

    ``agreed`` says that all who decided on these words read them the same.
    """
    settled = decided([desk.folder])
    told = []
    for group in _groups(found, source):
        one = item(group, found.readings, found.words[source])
        key = case_key(group)
        agreed = not (one["differs"] or one["missing"] or one["open"])
        told.append(one | {"key": key, "agreed": agreed, "decision": settled.get((source, key))})
    return told


def tally(desk: Desk, found: Coded) -> dict[str, dict[str, int]]:
    """How many cases each text has, how many are agreed, and how many are settled."""
    told = {}
    for source in found.settled:
        here = cases(desk, found, source)
        told[source] = {
            "cases": len(here),
            "agreed": sum(one["agreed"] for one in here),
            "settled": sum(one["decision"] is not None for one in here),
        }
    return told


def take(
    desk: Desk,
    found: Coded,
    source: str,
    key: str,
    coder: str,
    *,
    form: dict[str, Any] | None = None,
    why: str = "",
) -> tuple[Decision | None, list[Problem]]:
    """Take a coder's reading into the tables of the data set.

    Args:
        desk: of the data set itself.
        found: what the coders read.
        source: the id of the source.
        key: of the case.
        coder: whose reading.
        form: the reading as it was mended; by default as the coder has it.
        why: the reason.

    Raises:
        KGError: if there is no such case or reading, or it is settled.
    """
    group = _case(desk, found, source, key)
    if coder not in group.claims:
        raise KGError(Text("这个编码员没有录这一条", "this coder has no such claim"), where=coder)
    plain = group.claims[coder].form
    chosen = copy.deepcopy(form or plain)
    _lead(chosen, _settled_claims(desk, found, source), coder)
    given = {
        "form": chosen,
        "draft": key,
        "rule": f"adjudicated: {coder}",
        "mended": bool(form) and form != plain,
    }
    more = {"discarded": _discarded(group, coder)}
    decision, problems = accept(desk, source, given, why=why, more=more)
    if decision is None and (same := _same(problems)):
        # The pairing is there already, as another source has it: this is further evidence of it.
        chosen["id"] = same
        decision, problems = accept(desk, source, given, why=why, more=more)
    return decision, problems


def neither(desk: Desk, found: Coded, source: str, key: str, why: str = "") -> Decision:
    """Take no reading; all are kept as discarded.

    Raises:
        KGError: if there is no such case, or it is settled.
    """
    group = _case(desk, found, source, key)
    first = next(iter(group.claims.values()))
    given = {"form": first.form, "draft": key, "rule": "adjudicated"}
    more = {"discarded": _discarded(group, "")}
    return refuse(desk, source, [given], why=why, more=more)[0]


def _groups(found: Coded, source: str) -> list[Group]:
    return [group for group in found.groups if group.source == source]


def _case(desk: Desk, found: Coded, source: str, key: str) -> Group:
    group = next((one for one in _groups(found, source) if case_key(one) == key), None)
    if group is None:
        raise KGError(Text("没有这一条", "there is no such case"), where=source)
    if (source, key) in decided([desk.folder]):
        what = Text("这一条已有裁定；要改先撤销", "it is settled; undo that first to change it")
        raise KGError(what, where=source)
    return group


def _settled_claims(desk: Desk, found: Coded, source: str) -> dict[tuple[str, str], str]:
    """What became of the coders' claims: by coder and their id, the id in the data set."""
    settled = decided([desk.folder])
    return {
        (coder, claim.id): decision["claim"]
        for group in _groups(found, source)
        if (decision := settled.get((source, case_key(group)))) and decision["claim"]
        for coder, claim in group.claims.items()
    }


def _lead(form: dict[str, Any], became: dict[tuple[str, str], str], coder: str) -> None:
    """Let what speaks of a coder's claim speak of what became of it."""
    for values in form["cells"].values():
        for value in values:
            if isinstance(value, dict) and (new := became.get((coder, value.get("id") or ""))):
                value["id"] = new


def _same(problems: list[Problem]) -> str | None:
    found = (SAME.search(one.hint.zh) for one in problems if one.hint)
    return next((one[1] for one in found if one), None)


def _discarded(group: Group, coder: str) -> str:
    """The readings that were not taken, each with who has it."""
    return " | ".join(
        f"{name}: {claim.id} {claim.told('zh')}".replace("|", "｜")
        for name, claim in group.claims.items()
        if name != coder
    )
