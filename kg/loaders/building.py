"""Build a store: read every table, check every row, write all quads, swap the build in."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg import store as stores
from kg.errors import LoadError, Problem
from kg.loaders.derive import RULES, build_quad, derived, ontology_quads, version_quad
from kg.loaders.identity import digest, line
from kg.loaders.leaving import left_behind
from kg.loaders.quads import Quad, as_quad
from kg.loaders.rows import SOURCE_CLASS, Row, read_rows
from kg.loaders.stages import stacked
from kg.loaders.tables import read_folder
from kg.namespaces import local_name
from kg.resources import find, fingerprint
from kg.resting import collector_at_rest

__all__ = [
    "Built",
    "Notify",
    "Progress",
    "assemble",
    "build",
    "build_in_memory",
    "write_build",
]

# The name of the graph at the end of a line; a line break in a literal is written otherwise.
GRAPH = re.compile(rb" <[^<> ]*> \.\n")
PART = 1 << 22
Notify = Callable[[Problem], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Built:
    """What a build holds: rows per table class, claims and sources, quads, and its id.

    ``build`` is the last 12 digits of the sum of the SHA-256 of every N-Quads line, without the
    merge and the id itself: the same data give the same id, in whatever order they come, and what
    is added or taken away changes it by its own lines alone.
    """

    build: str
    version: str
    classes: dict[str, int]
    sources: int
    triples: int
    lines: bytes
    notices: tuple[Problem, ...] = ()
    shares: frozenset[Quad] = frozenset()

    def info(self) -> dict[str, Any]:
        """The content of ``build.json``; nothing in it depends on when or where it was built."""
        return {
            "build": self.build,
            "classes": self.classes,
            "data": self.version,
            "ontology": fingerprint(),
            "ontologyVersion": ontologies.load().version,
            "rules": RULES,
            "sources": self.sources,
            "triples": self.triples,
        }


def build(
    location: str | Path,
    data: Sequence[Path] = (),
    *,
    texts: Path | None = None,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> dict[str, Any]:
    """Build a store directory from the packaged data and the folders given.

    Args:
        location: the store directory; readers of the build before are not disturbed. Or the
            address of an endpoint, which gets one graph after the other.
        data: further data folders, stacked on the packaged one in this order.
        texts: folder of raw texts (``<source id>.txt``) in which quotes are located.
        progress: called with a step's name, its number and the number of steps.
        notify: called with each editorial note that applies to nothing in these data, and with
            what the build before held that these data do not.

    Returns:
        What the build holds (``build.json``).

    Raises:
        LoadError: with every problem of every table; the store is then what it was.
        StoreError: if the location is something else than a store.
    """
    if stores.is_remote(location):
        from kg.loaders.upload import upload

        built = _compile(data, texts, progress)
        notices = [*built.notices, *left_behind(str(location), built.lines)]
        upload(str(location), built.lines, progress)
    else:
        with stores.new_build(location) as workplace:
            built = _compile(data, texts, progress)
            notices = [*built.notices, *left_behind(str(location), built.lines)]
            write_build(workplace, built)
    if notify:
        for notice in notices:
            notify(notice)
    return built.info()


def build_in_memory(data: Sequence[Path] = (), *, texts: Path | None = None) -> ox.Store:
    """The same store in memory.

    Example:
        >>> from kg.store import select
        >>> store = build_in_memory()
        >>> len(select(store, "SELECT ?x WHERE { ?x a coop:Municipality }"))
        4
    """
    store = stores.create()
    _fill(store, _compile(data, texts, None))
    return store


def write_build(workplace: Path, built: Built) -> None:
    """Write a build into the directory that becomes it."""
    store = stores.create(workplace / "quads")
    _fill(store, built)
    store.flush()
    shares = stores.create(workplace / stores.SHARES)
    shares.bulk_extend(as_quad(quad) for quad in built.shares)
    shares.flush()
    # Closed, so that their files are what they will be.
    del store, shares
    stores.complete(workplace, built.info())


def _fill(store: ox.Store, built: Built) -> None:
    whole = io.BufferedReader(_Whole(_with_merge(built.lines)))
    store.bulk_load(whole, format=ox.RdfFormat.N_QUADS)


def _with_merge(lines: bytes) -> Iterator[bytes]:
    """The lines, and the merge: every triple of the named graphs, in the unnamed default graph.

    The engine keeps once what comes twice.
    """
    yield lines
    place = 0
    while place < len(lines):
        # Up to the end of a line.
        end = lines.find(b"\n", place + PART) + 1 or len(lines)
        yield re.sub(GRAPH, b" .\n", lines[place:end])
        place = end


class _Whole(io.RawIOBase):
    """Parts as a file, so that they need not be in memory together."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts, self.rest = parts, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.rest:
            part = next(self.parts, None)
            if part is None:
                return 0
            self.rest = memoryview(part)
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


@collector_at_rest()
def _compile(data: Sequence[Path], texts: Path | None, progress: Progress | None) -> Built:
    ontology = ontologies.load()
    problems: list[Problem] = []
    step = progress or (lambda *_: None)
    packaged = find("data")
    step("read", 1, 4)
    folders = [read_folder(folder, problems) for folder in (packaged, *data)]
    notices: list[Problem] = []
    step("check", 2, 4)
    rows_of = [read_rows(tables, ontology, problems) for tables in folders]
    said, shares = stacked(rows_of, texts, ontology, problems, notices)
    if problems:
        raise LoadError(problems)
    version = (packaged / "VERSION").read_text(encoding="ascii").strip()
    rows, quads = [row for row, _ in said], [quad for _, own in said for quad in own]
    built = assemble(rows, quads, version, progress=progress, notices=notices)
    return replace(built, shares=frozenset(shares))


def assemble(
    rows: Iterable[Row],
    quads: Sequence[Quad],
    version: str,
    *,
    progress: Progress | None = None,
    notices: Iterable[Problem] = (),
) -> Built:
    """All that a store holds, of checked rows and what they say.

    Args:
        rows: the rows, to be counted.
        quads: what they say.
        version: of the packaged data.
        progress: called with a step's name, its number and the number of steps.
        notices: editorial notes that apply to nothing.
    """
    ontology = ontologies.load()
    rows = list(rows)
    step = progress or (lambda *_: None)
    step("derive", 3, 4)
    everything = {
        *quads,
        *ontology_quads(ontology),
        *derived(quads, ontology),
        version_quad(version),
    }
    step("write", 4, 4)
    written: dict[Any, str] = {}
    lines = [line(quad, written) for quad in everything]
    build_id = digest("0", (), lines)
    lines.append(line(build_quad(build_id)))
    content = b"".join(lines)
    return Built(
        build=build_id,
        version=version,
        classes=_counts(rows),
        sources=len({row.iri for row in rows if row.is_a(SOURCE_CLASS)}),
        triples=len(lines),
        lines=content,
        notices=tuple(sorted(notices)),
    )


def _counts(rows: list[Row]) -> dict[str, int]:
    entities = {(row.iri, local_name(found.iri)) for row in rows for found in row.classes}
    return dict(sorted(Counter(name for _, name in entities).items()))
