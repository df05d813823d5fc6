"""What was agreed and by whom: the agreements that sources report."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims import agreed_date, citations, claims_of, iris, read_sources
from kg.entities import describe, entity
from kg.questions.nesting import members
from kg.questions.partners import inside
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Agreement, Entity

__all__ = ["agreements", "signing_for"]

STANDS_FOR_OTHERS = """
SELECT ?typed WHERE {
  GRAPH ?typed { $entity a coop:Region }
  FILTER NOT EXISTS { GRAPH ?other { ?agreement coop:signatory $entity } }
}"""


def signing_for(store: Store, entity: Entity) -> list[Entity]:
    """The members of a region that has signed nothing itself (沿海六市); nobody for all others."""
    rows = select(store, STANDS_FOR_OTHERS, entity=ox.NamedNode(entity["iri"]))
    return members(store, entity["iri"]) if rows else []


def agreements(
    store: Store, party: Collection[str] = (), *, below: bool = False
) -> list[Agreement]:
    """Agreements, those that all of ``party`` have signed.

    Args:
        store: an open store.
        party: IRIs of signatories, each of which must have signed.
        below: what lies inside a party (its government, a park) may have signed for it.

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
    parties = [{one} | (inside(store, one) if below else set()) for one in party]
    claims = {
        iri: said
        for iri, said in claims_of(store, "Agreement").items()
        if all(one & iris(said, "signatory") for one in parties)
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
