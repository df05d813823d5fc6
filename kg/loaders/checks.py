"""What must hold between rows, and the simple constraints of shapes.ttl."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, product
from pathlib import PurePath

import pyoxigraph as ox

from kg.errors import Problem, Text
from kg.loaders.figures import check_figures
from kg.loaders.impossible import impossible
from kg.loaders.pairings import Joined, same_pairings, twice
from kg.loaders.quads import Quad
from kg.loaders.rows import NOTE, SOURCE_CLASS, Row
from kg.namespaces import CLAIM, COOP, ENTITY, PREFIXES, SOURCES, identifier
from kg.ontology import Ontology
from kg.shapes import Constraint, load_constraints
from kg.terms import pairing_classes

__all__ = ["check_alone", "check_rows", "is_pairing"]

LABEL = PREFIXES["skos"] + "prefLabel"
TITLE = PREFIXES["dcterms"] + "title"
# Nothing in China lies in more than seven levels. All that lies around something is written out for
# each, so that a chain costs the square of its length: a minute and 3 GB for 2,000 links.
DEEPEST = 20
_Place = tuple[str, int, str]


def check_rows(
    found: Iterable[tuple[Row, list[Quad]]],
    ontology: Ontology,
    problems: Iterable[Problem],
    before: Iterable[tuple[Row, list[Quad]]] = (),
) -> list[Problem]:
    """Problems of keys, labels and constraints.

    Args:
        found: every row with what it says.
        ontology: the schema.
        problems: what has been found so far: a value that could not be read is not missing.
        before: rows that were checked before, with which these may be at odds.
    """
    found = list(found)
    everything = [*before, *found]
    rows = [row for row, _ in everything]
    unread = {_place(problem) for problem in problems}
    taken = list(_of_two_kinds(rows))
    apart = {(problem.file, problem.row) for problem in taken} | {place[:2] for place in unread}
    return [
        *_twice(everything),
        *taken,
        *_labels(rows),
        *_circles(everything),
        *_same_pairing(everything, apart),
        *check_alone(found, ontology, unread | {_place(one) for one in taken}, everything),
    ]


def check_alone(
    found: Iterable[tuple[Row, list[Quad]]],
    ontology: Ontology,
    unread: Collection[_Place],
    around: Iterable[tuple[Row, list[Quad]]] = (),
) -> Iterator[Problem]:
    """Problems of rows that are theirs alone: figures, days and constraints.

    Args:
        found: rows with what they say.
        ontology: the schema.
        unread: file, row and column of the values that are refused already.
        around: rows among which these and their sources and units are; by default, these.
    """
    found = list(found)
    around = list(around) or found
    own = {(row.file, row.number) for row, _ in found}
    for problem in chain(check_figures(around, unread), impossible(around, ontology)):
        if (problem.file, problem.row) in own and _place(problem) not in unread:
            yield problem
    yield from _constraints(found, ontology, unread)


def _place(problem: Problem) -> _Place:
    return problem.file, problem.row, problem.column


def _twice(found: Iterable[tuple[Row, list[Quad]]]) -> Iterator[Problem]:
    first: dict[tuple[str, str | None, str | None], Row] = {}
    said: set[Quad] = set()
    for row, quads in found:
        # A later data set may add to what an earlier one knows; the id of a document is taken.
        dataset = str(PurePath(row.file).parent)
        key = row.source or (None if row.is_a(SOURCE_CLASS) else dataset)
        # A source may say twice what a redirect makes one.
        before = first.setdefault((row.iri, key, row.reserved.get("was")), row)
        repeated = before is row or _repeats(row, before, quads, said)
        said.update(quads)
        if not repeated:
            place = before.place
            same = Text("编号和来源都相同", "same id, same source")
            if not row.source:
                same = Text("编号相同", "same id")
            yield row.problem(
                "id",
                Text(f"与 {place} 重复：{same.zh}", f"stands already in {place}: {same.en}"),
                Text("同一来源说的写在同一行", "what one source says goes into one row"),
            )


def _repeats(row: Row, before: Row, quads: list[Quad], said: set[Quad]) -> bool:
    """Whether a row of another data set says what has been said, as exported tables do.

    Names are everybody's: a repeated row may have more of them.
    """
    home = row.source or SOURCES
    elsewhere = PurePath(before.file).parent != PurePath(row.file).parent
    return elsewhere and said.issuperset(quad for quad in quads if quad[3] == home)


def _of_two_kinds(rows: Iterable[Row]) -> Iterator[Problem]:
    """One id is one thing: a place cannot be a pairing as well."""
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.iri, row)
        if not row.is_like(before):
            zh, en = before.table.label
            yield row.problem(
                "id",
                Text(
                    f"“{identifier(row.iri)}”已用于{zh}（{before.place}）",
                    f"“{identifier(row.iri)}” is taken by a {en} ({before.place})",
                ),
                Text("请另取编号", "choose another id"),
            )


def _labels(rows: Iterable[Row]) -> Iterator[Problem]:
    """Every entity has one name in each language, however many rows it has."""
    labels: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    entities: dict[str, Row] = {}
    for row in rows:
        if row.is_a(SOURCE_CLASS):
            continue
        if row.is_a(ENTITY):
            entities.setdefault(row.iri, row)
        for cell in row.cells:
            if cell.property.iri == LABEL or (cell.property.iri == TITLE and row.is_a(ENTITY)):
                for value in cell.values:
                    labels[row.iri][cell.language_of(value)].setdefault(value, row)
    yield from _label_problems(labels, entities)


def _label_problems(
    labels: dict[str, dict[str, dict[str, Row]]], entities: dict[str, Row]
) -> Iterator[Problem]:
    for iri, row in entities.items():
        if "zh" not in labels[iri]:
            yield row.problem(
                "prefLabel@zh",
                Text(
                    f"“{identifier(iri)}”没有中文名称", f"“{identifier(iri)}” has no Chinese name"
                ),
            )
        for language, names in labels[iri].items():
            if len(names) > 1 and not row.is_a(CLAIM):
                second = list(names.values())[1]
                shown = "、".join(names)
                yield second.problem(
                    f"prefLabel@{language}",
                    Text(
                        f"“{identifier(iri)}”有不同的名称：{shown}",
                        f"“{identifier(iri)}” has different names: {shown}",
                    ),
                    Text("其余的写进 altLabel", "put the others under altLabel"),
                )


def _circles(found: Iterable[tuple[Row, list[Quad]]]) -> Iterator[Problem]:
    """Nothing lies within itself, however many steps away, and no place in more than a few."""
    outer: dict[str, dict[str, Row]] = defaultdict(dict)
    for row, quads in found:
        for subject, predicate, term, _ in quads:
            if predicate == COOP + "within":
                outer[subject].setdefault(term.value, row)
    depths = _depths(outer)
    deep = [subject for subject, depth in depths.items() if depth > DEEPEST]
    if deep:
        subject = min(deep, key=lambda iri: (depths[iri], iri))
        yield next(iter(outer[subject].values())).problem(
            "within",
            Text(
                f"“{identifier(subject)}”外面有 {depths[subject]} 层，至多 {DEEPEST} 层",
                f"“{identifier(subject)}” lies {depths[subject]} levels deep, {DEEPEST} at most",
            ),
            Text("within 只写上一级", "under within, name the next level only"),
        )
    # What has no depth lies in a circle, or in something that does.
    for subject, around in sorted((iri, outer[iri]) for iri in outer if iri not in depths):
        for place, row in sorted(around.items()):
            seen: set[str] = set()
            todo = [place]
            while todo and subject not in seen:
                step = todo.pop()
                todo += sorted(outer.get(step, {}).keys() - seen)
                seen.add(step)
            if subject in seen:
                yield row.problem(
                    "within",
                    Text(
                        f"“{identifier(subject)}”绕回了自己：在“{identifier(place)}”之内",
                        f"“{identifier(subject)}” lies within itself, "
                        f"by way of “{identifier(place)}”",
                    ),
                )


def _depths(outer: Mapping[str, Mapping[str, object]]) -> dict[str, int]:
    """How many levels there are around each, where no circle is among them."""
    inner: dict[str, list[str]] = defaultdict(list)
    for subject, around in outer.items():
        for place in around:
            inner[place].append(subject)
    left = {subject: len(around) for subject, around in outer.items()}
    depths = dict.fromkeys(inner.keys() - outer.keys(), 0)
    todo = list(depths)
    while todo:
        place = todo.pop()
        for subject in inner.get(place, ()):
            left[subject] -= 1
            if not left[subject]:
                depths[subject] = 1 + max(depths[around] for around in outer[subject])
                todo.append(subject)
    return depths


def is_pairing(row: Row) -> bool:
    """Whether a row is about a pairing, of whichever class of pairings."""
    return any(row.is_a(COOP + name) for name in pairing_classes())


def _same_pairing(
    found: Iterable[tuple[Row, list[Quad]]], unread: set[tuple[str, int]]
) -> Iterator[Problem]:
    """One id has one set of partners, and what is one pairing has one id."""
    named: dict[str, tuple[frozenset[str], Row]] = {}
    known: dict[str, Joined] = defaultdict(Joined)
    rows: dict[str, Row] = {}
    for row, quads in found:
        if not is_pairing(row) or (row.file, row.number) in unread:
            continue
        said: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, term, _ in quads:
            if subject == row.iri:
                said[predicate.removeprefix(COOP)].add(term.value)
        known[row.iri].add(said)
        partners = frozenset(said["partner"])
        if partners:
            rows.setdefault(row.iri, row)
        others, before = named.setdefault(row.iri, (partners, row))
        if partners and others and partners != others:
            place = before.place
            yield row.problem(
                "partner",
                Text(
                    f"编号与 {place} 相同，合作方却不同",
                    f"the id is that of {place}, the partners are not",
                ),
                Text("不同的结对用不同的编号", "different pairings have different ids"),
            )
    for first, second in same_pairings(known):
        told = twice(first, known[first], known[second], rows[first].place)
        yield rows[second].problem("id", *told)


def _constraints(
    found: Iterable[tuple[Row, list[Quad]]], ontology: Ontology, unread: Collection[_Place]
) -> Iterator[Problem]:
    constraints = load_constraints()
    # There are few kinds of rows, and many rows of each.
    fitting: dict[tuple[str, ...], list[Constraint]] = {}
    for row, quads in found:
        kinds = tuple(kind.iri for kind in row.classes)
        if kinds not in fitting:
            fitting[kinds] = [one for one in constraints if row.is_a(one.target)]
        told: set[str] = set()
        for constraint in fitting[kinds]:
            broken = list(_constraint(row, quads, constraint, ontology, unread))
            # Two constraints may miss the same value: once is enough.
            yield from (problem for problem in broken if problem.column not in told)
            told |= {problem.column for problem in broken}


def _constraint(
    row: Row,
    quads: list[Quad],
    constraint: Constraint,
    ontology: Ontology,
    unread: Collection[_Place],
) -> Iterator[Problem]:
    paths = constraint.paths
    values = {term for _, predicate, term, _ in quads if predicate in paths}
    cells = [
        cell.header
        for cell in row.cells
        if cell.property.iri in paths or not paths.isdisjoint(cell.property.ancestors)
    ]
    path = max(paths)
    # As the table has it: 指标 for indicator.
    heads = [row.heads[one] for one in (path, *sorted(paths)) if one in row.heads]
    column = (cells or heads or [ontology.properties[path].header])[0]
    understood = not any((row.file, row.number, header) in unread for header in cells)
    # A row without a source may add a single fact to what other rows say.
    whole = row.source is not None or row.is_a(SOURCE_CLASS) or row.is_a(NOTE)
    if len(values) < constraint.minimum and understood and whole:
        what = Text(f"只有 {len(values)} 个值", f"has only {len(values)}")
        if not values:
            what = Text("缺少内容", "missing")
        yield row.problem(column, what, constraint.message)
    yield from _order(row, quads, constraint, column)
    languages = Counter(getattr(term, "language", None) for term in values)
    if constraint.maximum is not None and max(languages.values(), default=0) > constraint.maximum:
        what = Text(f"有 {len(values)} 个值", f"has {len(values)} values")
        yield row.problem(column, what, constraint.message)
    pattern = constraint.pattern
    for term in sorted(values, key=str) if pattern else ():
        if pattern and not re.search(pattern, term.value):
            what = Text(f"“{term.value}”不合规", f"“{term.value}” does not fit")
            yield row.problem(column, what, constraint.message)


def _order(row: Row, quads: list[Quad], constraint: Constraint, column: str) -> Iterator[Problem]:
    """Where one value must not be greater than another: the beginning than the end."""
    if constraint.until is None:
        return
    said: dict[str, list[ox.Literal]] = defaultdict(list)
    for subject, name, term, _ in quads:
        if subject == row.iri and isinstance(term, ox.Literal):
            said[name].append(term)
    firsts = [one for path in constraint.paths for one in said[path]]
    for first, last in product(firsts, said[constraint.until]):
        dated = first.datatype.value == PREFIXES["xsd"] + "date"
        if (first.value > last.value) if dated else (float(first.value) > float(last.value)):
            word = Text("晚于", "after") if dated else Text("大于", "greater than")
            what = Text(
                f"{first.value} {word.zh} {last.value}",
                f"{first.value} is {word.en} {last.value}",
            )
            yield row.problem(column, what, constraint.message)
