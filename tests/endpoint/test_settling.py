"""The pages of adjudication as strangers meet them, and orders that no page sends."""

from __future__ import annotations

import httpx
import pytest

from kg.deciding import accept, open_desk
from tests.reviewing import article, reviewing

TEXT = "<img src=x onerror=alert(1)>大连市与兰州市结对。\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = article(tmp_path_factory.mktemp("settling") / "mine", TEXT, "evil")
    for coder, since in (("王", "2017"), ("李", "2018")):
        form = {
            "class": "Pairing",
            "id": None,
            "cells": {
                "partner": [{"id": "place/dalian"}, {"id": "place/lanzhou"}],
                "validFrom": [since],
                "basis": ["<script>alert(1)</script>"],
            },
            "spans": [[28, 37]],
            "locator": "第1段",
        }
        own = open_desk(folder, coder, apart=True, blind=True)
        assert accept(own, "evil", {"form": form, "draft": None})[1] == []
    with reviewing(folder, "--adjudicate", "--coder", "张") as running:
        yield running


@pytest.fixture(scope="module")
def client(desk):
    with httpx.Client(base_url=desk.address, follow_redirects=True, timeout=60) as found:
        assert found.get("/", params={"token": desk.token}).status_code == 200
        yield found


def test_nothing_is_shown_or_taken_without_the_token_or_from_elsewhere(desk, client):
    for path in ("/", "/settle/evil", "/api/settle/evil"):
        answer = httpx.get(desk.address.rstrip("/") + path)
        assert answer.status_code == 403
        assert "大连" not in answer.text
    for headers, status in (
        ({"Origin": "https://evil.example"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ):
        sent = {"Content-Type": "application/json", **headers}
        answer = client.post("/api/settle/evil/take", content='{"items": []}', headers=sent)
        assert answer.status_code == status


def test_orders_that_no_page_sends_are_refused(desk, client):
    (case,) = client.get("/api/settle/evil").json()["cases"]
    for given in (
        [],
        {},
        {"items": [1]},
        {"items": [{}]},
        {"items": [{"key": case["key"]}]},
        {"items": [{"key": case["key"], "coder": 7}]},
        {"items": [{"key": case["key"], "coder": "赵"}]},
        {"items": [{"key": "none", "coder": "王"}]},
        {"items": [{"key": case["key"], "coder": "王", "form": {"class": 3}}]},
    ):
        assert client.post("/api/settle/evil/take", json=given).status_code == 400, given
    assert client.post("/api/settle/evil/undo", json={"items": [{"key": "x"}]}).status_code == 400
    assert client.post("/api/settle/evil/drop", json={"items": []}).status_code == 404
    assert client.get("/settle/nobody").status_code == 404
    assert client.get("/api/settle/nobody").status_code == 404
    # Nobody codes where things are settled.
    assert client.get("/text/evil").status_code == 404
    assert not (desk.folder / "decisions.csv").exists()


def test_words_of_strangers_stay_words_and_a_settlement_can_be_undone(desk, client):
    page = client.get("/settle/evil")
    assert "<img src=x" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    (case,) = client.get("/api/settle/evil").json()["cases"]
    given = {"items": [{"key": case["key"], "coder": "王"}], "why": "原文"}
    (done,) = client.post("/api/settle/evil/take", json=given).json()["done"]
    assert done["why"] == "原文"
    assert done["discarded"].startswith("李: ")
    assert client.post("/api/settle/evil/take", json=given).status_code == 400
    undone = client.post("/api/settle/evil/undo", json={"items": [{"key": case["key"]}]})
    assert [one["decision"] for one in undone.json()["done"]] == ["undone"]
    assert "lanzhou" not in (desk.folder / "pairings.csv").read_text(encoding="utf-8-sig")
