"""Which data an answer comes from: the version of the data and the build of the store."""

from __future__ import annotations

import pyoxigraph as ox

from kg.namespaces import DATASET, PREFIXES, SOURCES
from kg.sparql import Store
from kg.store import select

__all__ = ["data_version"]

ABOUT = f"SELECT ?property ?value WHERE {{ GRAPH <{SOURCES}> {{ $subject ?property ?value }} }}"


def data_version(store: Store) -> tuple[str, str]:
    """The version of the data, and the first twelve letters of the build's id.

    Example:
        >>> import kg
        >>> version, build = data_version(kg.open())
        >>> version.count("."), len(build)
        (2, 12)
    """
    rows = select(store, ABOUT, subject=ox.NamedNode(DATASET))
    facts = {row["property"].value: row["value"].value for row in rows}
    build = facts.get(PREFIXES["dcterms"] + "identifier", "")[:12]
    return facts.get(PREFIXES["owl"] + "versionInfo", ""), build
