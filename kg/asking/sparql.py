"""Questions in SPARQL, packaged or one's own, and what changed from one store to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.asking.answers import Answer
from kg.asking.stores import Asked, opened

if TYPE_CHECKING:
    from kg.records.changes import Change

__all__ = ["diff", "query", "query_text"]


def diff(before: Asked, after: Asked) -> Answer[Change]:
    """What changed between two stores, by what it is about and in which source.

    Args:
        before: an open store, or its location.
        after: the same.

    Example:
        >>> import kg
        >>> kg.diff(kg.open(), kg.open())
        []
    """
    from kg.questions.diff import changes

    return Answer(changes(opened(before), opened(after)))


def query(
    query: str,
    params: Mapping[str, str] | None = None,
    *,
    lang: str = "zh",
    allow_network: bool = False,
    store: Asked = None,
) -> Any:
    """Run a packaged query by its name, or SPARQL.

    Args:
        query: a name that `kg.queries.load` lists, or SPARQL; prefixes are declared.
        params: of a packaged query; entities by any name.
        lang: of the labels that a packaged query gives.
        allow_network: whether SERVICE may be used.
        store: an open store, its location, or None as for `kg.open`.

    Returns:
        What pyoxigraph returns: solutions, triples or a boolean.

    Raises:
        QueryError: if it is refused or cannot be run.

    Example:
        >>> import kg
        >>> bool(kg.query("ASK { ?x a coop:Municipality }"))
        True
    """
    from kg.store import run

    found = opened(store)
    text = query_text(query, params, lang=lang, allow_network=allow_network, store=found)
    return run(found, text)


def query_text(
    query: str,
    params: Mapping[str, str] | None = None,
    *,
    lang: str = "zh",
    allow_network: bool = False,
    store: Asked = None,
) -> str:
    """The SPARQL of a packaged query with its parameters filled in, or SPARQL that was checked.

    Raises:
        QueryError: if it is refused, or parameters are given to what takes none.

    Example:
        >>> import kg
        >>> "place/panjin" in kg.query_text("partners", {"entity": "盘锦"})
        True
    """
    from kg.errors import QueryError, Text
    from kg.queries import load, prepare
    from kg.sparql import check_query

    packaged = load().get(query)
    if packaged is not None:
        return prepare(opened(store), packaged, dict(params or {}), lang)
    if params:
        raise QueryError(
            Text("--param 只用于随软件附带的查询", "--param is for packaged queries"),
            hint=Text("运行 kg queries 查看", "`kg queries` lists them"),
        )
    check_query(query, allow_network=allow_network)
    return query
