"""Programmes as dated rounds: when each began, when its term is over, which one replaced it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pyoxigraph as ox

from kg import dates
from kg.claims import Statement, claims_of, iris, read_sources, read_statements
from kg.entities import Record
from kg.namespaces import FROM_SOURCE
from kg.sparql import Store
from kg.store import select
from kg.terms import Facts, facts
from kg.validity import DATES, Days, Round, validity

__all__ = ["read_rounds"]

LATER = f"""
SELECT DISTINCT ?later WHERE {{
  VALUES ?item {{ $items }} GRAPH ?graph {{ ?later coop:replaces ?item }} {FROM_SOURCE}
}}"""


def read_rounds(
    store: Store,
    terms: Facts | None = None,
    hears: Callable[[str, Mapping[str, Record]], bool] | None = None,
    only: Collection[str] | None = None,
) -> dict[str, Round]:
    """Programmes by IRI, with what bounds the claims under them.

    A round is over when its term is, or when a later one begins that replaces it, whichever is
    earlier. A term is a stated end, or a duration from the beginning.

    Args:
        store: an open store.
        terms: what the ontology says of ``kg.validity.DATES``, if it has been read.
        hears: whether a source is heard, by its IRI and the records of all.
        only: IRIs of those asked about; all by default.

    Example:
        >>> import kg
        >>> from kg.namespaces import ID
        >>> found = read_rounds(kg.open())[ID + "programme/hubei-2020-02-07"]
        >>> found.over, found.ends, found.by.removeprefix(ID)
        ('replaced', ('2020-02-10', '2020-02-10'), 'programme/hubei-2020-02-10')
    """
    terms = terms or facts(store, *DATES)
    claims = claims_of(store, "Programme") if only is None else _with_later(store, only)
    sources = read_sources(store, {one.source for group in claims.values() for one in group})
    if hears:
        claims = {
            iri: kept
            for iri, group in claims.items()
            if (kept := [one for one in group if hears(one.source, sources)])
        }
    own = {iri: _own(group, sources, terms) for iri, group in claims.items()}
    return {iri: _replaced(iri, one, claims, own) for iri, one in own.items()}


def _with_later(store: Store, only: Collection[str]) -> dict[str, list[Statement]]:
    """The statements of some programmes, and of those that replace them."""
    nodes = [ox.NamedNode(iri) for iri in sorted(only)]
    later = {row["later"].value for row in select(store, LATER, items=nodes)}
    return read_statements(store, later.union(only))


def _own(group: list[Statement], sources: Mapping[str, Record], terms: Facts) -> Round:
    known = validity(group, sources, terms, {})
    ends = known.ends or _after(known.begins, group)
    return Round(known.begins, ends, "term" if ends else None)


def _after(begins: Days | None, group: list[Statement]) -> Days | None:
    """The end of a term that is told by its length."""
    lengths = {term.value for found in group for term in found.texts("duration")}
    if begins is None or len(lengths) != 1:
        return None
    (length,) = lengths
    return dates.later(begins[0], length), dates.later(begins[1], length)


def _replaced(
    iri: str, one: Round, claims: Mapping[str, list[Statement]], own: Mapping[str, Round]
) -> Round:
    """The round as it is bounded by the first of those that replace it."""
    later = [
        (begins, other)
        for other, group in claims.items()
        if iri in iris(group, "replaces") and (begins := own[other].begins)
    ]
    if not later:
        return one
    begins, other = min(later)
    if one.ends and one.ends < begins:
        return one
    return Round(one.begins, begins, "replaced", other)
