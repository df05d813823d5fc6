"""Pages that begin with the answer: the first one, sheets, documents, what is not there."""

from __future__ import annotations

import json
import os
import re

import html5lib  # type: ignore[import-untyped]
import pytest

from kg import asking
from kg.maps.sheet import page as sheet_page
from kg.questions.coverage import coverage
from tests.endpoint.conftest import serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def server(packaged_location, tmp_path_factory):
    """A server that takes its time, as pages need on a busy machine."""
    folder = tmp_path_factory.mktemp("pages")
    with serving(packaged_location, "--timeout", "60", folder=folder) as running:
        yield running


def parsed(html: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("path", ["", "query", "id/place/panjin", "source/002", "nowhere"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_are_what_the_standard_calls_html(server, path, lang):
    answer = server.client.get(path, params={"lang": lang}, headers=BROWSER)
    tree = parsed(answer.text)
    idents = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    assert len(idents) == len(set(idents))
    assert not [one for one in tree.iter() if "style" in one.attrib]
    assert words(next(tree.iter("title")))


def test_the_first_page_has_search_every_programme_with_its_counts_and_the_map(server, packaged):
    tree = parsed(server.client.get("", params={"lang": "zh"}).text)
    assert next(tree.iter("form")).attrib["action"] == "/entity"
    rows = {
        one.find("th/a").attrib["href"]: [words(cell) for cell in one.iter("td")]
        for one in tree.iter("tr")
        if one.find("th/a") is not None
    }
    told = coverage(packaged)
    assert len(rows) == len(told)
    for one in told:
        cells = rows[f"/id/{one['programme']['id']}?lang=zh"]
        assert cells[:2] == [str(one["announced"] or "—"), str(one["pairings"])]
        assert cells[-1] == str(len(one["missing"]))
    assert any(one.attrib.get("href", "").startswith("/map?") for one in tree.iter("a"))
    assert any(one.attrib.get("href", "").startswith("/query") for one in tree.iter("a"))


def test_the_page_of_a_thing_begins_with_its_sheet_and_numbers_sources_once(server, packaged):
    html = server.client.get("id/place/panjin", params={"lang": "zh"}).text
    found = asking.sheet("place/panjin", store=packaged)
    assert html.index(found["headline"]["zh"]) < html.index("全部记载")
    sheet = dict(re.findall(r'<li id="s(\d+)">.*?href="/source/([\w-]+)', html, re.DOTALL))
    rest = dict(re.findall(r'<li id="source-(\d+)".*?href="/source/([\w-]+)', html, re.DOTALL))
    assert sheet
    assert rest
    both = sheet.keys() & rest.keys()
    assert {number: sheet[number] for number in both} == {number: rest[number] for number in both}
    assert len(set((sheet | rest).values())) == len(sheet | rest)


def test_the_page_of_a_person_asks_not_to_be_listed(server, packaged):
    asking_not = {
        place: 'content="noindex"' in server.client.get(f"id/{place}").text
        for place in ("person/chen-jing", "place/panjin")
    }
    assert asking_not == {"person/chen-jing": True, "place/panjin": False}
    alone = sheet_page(asking.sheet("person/chen-jing", store=packaged))
    assert 'content="noindex"' in alone
    assert "noindex" not in sheet_page(asking.sheet("place/panjin", store=packaged))


def test_a_document_lists_every_claim_that_rests_on_it_by_place(server, packaged):
    tree = parsed(server.client.get("source/002", params={"lang": "zh"}).text)
    (listed,) = (one for one in tree.iter("ol") if "rested" in one.attrib.get("class", ""))
    source = "https://w3id.org/cooperation-kg/source/002"
    asked = f"""SELECT (COUNT(DISTINCT ?claim) AS ?number) WHERE {{
        GRAPH <{source}> {{ ?claim a ?class ; coop:evidence ?place }} }}"""
    (row,) = asking.query(asked, store=packaged)
    items = list(listed.iter("li"))
    assert len(items) >= int(row["number"].value) > 100
    starts = [int(start) for one in items for start in re.findall(r" (\d+)–\d+", words(one))[:1]]
    assert starts == sorted(starts)
    assert all(one.find("a") is not None for one in items)


def test_what_is_refused_is_said_on_a_page_to_browsers_and_in_json_to_programs(server):
    page = server.client.get("nowhere", params={"lang": "en"}, headers=BROWSER)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "/static/query.css" in page.text
    assert "there is nothing here" in page.text
    assert server.client.get("nowhere").headers["content-type"].startswith("text/plain")
    answer = server.client.get("api/nowhere", headers=BROWSER)
    assert answer.json()["error"]["en"]


def test_the_web_gives_the_sheet_that_python_gives(server, packaged):
    answer = server.client.get("api/sheet", params={"name": "吉林省—浙江省"})
    assert answer.json() == json.loads(json.dumps(asking.sheet("吉林省—浙江省", store=packaged)))
    refused = server.client.get("api/sheet", params={"name": "大连", "folder": "/"})
    assert refused.status_code == 400


@pytest.mark.sources
def test_a_server_that_has_the_texts_quotes_a_few_words(packaged_location, tmp_path):
    folder = os.environ.get("KG_SOURCES")
    if not folder:
        pytest.skip("KG_SOURCES names no folder of raw texts")
    with serving(packaged_location, "--sources", folder, folder=tmp_path) as running:
        tree = parsed(running.client.get("id/pairing/dalian-shanghai").text)
        quoted = [words(one) for one in tree.iter("q")]
        assert quoted
        assert max(map(len, quoted)) <= 80


def test_questions_are_filled_in_with_names_that_they_understand(server):
    named = server.client.get("api/queries?names").json()
    plain = {one["name"]: one for one in server.client.get("api/queries").json()}
    filled = {}
    for query in named:
        for one, other in zip(query["parameters"], plain[query["name"]]["parameters"], strict=True):
            assert {key: one[key] for key in other} == other
            filled[query["name"], one["name"]] = one["words"]
    assert filled["partners", "entity"] == {"zh": "大连市", "en": "Dalian"}
    still = [words["zh"] for words in filled.values() if "/" in words["zh"]]
    assert len(still) * 20 < len(filled)
    for lang, name in filled["partners", "entity"].items():
        asked = {"entity": name, "lang": lang}
        told = server.client.get("api/queries/partners", params=asked).json()
        assert "place/dalian" in told["sparql"]


@pytest.mark.parametrize(
    "place", ["source/000", "id/place/panjin", "id/mechanism/counterpart-cooperation"]
)
def test_sources_and_places_in_them_are_english_in_english(server, place):
    page = server.client.get(place, params={"lang": "en"}, headers=BROWSER).text
    assert "para. " in page or "task " in page
    assert not re.search(r"第\d+段|方案·任务", page)
    assert "两年多进展综述]</a>" not in page


def test_examples_are_written_as_the_page_is(server):
    for lang, sample in (("en", "Dalian"), ("zh", "大连")):
        tree = parsed(server.client.get("", params={"lang": lang}, headers=BROWSER).text)
        (line,) = [one for one in tree.iter("p") if one.get("class") == "try"]
        assert sample in words(line)
        for link in line.iter("a"):
            assert server.client.get(link.get("href"), headers=BROWSER).status_code == 303


def test_a_round_is_drawn_by_itself_and_nothing_is_drawn_unasked(server):
    html = server.client.get("", params={"lang": "zh"}).text
    assert '<a href="/map?programme=programme/northeast-east' in html
    answer = server.client.get("map", params={"lang": "zh"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=zh#programmes")
    drawn = server.client.get("map", params={"programme": "programme/northeast-east"}).text
    assert "大连市" in drawn
    assert "乌什县" not in drawn
    assert '"sheets":{"en":"/id/{id}?lang=en","zh":"/id/{id}?lang=zh"}' in drawn


def test_columns_of_answers_have_words_in_both_languages(server):
    for lang, expected in (("zh", "合作方"), ("en", "partner")):
        tree = parsed(server.client.get("query", params={"lang": lang}).text)
        heads = next(one for one in tree.iter("meta") if one.attrib.get("name") == "kg-heads")
        told = json.loads(heads.attrib["content"])
        assert told["partner_name"] == expected
        assert not [word for name, word in told.items() if lang == "zh" and word.isascii()]
