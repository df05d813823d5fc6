"""Which drafts the graph holds already: the same claim gets its id, what contradicts it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg import dates
from kg.namespaces import SOURCE, identifier, local_name
from kg.reading.drafting import Draft
from kg.sparql import Store
from kg.store import select

__all__ = ["mark_known"]

_Claims = dict[str, dict[str, set[str]]]

SIDES = {"Pairing": "partner", "Agreement": "signatory", "Observation": "about"}
# What is compared beside the sides, by class.
FACTS = {
    "Pairing": ("supporter", "supported", "validFrom", "validFromLatest", "programme", "mechanism"),
    "Agreement": ("signedOn", "signedOnLatest"),
    "Observation": ("value", "unit", "indicator"),
}
CLAIMS = f"""
SELECT DISTINCT ?claim WHERE {{
  VALUES ?side {{ $sides }}
  GRAPH ?graph {{ ?claim a coop:$class ; coop:$property ?side }}
  FILTER(STRSTARTS(STR(?graph), "{SOURCE}") && ?graph != $without)
}}"""
VALUES = f"""
SELECT ?claim ?property ?value ?graph WHERE {{
  VALUES ?claim {{ $claims }} VALUES ?property {{ $properties }}
  GRAPH ?graph {{ ?claim ?property ?value }}
  FILTER(STRSTARTS(STR(?graph), "{SOURCE}") && ?graph != $without)
}}"""
TITLES = """
SELECT ?claim ?title WHERE {
  VALUES ?claim { $claims }
  GRAPH ?graph { ?claim skos:prefLabel|dcterms:title ?title } FILTER(LANG(?title) = "zh")
}"""
MECHANISMS = f"""
SELECT ?programme ?mechanism WHERE {{
  GRAPH ?graph {{ ?programme coop:mechanism ?mechanism }}
  FILTER(STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""


def mark_known(store: Store, drafts: Sequence[Draft], *, without: str | None = None) -> None:
    """Give drafts the id of the claim that they tell again, and name what contradicts it.

    Args:
        store: whose claims are known.
        drafts: changed in place; where something is contradicted they get ``contradicts``.
        without: a source that does not count.
    """
    hidden = ox.NamedNode(SOURCE + (without or "nothing"))
    for kind, side in SIDES.items():
        mine = [draft for draft in drafts if draft["class"] == kind]
        wanted = {iri for draft in mine for iri in _sides(draft)}
        if not wanted:
            continue
        claims = _claims(store, kind, side, wanted, hidden)
        programmes = _programmes(store) if kind == "Pairing" else {}
        titles = _titles(store, claims) if kind == "Agreement" else {}
        by_sides: dict[frozenset[str], list[str]] = defaultdict(list)
        for claim, facts in sorted(claims.items()):
            by_sides[frozenset(facts[side])].append(claim)
        for draft in mine:
            same = by_sides.get(frozenset(_sides(draft)), [])
            found = _match(draft, same, claims, programmes, titles)
            if found is not None:
                draft["id"], draft["known"] = identifier(found), True
                said = _contradictions(draft, claims[found])
                if said:
                    draft["contradicts"] = said


def _sides(draft: Draft) -> list[str]:
    """The IRIs of the sides of a draft, or nothing where one of them is not known."""
    cells = draft["cells"]
    if draft["class"] == "Pairing":
        sides = [*cells["partner"], *cells["supporter"], *cells["supported"]]
    elif draft["class"] == "Agreement":
        sides = cells["signatory"]
    else:
        sides = [cells["about"]] if cells["about"] else []
    iris = [one["iri"] for one in sides]
    return [] if None in iris else iris


def _claims(
    store: Store, kind: str, side: str, wanted: Iterable[str], hidden: ox.NamedNode
) -> _Claims:
    query = CLAIMS.replace("$class", kind).replace("$property", side)
    nodes = [ox.NamedNode(iri) for iri in sorted(wanted)]
    claims = [row["claim"] for row in select(store, query, sides=nodes, without=hidden)]
    found: _Claims = {}
    if not claims:
        return found
    properties = " ".join(f"coop:{name}" for name in (side, *FACTS[kind]))
    rows = select(store, VALUES, claims=claims, properties=properties, without=hidden)
    for row in rows:
        facts = found.setdefault(row["claim"].value, defaultdict(set))
        facts[local_name(row["property"].value)].add(row["value"].value)
        facts["graph"].add(row["graph"].value)
    return found


def _programmes(store: Store) -> dict[str, str]:
    return {
        row["programme"].value: identifier(row["mechanism"].value)
        for row in select(store, MECHANISMS)
    }


def _titles(store: Store, claims: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    nodes = [ox.NamedNode(iri) for iri in sorted(claims)]
    for row in select(store, TITLES, claims=nodes) if nodes else ():
        found[row["claim"].value].add(row["title"].value)
    return found


def _match(
    draft: Draft,
    same: Sequence[str],
    claims: _Claims,
    programmes: dict[str, str],
    titles: dict[str, set[str]],
) -> str | None:
    """The one claim with these sides that a draft can be; none where several can."""
    cells = draft["cells"]
    if draft["class"] == "Pairing":
        mechanism = (cells["mechanism"] or {}).get("id")
        fitting = [
            claim
            for claim in same
            if mechanism is None
            or not (told := {programmes.get(one) for one in claims[claim]["programme"]})
            or mechanism in told
        ]
        if len(fitting) > 1:
            fitting = _without_round(mechanism, fitting, claims)
    elif draft["class"] == "Agreement":
        fitting = [claim for claim in same if _same_title(cells["title"], titles.get(claim, set()))]
    else:
        fitting = [claim for claim in same if _same_figure(cells, claims[claim])]
    return fitting[0] if len(fitting) == 1 else None


def _without_round(mechanism: str | None, fitting: Sequence[str], claims: _Claims) -> list[str]:
    """Of claims of the same two: that of no round, since a draft names none.

    So a build has it, too: a round is another pairing, and no round is not.
    """
    return [
        claim
        for claim in fitting
        if not claims[claim]["programme"]
        and (
            mechanism is None
            or not claims[claim]["mechanism"]
            or mechanism in {identifier(one) for one in claims[claim]["mechanism"]}
        )
    ]


def _same_title(title: str, known: set[str]) -> bool:
    return any(title in one or one in title for one in known)


def _same_figure(cells: dict[str, Any], facts: dict[str, set[str]]) -> bool:
    unit = (cells["unit"] or {}).get("id")
    units = {identifier(iri) for iri in facts["unit"]}
    same = any(float(value) == float(cells["value"]) for value in facts["value"])
    return same and (unit is None or unit in units)


def _contradictions(draft: Draft, facts: dict[str, set[str]]) -> list[dict[str, Any]]:
    """What the graph says otherwise: another day, the other way round."""
    cells = draft["cells"]
    found: list[dict[str, Any]] = []
    for name in ("validFrom", "signedOn"):
        if cells.get(name) and facts[name]:
            mine = dates.parse(cells[name])
            first = max(facts[name])
            last = min(facts[name + "Latest"] or facts[name])
            if str(mine.last) < first or str(mine.first) > last:
                found.append({"property": name, "value": dates.show(first, max(first, last))})
    helped = {one["iri"] for one in cells.get("supported", [])}
    if helped and helped & facts["supporter"]:
        names = sorted(identifier(iri) for iri in facts["supporter"])
        found.append({"property": "supporter", "value": names})
    return found
