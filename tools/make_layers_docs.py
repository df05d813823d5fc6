"""Draw the layers in docs/architecture.md and CONTRIBUTING.md, between their markers.

The rows are those that tests/house/test_layers.py enforces; what a part is for is the first line
of its docstring.

Example:
    python tools/make_layers_docs.py
"""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- layers, by tools/make_layers_docs.py -->\n", "<!-- end of layers -->"


def pages() -> dict[str, str]:
    """The two files as they should be, by path."""
    enforced = runpy.run_path(str(ROOT / "tests" / "house" / "test_layers.py"))
    rows, apart = enforced["LAYERS"], tuple(enforced["APART"])
    drawn = {
        "docs/architecture.md": _table(rows, apart),
        "CONTRIBUTING.md": _picture(rows, apart),
    }
    return {path: _between(path, text) for path, text in drawn.items()}


def _table(rows: tuple[tuple[str, ...], ...], apart: tuple[str, ...]) -> str:
    lines = ["| row | part | what it is for |", "|---|---|---|"]
    for number, row in enumerate(rows, 1):
        lines += [f"| {number} | `{part}` | {_purpose(part)} |" for part in row]
    lines += [f"| apart | `{part}` | {_purpose(part)} |" for part in apart]
    return "\n".join(lines) + "\n"


def _picture(rows: tuple[tuple[str, ...], ...], apart: tuple[str, ...]) -> str:
    lines = ["   ".join(row) for row in reversed(rows)]
    return "\n".join(
        ["```text", *lines, "```", f"\nApart from the rows: `{'`, `'.join(apart)}`.\n"]
    )


def _purpose(part: str) -> str:
    place = ROOT / "kg" / part
    module = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    said = ast.get_docstring(ast.parse(module.read_bytes()))
    if not said:
        raise ValueError(f"{module} does not say what it is for")
    return said.splitlines()[0].removesuffix(".")


def _between(path: str, text: str) -> str:
    before, _, rest = (ROOT / path).read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{path} lacks the markers of the layers")
    return f"{before}{BEGIN}\n{text}\n{end}{after}"


if __name__ == "__main__":
    for path, text in pages().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
