"""Accept, refuse, undo: rows go through the checks of a build, then into the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyoxigraph as ox

from kg.deciding.desk import Desk
from kg.deciding.forms import Rows, rows_of
from kg.deciding.ledger import NOTHING, Decision, decided, record
from kg.deciding.telling import tell
from kg.errors import KGError, Problem, Text
from kg.loaders.appending import append_rows, drop_rows, table_file
from kg.loaders.fitting import fit, taken_out
from kg.loaders.quads import Quad
from kg.loaders.rows import LANG_STRING
from kg.loaders.tables import Table
from kg.namespaces import ID, PREFIXES, SOURCE

__all__ = ["accept", "read_nothing", "refuse", "remember", "undo"]

LABELS = {PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title"}
BY_HAND = "by hand"
# Rows that are tried stand behind any row of any table.
BEHIND = 10_000_000


def accept(
    desk: Desk,
    source: str,
    given: dict[str, Any],
    *,
    why: str = "",
    read_by: str = "",
    more: Mapping[str, str] | None = None,
) -> tuple[Decision | None, list[Problem]]:
    """Take a claim into the tables.

    Args:
        desk: the folder.
        source: the id of the source.
        given: ``form``, and of a draft its ``draft`` (key), ``rule``, and whether it was
            ``mended``.
        why: a note.
        read_by: the rule that read it, where nobody has looked at it.
        more: further columns of the decision.

    Returns:
        The decision, or what is wrong; then nothing was written.

    Raises:
        KGError: if a table cannot be written.
    """
    form = given["form"]
    ident, rows = rows_of(form, source, desk.loaded, desk.within())
    if read_by:
        rows[-1][1]["readBy"] = read_by
    before = len(desk.loaded.said)
    problems = fit(desk.loaded, [_table(desk, stem, cells) for stem, cells in rows])
    if problems:
        return None, problems
    _write(desk, rows, before)
    key = given.get("draft") or _key(source, BY_HAND, ident)
    by_hand = not given.get("draft")
    decision = _decision(
        desk,
        source,
        key,
        "accepted" if by_hand or not given.get("mended") else "mended",
        form["class"],
        form["spans"],
    )
    decision |= {
        "what": tell(form),
        "rule": BY_HAND if by_hand else str(given.get("rule", "")),
        "claim": ident,
        "wrote": "|".join(f"{stem}:{cells['id']}" for stem, cells in rows),
        "why": why,
        **(more or {}),
    }
    record(desk.folder, [decision])
    return decision, []


def _table(desk: Desk, stem: str, cells: dict[str, str]) -> Table:
    desk.count += 1
    file = str(table_file(desk.folder, stem))
    return Table(file, stem, tuple(cells), ((BEHIND + desk.count, tuple(cells.values())),))


def _write(desk: Desk, rows: Rows, before: int) -> None:
    """Append rows that fit, and let the open store know; if one cannot be written, none is."""
    written: Rows = []
    try:
        for stem, cells in rows:
            append_rows(table_file(desk.folder, stem), [cells])
            written.append((stem, cells))
    except KGError:
        for stem, cells in written:
            drop_rows(table_file(desk.folder, stem), [(cells["id"], cells.get("source", ""))])
        desk.loaded.said = desk.loaded.said[:before]
        raise
    new = desk.loaded.said[before:]
    desk.store.extend(_quads(quad for _, quads in new for quad in quads))
    for row, _ in new:
        place = desk.loaded.ontology.drops_suffix(
            [one for kind in row.classes for one in kind.ancestors]
        )
        for cell in row.cells:
            if cell.property.iri in LABELS and cell.property.range == LANG_STRING:
                desk.things.add(row.iri, cell.values[0], place=place)
    desk.stale = True


def _quads(quads: Iterable[Quad]) -> list[ox.Quad]:
    node = ox.NamedNode
    return [ox.Quad(node(s), node(p), term, node(graph)) for s, p, term, graph in quads]


def refuse(
    desk: Desk,
    source: str,
    given: Sequence[dict[str, Any]],
    *,
    why: str = "",
    more: Mapping[str, str] | None = None,
) -> list[Decision]:
    """Refuse drafts; nothing goes into the tables. ``more`` fills columns of the decisions."""
    decisions = []
    for one in given:
        form = one["form"]
        decision = _decision(desk, source, one["draft"], "refused", form["class"], form["spans"])
        decisions.append(
            decision
            | {"what": tell(form), "rule": str(one.get("rule", "")), "why": why, **(more or {})}
        )
    record(desk.folder, decisions)
    return decisions


def read_nothing(
    desk: Desk, source: str, sentences: Sequence[Sequence[int]], *, why: str = ""
) -> list[Decision]:
    """Say of sentences that they hold nothing to record."""
    decisions = [
        _decision(desk, source, _key(source, NOTHING, str(list(span))), "nothing", NOTHING, [span])
        | {"why": why}
        for span in sentences
    ]
    record(desk.folder, decisions)
    return decisions


def undo(desk: Desk, source: str, key: str) -> Decision:
    """Take a decision back, and out of the tables what it wrote.

    What is new stays if something else speaks of it by now.

    Raises:
        KGError: if there is no such decision, or the tables cannot be written.
    """
    before = decided([desk.folder]).get((source, key))
    if before is None:
        raise KGError(Text("没有这条取舍", "there is no such decision"), where=source)
    wrote = [one.partition(":")[::2] for one in before["wrote"].split("|") if one]
    for stem, ident in reversed(wrote):
        if ident != before["claim"] and _spoken_of(desk, ident):
            continue
        table = table_file(desk.folder, stem)
        drop_rows(table, [(ident, source), (ident, "")])
        keys = {(ID + ident, SOURCE + source), (ID + ident, None)}
        lost = taken_out(desk.loaded, str(table), keys)
        for quad in _quads(lost):
            desk.store.remove(quad)
        if not any(row.iri == ID + ident for row, _ in desk.loaded.said):
            desk.things.labels.pop(ID + ident, None)
        desk.stale = True
    spans = [[int(before["start"] or 0), int(before["end"] or 0)]]
    decision = _decision(desk, source, key, "undone", before["class"], spans)
    record(desk.folder, [decision])
    return decision


def remember(desk: Desk, source: str, key: str, memo: str) -> Decision:
    """Write a memo beside a decision, which stays as it is.

    Raises:
        KGError: if there is no such decision, or it cannot be written.
    """
    before = decided([desk.folder]).get((source, key))
    if before is None:
        what = Text("先取舍，再写备忘", "decide first, then write a memo of it")
        raise KGError(what, where=source)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    decision = {**before, "when": when, "memo": memo}
    record(desk.folder, [decision])
    return decision


def _spoken_of(desk: Desk, ident: str) -> bool:
    """Whether another row refers to something."""
    return any(
        quad[2] == ox.NamedNode(ID + ident) for _, quads in desk.loaded.said for quad in quads
    )


def _key(source: str, *words: str) -> str:
    return hashlib.sha256("\x1f".join([source, *words]).encode()).hexdigest()[:12]


def _decision(
    desk: Desk,
    source: str,
    key: str,
    what: str,
    kind: str,
    spans: Sequence[Sequence[int]],
) -> Decision:
    starts, ends = ([str(span[side]) for span in spans] for side in (0, 1))
    return {
        "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        "coder": desk.coder,
        "source": source,
        "draft": key,
        "decision": what,
        "class": kind,
        "start": "|".join(starts[:1]),
        "end": "|".join(ends[:1]),
        "blind": "yes" if desk.blind else "",
        "codebook": desk.codebook,
    }
