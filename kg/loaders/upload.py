"""Load a build into an endpoint: one graph after the other, each of them whole or not at all.

What has arrived is recorded in ``graph/loaded`` with its hash. A load that was interrupted goes
on where it stopped, and one that changes nothing sends nothing but the question.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping

import pyoxigraph as ox

from kg.namespaces import COOP, SOURCE, SOURCES
from kg.remote import LOADED, MERGE, Endpoint
from kg.store import select

__all__ = ["Progress", "upload"]

HASH = COOP + "sha256"
Progress = Callable[[str, int, int], None]

RECORDS = f"SELECT ?graph ?hash WHERE {{ GRAPH <{LOADED}> {{ ?graph <{HASH}> ?hash }} }}"


def upload(
    address: str, lines: bytes, progress: Progress | None = None, *, before: bytes = b""
) -> list[str]:
    """Send what the endpoint has not got yet.

    Args:
        address: of the endpoint.
        lines: the build as N-Quads.
        progress: called with "send", a graph's number and the number of graphs.
        before: what the endpoint held when it was read, as N-Quads; of graphs that still are what
            they were only the difference is sent.

    Returns:
        The graphs that were sent, in order.

    Raises:
        StoreError: if the endpoint cannot be reached or refuses; what has arrived stays.
    """
    endpoint = Endpoint(address)
    graphs, held = _graphs(lines), _graphs(before)
    if not endpoint.is_virtuoso:
        graphs[MERGE], held[MERGE] = _merge(graphs), _merge(held)
    hashes = {name: _hash(content) for name, content in graphs.items()}
    rows = select(endpoint, RECORDS)
    known = {row["graph"].value: row["hash"].value for row in rows}
    for name in sorted(set(known) - set(graphs)):
        endpoint.delete(name)
        known.pop(name)
        endpoint.put(LOADED, _records(known))
    wanted = [name for name in sorted(graphs, key=_order) if known.get(name) != hashes[name]]
    for number, name in enumerate(wanted, 1):
        was = known.pop(name, None)
        if was:
            endpoint.put(LOADED, _records(known))
        graph, old = "" if name == MERGE else name, held.get(name, b"")
        if not (was == _hash(old) and _differing(endpoint, graph, old, graphs[name])):
            endpoint.put(graph, graphs[name])
        known[name] = hashes[name]
        endpoint.put(LOADED, _records(known))
        if progress:
            progress("send", number, len(wanted))
    return wanted


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _differing(endpoint: Endpoint, graph: str, old: bytes, new: bytes) -> bool:
    """Send what came and went, if that is less than the whole and can be sent; whether it was."""
    before, after = set(old.splitlines(keepends=True)), set(new.splitlines(keepends=True))
    gone, come = (b"".join(sorted(lines)) for lines in (before - after, after - before))
    if 2 * (len(gone) + len(come)) > len(new):
        return False
    if not gone:
        endpoint.put(graph, come, add=True)
        return True
    parts = []
    for verb, lines in (("DELETE", gone), ("INSERT", come)):
        text = lines.decode()
        parts.append(f"{verb} DATA {{ {f'GRAPH <{graph}> {{ {text} }}' if graph else text} }}")
    return endpoint.update(" ;\n".join(parts))


def _graphs(lines: bytes) -> dict[str, bytes]:
    found: dict[bytes, list[bytes]] = defaultdict(list)
    for line in lines.splitlines():
        triple, _, graph = line.removesuffix(b" .").rpartition(b" ")
        found[graph].append(triple + b" .\n")
    return {name.decode()[1:-1]: b"".join(sorted(triples)) for name, triples in found.items()}


def _merge(graphs: Mapping[str, bytes]) -> bytes:
    triples = {line for content in graphs.values() for line in content.splitlines()}
    return b"".join(line + b"\n" for line in sorted(triples))


def _order(name: str) -> tuple[int, str]:
    """Sources first; the graph that names the build last, so that it stands for a whole load."""
    return (0 if name.startswith(SOURCE) else 2 if name == SOURCES else 1), name


def _records(known: Mapping[str, str]) -> bytes:
    return "".join(
        f"{ox.NamedNode(name)} {ox.NamedNode(HASH)} {ox.Literal(value)} .\n"
        for name, value in sorted(known.items())
    ).encode()
