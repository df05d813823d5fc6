"""Names are targets: what one reads is what one reaches, by mouse and by touch."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

VIEWS = ("pairs", "network", "geo")
SMALLEST = 24
# Nothing is selected and all is in sight, as at first.
WHOLE = "kg.select(null); document.querySelector('#fit').click()"


def _middle(box: list[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _some(named: list[dict]) -> list[dict]:
    """Names from everywhere: each click draws all anew."""
    return named[:: max(1, len(named) // 8)]


def _again(seen, label: dict) -> list[float] | None:
    """Where a label stands once all is as at first; nowhere where its room has gone to another."""
    seen.run(WHOLE)
    seen.drawn()
    same = (one["box"] for one in seen.labels() if one["id"] == label["id"])
    return next(same, None)


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("name", "view", "lang"),
    [("five", "pairs", "zh"), ("packaged", "network", "en"), ("five", "geo", "zh")],
)
def test_a_click_on_any_name_selects_what_is_named(open_page, name, view, lang) -> None:
    seen = open_page(name, fragment=f"#view={view}&lang={lang}")
    named = [label for label in seen.labels() if label["id"]]
    assert len(named) > 20
    wrong = []
    for label in _some(named):
        if (box := _again(seen, label)) is None:
            continue
        seen.page.mouse.click(*_middle(box))
        if seen.run("kg.state.selected") != label["id"]:
            wrong.append((label["text"], seen.run("kg.state.selected")))
    assert wrong == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_tap_on_any_name_selects_what_is_named(open_page, view) -> None:
    seen = open_page("five", fragment=f"#view={view}", size=PHONE, has_touch=True)
    named = [label for label in seen.labels() if label["id"]]
    assert len(named) > 10
    wrong = []
    for label in _some(named):
        if (box := _again(seen, label)) is None:
            continue
        seen.page.touchscreen.tap(*_middle(box))
        if seen.run("kg.state.selected") != label["id"]:
            wrong.append((label["text"], seen.run("kg.state.selected")))
    assert wrong == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_pointer_says_that_a_name_can_be_clicked(open_page, view) -> None:
    seen = open_page(fragment=f"#view={view}")
    for label in [label for label in seen.labels() if label["id"]][:12]:
        seen.page.mouse.move(*_middle(label["box"]))
        assert seen.run("document.querySelector('#canvas').style.cursor") == "pointer"
        assert seen.run("kg.state.hover") == label["id"]


@pytest.mark.parametrize("view", VIEWS)
def test_no_name_moves_away_under_the_pointer(open_page, view) -> None:
    seen = open_page("five", fragment=f"#view={view}")
    before = seen.labels()
    names = {label["id"] for label in before if label["id"]}
    for node in seen.run("kg.nodes()")[:40]:
        seen.page.mouse.move(*_middle(node["box"]))
        # What the pointer is on may have its name added, over what lies there.
        for label in seen.labels():
            if label["id"] in names:
                assert label in before


def test_a_name_is_a_target_as_high_as_a_finger_needs(open_page) -> None:
    seen = open_page(fragment="#view=geo")
    others = seen.run("kg.nodes()")
    tried = 0
    for label in [label for label in seen.labels() if label["id"]]:
        (_, y0, _, y1), x = label["box"], _middle(label["box"])[0]
        above, below = (y0 + y1 - SMALLEST) / 2 + 1, (y0 + y1 + SMALLEST) / 2 - 1
        for y in (above, below):
            near = [*others, *(one for one in seen.labels() if one["box"] != label["box"])]
            around = [x - 12, y - 14, x + 12, y + 14]
            if y1 - y0 >= SMALLEST or any(_meet(one["box"], around) for one in near):
                continue
            seen.page.mouse.move(x, y)
            assert seen.run("kg.state.hover") == label["id"]
            tried += 1
    assert tried > 5


def test_in_the_facing_columns_the_whole_half_of_a_row_is_its_name(open_page) -> None:
    seen = open_page()
    box = next(label["box"] for label in seen.labels() if label["text"] == "丹东市")
    for x in (box[0] - 60, box[0] - 6, box[2] + 4):
        seen.run("kg.select(null)")
        seen.page.mouse.click(x, (box[1] + box[3]) / 2)
        assert seen.run("kg.state.selected") == "place/dandong"


def test_the_words_on_a_line_tell_that_claim(open_page) -> None:
    seen = open_page()
    by = {label["text"]: label["box"] for label in seen.labels()}
    words = next(
        label
        for label in seen.labels()
        if not label["id"]
        and abs(_middle(label["box"])[1] - _middle(by["丹东市"])[1]) < 4
        and by["丹东市"][2] < label["box"][0] < by["扬州市"][0]
    )
    seen.page.mouse.click(*_middle(words["box"]))
    seen.wait("kg.state.kind === 'claim'")
    assert "丹东市—扬州市" in seen.panel()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_numbers_of_sources_are_large_enough_for_a_finger(open_page, size) -> None:
    seen = open_page(fragment="#place/dalian", size=size)
    small = f"""[...document.querySelectorAll('#panel a.ref, #panel button, #panel summary')]
      .filter((e) => e.getClientRects().length)
      .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([, box]) => box.width < {SMALLEST} || box.height < {SMALLEST})
      .map(([words, box]) => `${{words}} ${{box.width}} × ${{box.height}}`)"""
    assert seen.run(small) == []
