"""RDF, sorted: with named graphs as N-Quads, TriG and JSON-LD; the merge alone as Turtle."""

from __future__ import annotations

import pyoxigraph as ox

from kg.namespaces import prefixes
from kg.questions.versions import versions
from kg.sparql import Store
from kg.store import dump, each

__all__ = ["RDF", "write_rdf"]

# Suffix -> whether the format has named graphs, and with them the sources.
RDF = {".nq": True, ".trig": True, ".jsonld": True, ".ttl": False}


def write_rdf(store: Store, suffix: str) -> bytes:
    """The store in the format of a suffix in ``RDF``.

    What is read by people too (TriG, Turtle) says first which versions it is of.

    Example:
        >>> import kg
        >>> write_rdf(kg.open(), ".ttl").startswith(b"# cooperation-kg ")
        True
    """
    if suffix == ".nq":
        return dump(store)
    if suffix == ".trig":
        return _headed(store, dump(store, trig=True))
    if suffix == ".jsonld":
        quads = ox.parse(dump(store), format=ox.RdfFormat.N_QUADS)
        return ox.serialize(quads, format=ox.RdfFormat.JSON_LD, prefixes=prefixes()) or b""
    found = each(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    merged = (quad.triple for quad in found)
    lines = "".join(sorted(f"{triple} .\n" for triple in merged)).encode("utf-8")
    triples = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    merge = ox.serialize(
        (quad.triple for quad in triples), format=ox.RdfFormat.TURTLE, prefixes=prefixes()
    )
    return _headed(store, merge or b"")


def _headed(store: Store, content: bytes) -> bytes:
    """The content behind a comment; what an endpoint calls its version stays in its line."""
    line = " ".join(versions(store).line().split())
    return f"# {line}\n# CC BY 4.0, https://w3id.org/cooperation-kg/\n".encode() + content
