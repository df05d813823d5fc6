"""The file itself: pyvis carries nodes and edges, template, style and drawing are ours."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import BaseLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.maps.listing import listing
from kg.maps.wording import STRINGS

__all__ = ["compose"]

SCRIPTS = (
    "model evidence fields facets colours shapes ground draw crossings flows rows crowd scroll "
    "labels columns pairlabels edges targets views time notes differing panel answer matrix path "
    "compare legend regions search caption picture export address main"
).split()
_Json = dict[str, Any]


def compose(data: _Json) -> str:
    """Put data, template, styles and scripts together.

    Args:
        data: What the page knows, as `kg.maps.render` puts it together.
    """
    carrier = _carry(data)
    carrier.templateEnv = _environment()
    carrier.templateEnv.globals.update(_context(data))
    carrier.path = "map.html.j2"
    html: str = carrier.generate_html()
    return html.replace("\r\n", "\n")


def _carry(data: _Json) -> Network:
    """Nodes and edges as pyvis and vis-network know them, placed as in the network view."""
    carrier = Network(directed=True, cdn_resources="in_line")
    carrier.toggle_physics(False)
    at = data["views"]["network"]["whole"]
    for node in data["nodes"]:
        x, y = at[node["id"]]
        carrier.add_node(
            node["id"],
            label=node["zh"],
            shape=node["vis"],
            color=node["color"],
            size=node["size"],
            x=x,
            y=y,
            physics=False,
        )
    style = {relation["id"]: relation for relation in data["relations"]}
    # Straight into the list: pyvis's own add_edge looks at all nodes for each edge.
    carrier.edges.extend(
        {
            "id": edge["id"],
            "from": edge["a"],
            "to": edge["b"],
            "color": style[edge["relation"]]["color"],
            "width": style[edge["relation"]]["width"],
            "dashes": list(style[edge["relation"]]["dash"]) or False,
            "arrows": "" if style[edge["relation"]]["symmetric"] else "to",
        }
        for edge in data["edges"]
    )
    return carrier


def _context(data: _Json) -> _Json:
    """What the template needs beside nodes and edges."""
    styles = "\n".join(_static(name) for name in ("map.css", "print.css"))
    library = (Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(
        encoding="utf-8"
    )
    # The map of the minified source is not shipped; without this line nobody asks for it.
    library = library.replace("//# sourceMappingURL=vis-network.min.js.map", "").replace(
        "\r\n", "\n"
    )
    own = (
        '(() => {\n"use strict";\n'
        + "\n".join(_static(f"{name}.js") for name in SCRIPTS)
        + "\n})();\n"
    )
    lang = data["lang"]

    def say(key: str, *values: object) -> Markup:
        """A string of the interface in the page's language, carrying the other one along."""
        zh, en = (text.format(*values) if values else text for text in STRINGS[key])
        return both({"zh": zh, "en": en})

    def both(words: _Json) -> Markup:
        this, other = ("zh", "en") if lang == "zh" else ("en", "zh")
        return Markup('<span data-{}="{}">{}</span>').format(
            other, words[other] or "", words[this] or words[other] or ""
        )

    def word(key: str) -> str:
        return STRINGS[key][0 if lang == "zh" else 1]

    return {
        "data": data,
        "listing": listing(data),
        "meta": data["meta"],
        "lang": lang,
        "say": say,
        "both": both,
        "word": word,
        "styles": Markup(styles),
        "library": Markup(library),
        "own": Markup(own),
        "policy": _policy([library, own], [styles]),
    }


def _policy(scripts: list[str], styles: list[str]) -> str:
    """A content security policy: only these scripts and styles, and nothing is fetched."""

    def hashes(texts: list[str]) -> str:
        return " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'"
            for t in texts
        )

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _environment() -> Environment:
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_function"] = _dumps
    return environment


def _dumps(value: Any, **_: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A <script> ends at the first "</script": no label may spell that, nor a line separator.
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _loader() -> BaseLoader:
    return FileSystemLoader(str(resources.files("kg") / "templates"))


def _static(name: str) -> str:
    text: str = (resources.files("kg") / "static" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
