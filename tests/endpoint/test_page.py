"""The query page in a browser: a question, a parameter, rows, an entity, its sources."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.endpoint.conftest import serving

pytestmark = pytest.mark.browser
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}
WORDS = {
    "zh": ("某方的结对伙伴", "运行", "来源", "表格"),
    "en": ("Partners of somebody", "Run", "Sources", "Table"),
}
# From the first byte of a page to the last: whatever sticks out of it is told on the console.
WATCH = """
if (window === top) {
  const told = new Set();
  const look = () => {
    const root = document.documentElement;
    const over = document.body ? root.scrollWidth - innerWidth : 0;
    if (over <= 0 || told.has(over)) return;
    told.add(over);
    const out = [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => `${one.tagName}#${one.id}.${one.className}`);
    console.error(`${location} scrolls sideways by ${over} in ${innerWidth}: ${out.slice(0, 9)}`);
  };
  const everyFrame = () => { look(); requestAnimationFrame(everyFrame); };
  everyFrame();
  setInterval(look, 20);
  const any = { childList: true, subtree: true, attributes: true };
  new MutationObserver(look).observe(document, any);
}
"""


@pytest.fixture(scope="module")
def server(packaged_location, tmp_path_factory):
    """A server that takes its time, as pages need on a busy machine."""
    folder = tmp_path_factory.mktemp("pages")
    with serving(packaged_location, "--timeout", "60", folder=folder) as running:
        yield running


@pytest.fixture(params=SIZES)
def page(request, browser):
    """A page that may ask this machine only, has no fault on its console, never scrolls aside."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.set_default_timeout(60_000)
    asked, faults = set(), []
    page.on("request", lambda one: asked.add(urlsplit(one.url).hostname))
    page.on("pageerror", lambda error: faults.append(str(error)))
    # A query that the server refuses is told on the console too.
    page.on(
        "console",
        lambda line: (
            faults.append(line.text)
            if line.type == "error" and "status of 400" not in line.text
            else None
        ),
    )
    yield page
    context.close()
    assert asked <= {"127.0.0.1", None, ""}
    assert faults == []


# Nothing depends on size and language together, and each draws the map of all anew.
@pytest.mark.parametrize(("page", "lang"), [("desktop", "en"), ("phone", "zh")], indirect=["page"])
def test_a_question_a_parameter_rows_an_entity_its_sources(server, page, lang):
    question, run, sources, table = WORDS[lang]
    page.goto(f"{server.address}query?lang={lang}")
    page.fill("#filter", question)
    page.get_by_role("button", name=question, exact=True).click()
    page.wait_for_selector("#table td")
    page.fill("#fields input[name=entity]", "盘锦")
    page.locator("#fields").get_by_role("button", name=run).click()
    page.wait_for_selector("#table a[href*='place/wuxi']")
    assert page.get_by_role("button", name=table).get_attribute("aria-pressed") == "true"
    page.locator("#table a[href*='place/wuxi']").first.click()
    page.wait_for_selector("article h2.name")
    page.wait_for_selector(".sources li")
    assert sources in page.inner_text("main")
    frame = drawn(page)
    # The page has the title and the sentence itself; nearly all of its frame is the drawing.
    assert not frame.locator("h1, .lead, .foot, #panel.open").filter(visible=True).count()
    assert frame.evaluate("document.getElementById('canvas').clientHeight / innerHeight") > 0.75


def drawn(page):
    """Wait until the map within a page stands; its frame."""
    page.locator("iframe").scroll_into_view_if_needed()
    end = time.monotonic() + 60
    while True:
        for frame in page.frames:
            if "/map?" in frame.url and frame.evaluate("Boolean(window.kg && window.kg.ready)"):
                page.wait_for_timeout(200)
                return frame
        assert time.monotonic() < end, "no map"
        page.wait_for_timeout(50)


@pytest.mark.parametrize("path", ["", "query", "id/place/wuxi"])
def test_what_comes_late_never_makes_the_page_wider_than_the_window(server, page, path):
    address = f"{server.address}{path}?lang=en"
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', server.client.get(path).text)
    assert {name.rpartition(".")[2] for name in files} == {"css", "js"}
    for name in files:

        def late(route):
            time.sleep(0.3)
            route.continue_()

        page.route(f"**{name}", late)
        page.goto(address)
        page.wait_for_timeout(200)
        page.unroute(f"**{name}")


def test_the_name_box_works_by_keyboard(server, page):
    page.goto(f"{server.address}?lang=zh")
    page.focus("#name")
    main = page.locator("main").bounding_box()
    page.keyboard.type("panjin")
    page.wait_for_selector("#hits li")
    assert page.locator("main").bounding_box() == main, "the names push the page away"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("article h2.name")
    assert "盘锦" in page.inner_text("article h2.name")


def test_what_is_chosen_comes_into_sight_with_its_first_rows(server, page):
    page.goto(f"{server.address}query?lang=zh")
    page.get_by_role("button", name="某方的结对伙伴", exact=True).click()
    page.wait_for_selector("#table td")
    page.wait_for_timeout(200)
    window = page.viewport_size["height"]
    for part in ("#chosen", "#table tbody tr:first-child td:first-child"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + min(box["height"], 20) <= window, part


@pytest.mark.parametrize(
    ("page", "scheme"), [("desktop", "light"), ("phone", "dark")], indirect=["page"]
)
def test_paper_has_the_question_the_query_and_the_rows_in_black_on_white(server, page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{server.address}query?lang=zh#partners?entity=place/panjin")
    page.wait_for_selector("#table td")
    page.click("#as-network")
    drawn(page)
    page.emulate_media(media="print", color_scheme=scheme)
    shown = ("#chosen", "#fields input", "#coloured", "#table td")
    hidden = ("#name", "#filter", "#query", ".run", ".lang", "#views", "iframe", "footer")
    assert [one for one in shown if not page.locator(one).first.is_visible()] == []
    assert [one for one in hidden if page.locator(one).first.is_visible()] == []
    styles = page.evaluate(
        "['color', 'background-color', 'color-scheme']"
        ".map((name) => getComputedStyle(document.body).getPropertyValue(name))"
    )
    assert styles == ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "light"]


def test_a_source_says_each_place_of_its_text_once_and_in_order(server):
    words = server.client.get("id/place/panjin", params={"lang": "en"}).text
    starts = [
        [int(start) for start in re.findall(r"(\d+)–\d+", spans)]
        for spans in re.findall(r"characters ([\d–, ]+)", words)
    ]
    assert starts
    assert all(of_one == sorted(of_one) for of_one in starts)
    for item in re.findall(r'<li id="source-.*?</li>', words, re.DOTALL):
        locators = re.findall(r"; ([^;<>]+), characters", item)
        assert len(locators) == len(set(locators))


def test_an_address_with_a_question_is_followed_on_an_open_page_too(server, page):
    page.goto(f"{server.address}query?lang=zh")
    page.wait_for_selector("#questions button")
    page.evaluate("location.hash = 'partners?entity=place/panjin'")
    page.wait_for_selector("#table a[href*='place/wuxi']")


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_csv_of_the_rows_opens_in_a_spreadsheet(server, page):
    page.goto(f"{server.address}query?lang=zh#partners?entity=place/panjin")
    page.wait_for_selector("#table td")
    with page.expect_download() as saving:
        page.click("#as-csv")
    content = Path(saving.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "无锡市" in content.decode("utf-8-sig")


def test_the_editor_is_two_keys_away_from_the_questions(server, page):
    page.goto(f"{server.address}query?lang=zh")
    page.wait_for_selector("#questions button")
    page.focus("a.lang")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "query"


def test_what_is_wrong_with_a_query_is_said_on_the_page(server, page):
    page.goto(f"{server.address}query?lang=zh")
    page.fill("#query", "SELECT * {\n ?s ?p }")
    page.focus("#query")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#said.wrong")
    assert "第 2 行" in page.inner_text("#said")


def test_a_name_without_scripts_leads_to_its_page_too(server):
    answer = server.client.get("entity", params={"name": "盘锦", "lang": "zh"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/id/place/panjin?lang=zh"


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_an_old_address_of_a_question_still_leads_to_it(server, page):
    page.goto(f"{server.address}?lang=zh#partners?entity=place/panjin")
    page.wait_for_selector("#table a[href*='place/wuxi']")
    assert "/query?lang=zh#partners" in page.url
