"""Complete names on the command line, from the look-up keys of the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KGError
from kg.store import CURRENT, MEMORY, open_store

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["name_argument"]


def name_argument(name: str, **settings: Any) -> Callable[..., Any]:
    """An argument that takes the name of an entity and completes it."""
    return click.argument(name, shell_complete=_complete, **settings)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from kg.questions.lookup import complete

    where = _location(str(ctx.find_root().params.get("store") or "kg-store"))
    if where is None:
        return []
    try:
        found = complete(open_store(where), incomplete)
    except KGError:
        return []
    return [CompletionItem(word, help=ident) for word, ident in found]


def _location(wanted: str) -> Path | None:
    """The store to ask; none is built while somebody waits for a suggestion."""
    if wanted != MEMORY and (Path(wanted) / CURRENT).is_file():
        return Path(wanted)
    from kg.loaders.packaged import cache_folder

    builds = sorted(cache_folder().glob(f"*/{CURRENT}"), key=lambda path: path.stat().st_mtime)
    return builds[-1].parent if builds else None
