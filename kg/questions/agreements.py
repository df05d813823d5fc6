"""What was agreed and by whom: the agreements that sources report."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.claims import agreed_date, citations, claims_of, iris, read_sources
from kg.entities import describe, entity
from kg.sparql import Store

if TYPE_CHECKING:
    from kg.records import Agreement

__all__ = ["agreements"]


def agreements(store: Store, party: Collection[str] = ()) -> list[Agreement]:
    """Agreements, those that all of ``party`` have signed.

    Args:
        store: an open store.
        party: IRIs of signatories, each of which must have signed.

    Returns:
        ``{"iri", "title", "signatories", "signedOn", "sources"}`` by date and title; undated ones
        last. The title is the Chinese one, as in source records.

    Example:
        >>> import kg
        >>> from kg.names import resolve
        >>> store = kg.open()
        >>> both = [resolve(store, name)["iri"] for name in ("金普新区", "浦东新区")]
        >>> [row["title"] for row in agreements(store, both)]
        ['金普新区与上海浦东新区结对协议']
    """
    claims = {
        iri: said
        for iri, said in claims_of(store, "Agreement").items()
        if set(party) <= iris(said, "signatory")
    }
    signed = {iri: sorted(iris(said, "signatory")) for iri, said in claims.items()}
    known = describe(store, {*claims, *(one for found in signed.values() for one in found)})
    sources = read_sources(store, {found.source for said in claims.values() for found in said})
    rows: list[Agreement] = [
        {
            "iri": iri,
            "title": known[iri]["zh"],
            "signatories": [entity(known[one]) for one in signed[iri]],
            "signedOn": agreed_date(said, "signedOn")[0],
            "sources": citations(said, sources),
        }
        for iri, said in claims.items()
    ]
    return sorted(rows, key=lambda row: (row["signedOn"] or "9999", row["iri"]))
