"""Every view, language and size: names can be read, nothing covers anything."""

from __future__ import annotations

import itertools
import json
import math
import re

import pytest

from kg import maps
from tests.browser.conftest import DESKTOP, PHONE
from tests.map_sample import sample

pytestmark = pytest.mark.browser

DRAWN = ("pairs", "network", "geo")
LANGUAGES = ("zh", "en")


def covering(items: list[dict], slack: float) -> list[tuple[str, str]]:
    """Pairs of boxes that cover each other by more than `slack` pixels both ways."""
    found = []
    for a, b in itertools.combinations(items, 2):
        (p, q), name = (a["box"], b["box"]), ("text" if "text" in a else "id")
        wide = min(p[2], q[2]) - max(p[0], q[0])
        high = min(p[3], q[3]) - max(p[1], q[1])
        if wide > slack and high > slack:
            found.append((a[name], b[name]))
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", DRAWN)
def test_no_label_covers_another_or_leaves_the_canvas(open_page, view, lang, size) -> None:
    seen = open_page(fragment=f"#view={view}&lang={lang}", size=size)
    labels = seen.labels()
    assert len(labels) > 20
    assert covering(labels, 0.5) == []
    frame = seen.page.locator("#canvas").bounding_box()
    left, right = frame["x"] - 1, frame["x"] + frame["width"] + 1
    assert [
        label["text"] for label in labels if label["box"][0] < left or label["box"][2] > right
    ] == []
    assert seen.errors == []


def test_on_a_phone_the_number_of_sources_stands_clear_of_the_words_of_its_line(open_page) -> None:
    seen = open_page("packaged", "#claim=pairing/dalian-shanghai&lang=en", size=PHONE)
    labels = [label for label in seen.labels() if not label["id"]]
    numbers = [label for label in labels if label["text"].isdigit()]
    assert numbers
    for number in numbers:
        x0, y0, x1, _ = number["box"]
        above = [one["box"][3] for one in labels if one["box"][0] < x1 and x0 < one["box"][2]]
        assert all(low <= y0 + 0.5 for low in above if y0 - 14 < low < number["box"][3])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("view", DRAWN)
def test_no_symbol_covers_another(open_page, view, size) -> None:
    seen = open_page(fragment=f"#view={view}", size=size)
    symbols = seen.run("kg.nodes()")
    assert len(symbols) > 40
    # On the map no symbol leaves its spot: they touch where places stand closer than two symbols.
    at = seen.run("JSON.parse(document.querySelector('#kg-data').textContent).views.geo.points")
    touching = [
        pair
        for pair in covering(symbols, 1.0)
        if view != "geo" or math.dist(*(at[key] for key in pair)) > 38
    ]
    assert touching == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["network", "geo"])
def test_most_symbols_have_their_name_at_overview(open_page, view, lang) -> None:
    seen = open_page(fragment=f"#view={view}&lang={lang}")
    named = {label["id"] for label in seen.labels() if label["id"]}
    drawn = {node["id"] for node in seen.run("kg.nodes()")}
    assert len(named) / len(drawn) >= 0.6


def test_the_best_connected_always_have_their_name(open_page) -> None:
    ties = """new Map(JSON.parse(document.querySelector('#kg-data').textContent).nodes
      .map((node) => [node.id, node.ties]))"""
    hubs = (
        f"((ties) => kg.nodes().map((n) => n.id).sort((a, b) => ties.get(b) - ties.get(a)))({ties})"
    )
    for view, lang in itertools.product(("network", "geo"), LANGUAGES):
        seen = open_page(fragment=f"#view={view}&lang={lang}")
        named = {label["id"] for label in seen.labels()}
        assert set(seen.run(hubs)[:5]) <= named


def test_the_facing_columns_are_headed_by_the_sides_of_the_programme(open_page) -> None:
    boxes = {label["text"]: label["box"] for label in open_page().labels()}
    assert boxes["东北地区"][2] < boxes["东部地区"][0]
    assert boxes["辽宁省"][2] < boxes["江苏省"][0]
    assert boxes["辽宁省"][1] < boxes["丹东市"][1]
    assert any("旅游" in text for text in boxes), "field on the line"


def test_counted_but_unnamed_pairs_are_told_in_the_drawing(open_page) -> None:
    seen = open_page(size=(1440, 2400))
    texts = [label["text"] for label in seen.labels()]
    assert any("另有 9 对" in text for text in texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_language_changes_every_word_of_the_page(open_page, lang) -> None:
    seen = open_page(fragment=f"#lang={'zh' if lang == 'en' else 'en'}")
    seen.page.click("#lang")
    assert seen.run("document.documentElement.lang")[:2] == lang
    expected = {"zh": ("结对", "大连市", "怎样计数"), "en": ("Pairs", "Dalian", "How counted")}
    seen.run("kg.setView('list')")
    text = seen.page.inner_text("body")
    assert [word for word in expected[lang] if word not in text] == []


def test_theme_follows_the_system_until_one_chooses(open_page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    seen = open_page(scheme="dark")
    dark = seen.run(ground)
    seen.page.click("#theme")
    assert seen.run(ground) != dark
    assert open_page(scheme="light").run(ground) != dark


def test_zoom_keeps_labels_at_their_size_and_apart(open_page) -> None:
    seen = open_page(fragment="#view=network")
    for _ in range(4):
        seen.page.click("#zoomIn")
    seen.drawn()
    labels = seen.labels()
    assert covering(labels, 0.5) == []
    assert max(label["box"][3] - label["box"][1] for label in labels) <= 3 * 17 + 1


def test_regions_of_the_data_frame_the_map(open_page) -> None:
    seen = open_page(fragment="#view=geo")
    assert "辽宁省" in seen.page.locator("#region option").all_inner_texts()
    before = {node["id"]: node["box"] for node in seen.run("kg.nodes()")}
    seen.page.select_option("#region", label="辽宁省")
    after = {node["id"]: node["box"] for node in seen.run("kg.nodes()")}
    spread = [boxes["place/dandong"][0] - boxes["place/huludao"][0] for boxes in (before, after)]
    assert spread[1] > spread[0] * 2
    assert "region=place/liaoning" in seen.run("location.hash")


def test_where_lines_leave_the_frame_their_goal_is_named_and_can_be_reached(open_page) -> None:
    seen = open_page("five", "#view=geo")
    assert not any(label["text"][0] in "←→↑↓" for label in seen.labels())
    seen.page.select_option("#region", label="辽宁省")
    seen.drawn()
    labels = seen.labels()
    told = [one for one in labels if one["text"][0] in "←↑↓" or one["text"][-1] == "→"]
    assert any("江苏省" in label["text"] for label in told)
    assert covering(seen.labels(), 0.5) == []
    goal = told[0]
    x0, y0, x1, y1 = goal["box"]
    seen.page.mouse.click((x0 + x1) / 2, (y0 + y1) / 2)
    assert seen.run("kg.state.selected") == goal["id"]


def test_a_single_line_is_broad_at_who_supports(open_page, tmp_path) -> None:
    seen = open_page("five", "#view=geo&region=place/liaoning")
    with seen.page.expect_download() as got:
        seen.page.click("#export summary")
        seen.page.click("#exportSvg")
    got.value.save_as(tmp_path / "map.svg")
    drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
    # Bands are closed outlines with a fill, of many more points than a symbol.
    assert len(re.findall(r'<path d="M[^"]{300,}Z" fill="#', drawn)) > 0


def test_each_two_provinces_have_a_small_map_that_opens_their_rows(open_page) -> None:
    seen = open_page("five", "#view=matrix&matrix=pairs")
    maps = seen.page.locator("[data-between]")
    counts = [int(words.split()[0]) for words in maps.locator(".small").all_inner_texts()]
    assert len(counts) > 3
    assert counts == sorted(counts, reverse=True)
    key = maps.first.get_attribute("data-between")
    maps.first.click()
    assert seen.run("kg.state.facets.between") == key


def test_nothing_is_written_under_the_caption_of_the_map(open_page) -> None:
    seen = open_page(fragment="#view=geo&region=place/liaoning")
    for height in range(640, 920, 40):
        seen.page.set_viewport_size({"width": DESKTOP[0], "height": height})
        seen.drawn()
        top = seen.page.locator("#caption").bounding_box()["y"]
        under = [label["text"] for label in seen.labels() if label["box"][3] > top + 1]
        assert under == [], height


def test_more_than_can_be_drawn_is_said(open_page) -> None:
    seen = open_page("huge")
    assert "略去 140 个" in seen.page.inner_text("#sentence")
    assert seen.run("kg.nodes().length") > 0


def test_the_foot_names_build_date_and_counts(open_page) -> None:
    foot = open_page().page.inner_text("footer")
    for words in ("build-0001", "2022-02-25", "个对象", "条关系", "份来源"):
        assert words in foot


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_narrow_line_cuts_its_field_and_never_leaves_it_out(open_page, lang) -> None:
    seen = open_page("five", fragment=f"#lang={lang}", size=PHONE)
    edges = seen.run("JSON.parse(document.querySelector('#kg-data').textContent).edges")
    fields = {edge["id"]: [field[lang] for field in edge["fields"]] for edge in edges}
    told = [label for label in seen.labels() if fields.get(label["line"])]
    assert len(told) > 3
    for label in told:
        begin = label["lines"][0].removeprefix("⚠ ")[:2]
        assert fields[label["line"]][0].startswith(begin), label["text"]


# Land and sea in the light colours of the page.
LAND, SEA = [251, 250, 246], [223, 232, 241]


def _grounds(seen) -> list[list[int]]:
    """The colours of a grid of points of the drawing."""
    return seen.run("""() => { const canvas = document.querySelector('#canvas canvas');
      const pen = canvas.getContext('2d'), found = new Set();
      for (let i = 1; i < 30; i++) for (let j = 1; j < 30; j++)
        found.add([...pen.getImageData(canvas.width * i / 30, canvas.height * j / 30, 1, 1).data]
          .slice(0, 3).join());
      return [...found].map((words) => words.split(',').map(Number)); }""")


def test_the_map_lies_on_land_and_sea_and_on_nothing_where_one_wants_none(open_page) -> None:
    found = _grounds(open_page("five", fragment="#view=geo"))
    assert LAND in found
    assert SEA in found
    assert '"ground":null' in maps.render(sample(), base="none").replace(" ", "")


def test_the_picture_that_one_takes_along_has_the_land_too(open_page, tmp_path) -> None:
    seen = open_page("five", fragment="#view=geo")
    seen.page.click("#export summary")
    with seen.page.expect_download() as saved:
        seen.page.click("#exportSvg")
    saved.value.save_as(tmp_path / "map.svg")
    assert 'fill-rule="evenodd"' in (tmp_path / "map.svg").read_text(encoding="utf-8")


def _has_symbol(seen, box) -> bool:
    """Whether something is painted in the box of a symbol."""
    script = """([x, y]) => { const canvas = document.querySelector('#canvas canvas');
      const frame = canvas.getBoundingClientRect(), ratio = canvas.width / frame.width;
      const at = [(x - frame.left) * ratio, (y - frame.top) * ratio].map(Math.round);
      return [...canvas.getContext('2d').getImageData(at[0], at[1], 1, 1).data].slice(0, 3); }"""
    left = box[0] + (box[2] - box[0]) * 0.25  # some are open in the middle
    return min(seen.run(script, [left, (box[1] + box[3]) / 2])) < 200


def test_symbols_are_there_as_soon_as_their_rows_come_into_sight(open_page) -> None:
    seen = open_page("packaged")
    first = {node["id"] for node in seen.run("kg.nodes()") if 120 < node["box"][1] < 800}
    seen.page.select_option("#section", "2")
    seen.drawn()
    shown = [
        node
        for node in seen.run("kg.nodes()")
        if 200 < node["box"][1] < 700 and node["id"] not in first
    ]
    assert len(shown) > 4
    assert [node["id"] for node in shown if not _has_symbol(seen, node["box"])] == []


def test_who_supports_stands_on_the_left_in_every_section(files) -> None:
    found = re.search(
        r'id="kg-data">(.*?)</script>', files("packaged").read_text("utf-8"), re.DOTALL
    )
    data = json.loads(found[1])
    seats = data["views"]["pairs"]["seats"]
    names = {node["id"]: node["zh"] for node in data["nodes"]}
    directed = [
        (names[seats[left][0]], told)
        for left, _, number, *_ in data["views"]["pairs"]["lines"]
        if (told := supporters(data["edges"][number]))
    ]
    assert len(directed) > 300
    assert [pair for pair in directed if pair[0] not in pair[1]] == []


def supporters(edge: dict) -> list[str]:
    return [fact["value"]["zh"] for fact in edge["facts"] if fact["property"] == "supporter"]
