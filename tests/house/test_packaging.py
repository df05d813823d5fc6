"""The package: complete, the same from wheel and checkout, with versions that are locked."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
QUESTION = ["partners", "大连", "--format", "json"]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def build(target: str, source: Path, folder: Path) -> Path:
    """Build with the backend itself: no isolated environment, so no network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The Python of a new environment with the wheel and, seen through a path, what it needs."""
    folder = tmp_path_factory.mktemp("fresh") / "环境"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ).stdout.strip()
    # A .pth file found through this one is not read, so an editable `kg` stays out of sight.
    (Path(site) / "seen.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    return python


def ask(command: list[str], cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "KG_LANG": "zh"}
    env.pop("PYTHONPATH", None)
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_answers_in_an_empty_folder_as_the_checkout_does(installed, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    where = ask([str(installed), "-c", "import kg; print(kg.__file__)"], empty, tmp_path / "a")
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])

    from_wheel = ask([str(installed.parent / "kg"), *QUESTION], empty, tmp_path / "a")
    from_checkout = ask([sys.executable, str(ROOT / "cli.py"), *QUESTION], empty, tmp_path / "b")
    assert (from_wheel.returncode, from_checkout.returncode) == (0, 0), from_wheel.stderr
    assert json.loads(from_wheel.stdout)
    assert from_wheel.stdout == from_checkout.stdout
    # It answered from the packaged data, for want of a store, and said so; it left nothing here.
    assert from_wheel.stderr.strip()
    assert list(empty.iterdir()) == []


def test_the_wheel_holds_code_ontology_shapes_and_data(wheel, project_files):
    names = set(contents(wheel))
    code = {path for path in project_files if path.startswith("kg/")}
    assert code - names == set()
    carried = {path for path in project_files if path.startswith("data/")}
    assert {f"kg/{path}" for path in carried | {"ontology.ttl", "shapes.ttl"}} - names == set()
    strays = {name for name in names if not name.startswith(("kg/", "cooperation_kg-"))}
    assert strays == set()


def test_the_source_archive_builds_the_same_wheel(wheel, tmp_path):
    archive = build("sdist", ROOT, tmp_path / "sdist")
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(tmp_path)], check=True)
    (source,) = tmp_path.glob("cooperation_kg-*")
    assert contents(build("wheel", source, tmp_path / "wheel")) == contents(wheel)
    for needed in ("Makefile", "requirements.lock", "conftest.py", "CONTRIBUTING.md"):
        assert (source / needed).is_file()


PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)( ; (?P<marker>.+))?")


def lock_faults(text: str) -> list[str]:
    """Say which lines are more, or less, than an exact version."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line for line in lines if not PIN.fullmatch(line)]


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert lock_faults(text) == []
    return {found["name"]: found["version"] for found in PIN.finditer(text)}


def unmet(requirements: list[str], locked: dict[str, str]) -> list[str]:
    """Return the requirements that no locked version satisfies."""
    missing = []
    for text in requirements:
        wanted = Requirement(text)
        version = locked.get(canonicalize_name(wanted.name))
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            missing.append(text)
    return missing


def test_the_locks_pin_everything_that_is_asked_for():
    described = project()
    groups = described["dependency-groups"]
    needed = described["project"]["dependencies"] + groups["build"]
    tools = groups["test"] + [text for text in groups["dev"] if isinstance(text, str)]
    shipped, tested = pins("requirements.lock"), pins("requirements-dev.lock")
    assert unmet(needed, shipped) == []
    assert unmet(needed + tools, tested) == []
    assert shipped.items() <= tested.items()


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org", "click>=8", "click", "click @ file:click.whl"]
)
def test_a_lock_that_is_not_exact_is_found(line):
    assert lock_faults(f"# made by\nrdflib==7.6.0\n{line}\n") == [line]


def test_a_requirement_that_the_lock_lacks_is_found():
    locked = {"click": "8.1.0"}
    assert unmet(["click>=8.2", "Jinja2"], locked) == ["click>=8.2", "Jinja2"]
    assert unmet(["Click>=8"], locked) == []


def test_the_versions_are_the_ones_installed():
    """What is tested is what `make demo` installs."""
    from importlib.metadata import version

    different = {
        name: (pinned, version(name))
        for name, pinned in pins("requirements.lock").items()
        if name in {"click", "networkx", "pyoxigraph", "pyvis", "rdflib"}
        and version(name) != pinned
    }
    assert different == {}


def test_every_make_target_can_be_made():
    for target in (
        "demo",
        "test",
        "coverage",
        "check",
        "format",
        "bench",
        "lint",
        "lock",
        "release",
    ):
        planned = subprocess.run(
            ["make", "-n", target], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
        ).stdout
        assert ".venv/bin/" in planned, target


def test_locking_anew_keeps_the_environment_that_is_there(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    # Older than what it was made for, as after a new dependency was named.
    for name in (".venv/bin/python", ".venv/.installed", "pyproject.toml", "requirements.lock"):
        (tmp_path / name).touch()
    os.utime(tmp_path / ".venv" / ".installed", (0, 0))
    for target, cleared in (("lock", False), ("demo", True)):
        planned = subprocess.run(
            ["make", "-n", target], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
        ).stdout
        assert ("venv --clear" in planned) == cleared, target


def test_make_demo_builds_asks_and_draws():
    planned = subprocess.run(
        ["make", "-n", "demo"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    commands = [
        line.split(" kg-store ")[1]
        for line in planned.splitlines()
        if "/kg " in line and "--store" in line
    ]
    assert [command.split()[0] for command in commands] == ["build", "partners", "map"]
    assert commands[1] == "partners 大连市"


def test_make_alone_lists_its_tasks_in_both_languages_in_any_locale():
    listed = subprocess.run(
        ["make"],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    described = re.findall(r"^  make ([a-z]+) +(\S.*) / (\S.*)$", listed, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {name for name, _, _ in described} == set(phony[1].split())
