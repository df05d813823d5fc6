"""Places that share their name with others: told with what they lie in, 天津市和平区."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.entities import Record
from kg.namespaces import ENTITIES, ID
from kg.sparql import Store
from kg.store import select

__all__ = ["told_in_full"]

PLACE = ID + "place/"
SHARED = f"""
SELECT DISTINCT ?item WHERE {{
  VALUES ?item {{ $items }}
  GRAPH <{ENTITIES}> {{ ?item skos:prefLabel ?name . ?other skos:prefLabel ?name }}
  FILTER(?other != ?item && LANG(?name) = "zh")
}}"""


def told_in_full(store: Store, records: Iterable[Record]) -> Mapping[str, Record]:
    """The records, by IRI, of places that others are called as: named with what they lie in.

    Example:
        >>> import kg
        >>> store = kg.open()
        >>> found = told_in_full(store, [kg.search("天津市和平区", store=store)[0]])
        >>> [(one["zh"], one["en"]) for one in found.values()]
        [('天津市和平区', 'Heping District, Tianjin')]
    """
    places = {one["iri"]: one for one in records if (one["iri"] or "").startswith(PLACE)}
    items = [ox.NamedNode(iri) for iri in sorted(places)]
    shared = [row["item"].value for row in select(store, SHARED, items=items)] if items else []
    if not shared:
        return {}
    # Most places share their name with none, and what search needs takes a while to import.
    from kg.questions.search import places_of

    outer = places_of(store, shared)
    return {
        iri: {
            **places[iri],
            "zh": f"{around['zh']}{places[iri]['zh']}",
            "en": f"{places[iri]['en']}, {around['en']}",
        }
        for iri, around in outer.items()
    }
