"""Find what is shipped with the package: ontology.ttl, shapes.ttl, data."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kg.errors import OntologyError, Text

__all__ = ["__version__", "find", "fingerprint", "shipped"]

# Of the program; it stands here because every part may ask it.
__version__ = "0.1.0"


def find(name: str) -> Path:
    """Where a shipped file or folder is: in the package, else beside it.

    The wheel holds them inside the package; an editable install and a bare checkout have them
    beside it.

    Raises:
        OntologyError: if it is in neither place.

    Example:
        >>> find("ontology.ttl").name
        'ontology.ttl'
    """
    package = Path(__file__).parent
    for folder in (package, package.parent):
        if (folder / name).exists():
            return folder / name
    raise OntologyError(
        Text(f"找不到 {name}", f"{name} is missing"),
        where=str(package),
        hint=Text("请重新安装 cooperation-kg", "install cooperation-kg again"),
    )


@cache
def fingerprint() -> str:
    """Check sum and size of ontology.ttl: a store knows by which ontology it was built."""
    import zlib

    content = find("ontology.ttl").read_bytes()
    return f"{zlib.crc32(content):08x}-{len(content)}"


@cache
def shipped() -> tuple[str, str]:
    """The versions of the packaged data and of the ontology.

    Example:
        >>> data, ontology = shipped()
        >>> data.count("."), ontology.count(".")
        (2, 2)
    """
    data = (find("data") / "VERSION").read_text(encoding="ascii").strip()
    stated = re.search(r'owl:versionInfo "([^"]+)"', find("ontology.ttl").read_text("utf-8"))
    return data, stated[1] if stated else ""
