"""How many pairings there are: by mechanism, round, level, decade of beginning and best source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.claims import programme_mechanisms
from kg.entities import describe
from kg.errors import Text
from kg.namespaces import SOURCES, identifier, local_name
from kg.sparql import Store
from kg.store import select
from kg.terms import facts

if TYPE_CHECKING:
    from kg.records.networks import CountedPairings

__all__ = ["register"]

SAID = f"""
SELECT DISTINCT ?pairing ?programme ?mechanism ?from ?tier WHERE {{
  GRAPH ?source {{
    ?pairing a coop:Pairing .
    OPTIONAL {{ ?pairing coop:programme ?programme }}
    OPTIONAL {{ ?pairing coop:mechanism ?mechanism }}
    OPTIONAL {{ ?pairing coop:validFrom ?from }}
  }}
  GRAPH <{SOURCES}> {{ ?source coop:reliability ?tier }}
}}"""
PARTNERS = "SELECT DISTINCT ?pairing ?partner WHERE { GRAPH ?g { ?pairing coop:partner ?partner } }"

# The best source of a pairing counts.
TIERS = {
    "official": Text("官方", "official"),
    "press": Text("媒体", "press"),
    "web": Text("网页", "web"),
    "weak": Text("弱来源", "weak"),
}
LEVELS = {
    0: Text("省级", "province"),
    1: Text("地级", "prefecture"),
    2: Text("县级、园区", "county or park"),
    3: Text("乡级", "township"),
}
NONE = {
    "mechanism": Text("机制未注明", "mechanism not stated"),
    "programme": Text("轮次未写明", "round not stated"),
    "level": Text("机构或未点名", "organizations, or not named"),
    "decade": Text("起始未注明", "beginning not stated"),
}


def register(store: Store) -> list[CountedPairings]:
    """Counts of pairings under ``by``: mechanism, programme, level, decade, tier.

    Every pairing counts once under each: in its earliest beginning and in its best source. Two
    rounds of the same two are two pairings.

    Example:
        >>> import kg
        >>> rows = register(kg.open())
        >>> by = ("mechanism", "programme", "level", "decade", "tier")
        >>> len({sum(row["pairings"] for row in rows if row["by"] == one) for one in by})
        1
        >>> [row["zh"] for row in rows if row["id"] == "mechanism/mountain-sea"]
        ['山海协作']
    """
    said = _said(store)
    counts: dict[str, Counter[Any]] = {
        "mechanism": Counter(min(one["mechanism"], default=None) for one in said.values()),
        "programme": Counter(min(one["programme"], default=None) for one in said.values()),
        "level": _levels(store, said),
        "decade": Counter(_decade(one["from"]) for one in said.values()),
        "tier": Counter(min(one["tier"], key=list(TIERS).index) for one in said.values()),
    }
    known = describe(store, {iri for by in ("mechanism", "programme") for iri in counts[by] if iri})

    def row(by: str, value: Any) -> CountedPairings:
        words = NONE[by] if value is None else TIERS.get(value, value)
        if value in known:
            words = Text(known[value]["zh"], known[value]["en"])
        ident = identifier(value) if value in known else value if by == "tier" else None
        zh, en = words
        return {"by": by, "id": ident, "zh": zh, "en": en, "pairings": counts[by][value]}

    ordered = {by: list(TIERS) if by == "tier" else _order(counts[by], by) for by in counts}
    return [row(by, value) for by, values in ordered.items() for value in values]


def _said(store: Store) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    under = programme_mechanisms(store)
    for row in select(store, SAID):
        one = found[row["pairing"].value]
        one["tier"].add(local_name(row["tier"].value))
        for name in ("programme", "mechanism", "from"):
            if name in row:
                one[name].add(row[name].value)
        one["mechanism"] |= set[str]().union(*(under.get(iri, ()) for iri in one["programme"]))
    return found


def _decade(begins: set[str]) -> Text | None:
    """The decade of the earliest beginning that a source gives.

    >>> _decade({"1996-09-01", "2016-01-01"})
    Text(zh='1990年代', en='1990s')
    """
    if not begins:
        return None
    decade = min(begins)[:3] + "0"
    return Text(f"{decade}年代", f"{decade}s")


def _levels(store: Store, pairings: Mapping[str, Any]) -> Counter[Text | None]:
    partners: dict[str, set[str]] = defaultdict(set)
    for row in select(store, PARTNERS):
        partners[row["pairing"].value].add(row["partner"].value)
    ranks = facts(store, "rank")["rank"]
    kinds = describe(store, {one for group in partners.values() for one in group})
    counts: Counter[Text | None] = Counter()
    for pairing in pairings:
        found = [ranks.get(kinds[one]["type"] or "") for one in partners[pairing]]
        known = sorted(int(rank[0]) for rank in found if rank)
        if len(known) == 2 and set(known) <= set(LEVELS):
            one, other = (LEVELS[rank] for rank in known)
            counts[Text(f"{one.zh}—{other.zh}", f"{one.en} – {other.en}")] += 1
        else:
            counts[None] += 1
    return counts


def _order(counted: Counter[Any], by: str) -> list[Any]:
    """The most first; decades as they follow; what is not stated last."""
    return sorted(
        counted,
        key=lambda value: (value is None, value if by == "decade" else -counted[value], str(value)),
    )
