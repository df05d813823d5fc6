"""The evidence sheet in a browser: without scripts, on a phone, on paper, for everybody."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kg import asking
from kg.maps.sheet import page as written

pytestmark = pytest.mark.browser
USUAL = "pairing/anhui-hetian-pishan-xinjiang-2010"
DISPUTED = "吉林省—浙江省"


@pytest.fixture(scope="module")
def files(packaged, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sheets")
    found = {}
    for number, name in enumerate((USUAL, DISPUTED)):
        found[name] = folder / f"{number}.html"
        sheet = asking.sheet(name, store=packaged)
        found[name].write_text(written(sheet), encoding="utf-8")
    return found


@pytest.fixture
def opened(browser, files):
    contexts = []

    def show(name: str, width: int, **options: object):
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(files[name].as_uri())
        assert faults == []
        return page

    yield show
    for context in contexts:
        context.close()


def test_without_scripts_a_cell_opens_what_stands_behind_it(opened):
    page = opened(USUAL, 1440, java_script_enabled=False)
    cell = page.locator(".witnesses td details").first
    place = cell.locator(".place")
    assert not place.is_visible()
    cell.locator("summary").click()
    assert place.is_visible()
    assert page.locator("dl.values").first.is_hidden()


def test_on_a_phone_there_is_one_column_and_a_line_for_each_value(opened):
    page = opened(USUAL, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".witnesses").is_hidden()
    line = page.locator("dl.values dd").first
    assert "[1]" in line.inner_text()
    small = page.evaluate(
        "[...document.querySelectorAll('.sheet summary, .sheet .ref')]"
        ".filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 24)"
        ".map((one) => one.outerHTML)"
    )
    assert small == []


def test_a_usual_pairing_is_one_page_of_a4(opened):
    content = opened(USUAL, 1440).pdf(format="A4", prefer_css_page_size=True)
    document = pdfium.PdfDocument(content)
    assert len(document) == 1
    words = document[0].get_textpage().get_text_range()
    assert USUAL in words
    assert "市场星报" in words


@pytest.mark.parametrize("name", [USUAL, DISPUTED])
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_sheet_is_open_to_everybody(opened, name, width, scheme):
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(name, width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = module.Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
