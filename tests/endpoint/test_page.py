"""The query page in a browser: a question, a parameter, rows, an entity, its sources."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest

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
  setInterval(look, 5);
  const any = { childList: true, subtree: true, attributes: true };
  new MutationObserver(look).observe(document, any);
}
"""


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


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_a_question_a_parameter_rows_an_entity_its_sources(server, page, lang):
    question, run, sources, table = WORDS[lang]
    page.goto(f"{server.address}?lang={lang}")
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
    drawn(page)


def drawn(page):
    """Wait until the small map of an entity's page stands."""
    page.locator("aside iframe").scroll_into_view_if_needed()
    end = time.monotonic() + 60
    while not any(
        "/map?" in frame.url and frame.evaluate("Boolean(window.kg && window.kg.ready)")
        for frame in page.frames
    ):
        assert time.monotonic() < end, "no map"
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)


@pytest.mark.parametrize("path", ["", "id/place/wuxi"])
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
    page.keyboard.type("panjin")
    page.wait_for_selector("#hits li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("article h2.name")
    assert "盘锦" in page.inner_text("article h2.name")


def test_what_is_wrong_with_a_query_is_said_on_the_page(server, page):
    page.goto(f"{server.address}?lang=zh")
    page.fill("#query", "SELECT * {\n ?s ?p }")
    page.focus("#query")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#said.wrong")
    assert "第 2 行" in page.inner_text("#said")


def test_a_name_without_scripts_leads_to_its_page_too(server):
    answer = server.client.get("entity", params={"name": "盘锦", "lang": "zh"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/id/place/panjin?lang=zh"
