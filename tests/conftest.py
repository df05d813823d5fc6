"""What every test relies on: data to ask, a browser, and a CI that skips nothing."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.loaders import building
from kg.namespaces import SOURCE

# Reasons to skip that are accepted on a laptop and refused in CI, which installs what is missing.
INSTALLABLE = ("missing browser: ", "missing server: ", "missing tool: ")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def refused_in_ci(reason: str) -> bool:
    """Say whether CI takes a skip for this reason as a failure."""
    return bool(os.environ.get("KG_CI")) and reason.startswith(INSTALLABLE)


def skip_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if not report.skipped or hasattr(report, "wasxfail") or not isinstance(report.longrepr, tuple):
        return ""
    return str(report.longrepr[2]).removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    reason = skip_reason(report)
    if refused_in_ci(reason):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped in CI, which must have it: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    reason = skip_reason(report)
    if refused_in_ci(reason):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: skipped in CI, which must have it: {reason}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def kg_path() -> str:
    """A PATH on which `kg` is the one installed beside the Python that runs the tests."""
    folder = Path(sys.executable).parent
    if shutil.which("kg", path=str(folder)) is None:
        pytest.fail(
            "`kg` is not installed beside this Python; run “make test”, or: "
            "pip install --no-deps --no-build-isolation -e ."
        )
    return os.pathsep.join([str(folder), os.environ["PATH"]])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome: KG_CHROMIUM, else the first on the PATH."""
    found = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("missing browser: no chromium or google-chrome on the PATH")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all tests of a worker: Playwright allows no second one beside it."""
    api = pytest.importorskip("playwright.sync_api", reason="missing browser: no playwright")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def packaged(packaged_location) -> Any:
    """The packaged data, opened for reading."""
    from kg.store import open_store

    return open_store(packaged_location)


# What the data began with: a third of what is stated now, and all kinds of claims.
FIVE = frozenset(f"{SOURCE}00{number}" for number in range(5))
# And who was to aid Xinjiang: another mechanism and another round.
PART = FIVE | {
    f"{SOURCE}{name}" for name in ("gov-20101111", "thenewdominion-2010-omic-aid-pairing")
}


@pytest.fixture(scope="session")
def part_location(shared_folder, packaged) -> Path:
    """The packaged data without what most of the sources state.

    For what reads all, and shows on a part as well: it takes a third of the time.
    """
    from conftest import alone
    from kg.loaders.building import Built, write_build
    from kg.store import dump, new_build

    def heard(line: bytes) -> bool:
        graph = line.rsplit(b" ", 2)[1][1:-1].decode()
        return graph in PART or not graph.startswith(SOURCE)

    location = shared_folder / "part"
    with alone(shared_folder / "making-part"):
        if not location.exists():
            every = dump(packaged).splitlines(keepends=True)
            lines = b"".join(line for line in every if heard(line))
            with new_build(location) as workplace:
                built = Built("part", "0", {}, len(PART), lines.count(b"\n"), lines)
                write_build(workplace, built)
    return location


@pytest.fixture(scope="session")
def part(part_location) -> Any:
    """The store at `part_location`, opened for reading."""
    from kg.store import open_store

    return open_store(part_location)


Tables = Mapping[str, str | bytes]


def write_tables(folder: Path, tables: Tables) -> Path:
    """A data folder: text is written as UTF-8, bytes as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        raw = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
    return folder


# A packaged data set small enough to be built in every test.
TINY = {
    "VERSION": "0.0.1\n",
    "gazetteer.csv": (
        "id,type,prefLabel@zh,prefLabel@en,altLabel@zh,gb2260,within,level\n"
        "place/liaoning,Province,辽宁省,Liaoning,辽,210000,,province\n"
        "place/dalian,City,大连市,Dalian,连,210200,place/liaoning,sub-provincial\n"
        "place/shenyang,City,沈阳市,Shenyang,沈,210100,place/liaoning,sub-provincial\n"
        "place/anshan,City,鞍山市,Anshan,,210300,place/liaoning,prefecture\n"
        "place/shenyang-tiexi,District,铁西区,Tiexi District,,210106,place/shenyang,county\n"
        "place/anshan-tiexi,District,铁西区,Tiexi District,,210303,place/anshan,county\n"
        "place/shanghai,Municipality,上海市,Shanghai,沪,310000,,province\n"
        "place/guizhou,Province,贵州省,Guizhou,黔,520000,,province\n"
        "place/liupanshui,City,六盘水市,Liupanshui,,520200,place/guizhou,prefecture\n"
    ),
    "sources.csv": (
        "id,title@zh,reliability,issued,publisher,textLength,sha256,dcterms:source\n"
        "gazetteer,行政区划表,reliability/official,2023,测试,,,\n"
        "s1,第一份文件,reliability/official,2017-03,测试,100,,\n"
        "s2,第二份文件,reliability/press,2018,测试,100,,\n"
        "s3,第三份文件,reliability/web,2019-03-18,测试,,,https://example.org/3\n"
    ),
}


@pytest.fixture
def tiny(tmp_path, monkeypatch) -> Callable[..., Path]:
    """Ship a small data set instead of the packaged one; make folders to stack on it."""
    folder = write_tables(tmp_path / "packaged", TINY)
    find = building.find
    monkeypatch.setattr(building, "find", lambda name: folder if name == "data" else find(name))

    def stacked(tables: Tables, name: str = "mine") -> Path:
        return write_tables(tmp_path / name, tables)

    return stacked


@pytest.fixture
def kg(tmp_path, monkeypatch) -> Callable[..., Any]:
    """Run `kg` in an empty folder, in Chinese; exceptions other than exits are failures."""
    from click.testing import CliRunner

    from kg.cli import main

    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    def run(*args: object, lang: str | None = "zh", **settings: Any) -> Any:
        env = {"KG_LANG": lang, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None}
        env |= settings.pop("env", {})
        return CliRunner().invoke(
            main, [str(arg) for arg in args], env=env, catch_exceptions=False, **settings
        )

    return run


@pytest.fixture
def asked(kg, packaged_location):
    """Ask the packaged data."""

    def run(*args, **settings):
        return kg("--store", packaged_location, *args, **settings)

    return run


@pytest.fixture(scope="session")
def valid() -> Callable[[str, Any], None]:
    """Holds an answer, as a client of the web API gets it, against the types of `kg.records`."""
    import jsonschema_rs

    from kg.endpoint.declared import answered
    from kg.endpoint.openapi import describe, schema

    components = describe("http://localhost/")["components"]

    def check(question: str, answer: Any) -> None:
        known = {**schema(answered(question)), "components": components}
        plain = json.loads(json.dumps(getattr(answer, "content", answer), ensure_ascii=False))
        jsonschema_rs.Draft202012Validator(known).validate(plain)

    return check
