"""Other people's SPARQL engines, started for the tests on this machine only."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the engine ended with {process.returncode}")
        try:
            if httpx.get(address, params={"query": "ASK {}"}, timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    pytest.fail(f"nothing answers at {address}")


@contextmanager
def running(command: list[str], address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "engine.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(address, process, 120)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_oxigraph() -> str:
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("missing server: the package oxigraph is not installed")
    return found


@contextmanager
def oxigraph(
    folder: Path, port: int | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`oxigraph serve`; its query address and its process."""
    place = f"127.0.0.1:{port or free_port()}"
    command = [find_oxigraph(), "serve", "--location", str(folder / "quads"), "--bind", place]
    address = f"http://{place}/query"
    with running(command, address, folder) as process:
        yield address, process


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000) -> Iterator[str]:
    """Virtuoso with an ini of its own, and rows capped as Debian's caps them; its query address."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("missing server: Debian's virtuoso-opensource is not installed")
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows), encoding="utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    command = [program, "+foreground", "+configfile", str(ini)]
    with running(command, address, folder):
        yield address
