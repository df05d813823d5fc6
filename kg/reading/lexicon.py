"""All names known: those of the graph, and those of the lists beside this module."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.names import simplified
from kg.namespaces import DERIVED, ENTITIES, SOURCE, identifier, local_name
from kg.reading.things import Lexicon, Thing, read_list, short_names
from kg.sparql import Store
from kg.store import select

__all__ = ["read_lexicon", "shortened"]

PLACES = ("Province", "Municipality", "City", "District", "NewArea", "Township")
# Where a thing has several classes, the one by which it is read.
ORDER = (*PLACES, "Region", "Park")
NAMED = f"""
SELECT ?item ?class ?zh ?en WHERE {{
  GRAPH <{ENTITIES}> {{ ?item skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh")
    ?item a ?class OPTIONAL {{ ?item skos:prefLabel ?en FILTER(LANG(?en) = "en") }} }}
}}"""
ALIASES = f"""
SELECT ?item ?zh WHERE {{
  GRAPH <{ENTITIES}> {{ ?item skos:altLabel ?zh FILTER(LANG(?zh) = "zh") }}
}}"""
WITHIN = f"""
SELECT ?item ?outer ?graph WHERE {{
  GRAPH ?graph {{ ?item coop:within ?outer }}
  FILTER(?graph = <{ENTITIES}> || STRSTARTS(STR(?graph), "{SOURCE}"))
}}"""
ORGANIZATIONS = f"""
SELECT ?item WHERE {{ GRAPH <{DERIVED}> {{ ?item a coop:Organization }} }}"""
BODY = re.compile(r"(?:^中共.*委员会|人民政府|政府|[省市区县州]委|管委会|党委)$")
# Regions by name that the graph does not list; their partners are never read off them.
REGIONS = (
    "京津冀 长三角 珠三角 粤港澳大湾区 成渝地区双城经济圈 成渝双城经济圈 成渝地区 环渤海 "
    "东北 华北 华东 华中 华南 西北 西南 东北地区 西部地区 中部地区 东部地区 长江经济带 "
    "黄淮海 北部湾 海峡西岸"
).split()


def read_lexicon(store: Store, *, without: str | None = None) -> Lexicon:
    """The table of names for a store.

    Args:
        store: whose entities are known.
        without: a source whose own rows count as unknown; what only it speaks of is left out.
    """
    things = _things(store, without)
    lexicon = Lexicon()
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in select(store, ALIASES):
        aliases[row["item"].value].append(simplified(row["zh"].value))
    for iri, thing in sorted(things.items()):
        _add(lexicon, thing, aliases[iri])
    _add_lists(lexicon)
    return lexicon.close()


def _things(store: Store, without: str | None) -> dict[str, Thing]:
    found: dict[str, dict[str, Any]] = {}
    for row in select(store, NAMED):
        one = found.setdefault(row["item"].value, {"types": set()})
        one["types"].add(local_name(row["class"].value))
        one["zh"] = simplified(row["zh"].value)
        one["en"] = row["en"].value if "en" in row else None
    outer: dict[str, str] = {}
    for row in sorted(select(store, WITHIN), key=lambda row: row["graph"].value):
        outer.setdefault(row["item"].value, row["outer"].value)
    wanted = {row["item"].value for row in select(store, ORGANIZATIONS)}
    hidden = _only_in(store, without) if without else set()
    result = {}
    for iri, one in found.items():
        kind = next((name for name in ORDER if name in one["types"]), None)
        if iri in hidden or (kind is None and iri not in wanted):
            continue
        above = tuple(_above(iri, outer, found))
        exact = kind or min(one["types"])
        result[iri] = Thing(identifier(iri), iri, exact, one["zh"], one["en"], above)
    return result


def _above(iri: str, outer: dict[str, str], found: dict[str, Any]) -> Iterator[str]:
    chain: list[str] = []
    while (iri := outer.get(iri, "")) and iri not in chain and iri in found:
        chain.append(iri)
    return (found[one]["zh"] for one in reversed(chain))


def _only_in(store: Store, source: str) -> set[str]:
    """What no other source and no list speaks of."""
    query = f"""SELECT DISTINCT ?item ?graph WHERE {{ GRAPH ?graph {{ ?item a ?class }}
      FILTER(STRSTARTS(STR(?graph), "{SOURCE}")) }}"""
    graphs: dict[str, set[str]] = defaultdict(set)
    for row in select(store, query):
        graphs[row["item"].value].add(row["graph"].value)
    return {item for item, where in graphs.items() if where == {SOURCE + source}}


def _add(lexicon: Lexicon, thing: Thing, aliases: list[str]) -> None:
    if thing.type not in ORDER and BODY.search(thing.zh):
        # A government is read as its place.
        return
    lexicon.add(thing.zh, thing, "official")
    if thing.type in PLACES:
        lexicon.places.setdefault(thing.full, thing)
        county = thing.type in ("District", "NewArea", "Township")
        for name in short_names(thing):
            # 沿河县 has a suffix still, 沿河 has none.
            bare = county and (not name.endswith(("县", "旗")) or thing.zh[:-1] == name)
            lexicon.add(name, thing, "bare" if bare else "short")
    for name in aliases:
        if len(name) == 1:
            lexicon.signs[name].append(thing)
        else:
            lexicon.add(name, thing, "alias")


def _add_lists(lexicon: Lexicon) -> None:
    by_name = {thing.zh: thing for thing in lexicon.places.values() if len(thing.above) < 2}
    for row in read_list("signs"):
        place = by_name[row["place"]]
        if place not in lexicon.signs[row["sign"]]:
            lexicon.signs[row["sign"]].append(place)
    for row in read_list("aliases"):
        lexicon.add(row["name"], by_name[row["place"]], "alias")
    for name in REGIONS:
        if name not in lexicon.names:
            lexicon.add(name, Thing(None, None, "Region", name), "official")
    for row in read_list("beyond"):
        kind = "District" if row["name"].endswith(("区", "县")) else "City"
        _add_new(lexicon, Thing(None, None, kind, row["name"], None, (row["province"],)), kind)
    for row in read_list("former_units"):
        above = (row["province"], row["prefecture"])
        _add_new(lexicon, Thing(None, None, "District", row["name"], None, above), "District")
    for row in (*read_list("zones"), *read_list("statistical_zones")):
        _add_zone(lexicon, by_name, row)
    for row in read_list("countries"):
        lexicon.add(row["name"], Thing(None, None, "Country", row["name"]), "official")
    _add_foreign(lexicon)


def _add_foreign(lexicon: Lexicon) -> None:
    countries = {row["code"]: row["name"] for row in read_list("countries")}
    for row in read_list("foreign_cities"):
        country = countries.get(row["country"])
        # The list is one of cities; newspapers mostly add the suffix, or mean it.
        zh = row["name"] if row["name"].endswith(tuple("市州县府道都省区")) else row["name"] + "市"
        foreign = Thing(None, None, "Foreign", zh, None, (country,) if country else ())
        if row["name"] not in lexicon.names:
            lexicon.add(row["name"], foreign, "large" if row["large"] else "foreign")


def _add_new(lexicon: Lexicon, thing: Thing, kind: str) -> None:
    lexicon.add(thing.zh, thing, "listed")
    for name in short_names(thing):
        if name not in lexicon.names:
            lexicon.add(name, thing, "bare" if kind == "District" else "short")


def _add_zone(lexicon: Lexicon, by_name: dict[str, Thing], row: dict[str, str]) -> None:
    name = row["name"]
    if name in lexicon.names:
        return
    where = row.get("within") or row.get("prefecture") or ""
    above = _chain(where, by_name)
    zone = Thing(None, None, "Park", name, None, above)
    lexicon.add(name, zone, "zone")
    for short in {row.get("short") or "", shortened(name)} - {name, ""}:
        lexicon.add(short, zone, "zone")


def shortened(name: str) -> str:
    """A zone's name as newspapers write it.

    >>> shortened("大庆高新技术产业开发区"), shortened("绥芬河综合保税区")
    ('大庆高新区', '绥芬河综保区')
    """
    for long, short in (
        (r"高新?技术产业(?:开发|园)区", "高新区"),
        ("高新技术开发区", "高新区"),
        ("经济技术开发区", "经开区"),
        ("经济开发区", "经开区"),
        ("综合保税区", "综保区"),
        ("自由贸易试验区", "自贸区"),
    ):
        name = re.sub(long, short, name)
    return name


def _chain(where: str, by_name: dict[str, Thing]) -> tuple[str, ...]:
    """安徽省芜湖市 as the names of both."""
    for cut in range(len(where), 0, -1):
        if thing := by_name.get(where[-cut:]):
            return (*thing.above, thing.zh)
    return (where,) if where else ()
