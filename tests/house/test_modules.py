"""What holds of every module: a public interface that is complete, small files, no back doors."""

from __future__ import annotations

import ast
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LONGEST = 400
# Before the memory of the machine is gone, a command ends from a thread beside the engine.
ENDING = "kg/cli/bounded.py"
MEDIAN = 140
# Lines of a command's body: parse, one call, print. To be lowered as they become fewer.
LONGEST_COMMAND = 25
MEDIAN_COMMAND = 15


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_constant(name: str) -> bool:
    return len(name) > 1 and name.isupper()


def assigned_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [
            part.id
            for target in node.targets
            for part in ast.walk(target)
            if isinstance(part, ast.Name)
        ]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def imported_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [a.asname or a.name for a in node.names]
    if isinstance(node, ast.Import):
        return [(a.asname or a.name).split(".")[0] for a in node.names]
    return []


def exported(tree: ast.Module) -> list[str] | None:
    """Return what `__all__` lists, or None without one."""
    for node in tree.body:
        if (
            isinstance(node, ast.Assign | ast.AnnAssign)
            and "__all__" in ast.unparse(node).split("=", 1)[0]
        ):
            return list(ast.literal_eval(node.value)) if node.value else None
    return None


def export_order(name: str) -> tuple[int, str]:
    """Order as ruff's RUF022 does: constants, classes, the rest."""
    if is_constant(name):
        return 0, name
    return (1 if name[:1].isupper() else 2), name


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by_name(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """Return for each module what is imported from it by name."""
    used = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                used[node.module] |= {alias.name for alias in node.names}
    return used


def export_faults(tree: ast.Module, *, used: Collection[str] = ()) -> list[str]:
    """Say how `__all__` differs from the public names.

    These are the functions and classes without an underscore, and whatever other modules import
    from here. A constant that nobody imports is a detail.
    """
    assigned = {name for node in tree.body for name in assigned_names(node)}
    here = assigned | {name for node in tree.body for name in imported_names(node)}
    defined = {name for name in assigned if not is_constant(name)} | (here & set(used))
    defined = {name for name in defined if not name.startswith("_")}
    listed = exported(tree)
    if listed is None:
        return [f"no __all__, yet it defines {', '.join(sorted(defined))}"] if defined else []
    lazy = "__getattr__" in here
    faults = [f"{name} is missing from __all__" for name in sorted(defined - set(listed))]
    faults += [f"{name} is not defined" for name in listed if name not in here and not lazy]
    if listed != sorted(set(listed), key=export_order):
        faults.append("__all__ is not sorted, or lists a name twice")
    return faults


def back_doors(tree: ast.Module) -> list[str]:
    """Find what the library never does: end the process, print, catch everything."""
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.Raise):
            raised = node.func if isinstance(node, ast.Call) else node.exc
            name = ast.unparse(raised) if raised else ""
            if name in {"sys.exit", "os._exit", "exit", "quit", "print", "SystemExit"}:
                faults.append(f"line {node.lineno}: {name}")
        elif isinstance(node, ast.ExceptHandler):
            caught = ast.walk(node.type) if node.type else [ast.Name("BaseException")]
            names = {part.id for part in caught if isinstance(part, ast.Name)}
            if names & {"Exception", "BaseException"}:
                faults.append(f"line {node.lineno}: catches everything")
    return faults


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_bytes()) for path in MODULES}


def test_every_public_interface_is_complete_and_sorted(trees):
    used = imported_by_name(trees.values())
    faults = [
        f"{label(path)}: {fault}"
        for path, tree in trees.items()
        for fault in export_faults(tree, used=used[module_of(path)])
    ]
    assert not faults, "\n".join(faults)


def test_the_library_neither_exits_nor_prints_nor_swallows(trees):
    faults = [
        f"{label(path)}: {fault}"
        for path in MODULES
        for fault in back_doors(trees[path])
        if not (label(path) == ENDING and fault.endswith("os._exit"))
    ]
    assert not faults, "\n".join(faults)


def test_files_stay_small(project_files):
    lengths = {
        path: len((ROOT / path).read_bytes().splitlines())
        for path in project_files
        if path.endswith(".py")
    }
    assert {path: n for path, n in lengths.items() if n >= LONGEST} == {}
    assert statistics.median(n for path, n in lengths.items() if path.startswith("kg/")) < MEDIAN


def command_lengths(tree: ast.Module) -> list[int]:
    """Return how many lines the bodies of a module's commands have, docstrings left out."""
    commands = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "command" and node.decorator_list
    ]
    bodies = [node.body[1:] if ast.get_docstring(node) else node.body for node in commands]
    return [(body[-1].end_lineno or 0) - body[0].lineno + 1 for body in bodies]


def test_commands_only_parse_call_and_print(trees):
    lengths = {
        label(path): length
        for path, tree in trees.items()
        if path.is_relative_to(ROOT / "kg" / "cli")
        for length in command_lengths(tree)
    }
    assert len(lengths) > 25
    assert {path: length for path, length in lengths.items() if length > LONGEST_COMMAND} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_COMMAND


def test_the_length_of_a_command_is_that_of_its_body():
    text = (
        '@declare("x")\ndef command(a):\n    """Do."""\n\n    b = (\n        a\n    )\n    print(b)'
    )
    assert command_lengths(ast.parse(text + "\ndef other(): ...")) == [4]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def f(): ...", "no __all__, yet it defines f"),
        ("__all__ = []\nclass B: ...", "B is missing from __all__"),
        ("__all__ = []\nRow = dict[str, int]", "Row is missing from __all__"),
        ("__all__ = []\nLIMIT: int = 3", "LIMIT is missing from __all__"),
        ("__all__ = ['f', 'g']\ndef f(): ...", "g is not defined"),
        ("__all__ = ['f', 'B']\nclass B: ...\ndef f(): ...", "__all__ is not sorted"),
        ("__all__ = ['f', 'f']\ndef f(): ...", "lists a name twice"),
    ],
)
def test_a_wrong_public_interface_is_found(text, fault):
    (found,) = export_faults(ast.parse(text), used={"LIMIT"})
    assert fault in found


def test_only_what_is_imported_elsewhere_makes_a_constant_public():
    assert export_faults(ast.parse("__all__ = []\nLIMIT = 3")) == []
    texts = ["from kg.a import LIMIT as L, f", "import kg.a"]
    assert imported_by_name(map(ast.parse, texts)) == {"kg.a": {"LIMIT", "f"}}


def test_what_others_import_through_a_package_is_public():
    tree = ast.parse("from .tables import read, write\n__all__ = []")
    assert export_faults(tree, used={"read"}) == ["read is missing from __all__"]


def test_a_right_public_interface_has_no_fault():
    text = (
        "__all__ = ['LAST', 'A', 'Zed', 'b', 'late']\n"
        "LAST = A = 1\nclass Zed: ...\ndef b(): ...\ndef _c(): ...\ndef __getattr__(name): ..."
    )
    assert export_faults(ast.parse(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nsys.exit(1)",
        "raise SystemExit",
        "raise SystemExit(2)",
        "print('x')",
        "try: ...\nexcept: ...",
        "try: ...\nexcept Exception: ...",
        "try: ...\nexcept (OSError, BaseException): ...",
    ],
)
def test_a_back_door_is_found(text):
    assert back_doors(ast.parse(text)) != []


def test_a_narrow_except_is_no_back_door():
    text = "try: ...\nexcept (OSError, ValueError) as e: raise KGError(e) from e"
    assert back_doors(ast.parse(text)) == []
