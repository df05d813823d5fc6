"""What a reader's eye relies on: what is asked for stands out, names can be told apart."""

from __future__ import annotations

import itertools

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

NODES = "JSON.parse(document.querySelector('#kg-data').textContent).nodes"


def named(seen) -> set[str]:
    return {label["id"] for label in seen.labels() if label["id"]}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("#place/dalian", "place/dalian"),
        ("#claim=pairing/jinpu-pudong", "place/jinpu"),
        ("#compare=place/dalian,place/shanghai", "place/dalian"),
        ("#path=place/dalian,place/shanghai", "place/dalian"),
    ],
)
def test_what_a_link_asks_for_is_in_sight_in_the_columns(open_page, fragment, wanted, size) -> None:
    seen = open_page(fragment=fragment, size=size)
    frame = seen.page.locator("#canvas").bounding_box()
    boxes = {label["id"]: label["box"] for label in seen.labels()}
    assert frame["y"] < boxes[wanted][1]
    assert boxes[wanted][3] < frame["y"] + frame["height"]
    if seen.page.locator("#panel.open").count() and size == PHONE:
        assert boxes[wanted][3] < seen.page.locator("#panel").bounding_box()["y"]


@pytest.mark.parametrize("fragment", ["#place/dalian", "#claim=pairing/dalian-shanghai"])
def test_what_is_part_of_a_pairing_stands_out_with_it(open_page, fragment) -> None:
    seen = open_page(fragment=fragment)
    lit = seen.run("kg.lit()")
    assert {"place/dalian", "place/shanghai", "place/jinpu", "place/pudong"} <= set(lit)
    assert "place/jilin" not in lit


def test_the_columns_say_that_they_go_on_and_lead_there(open_page) -> None:
    seen = open_page(size=(1440, 700))
    button = seen.page.locator("#below")
    before = seen.labels()
    rows = int("".join(filter(str.isdigit, button.inner_text())))
    assert 0 < rows < 40
    for _ in range(6):
        if button.is_visible():
            button.click()
            seen.drawn()
    assert not button.is_visible(), "the end is reached"
    assert seen.labels() != before
    seen.run("kg.setView('network')")
    assert not button.is_visible()


def cut_too_short(seen, known: dict[str, dict], lang: str) -> list[str]:
    """Names that are cut where what is left does not tell whose they are."""
    hubs = sorted(known, key=lambda ident: -known[ident]["ties"])[: len(known) // 12]
    names = ["".join(node[lang].split()) for node in known.values()]
    written = [
        "".join(label["lines"]).replace(" ", "")
        for label in seen.labels()
        if label["id"] not in hubs
    ]
    return [
        one
        for one in written
        if one.endswith("…") and sum(name.startswith(one[:-1]) for name in names) != 1
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_packaged_data_can_be_read_at_overview(open_page, lang) -> None:
    seen = open_page("packaged", f"#view=network&lang={lang}")
    known = {node["id"]: node for node in seen.run(NODES)}
    assert cut_too_short(seen, known, lang) == []
    rows = seen.page.locator("#legend .row > span:nth-of-type(1)").all_text_contents()
    assert rows
    assert lang == "zh" or [row for row in rows if row[0].islower()] == []
    for view in ("network", "geo"):
        seen.run(f"kg.setView('{view}')")
        drawn = {node["id"] for node in seen.run("kg.nodes()")}
        # As many names as a screen has room for; of a small set, most.
        assert len(named(seen)) >= min(len(drawn) * 0.6, 100)
        provinces = {ident for ident in drawn if known[ident]["level"] == 0}
        hubs = sorted(drawn, key=lambda ident: -known[ident]["ties"])[: len(drawn) // 13]
        # In the network two that hang on a crowded hub may wait; the map has all.
        assert len(provinces - named(seen)) <= (2 if view == "network" else 0)
        assert len(set(hubs) & named(seen)) >= len(hubs) * 0.6


@pytest.mark.parametrize("view", ["network", "geo", "pairs"])
def test_a_click_hits_the_symbol_it_is_on_and_none_beside_it(open_page, view) -> None:
    seen = open_page("five", f"#view={view}")
    for symbol in seen.run("kg.nodes()")[:60:6]:
        x, y = (symbol["box"][i] + (symbol["box"][i + 2] - symbol["box"][i]) / 2 for i in (0, 1))
        seen.page.mouse.click(x, y)
        assert seen.run("kg.state.selected") == symbol["id"]
        seen.run("kg.select(null)")
        seen.run(f"kg.setView('{view}')")


def test_pointing_at_a_symbol_names_it_and_moves_no_other_name(open_page) -> None:
    seen = open_page("five", "#view=geo")
    before = {label["id"]: label["box"] for label in seen.labels()}
    bare = next(node for node in seen.run("kg.nodes()") if node["id"] not in before)
    seen.page.mouse.move(
        (bare["box"][0] + bare["box"][2]) / 2, (bare["box"][1] + bare["box"][3]) / 2
    )
    seen.wait(f"kg.labels().some((label) => label.id === {bare['id']!r})", 5)
    after = {label["id"]: label["box"] for label in seen.labels()}
    moved = [
        ident for ident in before.keys() & after.keys() if ident and before[ident] != after[ident]
    ]
    assert moved == []
    for a, b in itertools.combinations(seen.labels(), 2):
        p, q = a["box"], b["box"]
        assert min(p[2], q[2]) - max(p[0], q[0]) <= 0.5 or min(p[3], q[3]) - max(p[1], q[1]) <= 0.5


def test_the_map_names_its_bundles_by_what_is_drawn_of_them(open_page) -> None:
    seen = open_page("five", "#view=geo")
    bundles = [label["text"] for label in seen.labels() if "条线" in label["text"]]
    assert any(text.startswith("辽宁省—江苏省") for text in bundles)
    seen.run("kg.select('place/dalian')")
    assert not any("条线" in label["text"] for label in seen.labels())


def test_the_legend_of_the_map_counts_what_the_map_can_draw(open_page) -> None:
    seen = open_page("five", "#view=geo")
    edges = seen.run("JSON.parse(document.querySelector('#kg-data').textContent).edges")
    drawn = {node["id"] for node in seen.run("kg.nodes()")}
    pairings = sum(
        edge["relation"] == "Pairing" and {edge["a"], edge["b"]} <= drawn for edge in edges
    )
    row = seen.page.locator("label.row", has=seen.page.locator("#filter-Pairing"))
    assert row.locator(".count").inner_text() == str(pairings)


def test_what_takes_part_in_nothing_of_a_year_is_not_drawn(open_page) -> None:
    whole = named(open_page("five", "#view=network"))
    drawn = named(open_page("five", "#view=network&year=2018&undated=0"))
    # Founded in 2021.
    assert "place/six-coastal-cities" in whole - drawn
    assert {"place/dalian", "place/shanghai", "place/liaoning"} <= drawn


def test_the_line_says_how_many_fields_and_since_when(open_page) -> None:
    texts = {label["text"] for label in open_page("packaged").labels()}
    assert "产业等 5 个领域·2017 年起·确立" in texts
    assert "2017 年起" in texts


def test_nothing_lies_over_the_map_but_its_caption_and_no_name_under_it(open_page) -> None:
    seen = open_page(fragment="#view=geo")
    caption = seen.page.locator("#caption").bounding_box()
    assert "等距圆柱投影" in seen.page.inner_text("#caption")
    assert seen.page.locator("#caption #region").is_visible()
    assert [label for label in seen.labels() if label["box"][3] > caption["y"] + 1] == []
    assert [node for node in seen.run("kg.nodes()") if node["box"][3] > caption["y"]] == []


def test_rows_of_the_legend_are_large_enough_to_hit(open_page) -> None:
    for view in ("pairs", "network", "geo"):
        seen = open_page(fragment=f"#view={view}", size=(1024, 768))
        heights = seen.run(
            "[...document.querySelectorAll('#legend .row, #legend .mini, #below:not([hidden])')]"
            ".filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().height)"
        )
        assert heights
        assert min(heights) >= 24


def test_the_foot_tells_sources_on_pairings_from_all(open_page) -> None:
    seen = open_page("five")
    count = seen.page.inner_text("#sentence").split("据 ")[1].split(" 份")[0]
    assert f"{count} 份写到结对" in seen.page.inner_text("footer")
