"""What editors noted, on the server's pages: corrections beside sources, ids that were replaced."""

from __future__ import annotations

import pytest

from kg.loaders import build
from tests.endpoint.conftest import serving

CORRECTIONS = (
    "claim,source,property,was,is,kind,reason@zh,reason@en,by,date\n"
    "pairing/panjin-wuxi,002,stage,支持,推动,录入有误,看错了,misread,编者,2026-11-22\n"
)
REDIRECTS = "was,is,reason@zh,by,date\nplace/panjin-old,place/panjin,编号有误,编者,2026-11-22\n"


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editors")
    (folder / "data").mkdir()
    (folder / "data" / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    (folder / "data" / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    build(folder / "store", [folder / "data"])
    with serving(folder / "store", folder=folder) as running:
        yield running


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "更正：“阶段”原录“支持”，现改为“推动”（看错了；编者，2026-11-22）"),
        ("en", "misread; 编者, 2026-11-22"),
    ],
)
@pytest.mark.parametrize("path", ["id/pairing/panjin-wuxi", "map"])
def test_a_correction_stands_on_the_page_and_on_the_map(edited, path, lang, words):
    given = {"lang": lang, "id": "place/panjin"}
    answer = edited.client.get(path, params=given)
    assert answer.status_code == 200
    assert words in answer.text


def test_a_correction_is_part_of_the_contract(edited):
    rows = edited.client.get("api/partners", params={"name": "盘锦"}).json()
    notes = [
        note for row in rows for source in row["sources"] for note in source.get("corrections", ())
    ]
    assert [(note["property"], note["kind"]) for note in notes] == [("stage", "misread")]


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_an_id_that_was_given_up_leads_to_the_present_one(edited, accept):
    answer = edited.client.get("id/place/panjin-old?lang=en", headers={"Accept": accept})
    assert answer.status_code == 301
    assert answer.headers["location"] == "/id/place/panjin?lang=en"


def test_the_map_of_a_pairing_draws_those_it_joins(edited):
    answer = edited.client.get("map", params={"id": "pairing/panjin-wuxi", "lang": "zh"})
    assert answer.status_code == 200
    assert '"place/panjin"' in answer.text
    assert '"place/wuxi"' in answer.text


@pytest.mark.parametrize(
    ("figure", "about"),
    [
        ("observation/agri-fair-2019-days", "event/shanghai-spring-agri-fair-2019"),
        ("observation/dalian-shanghai-paired-disciplines", "place/dalian"),
    ],
)
def test_the_map_of_a_figure_draws_what_it_is_about(edited, figure, about):
    answer = edited.client.get("map", params={"id": figure, "lang": "zh", "plain": "1"})
    assert answer.status_code == 200
    assert f'"id":"{about}"' in answer.text
