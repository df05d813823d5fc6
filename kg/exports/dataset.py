"""The store as the tables that `kg build --data` reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.exports.cells import cells_of, refused
from kg.exports.evidence import Places, evidence_cells
from kg.exports.facts import Facts
from kg.exports.tables import Table
from kg.loaders.quads import DISAGREES, LABELS
from kg.loaders.rows import NOTE
from kg.namespaces import CLAIM, COOP, EDITORS, ENTITIES, PREFIXES, SOURCE, identifier
from kg.ontology import Class, load
from kg.resources import find

__all__ = ["SPANS", "Line", "data_lines", "tabulated"]

SKOS, DCTERMS = PREFIXES["skos"], PREFIXES["dcterms"]
LABEL, TITLE = SKOS + "prefLabel", DCTERMS + "title"
NAMED = ("title", "prefLabel", "altLabel", "definition", "scopeNote")
SPANS = ("start", "end", "locator", "exception")
OF_EVIDENCE = {COOP + name for name in ("evidence", "indirectEvidence", "exception")}

_Said = dict[str, set[Any]]


@dataclass(frozen=True)
class Line:
    """A row to be: its table, its key, and its other cells by header."""

    stem: str
    id: str
    source: str | None
    classes: tuple[Class, ...]
    cells: dict[str, list[str]]


def data_lines(own: Facts, whole: Facts | None = None) -> list[Line]:
    """The rows of the tables, sorted by table, id and source.

    Args:
        own: what is to be written.
        whole: the store it is part of, if it is not all: names and classes come from there.
    """
    whole = whole or own
    places = Places(whole)
    lines: list[Line] = []
    for item, graphs in _stating(own).items():
        lines += _of_thing(own, whole, places, item, graphs)
    return sorted(lines, key=_order)


def _order(line: Line) -> tuple[str, ...]:
    # Editors' notes are applied one after the other, so the earlier ones come first.
    noted = line.cells.get("date", [""])[0] if NOTE in line.classes[0].ancestors else ""
    return line.stem, noted, line.id, line.source or ""


def _stating(facts: Facts) -> dict[str, list[str]]:
    """The graphs that speak of each thing."""
    stating: dict[str, list[str]] = defaultdict(list)
    for graph in facts.graphs:
        for item in facts.things(graph):
            stating[item].append(graph)
    return {item: stating[item] for item in sorted(stating)}


def _of_thing(
    own: Facts, whole: Facts, places: Places, item: str, graphs: list[str]
) -> Iterator[Line]:
    """One row for each source that speaks of a thing, and one for what no source says."""
    sourced = [graph for graph in graphs if graph.startswith(SOURCE)]
    shared = own.stated(ENTITIES, item)
    everything = whole.stated(ENTITIES, item)
    labels = {name: terms for name, terms in everything.items() if name in LABELS}
    rest = {name: terms for name, terms in shared.items() if name not in LABELS}
    links = _links(own, item)
    titles = {title for graph in sourced for title in whole.of(graph, item).get(TITLE, ())}
    for number, graph in enumerate(sourced):
        named = _dealt(_needed(labels, titles), shared.get(LABEL, set()), number)
        said = named | whole.stated(graph, item)
        if links and not number:
            said[DISAGREES] = links
        yield _line(whole, places, item, graph, said)
    for graph in graphs:
        if graph in sourced or (graph == ENTITIES and sourced and not rest):
            continue
        said = shared if graph == ENTITIES else _unsourced(own, graph, item)
        # A claim that an editor only links to something has no row of its own here.
        if said and whole.classes(graph, item):
            yield _line(whole, places, item, None, said, graph)


def _unsourced(facts: Facts, graph: str, item: str) -> _Said:
    said = facts.stated(graph, item)
    return _needed(said, said.get(TITLE, set()))


def _classes(facts: Facts, item: str, graph: str) -> tuple[Class, ...]:
    """The classes of a row: those its graph states, and those of the thing.

    Which row gave an entity its classes is not stored, so all have them.
    """
    shared = [kind for kind in facts.classes(ENTITIES, item) if CLAIM not in kind.ancestors]
    return tuple(dict.fromkeys([*facts.classes(graph, item), *shared]))


def _links(facts: Facts, item: str) -> set[Any]:
    """Disagreements that no note explains: they stood in a row of the thing."""
    linked = facts.of(EDITORS, item).get(DISAGREES, set())
    noted: set[str] = set()
    for note in facts.things(EDITORS) if linked else ():
        claims = facts.of(EDITORS, note).get(COOP + "claim", set())
        if any(claim.value == item for claim in claims):
            noted |= {claim.value for claim in claims}
    return {term for term in linked if term.value not in noted}


def _needed(said: _Said, titles: set[Any]) -> _Said:
    """Without the label that the loader makes of the title."""
    if titles and said.get(LABEL) == titles:
        return {name: terms for name, terms in said.items() if name != LABEL}
    return said


def _dealt(labels: _Said, own: set[Any], number: int) -> _Said:
    """The names for one of the rows of a thing.

    A name that sources agree on stands in every row. Of several full names in a language each
    row gets one, for a row can have one only, and those that are to be written come first.
    """
    dealt = dict(labels)
    if LABEL in labels:
        dealt[LABEL] = {
            sorted(words, key=lambda word: (word not in own, str(word)))[
                number if number < len(words) else 0
            ]
            for words in _by_language(labels[LABEL])
        }
    return dealt


def _by_language(literals: Iterable[Any]) -> list[list[Any]]:
    words: dict[str, list[Any]] = defaultdict(list)
    for literal in sorted(literals, key=str):
        words[literal.language or ""].append(literal)
    return list(words.values())


def _line(
    facts: Facts, places: Places, item: str, source: str | None, said: _Said, graph: str = ""
) -> Line:
    home = source or graph
    classes = _classes(facts, item, home)
    stem = _stem(facts, classes, source)
    if stem is None:
        raise refused(identifier(item))
    main = facts.ontology.tables[stem]
    plain = {name: terms for name, terms in said.items() if name not in OF_EVIDENCE}
    cells = cells_of(plain, facts.of(home, item), main, facts.ontology)
    if source:
        cells |= evidence_cells(places, source, item)
    return Line(stem, identifier(item), identifier(source) if source else None, classes, cells)


def _stem(facts: Facts, classes: tuple[Class, ...], graph: str | None) -> str | None:
    """The table for rows of these classes: as in the packaged data, else the nearest."""
    if not classes:
        return None
    usual = _stems(find("data"))
    fitting = [
        (stem not in usual, -len(main.ancestors), stem)
        for stem, main in facts.ontology.tables.items()
        if all(main.iri in kind.ancestors for kind in classes)
        and (graph or CLAIM not in main.ancestors)
    ]
    best = sorted(found for found in fitting if found[:2] == min(fitting)[:2])
    # Two tables of one class: one for what sources say, one for what none does.
    return best[-1 if graph else 0][2] if best else None


@cache
def _stems(folder: Path) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.csv"))


def tabulated(lines: Iterable[Line]) -> list[Table]:
    """The lines as tables, with the columns that are filled in at least one row."""
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.stem].append(line)
    return [_table(stem, grouped[stem]) for stem in sorted(grouped)]


def _table(stem: str, lines: list[Line]) -> Table:
    ontology = load()
    main = ontology.tables[stem]
    order = {term.header: number for number, term in enumerate(ontology.properties.values())}
    filled = {header for line in lines for header in line.cells}
    keys = ["id"]
    keys += ["source"] if CLAIM in main.ancestors or any(line.source for line in lines) else []
    keys += ["type"] if any(line.classes != (main,) for line in lines) else []
    heads = [*keys, *sorted(filled, key=lambda head: _rank(head, order))]
    rows = [
        [
            *_key(line, main, keys),
            *("|".join(line.cells.get(head, ())) or None for head in heads[len(keys) :]),
        ]
        for line in lines
    ]
    return Table(stem, heads, rows)


def _key(line: Line, main: Class, keys: list[str]) -> list[str | None]:
    exact = "|".join(kind.name for kind in line.classes) if line.classes != (main,) else None
    values = {"id": line.id, "source": line.source, "type": exact}
    return [values[key] for key in keys]


def _rank(head: str, order: dict[str, int]) -> tuple[int, int, str, bool]:
    """Names first, evidence last, the rest as the ontology has it, Chinese before English."""
    name, _, language = head.partition("@")
    for part, known in ((0, ("source", *NAMED)), (2, SPANS)):
        if name in known:
            return part, known.index(name), name, language == "en"
    return 1, order.get(name.rpartition(":")[2], 0), name, language == "en"
