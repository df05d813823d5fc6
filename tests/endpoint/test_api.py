"""The web API gives what the command line gives, and keeps to its own description."""

from __future__ import annotations

import json

import pytest

PAIRS = [
    ("api/search", {"q": "高新", "limit": "5"}, ["search", "高新", "--limit", "5"]),
    ("api/partners", {"name": "大连"}, ["partners", "大连"]),
    ("api/partners", {"name": "盘锦", "kind": "event"}, ["partners", "盘锦", "--kind", "event"]),
    ("api/path", {"from": "盘锦", "to": "无锡"}, ["path", "盘锦", "无锡"]),
]


@pytest.mark.parametrize(("path", "given", "command"), PAIRS)
def test_the_api_gives_the_json_of_the_command(server, packaged_location, kg, path, given, command):
    answer = server.client.get(path, params=given)
    assert answer.status_code == 200
    printed = kg("--store", packaged_location, *command, "--format", "json")
    assert answer.json() == json.loads(printed.stdout)


@pytest.mark.parametrize(
    ("name", "status", "candidates"), [("朝阳区", 404, 2), ("不存在的地方", 404, 0)]
)
def test_a_name_that_means_no_single_thing_comes_back_with_candidates(
    server, name, status, candidates
):
    answer = server.client.get("api/partners", params={"name": name})
    assert answer.status_code == status
    error = answer.json()["error"]
    assert name in error["zh"]
    assert name in error["en"]
    assert len(error["candidates"]) >= candidates


def test_every_packaged_question_runs_as_the_page_runs_it(server):
    listed = server.client.get("api/queries").json()
    assert len(listed) > 20
    one = next(found for found in listed if found["name"] == "partners")
    answer = server.client.get(f"api/queries/{one['name']}", params={"entity": "盘锦"})
    rows = server.client.post("sparql", data={"query": answer.json()["sparql"]}).json()
    assert rows["results"]["bindings"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
    ],
)
@pytest.mark.parametrize("path", ["id/place/dalian", "source/002"])
def test_an_id_is_a_page_or_rdf(server, path, accept, media):
    answer = server.client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert "accept" in answer.headers["vary"].lower()


def test_what_no_source_speaks_of_is_404(server):
    for accept in ("text/html", "text/turtle"):
        answer = server.client.get("id/place/nowhere", headers={"Accept": accept})
        assert answer.status_code == 404


def test_schemathesis_finds_nothing(server):
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings

    schema = schemathesis.openapi.from_url(f"{server.address}api/openapi.json")
    tried = 0
    for found in schema.get_all_operations():
        # What reads the whole network takes its time.
        quick = found.ok().path.rpartition("/")[2] in ("partners", "search", "show", "queries")

        @settings(
            max_examples=25 if quick else 3,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=found.ok().as_strategy())
        def check(case):
            nonlocal tried
            answer = case.call()
            # A machine under load stops a query in time, as it should.
            if answer.status_code != 504:
                tried += 1
                case.validate_response(answer)

        check()
    assert tried > 60
