"""SPARQL Update with the dataset that the protocol names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import QueryError, Text
from kg.namespaces import prefixes
from kg.sparql import syntax_error

__all__ = ["update", "with_dataset"]

# A string that nobody closes is wrong, and goes on to where it could have ended (as in kg.sparql).
TOKEN = re.compile(
    r'"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3}|\\?\Z)'
    r"|'{3}(?:[^'\\]++|\\.|'(?!''))*+(?:'{3}|\\?\Z)"
    r'|"(?:[^"\\\n\r]++|\\[^\n\r])*+(?:"|\\?(?=[\n\r]|\Z))'
    r"|'(?:[^'\\\n\r]++|\\[^\n\r])*+(?:'|\\?(?=[\n\r]|\Z))"
    r"|<[^<>\"{}|^`\\\x00-\x20]*+>|#[^\n\r]*+|[{}]|[A-Za-z_][\w:.-]*+",
    re.DOTALL,
)


def update(
    store: ox.Store,
    text: str,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
    base: str | None = None,
) -> None:
    """Run an update; either all of it happens or nothing.

    Raises:
        QueryError: if the dataset is named twice, or the text cannot be parsed.
    """
    if using or using_named:
        text = with_dataset(text, using, using_named)
    try:
        store.update(text, base_iri=base, prefixes=prefixes())
    except SyntaxError as error:
        raise QueryError(syntax_error(text, str(error))) from error
    except RuntimeError as error:
        # Such as a graph to be dropped that is not there: nothing was changed.
        raise QueryError(Text(f"更新失败：{error}", f"the update failed: {error}")) from error


def with_dataset(text: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """The update with ``USING`` clauses before each ``WHERE`` (pyoxigraph takes no dataset).

    Only what stands outside all braces matters, where strings, IRIs and comments cannot be
    mistaken for keywords.

    Raises:
        QueryError: if the text names a dataset itself, which the protocol forbids.

    Example:
        >>> with_dataset("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", ["http://example.org/g"], [])
        'INSERT { ?s ?p ?o } USING <http://example.org/g> WHERE { ?s ?p ?o }'
    """
    clauses = "".join(f"USING {ox.NamedNode(iri)} " for iri in using)
    clauses += "".join(f"USING NAMED {ox.NamedNode(iri)} " for iri in using_named)
    pieces, place, before = [], 0, ""
    for word, start, end in _outer(text):
        if word in {"USING", "WITH"}:
            raise QueryError(
                Text(
                    "请求参数和更新语句不能都指定数据集",
                    "the dataset is named both by the request and by the update",
                )
            )
        if word == "WHERE" and before == "DELETE":
            pattern = text[end : _closing(text, end)]
            pieces.append(f"{text[place:start]}{pattern} {clauses}")
            place = start
        elif word == "WHERE":
            pieces.append(text[place:start] + clauses)
            place = start
        before = word
    return "".join([*pieces, text[place:]])


def _outer(text: str) -> Iterator[tuple[str, int, int]]:
    depth = 0
    for found in TOKEN.finditer(text):
        token = found[0]
        if token in "{}":
            depth += 1 if token == "{" else -1
            if depth == 0:
                yield token, found.start(), found.end()
        elif depth == 0 and token[0].isalpha():
            yield token.upper(), found.start(), found.end()


def _closing(text: str, start: int) -> int:
    depth = 0
    for found in TOKEN.finditer(text, start):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                return found.end()
    return len(text)
