"""The static site in a browser, opened from disk: search, both languages, a proposal, everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.exports import read_csv
from tests.browser.conftest import DESKTOP, PHONE
from tests.test_site import TABLES, built, folder, store  # noqa: F401, the fixtures

pytestmark = pytest.mark.browser
PAGES = (
    "index.html",
    "id/place/dalian.html",
    "en/id/pairing/dalian-shanghai.html",
    "source/s1.html",
    "list/Pairing.html",
    "questions.html",
    "en/question/partners.html",
    "terms.html",
    "en/downloads.html",
    "about.html",
    "propose.html",
)


@pytest.fixture
def opened(browser, folder: Path):  # noqa: F811, the fixture
    contexts = []

    def show(name: str, size=DESKTOP, **options):
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda one: faults.extend([one.url][one.url.startswith("file:") :]))
        page.faults = faults
        page.goto((folder / name).as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("typed", ["大連", "dalian", "dlian", "大连市"])
def test_a_name_typed_leads_to_its_page_without_a_server(opened, typed):
    page = opened("index.html")
    page.locator("#name").fill(typed)
    if typed == "dlian":
        page.locator("#hits li").wait_for()
        assert page.locator("#hits li").inner_text() == "没有这个名称"
        return
    page.locator("#hits li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/place/dalian.html")
    assert page.locator("h1").inner_text() == "大连市"
    assert page.faults == []


def test_a_hit_that_is_clicked_opens_and_the_other_language_shows_the_same_thing(opened):
    page = opened("en/source/s1.html")
    page.locator("#name").fill("shanghai")
    page.locator("#hits li", has_text="Shanghai–Dalian").first.click()
    page.wait_for_url("**/en/id/pairing/dalian-shanghai.html")
    page.locator("a.lang").click()
    page.wait_for_url(lambda url: url.endswith("/id/pairing/dalian-shanghai.html"))
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("h1").inner_text() == "上海市—大连市"
    assert page.faults == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_kind_of_page_is_for_everybody_and_as_wide_as_the_screen(opened, name, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(name, size, bypass_csp=True)
    assert page.faults == []
    found = axe.run(page).response["violations"]
    assert [(one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_names_of_programmes_have_most_of_a_phone(opened):
    page = opened("en/index.html", PHONE)
    row = page.locator(".programmes tr:not(.mechanism) > th[scope=row]").first
    assert row.bounding_box()["width"] > PHONE[0] * 0.45


def test_what_the_form_makes_is_what_kg_build_takes(opened, kg, tmp_path):
    page = opened("propose.html")
    given = {
        "one": "大连市",
        "other": "六盘水市",
        "since": "2013",
        "url": "https://www.example.gov.cn/a?b=1",
        "title": '大连市“帮扶”六盘水市, 一份"通知"',
        "publisher": "=1+1",
        "issued": "2013-05-06",
    }
    for name, words in given.items():
        page.locator(f"#{name}").fill(words)
    page.locator("#direction").select_option("one")
    page.locator("#reliability").select_option(label="官方")
    page.locator("#mechanism").select_option(label="对口协作")
    page.locator("button[type=submit]").click()
    for name in ("sources", "pairings"):
        words = page.locator(f"#made #{name}").input_value()
        (tmp_path / f"{name}.csv").write_text(words + "\r\n", encoding="utf-8")
    heads, rows = read_csv((tmp_path / "sources.csv").read_bytes())
    source = dict(zip(heads, rows[0], strict=True))
    assert (source["title@zh"], source["publisher"]) == (given["title"], "=1+1")
    heads, rows = read_csv((tmp_path / "pairings.csv").read_bytes())
    assert dict(zip(heads, rows[0], strict=True))["mechanism"] == "对口协作"
    # The mechanism that the form offered is one of the site's own.
    (tmp_path / "mechanisms.csv").write_text(TABLES["mechanisms.csv"], encoding="utf-8")
    made = kg("--store", tmp_path / "store", "build", tmp_path)
    assert made.exit_code == 0, made.output
    told = kg("--store", tmp_path / "store", "partners", "六盘水", "--source", source["id"])
    assert "大连市" in told.output
    assert page.faults == []


def test_a_form_that_lacks_something_makes_nothing(opened):
    page = opened("propose.html")
    page.locator("#one").fill("大连市")
    page.locator("button[type=submit]").click()
    assert page.locator("#made").is_hidden()
