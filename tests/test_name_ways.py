"""Names as lists, screens and PDF have them, and names of places that are gone."""

from __future__ import annotations

import pytest

from kg.errors import UnknownNameError
from kg.names import resolve, simplified
from kg.store import select


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("闸北区", set()),
        ("襄樊市", set()),
        ("蓟县", {"place/tianjin-jizhou"}),
        ("郫县", {"place/chengdu-pidu"}),
        ("库车县", {"place/akesu-kuche"}),
        ("海门市", {"place/nantong-haimen"}),
        ("大莲市", {"place/dalian"}),
    ],
)
def test_a_place_that_is_gone_is_answered_by_its_stem_and_the_day_of_the_list(
    packaged, name, shown
):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, name)
    assert {found["id"] for found in caught.value.candidates} == shown
    assert "地名表截至 2023-06-30" in caught.value.message("zh")
    assert "the list of places is of 2023-06-30" in caught.value.message("en")


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("北京市市辖区东城区", "beijing-dongcheng"),
        ("重庆市县城口县", "chongqing-chengkou"),
        ("中国辽宁省大连市", "dalian"),
        ("中国大连", "dalian"),
        ("Dalian, Liaoning Province, China", "dalian"),
        ("⻓海县", "dalian-changhai"),
        ("⻄安市", "xian"),
        ("⿊⻰江", "heilongjiang"),
    ],
)
def test_a_place_is_found_with_its_country_its_layers_and_by_radicals(packaged, name, ident):
    assert resolve(packaged, name)["id"] == f"place/{ident}"


def test_every_name_of_the_list_comes_back_from_traditional_characters(packaged):
    import opencc

    rows = select(
        packaged,
        "SELECT DISTINCT ?name { GRAPH ?g { ?iri coop:gb2260 ?code } "
        "GRAPH ?h { ?iri skos:prefLabel ?name } FILTER(LANG(?name) = 'zh') }",
    )
    names = {row["name"].value for row in rows}
    assert len(names) > 2500
    lost = {
        (config, name)
        for config in ("s2t", "s2tw", "s2hk")
        for name, there in zip(
            sorted(names),
            opencc.OpenCC(config).convert("\n".join(sorted(names))).split("\n"),
            strict=True,
        )
        if simplified(there) != name
    }
    assert lost == set()
