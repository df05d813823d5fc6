"""A knowledge graph of regional cooperation in China: nothing without a source.

The questions of the command line, with the same answers as plain records::

    import kg

    kg.partners("大连")
    kg.path("盘锦", "浦东")
    kg.figures(about="大连", as_of="2018-12")

Every function takes ``store``: an open store, or a location as ``kg --store`` takes it. Without it
the store of ``KG_STORE``, else ``kg-store``, else the packaged data answer. Nothing heavy is
imported before it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

    from kg.maps import Inline

__all__ = [
    "__version__",
    "agreements",
    "cite",
    "conflicts",
    "dataset",
    "figures",
    "gaps",
    "list_class",
    "map",
    "open",
    "partners",
    "path",
    "search",
    "show",
    "sources",
    "tasks",
    "timeline",
]

__version__ = "0.1.0"

_Record = dict[str, Any]
_Store = Any


def open(location: str | os.PathLike[str] | None = None) -> ox.Store:
    """Open a store for reading.

    Args:
        location: a store directory or ``:memory:``; by default what ``KG_STORE`` says, else
            ``kg-store``, else the packaged data, built once into the user's cache.

    Example:
        >>> import kg
        >>> len(kg.open()) > 1000
        True
    """
    from kg.loaders import build_in_memory, cached_build
    from kg.store import MEMORY, open_store

    where = os.fspath(location or os.environ.get("KG_STORE") or "kg-store")
    if where == MEMORY:
        return build_in_memory()
    asked = location is not None or "KG_STORE" in os.environ
    if not asked and not Path(where).is_dir():
        return open_store(cached_build())
    return open_store(where)


def _opened(store: _Store) -> Any:
    return open(store) if store is None or isinstance(store, str | os.PathLike) else store


def _iri(store: Any, name: str) -> str:
    from kg.names import resolve

    return str(resolve(store, name)["iri"])


def _many(names: str | Iterable[str] | None) -> list[str]:
    if names is None:
        return []
    return [names] if isinstance(names, str) else list(names)


def dataset(store: _Store = None) -> rdflib.Dataset:
    """The store as an ``rdflib.Dataset``, one graph per source; read-only.

    Example:
        >>> import kg
        >>> source = "https://w3id.org/cooperation-kg/source/002"
        >>> source in {str(graph.identifier) for graph in kg.dataset().graphs()}
        True
    """
    import rdflib
    from oxrdflib.store import OxigraphStore

    return rdflib.Dataset(store=OxigraphStore(store=_opened(store)))


def partners(
    name: str,
    kind: str = "pairing",
    *,
    also: str | Iterable[str] | None = None,
    level: str | Iterable[str] | None = None,
    below: bool = False,
    above: bool = False,
    store: _Store = None,
    **limits: Any,
) -> list[_Record]:
    """Which partners an entity has, as ``kg partners`` answers.

    Args:
        name: any name, or an id.
        kind: ``pairing``, ``agreement``, ``event`` or ``all``.
        also: names of others who must share the partner (``--with``).
        level: classes of which the partner is.
        below: also partners of what lies inside.
        above: also partners of what it lies in.
        store: where to ask.
        **limits: ``field``, ``form``, ``stage``, ``programme``, ``reliability`` (one or several),
            ``as_of``, ``known_by`` (dates).

    Example:
        >>> import kg
        >>> [row["partner"]["zh"] for row in kg.partners("盘锦")]
        ['无锡市']
    """
    from kg.conditions import conditions
    from kg.questions.classes import find_class
    from kg.questions.partners import partners as ask

    opened = _opened(store)
    days = {key: limits.pop(key, None) for key in ("as_of", "known_by")}
    named: dict[str, Any] = {key: _many(one) for key, one in limits.items()}
    return ask(
        opened,
        _iri(opened, name),
        kind,
        also=[_iri(opened, other) for other in _many(also)],
        below=below,
        above=above,
        level=[find_class(opened, one) for one in _many(level)],
        limits=conditions(opened, **days, **named),
    )


def search(text: str, limit: int = 20, store: _Store = None) -> list[_Record]:
    """Entities by any part of any name."""
    from kg.questions.search import search as ask

    return ask(_opened(store), text, limit)[0]


def show(name: str, store: _Store = None) -> _Record:
    """Everything known about an entity, a claim or a source."""
    from kg.questions.search import find_thing
    from kg.questions.show import show as ask

    opened = _opened(store)
    return ask(opened, find_thing(opened, name)["iri"])


def path(
    a: str,
    b: str,
    *,
    k: int = 1,
    max_length: int | None = None,
    only: str | Iterable[str] | None = None,
    without: str | Iterable[str] | None = None,
    store: _Store = None,
) -> list[_Record]:
    """How two entities are connected, shortest first."""
    from kg.network import project
    from kg.questions.path.routes import admit, find_relations, paths

    opened = _opened(store)
    ends = [_iri(opened, name) for name in (a, b)]
    network = project(opened)
    for iri in ends:
        admit(opened, network, iri)
    return paths(
        network,
        ends[0],
        ends[1],
        k=k,
        max_length=max_length,
        only=find_relations(network, _many(only)),
        without=find_relations(network, _many(without)),
    )


def list_class(
    name: str, where: dict[str, str] | None = None, store: _Store = None
) -> list[_Record]:
    """Everything of a class, filtered by property."""
    from kg.questions.classes import find_class
    from kg.questions.listing import listing

    opened = _opened(store)
    return listing(opened, find_class(opened, name), (where or {}).items())


def tasks(
    *,
    plan: str | None = None,
    area: str | None = None,
    field: str | None = None,
    mentions: str | Iterable[str] | None = None,
    store: _Store = None,
) -> list[_Record]:
    """The tasks of the plans."""
    from kg.concepts import find_concept
    from kg.questions.tasks import find_area, find_plan
    from kg.questions.tasks import tasks as ask

    opened = _opened(store)
    return ask(
        opened,
        plan=find_plan(opened, plan) if plan else (),
        area=find_area(opened, area) if area else (),
        field=find_concept(opened, "field", field) if field else (),
        mentions=[_iri(opened, one) for one in _many(mentions)],
    )


def agreements(party: str | Iterable[str] | None = None, store: _Store = None) -> list[_Record]:
    """Agreements that all of ``party`` have signed."""
    from kg.names import resolve
    from kg.questions.agreements import agreements as ask
    from kg.questions.partners import partners_of

    opened = _opened(store)
    parties = [one for name in _many(party) for one in partners_of(opened, resolve(opened, name))]
    return ask(opened, [one["iri"] for one in parties])


def figures(
    about: str | None = None,
    *,
    indicator: str | None = None,
    stage: str | None = None,
    as_of: str | None = None,
    store: _Store = None,
) -> list[_Record]:
    """Figures as reported, those of a place's pairings included; never added up."""
    from kg.concepts import find_concept
    from kg.conditions import read_day
    from kg.questions.figures import concerning
    from kg.questions.figures import figures as ask

    opened = _opened(store)
    subject = _iri(opened, about) if about else None
    return ask(
        opened,
        about={subject} | concerning(opened, subject) if subject else (),
        indicator=find_concept(opened, "indicator", indicator) if indicator else (),
        stage=find_concept(opened, "stage", stage) if stage else (),
        as_of=read_day(as_of) if as_of else None,
    )


def conflicts(about: str | None = None, store: _Store = None) -> list[_Record]:
    """Where sources contradict each other, on everything or on one thing."""
    from kg.questions.conflicts import conflicts as ask

    opened = _opened(store)
    return ask(opened, _iri(opened, about) if about else None)


def gaps(kind: str | Iterable[str] | None = None, store: _Store = None) -> list[_Record]:
    """What the sources leave open."""
    from kg.questions.gaps import gaps as ask

    return ask(_opened(store), tuple(_many(kind)))


def sources(store: _Store = None) -> list[_Record]:
    """Every source."""
    from kg.questions.sources import sources as ask

    return ask(_opened(store))


def timeline(
    about: str | None = None, kind: str | Iterable[str] | None = None, store: _Store = None
) -> list[_Record]:
    """What happened when, of every kind or of some (``plan``, ``pairing``, ``agreement`` …)."""
    from kg.questions.timeline import chronicle

    opened = _opened(store)
    rows, _ = chronicle(opened, kinds=_many(kind), about=_iri(opened, about) if about else None)
    return [{key: row[key] for key in row if key not in ("first", "last")} for row in rows]


def cite(name: str, style: str = "gbt7714", store: _Store = None) -> list[str]:
    """Citations of a source, or of a claim in each of its sources."""
    from kg.questions.cite import cite as ask
    from kg.questions.search import find_thing

    opened = _opened(store)
    return [row["citation"] for row in ask(opened, find_thing(opened, name)["iri"], style)]


def map(
    name: str | None = None,
    *,
    depth: int = 1,
    view: str = "pairs",
    lang: str = "zh",
    height: int = 720,
    store: _Store = None,
) -> Inline:
    """The map, which a notebook shows inline.

    Args:
        name: draw only the part around this entity.
        depth: how many ties away from it the part reaches.
        view: ``pairs``, ``network`` or ``geo``.
        lang: ``zh`` or ``en``.
        height: of the frame, in pixels.
        store: a store, its location, or None as for `open`.

    Example:
        >>> import kg
        >>> kg.map("盘锦")._repr_html_()[:7]
        '<iframe'
    """
    from kg import maps
    from kg.network import project

    opened = _opened(store)
    network = project(opened)
    centre = _iri(opened, name) if name else None
    if centre:
        network = maps.around(network, centre, depth)
    return maps.show(network, height=height, view=view, lang=lang, select=centre)
