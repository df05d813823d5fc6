"""Change a store into its next build, in a checkpoint of that in use; swapped in when whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import store as stores
from kg.errors import KGError, StoreError, Text
from kg.loaders.building import Progress
from kg.loaders.changing import change
from kg.loaders.derive import RULES
from kg.loaders.quads import Quad, as_quad
from kg.loaders.stages import Settled
from kg.ontology import Ontology
from kg.seals import fresh_size, grown

__all__ = ["Work", "description", "note", "put_in", "revised"]

Work = Callable[[ox.Store, ox.Store], dict[str, Any] | None]


class _Same(Exception):
    """Nothing has changed, and there is to be no next build."""


def description(location: str | Path) -> dict[str, Any]:
    """What the build in use is, if it can be changed by what rows say.

    Raises:
        StoreError: if it was edited, or other rules made it.
    """
    info = stores.build_info(location)
    if info.get("edited"):
        raise StoreError(
            Text(
                "这个图谱经 kg serve --writable 改过，不能再载入：改动不在数据表里，推导的内容"
                "也没有跟着变",
                "this store was edited through kg serve --writable and takes no loads: the edits "
                "are in no table, and what is derived has not followed them",
            ),
            where=str(location),
            hint=Text(
                "要留住改动，请先用 kg export --own 存成数据表，再用 kg build 连同它们重建",
                "to keep the edits, write them to tables by `kg export --own`, and build anew "
                "with them by `kg build`",
            ),
        )
    if info.get("rules") != RULES:
        raise StoreError(
            Text(
                "这个图谱是用另一版本的推导规则建的，不能增减：新旧内容会按不同的规则推导",
                "this store was made by other rules of derivation, and cannot be changed: what is "
                "old and what is new would follow different ones",
            ),
            where=str(location),
            hint=Text("请用 kg build 重建", "build anew by `kg build`"),
        )
    return info


def revised(
    location: str | Path, base: Path, work: Work, progress: Progress | None = None
) -> dict[str, Any] | None:
    """Make the next build of that in use.

    Args:
        location: the store directory.
        base: the build in use, as it was when the change was thought out.
        work: changes the quads and the records of `kg.loaders.shares`, and gives what is built
            then; None if there is nothing to change.
        progress: called with a step's name, its number and the number of steps.

    Returns:
        What is built; None if nothing was changed.

    Raises:
        StoreError: if another build is in use by now.
    """
    try:
        with stores.new_build(location, base=base) as workplace:
            stores.open_build(base).backup(str(workplace / stores.QUADS))
            stores.open_shares(location).backup(str(workplace / stores.SHARES))
            after = _worked(workplace, work, progress)
            if after is None:
                raise _Same
            fresh = fresh_size(base / stores.DESCRIPTION)
            if grown(workplace / stores.QUADS, after["triples"], fresh):
                _written_anew(workplace)
                fresh = []
            stores.complete(workplace, after, fresh)
    except _Same:
        return None
    return after


def _worked(workplace: Path, work: Work, progress: Progress | None) -> dict[str, Any] | None:
    """Change the copies, and close them, so that their files are what they will be."""
    quads = stores.create(workplace / stores.QUADS)
    shares = stores.create(workplace / stores.SHARES)
    try:
        after = work(quads, shares)
    except KGError as error:
        # Whoever keeps the refusal must not keep the copies open.
        refused = error.with_traceback(None)
    else:
        if progress:
            progress("write", 4, 4)
        quads.flush()
        shares.flush()
        return after
    del quads, shares
    raise refused


def _written_anew(workplace: Path) -> None:
    for name in (stores.QUADS, stores.SHARES):
        store = stores.create(workplace / name)
        store.optimize()
        store.flush()
        del store


def put_in(
    quads: ox.Store,
    shares: ox.Store | None,
    info: dict[str, Any],
    now: Settled,
    ontology: Ontology,
) -> dict[str, Any]:
    """Make the change that comes of a data set."""
    added = {quad for _, said in (*now.mended, *now.fresh) for quad in said}
    if shares is not None:
        note(shares, now.unnoted, now.noted)
    return change(quads, info, now.gone, added, ontology)


def note(shares: ox.Store, unnoted: Iterable[Quad], noted: Iterable[Quad]) -> None:
    """Bring the records up to date."""
    for one in unnoted:
        shares.remove(as_quad(one))
    shares.extend(as_quad(one) for one in noted)
