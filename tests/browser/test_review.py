"""The review pages in a browser: a person codes an article, by keyboard alone."""

from __future__ import annotations

import csv
import getpass
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reviewing import ARTICLE, RUN, Reviewing, article, reviewing

pytestmark = pytest.mark.browser
SIZES = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}


@pytest.fixture
def desk(tmp_path):
    with reviewing(article(tmp_path / "mine")) as running:
        yield running


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """For those who decide nothing."""
    with reviewing(article(tmp_path_factory.mktemp("looked") / "mine")) as running:
        yield running


@pytest.fixture
def visit(browser):
    """Open the text as somebody who was given the address; nothing may go wrong on the way."""
    contexts, faults = [], []

    def opened(desk: Reviewing, size="desktop", lang="zh", path="text/shanhai", **options):
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.goto(f"{desk.address}?token={desk.token}")
        page.goto(f"{desk.address}{path}?lang={lang}")
        if path.startswith("text/"):
            page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def rows(folder: Path, stem: str) -> list[dict[str, str]]:
    path = folder / f"{stem}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def kg(*words: str, folder: Path) -> str:
    env = {**os.environ, "KG_LANG": "zh", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], cwd=folder, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def settle(page) -> None:
    """Wait until what was decided is saved."""
    page.wait_for_timeout(60)
    page.wait_for_selector("body:not([aria-busy])")


def quote(page) -> str:
    return page.inner_text("[aria-current=true] .quote")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        settle(page)


def test_a_person_codes_an_article_by_keyboard_alone(desk, visit):
    page = visit(desk)
    # The headline: nothing to record.
    assert quote(page) == "山海携手：😀𠮷两地这十年"
    press(page, "n")
    # Both drafts of the first sentence, each accepted with a key of its own.
    for _ in range(2):
        assert "会宁县签署" in quote(page)
        press(page, "a")
    assert page.inner_text("[aria-current=true] .what").startswith("天津市滨海新区→")
    press(page, "e")
    # What is allowed is found by typing, in pinyin too.
    page.focus("[data-header=field] input")
    page.keyboard.type("旅游")
    page.wait_for_selector("[data-header=field] [role=option]")
    press(page, "Enter")
    assert page.inner_text("[data-header=field] .chip").startswith("旅游")
    press(page, "Control+Enter")
    assert quote(page) == "天气晴朗。"
    press(page, "n")
    assert "16.5亿元" in quote(page)
    press(page, "a")
    # A plan is no fact.
    assert "鞍山市拟与咸阳市" in quote(page)
    press(page, "Shift+X")
    page.keyboard.type("只是拟议")
    press(page, "Enter")
    # Words are selected, and a claim is made of them by hand.
    while "兄弟商会" not in quote(page):
        press(page, "j")
    if page.locator("[aria-current=true].open").count():
        press(page, "x")
        press(page, "k")
    press(page, "c")
    page.keyboard.type("结对")
    press(page, "ArrowDown", "ArrowUp", "Enter")
    page.focus("[data-header=partner] input")
    while page.locator("[data-header=partner] .chip").count():
        press(page, "Backspace")
    for name in ("大连市商会", "陇南市商会"):
        page.keyboard.type(name)
        page.wait_for_selector(f"[data-header=partner] [role=option]:has-text('{name}')")
        press(page, "Enter")
    press(page, "Control+Enter")
    while page.inner_text("#said") != "全文已有取舍。":
        press(page, "g")
        if page.locator("[aria-current=true].lone").count():
            press(page, "n")
        elif page.locator("[aria-current=true].open").count():
            press(page, "x")
    assert page.inner_text("#counts").startswith("句子 8/8")
    desk.stop()
    built = kg("--store", "store", "build", "--data", "mine", folder=desk.folder.parent)
    assert "图谱已建好" in built
    told = kg("--store", "store", "partners", "合作市", folder=desk.folder.parent)
    assert "滨海新区" in told
    assert "山海携手" in told
    found = json.loads(
        kg(
            "--store",
            "store",
            "partners",
            "大连市商会",
            "--format",
            "json",
            folder=desk.folder.parent,
        )
    )
    assert [one["partner"]["zh"] for one in found] == ["陇南市商会"]


def test_highlights_and_evidence_count_characters_as_the_tables_do(desk, visit):
    page = visit(desk)
    marked = page.locator("#text [data-items]").all_inner_texts()
    assert "".join(marked).startswith("天津市和平区与甘肃省会宁县签署")
    assert page.inner_text("#text").replace("\n", "") == ARTICLE.replace("\n", "")
    # By hand, behind a family of four characters that is one to the eye.
    while "兄弟商会" not in quote(page):
        press(page, "j")
    page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("#text [data-start]")];
          const part = all.findLast((one) => one.textContent.includes("合影"));
          const node = part.firstChild, at = node.data.indexOf("👨");
          getSelection().setBaseAndExtent(node, at, node, at + "👨‍👩‍👧".length);
        }"""
    )
    press(page, "c")
    page.keyboard.type("活动")
    press(page, "Enter")
    assert quote(page) == "👨‍👩‍👧"
    page.focus("[data-header='prefLabel@zh'] input")
    page.keyboard.type("合影")
    press(page, "Control+Enter")
    (event,) = rows(desk.folder, "events")
    start, end = int(event["start"]), int(event["end"])
    assert ARTICLE[start:end] == "👨‍👩‍👧"
    press(page, "Shift+A")
    page.wait_for_selector("#sure[open]")
    press(page, "Enter")
    for stem in ("pairings", "agreements", "observations"):
        for row in rows(desk.folder, stem):
            assert ARTICLE[int(row["start"]) : int(row["end"])].strip("，。") in ARTICLE
            assert not {"😀", "𠮷"} & set(ARTICLE[int(row["start"]) : int(row["end"])])


def test_looking_never_decides(looked_at, visit):
    page = visit(looked_at)
    for part in page.locator("#text [data-items]").all():
        part.click()
    for head in page.locator(".card .head").all():
        head.click()
    press(page, *"jjkkgg", "v", "Escape", "e", "Escape", "?", "Escape")
    assert rows(looked_at.folder, "decisions") == []
    assert page.inner_text("#counts").startswith("句子 0/8")


def test_a_long_text_says_how_far_it_was_read(tmp_path, visit):
    line = "大连市、上海市、沈阳市、北京市、长春市、天津市、哈尔滨市、深圳市、鞍山市、抚顺市。\n"
    with reviewing(article(tmp_path / "mine", "公报\n" + line * 2002, "gongbao")) as desk:
        page = visit(desk, "phone", path="text/gongbao")
        assert "机器只读了开头的 84,001 字（全文 84,087 字）" in page.inner_text("#cut")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert "没有读到" not in page.inner_text("[aria-current=true]")
        page.locator(".s").last.click()
        assert "机器没有读到这里" in page.inner_text("[aria-current=true]")
        # What has a key has a button, on a phone too.
        page.click("#help-button")
        page.click("#help [data-do=memo]")
        assert page.inner_text("#said") == "先取舍，再写备忘。"


def test_accepting_many_takes_what_is_in_view_after_saying_how_many(tmp_path, visit):
    pairs = ["天津市和平区与会宁县", "天津市南开区与庄浪县", "天津市红桥区与合水县"] * 20
    lines = [f"第{n}条：{pair}结对协作，投入资金{n}万元。" for n, pair in enumerate(pairs, 1)]
    with reviewing(article(tmp_path / "mine", "长文\n" + "\n".join(lines), "long")) as desk:
        page = visit(desk, path="text/long")
        press(page, "Shift+A")
        page.wait_for_selector("#sure[open]")
        said = page.inner_text("#sure-said")
        listed = page.locator("#sure-list li").count()
        assert f"屏幕上有 {listed} 条" in said
        assert 0 < listed < page.locator(".card.open").count()
        page.keyboard.press("Escape")
        assert rows(desk.folder, "decisions") == []
        press(page, "Shift+A")
        page.wait_for_selector("#sure[open]")
        press(page, "Enter")
        page.wait_for_selector(".card.accepted")
        assert len(rows(desk.folder, "decisions")) == listed


def test_closing_the_browser_loses_nothing(desk, visit):
    page = visit(desk)
    press(page, "n", "a")
    page.keyboard.press("e")
    page.focus("[data-header=basis] input")
    page.keyboard.type("（修）")
    page.context.close()
    page = visit(desk)
    assert page.locator(".card.accepted").count() == 1
    page.locator(".card.open .head").first.click()
    assert "（修）" in page.input_value("[data-header=basis] input")


def test_what_is_undone_is_gone_from_the_tables(desk, visit):
    page = visit(desk)
    stems = [path.stem for path in desk.folder.glob("*.csv")]
    before = {stem: rows(desk.folder, stem) for stem in stems}
    press(page, "n", "a")
    assert rows(desk.folder, "decisions")[-1]["coder"] == getpass.getuser()
    assert len(rows(desk.folder, "agreements")) == 1
    press(page, "u", "u")
    assert {stem: rows(desk.folder, stem) for stem in stems} == before
    assert page.inner_text("#counts").startswith("句子 0/8")
    assert [one["decision"] for one in rows(desk.folder, "decisions")] == [
        "nothing",
        "accepted",
        "undone",
        "undone",
    ]


# Both languages and both colours in every size; nothing depends on the two together.
SEEN = [
    (size, lang, scheme)
    for place, size in enumerate(SIZES)
    for lang, scheme in zip(("zh", "en"), ("light", "dark")[:: (-1) ** place], strict=True)
]


@pytest.mark.parametrize(("size", "lang", "scheme"), SEEN)
def test_pages_fit_and_are_accessible(looked_at, visit, size, lang, scheme):
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    for path in ("", "text/shanhai"):
        page = visit(looked_at, size, lang, path, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    press(page, "e")
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
