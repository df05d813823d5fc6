"""Where questions are put: an open store, a place to open one, or what is there by default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.asking.answers import Limits, many
from kg.errors import KGError, StoreError, Text
from kg.sparql import Store

if TYPE_CHECKING:
    import rdflib

    from kg.conditions import Conditions

__all__ = ["Asked", "dataset", "heard", "iris", "open", "opened"]

# A store, its location, or None.
Asked = Store | str | os.PathLike[str] | None


def open(location: str | os.PathLike[str] | None = None) -> Store:
    """Open a store for reading.

    Args:
        location: a store directory, the address of an endpoint or ``:memory:``; by default what
            ``KG_STORE`` says, else ``kg-store``, else the packaged data, built once into the
            user's cache.

    Raises:
        StoreError: if there is none, or it cannot be opened.

    Example:
        >>> import kg
        >>> len(kg.open()) > 1000
        True
    """
    from kg.loaders import build_in_memory, cached_build
    from kg.store import MEMORY, open_store

    where = os.fspath(location or os.environ.get("KG_STORE") or "kg-store")
    try:
        os.fsencode(where)
    except UnicodeEncodeError as error:
        raise StoreError(
            Text("位置里有不成字符的代码", "the location holds half a character"),
            hint=Text("请重新输入", "retype it"),
        ) from error
    if where == MEMORY:
        return build_in_memory()
    asked = location is not None or "KG_STORE" in os.environ
    if not asked and not Path(where).is_dir():
        return open_store(cached_build())
    return open_store(where)


def opened(store: Asked) -> Store:
    """An open store, whichever way it was named."""
    if store is None or isinstance(store, str | os.PathLike):
        return open(store)
    return store


def iris(store: Store, names: list[str]) -> list[str]:
    """What names mean."""
    from kg.names import resolve

    return [str(resolve(store, name)["iri"]) for name in names]


def heard(store: Store, limits: Limits) -> Conditions:
    """The claims and sources that count.

    Raises:
        KGError: for a limit, word or date that is unknown.
    """
    from kg.conditions import DAYS, conditions

    given: dict[str, Any] = {
        name: value if name in DAYS else many(value)
        for name, value in dict[str, Any](limits).items()
    }
    return conditions(store, **given)


def dataset(store: Asked = None) -> rdflib.Dataset:
    """The store as an ``rdflib.Dataset``, one graph per source; read-only.

    Raises:
        KGError: for an endpoint, which rdflib asks by itself.

    Example:
        >>> import kg
        >>> source = "https://w3id.org/cooperation-kg/source/002"
        >>> source in {str(graph.identifier) for graph in kg.dataset().graphs()}
        True
    """
    import pyoxigraph as ox
    import rdflib
    from oxrdflib.store import OxigraphStore

    found = opened(store)
    if isinstance(found, ox.Store):
        return rdflib.Dataset(store=OxigraphStore(store=found))
    raise KGError(
        Text(
            "SPARQL 端点不能作为 rdflib 数据集打开",
            "a SPARQL endpoint cannot be opened as a dataset of rdflib",
        ),
        hint=Text("请用 rdflib 的 SPARQLStore", "use rdflib's SPARQLStore"),
    )
