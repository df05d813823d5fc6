"""The pages of `kg serve` in a browser: first page, entity, pairing, source, questions, errors."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.endpoint.conftest import serving

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/id/place/dalian",
    "/id/pairing/dalian-shanghai",
    "/source/youth-20170904",
    "/query",
    "/id/place/nowhere",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(None, folder=tmp_path_factory.mktemp("served")) as running:
        yield running.address


@pytest.mark.parametrize(
    ("size", "scheme", "lang"),
    [(DESKTOP, "light", "zh"), (PHONE, "dark", "en")],
    ids=["desktop", "phone"],
)
def test_axe_finds_nothing_on_what_is_served(browser, address, size, scheme, lang) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    width, height = size
    viewport = {"width": width, "height": height}
    context = browser.new_context(bypass_csp=True, viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(90_000)
    for path in PAGES:
        page.goto(f"{address}{path}?lang={lang}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = axe.run(page).response["violations"]
        told = [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found]
        assert told == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()
