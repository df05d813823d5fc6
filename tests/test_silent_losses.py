"""What is stated twice, dropped or not drawn is said."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.loaders import build, build_in_memory
from kg.maps import excerpt
from kg.maps.wording import STRINGS
from tests.data_sets import problems

PROGRAMMES = (
    "id,source,prefLabel@zh,prefLabel@en,mechanism\n"
    "programme/one,s3,第一轮,Round one,mechanism/m\nprogramme/two,s3,第二轮,Round two,mechanism/m\n"
)
MECHANISMS = (
    "id,source,prefLabel@zh,prefLabel@en,definition@zh,definition@en\n"
    "mechanism/m,,对口合作,Cooperation,对口合作。,Of one kind.\n"
)
HEAD = "id,source,partner,programme,mechanism,partOf,openPartner@zh\n"
ABOVE = "pairing/above,s3,沈阳市|贵州省,,,,\n"


def _tables(*rows: str) -> dict[str, str]:
    return {
        "programmes.csv": PROGRAMMES,
        "mechanisms.csv": MECHANISMS,
        "pairings.csv": HEAD + ABOVE + "".join(f"{row}\n" for row in rows),
    }


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        ("programme/one,,", ",,", "所属计划"),
        (",,", "programme/one,,", "所属计划"),
        (",,", ",mechanism/m,", "所属计划"),
        ("programme/one,,pairing/above", "programme/one,,", "属于"),
        (",,pairing/above", ",,", "属于"),
    ],
)
def test_an_empty_parent_or_programme_makes_no_second_pairing(tiny, first, second, column):
    rows = f"pairing/x,s3,大连市|上海市,{first},", f"pairing/y,s3,上海市|大连市,{second},"
    ((_, where, zh, en),) = problems(tiny(_tables(*rows)))
    assert where == "id"
    assert f"合作方相同，{column}又有一处没有填" in zh
    assert "pairing/x" in zh
    assert "the same partners" in en


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("programme/one,,", "programme/two,,"),
        ("programme/one,,", ",mechanism/m,"),
        ("programme/one,,pairing/above", "programme/one,,pairing/other"),
    ],
)
def test_two_rounds_and_two_parents_are_two_pairings(tiny, first, second):
    rows = (
        "pairing/other,s3,沈阳市|上海市,,,,",
        f"pairing/x,s3,大连市|上海市,{first},",
        f"pairing/y,s3,大连市|上海市,{second},",
    )
    build_in_memory([tiny(_tables(*rows))])


def test_a_partner_left_open_tells_two_pairings_apart(tiny):
    rows = "pairing/x,s3,大连市,,,,有关城市", "pairing/y,s3,大连市,,,,有关企业"
    build_in_memory([tiny(_tables(*rows))])


def test_a_build_says_which_sources_of_the_build_before_it_leaves_out(tiny, tmp_path):
    mine = tiny(
        {
            "sources.csv": "id,title@zh,reliability,dcterms:source\nmy-1,[甲],web,https://e.org/1\n",
            "pairings.csv": HEAD + "pairing/x,my-1,大连市|上海市,,,,\n",
        }
    )
    store, said = tmp_path / "store", []
    build(store, [mine], notify=said.append)
    build(store, [mine], notify=said.append)
    assert said == []
    build(store, notify=said.append)
    ((zh, en),) = [(one.message("zh"), one.message("en")) for one in said]
    assert "上一版里的 1 个来源（my-1；1 条陈述）不在这一版里" in zh
    assert f"--data 指定它们所在的目录，再建一次；上一版还在 {store}/000" in zh
    assert "the build before had a source (my-1; claims: 1) that this one has not" in en
    build(store, notify=said.append)
    assert len(said) == 1


def test_a_build_over_one_that_an_earlier_version_made_says_that_own_sources_may_be_lost(
    tiny, tmp_path
):
    store, said = tmp_path / "upgraded", []
    build(store)
    description = next(store.glob("0*")) / "build.json"
    info = json.loads(description.read_text(encoding="utf-8"))
    info["seal"] = {"old": "sums"}
    description.write_text(json.dumps(info), encoding="utf-8")
    build(store, notify=said.append)
    [notice] = said
    assert "上一版读不出来" in notice.message("zh")
    assert "--data" in notice.message("zh")
    assert "sources of your own that it held are not in this one" in notice.message("en")


def test_the_command_line_counts_what_the_page_draws(packaged_location, tmp_path, monkeypatch, kg):
    monkeypatch.setattr(excerpt, "LIMIT", 50)
    page = tmp_path / "map.html"
    result = CliRunner().invoke(main, ["--store", str(packaged_location), "map", "-o", str(page)])
    found = re.search(r'id="kg-data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    meta = json.loads(found[1])["meta"]
    assert meta["drawn"] == 50
    assert f"（50 个对象，{meta['ties']} 条关系，" in result.stdout
    whole = meta["whole"]
    said = STRINGS["leftOut"][0].format(whole, 50, whole - 50)
    assert said in result.stderr
    assert said in page.read_text(encoding="utf-8")
