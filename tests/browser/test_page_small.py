"""The map where there is little room: in the frame of another page, on a phone held sideways."""

from __future__ import annotations

import pytest

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser
ROOMS = [(364, 420), (364, 340), (320, 180), (844, 300), (590, 560)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ROOMS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_map_opens_however_little_room_it_has(open_page, size, lang):
    fragment = f"#place/dalian&view=network&lang={lang}"
    seen = open_page("sample", fragment, size=size, wait=None)
    seen.wait(READY, seconds=10)
    assert seen.errors == []
    for view in ("geo", "pairs", "network"):
        seen.run(f"kg.setView('{view}')")
        seen.run("kg.select('place/panjin')")
    # Room that comes later is used.
    seen.page.set_viewport_size({"width": 800, "height": 900})
    seen.wait("kg.nodes().some((node) => node.box[2] > 0 && node.box[3] < innerHeight)", 10)
    assert seen.errors == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 390, 600, 820, 821, 844, 1000, 1024, 1100])
def test_every_control_of_the_bar_is_within_the_window(open_page, width, lang):
    seen = open_page("sample", f"#lang={lang}", size=(width, 390 if width == 844 else 800))
    outside = seen.run(
        "[...document.querySelectorAll('.bar :is(button, summary, input)')]"
        ".filter((one) => one.getBoundingClientRect().right > innerWidth)"
        ".map((one) => one.id || one.textContent)"
    )
    assert outside == []


def test_a_panel_beside_the_drawing_takes_no_room_from_it(open_page):
    seen = open_page("sample", "#place/dalian&view=network", size=(1024, 768))
    canvas = seen.page.locator("#canvas").bounding_box()
    near = seen.run(
        "() => { const edges = JSON.parse(document.getElementById('kg-data').textContent).edges;"
        " return edges.flatMap((edge) => edge.a === 'place/dalian' || edge.b === 'place/dalian'"
        " ? [edge.a, edge.b] : []); }"
    )
    ends = [y for node in seen.run("kg.nodes()") if node["id"] in near for y in node["box"][1::2]]
    assert max(ends) - min(ends) > 0.6 * canvas["height"]
