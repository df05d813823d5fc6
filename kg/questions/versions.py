"""Which data an answer comes from: versions of program, data and ontology, and the build."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg.namespaces import DATASET, ONTOLOGY, PREFIXES, SOURCES
from kg.resources import __version__
from kg.sparql import Store
from kg.store import select

__all__ = ["Versions", "data_version", "versions"]

ABOUT = f"SELECT ?property ?value WHERE {{ GRAPH <{SOURCES}> {{ $subject ?property ?value }} }}"
STATED = f"""
SELECT ?version WHERE {{
  GRAPH <{ONTOLOGY}> {{ ?ontology a owl:Ontology ; owl:versionInfo ?version }}
}}
"""


class Versions(NamedTuple):
    """The versions of program, data and ontology, and the id of the build."""

    program: str
    data: str
    ontology: str
    build: str

    def line(self) -> str:
        """All of them in one line.

        >>> Versions("0.1.0", "0.2.0", "0.1.0", "3f2a").line()
        'cooperation-kg 0.1.0, data 0.2.0, ontology 0.1.0, build 3f2a'
        """
        return (
            f"cooperation-kg {self.program}, data {self.data}, ontology {self.ontology}, "
            f"build {self.build}"
        )


def versions(store: Store) -> Versions:
    """What a store was built of, and what reads it now.

    Example:
        >>> import kg
        >>> found = versions(kg.open())
        >>> found.program == kg.__version__, len(found.build)
        (True, 12)
    """
    facts = _facts(store)
    stated = [row["version"].value for row in select(store, STATED)]
    return Versions(__version__, facts[0], min(stated, default=""), facts[1])


def data_version(store: Store) -> tuple[str, str]:
    """The version of the data, and the first twelve letters of the build's id.

    Example:
        >>> import kg
        >>> version, build = data_version(kg.open())
        >>> version.count("."), len(build)
        (2, 12)
    """
    version, build = _facts(store)
    return version, build[:12]


def _facts(store: Store) -> tuple[str, str]:
    rows = select(store, ABOUT, subject=ox.NamedNode(DATASET))
    facts = {row["property"].value: row["value"].value for row in rows}
    names = PREFIXES["owl"] + "versionInfo", PREFIXES["dcterms"] + "identifier"
    return facts.get(names[0], ""), facts.get(names[1], "")
