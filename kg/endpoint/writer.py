"""The one process that writes: on a copy of the build, of which every change makes a new build.

Builds are never changed once readers may have them open. The writer works in
``LOCATION/writing``; after each change that succeeds, a checkpoint of it (hard links, so a matter
of milliseconds) becomes the next numbered build, and readers move on to it as after `kg build`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.endpoint.answers import RefusedError, check
from kg.endpoint.media import GRAPHS
from kg.endpoint.merge import changed_by, reconcile, refuse_unnamed
from kg.endpoint.updates import update
from kg.endpoint.worker import serve_requests
from kg.errors import KGError, QueryError, StoreError, Text
from kg.loaders.changing import follow
from kg.loaders.rdf import check_rdf
from kg.store import (
    build_info,
    complete,
    create,
    current,
    identity,
    new_build,
    open_local,
    unusable,
)

__all__ = ["Send", "Writer", "main"]

FOLDER = "writing"
Send = Callable[[bytes, "bytes | dict[str, Any]"], None]


class Writer:
    """A writable copy of the build in use, and the build it was taken from or became."""

    def __init__(self, location: str | Path) -> None:
        self.location = Path(location)
        self.folder = self.location / FOLDER
        self.build = Path()
        self.store: ox.Store | None = None
        self.merges = False
        self.edits = 0
        self.renew()

    def renew(self) -> ox.Store:
        """The copy; taken anew if somebody has built since."""
        build = current(self.location)
        if self.store is None or build != self.build:
            if self.store is None and self.folder.exists():
                _refuse_second_writer(self.folder)
            self.store = None
            shutil.rmtree(self.folder, ignore_errors=True)
            try:
                open_local(self.location).backup(str(self.folder))
            except OSError as error:
                raise unusable(self.location, error) from error
            self.store = create(self.folder)
            self.build = build
            # What was said once holds, also when an edit took away all that showed it.
            said = build_info(self.location).get("merge")
            self.merges = identity(self.store) is not None if said is None else bool(said)
        return self.store

    def publish(self) -> None:
        """Make what stands in the copy the build in use."""
        assert self.store is not None
        if current(self.location) != self.build:
            # The tables are what the store is made of, so the new build counts.
            self.build = Path()
            what = Text("图谱刚刚重建过，请重试", "the store was built anew meanwhile; try again")
            raise RefusedError(503, what)
        info = build_info(self.location)
        self.edits += 1
        base = str(info["build"]).partition("+")[0]
        info |= {"build": f"{base}+{self.build.name}.{self.edits}", "edited": True}
        info["merge"] = self.merges
        with new_build(self.location) as workplace:
            self.store.backup(str(workplace / "quads"))
            complete(workplace, info)
        self.build = current(self.location)

    def answer(self, request: dict[str, Any], _: Send) -> dict[str, Any]:
        """Carry a change out."""
        store = self.renew()
        try:
            result = self._changed(store, request)
        except SyntaxError as error:
            what = Text(f"内容有误：{error}", f"the content is wrong: {error}")
            raise RefusedError(400, what) from error
        except KGError:
            # Part of the change may stand in the copy: take a new one next time.
            self.build = Path()
            raise
        except OSError as error:
            self.build = Path()
            raise unusable(self.location, error) from error
        except (RuntimeError, ValueError) as error:
            self.build = Path()
            raise QueryError(Text(f"写入失败：{error}", f"not written: {error}")) from error
        self.publish()
        return result

    def _changed(self, store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
        """Change the copy; where the unnamed graph is the merge, it follows."""
        if request["op"] == "update":
            return self._updated(store, request)
        if self.merges and not request["graph"]:
            raise refuse_unnamed()
        before = _quads(store, request) if self.merges else set()
        result = OPERATIONS[request["op"]](store, request)
        if self.merges:
            after = _quads(store, request)
            follow(store, before - after, after - before)
        return result

    def _updated(self, store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
        check(request["update"], "service", "load")
        base = _base(request)
        known = changed_by(request["update"], base) if self.merges else None
        if known and any(
            isinstance(quad.graph_name, ox.DefaultGraph) for quad in known[0] + known[1]
        ):
            raise refuse_unnamed()
        update(store, request["update"], request["using"], request["using_named"], base)
        if known:
            follow(store, *known)
        elif self.merges:
            reconcile(store, open_local(self.location))
        return {}


def main(location: str) -> None:
    """Write until the server hangs up."""

    def opened() -> Any:
        return Writer(location).answer

    serve_requests(opened)


def _refuse_second_writer(folder: Path) -> None:
    try:
        create(folder)
    except StoreError as error:
        # Anything else is what a server that was killed has left, and is taken anew.
        if "LOCK" in str(error.__cause__):
            raise


def _put(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    graph = _name(request)
    existed = _exists(store, graph)
    parsed: list[ox.Quad] = []
    for path, media in request["files"]:
        check_rdf(Path(path), GRAPHS[media])
        try:
            parsed += ox.parse(path=path, format=GRAPHS[media], base_iri=_base(request))
        except MemoryError as error:
            what = Text("内容太大", "the content, or something in it, is too large")
            raise RefusedError(400, what) from error
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in parsed):
        raise RefusedError(400, Text("内容里另有图名", "the content names graphs of its own"))
    quads = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]
    if request["op"] == "put":
        store.clear_graph(graph)
    store.extend(quads)
    if isinstance(graph, ox.NamedNode):
        store.add_graph(graph)
    return {"existed": existed}


def _delete(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    graph = _name(request)
    if not _exists(store, graph):
        raise RefusedError(404, Text("没有这个图", "there is no such graph"))
    if isinstance(graph, ox.DefaultGraph):
        store.clear_graph(graph)
    else:
        store.remove_graph(graph)
    return {"existed": True}


def _name(request: dict[str, Any]) -> Any:
    return ox.NamedNode(request["graph"]) if request["graph"] else ox.DefaultGraph()


def _exists(store: ox.Store, graph: Any) -> bool:
    return isinstance(graph, ox.DefaultGraph) or store.contains_named_graph(graph)


def _base(request: dict[str, Any]) -> str | None:
    found: str | None = request.get("base")
    return found


def _quads(store: ox.Store, request: dict[str, Any]) -> set[ox.Quad]:
    return set(store.quads_for_pattern(None, None, None, _name(request)))


OPERATIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "put": _put,
    "post": _put,
    "delete": _delete,
}
