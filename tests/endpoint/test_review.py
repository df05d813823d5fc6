"""The review pages as strangers meet them: other sites, other users, made-up orders."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from tests.reviewing import article, reviewing

EVIL = "<img src=x onerror=alert(1)>“=cmd|’ 大连市与上海市签署《<script>alert(1)</script>协议》。\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with reviewing(article(tmp_path_factory.mktemp("review") / "mine", EVIL, "evil")) as running:
        yield running


@pytest.fixture(scope="module")
def client(desk):
    with httpx.Client(base_url=desk.address, follow_redirects=True, timeout=60) as found:
        assert found.get("/", params={"token": desk.token}).status_code == 200
        yield found


@pytest.fixture
def form():
    return {
        "class": "Pairing",
        "id": None,
        "cells": {"partner": [{"id": "place/dalian"}, {"id": "place/shanghai"}]},
        "spans": [[0, 5]],
        "locator": "第1段",
    }


@pytest.mark.parametrize("path", ["/", "/text/evil", "/api/classes", "/api/text/evil"])
def test_without_the_token_nothing_is_shown(desk, path):
    for query in ("", "?token=guess"):
        answer = httpx.get(desk.address.rstrip("/") + path + query)
        assert answer.status_code == 403
        assert "令牌" in answer.text
        assert "大连" not in answer.text


def test_the_token_does_not_stay_in_the_address(desk):
    answer = httpx.get(desk.address, params={"token": desk.token, "lang": "en"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?lang=en"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
def test_other_sites_cannot_decide(desk, client, form, headers, status):
    sent = {"Content-Type": "application/json", **headers}
    import json

    content = json.dumps({"items": [{"form": form, "draft": None}]})
    answer = client.post("/api/text/evil/accept", content=content, headers=sent)
    assert answer.status_code == status
    assert not (desk.folder / "decisions.csv").exists()


def test_orders_that_no_page_sends_are_refused(client, form):
    long = {**form, "cells": {f"c{n}": ["x"] for n in range(200)}}
    for given in (
        [],
        {},
        {"items": [1]},
        {"items": [{}]},
        {"items": [{"form": {**form, "spans": [[5, "x"]]}}]},
        {"items": [{"form": {**form, "cells": {"partner": [{"evil": "x"}]}}}]},
        {"items": [{"form": long}]},
        {"items": [{"form": form, "draft": 7}]},
    ):
        assert client.post("/api/text/evil/accept", json=given).status_code == 400
    assert client.post("/api/text/evil/undo", json={"draft": "none"}).status_code == 400
    assert client.post("/api/text/nobody/refuse", json={"items": []}).status_code in (200, 400)
    assert client.post("/api/text/evil/drop", json={}).status_code == 404
    assert client.get("/api/text/..%2f..%2fetc%2fpasswd").status_code in (400, 404)
    assert client.get("/text/nobody").status_code == 404


def test_what_is_wrong_is_said_by_column_and_nothing_is_written(desk, client, form):
    wrong = {**form, "cells": {**form["cells"], "validFrom": ["明年"], "stage": ["好"]}}
    answer = client.post("/api/text/evil/accept", json={"items": [{"form": wrong}]}).json()
    assert answer["done"] == []
    assert {one["column"] for one in answer["refused"][0]["problems"]} == {"validFrom", "stage"}
    beyond = {**form, "spans": [[0, 9999]]}
    answer = client.post("/api/text/evil/accept", json={"items": [{"form": beyond}]}).json()
    assert "不在原文之内" in answer["refused"][0]["problems"][0]["zh"]
    strange = {**form, "class": "NoSuchThing"}
    assert (
        client.post("/api/text/evil/accept", json={"items": [{"form": strange}]}).status_code == 400
    )
    assert not (desk.folder / "decisions.csv").exists()


def test_the_claim_that_it_is_already_is_offered(client, form):
    answer = client.post("/api/text/evil/accept", json={"items": [{"form": form}]}).json()
    assert answer["done"] == []
    assert "pairing/dalian-shanghai" in [one["same"] for one in answer["refused"][0]["problems"]]
    same = {**form, "id": "pairing/dalian-shanghai"}
    done = client.post("/api/text/evil/accept", json={"items": [{"form": same}]}).json()["done"]
    assert [one["claim"] for one in done] == ["pairing/dalian-shanghai"]
    client.post("/api/text/evil/undo", json={"draft": done[0]["draft"]})


def test_what_a_spreadsheet_would_run_stays_text(desk, client, form):
    sides = [{"id": "place/dalian"}, {"id": "place/lanzhou"}]
    given = {**form, "cells": {"partner": sides, "basis": ['=HYPERLINK("x")']}}
    answer = client.post("/api/text/evil/accept", json={"items": [{"form": given}]}).json()
    assert [one["claim"] for one in answer["done"]] == ["pairing/dalian-lanzhou"]
    raw = (desk.folder / "pairings.csv").read_text(encoding="utf-8-sig")
    assert '" =HYPERLINK(""x"")"' in raw
    key = answer["done"][0]["draft"]
    assert client.post("/api/text/evil/undo", json={"draft": key}).status_code == 200
    assert "HYPERLINK" not in (desk.folder / "pairings.csv").read_text(encoding="utf-8-sig")


def test_pages_carry_words_of_strangers_as_words(client):
    page = client.get("/text/evil")
    assert "<img src=x" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/api/text/evil").json()["text"] == EVIL
    assert hashlib.sha256(EVIL.encode()).hexdigest()


def test_how_far_a_long_text_was_read_is_told(tmp_path, packaged):
    from kg.deciding.desk import open_desk, page_of
    from kg.reading import MOST_DRAFTS

    line = "大连市、上海市、沈阳市、北京市、长春市、天津市、哈尔滨市、深圳市、鞍山市、抚顺市。\n"
    folder = article(tmp_path / "mine", "公报\n" + line * (MOST_DRAFTS // 10 + 50), "gongbao")
    article(folder, "短讯\n" + line, "duanxun")
    desk = open_desk(folder, "王")
    told = page_of(desk, "gongbao")
    # Names have no cards: without this nobody would see that the end was never read.
    assert told["drafts"] == []
    assert len(told["text"]) - 51 * len(line) < told["read_to"] < len(told["text"]) - 48 * len(line)
    assert page_of(desk, "duanxun")["read_to"] is None
