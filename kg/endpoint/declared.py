"""Which questions the web API answers, what each takes and gives: their own signatures."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import GenericAlias
from typing import Any, NamedTuple, get_args, get_type_hints

from kg import asking, records
from kg.records import changes, matching, networks, sheets

__all__ = [
    "LEAST",
    "MOST",
    "NETWORKED",
    "QUESTIONS",
    "QUOTING",
    "TYPES",
    "Declared",
    "answered",
    "declared",
]

# Address -> question.
QUESTIONS = {
    "agreements": "agreements",
    "cite": "cite",
    "communities": "communities",
    "compare": "compare",
    "conflicts": "conflicts",
    "coverage": "coverage",
    "figures": "figures",
    "gaps": "gaps",
    "list": "list_class",
    "partners": "partners",
    "path": "path",
    "rank": "rank",
    "search": "search",
    "sheet": "sheet",
    "show": "show",
    "sources": "sources",
    "stats": "stats",
    "tasks": "tasks",
    "timeline": "timeline",
}
# Those that read the whole network: they have a process of their own, which keeps it for `path`.
NETWORKED = frozenset({"communities", "path", "rank", "stats"})
# What a parameter is called outside, where it is not called as in Python.
RENAMED = {"a": "from", "b": "to", "also": "with", "of_class": "class", "text": "q"}
# The largest number that a parameter may be, and how often one may be given.
MOST = {"k": 20, "limit": 100, "max-length": 100, "most": 1000, "seed": 1_000_000}
# The smallest, where it is not 1.
LEAST = {"seed": 0}
# What has facts beside its rows is one object.
WHOLE = {
    "communities": networks.Communities,
    "compare": records.Comparison,
    "stats": networks.Stats,
}
# The JSON contract: every type by its name.
PARTS = (records, changes, matching, networks, sheets)
TYPES = {name: getattr(part, name) for part in PARTS for name in part.__all__}
# What the server passes in.
KEPT = {"folder", "network", "return", "store"}
# Those that quote, where the server has the texts.
QUOTING = frozenset({"sheet"})


class Declared(NamedTuple):
    """A parameter: its name in Python, whether words, a number or a flag, whether it is needed."""

    python: str
    kind: type
    required: bool
    several: bool


@cache
def declared(address: str) -> Mapping[str, Declared]:
    """The parameters of a question by the name they have in an address.

    Example:
        >>> declared("partners")["with"]
        Declared(python='also', kind=<class 'str'>, required=False, several=True)
        >>> sorted(declared("path"))
        ['from', 'k', 'max-length', 'only', 'to', 'without']
    """
    question = getattr(asking, QUESTIONS[address])
    hints = _hints(question)
    given = inspect.signature(question).parameters
    needed = {name for name, one in given.items() if one.default is one.empty}
    if limits := next((name for name, one in given.items() if one.kind is one.VAR_KEYWORD), None):
        hints |= get_type_hints(get_args(hints.pop(limits))[0])
    return {
        RENAMED.get(name, name.replace("_", "-")): _declared(name, hint, name in needed)
        for name, hint in hints.items()
        if name not in KEPT
    }


def answered(question: str) -> Any:
    """The type of what a question of `kg.asking` gives as JSON.

    Example:
        >>> answered("partners")
        list[kg.records.PartnerRow]
        >>> answered("stats").__name__
        'Stats'
    """
    given = _hints(getattr(asking, question))["return"]
    rows = get_args(given)
    return WHOLE.get(question) or (GenericAlias(list, rows) if rows else given)


def _hints(question: Callable[..., Any]) -> dict[str, Any]:
    """Its annotations; what a question gives it imports for type checkers only."""
    return get_type_hints(question, {**vars(records), **TYPES, **question.__globals__})


def _declared(name: str, hint: Any, required: bool) -> Declared:
    kinds = get_args(hint) or (hint,)
    kind = next((one for one in (bool, int, float) if one in kinds), str)
    return Declared(name, kind, required, Iterable[str] in kinds)
