"""What nobody looked at says so wherever it is told; drafts go into workbooks that build."""

from __future__ import annotations

import json

import openpyxl
import pytest

import kg
from kg import store as stores
from kg.deciding import accept_stated, open_desk
from kg.loaders import build, build_in_memory
from kg.maps import render
from kg.network import project
from tests.reviewing import RUN, article

UNCHECKED = "没有人核对过"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trusting")
    desk = open_desk(article(folder / "mine"), "kg propose")
    done, left = accept_stated(desk, "shanhai", ["Pairing", "Observation"])
    assert done
    assert left == []
    build(folder / "store", [folder / "mine"], texts=folder / "mine" / "texts")
    return folder


@pytest.fixture
def ask(trusted):
    import os
    import subprocess
    import sys

    def run(*words):
        env = {**os.environ, "KG_LANG": "zh", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", RUN, *words]
        return subprocess.run(command, cwd=trusted, env=env, capture_output=True, text=True)

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["partners", "合作市"],
        ["show", "合作市"],
        ["path", "合作市", "天津市滨海新区"],
        ["partners", "合作市", "--format", "csv"],
        ["figures", "--about", "天津市"],
        ["list", "结对关系", "--where", "合作方=合作市"],
    ],
)
def test_every_answer_says_that_nobody_checked_it(ask, words):
    done = ask("--store", "store", *words)
    assert done.returncode == 0, done.stderr
    assert UNCHECKED in done.stdout


def test_json_has_the_rule_and_what_people_accepted_has_none(trusted):
    store = stores.open_store(trusted / "store")
    (row,) = kg.partners("合作市", store=store)
    assert [source["readBy"] for source in row["sources"]] == ["aids"]
    others = kg.partners("大连", store=store)
    assert others
    assert not [source for row in others for source in row["sources"] if "readBy" in source]


def test_the_map_says_it_too(trusted):
    assert UNCHECKED in render(project(stores.open_store(trusted / "store")))


def test_doubtful_and_decided_drafts_are_left(trusted):
    from kg.deciding.desk import page_of

    desk = open_desk(trusted / "mine", "a")
    left = [draft for draft in page_of(desk, "shanhai")["drafts"] if "鞍山" in draft["zh"]]
    assert [draft["certainty"] for draft in left] == ["doubtful"]
    assert accept_stated(desk, "shanhai", ["Pairing", "Observation"]) == ([], [])


def test_the_command_asks_nothing_twice(ask):
    listed = json.loads(ask("propose", "shanhai", "--data", "mine", "--format", "json").stdout)
    everything = ask("propose", "shanhai", "--data", "mine", "--format", "json", "--all")
    told = {one["class"] for one in listed} - {"Mention"}
    assert "Observation" not in told
    assert {one["class"] for one in json.loads(everything.stdout)} >= {"Pairing", "Observation"}
    assert "已有取舍" in ask("propose", "shanhai", "--data", "mine").stderr
    refused = ask("propose", "shanhai", "--accept", "stated")
    assert refused.returncode == 1
    assert "--data" in refused.stderr


def test_a_workbook_of_drafts_builds_as_it_is(tmp_path):
    folder = article(tmp_path / "mine")
    from kg.deciding.workbook import drafts_workbook
    from kg.reading import propose

    desk = open_desk(folder, "a")
    drafts = [
        draft for draft in propose(desk.store, ["shanhai"], [folder]) if draft["class"] != "Mention"
    ]
    content = drafts_workbook(drafts, desk.loaded, desk.within())
    (folder / "drafts.xlsx").write_bytes(content)
    book = openpyxl.load_workbook(folder / "drafts.xlsx")
    assert book.sheetnames[-1] == "说明"
    pairings = book["pairings"]
    heads = [cell.value for cell in pairings[1]]
    assert heads[-1] == "备注" or "备注" in heads
    stages = next(one for one in pairings.data_validations.dataValidation if "说明" in one.formula1)
    assert stages
    assert pairings["B2"].number_format == "@"
    built = build_in_memory([folder], texts=folder / "texts")
    assert kg.partners("合作市", store=built)
