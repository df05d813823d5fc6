"""`kg map`: what it writes, what it refuses, and the link it prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from kg import maps
from kg.cli import main
from kg.cli.map import MEASURES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("map") / "store")
    built = CliRunner().invoke(main, ["--store", folder, "build"])
    assert built.exit_code == 0, built.output
    return folder


@pytest.fixture
def run(store: str, tmp_path: Path):
    def run_map(*arguments: str, lang: str = "zh") -> tuple[Result, Path]:
        page = tmp_path / "map.html"
        line = ["--store", store, "--lang", lang, "map", *arguments, "-o", str(page)]
        return CliRunner().invoke(main, line), page

    return run_map


def data_of(page: Path) -> dict[str, Any]:
    found = re.search(r'id="kg-data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_it_says_where_the_page_is(run) -> None:
    done, page = run(lang="en")
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"Wrote {page}")
    assert page.resolve().as_uri() in done.output
    assert data_of(page)["lang"] == "en"


def test_a_name_draws_the_part_around_it_and_the_link_selects_it(run) -> None:
    done, page = run("大連", "--depth", "1", "--view", "geo")
    assert done.exit_code == 0, done.output
    assert "#place/dalian" in done.output
    data = data_of(page)
    assert data["opening"]["select"] == "place/dalian"
    assert data["view"] == "geo"
    assert "大连市" in data["meta"]["title"]["zh"]
    ids = {node["id"] for node in data["nodes"]}
    assert "place/shanghai" in ids
    assert "place/guangdong" not in ids


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("沪连", {"select": None, "path": ["place/dalian", "place/shanghai"]}),
        ("pairing/anshan-open", {"select": "place/anshan", "path": []}),
    ],
)
def test_the_name_of_a_pairing_draws_what_is_around_its_partners(run, name, opening) -> None:
    done, page = run(name)
    assert done.exit_code == 0, done.output
    data = data_of(page)
    assert {key: data["opening"][key] for key in opening} == opening
    ids = {node["id"] for node in data["nodes"]}
    assert {opening["select"], *opening["path"]} - {None} <= ids
    assert "place/harbin" not in ids


def test_a_path_is_shown_when_the_page_opens(run) -> None:
    done, page = run("--path", "丹东", "盘锦", "--size", "degree")
    assert done.exit_code == 0, done.output
    assert "#path=place/dandong,place/panjin" in unquote(done.output)
    assert data_of(page)["opening"] == {
        "select": None,
        "path": ["place/dandong", "place/panjin"],
        "size": "degree",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["朝阳区"], "place/beijing-chaoyang"),
        (["没有这个地方"], "没有这个地方"),
        (["三沙市"], "没有记载"),
        (["大连", "--path", "齐齐哈尔", "广州"], "--depth"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(run, arguments, said) -> None:
    done, page = run(*arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert not page.exists()


def test_a_folder_that_is_not_there_is_named(store: str, tmp_path: Path) -> None:
    line = ["--store", store, "map", "-o", str(tmp_path / "nowhere" / "map.html")]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 1
    assert "nowhere" in done.output


def test_the_command_knows_every_measure_of_the_page() -> None:
    assert MEASURES == maps.MEASURES


def test_depth_is_around_a_name(kg, packaged_location):
    done = kg("--store", packaged_location, "map", "--depth", "2", "-o", "m.html")
    assert done.exit_code == 2
    assert "--depth 要与名称同用" in done.stderr


def test_the_map_of_a_place_counts_no_pairs_of_others(kg, packaged_location, tmp_path):
    """沪连 counts ten districts of which one is named; that is nothing of 盘锦's."""
    for name, counted in (("盘锦", False), ("大连", True)):
        page = tmp_path / "m.html"
        assert kg("--store", packaged_location, "map", name, "-o", page).exit_code == 0
        assert ("沪连10对区（市）县结对" in page.read_text(encoding="utf-8")) is counted, name


def test_the_limits_of_other_questions_limit_the_map(run) -> None:
    done, page = run("--programme", "东西部协作（2021年调整）", "--limit", "20")
    assert done.exit_code == 0, done.output
    data = data_of(page)
    assert len(data["nodes"]) == 20
    told = {edge["programme"]["id"] for edge in data["edges"] if edge["relation"] == "Pairing"}
    assert told == {"programme/east-west-2021"}
    left = data["meta"]["whole"] - 20
    assert f"略去 {left} 个" in done.stderr
    assert f"略去 {left} 个" in page.read_text(encoding="utf-8")


def test_of_the_packaged_data_nothing_is_ones_own(run) -> None:
    done, page = run("--own")
    assert done.exit_code != 0
    assert "没有符合这些条件的内容可画" in done.output
    assert not page.exists()
