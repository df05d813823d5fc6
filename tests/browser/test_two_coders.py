"""Two people code an article by keyboard, apart and blind; a third settles what they differ on."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pytest

from tests.reviewing import RUN, article, reviewing

pytestmark = pytest.mark.browser
TEXT = """\
会议消息
天津市和平区与甘肃省会宁县结对。
天津市南开区与甘肃省庄浪县自2017年起结对。
天气晴朗。
"""


def kg(*words, folder):
    env = {**os.environ, "KG_LANG": "zh", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", RUN, *words]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def opened(browser, desk, path, faults):
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.goto(f"{desk.address}?token={desk.token}")
    page.goto(f"{desk.address}{path}?lang=zh")
    page.wait_for_selector("body[data-ready]")
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
        page.wait_for_selector("body:not([aria-busy])")


def claim(page, *names, since=""):
    """A pairing by hand, on the sentence in focus."""
    press(page, "c")
    page.keyboard.type("结对")
    press(page, "Enter")
    page.focus("[data-header=partner] input")
    for name in names:
        page.keyboard.type(name)
        page.wait_for_selector(f"[data-header=partner] [role=option]:has-text('{name}')")
        press(page, "Enter")
    if since:
        page.select_option("[aria-current=true] select.more", "validFrom")
        page.keyboard.type(since)
    press(page, "Control+Enter")
    page.wait_for_selector(".card.accepted")


def code(browser, folder, coder, since, faults):
    with reviewing(folder, "--coder", coder, "--blind") as desk:
        page = opened(browser, desk, "text/huiyi", faults)
        # The machine's drafts and names are out of sight.
        assert page.locator(".card:not(.lone)").count() == 0
        assert page.locator("#text .m").count() == 0
        assert coder in page.inner_text(".who")
        press(page, "n")
        claim(page, "天津市和平区", "会宁县")
        claim(page, "天津市南开区", "庄浪县", since=since)
        press(page, "n")
        assert page.inner_text("#said") == "全文已有取舍。"
        # A memo of the decision in focus.
        press(page, "k", "m")
        page.keyboard.type(f"{coder}的备忘")
        press(page, "Enter")
        assert page.inner_text("#said") == "已写备忘"
        page.context.close()


def test_two_code_by_keyboard_and_a_third_settles(tmp_path, browser):
    faults: list[str] = []
    folder = article(tmp_path / "mine", TEXT, "huiyi")
    code(browser, folder, "王", "2017", faults)
    code(browser, folder, "李", "", faults)
    told = json.loads(kg("reliability", "mine", "--format", "json", folder=tmp_path))
    (pairings,) = told["classes"]
    assert pairings["found"]["f1"] == 1
    assert pairings["sentences"]["kappa"] == 1
    assert [one["blind"] for one in told["coders"]] == [4, 4]
    assert [one["differs"] for one in told["disagreements"]] == [["validFrom"]]
    with reviewing(folder, "--adjudicate", "--coder", "张") as desk:
        page = opened(browser, desk, "settle/huiyi", faults)
        assert page.locator(".case").count() == 2
        # Looking decides nothing.
        press(page, "j", "k", "?", "Escape", "e", "Escape")
        assert page.inner_text("#counts") == "已裁定 0/2"
        press(page, "Shift+A")
        page.wait_for_selector("#sure[open]")
        assert page.locator("#sure-list li").count() == 1
        press(page, "Enter")
        page.wait_for_selector(".case[aria-current=true] .reading")
        readings = page.locator("[aria-current=true] .reading")
        assert readings.count() == 2
        assert "（空）" in readings.nth(0).inner_text()
        assert "2017" in readings.nth(1).inner_text()
        press(page, "2")
        assert page.inner_text("#said") == "这篇已全部裁定。"
        press(page, "j")
        assert "未取" in page.locator("[aria-current=true] .reading.out").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(f"{desk.address}?lang=zh")
        assert "已裁定 2/2" in page.inner_text(".texts")
        page.context.close()
    assert faults == []
    with (folder / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        ledger = list(csv.DictReader(file))
    assert {one["coder"] for one in ledger} == {"张"}
    assert any(one["discarded"].startswith("李: ") for one in ledger)
    kg("--store", "store", "build", "mine", folder=tmp_path)
    found = json.loads(
        kg("--store", "store", "partners", "庄浪县", "--format", "json", folder=tmp_path)
    )
    assert [(one["partner"]["zh"], one["from"]) for one in found if one["from"] == "2017"] == [
        ("南开区", "2017")
    ]
