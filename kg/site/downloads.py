"""The files that the site offers for download: RDF, tables, a network, the ontology."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from kg import exports
from kg.errors import KGError, Text
from kg.network import project
from kg.questions.versions import versions
from kg.resources import find
from kg.sparql import Store

__all__ = ["Download", "downloads"]


class Download(NamedTuple):
    """A file, and what it holds."""

    name: str
    what: Text
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


def downloads(store: Store, version: str) -> Iterator[Download]:
    """The files, one after the other.

    Args:
        store: an open store.
        version: of the data, which the names of files carry.
    """
    name = f"cooperation-kg-{version}"
    yield Download(
        f"{name}.trig.zip",
        Text("全部数据，分来源（TriG）", "all data, by source (TriG)"),
        exports.packed({f"{name}.trig": exports.write_rdf(store, ".trig")}),
    )
    network = project(store)
    tables = [
        exports.nodes(network),
        exports.edges(network),
        exports.statements(store),
        exports.sources(network),
    ]
    files = {table.name: exports.write_csv(table.heads, table.rows) for table in tables}
    described = exports.describe(tables, files, versions(store))
    yield Download(
        f"{name}-tables.zip",
        Text(
            "实体、关系、逐条陈述、来源四张 CSV 表，附逐列说明（Data Package）",
            "nodes, edges, statements and sources as CSV with every column described "
            "(Data Package)",
        ),
        exports.packed(
            {exports.DESCRIPTOR: described} | {f"{key}.csv": told for key, told in files.items()}
        ),
    )
    if data := _data(store):
        yield Download(
            f"{name}-data.zip",
            Text(
                "可以用 kg build --data 读回的数据表（CSV）",
                "the data tables that kg build --data reads back (CSV)",
            ),
            exports.packed(
                {f"{one.name}.csv": exports.write_csv(one.heads, one.rows) for one in data}
            ),
        )
    yield Download(
        f"{name}.graphml",
        Text(
            "网络（GraphML，Gephi、igraph、R 可读）", "the network (GraphML, for Gephi, igraph, R)"
        ),
        exports.write_graphml(network),
    )
    yield Download(
        "ontology.ttl",
        Text("本体（Turtle）", "the ontology (Turtle)"),
        find("ontology.ttl").read_bytes(),
    )


def _data(store: Store) -> list[exports.Table]:
    """The tables from which a store can be made; none where it holds what no table can."""
    try:
        return exports.data_tables(store)
    except KGError:
        return []
