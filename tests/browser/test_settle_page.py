"""The page on which readings are settled: for keyboards, screen readers, tablets and phones."""

from __future__ import annotations

from typing import Any

import pytest

from kg.deciding import accept, open_desk, read_nothing, remember
from kg.deciding.desk import sentence_spans
from tests.browser.conftest import DESKTOP, PHONE
from tests.reviewing import article, reviewing

pytestmark = pytest.mark.browser
TABLET = (820, 1180)
LONG = "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"
TEXT = f"""\
会议消息😀
天津市和平区与甘肃省会宁县结对。
天津市南开区与甘肃省庄浪县自2017年起结对。
天津市河西区与{LONG}自2018年起结对。
天气晴朗。
"""
PAIRS = (
    ("place/tianjin-heping", "place/baiyin-huining", 1, {}),
    ("place/tianjin-nankai", "place/pingliang-zhuanglang", 2, {"validFrom": "2017"}),
    ("place/tianjin-hexi", "place/hulunbeier-molidawa", 3, {"validFrom": "2018"}),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, packaged):
    """Two have coded a text; what they differ on waits to be settled."""
    folder = article(tmp_path_factory.mktemp("settled") / "mine", TEXT, "huiyi")
    spans = list(sentence_spans(TEXT))
    for coder, left_open in (("王", False), ("李", True)):
        mine = open_desk(folder, coder, apart=True, blind=True)
        for one, other, sentence, more in PAIRS:
            cells: dict[str, Any] = {"partner": [{"id": one}, {"id": other}]}
            cells |= {} if left_open else {name: [value] for name, value in more.items()}
            place: dict[str, Any] = {"locator": "段", "spans": [list(spans[sentence])]}
            form: dict[str, Any] = {"class": "Pairing", "id": None, "cells": cells, **place}
            made, problems = accept(mine, "huiyi", {"form": form, "draft": None})
            assert problems == []
            remember(mine, "huiyi", made["draft"], f"{coder}的备忘：" + "说得很长的理由，" * 12)
        read_nothing(mine, "huiyi", [list(spans[number]) for number in (0, 4)])
    with reviewing(folder, "--adjudicate", "--coder", "张") as running:
        yield running


@pytest.fixture
def opened(browser, desk):
    made = []

    def make(size, lang, scheme="light"):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            bypass_csp=True,
            has_touch=size != DESKTOP,
        )
        made.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{desk.address}?token={desk.token}")
        page.goto(f"{desk.address}settle/huiyi?lang={lang}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield make
    for context in made:
        context.close()


SEEN = [
    (DESKTOP, "zh", "light"),
    (TABLET, "en", "dark"),
    (PHONE, "zh", "dark"),
    (PHONE, "en", "light"),
]


@pytest.mark.parametrize(("size", "lang", "scheme"), SEEN)
def test_axe_finds_nothing_and_nothing_is_cut_off(opened, size, lang, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(size, lang, scheme)
    assert page.locator(".case").count() == 3
    states = {"read": "j", "mended": "e", "told": "?"}
    for name, key in states.items():
        page.keyboard.press("Escape")
        page.keyboard.press(key)
        found = axe.run(page).response["violations"]
        told = [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found]
        assert told == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
        wide = """[...document.querySelectorAll('main *, header *, #actions *')]
          .filter((e) => e.getClientRects().length)
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 80))"""
        assert page.evaluate(wide) == [], name


def test_a_phone_settles_by_its_buttons_alone(opened):
    page = opened(PHONE, "zh")
    page.tap(".case >> nth=1")
    # Looking decides nothing.
    assert page.inner_text("#counts") == "已裁定 0/3"
    small = """[...document.querySelectorAll('#actions button, .case[aria-current=true] button')]
      .filter((e) => e.getClientRects().length)
      .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)
      .map((e) => e.textContent)"""
    assert page.evaluate(small) == []
    page.tap(".case[aria-current=true] .reading button >> nth=0")
    page.wait_for_function("document.querySelector('#counts').textContent.includes('1/3')")
    page.tap("#actions [data-do=undo]")
    page.wait_for_function("document.querySelector('#counts').textContent.includes('0/3')")
