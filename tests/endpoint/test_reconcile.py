"""The reconciliation service: what a client of the API 0.2 (OpenRefine) relies on."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema_rs
import pytest

from tests.endpoint.conftest import serving

NAMES = Path(__file__).parents[1] / "messy_names.csv"
OPENREFINE = "http://127.0.0.1:3333"

WORDS = {"type": "string"}
NAMED = {
    "type": "object",
    "properties": {"id": WORDS, "name": WORDS},
    "required": ["id", "name"],
}
CANDIDATE = {
    "type": "object",
    "properties": {
        "id": WORDS,
        "name": WORDS,
        "description": WORDS,
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": NAMED},
    },
    "required": ["id", "name", "score", "match", "type"],
    "additionalProperties": False,
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
        "required": ["result"],
    },
}
CELL = {
    "oneOf": [
        {**NAMED, "additionalProperties": False},
        *(
            {
                "type": "object",
                "properties": {key: {"type": kind}},
                "required": [key],
                "additionalProperties": False,
            }
            for key, kind in (("str", "string"), ("int", "integer"), ("float", "number"))
        ),
    ]
}
COLUMNS = {
    "type": "object",
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": CELL},
            },
        },
    },
    "required": ["meta", "rows"],
}


def holds(schema, answer):
    jsonschema_rs.Draft202012Validator(schema).validate(answer)


@pytest.fixture(scope="module")
def service(packaged_location, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reconcile")
    options = ("--allow-origin", OPENREFINE)
    with serving(packaged_location, *options, folder=folder) as running:
        running.client.headers["Accept-Language"] = "zh"
        yield running.client


@pytest.fixture
def reconciled(service):
    def ask(queries):
        answer = service.post("reconcile", data={"queries": json.dumps(queries)})
        assert answer.status_code == 200, answer.text
        holds(RESULTS, answer.json())
        assert answer.json().keys() == queries.keys()
        return {key: found["result"] for key, found in answer.json().items()}

    return ask


def test_the_manifest_tells_what_there_is(service):
    found = service.get("reconcile", headers={"Origin": OPENREFINE})
    manifest = found.json()
    assert found.headers["access-control-allow-origin"] == OPENREFINE
    assert "0.2" in manifest["versions"]
    assert manifest["identifierSpace"].endswith("/id/")
    for place in (manifest["view"]["url"], manifest["preview"]["url"]):
        answer = service.get(place.replace("{{id}}", "place/dalian"))
        assert answer.status_code == 200
        assert "大连市" in answer.text
    for one in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        address = one["service_url"] + one["service_path"]
        assert service.get(address, params={"prefix": "大"}).status_code == 200


def test_it_matches_as_the_command_does(reconciled):
    """The messy names: no match is wrong, and what can be meant is matched."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "typing error"]
    wrong, missed = [], 0
    for first in range(0, len(rows), 50):
        batch = rows[first : first + 50]
        found = reconciled({str(n): asked(row) for n, row in enumerate(batch)})
        for n, row in enumerate(batch):
            sure = [one["id"] for one in found[str(n)] if one["match"]]
            wrong += [(row["name"], sure)] if sure and sure != [row["id"]] else []
            missed += bool(row["id"]) and not sure
    assert not wrong
    assert missed <= 0.03 * len(rows)


def asked(row):
    within = [{"pid": "within", "v": row["within"]}] if row["within"] else []
    return {"query": row["name"], "properties": within}


def test_what_it_lies_in_may_have_been_matched_before(reconciled):
    for value in ("沈阳", {"id": "place/shenyang", "name": "沈阳市"}, ["沈阳"]):
        query = {"query": "铁西区", "properties": [{"pid": "within", "v": value}]}
        (first, *_) = reconciled({"q": query})["q"]
        assert (first["id"], first["match"]) == ("place/shenyang-tiexi", True)


def test_classes_and_limits_hold(reconciled):
    found = reconciled(
        {
            "city": {"query": "大连", "type": "City"},
            "park": {"query": "大连", "type": "Park"},
            "both": {"query": "大连", "type": ["Park", "Place"]},
            "few": {"query": "铁西区", "limit": 2},
            "typing": {"query": "大莲市"},
            "nothing": {"query": ""},
            "long": {"query": "大" * 5000},
        }
    )
    assert [one["match"] for one in found["city"]] == [True]
    assert not any(one["match"] for one in found["park"])
    assert [one["id"] for one in found["both"] if one["match"]] == ["place/dalian"]
    assert len(found["few"]) == 2
    assert not any(one["match"] for one in (*found["few"], *found["typing"]))
    assert found["typing"][0]["id"] == "place/dalian"
    assert found["nothing"] == found["long"] == []


@pytest.mark.parametrize(
    ("what", "prefix", "first"),
    [("entity", "panj", "place/panjin"), ("type", "园区", "Park"), ("property", "代码", "gb2260")],
)
def test_what_is_typed_is_completed(service, what, prefix, first):
    rows = service.get(f"reconcile/suggest/{what}", params={"prefix": prefix}).json()["result"]
    assert rows[0]["id"] == first
    assert all({"id", "name"} <= row.keys() for row in rows)


def test_further_columns(service):
    told = service.get("reconcile/properties", params={"type": "City", "limit": 50}).json()
    assert {"gb2260", "within"} <= {one["id"] for one in told["properties"]}
    wanted = {
        "ids": ["place/dalian", "place/panjin"],
        "properties": [{"id": name} for name in ("gb2260", "within", "level", "lat")],
    }
    answer = service.post("reconcile", data={"extend": json.dumps(wanted)}).json()
    holds(COLUMNS, answer)
    row = answer["rows"]["place/dalian"]
    assert row["gb2260"] == [{"str": "210200"}]
    assert row["within"] == [{"id": "place/liaoning", "name": "辽宁省"}]
    assert row["level"] == [{"str": "副省级"}]
    assert row["lat"] == [{"float": 38.9133}]


def test_only_an_allowed_site_may_frame_a_card(service):
    policy = service.get("reconcile/preview", params={"id": "place/dalian"}).headers[
        "content-security-policy"
    ]
    assert f"frame-ancestors 'self' {OPENREFINE}" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "data",
    [
        {"queries": "{"},
        {"queries": "[" * 100_000},
        {"queries": "[]"},
        {"queries": "{}"},
        {"queries": json.dumps({str(n): {"query": "大连"} for n in range(51)})},
        {"queries": json.dumps({"q": "大连"})},
        {"queries": json.dumps({"q": {"query": 7}})},
        {"queries": json.dumps({"q": {"query": "大连", "properties": [{"pid": "within"}]}})},
        {"queries": json.dumps({"q": {"query": "大连", "type": "Nix"}})},
        {"queries": json.dumps({"q": {"query": "大连", "limit": 1e400}})},
        {"extend": json.dumps({"ids": ["place/dalian"]})},
        {"extend": json.dumps({"ids": ["place/dalian"], "properties": [{"id": "nix"}]})},
        {"extend": json.dumps({"ids": ["a b>"], "properties": [{"id": "within"}]})},
    ],
)
def test_what_is_not_of_the_api_is_refused(service, data):
    assert service.post("reconcile", data=data).status_code in {400, 404}


def test_another_site_is_refused(service):
    headers = {"Origin": "https://elsewhere.example"}
    data = {"queries": json.dumps({"q": {"query": "大连"}})}
    assert service.post("reconcile", data=data, headers=headers).status_code == 403
    assert "access-control-allow-origin" not in service.get("reconcile", headers=headers).headers
    # JSONP would let every site read.
    assert service.get("reconcile", params={"callback": "f"}).text.startswith("{")
