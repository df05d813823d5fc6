"""A real headless Chromium for the pages, which may ask nobody for anything."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import alone
from kg import maps
from kg.conditions import EVERYTHING, Conditions
from kg.network import project
from tests.conftest import FIVE
from tests.map_big import big, hostile
from tests.map_sample import sample

DESKTOP, PHONE = (1440, 900), (390, 844)
READY = "Boolean(window.kg && window.kg.ready)"


@dataclass
class Opened:
    """A page that is open, and what happened while it was."""

    page: Any
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def run(self, script: str, given: object = None) -> Any:
        """Run JavaScript in the page."""
        return self.page.evaluate(script, given)

    def wait(self, script: str, seconds: float = 60) -> None:
        """Wait until the script is true; the page's policy forbids Playwright's own way."""
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"never true: {script}"
            self.page.wait_for_timeout(20)

    def drawn(self) -> None:
        """Wait until what was done is drawn: the page waits for nothing but its next frames."""
        self.run(
            "new Promise((done) => { let left = 3;"
            " const next = () => (left-- ? requestAnimationFrame(next) : done()); next(); })"
        )

    def refuse(self, dialog: Any) -> None:
        """Count a dialog and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def labels(self) -> list[dict[str, Any]]:
        """The labels that are drawn now."""
        return self.run("kg.labels()")

    def panel(self) -> str:
        """The words of the right-hand side."""
        return self.page.inner_text("#panel")


@pytest.fixture(scope="session")
def files(shared_folder, request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Pages by name, each written once for all workers.

    `packaged` is all of the packaged data; `five` is what the five texts say that it began with,
    half as much: what it does not tell apart from all is cheaper there.
    """
    folder = shared_folder / "pages"
    folder.mkdir(exist_ok=True)

    def told(limits: Conditions = EVERYTHING) -> str:
        return maps.render(project(request.getfixturevalue("packaged"), limits))

    makers: dict[str, Callable[[], str]] = {
        "sample": lambda: maps.render(sample()),
        "served": lambda: maps.render(sample(), sheets={"zh": "/id/{id}", "en": "/id/{id}"}),
        "hostile": lambda: maps.render(hostile()),
        "big": lambda: maps.render(big(546)),
        "huge": lambda: maps.render(big(1400)),
        "plain": _plain,
        "packaged": told,
        "five": lambda: told(Conditions(sources=FIVE)),
        "notebook": lambda: "<!doctype html><title>x</title>" + maps.show(sample())._repr_html_(),
    }

    def path(name: str) -> Path:
        page = folder / f"{name}.html"
        with alone(folder / f"{name}-making"):
            if not page.exists():
                page.write_text(makers[name](), encoding="utf-8", newline="\n")
        return page

    return path


def _plain() -> str:
    """What pyvis makes of the hostile network by itself."""
    from pyvis.network import Network

    network, plain = hostile(), Network(directed=True, cdn_resources="remote")
    for key, data in network.nodes(data=True):
        title = f'href <img src=x onerror="alert(1)"> {data["zh"]}'
        plain.add_node(key, label=data["type"], title=title)
    for a, b in network.edges():
        plain.add_edge(a, b)
    return plain.generate_html()


@pytest.fixture(scope="session")
def idle(browser: Any) -> Iterator[dict[str, list[Any]]]:
    """Pages that nobody looks at, by what their context is given.

    Opening another file in one takes a third of what a new one takes, and leaves nothing behind:
    the pages store nothing.
    """
    pages: dict[str, list[Any]] = defaultdict(list)
    yield pages
    for page in itertools.chain(*pages.values()):
        page.context.close()


@pytest.fixture
def open_page(
    browser: Any, files: Callable[[str], Path], idle: dict[str, list[Any]]
) -> Iterator[Callable[..., Opened]]:
    """Open a page by name; `fragment`, `size`, `scheme` and what a context takes may be given."""
    used = []

    def opened(
        name: str = "sample",
        fragment: str = "",
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        wait: str | None = READY,
        **options: Any,
    ) -> Opened:
        kind = repr(sorted(options.items()))
        page = idle[kind].pop() if idle[kind] else browser.new_context(**options).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        seen = Opened(page)
        heard = {
            "request": lambda request: seen.requests.append(request.url),
            "dialog": seen.refuse,
            "pageerror": lambda error: seen.errors.append(str(error)),
        }
        for event, hear in heard.items():
            page.on(event, hear)
        used.append((kind, page, heard))
        # Whatever a page asks for beside itself gets no answer, and is on the list all the same.
        page.route(lambda url: not url.startswith(("file:", "data:", "blob:")), lambda r: r.abort())
        page.goto(files(name).as_uri() + fragment, wait_until="domcontentloaded")
        if wait:
            seen.wait(wait)
        return seen

    yield opened
    for kind, page, heard in used:
        for event, hear in heard.items():
            page.remove_listener(event, hear)
        page.unroute_all()
        page.mouse.move(0, 0)
        page.goto("about:blank")
        idle[kind].append(page)
