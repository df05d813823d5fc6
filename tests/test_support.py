"""Who supports whom: sides, mechanisms and rounds in `kg partners` and `kg list`."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli.partner_groups import grouped, inside, under


def rows(kg, location, *arguments):
    done = kg("--store", location, *arguments, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_every_pairing_is_reached_from_both_ends_with_its_direction(kg, packaged_location):
    there = rows(kg, packaged_location, "partners", "上海", "--programme", "xinjiang-2010")
    assert {row["side"] for row in there} == {"supported"}
    back = rows(kg, packaged_location, "partners", "叶城县")
    assert [(row["partner"]["zh"], row["side"]) for row in back] == [("上海市", "supporter")]
    assert {row["claim"] for row in back} <= {row["claim"] for row in there}


@pytest.mark.parametrize(
    ("side", "other"), [("supporter", "supported"), ("supported", "supporter")]
)
def test_one_side_alone(kg, packaged_location, side, other):
    both = rows(kg, packaged_location, "partners", "重庆")
    one = rows(kg, packaged_location, "partners", "重庆", f"--{side}")
    assert one == [row for row in both if row["side"] == side] != []
    assert rows(kg, packaged_location, "partners", "重庆", f"--{side}", f"--{other}") == [
        row for row in both if row["side"]
    ]


def test_a_mechanism_takes_in_its_programmes_and_what_names_no_round(kg, packaged_location):
    found = rows(kg, packaged_location, "partners", "上海", "--mechanism", "东西部协作")
    assert {row["mechanism"]["id"] for row in found} == {"mechanism/east-west-collaboration"}
    assert {row["programme"] and row["programme"]["id"] for row in found} >= {
        None,
        "programme/east-west-1996",
        "programme/east-west-2016",
    }
    # The five sources give a programme, which gives the mechanism.
    ours = rows(kg, packaged_location, "partners", "盘锦", "--mechanism", "counterpart-cooperation")
    assert [row["partner"]["zh"] for row in ours] == ["无锡市"]


def test_two_rounds_of_two_provinces_do_not_look_alike(kg, packaged_location):
    lines = kg("--store", packaged_location, "partners", "云南", "--supporter").stdout.splitlines()
    first = lines.index("东西部协作 · 东西部扶贫协作（1996年）（1；已结束）")
    later = next(i for i, line in enumerate(lines) if line.startswith("东西部协作 · 轮次未写明"))
    assert lines[first + 1].startswith("上海市")
    assert any(line.startswith("上海市") for line in lines[later + 1 :])


def test_many_rows_are_grouped_and_counted(kg, packaged_location):
    said = kg("--store", packaged_location, "partners", "上海").stdout
    lines = said.splitlines()
    # Those that lie in a partner are counted apart: （5，其内 9；已结束）.
    told = [
        re.search(r"（(\d+)(?:，其内 (\d+))?(?:；\w+)?）$", line) for line in lines if " · " in line
    ]
    groups = [int(found[1]) + int(found[2] or 0) for found in told]
    total = rows(kg, packaged_location, "partners", "上海")
    assert sum(groups) == len(total)
    assert len(groups) > 8
    kashi = next(i for i, line in enumerate(lines) if line.startswith("喀什地区"))
    assert lines[kashi + 1].startswith("└ ")


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("合作方为", "受援方")), ("en", ("partner is", "supported"))]
)
def test_the_side_is_told_in_words(kg, packaged_location, lang, words):
    said = kg("--store", packaged_location, "partners", "日喀则", "--supporter", lang=lang).stdout
    assert words[0] in said
    assert {"supported": "supporter", "受援方": "支援方"}[words[1]] in said


def test_list_takes_both_sides(kg, packaged_location):
    found = rows(kg, packaged_location, "list", "Pairing", "--supporter", "上海")
    assert {row["properties"]["supporter"][0]["id"] for row in found} == {"place/shanghai"}
    one = rows(
        kg, packaged_location, "list", "Pairing", "--supporter", "上海", "--supported", "叶城县"
    )
    assert [row["id"] for row in one] == ["pairing/shanghai-kashi-yecheng-xinjiang-2010"]


def row(partner, mechanism=None, programme=None):
    def words(iri):
        return iri and {"id": iri, "zh": iri, "en": iri}

    return {
        "partner": {"iri": partner, "id": partner, "zh": partner, "en": partner},
        "of": {"iri": "x"},
        "mechanism": words(mechanism),
        "programme": words(programme),
        "standing": None,
    }


def test_rounds_come_in_order_the_unstated_last_and_inner_places_below_outer():
    nested = {"county": {"prefecture"}, "other": {"prefecture"}}
    given = [
        row("county", "m", "p"),
        row("prefecture", "m"),
        row("alone"),
        row("prefecture", "m", "p"),
    ]
    ordered = grouped(given, nested)
    assert [(one["partner"]["iri"], under(one, "en")) for one in ordered] == [
        ("prefecture", "m · p"),
        ("county", "m · p"),
        ("prefecture", "m · round not stated"),
        ("alone", "mechanism not stated"),
    ]
    assert [inside(one, ordered, nested) for one in ordered] == [False, True, False, False]
    # In another round it lies in nobody.
    assert not inside(row("other", "m"), [row("prefecture", "m", "p")], nested)
