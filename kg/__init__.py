"""A knowledge graph of regional cooperation in China: nothing without a source.

The questions of the command line, with the same answers::

    import kg

    kg.partners("大连")
    kg.path("盘锦", "浦东")
    kg.figures(about="大连", as_of="2018-12")

An answer is a list of plain records, which also says what the command line says beside its rows
(``answer.notices``). Every function takes ``store``: an open store, or a location as
``kg --store`` takes it. Without it the store of ``KG_STORE``, else ``kg-store``, else the packaged
data answer. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.resources import __version__

if TYPE_CHECKING:
    from kg.asking.claims import (
        agreements,
        conflicts,
        gaps,
        list_class,
        partners,
        timeline,
    )
    from kg.asking.entities import cite, path, search, show, sources
    from kg.asking.frames import frame
    from kg.asking.matching import match
    from kg.asking.networks import communities, map, rank, stats
    from kg.asking.numbers import figures
    from kg.asking.plans import compare, coverage, tasks
    from kg.asking.sheets import sheet
    from kg.asking.sparql import diff, query, query_text
    from kg.asking.stores import dataset, open
    from kg.asking.texts import grep, locate

__all__ = [
    "__version__",
    "agreements",
    "cite",
    "communities",
    "compare",
    "conflicts",
    "coverage",
    "dataset",
    "diff",
    "figures",
    "frame",
    "gaps",
    "grep",
    "list_class",
    "locate",
    "map",
    "match",
    "open",
    "partners",
    "path",
    "query",
    "query_text",
    "rank",
    "search",
    "sheet",
    "show",
    "sources",
    "stats",
    "tasks",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("kg.asking"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
