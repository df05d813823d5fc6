"""The page asks nobody for anything and runs nothing but its own scripts."""

from __future__ import annotations

import pytest

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

VIEWS = ("pairs", "network", "geo", "list")


def foreign(requests: list[str]) -> list[str]:
    """Requests to anywhere but the file itself."""
    return [url for url in requests if not url.startswith(("file:", "data:", "blob:"))]


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_it_asks_nobody_whatever_one_does(open_page, name) -> None:
    seen = open_page(name)
    for view in VIEWS:
        seen.run("view => kg.setView(view)", view)
        seen.run("kg.select(kg.find('d')[0]?.id || null)")
    seen.run("kg.setLang('en')")
    assert foreign(seen.requests) == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1
    assert seen.errors == []


def test_hostile_words_are_shown_and_never_run(open_page) -> None:
    seen = open_page("hostile")
    for view in VIEWS:
        seen.run("view => kg.setView(view)", view)
    seen.page.fill("#search", "hostile")
    seen.page.keyboard.press("Enter")
    seen.run("kg.path('place/dandong', 'place/pudong')")
    seen.run("kg.compare(['place/dalian', 'place/shanghai'])")
    seen.run("kg.select('place/dalian')")
    seen.page.hover("#canvas")
    seen.drawn()
    assert seen.dialogs == []
    assert seen.page.locator("img").count() == 0
    assert seen.page.locator('a[href^="javascript"]').count() == 0
    assert "<script>alert(1)</script>" in seen.panel()


def test_a_foreign_script_is_refused_by_the_policy(open_page) -> None:
    seen = open_page()
    seen.run(
        """() => {
          const script = document.createElement('script');
          script.textContent = "window.intruder = true";
          document.body.append(script);
        }"""
    )
    assert seen.run("window.intruder") is None


def test_the_same_checks_find_fault_with_a_plain_pyvis_page(open_page) -> None:
    seen = open_page("plain", wait=None)
    seen.page.wait_for_timeout(300)
    assert foreign(seen.requests), "it fetches its libraries"
    seen.run("document.body.insertAdjacentHTML('beforeend', '<i onclick=\"window.intruder = 1\">')")
    seen.run("document.querySelector('i').click()")
    assert seen.run("window.intruder") == 1, "it has no policy that would refuse a foreign script"


def drawn_twice(open_page, name: str, script: str, wait: str | None) -> tuple[object, object]:
    return tuple(open_page(name, wait=wait).run(script) for _ in range(2))


def test_two_readers_see_the_same_drawing(open_page) -> None:
    for view in ("pairs", "network", "geo"):
        script = f"(kg.setView('{view}'), [kg.nodes(), kg.labels()])"
        first, second = drawn_twice(open_page, "sample", script, READY)
        assert first == second
        assert first[0]


# pyvis leaves both to chance and to the reader's machine; its own library is put in by hand here.
PLAIN = """() => {
  const nodes = new vis.DataSet([...Array(20).keys()].map((id) => ({ id })));
  const edges = new vis.DataSet([...Array(19).keys()].map((id) => ({ from: id, to: id + 1 })));
  const holder = document.body.appendChild(document.createElement('div'));
  return JSON.stringify(new vis.Network(holder, { nodes, edges }, {}).getPositions());
}"""


def test_a_plain_page_draws_anew_for_every_reader(open_page) -> None:
    first, second = drawn_twice(open_page, "sample", PLAIN, "Boolean(window.vis)")
    assert first != second
