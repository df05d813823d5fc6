"""A name in a cell of a table means what it means on the command line."""

from __future__ import annotations

import pytest

from kg.errors import AmbiguousNameError
from kg.loaders import build_in_memory
from kg.names import resolve
from tests.data_sets import pairing, problems, value

NAMESAKES = (
    "id,source,type,prefLabel@zh,prefLabel@en,within,start,end\n"
    "place/liaoyang,s1,City,辽阳市,Liaoyang,辽宁省,1,9\n"
    "place/liaoyang-liaoyang,s1,District,辽阳县,Liaoyang County,辽阳市,1,9\n"
    "place/jilin,s1,Province,吉林省,Jilin,,1,9\n"
    "place/jilin-jilin,s1,City,吉林市,Jilin City,place/jilin,1,9\n"
    "place/chaoyang,s1,City,朝阳市,Chaoyang,辽宁省,1,9\n"
    "place/changchun-chaoyang,s1,District,朝阳区,Chaoyang District,place/jilin,1,9\n"
    "place/pudong,s1,District,浦东新区,Pudong New Area,上海市,1,9\n"
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("辽阳", "place/liaoyang"),
        ("遼陽", "place/liaoyang"),
        ("Liaoyang", "place/liaoyang"),
        ("辽阳县", "place/liaoyang-liaoyang"),
        ("Liaoyang County", "place/liaoyang-liaoyang"),
        ("吉林市", "place/jilin-jilin"),
        ("Jilin Province", "place/jilin"),
        ("Jilin City", "place/jilin-jilin"),
        ("Pudong", "place/pudong"),
        ("Shenyang City", "place/shenyang"),
        ("吉林", None),
        ("Jilin", None),
        ("朝阳", None),
        ("Chaoyang", None),
    ],
)
def test_a_name_means_in_a_cell_what_it_means_on_the_command_line(tiny, cell, meant):
    places = tiny({"places.csv": NAMESAKES}, "places")
    pairings = tiny(pairing(partner=f"{cell}|上海市"), "pairings")
    if meant:
        store = build_in_memory([places, pairings])
        assert value(store, "partner") == sorted([meant, "place/shanghai"])
        assert resolve(store, cell)["id"] == meant
        return
    assert "可以指 2 个实体" in problems(places, pairings)[0][2]
    with pytest.raises(AmbiguousNameError):
        resolve(build_in_memory([places]), cell)
