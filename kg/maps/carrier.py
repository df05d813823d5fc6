"""The file itself: template, style and drawing are ours, vis-network is that of pyvis."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader
from markupsafe import Markup

from kg.maps.listing import listing
from kg.maps.wording import STRINGS
from kg.resources import __version__

__all__ = ["compose"]

SCRIPTS = (
    "model evidence fields facets colours shapes ground draw crossings flows tapers leaving rows "
    "crowd scroll labels columns pairlabels edges targets views time notes differing panel answer "
    "matrix pairmaps path compare legend regions search caption picture export address main"
).split()
_Json = dict[str, Any]


def compose(data: _Json) -> str:
    """Put data, template, styles and scripts together.

    Args:
        data: What the page knows, as `kg.maps.render` puts it together.
    """
    html = _environment().get_template("map.html.j2").render(_context(data))
    return html.replace("\r\n", "\n")


def _context(data: _Json) -> _Json:
    """What the template needs."""
    styles = "\n".join(_static(name) for name in ("map.css", "print.css"))
    # The map of the minified source is not shipped; without this line nobody asks for it.
    library = (
        _library().replace("//# sourceMappingURL=vis-network.min.js.map", "").replace("\r\n", "\n")
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
        "program": __version__,
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


def _library() -> str:
    """vis-network, minified, as pyvis ships it: to import pyvis would bring IPython along."""
    found = find_spec("pyvis")
    assert found is not None
    folder = Path(str(found.origin)).parent / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text(encoding="utf-8")


def _static(name: str) -> str:
    text: str = (resources.files("kg") / "static" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
