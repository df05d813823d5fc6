"""The layers of docs/architecture.md: who may import whom, who alone may touch which library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A part (a module of kg, or a package of them) imports parts of lower rows only.
LAYERS = (
    ("errors",),
    ("resources",),
    ("namespaces", "dates", "language", "locators", "remarks", "records", "charts"),
    ("characters", "children", "formulas", "memory", "resting", "seals", "sparql"),
    ("ontology", "texts"),
    # How to speak to an endpoint, which to those above is a store like any other.
    ("remote",),
    # The store refuses what another version of the ontology built.
    ("store", "shapes"),
    ("entities", "terms"),
    ("editorial",),
    ("names", "claims"),
    ("concepts", "facts", "validity"),
    # When programmes held decides when what is under them can have held.
    ("rounds",),
    # Which claims and sources are heard, and what they differ on, for questions and networks.
    ("conditions", "differences"),
    ("loaders", "queries", "questions", "network", "reading"),
    # What fails is said in the words of the tables, which the loaders read.
    # What is decided on drafts goes into tables by way of the loaders.
    ("layout", "validation", "exports", "deciding"),
    ("maps",),
    # Every question once; who asks from outside comes through here. A site asks everything at once.
    ("asking", "site"),
    # The query page shows maps.
    ("endpoint",),
    ("cli",),
)
RANK = {part: rank for rank, row in enumerate(LAYERS) for part in row}
# Apart from the rows: the algorithms know graphs and nothing of what the graphs are about.
APART = {"analysis": {"errors"}}
APART_LIBRARIES = {"analysis": {"networkx", "rustworkx", "graspologic_native", "numpy"}}
OWNERS = {
    "click": "cli",
    "pyvis": "maps",
    "starlette": "endpoint",
    "uvicorn": "endpoint",
    "fastapi": "endpoint",
    "flask": "endpoint",
    "aiohttp": "endpoint",
    "httpx": "remote",
}
REFUSED_NAMES = {"utils", "common", "base", "core", "config"}

Trees = Mapping[str, ast.Module]


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_package(root: Path) -> tuple[dict[str, ast.Module], set[str]]:
    """Return the package's modules as trees, and the names of those that are packages."""
    paths = sorted((root / "kg").rglob("*.py"))
    trees = {module_name(path, root): ast.parse(path.read_bytes()) for path in paths}
    return trees, {module_name(path, root) for path in paths if path.name == "__init__.py"}


def part_of(module: str) -> str:
    """`kg.loaders.tables` is of the part `loaders`; `kg` itself of none, the empty name."""
    return [*module.split("."), ""][1]


def written_imports(
    tree: ast.Module, module: str, is_package: bool
) -> Iterator[tuple[str, str | None]]:
    """Yield (module, name or None) for each import anywhere in the tree, functions included."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            upwards = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*upwards, *filter(None, [node.module])])
            yield from ((base, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, None


def imports(trees: Trees, packages: set[str]) -> dict[str, set[str]]:
    """Return what each module imports, as full module names."""
    found = {}
    for module, tree in trees.items():
        pairs = written_imports(tree, module, module in packages)
        targets = {
            f"{base}.{name}" if name and f"{base}.{name}" in trees else base for base, name in pairs
        }
        found[module] = targets
    return found


def known(part: str) -> bool:
    """Say whether the part has a place; `kg` itself, the empty name, stands above all but cli."""
    return not part or part in RANK or part in APART


def allowed(importer: str, imported: str) -> bool:
    """Say whether a part may import another, or itself."""
    if imported in {importer, ""}:
        return True
    if importer == "":
        return imported != "cli"
    if importer in APART:
        return imported in APART[importer]
    if imported in APART:
        return RANK[importer] > RANK["errors"]
    return RANK[importer] > RANK[imported]


def layer_faults(graph: Mapping[str, set[str]]) -> list[str]:
    faults = []
    for module, targets in sorted(graph.items()):
        part = part_of(module)
        if not known(part):
            faults.append(f"{module}: kg/{part} stands in no layer")
            continue
        for target in sorted(targets):
            head, other = target.split(".")[0], part_of(target)
            if head != "kg":
                faults += library_faults(module, part, head)
            elif known(other) and not allowed(part, other):
                faults.append(f"{module}: may not import {target}")
    return faults


def library_faults(module: str, part: str, library: str) -> list[str]:
    if OWNERS.get(library, part) != part:
        return [f"{module}: only {OWNERS[library]} imports {library}"]
    known = APART_LIBRARIES.get(part)
    if known is not None and library not in known and library not in sys.stdlib_module_names:
        return [f"{module}: {part} may not import {library}"]
    return []


def cycles(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the modules that reach themselves."""
    faults = []
    for start in sorted(graph):
        seen: set[str] = set()
        queue = [target for target in graph[start] if target in graph]
        while queue:
            module = queue.pop()
            if module not in seen:
                seen.add(module)
                queue += [target for target in graph[module] if target in graph]
        if start in seen:
            faults.append(f"{start}: part of an import cycle")
    return faults


def store_faults(trees: Trees) -> list[str]:
    """Find calls that open a pyoxigraph store outside kg.store; naming the type is fine."""
    faults = []
    for module, tree in sorted(trees.items()):
        if part_of(module) == "store":
            continue
        names = {"pyoxigraph.Store"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {
                    f"{alias.asname or alias.name}.Store"
                    for alias in node.names
                    if alias.name == "pyoxigraph"
                }
            elif isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph":
                names |= {alias.asname or "Store" for alias in node.names if alias.name == "Store"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in names or called.rpartition(".")[0] in names:
                    faults.append(f"{module}:{node.lineno}: only kg.store opens stores")
    return faults


def faults_of(sources: Mapping[str, str], packages: Iterable[str] = ()) -> list[str]:
    trees = {module: ast.parse(text) for module, text in sources.items()}
    graph = imports(trees, set(packages))
    return layer_faults(graph) + cycles(graph) + store_faults(trees)


def test_every_import_goes_down_the_layers():
    trees, packages = read_package(ROOT)
    assert len(trees) > 10
    graph = imports(trees, packages)
    faults = layer_faults(graph) + cycles(graph) + store_faults(trees)
    assert not faults, "\n".join(faults)


def test_the_picture_of_the_layers_is_the_list():
    from tools.make_layers_docs import pages

    for path, made in pages().items():
        written = (ROOT / path).read_text(encoding="utf-8")
        assert written == made, "run: python tools/make_layers_docs.py"


def test_no_module_is_named_for_nothing_in_particular():
    trees, _ = read_package(ROOT)
    assert {part for name in trees for part in name.split(".")} & REFUSED_NAMES == set()


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("kg.errors", "import kg.namespaces"),
        ("kg.ontology", "from kg import store"),
        ("kg.shapes", "def f():\n    from kg.store import read"),
        ("kg.names", "from kg.network import project"),
        ("kg.network", "from .questions import ask"),
        ("kg.layout", "import importlib\nimportlib.import_module('kg.maps')"),
        ("kg.maps", "if TYPE_CHECKING:\n    from kg import endpoint"),
        ("kg.maps", "from kg.cli import main"),
        ("kg", "from kg.cli import main"),
        ("kg.analysis", "from kg.network import project"),
        ("kg.analysis", "import rdflib"),
        ("kg.errors", "import kg.analysis"),
        ("kg.maps", "import click"),
        ("kg.cli", "from pyvis.network import Network"),
        ("kg.cli", "import starlette.routing"),
        ("kg.extras", "import json"),
        ("kg.names", "import pyoxigraph\npyoxigraph.Store()"),
        ("kg.names", "import pyoxigraph as ox\nox.Store.read_only('x')"),
        ("kg.names", "from pyoxigraph import Store as S\nS.read_only('x')"),
    ],
)
def test_a_forbidden_import_is_found(module, text):
    known = dict.fromkeys(("kg", *(f"kg.{part}" for part in RANK), "kg.analysis"), "")
    assert faults_of(known, {"kg"}) == []
    assert len(faults_of({**known, module: text}, {"kg"})) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("kg.cli.ask", "import click\nfrom kg import __version__, questions\nfrom . import show"),
        ("kg.maps", "from pyvis.network import Network\nfrom kg.layout import place"),
        ("kg.analysis", "import heapq, networkx, rustworkx\nfrom kg.errors import KGError"),
        ("kg.names", "from pyoxigraph import Store\ndef f(store: Store) -> None: ..."),
        ("kg.store", "import pyoxigraph\npyoxigraph.Store()"),
    ],
)
def test_an_allowed_import_is_not_a_fault(module, text):
    known = dict.fromkeys(("kg", *(f"kg.{part}" for part in RANK), "kg.cli.show"), "")
    assert faults_of({**known, module: text}, {"kg", "kg.cli"}) == []


def test_a_cycle_within_one_part_is_found():
    sources = {"kg.loaders.a": "from . import b", "kg.loaders.b": "import kg.loaders.a"}
    assert faults_of(sources) == [f"kg.loaders.{m}: part of an import cycle" for m in "ab"]
