"""Names as lists, screens and PDF have them, and names of places that are gone."""

from __future__ import annotations

import pytest

from kg.errors import UnknownNameError
from kg.names import fold, resolve, simplified
from kg.names.keys import pinyin
from kg.store import select


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("库车旗", {"place/akesu-kuche"}),
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


# As the gazetteer romanises them in English, and pypinyin does not.
SAID = """
changhaixian dalian-changhai
changzhishi changzhi
luoheshi luohe
changningqu shanghai-changning
zhangzhou zhangzhou
tahe daxinganling-tahe
zhangwu fuxin-zhangwu
Shanxian heze-shan
xunxian hebi-xun
zalantunshi hulunbeier-zhalantun
daichengxian langfang-daicheng
longxuqu wuzhou-longxu
changsanjiao yangtze-delta
csj yangtze-delta
"""


@pytest.mark.parametrize("line", SAID.split("\n")[1:-1])
def test_a_place_is_found_as_it_is_said(packaged, line):
    said, ident = line.split()
    assert resolve(packaged, said)["id"] == f"place/{ident}"


def test_every_romanised_name_of_the_list_is_said_so(packaged):
    """Where the English name is the pinyin of the Chinese one, it is so with 市, 区 and 县 too."""
    rows = select(
        packaged,
        "SELECT DISTINCT ?iri ?zh ?en { GRAPH ?g { ?iri coop:gb2260 ?code } GRAPH ?h { "
        "?iri skos:prefLabel ?zh, ?en } FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en') }",
    )
    said = {"市": ("City", "shi"), "区": ("District", "qu"), "县": ("County", "xian")}
    checked, wrong = 0, set()
    for row in rows:
        chinese = row["zh"].value
        word, ending = said.get(chinese[-1], ("", ""))
        romanised = fold(row["en"].value.partition(" (")[0].removesuffix(f" {word}"))
        # What no reading of the characters gives is no pinyin: Hohhot.
        if ending and can_be_said(chinese[:-1], romanised):
            checked += 1
            if "".join(pinyin(chinese, place=True)).replace("v", "u") != romanised + ending:
                wrong.add(chinese)
    assert checked > 2300
    # Zhalantun by its characters, Zalantun by its English name: both are found.
    assert wrong == {"扎兰屯市"}


def can_be_said(characters, romanised):
    import pypinyin

    if not characters:
        return not romanised
    [readings] = pypinyin.pinyin(characters[0], heteronym=True, style=pypinyin.Style.NORMAL)
    return any(
        romanised.startswith(one) and can_be_said(characters[1:], romanised.removeprefix(one))
        for one in {fold(reading).replace("v", "u") for reading in readings}
    )
