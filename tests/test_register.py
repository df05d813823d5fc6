"""The register: who is counted by `kg rank` and `kg stats`, and what is said beside it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

import kg as library


@pytest.fixture(scope="module")
def counted(packaged):
    return library.stats(store=packaged).facts["pairings"]


def test_pairings_are_counted_once_under_each_head(counted, packaged):
    totals = Counter()
    for row in counted:
        totals[row["by"]] += row["pairings"]
    (all_of_them,) = {
        row["stated"] for row in library.stats(store=packaged) if row["id"] == "Pairing"
    }
    heads = ("mechanism", "programme", "level", "decade", "tier")
    assert totals == dict.fromkeys(heads, all_of_them)


def test_counts_agree_with_the_coverage_of_each_round(counted, packaged):
    from kg.questions.coverage import coverage

    here = {row["programme"]["id"]: row["pairings"] for row in coverage(packaged)}
    rounds = {row["id"]: row["pairings"] for row in counted if row["by"] == "programme"}
    assert rounds.pop(None) > 0
    assert rounds == {ident: number for ident, number in here.items() if number}


def ranked(packaged, **given):
    rows = library.rank(store=packaged, **given)
    return {row["entity"]["id"]: row["value"] for row in rows}


def test_supporters_are_counted_by_distinct_partners_in_their_direction(packaged):
    supporting = ranked(packaged, by="supporting", mechanism="对口支援")
    partners = library.partners("上海", mechanism="对口支援", supported=True, store=packaged)
    assert supporting["place/shanghai"] == len({row["partner"]["iri"] for row in partners})
    supported = ranked(packaged, by="supported", mechanism="对口支援")
    back = library.partners("林芝", mechanism="对口支援", supporter=True, store=packaged)
    assert supported["place/linzhi"] == len({row["partner"]["iri"] for row in back})
    assert "place/linzhi" not in supporting


def test_one_level_counts_partners_of_that_level_alone(packaged):
    counties = ranked(packaged, by="supporting", level="county")
    partners = library.partners("上海", supported=True, level="县级", store=packaged)
    sudden = ("mechanism/disaster-support", "mechanism/epidemic-support")
    lasting = [row for row in partners if row["mechanism"]["id"] not in sudden]
    assert counties["place/shanghai"] == len({row["partner"]["iri"] for row in lasting})


def test_disasters_and_epidemics_count_where_they_are_asked_for(packaged):
    assert "place/deyang-mianzhu" not in ranked(packaged, by="supported")
    asked = ranked(packaged, by="supported", mechanism="灾后恢复重建对口支援")
    assert asked["place/deyang-mianzhu"] == 1
    asked = ranked(packaged, by="supported", programme="wenchuan-2008")
    assert asked["place/deyang-mianzhu"] == 1


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["rank", "--by", "betweenness"], "指派"),
        (["communities"], "指派"),
        (["rank", "--by", "supporting"], "宣布了的不等于落实了的"),
    ],
)
def test_what_a_ranking_of_assigned_pairs_tells_is_said(kg, packaged_location, command, words):
    assert words in kg("--store", packaged_location, *command).stdout


def test_a_ranking_of_supporters_is_the_same_for_programs(kg, packaged_location, packaged):
    done = kg("--store", packaged_location, "rank", "--by", "supporting", "--format", "json")
    rows = json.loads(done.stdout)
    assert {row["entity"]["id"]: row["value"] for row in rows} == ranked(packaged, by="supporting")
