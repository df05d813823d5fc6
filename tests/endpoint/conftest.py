"""Servers for the tests: `kg serve` itself, as its own process, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.resources import fingerprint


@dataclass
class Running:
    """A server that answers, and a client that knows its address."""

    process: subprocess.Popen[str]
    address: str
    client: httpx.Client
    log: Path

    def stop(self) -> str:
        """Ask it to end, as Ctrl-C does; what it wrote to stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=30)
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(
    location: Path | None, *options: str, folder: Path, **limits: float
) -> Iterator[Running]:
    """Run `kg serve` on a free port; or what it runs, with limits for which it has no options."""
    code = "import sys; from kg.cli import main; sys.argv[0] = 'kg'; main()"
    store = ["--store", str(location)] if location else []
    command = [sys.executable, "-c", code, *store, "serve", "--port", "0", *options]
    if limits:
        code = (
            "from kg.endpoint import Limits; from kg.endpoint.server import serve\n"
            f"serve({str(location)!r}, port=0, limits=Limits(**{limits!r}), "
            f"writable={'--writable' in options}, "
            "started=lambda address: (print(address, flush=True), True)[1])"
        )
        command = [sys.executable, "-c", code]
    # Into a file: a pipe that nobody empties would stop the server after some hundred requests.
    log = folder / f"serve-{len(list(folder.glob('serve-*')))}.log"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "KG_LANG": "en", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=written,
            encoding="utf-8",
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    if not found:
        process.kill()
        process.communicate()
        pytest.fail(f"no server: {line}{log.read_text(encoding='utf-8')}")
    running = Running(process, found[0], httpx.Client(base_url=found[0], timeout=60), log)
    try:
        yield running
    finally:
        running.client.close()
        try:
            running.stop()
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            pytest.fail("the server did not end when asked")


def empty_store(location: Path) -> Path:
    """A store without a triple, for tests that bring their own."""
    from kg import store as stores

    with stores.new_build(location) as workplace:
        store = stores.create(workplace / "quads")
        store.flush()
        del store
        info = {"build": "empty", "ontology": fingerprint(), "data": "0", "sources": 0}
        stores.complete(workplace, info)
    return location


@pytest.fixture(scope="module")
def server(packaged_location, tmp_path_factory) -> Iterator[Running]:
    """A read-only server of the packaged data, as `kg serve` starts it."""
    options = ("--timeout", "3", "--max-rows", "5000")
    with serving(packaged_location, *options, folder=tmp_path_factory.mktemp("serve")) as running:
        yield running


@pytest.fixture(scope="module")
def writable(tmp_path_factory) -> Iterator[Running]:
    """A writable server of an empty store."""
    folder = tmp_path_factory.mktemp("writable")
    location = empty_store(folder / "store")
    with serving(location, "--writable", "--timeout", "5", folder=folder) as running:
        yield running


@pytest.fixture(scope="module")
def query(server) -> Callable[..., httpx.Response]:
    """GET /sparql with a query."""

    def ask(text: str, accept: str | None = None, **parameters: Any) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        given = {"query": text, **parameters}
        return server.client.get("sparql", params=given, headers=headers)

    return ask
