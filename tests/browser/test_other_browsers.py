"""The map in Firefox and in WebKit, Safari's engine.

Neither is steered: each opens a page that works the map in a frame and sends back what it saw,
so that nothing is needed but the browsers themselves.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import alone
from tests.browser.test_page_views import covering

pytestmark = pytest.mark.browser

PATIENCE = 200
# Firefox would open pages about itself in front of ours.
PREFERENCES = {
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
Report = dict[str, Any]


@contextmanager
def running(*command: object, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program and all that it starts, ended at the end."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **options,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def firefox(address: str, folder: Path) -> Iterator[None]:
    """Open an address in a Firefox of its own, without a screen."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("missing browser: no Firefox on the PATH (Debian: firefox-esr)")
    lines = [f'user_pref("{k}", {json.dumps(v)});' for k, v in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    with running(found, "--headless", "--no-remote", "--profile", folder, address):
        yield


@contextmanager
def webkit(address: str, folder: Path) -> Iterator[None]:
    """Open an address in WebKitGTK's own small browser, on a screen that nobody sees."""
    found = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)
    screen = shutil.which("Xvfb")
    if found is None or screen is None:
        pytest.skip("missing browser: no WebKitGTK or no Xvfb (Debian: libwebkit2gtk-4.1-0 xvfb)")
    options = ("-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp")
    with running(screen, *options, stdout=subprocess.PIPE) as shown:
        assert shown.stdout is not None
        with shown.stdout:
            display = f":{shown.stdout.readline().decode().strip()}"
        with running(found, address, env={**os.environ, "DISPLAY": display}, cwd=folder):
            yield


OPENERS = {"firefox": firefox, "webkit": webkit}


@contextmanager
def serving(pages: dict[str, bytes], told: queue.Queue[bytes]) -> Iterator[str]:
    """Serve pages by path; what is posted goes into the queue."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page or b"")

        def do_POST(self) -> None:
            words = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            told.put(words)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def ask(name: str, page: bytes, folder: Path) -> bytes:
    """What a browser says of the page."""
    visitor = Path(__file__).with_name("other_browsers.html").read_bytes()
    told: queue.Queue[bytes] = queue.Queue()
    with (
        serving({"/": visitor, "/map.html": page}, told) as address,
        OPENERS[name](address, folder),
    ):
        try:
            return told.get(timeout=PATIENCE)
        except queue.Empty:
            pytest.fail(f"{name} told nothing in {PATIENCE} s")


@pytest.fixture(scope="module", params=sorted(OPENERS))
def report(request, files, shared_folder, tmp_path_factory) -> Report:
    """What a browser saw; each is asked once, whoever of the workers comes first."""
    kept = shared_folder / f"{request.param}.json"
    with alone(shared_folder / f"opening-{request.param}"):
        if not kept.exists():
            page = files("five").read_bytes()
            kept.write_bytes(ask(request.param, page, tmp_path_factory.mktemp(request.param)))
    return json.loads(kept.read_bytes())


def test_nothing_goes_wrong_and_nobody_is_asked(report) -> None:
    assert report["errors"] == []
    assert report["requests"] == []


def test_every_view_is_drawn_and_no_name_covers_another(report) -> None:
    assert len(report["drawn"]) == 12
    for seen in report["drawn"]:
        assert len(seen["labels"]) > 20, seen["name"]
        assert len(seen["nodes"]) > 40, seen["name"]
        assert covering(seen["labels"], 0.5) == [], seen["name"]
        # On the map places keep their spots, however close they are to each other.
        assert "geo" in seen["name"] or covering(seen["nodes"], 1.0) == [], seen["name"]
        assert seen["scrollWidth"] <= seen["clientWidth"], seen["name"]


def test_what_one_asks_for_is_found_and_shown(report) -> None:
    assert set(report["found"].values()) == {"place/dalian"}
    assert report["searched"][0] == "place/dandong"
    assert "Yangzhou" in report["searched"][1]
    assert report["clicked"] == "place/fushun"
    assert report["link"] == ["path", "network", "en"]


def test_it_can_be_taken_along_and_printed(report) -> None:
    types = ["application/json", "image/svg+xml", "image/svg+xml", "image/png"]
    assert [kind for kind, _ in report["saved"]] == types
    assert min(size for _, size in report["saved"]) > 30_000
    assert report["printed"] > 100


def test_without_scripts_the_list_is_there(report) -> None:
    assert report["without"]["canvas"] == 0
    assert report["without"]["rows"] > 500
    assert "丹东市" in report["list"]
    assert "没有运行脚本" in report["list"]
