"""A real headless Chromium for the pages, which may ask nobody for anything."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg import maps
from kg.loaders import build_in_memory
from kg.network import project
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
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Pages by name, each written once: sample, hostile, big, huge, plain."""
    folder, written = tmp_path_factory.mktemp("pages"), {}
    makers: dict[str, Callable[[], str]] = {
        "sample": lambda: maps.render(sample()),
        "hostile": lambda: maps.render(hostile()),
        "big": lambda: maps.render(big(546)),
        "huge": lambda: maps.render(big(1400)),
        "plain": _plain,
        "packaged": lambda: maps.render(project(build_in_memory())),
        "notebook": lambda: "<!doctype html><title>x</title>" + maps.show(sample())._repr_html_(),
    }

    def path(name: str) -> Path:
        if name not in written:
            written[name] = folder / f"{name}.html"
            written[name].write_text(makers[name](), encoding="utf-8", newline="\n")
        return written[name]

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


@pytest.fixture
def open_page(browser: Any, files: Callable[[str], Path]) -> Iterator[Callable[..., Opened]]:
    """Open a page by name; `fragment`, `size`, `scheme` and what a context takes may be given."""
    contexts = []

    def opened(
        name: str = "sample",
        fragment: str = "",
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        wait: str | None = READY,
        **options: Any,
    ) -> Opened:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, color_scheme=scheme, **options)
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("dialog", lambda dialog: seen.dialogs.append(dialog.message))
        seen.page.on("dialog", lambda dialog: dialog.dismiss())
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        # Whatever a page asks for beside itself gets no answer, and is on the list all the same.
        context.route(
            lambda url: not url.startswith(("file:", "data:", "blob:")), lambda r: r.abort()
        )
        seen.page.goto(files(name).as_uri() + fragment, wait_until="domcontentloaded")
        if wait:
            seen.wait(wait)
        return seen

    yield opened
    for context in contexts:
        context.close()
