"""Take sources out of a store: what a build without their rows would have given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import ontology as ontologies
from kg import store as stores
from kg.errors import KGError, StoreError, Text
from kg.loaders.building import Progress
from kg.loaders.changing import change
from kg.loaders.going import Going, taken_out
from kg.loaders.hints import nearest
from kg.loaders.needed import refuse_what_is_needed
from kg.loaders.revising import description, note, revised
from kg.loaders.rows import SOURCE_CLASS
from kg.loaders.stored import stated
from kg.namespaces import GAZETTEER, RDF_TYPE, SOURCE, SOURCES, identifier
from kg.ontology import Ontology
from kg.resting import collector_at_rest
from kg.texts.spans import SPAN

__all__ = ["Removed", "remove", "take_out"]


@dataclass(frozen=True)
class Removed:
    """What was taken out: sources, how many things they spoke of, the build in use."""

    sources: tuple[str, ...]
    subjects: int
    info: dict[str, Any]


@collector_at_rest()
def remove(
    location: str | Path, sources: Iterable[str], *, progress: Progress | None = None
) -> Removed:
    """Take sources out of a store, with all that rests on their rows alone.

    Args:
        location: the store directory; readers of the build before are not disturbed.
        sources: their ids.
        progress: called with a step's name, its number and the number of steps.

    Raises:
        KGError: if there is no such source.
        LoadError: if others still need what only these define, with a list; nothing is changed.
        StoreError: if the store cannot be changed.
    """
    if str(location) == stores.MEMORY or stores.is_remote(location):
        raise StoreError(
            Text("只能从本机的图谱目录里移去来源", "sources can be taken out of a directory only"),
            where=str(location),
            hint=Text(
                "先在本机的图谱里移去，再用 kg --store 网址 build 发送",
                "take them out of the tables and send the build by `kg --store URL build`",
            ),
        )
    step = progress or (lambda *_: None)
    step("read", 1, 4)
    base = stores.current(location)
    info = description(location)
    ontology = ontologies.load()
    before = stores.open_local(location), stores.open_shares(location)
    iris = _known(before[0], sources, str(location))
    step("check", 2, 4)
    going = taken_out(*before, iris, str(location))

    def work(quads: ox.Store, shares: ox.Store) -> dict[str, Any]:
        step("derive", 3, 4)
        after = take_out(quads, shares, info, going, ontology)
        refuse_what_is_needed(before, (quads, shares), going, ontology, str(location))
        return after

    after = revised(location, base, work, progress)
    spoken_of = {quad[0] for quad in going.quads if quad[3] in iris and SPAN not in quad[0]}
    return Removed(tuple(identifier(iri) for iri in sorted(iris)), len(spoken_of), after or info)


def take_out(
    quads: ox.Store, shares: ox.Store, info: dict[str, Any], going: Going, ontology: Ontology
) -> dict[str, Any]:
    """Change a store by what goes; returns what is built then."""
    note(shares, going.records, ())
    return change(quads, info, going.quads, (), ontology)


def _known(store: ox.Store, sources: Iterable[str], where: str) -> frozenset[str]:
    kind = ox.NamedNode(SOURCE_CLASS)
    known = {subject for subject, *_ in stated(store, None, RDF_TYPE, kind, SOURCES)}
    found: set[str] = set()
    for name in sources:
        iri = SOURCE + name.removeprefix(SOURCE).removeprefix("source/")
        if iri not in known:
            raise KGError(
                Text(f"图谱里没有来源“{name}”", f"the store has no source “{name}”"),
                where=where,
                hint=nearest(name, sorted(identifier(one) for one in known)),
            )
        if iri == GAZETTEER:
            raise KGError(
                Text("行政区划表不能移去", "the list of administrative units cannot be taken out"),
                where=where,
                hint=Text("各来源都按它认地名", "all sources know places by it"),
            )
        found.add(iri)
    return frozenset(found)
