"""Read RDF that somebody else wrote: quads in the graphs where they belong.

Untrusted input: sizes are bounded, nothing is fetched, and what has no place here is refused by
name: blank nodes, foreign graphs, and the graphs that the build itself writes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.characters import INVISIBLE
from kg.errors import KGError, Problem, Text, reason
from kg.loaders.quads import Quad
from kg.loaders.trial import check_depth
from kg.namespaces import (
    DATASET,
    DERIVED,
    EDITORS,
    ENTITIES,
    NAMES,
    ONTOLOGY,
    SOURCE,
    SOURCES,
    curie,
)
from kg.texts.files import opened
from kg.texts.markup import check_json, check_xml
from kg.texts.spans import SPAN

__all__ = ["FORMATS", "check_rdf", "read_rdf"]

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
MAX_BYTES = 512_000_000
MAX_QUADS = 20_000_000
BUILT = {DERIVED, NAMES, ONTOLOGY}
OURS = {ENTITIES, SOURCES, EDITORS}
BLANK = re.compile(r"_:\w|\[")


def read_rdf(
    path: Path, source: str | None, present: Callable[[Quad], bool], problems: list[Problem]
) -> list[Quad]:
    """The quads of a file, those without a graph in that of ``source``.

    Args:
        path: the file; its suffix tells the format.
        source: IRI of the source that says what stands in no graph.
        present: whether the store holds a quad: it may be in the file, wherever it stands.
        problems: gets what is wrong.
    """
    raw = _parsed(path, problems)
    faults: Counter[tuple[str, str]] = Counter()
    quads = []
    blank = None
    for quad in raw:
        graph = getattr(quad.graph_name, "value", "")
        if isinstance(quad.graph_name, ox.DefaultGraph):
            graph = _home(quad, source)
        if not all(isinstance(t, ox.NamedNode) for t in (quad.subject, quad.predicate)) or not (
            isinstance(quad.object, ox.NamedNode | ox.Literal)
        ):
            blank = blank or quad
            continue
        if isinstance(quad.object, ox.Literal) and INVISIBLE.search(quad.object.value):
            faults["invisible", graph] += 1
            continue
        found = (quad.subject.value, quad.predicate.value, quad.object, graph)
        if quad.subject.value == DATASET or (graph and present(found)):
            continue
        if graph.startswith(SOURCE) or graph in OURS:
            quads.append(found)
        else:
            faults["built" if graph in BUILT else "none" if not graph else "foreign", graph] += 1
    if blank is not None:
        problems.append(_blank(path, blank))
    problems += [_misplaced(path, *place, number) for place, number in sorted(faults.items())]
    return quads


def _home(quad: Any, source: str | None) -> str:
    """Where a triple without a graph goes: what describes a source, to the list of sources."""
    subject = getattr(quad.subject, "value", "")
    if subject.startswith(SOURCE):
        return subject.rpartition(SPAN)[0] if SPAN in subject else SOURCES
    return source or ""


def _parsed(path: Path, problems: list[Problem]) -> list[Any]:
    def refuse(what: Text, hint: Text | None = None) -> list[Any]:
        problems.append(Problem(str(path), 0, "", what, hint))
        return []

    try:
        with opened(path, MAX_BYTES):
            check_rdf(path, FORMATS[path.suffix.lower()])
        # The parser fetches nothing: a context or a file of elsewhere is an error.
        parsed = ox.parse(path=str(path), format=FORMATS[path.suffix.lower()])
        quads = list(islice(parsed, MAX_QUADS + 1))
    except OSError as error:
        return refuse(reason(error, Text("读不出：", "cannot be read: ")))
    except KGError as error:
        return refuse(error.what, error.hint)
    except MemoryError:
        return refuse(Text("有一处内容超过 16 MB", "something in it is larger than 16 MB"))
    except (SyntaxError, ValueError, RuntimeError) as error:
        return refuse(*_malformed(path.suffix.lower(), error))
    if len(quads) > MAX_QUADS:
        return refuse(Text("三元组太多", "it has too many triples"))
    return quads


def check_rdf(path: Path, format_: ox.RdfFormat) -> None:
    """Refuse what would blow a parser up, whatever else is wrong with it.

    Raises:
        KGError: with the reason.
        OSError: if it cannot be read.
    """
    if format_ == ox.RdfFormat.RDF_XML:
        check_xml(path)
    elif format_ == ox.RdfFormat.JSON_LD:
        check_json(path)
    else:
        check_depth(path, format_.file_extension)


def _malformed(name: str, error: Exception) -> tuple[Text, Text | None]:
    message = str(getattr(error, "msg", "") or error)
    if "LoadDocument" in message:
        return (
            Text("引用了外部的 JSON-LD 上下文", "it refers to a JSON-LD context of elsewhere"),
            Text("这里不联网，请写进文件", "nothing is fetched: put it into the file"),
        )
    reason = " ".join(message.split())[:200]
    return Text(f"不是正确的 {name}：{reason}", f"not well-formed {name}: {reason}"), None


def _blank(path: Path, quad: Any) -> Problem:
    said = " ".join(
        curie(term.value) if isinstance(term, ox.NamedNode) else str(term)
        for term in (quad.subject, quad.predicate, quad.object)
    )
    what = Text(f"有空白节点：{said}", f"holds a blank node: {said}")
    hint = Text("每样东西都要有编号（IRI）", "everything needs an id (IRI)")
    return Problem(str(path), _line_of_blank(path), "", what, hint)


def _line_of_blank(path: Path) -> int:
    """The line where a blank node may stand; 0 where the format does not show it."""
    if path.suffix.lower() in (".jsonld", ".rdf"):
        return 0
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            # Strings and IRIs may hold anything.
            bare = re.sub(r'"(?:[^"\\]++|\\.)*+"?|<[^<>]*+>', "", line)
            if BLANK.search(bare):
                return number
    return 0


def _misplaced(path: Path, kind: str, graph: str, count: int) -> Problem:
    if kind == "built":
        what = Text(
            f"有 {count} 条在 {curie(graph)}，那里由建库写入",
            f"{count} triples stand in {curie(graph)}, which the build writes",
        )
        hint = Text("请从文件里去掉这个图", "leave this graph out of the file")
    elif kind == "invisible":
        what = Text(
            f"有 {count} 条含有看不见的控制字符",
            f"{count} triples hold invisible control characters",
        )
        hint = Text("请重新输入这些内容", "retype what they say")
    elif kind == "none":
        what = Text(f"有 {count} 条三元组没有写来源", f"{count} triples are in no source's graph")
        hint = Text(
            "加上 --source 编号，或写进 source/编号 这个图",
            "add --source ID, or put them into the graph source/ID",
        )
    else:
        what = Text(f"不认得图 <{graph}>", f"unknown graph <{graph}>")
        hint = Text(f"图名写作 {SOURCE}编号", f"graphs are called {SOURCE}ID")
    return Problem(str(path), 0, "", what, hint)
