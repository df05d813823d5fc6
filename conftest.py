"""What tests and the examples of docstrings rely on: a home of their own, and the packaged data."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# What the person who runs the tests, or the make that runs them, may have set.
SETTINGS = ("KG_LANG", "KG_STORE", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS")


# What takes longest, the longest first (CONTRIBUTING says what it took). Several processes that
# begin with these end together; the examples of docstrings come last, as small change.
LONGEST = """
endpoint/test_doors browser/test_review house/test_commands browser/test_page_use
endpoint/test_contract browser/test_page_look browser/test_page_views browser/test_page_targets
test_ask_tutorial house/test_readme test_deciding browser/test_other_browsers endpoint/test_page
endpoint/test_stalls
browser/test_page_access endpoint/test_w3c_protocol endpoint/test_limits browser/test_page_speed
browser/test_page_small browser/test_page_safety endpoint/test_api endpoint/test_merge
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run files in the order of what they cost."""
    order = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}

    def cost(item: pytest.Item) -> int:
        file = item.nodeid.partition("::")[0]
        return order.get(file, len(order) + file.startswith("kg/"))

    items.sort(key=cost)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """A folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory, shared_folder):
    """Keep the tests out of the home, the cache and the settings of whoever runs them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))
        patch.setenv("XDG_CACHE_HOME", str(shared_folder / "cache"))
        for name in SETTINGS:
            patch.delenv(name, raising=False)
        yield home


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep the other workers waiting, but not for ever: one may have been killed."""
    given_up = time.monotonic() + 300
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > given_up:
                pytest.fail(f"{lock} is still there")
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def packaged_location(shared_folder, own_home) -> Path:
    """The store of the packaged data that `kg` answers from before the first build."""
    from kg.loaders import cached_build

    with alone(shared_folder / "building-packaged"):
        return cached_build()


@pytest.fixture(autouse=True)
def the_packaged_data_answer(request):
    """Let an example that says `import kg` ask no other store, and the packaged data built once."""
    if isinstance(request.node, pytest.DoctestItem) and "import kg" in request.node.dtest.docstring:
        patch = request.getfixturevalue("monkeypatch")
        patch.setenv("KG_STORE", str(request.getfixturevalue("packaged_location")))
