"""Everything with an id can be asked for by its name or id, and is printed with it."""

from __future__ import annotations

import pytest

import kg as library
from kg.claims import every_statement
from kg.entities import describe
from kg.errors import AmbiguousNameError, UnknownNameError
from kg.loaders import build_in_memory
from kg.names import resolve
from tests.data_sets import pairing


def test_every_claim_is_found_by_its_name_and_by_its_id(packaged):
    lost = []
    for iri, record in describe(packaged, every_statement(packaged)).items():
        assert resolve(packaged, record["id"])["iri"] == iri
        for name in (record["zh"], record["en"]):
            try:
                resolve(packaged, name)
            except AmbiguousNameError as error:
                if iri not in {one["iri"] for one in error.candidates}:
                    lost.append((iri, name))
            except UnknownNameError:
                lost.append((iri, name))
    assert lost == []


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        (
            "锦州学习苏州：城市规划建设管理",
            "policy-transfer/urban-management-suzhou-to-jinzhou",
        ),
        ("沪连10对区（市）县结对", "pairing-group/dalian-shanghai-districts"),
        ("大连医务人员赴上海交流", "personnel-exchange/dalian-to-shanghai-medical"),
        ("结对区县对数：10个", "observation/dalian-shanghai-paired-districts"),
    ],
)
def test_a_claim_is_found_by_its_name(packaged, asked, name, ident):
    assert library.show(name, store=packaged)["entity"]["id"] == ident
    assert ident in [row["id"] for row in library.search(name[:6], store=packaged, limit=100)]


def test_what_a_claim_is_called_takes_the_name_from_nobody(tiny):
    exchanges = (
        "id,source,prefLabel@zh,prefLabel@en,from,to,start,end\n"
        "personnel-exchange/x,s1,大连市,Dalian,大连市,上海市,1,9\n"
    )
    store = build_in_memory([tiny(pairing() | {"personnel_exchanges.csv": exchanges})])
    assert resolve(store, "大连市")["id"] == "place/dalian"
    assert resolve(store, "Dalian")["id"] == "place/dalian"
    assert resolve(store, "personnel-exchange/x")["zh"] == "大连市"


def test_part_of_a_claims_name_is_answered_with_the_claim(packaged):
    with pytest.raises(UnknownNameError) as caught:
        resolve(packaged, "沪连10对")
    assert "pairing-group/dalian-shanghai-districts" in caught.value.message("zh")


def test_a_former_name_finds_who_is_called_otherwise_now(tiny):
    names = (
        "id,source,about,nameText,start,end\n"
        "name/lushun,s1,鞍山市,旅大市,1,9\n"
        "name/other,s1,沈阳市,大连,1,9\n"
    )
    store = build_in_memory([tiny(pairing() | {"names.csv": names})])
    for name in ("旅大市", "旅大", "lvda"):
        assert resolve(store, name)["id"] == "place/anshan"
        assert library.search(name, store=store)[0]["id"] == "place/anshan"
    # Who is called so today has the name.
    assert resolve(store, "大连市")["id"] == "place/dalian"


def test_show_prints_claims_with_their_ids_and_people_with_role_and_topic(asked):
    shown = asked("show", "大连市发改委").stdout
    for role, ident in (
        ("牵头单位", "participation/sd-dalian-drc-lead"),
        ("协调层", "participation/sd-dalian-drc-coordination"),
    ):
        (line,) = [line for line in shown.splitlines() if ident in line]
        assert f"（{role}）" in line
    assert "上海经济社会发展与沪连对口合作情况" in asked("show", "彭沉雷").stdout


def test_lists_of_those_who_took_part_tell_role_and_topic(asked):
    shown = asked("list", "参与", "--where", "角色=牵头单位").stdout
    heads = shown.splitlines()[2]
    assert "角色" in heads
    shown = asked("list", "参与", "--where", "参与者=彭沉雷").stdout
    assert "主题" in shown.splitlines()[2]
    assert "上海经济社会发展与沪连对口合作情况" in shown
