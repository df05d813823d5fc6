"""Open a store and ask it: the only module that opens pyoxigraph stores.

A store directory holds numbered builds and a file ``CURRENT`` that names the one in use::

    kg-store/CURRENT            0002
    kg-store/0002/build.json    what was built from what, and which files it is
    kg-store/0002/quads/        the Oxigraph store, opened read-only
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox

from kg.errors import KGError, NoStoreError, QueryError, StoreError, Text, reason
from kg.namespaces import DATASET, PREFIXES, SOURCES, prefixes
from kg.resources import fingerprint
from kg.seals import broken, claimed, room, seal, sums, swap_in, sweep, sync
from kg.sparql import Store, syntax_error

__all__ = [
    "BUILD_HINT",
    "CURRENT",
    "DESCRIPTION",
    "MEMORY",
    "QUADS",
    "SHARES",
    "Row",
    "bind",
    "build_info",
    "complete",
    "create",
    "current",
    "dump",
    "each",
    "identity",
    "is_remote",
    "new_build",
    "open_build",
    "open_local",
    "open_shares",
    "open_store",
    "other_ontology",
    "run",
    "select",
    "unusable",
]

MEMORY = ":memory:"
CURRENT = "CURRENT"
QUADS, SHARES = "quads", "shares"
BUILDING = "building-"
DESCRIPTION = "build.json"
SYSTEM = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM)
ID = ox.NamedNode(PREFIXES["dcterms"] + "identifier")
Row = dict[str, Any]
BUILD_HINT = Text("请先运行 kg build", "run `kg build` first")
EARLIER = Text("这个图谱是用较早的版本建的", "this store was built by an earlier version")
AGAIN = Text("请重新运行 kg build", "run `kg build` again")


def current(location: str | Path) -> Path:
    """The directory of the build in use.

    Raises:
        NoStoreError: if nothing is there yet.
        StoreError: if what is there is not a store.
    """
    folder = Path(location)
    if _vacant(folder):
        what = Text("这里还没有图谱", "there is no store here yet")
        raise NoStoreError(what, where=str(location), hint=BUILD_HINT)
    pointer = folder / CURRENT
    try:
        build = folder / pointer.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        build = folder
    if build == folder or not (build / DESCRIPTION).is_file():
        raise StoreError(
            Text("这不是图谱目录", "this is not a store"),
            where=str(location),
            hint=Text(
                "图谱目录里应有 CURRENT 文件；请检查 --store 或 KG_STORE",
                "a store has a file CURRENT; check --store or KG_STORE",
            ),
        )
    return build


def _vacant(folder: Path) -> bool:
    """Whether nothing is there, or only builds that somebody is making or has broken off."""
    try:
        return all(entry.name.startswith(BUILDING) for entry in folder.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return not folder.exists()
    except OSError as error:
        raise unusable(folder, error) from error


def build_info(location: str | Path) -> dict[str, Any]:
    """What the build in use was built from: versions, counts, build id.

    Raises:
        StoreError: if there is no store, or its description is damaged.
    """
    info = _info(current(location), location)
    return {name: value for name, value in info.items() if name != "seal"}


def _info(build: Path, where: object) -> dict[str, Any]:
    try:
        return dict(json.loads((build / DESCRIPTION).read_text(encoding="utf-8")))
    except OSError as error:
        raise unusable(where, error) from error
    except (ValueError, TypeError) as error:
        raise _damaged(where, DESCRIPTION) from error


def open_store(location: str | Path) -> Store:
    """Open an endpoint by its address, or else the build in use, see `open_local`."""
    if is_remote(location):
        from kg.remote import Endpoint

        return Endpoint(str(location))
    return open_local(location)


def open_local(location: str | Path) -> ox.Store:
    """Open the build in use, read-only.

    Raises:
        NoStoreError: if there is no store yet; the message says which command makes one.
        StoreError: if it is not a store, is damaged, is in use, or was built by another ontology.
    """
    info = _info(build := current(location), location)
    if info.get("ontology") != fingerprint():
        raise other_ontology(location)
    return _opened(build, info, location)


def other_ontology(location: str | Path) -> StoreError:
    """What is said of a store whose terms are not those of this program."""
    what = Text("这个图谱是用另一版本的本体建的", "this store was built by another ontology")
    return StoreError(what, where=str(location), hint=AGAIN)


def open_build(build: Path) -> ox.Store:
    """Open one numbered build read-only, whichever ontology it was built by.

    Raises:
        StoreError: if it is not a build, is damaged, or is in use.
    """
    if not (build / DESCRIPTION).is_file():
        raise StoreError(Text("这里没有建好的图谱", "there is no build here"), where=str(build))
    return _opened(build, _info(build, build), build)


def _opened(build: Path, info: Mapping[str, Any], where: object) -> ox.Store:
    """Open a build that is as it was made: one that is not may look empty, and no less whole."""
    sealed: Any = info.get("seal")
    if not sums(sealed):
        raise StoreError(EARLIER, where=str(where), hint=AGAIN)
    quads = build / QUADS
    try:
        if name := broken(quads, sealed):
            raise _damaged(where, f"{build.name}/quads/{name}")
        store = ox.Store.read_only(str(quads))
        if identity(store) != sealed["id"]:
            raise _damaged(where, f"{build.name}/quads")
    except FileNotFoundError as error:
        raise _damaged(where, f"{build.name}/quads") from error
    except (OSError, RuntimeError) as error:
        raise unusable(where, error) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise _damaged(where, DESCRIPTION) from error
    return store


def open_shares(location: str | Path) -> ox.Store:
    """Open what the build in use keeps of who gave what, see `kg.loaders.shares`.

    Raises:
        StoreError: if it has none, or it is damaged.
    """
    build = current(location)
    sealed = _info(build, location).get("seal", {}).get("shares")
    try:
        name = broken(build / SHARES, sealed) if sealed else SHARES
        if name:
            raise _damaged(location, f"{build.name}/shares/{name}")
        return ox.Store.read_only(str(build / SHARES))
    except (OSError, RuntimeError) as error:
        raise unusable(location, error) from error


def identity(store: ox.Store) -> str | None:
    """The id of the build as the store itself states it; None if no build made it."""
    pattern = ox.NamedNode(DATASET), ID, None, ox.NamedNode(SOURCES)
    found = next(store.quads_for_pattern(*pattern), None)
    return getattr(found.object, "value", "") if found else None


def complete(workplace: Path, info: Mapping[str, Any], fresh: Sequence[int] = ()) -> None:
    """Write what a build is into ``build.json``, and see that all of it is on disk.

    Args:
        workplace: the directory of the build, with a store in ``quads`` that is closed.
        info: what was built from what.
        fresh: size and triples of a store made at once; by default, of this one.
    """
    quads, before = workplace / QUADS, dict[str, Any]()
    with suppress(KGError):
        before = _info(current(workplace.parent), workplace).get("seal") or {}
    sealed = {**seal(quads, before), "id": identity(ox.Store.read_only(str(quads)))}
    sealed["fresh"] = fresh or [room(quads), info.get("triples", 0)]
    if (workplace / SHARES).is_dir():
        sealed["shares"] = seal(workplace / SHARES, before.get("shares"))
    text = json.dumps({**info, "seal": sealed}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    (workplace / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")
    sync(workplace)


def create(path: Path | None = None) -> ox.Store:
    """A new writable store, in ``path`` or in memory."""
    try:
        return ox.Store(str(path)) if path else ox.Store()
    except (OSError, RuntimeError) as error:
        raise unusable(path or MEMORY, error) from error


def unusable(location: object, error: OSError | RuntimeError) -> StoreError:
    """Why a store cannot be read or written, of what the system or the engine said."""
    said = str(error)
    if "Corruption" in said:
        return _damaged(location, said)
    hint = Text("请检查 --store 或 KG_STORE", "check --store or KG_STORE")
    # The engine hands on the words of the system, and not its number.
    found = (number for number in SYSTEM if os.strerror(number) in said)
    code = getattr(error, "errno", None) or next(found, None)
    if code == errno.ENOSPC:
        what = Text("写不下：磁盘已满", "no space left on the disk")
        hint = Text("请腾出空间后再试", "make room and try again")
    elif "LOCK" in said:
        what = Text("图谱正被另一个程序使用", "the store is in use by another program")
        hint = Text("请等它结束后再试", "try again when it has finished")
    elif code is not None:
        system = OSError(code, os.strerror(code))
        what = reason(system, Text("这里不能读写：", "cannot be read or written: "))
    else:
        what = Text(f"图谱打不开：{error}", f"the store cannot be opened: {error}")
        hint = AGAIN
    return StoreError(what, where=str(location), hint=hint)


def _damaged(location: object, said: str) -> StoreError:
    """What is said of files that are not as they were written; the engine's words to their end."""
    short = " ".join(said.split())[:200]
    what = Text(f"图谱的文件已损坏：{short}", f"the files of the store are damaged: {short}")
    return StoreError(what, where=str(location), hint=AGAIN)


@contextmanager
def new_build(location: str | Path, *, base: Path | None = None) -> Iterator[Path]:
    """A directory to build in; it becomes the current build if the block ends well.

    The build before stays until the next one, so that readers who have it open can finish.

    Args:
        location: the store directory.
        base: the build that must be in use still.
    """
    import shutil

    folder = Path(location)
    if not _vacant(folder):
        current(folder)
    workplace = folder / f"{BUILDING}{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder, BUILDING)
        with claimed(workplace):
            yield workplace
            for old in swap_in(folder, workplace, CURRENT, base):
                shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise unusable(location, error) from error
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
        # Only what is empty can be removed: a store stays.
        with suppress(OSError):
            folder.rmdir()


def is_remote(location: str | Path) -> bool:
    """Whether a location is the address of an endpoint.

    >>> is_remote("https://example.org/sparql"), is_remote("kg-store")
    (True, False)
    """
    return str(location).startswith(("http://", "https://"))


def run(store: Store, query: str, **dataset: Any) -> Any:
    """Run SPARQL with every prefix declared; the merge is the default graph.

    Args:
        store: where to ask.
        query: SPARQL.
        **dataset: ``base_iri``, ``default_graph``, ``named_graphs``, as pyoxigraph takes them.

    Raises:
        QueryError: with line and column if the query cannot be parsed.
    """
    try:
        results: Any = store.query(query, prefixes=prefixes(), **dataset)
        return _as_triples(results) if isinstance(results, list) else results
    except SyntaxError as error:
        raise QueryError(syntax_error(query, str(error))) from error
    except (OSError, RuntimeError) as error:
        raise _failed(error) from error


def each(found: Iterable[Any]) -> Iterator[Any]:
    """What a store gives, one by one; it is read while it is taken, so that it may fail then.

    Raises:
        KGError: if the files of the store are damaged, or the query fails.
    """
    try:
        yield from found
    except (OSError, RuntimeError) as error:
        raise _failed(error) from error


def _failed(error: OSError | RuntimeError) -> KGError:
    if "Corruption" in str(error):
        return _damaged("", str(error))
    return QueryError(Text(f"查询失败：{error}", f"the query failed: {error}"))


def _as_triples(quads: list[ox.Quad]) -> ox.QueryTriples:
    """The triples that an endpoint sent, as a store gives them."""
    store = create()
    store.extend(ox.Quad(*quad.triple) for quad in quads)
    return cast("ox.QueryTriples", store.query("CONSTRUCT WHERE { ?s ?p ?o }"))


def select(store: Store, query: str, **parameters: Any) -> list[Row]:
    """Rows of a SELECT as dicts of plain values; unbound variables are absent.

    Args:
        store: where to ask.
        query: SPARQL in which ``$name`` stands for a parameter.
        **parameters: RDF terms, or iterables of terms that become ``term term …`` for VALUES.

    Example:
        >>> select(create(), "SELECT ?x WHERE { VALUES ?x { $items } }", items=[ox.Literal("a")])
        [{'x': <Literal value=a datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>}]
    """
    solutions = run(store, bind(query, parameters))
    names = [variable.value for variable in solutions.variables]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in each(solutions)
    ]


def bind(query: str, parameters: Mapping[str, Any]) -> str:
    """Put terms, written as N-Triples writes them, in place of ``$name``."""

    def term(found: re.Match[str]) -> str:
        value = parameters.get(found[1])
        if value is None:
            return found[0]
        if isinstance(value, Iterable) and not isinstance(value, str):
            return " ".join(str(item) for item in value)
        return str(value)

    return re.sub(r"\$([a-z_]+)", term, query)


def dump(store: Store, *, trig: bool = False) -> bytes:
    """All named graphs as sorted N-Quads, or TriG; the merge is left out."""
    quads = (str(quad) for quad in each(store) if not isinstance(quad.graph_name, ox.DefaultGraph))
    lines = "".join(f"{line} .\n" for line in sorted(quads)).encode("utf-8")
    if not trig:
        return lines
    parsed = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    return ox.serialize(parsed, format=ox.RdfFormat.TRIG, prefixes=prefixes()) or b""
