"""What is accepted goes into one's own tables as a load would have it; decisions are kept."""

from __future__ import annotations

import csv

import pytest

from kg.deciding import accept, decided, open_desk, read_nothing, refuse, undo
from kg.deciding.columns import claim_classes
from kg.deciding.desk import own_sources, page_of
from kg.deciding.forms import column_of
from kg.deciding.things import complete
from kg.errors import KGError, LoadError
from kg.loaders import build_in_memory
from tests.reviewing import ARTICLE, article


def rows(folder, stem):
    with (folder / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path):
    return open_desk(article(tmp_path / "mine"), "王编")


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """For those who decide nothing: opening reads all packaged data."""
    return open_desk(article(tmp_path_factory.mktemp("looked") / "mine"), "王编")


def drafts(desk):
    return {draft["zh"]: draft for draft in page_of(desk, "shanhai")["drafts"]}


def given(draft):
    return {"form": draft["form"], "draft": draft["key"], "rule": draft["rule"]}


def test_accepted_rows_build(desk):
    found = drafts(desk)
    for draft in found.values():
        decision, problems = accept(desk, "shanhai", given(draft))
        assert problems == []
        assert decision["coder"] == "王编"
    settled = {key for _, key in decided([desk.folder])}
    assert {draft["key"] for draft in page_of(desk, "shanhai")["drafts"]} <= settled
    # As a build sees it.
    build_in_memory([desk.folder], texts=desk.folder / "texts")
    for row in rows(desk.folder, "pairings"):
        assert row["source"] == "shanhai"
        assert ARTICLE[int(row["start"]) : int(row["end"])].strip()
        assert row["id"].startswith("pairing/")


def test_ids_are_of_pinyin_and_of_what_a_claim_joins(desk):
    found = drafts(desk)
    wrote = {}
    for zh, draft in found.items():
        wrote[zh] = accept(desk, "shanhai", given(draft))[0]["claim"]
    assert "pairing/tianjin-binhai-gannan-hezuo" in wrote.values()
    assert "pairing/tianjin-heping-baiyin-huining" in wrote.values()
    assert all(one.isascii() and one == one.lower() for one in wrote.values())


def test_tables_keep_the_headers_and_lines_that_they_have(desk):
    table = desk.folder / "pairings.csv"
    table.write_bytes(
        "﻿id,source,支援方,受援方,备注列\r\n".encode().replace(",备注列".encode(), b"")
    )
    draft = next(one for zh, one in drafts(desk).items() if "滨海新区" in zh)
    accept(desk, "shanhai", given(draft))
    head, line = table.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("id,source,支援方,受援方,")
    assert line.startswith("pairing/tianjin-binhai-gannan-hezuo,shanhai,place/tianjin-binhai,")


def test_a_table_with_a_chinese_name_is_the_table(tmp_path):
    folder = article(tmp_path / "mine")
    (folder / "pairings.csv").rename(folder / "结对关系.csv")
    desk = open_desk(folder, "a")
    draft = next(one for zh, one in drafts(desk).items() if "滨海新区" in zh)
    decision, problems = accept(desk, "shanhai", given(draft))
    assert problems == []
    assert len(rows(folder, "结对关系")) == 1
    assert not (folder / "pairings.csv").exists()
    undo(desk, "shanhai", decision["draft"])
    assert rows(folder, "结对关系") == []


def test_a_second_source_becomes_further_evidence_of_the_same_claim(tmp_path):
    folder = article(tmp_path / "mine", "大连市与上海市开展对口合作。\n", "one")
    desk = open_desk(folder, "a")
    (draft,) = page_of(desk, "one")["drafts"]
    assert draft["known"]
    assert draft["beside"]
    decision, problems = accept(desk, "one", given(draft))
    assert problems == []
    assert decision["claim"] == "pairing/dalian-shanghai"
    (row,) = rows(folder, "pairings")
    assert (row["id"], row["source"]) == ("pairing/dalian-shanghai", "one")


def test_what_is_new_goes_with_what_it_was_made_for(desk):
    form = {
        "class": "Pairing",
        "id": None,
        "cells": {
            "partner": [
                {"id": None, "zh": "大连市商会", "type": "ChamberOfCommerce"},
                {"id": None, "zh": "陇南市商会", "type": "ChamberOfCommerce"},
            ]
        },
        "spans": [[0, 6]],
        "locator": "第6段",
    }
    first, _ = accept(desk, "shanhai", {"form": form, "draft": None})
    assert {row["type"] for row in rows(desk.folder, "organizations")} == {"ChamberOfCommerce"}
    other = {
        **form,
        "class": "Event",
        "cells": {
            "prefLabel@zh": ["合影"],
            "participant": [{"id": rows(desk.folder, "organizations")[0]["id"]}],
        },
    }
    assert accept(desk, "shanhai", {"form": other, "draft": None})[1] == []
    undo(desk, "shanhai", first["draft"])
    # The event still speaks of one of them.
    assert [row["prefLabel@zh"] for row in rows(desk.folder, "organizations")] == ["大连市商会"]
    assert rows(desk.folder, "pairings") == []


def test_refusals_and_empty_sentences_are_remembered(desk):
    draft = next(iter(drafts(desk).values()))
    refuse(desk, "shanhai", [given(draft)], why="只是拟议")
    read_nothing(desk, "shanhai", [[0, 12]])
    again = open_desk(desk.folder, "李编")
    page = page_of(again, "shanhai")
    assert [(one["decision"], one["why"]) for one in page["decisions"]] == [
        ("refused", "只是拟议"),
        ("nothing", ""),
    ]
    undo(again, "shanhai", draft["key"])
    assert ("shanhai", draft["key"]) not in decided([desk.folder])
    with pytest.raises(KGError):
        undo(again, "shanhai", draft["key"])


def test_a_claim_that_stands_in_the_tables_is_not_asked_again(desk):
    draft = next(one for zh, one in drafts(desk).items() if "滨海新区" in zh)
    accept(desk, "shanhai", given(draft))
    (desk.folder / "decisions.csv").unlink()
    page = page_of(open_desk(desk.folder, "b"), "shanhai")
    assert "pairing/tianjin-binhai-gannan-hezuo" in {one["id"] for one in page["claims"]}
    assert draft["key"] not in {one["key"] for one in page["drafts"]}


def test_tables_that_do_not_load_are_said_row_by_row(tmp_path):
    folder = article(tmp_path / "mine")
    (folder / "pairings.csv").write_text("id,source,partner\np/1,shanhai,大连\n", encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        open_desk(folder, "a")
    assert "pairings.csv:2" in caught.value.message("zh")


@pytest.mark.parametrize("text", ["hp", "heping", "和平", "天津市和平区", "tianjin-heping"])
def test_names_are_completed_from_characters_pinyin_initials_and_ids(looked_at, text):
    term = column_of(looked_at.loaded, "Pairing", "partner")
    assert term
    found = complete(text, term, looked_at.things, looked_at.loaded, ["place/tianjin-heping"])
    assert "place/tianjin-heping" in [one["id"] for one in found]
    assert not [one for one in found if one["type"] in ("Source", "Pairing")]


def test_all_allowed_values_are_offered_and_searched(looked_at):
    term = column_of(looked_at.loaded, "Pairing", "field")
    assert term
    whole = complete("", term, looked_at.things, looked_at.loaded)
    assert len(whole) > 40
    assert complete("tourism", term, looked_at.things, looked_at.loaded)[0]["zh"] == "旅游"


def test_forms_know_every_kind_of_claim(looked_at):
    found = claim_classes(looked_at.loaded)
    kinds = {kind["name"]: kind for kind in found["kinds"]}
    assert {"Pairing", "Agreement", "Event", "Observation", "Participation"} <= kinds.keys()
    columns = {column["header"]: column for column in kinds["Pairing"]["columns"]}
    assert columns["partner"]["side"]
    assert columns["stage"]["kind"] == "concept"
    assert not columns["stage"]["many"]
    assert [one["text"] for one in own_sources(looked_at)] == [True]
