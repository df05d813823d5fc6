"""Read the heads of the packaged queries: titles, parameters, defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import QueryError, Text

__all__ = ["Parameter", "Query", "load", "search"]

TITLE = re.compile(r"# title@(zh|en): (.+)")
PARAMETER = re.compile(
    r"# param (?P<name>[a-z_]+): (?P<kind>[a-z]+)(?: (?P<scheme>[a-z-]+))? = (?P<default>[^|]+)"
    r" \| (?P<zh>[^|]+) \| (?P<en>[^|]+)"
)


@dataclass(frozen=True)
class Parameter:
    """One parameter: its kind says how a value is read.

    ``entity`` takes any name, ``claim`` an id, ``concept`` a concept of its ``scheme``, ``class``
    a class of the ontology, ``source`` a source's id, ``date`` a date, ``text`` any words.
    """

    name: str
    kind: str
    scheme: str | None
    default: str
    label: Text


@dataclass(frozen=True)
class Query:
    """A packaged question; ``text`` is SPARQL without its head."""

    name: str
    title: Text
    parameters: tuple[Parameter, ...]
    text: str


@cache
def load() -> dict[str, Query]:
    """All packaged queries by name, sorted.

    Example:
        >>> query = load()["partners"]
        >>> query.title.en, [parameter.name for parameter in query.parameters]
        ('Partners of somebody', ['entity'])
    """
    paths = sorted(Path(__file__).parent.glob("*.rq"), key=lambda path: path.stem)
    return {path.stem: _query(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def search(words: Iterable[str]) -> list[Query]:
    """The queries whose name, titles or parameters hold every one of the words.

    Example:
        >>> [query.name for query in search(["agreement", "without"])]
        ['pairings-without-agreement']
    """
    wanted = [word.casefold() for word in words]
    return [query for query in load().values() if all(word in _words(query) for word in wanted)]


def _words(query: Query) -> str:
    labels = [text for parameter in query.parameters for text in parameter.label]
    return " ".join([query.name, *query.title, *labels]).casefold()


def _query(name: str, content: str) -> Query:
    head: list[str] = []
    body: list[str] = []
    for line in content.splitlines():
        (head if line.startswith("#") and not body else body).append(line)
    titles: dict[str, str] = {}
    parameters = []
    for line in head:
        if found := TITLE.fullmatch(line):
            titles[found[1]] = found[2]
        elif found := PARAMETER.fullmatch(line):
            parameters.append(_parameter(found))
        else:
            what = Text(f"看不懂这一行：{line}", f"this line cannot be read: {line}")
            raise QueryError(what, where=f"{name}.rq")
    return Query(name, Text(titles["zh"], titles["en"]), tuple(parameters), "\n".join(body) + "\n")


def _parameter(found: re.Match[str]) -> Parameter:
    return Parameter(
        name=found["name"],
        kind=found["kind"],
        scheme=found["scheme"],
        default=found["default"].strip(),
        label=Text(found["zh"].strip(), found["en"].strip()),
    )
