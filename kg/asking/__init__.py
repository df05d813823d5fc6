"""Every question once: names in, records out, refusals inside.

The command line, the web API and ``import kg`` all come through here. Each question takes
``store``: an open store, its location, or None as for `kg.open`. Questions are imported when they
are asked for, and import what they need when they are asked.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["QUESTIONS"]

QUESTIONS = {
    "agreements": "claims",
    "cite": "entities",
    "communities": "networks",
    "compare": "plans",
    "conflicts": "claims",
    "coverage": "plans",
    "dataset": "stores",
    "diff": "sparql",
    "figures": "numbers",
    "frame": "frames",
    "gaps": "claims",
    "grep": "texts",
    "list_class": "claims",
    "locate": "texts",
    "map": "networks",
    "match": "matching",
    "open": "stores",
    "partners": "claims",
    "path": "entities",
    "query": "sparql",
    "rank": "networks",
    "search": "entities",
    "sheet": "sheets",
    "show": "entities",
    "sources": "entities",
    "query_text": "sparql",
    "stats": "networks",
    "tasks": "plans",
    "timeline": "claims",
}


def __getattr__(name: str) -> Any:
    if name in QUESTIONS:
        return getattr(import_module(f"kg.asking.{QUESTIONS[name]}"), name)
    raise AttributeError(f"module 'kg.asking' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *QUESTIONS})
