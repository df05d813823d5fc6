"""The files that the site offers for download: RDF, tables, a network, the ontology."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from kg import exports
from kg.errors import KGError, Text
from kg.network import project
from kg.resources import find
from kg.sparql import Store

__all__ = ["Download", "downloads"]

# A ZIP keeps a date for each file; the same data give the same bytes, whenever they are packed.
EPOCH = (1980, 1, 1, 0, 0, 0)


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
        _packed({f"{name}.trig": exports.write_rdf(store, ".trig")}),
    )
    network = project(store)
    tables = [
        exports.nodes(network),
        exports.edges(network),
        exports.statements(store),
        exports.sources(network),
    ]
    files = {table.name: exports.write_csv(table.heads, table.rows) for table in tables}
    described = exports.describe(tables, files, version)
    yield Download(
        f"{name}-tables.zip",
        Text(
            "实体、关系、逐条陈述、来源四张 CSV 表，附逐列说明（Data Package）",
            "nodes, edges, statements and sources as CSV with every column described "
            "(Data Package)",
        ),
        _packed(
            {exports.DESCRIPTOR: described} | {f"{key}.csv": told for key, told in files.items()}
        ),
    )
    if data := _data(store):
        yield Download(
            f"{name}-data.zip",
            Text(
                "可以用 kg build --data 读回的数据表（CSV）",
                "the data tables that `kg build --data` reads back (CSV)",
            ),
            _packed({f"{one.name}.csv": exports.write_csv(one.heads, one.rows) for one in data}),
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


def _packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return buffer.getvalue()
