"""Hold every piece of evidence against the raw texts: the promise that nothing lacks a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KGError, Problem, Text
from kg.namespaces import FROM_SOURCE, SOURCE, identifier
from kg.sparql import Store
from kg.store import select
from kg.validation.origins import Origins, is_packaged, told
from kg.validation.spans import Evidence, Wanted, read_evidence, read_wanted
from kg.validation.statements import wrong_figures
from kg.validation.texts import Record, absent, read_records, read_text

__all__ = ["Verification", "verify"]

UNSUPPORTED = f"""
SELECT DISTINCT ?graph ?claim WHERE {{
  GRAPH ?graph {{ ?claim a ?class FILTER NOT EXISTS {{ ?claim coop:evidence ?selector }} }}
  {FROM_SOURCE} FILTER(?class != oa:TextPositionSelector)
}}"""

SHOWN = 40
NO_NAME = Text(
    "这段原文里没有相关各方的名称，也没有所录的数字",
    "the span holds neither a name of anybody concerned nor the figure",
)
MEND = Text(
    "请改动 start 和 end，或在 exception 列写明理由",
    "move start and end, or give the reason in the column exception",
)


@dataclass(frozen=True)
class Verification:
    """What was checked and how it came out.

    ``outcomes`` counts pieces of evidence: ``name`` and ``figure`` (found in the span),
    ``exception`` (the editors say why not), ``unread`` (no text was given), ``failed``.
    ``exceptions`` are those that the span needed; ``needless`` counts reasons given for spans
    that hold a name after all. Claims of sources without a text are ``by_address``; ``elsewhere``
    are packaged sources whose texts are not in the folders, where texts of others are.
    """

    outcomes: dict[str, int]
    exceptions: tuple[Evidence, ...]
    needless: int
    by_address: int
    failures: tuple[Problem, ...]
    elsewhere: tuple[str, ...] = ()

    @property
    def checked(self) -> int:
        """How many pieces of evidence there are."""
        return sum(self.outcomes.values())


def verify(
    store: Store,
    folders: Collection[Path],
    *,
    origins: Origins | None = None,
    only: Collection[str] = (),
) -> Verification:
    """Check every piece of evidence.

    Its source's text must have the hash on record, the span must lie within it, and the span
    must hold a name (label, alias or dated name) of something the claim refers to, or the
    printed figure; else the row must say why not. Every claim must have evidence, or its source
    an address, and every figure the value that is printed.

    Args:
        store: an open store.
        folders: where the raw texts are, ``<source id>.txt``; none checks what needs no text.
        origins: the rows of the tables, so that failures name file and row.
        only: ids of the sources to check; none means all.

    Example:
        >>> import kg
        >>> verify(kg.open(), []).failures
        ()
    """
    wanted_sources = {SOURCE + name for name in only}
    records = {
        source: record
        for source, record in read_records(store).items()
        if not only or source in wanted_sources
    }
    rows = origins or {}
    failures: list[Problem] = []
    texts, missing = _texts(records, folders)
    # The texts of the packaged sources nobody has who was not given them.
    elsewhere = {
        source
        for source, error in missing.items()
        if texts and not only and error.what == absent(source).what and is_packaged(rows, source)
    }
    for source, error in missing.items():
        if source not in elsewhere:
            failures.append(told(rows, source, None, "sha256", error.what, error.hint))
    by_address = _unsupported(store, records, rows, failures)
    failures += wrong_figures(store, rows, records)
    wanted = read_wanted(store)
    outcomes: Counter[str] = Counter()
    exceptions, needless = [], 0
    for found in read_evidence(store):
        if found.source in records:
            record, text = records[found.source], texts.get(found.source)
            read = bool(folders) and found.source not in elsewhere
            outcome = _outcome(found, record, text, wanted, read=read)
            outcomes[outcome] += 1
            if outcome == "exception":
                exceptions.append(found)
            needless += bool(found.exception) and outcome in ("name", "figure")
            if outcome == "failed" and (text is not None or not folders):
                failures.append(_failure(found, record, text, rows))
    return Verification(
        outcomes=dict(sorted(outcomes.items())),
        exceptions=tuple(exceptions),
        needless=needless,
        by_address=by_address,
        failures=tuple(sorted(failures)),
        elsewhere=tuple(sorted(identifier(source) for source in elsewhere)),
    )


def _texts(
    records: dict[str, Record], folders: Collection[Path]
) -> tuple[dict[str, str], dict[str, KGError]]:
    """The texts, and why others could not be read."""
    texts, missing = {}, {}
    for source, record in records.items():
        if record.sha256 and folders:
            try:
                texts[source] = read_text(source, record, folders)
            except KGError as error:
                missing[source] = error
    return texts, missing


def _unsupported(
    store: Store, records: dict[str, Record], rows: Origins, failures: list[Problem]
) -> int:
    """Claims without evidence: their source must have an address instead of a text."""
    by_address = 0
    for row in select(store, UNSUPPORTED):
        source, claim = row["graph"].value, row["claim"].value
        if source in records:
            record = records[source]
            if record.has_address and not record.sha256:
                by_address += 1
            else:
                what = Text("没有原文依据", "no evidence is given")
                failures.append(told(rows, claim, source, "start", what))
    return by_address


def _outcome(
    found: Evidence,
    record: Record,
    text: str | None,
    wanted: dict[tuple[str, str], Wanted],
    *,
    read: bool,
) -> str:
    length = record.length if text is None else len(text)
    outside = not 0 <= found.start < found.end or (length is not None and found.end > length)
    if outside or record.sha256 is None or (read and text is None):
        return "failed"
    if text is None:
        return "unread"
    named = wanted[found.claim, found.source].found_in(text[found.start : found.end])
    return named or ("exception" if found.exception else "failed")


def _failure(found: Evidence, record: Record, text: str | None, rows: Origins) -> Problem:
    if record.sha256 is None:
        what = Text(
            f"来源 {identifier(found.source)} 没有登录原文的 SHA-256",
            f"source {identifier(found.source)} has no SHA-256 of a text on record",
        )
        return told(rows, found.claim, found.source, "start", what)
    length = record.length if text is None else len(text)
    if not 0 <= found.start < found.end or (length is not None and found.end > length):
        what = Text(
            f"{found.start}–{found.end} 不在原文之内",
            f"{found.start}–{found.end} is not in the text",
        )
        hint = Text(f"原文共 {length} 个字符", f"the text has {length} characters")
        return told(rows, found.claim, found.source, "start", what, hint)
    span = " ".join((text or "")[found.start : found.end].split())
    shown = span if len(span) <= SHOWN else span[:SHOWN] + "…"
    where = f"{found.start}–{found.end}"
    what = Text(f"{where}“{shown}”：{NO_NAME.zh}", f"{where} “{shown}”: {NO_NAME.en}")
    return told(rows, found.claim, found.source, "start", what, MEND)
