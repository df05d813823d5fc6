"""Take the pictures of docs/guide*.md and docs/coding*.md: the review pages over docs/examples.

Needs a Chromium; `python tools/make_guide_pictures.py [PATH-OF-CHROMIUM]`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
SIZE: ViewportSize = {"width": 1240, "height": 700}


def run(*words: str) -> None:
    """Run a command."""
    subprocess.run([*KG, "--lang", "zh", *words], check=True, cwd=ROOT)


@contextmanager
def review(browser: Browser, folder: Path, path: str, *options: str) -> Iterator[Page]:
    """A page of `kg review`, with a token of its own."""
    env = {**os.environ, "KG_LANG": "zh", "LOGNAME": "王", "PYTHONUNBUFFERED": "1"}
    command = [*KG, "review", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.search(r"(http://\S+/)\?token=(\S+)", process.stdout.readline())
    assert found is not None
    page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
    page.set_default_timeout(120_000)
    page.goto(f"{found[1]}?token={found[2]}")
    page.goto(f"{found[1]}{path}?lang=zh")
    page.wait_for_selector("body[data-ready]")
    try:
        yield page
    finally:
        page.close()
        process.send_signal(signal.SIGINT)
        process.wait(30)


def press(page: Page, *keys: str) -> None:
    """Press keys, and wait until what they decided is saved."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(80)
        page.wait_for_selector("body:not([aria-busy])")


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen."""
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"{name}.png")


def choose(page: Page, header: str, text: str) -> None:
    """Complete a cell."""
    page.focus(f"[data-header={header}] input")
    page.keyboard.type(text)
    page.wait_for_selector(f"[data-header={header}] [role=option]:has-text('{text}')")


def code(page: Page, since: str) -> None:
    """The pairing of the first sentence, by hand."""
    while "和平区" not in page.inner_text("[aria-current=true] .quote"):
        press(page, "n")
    press(page, "c")
    page.keyboard.type("结对")
    press(page, "Enter")
    for name in ("天津市和平区", "会宁县"):
        choose(page, "partner", name)
        press(page, "Enter")
    if since:
        page.select_option("[aria-current=true] select.more", "validFrom")
        page.keyboard.type(since)
    press(page, "Control+Enter")
    page.wait_for_selector(".card.accepted")


def take(browser: Browser, folder: Path) -> None:
    """All pictures, of one folder."""
    with review(browser, folder, "text/baodao") as page:
        picture(page, "review-text")
        press(page, "n", "n") if page.locator("[aria-current=true].lone").count() else None
        press(page, "e")
        choose(page, "field", "旅游")
        picture(page, "review-mend")
    for coder, since in (("王", "2024-06-18"), ("李", "2024")):
        with review(browser, folder, "text/baodao", "--coder", coder, "--blind") as page:
            code(page, since)
            if coder == "王":
                picture(page, "review-blind")
    with review(browser, folder, "settle/baodao", "--adjudicate", "--coder", "张") as page:
        picture(page, "review-settle")


if __name__ == "__main__":
    chromium = sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium"
    mine = Path(tempfile.mkdtemp()) / "我的数据"
    run("init", str(mine))
    given = ("--data", str(mine), "--id", "baodao", "--reliability", "媒体")
    run("source", "add", "docs/examples/report.html", *given)
    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        take(play.chromium.launch(executable_path=chromium, args=flags), mine)
