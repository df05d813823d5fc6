"""Open the store that a command asks, or the packaged data if there is none yet."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.bilingual import language
from kg.cli.bounded import bounded
from kg.errors import NoStoreError, StoreError, Text
from kg.sparql import Store
from kg.store import MEMORY, current, is_remote, open_store

__all__ = ["location", "opened", "place", "store_folder"]


def location() -> str:
    """What ``--store`` says."""
    return str(click.get_current_context().find_root().params["store"])


def opened() -> Store:
    """The store to ask; with none there, the packaged data, and a word on stderr."""
    where = location()
    bounded(where)
    if where == MEMORY:
        from kg.loaders import build_in_memory

        return build_in_memory()
    try:
        return open_store(where)
    except NoStoreError:
        return open_store(_packaged(where))


def place() -> str:
    """Where the store to ask is; with none there, the packaged data, and a word on stderr."""
    where = location()
    if where == MEMORY or is_remote(where):
        return where
    try:
        current(where)
    except NoStoreError:
        return str(_packaged(where))
    return where


def store_folder(*, writable: bool = False) -> Path:
    """The directory of the store to serve; with none there, of the packaged data.

    Raises:
        StoreError: if ``--store`` is no directory.
        NoStoreError: if there is nothing to change there.
    """
    where = location()
    if where == MEMORY or is_remote(where):
        raise StoreError(
            Text("只能为目录中的图谱启动服务", "only a store in a directory can be served"),
            where=where,
        )
    try:
        open_store(where)
    except NoStoreError:
        if writable:
            raise
        return _packaged(where)
    return Path(where).resolve()


def _packaged(where: str) -> Path:
    """The packaged data, unless somebody asked for another store in so many words."""
    source = click.get_current_context().find_root().get_parameter_source("store")
    if source not in (click.core.ParameterSource.DEFAULT, None):
        open_store(where)
    from kg.loaders.packaged import cached_build

    notice = Text(
        f"（{where} 还没有图谱，以下取自随软件附带的数据；运行 kg build 可建自己的图谱）",
        f"(no store in {where} yet: answering from the packaged data; `kg build` makes a store)",
    )
    click.echo(notice.in_language(language()), err=True)
    return cached_build()
