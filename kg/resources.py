"""Find what is shipped with the package: ontology.ttl, shapes.ttl, data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import OntologyError, Text

__all__ = ["find", "fingerprint"]


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
