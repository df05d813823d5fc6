"""Keep the merge: the unnamed graph of a build holds every triple of its named graphs once.

Whoever writes names a graph; what that means for the merge is worked out here. Where the triples
that came and went are known, only they are looked at; after any other update the whole store is.
"""

from __future__ import annotations

import re
from typing import cast

import pyoxigraph as ox

from kg.endpoint.answers import RefusedError
from kg.errors import Text
from kg.namespaces import PREFIXES

__all__ = ["changed_by", "reconcile", "refuse_unnamed"]

# A pattern as narrow as this is read by any parser in one way; all else takes the long way.
ONLY_DATA = re.compile(
    r"((?:PREFIX\s++[\w.-]*+:\s*+<[^<>\"{}|^`\\\s]*+>\s*+)*+)(INSERT|DELETE)\s++DATA\s*+\{(.*)\}",
    re.IGNORECASE | re.DOTALL,
)
# Blank nodes get other names each time they are read; escapes are read before anything else.
UNSURE = re.compile(r"_:|[\[(\\]")
DECLARED = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
EXTRA = "SELECT ?s ?p ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
MISSING = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"


def refuse_unnamed() -> RefusedError:
    """What a client is told that writes to the unnamed graph."""
    return RefusedError(
        403,
        Text(
            "默认图是各命名图的合并，由服务器维护，不能直接改写；什么也没有改动",
            "the unnamed graph is the merge of the named ones, which the server keeps, and cannot "
            "be written to; nothing was changed",
        ),
        hint=Text("请指定图：GRAPH、WITH 或 ?graph=", "name a graph: GRAPH, WITH or ?graph="),
    )


def changed_by(text: str, base: str | None) -> tuple[list[ox.Quad], list[ox.Quad]] | None:
    """The quads that an update removes and adds, if it says no more than that.

    Example:
        >>> changed_by("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }", None)
        ([], [<Quad subject=<NamedNode value=x:a> predicate=<NamedNode value=x:b> \
object=<Literal value=1 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>> \
graph_name=<NamedNode value=x:g>>])
        >>> changed_by("DELETE WHERE { GRAPH <x:g> { ?s ?p ?o } }", None) is None
        True
    """
    # Cut off rather than matched: half a million spaces would be tried from each of them.
    found = ONLY_DATA.fullmatch(text.strip().removesuffix(";").rstrip())
    if not found or UNSURE.search(text):
        return None
    data = DECLARED + found[1] + found[3]
    try:
        quads = list(ox.parse(data, format=ox.RdfFormat.TRIG, base_iri=base))
    except SyntaxError:
        return None
    return ([], quads) if found[2].upper() == "INSERT" else (quads, [])


def reconcile(store: ox.Store, before: ox.Store) -> None:
    """Bring the merge up to date, whatever changed since ``before``.

    Raises:
        RefusedError: if somebody wrote to the unnamed graph itself.
    """
    extra, missing = _triples(store, EXTRA), _triples(store, MISSING)
    # What came into the merge, or went from it, without any named graph.
    if any(quad not in before for quad in extra) or any(
        quad in before and _is_said(before, quad) for quad in missing
    ):
        raise refuse_unnamed()
    for quad in extra:
        store.remove(quad)
    store.extend(missing)


def _triples(store: ox.Store, query: str) -> list[ox.Quad]:
    rows = cast("ox.QuerySolutions", store.query(query))
    return [ox.Quad(row["s"], row["p"], row["o"]) for row in rows]


def _is_said(store: ox.Store, quad: ox.Quad) -> bool:
    """Whether a named graph holds the triple."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(not isinstance(held.graph_name, ox.DefaultGraph) for held in found)
