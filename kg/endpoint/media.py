"""Media types: what can be written, what can be read, and which one a client wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

__all__ = ["GRAPHS", "RESULTS", "choose", "graph_format"]

# The first is what a client gets that takes anything.
RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
ALIASES = {
    "application/sparql-results+json": ("application/json",),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    "text/turtle": ("application/x-turtle",),
    "application/n-triples": ("text/plain",),
}


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offered type that the Accept header likes best, or None if it takes none (RFC 9110).

    Args:
        accept: the header, or None where there is none.
        offers: media types in our order of preference, which decides between equals.

    Example:
        >>> choose("text/csv;q=0.5, application/sparql-results+xml", list(RESULTS))
        'application/sparql-results+xml'
        >>> choose("image/png", list(RESULTS)) is None
        True
    """
    ranges = _ranges(accept) if accept and accept.strip() else {"*/*": 1.0}
    best = max(offers, key=lambda offer: _quality(offer, ranges))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _number(value)
        if name:
            found[name] = max(quality, found.get(name, 0.0))
    return found


def _number(value: str) -> float:
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    names = (offer, *ALIASES.get(offer, ()))
    for candidates in (names, (offer.partition("/")[0] + "/*",), ("*/*",)):
        found = [ranges[name] for name in candidates if name in ranges]
        if found:
            return max(found)
    return 0.0


def graph_format(content_type: str) -> ox.RdfFormat | None:
    """The format of an RDF graph that a client sends, or None if we cannot read it.

    >>> graph_format("text/turtle; charset=utf-8")
    <RdfFormat Turtle>
    """
    name = content_type.partition(";")[0].strip().lower()
    for media, names in ALIASES.items():
        if name in names:
            name = media
    return GRAPHS.get(name)
