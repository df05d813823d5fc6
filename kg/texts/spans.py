"""A span of a source's raw text as an IRI: ``<source>#char=start,end`` (RFC 5147).

Offsets count code points, half-open ``[start, end)``.
"""

from __future__ import annotations

__all__ = ["SPAN", "offsets", "span_iri"]

# What tells the IRI of a span from all others.
SPAN = "#char="


def span_iri(source: str, start: int, end: int) -> str:
    """The IRI of a span.

    >>> span_iri("https://example.org/source/002", 10, 20)
    'https://example.org/source/002#char=10,20'
    """
    return f"{source}{SPAN}{start},{end}"


def offsets(span: str) -> tuple[int, int]:
    """First character of a span and the one after its last.

    >>> offsets("https://example.org/source/002#char=10,20")
    (10, 20)
    """
    start, end = span.rpartition(SPAN)[2].split(",")
    return int(start), int(end)
