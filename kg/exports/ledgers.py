"""Ledgers with Chinese headings, as cooperation offices keep them: 任务台账, 项目台账."""

from __future__ import annotations

from typing import Any

from kg.claims import Statement, agreed_date, claims_of, read_sources
from kg.entities import describe, natural
from kg.exports.tables import Table
from kg.namespaces import identifier
from kg.sparql import Store

__all__ = ["LEDGERS", "ledger"]

# class -> title, and columns: heading and properties (names, texts or a date).
LEDGERS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "Task": (
        "任务台账",
        {
            "编号": ("number",),
            "领域": ("field",),
            "涉及": ("mentions",),
            "举措": ("measure",),
            "所属": ("partOf",),
        },
    ),
    "Project": (
        "项目台账",
        {
            "当事方": ("party",),
            "领域": ("field",),
            "地点": ("place",),
            "阶段": ("stage",),
            "进展": ("outcome",),
            "截至": ("asOf",),
            "所属": ("partOf",),
        },
    ),
}
CITED = (
    "来源编号",
    "来源标题",
    "发布日期",
    "来源性质",
    "原文位置",
    "字符区间",
    "网址",
    "编号（图谱）",
)
KINDS = {"official": "官方", "press": "媒体", "web": "网页", "weak": "弱"}


def ledger(store: Store, name: str) -> Table:
    """One row per claim and source: what this source says of it, and where.

    Args:
        store: an open store.
        name: ``Task`` or ``Project``.

    Example:
        >>> import kg
        >>> ledger(kg.open(), "Task").heads[:3]
        ['序号', '名称', '编号']
    """
    title, columns = LEDGERS[name]
    claims = claims_of(store, name)
    everyone = [statement for group in claims.values() for statement in group]
    sources = read_sources(store, {statement.source for statement in everyone})
    names = {prop for props in columns.values() for prop in props}
    mentioned = {iri for found in everyone for prop in names for iri in found.iris(prop)}
    known = describe(store, {*claims, *mentioned})
    lines = sorted(
        ((claim, found) for claim, group in claims.items() for found in group),
        key=lambda line: (natural(line[0]), line[1].source),
    )
    rows = []
    for number, (claim, statement) in enumerate(lines, 1):
        cells = [_cell(statement, props, known) for props in columns.values()]
        label = known[claim]["zh"]
        rows.append([number, label, *cells, *_cited(claim, statement, sources)])
    return Table(title, ["序号", "名称", *columns, *CITED], rows)


def _cell(statement: Statement, props: tuple[str, ...], known: dict[str, Any]) -> str | None:
    words: list[str] = []
    for prop in props:
        if prop == "asOf" and statement.dates(prop):
            words.append(agreed_date([statement], prop)[0] or "")
            continue
        words += [known[iri]["zh"] for iri in statement.iris(prop)]
        words += [
            term.value for term in statement.texts(prop) if (term.language or "zh").startswith("zh")
        ]
    return "；".join(dict.fromkeys(words)) or None


def _cited(claim: str, statement: Statement, sources: dict[str, Any]) -> list[str | None]:
    record = sources[statement.source]
    locators = dict.fromkeys(locator for *_, locator in statement.spans if locator)
    issued = record["issued"]
    return [
        record["id"],
        record["title"],
        f"{issued}（推断）" if issued and record["inferred"] else issued,
        KINDS.get(record["reliability"], record["reliability"]),
        "；".join(locators) or None,
        "；".join(f"{start}–{end}" for start, end, _ in statement.spans) or None,
        record["url"],
        identifier(claim),
    ]
