"""Two people code the same texts apart; how far they agree, and what becomes of it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest

from kg.deciding import accept, open_desk, read_nothing, remember, undo
from kg.deciding.adjudicating import cases, neither, take
from kg.deciding.codebook import codebook, codebook_version
from kg.deciding.coders import at_work, coder_folder, coders_of
from kg.deciding.desk import page_of, sentence_spans
from kg.deciding.disagreeing import disagreements, long_table
from kg.deciding.ledger import read_ledger
from kg.deciding.reliability import coded, reliability
from kg.deciding.sampling import draw, plan_of, write_plan
from kg.errors import KGError
from kg.loaders import build_in_memory
from tests.reviewing import RUN, article

TEXT = """\
会议消息
天津市和平区与甘肃省会宁县结对，投入资金300万元。
天津市南开区与甘肃省庄浪县结对。
天气晴朗。
大连市商会与上海市商会结为友好商会。
今年投入资金500万元。
"""
SENTENCES = list(sentence_spans(TEXT))
PLACES = {
    "和平": "place/tianjin-heping",
    "会宁": "place/baiyin-huining",
    "南开": "place/tianjin-nankai",
    "庄浪": "place/pingliang-zhuanglang",
}


def span(sentence):
    return [list(SENTENCES[sentence])]


def pairing(*names, sentence, **cells):
    partners = [{"id": PLACES[name]} for name in names]
    return form("Pairing", sentence, {"partner": partners, **cells})


def form(kind, sentence, cells):
    return {"class": kind, "id": None, "cells": cells, "spans": span(sentence), "locator": "段"}


def figure(sentence, value, printed):
    cells = {"value": [value], "printed": [printed], "about": [{"id": "place/tianjin"}]}
    unit, indicator = [{"id": "unit/yuan"}], [{"id": "indicator/aid-funds"}]
    return form("Observation", sentence, cells | {"unit": unit, "indicator": indicator})


def chamber(name):
    return {"id": None, "zh": name, "type": "ChamberOfCommerce"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """王 and 李 have coded one text, blind."""
    folder = article(tmp_path_factory.mktemp("coded") / "mine", TEXT, "t1")
    claims = {
        "王": [
            pairing("和平", "会宁", sentence=1),
            pairing("南开", "庄浪", sentence=2, validFrom=["2017"]),
            form("Pairing", 4, {"partner": [chamber("大连市商会"), chamber("上海市商会")]}),
        ],
        "李": [
            pairing("和平", "会宁", sentence=1),
            pairing("南开", "庄浪", sentence=2, validFrom=["2018"]),
            form("Pairing", 4, {"partner": [chamber("大连市商会"), chamber("上海市商会")]}),
            form("Event", 3, {"prefLabel@zh": ["晴天"]}),
        ],
    }
    for coder, some in claims.items():
        desk = open_desk(folder, coder, apart=True, blind=True)
        for one in some:
            decision, problems = accept(desk, "t1", {"form": one, "draft": None})
            assert problems == [], problems
        remember(desk, "t1", decision["draft"], f"{coder}的备忘")
        left = (0, 5) if coder == "李" else (0, 3, 5)
        read_nothing(desk, "t1", [list(SENTENCES[number]) for number in left])
    return folder


@pytest.fixture(scope="module")
def read(folder):
    """What both read; each coder's reading is checked with all packaged data."""
    return coded(folder)


def test_coders_see_nothing_of_each_other(folder):
    assert coders_of(folder) == ["李", "王"]
    assert not (folder / "decisions.csv").exists()
    page = page_of(open_desk(folder, "王", apart=True, blind=True), "t1")
    assert len(page["claims"]) == 3
    assert {one["coder"] for one in page["decisions"]} == {"王"}
    assert page["drafts"] == []
    assert page["mentions"] == []
    third = page_of(open_desk(folder, "赵", apart=True), "t1")
    assert third["claims"] == []
    assert third["decisions"] == []
    assert len(third["drafts"]) > 1
    # The graph is what is settled: nothing yet.
    assert "t1" not in (folder / "pairings.csv").read_text(encoding="utf-8-sig")


def test_agreement_is_as_worked_out_by_hand(read):
    told = reliability(read)
    assert told["documents"] == ["t1"]
    assert told["sentences"] == 6
    classes = {one["class"]: one for one in told["classes"]}
    pairings = classes["Pairing"]
    assert pairings["found"] == {
        "claims": {"李": 3, "王": 3},
        "matched": 3,
        "f1": 1.0,
        "f1_interval": (1.0, 1.0),
    }
    assert told["intervals"] == {"level": 0.95, "draws": 1000, "seed": 1}
    assert pairings["sentences"]["kappa"] == 1.0
    events = classes["Event"]
    assert events["found"]["f1"] == 0
    # Five of six sentences alike; all five say no, by chance 5/6: κ is 0.
    assert events["sentences"]["agreement"] == pytest.approx(5 / 6)
    assert events["sentences"]["kappa"] == pytest.approx(0)
    low, high = events["sentences"]["alpha_interval"]
    assert low <= events["sentences"]["alpha"] <= high
    since = next(one for one in pairings["properties"] if one["property"] == "validFrom")
    assert (since["n"], since["agreement"]) == (1, 0)
    partners = next(one for one in pairings["properties"] if one["property"] == "partner")
    assert (partners["scale"], partners["n"], partners["agreement"], partners["alpha"]) == (
        "set",
        3,
        1.0,
        1.0,
    )


def test_chosen_classes_coders_and_texts(folder):
    told = reliability(coded(folder, classes=["Event"]))
    assert [one["class"] for one in told["classes"]] == ["Event"]
    with pytest.raises(KGError, match="没有编码员 赵"):
        coded(folder, coders=["王", "赵"])
    with pytest.raises(KGError, match="不足两个"):
        coded(folder, coders=["王"])
    with pytest.raises(KGError, match="没有这个来源"):
        coded(folder, sources=["t9"])


def test_disagreements_show_both_readings_with_their_words(read):
    found = disagreements(read)
    assert [(one["class"], one["differs"], one["missing"]) for one in found] == [
        ("Pairing", ["validFrom"], []),
        ("Event", [], ["王"]),
    ]
    both = found[0]["readings"]
    assert {name: one["form"]["cells"]["validFrom"] for name, one in both.items()} == {
        "李": ["2018"],
        "王": ["2017"],
    }
    assert all("南开区" in one["quote"] for one in both.values())
    assert found[1]["said"]["王"][0]["decision"] == "nothing"
    assert found[1]["readings"]["李"]["memo"] == "李的备忘"


def test_the_long_table_has_a_line_for_each_coder_and_unit(read):
    rows = list(long_table(read))
    sentences = [one for one in rows if one["property"] == "Sentence" and one["class"] == "Event"]
    assert len(sentences) == 2 * 6
    assert sum(one["value"] for one in sentences) == 1
    events = [one for one in rows if one["property"] == "found" and one["class"] == "Event"]
    assert {one["coder"]: one["value"] for one in events} == {"李": 1, "王": 0}
    assert {one["blind"] for one in rows if one["claim"]} == {"yes"}


def test_what_is_settled_goes_into_the_tables_and_the_rest_is_kept(folder, tmp_path):
    import shutil

    mine = tmp_path / "mine"
    shutil.copytree(folder, mine)
    found = coded(mine)
    desk = open_desk(mine, "张")
    told = {one["class"] + one["sentence"][:4]: one for one in cases(desk, found, "t1")}
    assert [one["agreed"] for one in told.values()] == [True, False, False, True]
    for one in told.values():
        if one["agreed"]:
            decision, problems = take(desk, found, "t1", one["key"], "王")
            assert problems == []
    (dispute,) = (one for one in told.values() if one["differs"])
    decision, problems = take(desk, found, "t1", dispute["key"], "李", why="原文写明")
    assert problems == []
    assert decision["discarded"].startswith("王: pairing/")
    (event,) = (one for one in told.values() if one["class"] == "Event")
    neither(desk, found, "t1", event["key"], "不是活动")
    with pytest.raises(KGError, match="已有裁定"):
        neither(desk, found, "t1", event["key"])
    with (mine / "pairings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(one["validFrom"] for one in rows) == ["", "", "2018"]
    # New things are made once, in the data set; what the coders had stays with them.
    with (mine / "organizations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    assert len(read_ledger(mine)) == 4
    assert len(read_ledger(coder_folder(mine, "王"))) == 7
    build_in_memory([mine], texts=mine / "texts")
    # Coders open their readings as before, and undoing a settlement takes its row out.
    assert len(page_of(open_desk(mine, "王", apart=True), "t1")["claims"]) == 3
    undo(desk, "t1", dispute["key"])
    with (mine / "pairings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_a_folder_is_taken_by_one_at_a_time(tmp_path):
    with at_work(tmp_path / "a"):
        with pytest.raises(KGError, match="已有一个 kg review"), at_work(tmp_path / "a"):
            pass
        with at_work(tmp_path / "b"):
            pass
    with at_work(tmp_path / "a"):
        pass


@pytest.mark.parametrize("name", ["../x", "a/b", ".", "", "x" * 50, "a\n", ".git"])
def test_a_name_is_no_way_out_of_the_folder(tmp_path, name):
    with pytest.raises(KGError, match="编码员的名字"):
        coder_folder(tmp_path, name)


def test_the_plan_is_drawn_by_its_seed(tmp_path):
    names = [f"s{number}" for number in range(30)]
    assert draw(names, 5, training=2, seed=4) == draw(names[::-1], 5, training=2, seed=4)
    assert draw(names, 5, seed=4) != draw(names, 5, seed=5)
    rows = write_plan(tmp_path, names, 5, training=2, seed=4)
    assert [row["phase"] for row in rows] == ["training"] * 2 + ["main"] * 5
    assert list(plan_of(tmp_path)) == [row["source"] for row in rows]
    with pytest.raises(KGError, match="不覆盖"):
        write_plan(tmp_path, names, 5)
    with pytest.raises(KGError, match="只有 30 篇"):
        draw(names, 31)


def test_a_training_round_does_not_count(folder, tmp_path):
    import shutil

    mine = tmp_path / "mine"
    shutil.copytree(folder, mine)
    (mine / "sampling.csv").write_text("order,source,phase,seed\n1,t1,training,1\n", "utf-8")
    assert reliability(coded(mine))["documents"] == []
    assert reliability(coded(mine, training=True))["documents"] == ["t1"]


def test_the_codebook_names_its_version_and_what_was_agreed(tmp_path):
    before = codebook_version(tmp_path)
    (tmp_path / "codebook.md").write_text("互访不录。", encoding="utf-8")
    assert codebook_version(tmp_path) != before
    told = codebook(tmp_path)
    assert codebook_version(tmp_path) in told.splitlines()[0]
    assert "互访不录。" in told
    assert "### 结对关系 `Pairing`" in told
    assert "`stage/signed`" in told


def kg(*words, cwd):
    command = [sys.executable, "-c", RUN, "--lang", "zh", *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done


def test_the_command_prints_measures_and_writes_what_r_wants(folder, tmp_path):
    given = ("reliability", str(folder), "--long", "long.csv", "--codebook", "book.md")
    done = kg(*given, cwd=tmp_path)
    assert "结对关系" in done.stdout
    assert "κ" in done.stdout
    assert "1.00 [1.00, 1.00]" in done.stdout
    assert "重抽 1,000 次" in done.stderr
    assert "李、王都有取舍的原文 1 篇，句子 6 句" in done.stderr
    assert "机器" not in done.stderr
    assert (tmp_path / "book.md").read_text(encoding="utf-8").startswith("# 编码手册，版本 ")
    with (tmp_path / "long.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["coder"] for row in csv.DictReader(file)} == {"王", "李"}
    told = json.loads(kg("reliability", str(folder), "--format", "json", cwd=tmp_path).stdout)
    assert len(told["disagreements"]) == 2
    listed = kg("reliability", str(folder), "--disagreements", cwd=tmp_path).stdout
    assert "没有录" in listed
