"""Small tables, and what is said of them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import LoadError
from kg.loaders import build_in_memory
from kg.namespaces import COOP, ID, SOURCE
from kg.store import select

HEAD = "id,source,partner,start,end\n"
# What every source record of the JSON contract has.
CITED = {
    "id",
    "title",
    "publisher",
    "issued",
    "inferred",
    "reliability",
    "url",
    "locator",
    "start",
    "end",
}
# A source, a place and a pairing to add to what is there.
SOURCES = "id,title@zh,reliability,dcterms:source\nnew,新的,web,https://example.org/new\n"
TABLES = {
    "sources.csv": SOURCES,
    "places.csv": "id,source,type,prefLabel@zh,altLabel@zh,within\n"
    "place/pulandian,new,District,普兰店区,普兰店,大连市\n"
    "place/dalian,new,City,,滨城,\n",
    "pairings.csv": "id,source,supporter,supported,stage,validFrom\n"
    "pairing/b,new,上海市,普兰店,signed,2017-03\n",
}

GOOD = HEAD + "pairing/a,s1,大连市|上海市,1,9\n"


def problems(*folders, texts=None):
    """Every problem of a load: file, row, column and the messages in both languages."""
    with pytest.raises(LoadError) as caught:
        build_in_memory(folders, texts=texts)
    return [
        (problem.row, problem.column, problem.message("zh"), problem.message("en"))
        for problem in caught.value.problems
    ]


def pairing(**cells):
    """A table of one good pairing, with some cells otherwise."""
    columns = {
        "id": "pairing/a",
        "source": "s1",
        "partner": "大连市|上海市",
        "start": "1",
        "end": "9",
    }
    columns |= {name.replace("__", "@"): value for name, value in cells.items()}
    return {"pairings.csv": ",".join(columns) + "\n" + ",".join(columns.values()) + "\n"}


def value(store, name, graph="s1", about="pairing/a"):
    query = "SELECT ?x { GRAPH $graph { $about $property ?x } }"
    rows = select(
        store,
        query,
        graph=ox.NamedNode(SOURCE + graph),
        about=ox.NamedNode(ID + about),
        property=ox.NamedNode(COOP + name),
    )
    return sorted(row["x"].value.removeprefix(ID) for row in rows)


PARTNERS = {"place/dalian", "place/shanghai"}


def partners_of(store):
    rows = select(store, "SELECT ?x { GRAPH ?s { id:pairing\\/a coop:partner ?x } }")
    return {row["x"].value.partition("/id/")[2] for row in rows}


def refused(folder):
    """The messages in Chinese and in English, without the folder in front."""
    with pytest.raises(LoadError) as caught:
        build_in_memory([folder])
    return tuple(
        [line.replace(f"{folder}/", "") for line in caught.value.message(lang).splitlines()[:-1]]
        for lang in ("zh", "en")
    )
