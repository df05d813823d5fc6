"""What people come for, each in at most three actions, on a desk and on a telephone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

SIZES = [DESKTOP, PHONE]


def _shown(seen, words: str) -> bool:
    """Whether words are on the screen, and not below it or behind something."""
    return seen.run(
        """(words) => {
        const told = [...document.querySelectorAll("#panel *")].filter((one) =>
          [...one.childNodes].some((part) => part.nodeType === 3 && part.data.includes(words)));
        return told.some((one) => {
          const box = one.getBoundingClientRect();
          const [x, y] = [box.left + 4, box.top + box.height / 2];
          return y < innerHeight && one.contains(document.elementFromPoint(x, y));
        });
        }""",
        words,
    )


def _search(seen, words: str) -> None:
    """Two actions: to write, and to press Enter."""
    seen.page.fill("#search", words)
    seen.page.press("#search", "Enter")


def _ask(seen, size, control: str, value: str) -> None:
    """One action on a desk; on a telephone the legend is opened before and closed after."""
    if size == PHONE:
        seen.page.click("#openLegend")
    seen.page.select_option(control, value)
    if size == PHONE:
        seen.page.click("#legend .phone button")


@pytest.mark.parametrize("size", SIZES)
def test_who_is_paired_with_panjin_and_who_says_so(open_page, size) -> None:
    seen = open_page("five", size=size)
    _search(seen, "pj")
    assert _shown(seen, "无锡市")
    seen.page.click("#panel li:has-text('无锡市') .ref")
    number = seen.run("document.querySelector('#panel li .ref').textContent")
    assert _shown(seen, number)


@pytest.mark.parametrize("size", SIZES)
def test_of_two_that_are_paired_this_is_said_first(open_page, size) -> None:
    seen = open_page("five", fragment="#compare=place/shanghai,place/dalian", size=size)
    assert _shown(seen, "它们之间的结对关系（1）")
    assert _shown(seen, "大连市—上海市")
    # What is part of it stands out with it.
    assert "place/shanghai-pudong" in seen.run("kg.lit()")


@pytest.mark.parametrize("size", SIZES)
def test_what_is_new_since_2018(open_page, size) -> None:
    seen = open_page("packaged", size=size)
    _ask(seen, size, "#from", "2018")
    assert _shown(seen, "2018 年以来新起始")
    assert "没有起始日期，未列" in seen.panel()
    assert "from=2018" in seen.run("location.hash")
    drawn = {symbol["id"] for symbol in seen.run("kg.nodes()")}
    assert "place/dandong" not in drawn
    assert len(drawn) > 20


@pytest.mark.parametrize("size", SIZES)
def test_which_pairings_are_in_tourism(open_page, size) -> None:
    seen = open_page("five", size=size)
    _search(seen, "旅游")
    assert _shown(seen, "丹东市—扬州市")
    rows = {symbol["id"] for symbol in seen.run("kg.nodes()")}
    assert {"place/dandong", "place/yangzhou"} <= rows
    assert "place/panjin" not in rows


def test_a_count_of_the_matrix_opens_its_rows(open_page) -> None:
    seen = open_page("packaged", fragment="#view=matrix")
    seen.page.click("[data-cell='place/shanghai place/yunnan']")
    count = int(seen.page.inner_text("[data-cell='place/shanghai place/yunnan']"))
    assert count > 20
    assert f"支援方：上海市；受援方：云南省（{count}）" in seen.panel()
    assert {"supporter=place/shanghai", "supported=place/yunnan"} <= set(
        seen.run("location.hash").lstrip("#").split("&")
    )
    seen.page.click("#clearFacets")
    for mode in ("fields", "maps"):
        seen.page.click(f"#matrix-{mode}")
        assert seen.page.locator("#matrix td button, #matrix .multiple").count() > 5
    assert seen.errors == []


def test_from_far_off_the_map_gathers_by_province_and_a_band_opens_its_rows(open_page) -> None:
    seen = open_page("packaged", fragment="#view=geo")
    assert {symbol["id"].count("/") for symbol in seen.run("kg.nodes()")} == {1}
    assert len(seen.run("kg.nodes()")) <= 34
    band = next(label for label in seen.labels() if (label["line"] or "").startswith("flow:"))
    x0, y0, x1, y1 = band["box"]
    seen.page.mouse.click((x0 + x1) / 2, (y0 + y1) / 2)
    assert f"（{band['text']}）" in seen.panel()
    assert "between=" in seen.run("location.hash")
    # Then its places stand each at its own.
    assert len(seen.run("kg.nodes()")) > 3


def test_what_hangs_on_the_same_things_is_a_bubble_that_opens(open_page) -> None:
    seen = open_page(fragment="#view=network")
    bubbles = [symbol for symbol in seen.run("kg.nodes()") if symbol["id"].startswith("bundle:")]
    assert bubbles
    drawn = len(seen.run("kg.nodes()"))
    x0, y0, x1, y1 = bubbles[0]["box"]
    seen.page.mouse.click((x0 + x1) / 2, (y0 + y1) / 2)
    assert bubbles[0]["id"] not in {symbol["id"] for symbol in seen.run("kg.nodes()")}
    assert len(seen.run("kg.nodes()")) >= drawn + 3


def test_nothing_stands_in_the_network_without_a_line(open_page) -> None:
    seen = open_page("five", fragment="#view=network")
    assert len(seen.run("kg.nodes()")) > 50
    loose = seen.run(
        """(() => { const ends = new Set(kg.lines().flat());
        return kg.nodes().map(({ id }) => id).filter((id) => !ends.has(id)); })()"""
    )
    assert loose == []
