"""Facts about classes stand in the ontology: code that names one has a reason to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kg.ontology import load

ROOT = Path(__file__).resolve().parents[2]

# What the program itself is made of, whatever the graph is about.
OF_THE_PROGRAM = {
    "Claim",
    "Correction",
    "Disagreement",
    "Document",
    "EditorialNote",
    "Entity",
    "NameUse",
    "Redirect",
    "Source",
    "Wanted",
}
# How a class is drawn, worded, or shown in an example: a table or two each.
WORDED = (
    "cli",
    "exports/ledgers",
    "layout/pairs",
    "layout/sides",
    "maps/page",
    "maps/sheet/wording",
    "maps/style",
    "maps/wording",
    "maps/wording_asked",
    "questions/path/called",
    "questions/path/phrases",
    "records/__init__",
    "site/prose",
)
# The readers of Chinese: which word makes a name a city, and what is left to people then.
READING = ("reading", "deciding/forms", "deciding/ledger", "deciding/telling")
# Questions about things of one class, whose query names it.
ASKED = (
    "claims",
    "names/numbered",
    "network/about",
    "network/pairs",
    "network/register",
    "questions/agreements",
    "questions/compare",
    "questions/coverage",
    "questions/figures",
    "questions/sheet",
    "questions/silence",
    "questions/tasks",
    "rounds",
)
# A row of tables about one class of things, or a hint where to write it.
TABLES = (
    "endpoint/reconcile",
    "endpoint/reconciling",
    "loaders/figures",
    "loaders/remedies",
    "validation/statements",
)
REASONED = (*WORDED, *READING, *ASKED, *TABLES)


def _literals(tree: ast.Module) -> Iterator[str]:
    """All strings but docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def _naming() -> dict[str, set[str]]:
    classes = {kind.name for kind in load().classes.values()} - OF_THE_PROGRAM
    found = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = {
            word
            for text in _literals(tree)
            for word in re.findall(r"\bcoop:(\w+)|^(\w+)(?:>|$)", text)
            for word in word
        }
        if named := words & classes:
            found[path.relative_to(ROOT / "kg").with_suffix("").as_posix()] = named
    return found


def test_a_module_that_names_a_class_has_a_reason_to():
    found = _naming()
    without = {
        module: sorted(named)
        for module, named in found.items()
        if not any(module == one or module.startswith(f"{one}/") for one in REASONED)
    }
    assert without == {}
    unused = {
        one
        for one in REASONED
        if not any(module == one or module.startswith(f"{one}/") for module in found)
    }
    assert unused == set()
