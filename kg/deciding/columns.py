"""Which cells a claim may have, and what may stand in them, as the ontology and the shapes say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.deciding.forms import NAMING, column_of
from kg.loaders.fitting import Loaded
from kg.loaders.headers import blank_table
from kg.loaders.rows import LANG_STRING, RESERVED
from kg.namespaces import CLAIM, COOP, PREFIXES
from kg.ontology import Class, Property
from kg.shapes import load_constraints

__all__ = ["claim_classes", "counts_of", "kind_of"]

XSD = PREFIXES["xsd"]
KINDS = {
    XSD + "date": "date",
    XSD + "decimal": "number",
    XSD + "integer": "number",
    XSD + "boolean": "boolean",
    XSD + "string": "text",
    XSD + "anyURI": "text",
    LANG_STRING: "text",
}
# A column that so many of the packaged rows fill is shown without being asked for.
USUAL = 0.3
# So do the first of a table: they stand there because people fill them first.
FIRST = 6


def claim_classes(loaded: Loaded) -> dict[str, Any]:
    """Every kind of claim that has a table, the most frequent first, with its columns.

    Beside them the labels of the classes of which something new may be.
    """
    ontology = loaded.ontology
    rows = Counter(kind.name for row, _ in loaded.said for kind in row.classes)
    found = [
        kind
        for kind in ontology.classes.values()
        if CLAIM in kind.ancestors and kind.iri != CLAIM and kind.tables
    ]
    found.sort(key=lambda kind: (-rows[kind.name], kind.name))
    kinds = [
        {
            "name": kind.name,
            **kind.label._asdict(),
            "definition": kind.definition._asdict(),
            "columns": list(_columns(kind, loaded)),
        }
        for kind in found
    ]
    return {
        "kinds": kinds,
        "types": {kind.name: kind.label._asdict() for kind in ontology.classes.values()},
    }


def _columns(kind: Class, loaded: Loaded) -> Iterator[dict[str, Any]]:
    filled = Counter(
        cell.header for row, _ in loaded.said if kind in row.classes for cell in row.cells
    )
    narrower = loaded.ontology.properties.values()
    total = max(1, sum(kind in row.classes for row, _ in loaded.said))
    headers = blank_table(kind.name).headers
    every = blank_table(kind.name, everything=True).headers
    sides = [name for name in NAMING if name in headers]
    first = [name for name in headers if name not in RESERVED and not name.endswith("@en")][:FIRST]
    for header in dict.fromkeys((*sides, *headers, *every)):
        term = None if header in RESERVED else column_of(loaded, kind.name, header)
        if term is None:
            continue
        at = header.partition("@")[2]
        zh, en = term.label
        least, most = counts_of(kind, term)
        yield {
            "header": header,
            "zh": zh + ("（英文）" if at == "en" else ""),
            "en": en + (" (Chinese)" if at == "zh" else " (English)" if at == "en" else ""),
            "definition": term.definition._asdict() if header in headers else None,
            "kind": kind_of(term),
            "many": most != 1 and kind_of(term) in ("concept", "entity"),
            "usual": least > 0 or header in (*sides, *first) or filled[header] / total >= USUAL,
            "needed": least > 0 and not any(term.iri in one.ancestors for one in narrower),
            "side": header in sides,
            "types": _types(term, loaded),
        }


def kind_of(term: Property) -> str:
    """What stands in a cell: concept, entity, date, number, boolean or text."""
    if term.scheme:
        return "concept"
    return KINDS.get(term.range, "text" if term.range.startswith(XSD) else "entity")


def counts_of(kind: Class, term: Property) -> tuple[int, int | None]:
    """How many values a cell needs, and how many it may have (None: any number)."""
    own = [
        one
        for one in load_constraints()
        if one.target in kind.ancestors and one.paths == {term.iri}
    ]
    most = [one.maximum for one in own if one.maximum is not None]
    return max((one.minimum for one in own), default=0), min(most, default=None)


def _types(term: Property, loaded: Loaded) -> list[str]:
    """The classes of which something new may be that a cell names; no claims, which need cells."""
    if kind_of(term) != "entity":
        return []
    ontology = loaded.ontology
    found = [
        kind
        for kind in ontology.classes.values()
        if ontology.takes(term, kind.ancestors)
        and CLAIM not in kind.ancestors
        and kind.tables
        and kind.iri.startswith(COOP)
        and COOP + "EditorialNote" not in kind.ancestors
        and COOP + "Source" not in kind.ancestors
    ]
    return [kind.name for kind in sorted(found, key=lambda kind: kind.order)]
