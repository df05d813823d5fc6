"""Complete names on the command line, from the look-up keys of the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KGError, Text
from kg.store import CURRENT, MEMORY, open_store

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["complete_class", "complete_concept", "complete_name", "name_argument"]


def name_argument(name: str, **settings: Any) -> Callable[..., Any]:
    """An argument that takes the name of an entity and completes it."""
    return click.argument(name, shell_complete=complete_name, **settings)


def complete_name(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of entities, those first that sources speak of."""
    from kg.questions.search import complete

    return _items(ctx, lambda store: complete(store, incomplete))


def complete_concept(scheme: str) -> Callable[..., list[CompletionItem]]:
    """What completes a field, form, stage, indicator, plan or area."""

    def found(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from kg.concepts import choices

        return _items(ctx, lambda store: _beginning(choices(store, scheme), incomplete))

    return found


def complete_class(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Classes, by their labels and local names."""
    from kg.questions.classes import class_labels

    def names(store: Any) -> list[tuple[str, str]]:
        labels = class_labels(store)
        tokens = [(name, words.zh) for name, words in labels.items() if name.startswith(incomplete)]
        return tokens if incomplete and tokens else _beginning(list(labels.values()), incomplete)

    return _items(ctx, names)


def _items(ctx: click.Context, ask: Callable[[Any], list[tuple[str, str]]]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    where = _location(str(ctx.find_root().params.get("store") or "kg-store"))
    if where is None:
        return []
    try:
        found = ask(open_store(where))
    except KGError:
        return []
    return [CompletionItem(word, help=more) for word, more in found]


def _beginning(labels: list[Text], incomplete: str) -> list[tuple[str, str]]:
    """Labels that begin so, in the language in which they do, each with the other one."""
    zh = [(words.zh, words.en) for words in labels if words.zh.startswith(incomplete)]
    if incomplete and not zh:
        return [(words.en, words.zh) for words in labels if words.en.startswith(incomplete)]
    return zh


def _location(wanted: str) -> Path | None:
    """The store to ask; none is built while somebody waits for a suggestion."""
    if wanted != MEMORY and (Path(wanted) / CURRENT).is_file():
        return Path(wanted)
    from kg.loaders.packaged import cache_folder

    builds = sorted(cache_folder().glob(f"*/{CURRENT}"), key=lambda path: path.stat().st_mtime)
    return builds[-1].parent if builds else None
