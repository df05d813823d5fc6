"""For everybody: keyboard, screen readers, small screens, paper, and no scripts at all."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

VIEWS = ("pairs", "network", "geo", "matrix", "list")
STATES = {
    "overview": "0",
    "selected": "kg.select('place/dalian')",
    "path": "kg.path('place/dandong', 'place/pudong')",
    "asked": "(kg.select(null), kg.setBegun({ from: 2017 }))",
    "compared": "kg.compare(['place/dalian', 'place/dandong'])",
}


@pytest.fixture(scope="module")
def axe() -> object:
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    return module.Axe()


# Every view in both sizes and in both colours; nothing depends on the two together.
SEEN = [
    (view, size, scheme)
    for place, view in enumerate(VIEWS)
    for size, scheme in zip((DESKTOP, PHONE), ("light", "dark")[:: (-1) ** place], strict=True)
]


@pytest.mark.parametrize(("view", "size", "scheme"), SEEN)
def test_axe_finds_nothing(open_page, axe, view, size, scheme) -> None:
    seen = open_page(fragment=f"#view={view}", size=size, scheme=scheme, bypass_csp=True)
    # What is told of several stands in the same panel whatever is drawn.
    for name, script in STATES.items() if view == "network" else [*STATES.items()][:2]:
        seen.run(script)
        found = axe.run(seen.page).response["violations"]
        told = [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found]
        assert told == [], name


def test_keys_alone_reach_and_tell_everything(open_page) -> None:
    seen = open_page()
    keys = seen.page.keyboard
    seen.page.focus("#canvas")
    keys.press("ArrowDown")
    first = seen.run("kg.state.selected")
    keys.press("ArrowDown")
    second = seen.run("kg.state.selected")
    assert first != second
    keys.press("ArrowRight")
    assert seen.run("kg.state.selected") not in {first, second}
    keys.press("Enter")
    assert seen.run("document.activeElement.id") == "panel"
    keys.press("Tab")
    keys.press("Tab")
    assert seen.run("document.activeElement.closest('#panel') !== null")
    keys.press("Escape")
    assert seen.run("kg.state.selected") is None


def test_tab_order_begins_with_the_way_to_the_list(open_page) -> None:
    seen = open_page()
    seen.page.keyboard.press("Tab")
    assert seen.run("document.activeElement.className") == "skip"
    seen.page.keyboard.press("Tab")
    assert seen.run("document.activeElement.dataset.view") == "pairs"


def test_what_is_focused_can_be_seen(open_page) -> None:
    seen = open_page()
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        shown = seen.run("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none"


def test_with_scripts_off_the_list_is_there_with_its_sources(open_page) -> None:
    seen = open_page(wait=None, java_script_enabled=False)
    words = seen.page.inner_text("body")
    for expected in ("结对关系", "丹东市", "扬州市", "未指名", "大连日报", "没有运行脚本"):
        assert expected in words
    assert seen.page.locator("#canvas").is_hidden()
    assert seen.page.locator(".views").is_hidden()
    assert seen.page.locator('a[href="#source-3"]').count() > 10
    seen.page.locator(".how summary").click()
    assert "算一对" in seen.page.inner_text(".how")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off_on_a_phone(open_page, view, lang) -> None:
    seen = open_page(fragment=f"#view={view}&lang={lang}", size=PHONE)
    assert seen.run("document.documentElement.scrollWidth") <= PHONE[0]
    wide = """[...document.querySelectorAll('.bar *, .lead, .foot, .foot span')]
      .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => e.outerHTML.slice(0, 80))"""
    assert seen.run(wide) == []


def test_on_a_phone_the_panel_opens_below_what_was_selected(open_page) -> None:
    seen = open_page(size=PHONE)
    seen.run("kg.select('place/dandong')")
    panel = seen.page.locator("#panel").bounding_box()
    label = next(x for x in seen.labels() if x["text"] == "丹东市")
    assert panel["y"] > label["box"][3]
    seen.page.click("#panel .close")
    assert seen.page.locator("#panel").is_hidden()


def test_on_a_phone_the_legend_opens_and_closes(open_page) -> None:
    seen = open_page(size=PHONE)
    seen.page.click("#openLegend")
    assert seen.page.is_visible("#filter-City")
    assert seen.page.is_visible("#size")
    seen.page.click("#legend p.phone button")
    assert seen.page.locator("#legend").is_hidden()


@pytest.mark.parametrize("view", VIEWS)
def test_paper_has_the_drawing_and_the_list(open_page, view, tmp_path) -> None:
    seen = open_page(fragment=f"#view={view}", scheme="dark")
    count = "window.printed = document.querySelectorAll('#printed svg path').length"
    seen.run(f"addEventListener('beforeprint', () => {{ {count} }})")
    seen.page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    pdf = (tmp_path / "map.pdf").read_bytes()
    assert pdf[:5] == b"%PDF-"
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2
    # Lists and tables are printed as they are.
    assert (seen.run("window.printed") > 40) == (view not in {"list", "matrix"})
    assert seen.run("document.querySelector('#printed').childElementCount") == 0
    assert seen.run("document.documentElement.dataset.theme") is None


def _pages(seen, path) -> list[str]:
    seen.page.pdf(path=path, prefer_css_page_size=True, format="A4")
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path)]


def test_a_pairing_on_paper_begins_with_itself_and_is_drawn_alone(open_page, tmp_path) -> None:
    seen = open_page("five", fragment="#claim=pairing/dandong-yangzhou")
    first, *rest = _pages(seen, tmp_path / "claim.pdf")
    assert len(rest) < 2
    assert first.split()[0] == "丹东市—扬州市"
    assert "pairing/dandong-yangzhou" in first
    assert "黑龙江省" not in first
    assert seen.run("document.querySelector('#printed').nextElementSibling.id") == "main"


def test_the_columns_on_paper_are_cut_between_rows(open_page, tmp_path) -> None:
    seen = open_page("five")
    count = (
        "window.sheets = [...document.querySelectorAll('#printed > svg')].map((one) => "
        "[one.viewBox.baseVal.width, one.viewBox.baseVal.height, one.textContent])"
    )
    seen.run(f"addEventListener('beforeprint', () => {{ {count} }})")
    _pages(seen, tmp_path / "map.pdf")
    drawn = seen.run("window.sheets")
    assert len(drawn) > 1
    assert all(high / wide < 1.45 for wide, high, _ in drawn)
    # Each row is on one page, with its names.
    for name in ("丹东市", "汪清县", "大连港", "长兴岛经济区"):
        assert sum(name in words for *_, words in drawn) == 1
    assert ["CC BY 4.0" in words for *_, words in drawn].count(True) == 1
