"""Change a store by what rows say more or less: all that follows, the merge, the id, the counts.

Nothing is read but what the change touches, so that it costs what the change costs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.loaders.derive import build_quad
from kg.loaders.following import follow_up
from kg.loaders.identity import digest, line
from kg.loaders.quads import Quad, as_quad
from kg.loaders.rows import SOURCE_CLASS
from kg.loaders.stored import stated
from kg.namespaces import RDF_TYPE, local_name
from kg.ontology import Ontology

__all__ = ["change", "follow"]


def change(
    store: ox.Store,
    info: Mapping[str, Any],
    removed: Iterable[Quad],
    added: Iterable[Quad],
    ontology: Ontology,
) -> dict[str, Any]:
    """Make a change, and all that follows from it.

    Args:
        store: writable; it must not be in use by others.
        info: what was built, see `kg.loaders.building.Built.info`.
        removed: what no row says any more.
        added: what rows say now.
        ontology: the schema.

    Returns:
        What is built now, in the same shape.
    """
    gone = {quad for quad in removed if as_quad(quad) in store}
    come = {quad for quad in added if as_quad(quad) not in store}
    _write(store, gone, come)
    lost, found = follow_up(store, gone, come, ontology)
    _write(store, lost, found)
    old, new = gone | lost, come | found
    follow(store, map(as_quad, old), map(as_quad, new))
    build = digest(info["build"], (line(quad) for quad in old), (line(quad) for quad in new))
    swap = [as_quad(build_quad(one)) for one in (info["build"], build)]
    for quad in swap[:1]:
        store.remove(quad)
    store.extend(swap[1:])
    follow(store, swap[:1], swap[1:])
    return {
        **info,
        "build": build,
        "classes": _counted(store, info["classes"], gone, come, ontology),
        "sources": info["sources"] + _sources(store, gone, come),
        "triples": info["triples"] + len(new) - len(old),
    }


def _write(store: ox.Store, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
    for quad in removed:
        store.remove(as_quad(quad))
    store.extend(as_quad(quad) for quad in added)


def follow(store: ox.Store, removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
    """Bring the merge up to date, after a change to named graphs that is known."""
    store.extend(_unnamed(quad) for quad in added)
    for quad in removed:
        if not _is_said(store, quad):
            store.remove(_unnamed(quad))


def _unnamed(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _is_said(store: ox.Store, quad: ox.Quad) -> bool:
    """Whether a named graph holds the triple."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(not isinstance(held.graph_name, ox.DefaultGraph) for held in found)


def _counted(
    store: ox.Store,
    before: Mapping[str, int],
    removed: set[Quad],
    added: set[Quad],
    ontology: Ontology,
) -> dict[str, int]:
    """How many things there are of each class that rows give."""
    counts = Counter(before)
    for (_, kind), moved in _kinds(store, removed, added):
        if kind in ontology.classes:
            counts[local_name(kind)] += moved
    return dict(sorted((name, number) for name, number in counts.items() if number))


def _sources(store: ox.Store, removed: set[Quad], added: set[Quad]) -> int:
    return sum(moved for (_, kind), moved in _kinds(store, removed, added) if kind == SOURCE_CLASS)


def _kinds(
    store: ox.Store, removed: set[Quad], added: set[Quad]
) -> Iterator[tuple[tuple[str, str], int]]:
    """Things with a class that they have got (1) or lost (-1)."""
    lost: dict[tuple[str, str], set[Quad]] = defaultdict(set)
    for quad in removed:
        if quad[1] == RDF_TYPE:
            lost[quad[0], quad[2].value].add(quad)
    come = {(quad[0], quad[2].value) for quad in added if quad[1] == RDF_TYPE}
    for subject, kind in lost.keys() | come:
        now = set(stated(store, subject, RDF_TYPE, ox.NamedNode(kind)))
        before = (now - added) | lost.get((subject, kind), set())
        if bool(now) != bool(before):
            yield (subject, kind), 1 if now else -1
