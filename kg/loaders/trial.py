"""Read RDF in a process of its own first: what kills a parser kills that one.

The parsers go as deep as what is nested, and past some thousand levels the stack ends, and with it
the process, without a word.
"""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.children import tried
from kg.errors import KGError, Text
from kg.memory import limit_memory, machine_memory

__all__ = ["check_depth", "main"]

# A thousandth of what was seen to kill (20,000 levels of triple terms), and far more than anybody
# nests; what opens fewer brackets than this cannot be deeper, and is read at once.
SHALLOW = 200
MEMORY = 4 << 30
SECONDS = 600
OPENING = (b"(", b"[", b"<<")


def check_depth(path: Path, name: str) -> None:
    """Refuse a file that ends a process which reads it.

    Args:
        path: Turtle, TriG, N-Triples or N-Quads.
        name: what the format is called by `pyoxigraph.RdfFormat.from_extension`.

    Raises:
        KGError: if it does, or takes too long.
        OSError: if it cannot be read.
    """
    if _brackets(path) <= SHALLOW:
        return
    if tried("kg.loaders.trial", str(path), name, seconds=SECONDS).returncode:
        raise KGError(
            Text("嵌套太深，或有内容太大", "it nests too deeply, or holds something too large"),
            hint=Text("请改用编号，不要层层嵌套", "use ids instead of brackets within brackets"),
        )


def _brackets(path: Path) -> int:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return 0
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return sum(_count(content, sign) for sign in OPENING)


def _count(content: mmap.mmap, sign: bytes) -> int:
    count, place = 0, content.find(sign)
    while place >= 0 and count <= SHALLOW:
        count += 1
        place = content.find(sign, place + len(sign))
    return count


def main(path: str, name: str) -> None:
    """Read the file to its end; what is merely wrong is said by whoever reads it next."""
    limit_memory(min(MEMORY, machine_memory()))
    format_ = ox.RdfFormat.from_extension(name)
    try:
        for _ in ox.parse(path=path, format=format_):
            pass
    except (SyntaxError, ValueError):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
