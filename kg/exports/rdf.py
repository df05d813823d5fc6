"""RDF, sorted: with named graphs as N-Quads, TriG and JSON-LD; the merge alone as Turtle."""

from __future__ import annotations

import pyoxigraph as ox

from kg.namespaces import prefixes
from kg.sparql import Store
from kg.store import dump, each

__all__ = ["RDF", "write_rdf"]

# Suffix -> whether the format has named graphs, and with them the sources.
RDF = {".nq": True, ".trig": True, ".jsonld": True, ".ttl": False}


def write_rdf(store: Store, suffix: str) -> bytes:
    """The store in the format of a suffix in ``RDF``.

    Example:
        >>> import kg
        >>> write_rdf(kg.open(), ".ttl").startswith(b"@prefix")
        True
    """
    if suffix in (".nq", ".trig"):
        return dump(store, trig=suffix == ".trig")
    if suffix == ".jsonld":
        quads = ox.parse(dump(store), format=ox.RdfFormat.N_QUADS)
        return ox.serialize(quads, format=ox.RdfFormat.JSON_LD, prefixes=prefixes()) or b""
    found = each(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    merged = (quad.triple for quad in found)
    lines = "".join(sorted(f"{triple} .\n" for triple in merged)).encode("utf-8")
    triples = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return (
        ox.serialize(
            (quad.triple for quad in triples), format=ox.RdfFormat.TURTLE, prefixes=prefixes()
        )
        or b""
    )
