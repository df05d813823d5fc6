"""What the build before held and the next does not: who forgets ``--data`` is to hear of it."""

from __future__ import annotations

from kg import store as stores
from kg.errors import KGError, NoStoreError, Problem, Text
from kg.namespaces import FROM_SOURCE, identifier
from kg.sparql import Store
from kg.store import select
from kg.texts.spans import SPAN

__all__ = ["left_behind"]

STATED = f"""
SELECT ?graph (COUNT(DISTINCT ?claim) AS ?number) WHERE {{
  GRAPH ?graph {{ ?claim ?property ?value }} {FROM_SOURCE}
  FILTER(!CONTAINS(STR(?claim), "{SPAN}"))
}} GROUP BY ?graph"""
NAMED = 5


def left_behind(location: str, lines: bytes) -> list[Problem]:
    """Say which sources of the build before, with how many claims, a new one leaves out.

    Args:
        location: of the store.
        lines: the new build as N-Quads.

    Returns:
        One notice, or none.
    """
    try:
        before = _before(location)
        rows = select(before, STATED) if before is not None else []
    except NoStoreError:
        return []
    except KGError as error:
        # As after an upgrade: the build mends the store, but what it held may be one's own.
        return [] if stores.is_remote(location) else [_unread(location, error)]
    kept = {line[line.rindex(b"<") + 1 : -3].decode() for line in lines.splitlines()}
    gone = {
        identifier(row["graph"].value): int(row["number"].value)
        for row in rows
        if row["graph"].value not in kept
    }
    return [_notice(location, gone)] if gone else []


def _unread(location: str, error: KGError) -> Problem:
    """That the build before cannot be read, so that nobody knows what it held."""
    return Problem(
        location,
        0,
        "",
        Text(
            f"上一版读不出来（{error.what.zh}），其中如有自己的来源，不在这一版里",
            f"the build before cannot be read ({error.what.en}); sources of your own that it held "
            "are not in this one",
        ),
        Text(
            "要留住，请用 --data 指定它们所在的目录，再建一次",
            "to keep them, build again and name the data folder with --data",
        ),
    )


def _before(location: str) -> Store | None:
    if stores.is_remote(location):
        return stores.open_store(location)
    return stores.open_build(stores.current(location))


def _notice(location: str, gone: dict[str, int]) -> Problem:
    names, claims = sorted(gone), sum(gone.values())
    zh, en = "、".join(names[:NAMED]), ", ".join(names[:NAMED])
    if len(names) > NAMED:
        zh, en = f"{zh}……", f"{en} …"
    old = Text("", "")
    if not stores.is_remote(location):
        build = stores.current(location).name
        old = Text(f"；上一版还在 {location}/{build}", f"; it is still in {location}/{build}")
    one = len(names) == 1
    return Problem(
        location,
        0,
        "",
        Text(
            f"上一版里的 {len(names)} 个来源（{zh}；{claims} 条陈述）不在这一版里",
            f"the build before had {'a source' if one else f'{len(names)} sources'} "
            f"({en}; claims: {claims}) that this one has not",
        ),
        Text(
            f"要留住，请用 --data 指定它们所在的目录，再建一次{old.zh}",
            f"to keep {'it' if one else 'them'}, build again and name the data folder with "
            f"--data{old.en}",
        ),
    )
