"""The scripts of a map, run by Node without a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parents[1] / "kg" / "static"
# The scripts of a map that build nothing on loading but tables.
WITHOUT_BROWSER = (
    "model evidence fields facets colours rows crossings edges time notes differing answer path "
    "compare regions search export address"
)
# Stands for the browser: the page's data, an address, and nothing that can be drawn on.
HARNESS = """
const { scripts, data, asked } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const document = { getElementById: () => ({ textContent: JSON.stringify(data) }) };
const location = { search: "", hash: "", protocol: "file:", pathname: "/map.html" };
const page = {};
const body = `"use strict";${scripts}\\nreturn [${asked.map((code) => `(() => (${code}))()`)}];`;
const run = new Function("document", "location", "self", "top", "kg", body);
process.stdout.write(JSON.stringify(run(document, location, page, page, { ready: true })));
"""


def answered(node: str, data: Mapping[str, Any], asked: Sequence[str]) -> list[Any]:
    """What expressions give on a page with these data; they share its state, in their order."""
    files = [STATIC / f"{name}.js" for name in WITHOUT_BROWSER.split()]
    scripts = "\n".join(file.read_text("utf-8") for file in files)
    order = {"scripts": scripts, "data": data, "asked": asked}
    done = subprocess.run(
        [node, "-e", HARNESS],
        input=json.dumps(order),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found
