"""Data Package: what exported tables hold, for programs that read such descriptions.

`datapackage.json` is of the Data Package standard, version 1 (https://specs.frictionlessdata.io/).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.exports.tables import Table
from kg.exports.variables import VARIABLES
from kg.ontology import Ontology, load
from kg.questions.versions import Versions

__all__ = ["DESCRIPTOR", "describe"]

DESCRIPTOR = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# The columns of every table that are no properties.
COLUMNS = {
    "id": ("编号 / id", "图谱中的编号；前面加上 https://w3id.org/cooperation-kg/id/ 就是 IRI"),
    "source": ("来源 / source", "说出这一行的来源的编号"),
    "type": ("类 / class", "本体中的类名，与表的类不同时才填"),
    "start": ("起 / start", "依据在原文中的起点，按字符计，从 0 起"),
    "end": ("止 / end", "依据在原文中的终点，不含"),
    "locator": ("位置 / locator", "依据在原文中的位置"),
    "quote": ("引文 / quote", "依据的原文"),
}
# What refers to a row of another table of the network.
KEYS = {
    "edges": [("a_id", "nodes", "node_id"), ("b_id", "nodes", "node_id")],
    "statements": [("source_id", "sources", "id")],
}
PRIMARY = {"nodes": "node_id", "sources": "id"}


def describe(
    tables: Sequence[Table], files: Mapping[str, bytes], about: Versions, *, loads: bool = False
) -> bytes:
    """The descriptor of a folder of tables.

    Args:
        tables: the tables.
        files: the content of the file of each, by the name of the table.
        about: which data, made by which program.
        loads: whether these are data tables, which load back, with the ontology's columns.

    Returns:
        ``datapackage.json``, the same bytes for the same tables.

    Example:
        >>> from kg.exports import Table, write_csv
        >>> table = Table("nodes", ["node_id", "lat"], [["place/dalian", 38.9]])
        >>> about = Versions("0.1.0", "1", "2", "b")
        >>> found = describe([table], {"nodes": write_csv(table.heads, table.rows)}, about)
        >>> [field["type"] for field in json.loads(found)["resources"][0]["schema"]["fields"]]
        ['string', 'number']
    """
    names = {table.name for table in tables}
    package = {
        "profile": "tabular-data-package",
        "name": "cooperation-kg",
        "title": "中国区域合作知识图谱 / Regional cooperation in China",
        "version": about.data,
        "build": about.build,
        "ontology": f"https://w3id.org/cooperation-kg/ontology/{about.ontology}",
        "homepage": "https://w3id.org/cooperation-kg/",
        "licenses": [LICENCE],
        "keywords": ["对口合作", "对口支援", "regional cooperation", "China"],
        "created_with": f"cooperation-kg {about.program}",
        "resources": [_resource(table, files[table.name], names, loads) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(table: Table, content: bytes, names: set[str], loads: bool) -> dict[str, Any]:
    ontology = load()
    main = ontology.tables[table.name] if loads else None
    title = f"{main.label.zh} / {main.label.en}" if main else table.name
    schema: dict[str, Any] = {
        "fields": [_field(head, ontology, network=not loads) for head in table.heads],
        "missingValues": [""],
    }
    if not loads and table.name in PRIMARY:
        schema["primaryKey"] = PRIMARY[table.name]
    if not loads and (keys := list(_foreign(table.name, names))):
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        # With the mark by which Excel knows it.
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _foreign(table: str, names: set[str]) -> Iterator[dict[str, Any]]:
    for field, other, key in KEYS.get(table, ()):
        if other in names:
            yield {"fields": field, "reference": {"resource": other, "fields": key}}


def _field(head: str, ontology: Ontology, *, network: bool) -> dict[str, Any]:
    if network and (known := VARIABLES.get(head)):
        return {
            "name": head,
            "type": "number" if known.kind == "number" else "string",
            "title": f"{known.label.zh} / {known.label.en}",
            "description": f"{known.meaning.zh} / {known.meaning.en}",
        }
    if head in COLUMNS and (head != "source" or not network):
        title, meaning = COLUMNS[head]
        return {"name": head, "type": "string", "title": title, "description": meaning}
    term = ontology.column(head)
    if term is None:
        return {"name": head, "type": "string"}
    # Several values stand in one cell, separated by |, and dates are as sharp as printed.
    return {
        "name": head,
        "type": "string",
        "title": f"{term.label.zh} / {term.label.en}",
        "description": f"{term.definition.zh} / {term.definition.en}".strip(" /"),
        "rdfType": term.iri,
    }
