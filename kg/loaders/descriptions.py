"""Quads -> rows: what a store holds, or an RDF file says, in the shape in which it is checked.

One subject in one source's graph is one row; what stands outside the sources' graphs is a row
without a source. So RDF is read, checked and written by the same rules as tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg import dates
from kg.errors import Problem, Text
from kg.loaders.hints import nearest
from kg.loaders.quads import Quad
from kg.loaders.rows import LANG_STRING, RESERVED, Cell, Row
from kg.namespaces import COOP, ID, PREFIXES, RDF_TYPE, SOURCE, curie, identifier, local_name
from kg.ontology import Class, Ontology, Property
from kg.texts.spans import SPAN

__all__ = ["Description", "descriptions", "typed_rows"]

EVIDENCE, RULE = COOP + "evidence", COOP + "rule"
OA, XSD = PREFIXES["oa"], PREFIXES["xsd"]
SELECTOR = OA + "TextPositionSelector"
NOTED = ("locator", "exception")
_Terms = dict[str, list[ox.NamedNode | ox.Literal]]
_Refuse = Callable[..., None]


@dataclass(frozen=True)
class Description:
    """What one graph says of one subject, with the quads that say it, those of its spans too."""

    subject: str
    source: str | None
    terms: _Terms
    spans: Mapping[str, _Terms]
    quads: tuple[Quad, ...]


@dataclass(frozen=True)
class _Schema:
    """The ontology, and what of it is asked for every row."""

    ontology: Ontology
    made: frozenset[str]
    twins: Mapping[str, str]
    below: Mapping[str, tuple[str, ...]]


@cache
def _schema(ontology: Ontology) -> _Schema:
    terms = ontology.properties.values()
    made = {triple.subject.value for triple in ontology.triples if triple.predicate.value == RULE}
    below = {
        term.iri: tuple(found.iri for found in terms if term.iri in found.ancestors)
        for term in terms
    }
    twins = {term.latest: term.iri for term in terms if term.latest}
    return _Schema(ontology, frozenset(made), twins, below)


def descriptions(quads: Iterable[Quad]) -> list[Description]:
    """The quads by subject and source, sorted.

    Args:
        quads: of sources' graphs, and of any others, whose names do not matter.
    """
    said: dict[tuple[str, str], list[Quad]] = defaultdict(list)
    spans: dict[tuple[str, str], list[Quad]] = defaultdict(list)
    for quad in sorted(set(quads), key=lambda one: (one[:2], str(one[2]), one[3])):
        subject, graph = quad[0], quad[3] if quad[3].startswith(SOURCE) else ""
        (spans if SPAN in subject else said)[subject, graph].append(quad)
    result = []
    for (subject, graph), about in sorted(said.items()):
        terms = _by_property(about)
        chosen = [term.value for term in terms.get(EVIDENCE, ()) if (term.value, graph) in spans]
        places = {span: spans[span, graph] for span in chosen}
        own = {span: _by_property(found) for span, found in places.items()}
        all_quads = (*about, *(quad for found in places.values() for quad in found))
        result.append(Description(subject, graph or None, terms, own, all_quads))
    return result


def _by_property(quads: Iterable[Quad]) -> _Terms:
    found: _Terms = defaultdict(list)
    for _, predicate, term, _ in quads:
        found[predicate].append(term)
    return dict(found)


def typed_rows(
    found: Iterable[Description],
    file: str,
    classes: Mapping[str, Iterable[str]],
    ontology: Ontology,
    problems: list[Problem],
    *,
    exact: bool,
) -> list[tuple[Row, Description]]:
    """A row for each description; what cannot be one becomes a problem.

    Args:
        found: descriptions.
        file: where they stand, for messages.
        classes: classes of subjects that are known from elsewhere.
        ontology: the schema.
        problems: gets what is wrong.
        exact: whether the classes are as the build writes them; a file may name a class
            together with those above it.
    """
    found = list(found)
    known = {iri: set(kinds) for iri, kinds in classes.items()}
    for one in found:
        known.setdefault(one.subject, set()).update(_types(one))
    schema = _schema(ontology)
    rows = []
    for one in found:
        row = _row(one, file, known[one.subject], schema, problems, exact=exact)
        if row is not None:
            rows.append((row, one))
    return rows


def _types(one: Description) -> set[str]:
    return {term.value for term in one.terms.get(RDF_TYPE, ())}


def _row(
    one: Description,
    file: str,
    known: set[str],
    schema: _Schema,
    problems: list[Problem],
    *,
    exact: bool,
) -> Row | None:
    ontology = schema.ontology
    ident = identifier(one.subject)
    place = f"{file}[{' '.join((ident, identifier(one.source or '')))}]".replace(" ]", "]")

    def refuse(column: str, what: Text, hint: Text | None = None) -> None:
        problems.append(Problem(place, 0, column, what, hint))

    if not one.subject.startswith((ID, SOURCE)):
        what = Text(f"<{ident}> 不是本图谱的编号", f"<{ident}> is no id of this graph")
        refuse("", what, Text(f"编号以 {ID} 开头", f"ids begin with {ID}"))
        return None
    own = _types(one) or known
    kinds = [ontology.classes[iri] for iri in sorted(own) if iri in ontology.classes]
    for iri in sorted(own - {kind.iri for kind in kinds}):
        names = sorted(curie(name) for name in ontology.classes)
        refuse(
            "rdf:type",
            Text(f"没有类 {curie(iri)}", f"no class {curie(iri)}"),
            nearest(curie(iri), names),
        )
    if not kinds:
        if not own:
            what = Text("没有写是哪一类", "its class is not given")
            refuse("rdf:type", what, Text("写上 rdf:type", "add its rdf:type"))
        return None
    if not exact:
        above = {iri for kind in kinds for iri in kind.ancestors - {kind.iri}}
        kinds = [kind for kind in kinds if kind.iri not in above]
    reserved = dict.fromkeys(RESERVED, "") | {"id": ident, "source": identifier(one.source or "")}
    reserved |= _evidence(one, refuse)
    return Row(
        file=place,
        number=0,
        table=_table(kinds[0], ontology),
        iri=one.subject,
        source=one.source,
        classes=tuple(kinds),
        cells=tuple(_cells(one, schema, refuse)),
        reserved=reserved,
    )


def _table(kind: Class, ontology: Ontology) -> Class:
    above = [found for found in ontology.tables.values() if found.iri in kind.ancestors]
    return max(above, key=lambda found: (len(found.ancestors), found.iri), default=kind)


def _evidence(one: Description, refuse: _Refuse) -> dict[str, str]:
    spans = []
    for term in one.terms.get(EVIDENCE, ()):
        head, mark, numbers = term.value.rpartition(SPAN)
        start, _, end = numbers.partition(",")
        given = one.spans.get(term.value, {})
        stated = [
            [str(found.value) for found in given.get(OA + name, ())] for name in ("start", "end")
        ]
        if not mark or head != one.source or not (start.isdecimal() and end.isdecimal()):
            what = Text(f"“{term.value}”不是依据的写法", f"“{term.value}” is not evidence")
            refuse(
                "evidence", what, Text("写作 <来源>#char=起,止", "write <source>#char=start,end")
            )
        elif stated not in ([[], []], [[start], [end]]):
            what = Text(
                f"oa:start、oa:end 与 {numbers} 不符", f"oa:start, oa:end are not {numbers}"
            )
            refuse("evidence", what)
        else:
            spans.append((int(start), int(end), given))
    spans.sort(key=lambda span: span[:2])
    cells = {
        "start": "|".join(str(start) for start, _, _ in spans),
        "end": "|".join(str(end) for _, end, _ in spans),
    }
    for name in NOTED:
        texts = [given.get(COOP + name, ()) for *_, given in spans]
        words = [str(found[0].value).replace("|", "｜") if found else "" for found in texts]
        cells[name] = "|".join(words) if any(words) else ""
    return cells


def _cells(one: Description, schema: _Schema, refuse: _Refuse) -> list[Cell]:
    cells = []
    for name, terms in sorted(one.terms.items()):
        term = schema.ontology.properties.get(name)
        if name in (RDF_TYPE, EVIDENCE):
            continue
        if term is None or name in schema.made or EVIDENCE in term.ancestors:
            _refuse_property(name, schema, refuse)
        elif name in schema.twins:
            if schema.twins[name] not in one.terms:
                what = Text("只有最晚日期，没有最早日期", "only the latest day is given")
                refuse(term.header, what)
        else:
            # What a property below says already: who is given as a supporter is a partner.
            said = {value for iri in schema.below[name] for value in one.terms.get(iri, ())}
            cells += _cells_of(term, [value for value in terms if value not in said], one, refuse)
    return cells


def _refuse_property(name: str, schema: _Schema, refuse: _Refuse) -> None:
    shown = curie(name)
    if name in schema.made:
        what = Text(f"{shown} 由建库推导，不能载入", f"{shown} is derived by the build")
        refuse(shown, what, Text("请删去", "leave it out"))
    else:
        near = nearest(shown, sorted(curie(iri) for iri in schema.ontology.properties))
        refuse(shown, Text(f"没有属性 {shown}", f"no property {shown}"), near)


def _cells_of(
    term: Property, values: list[ox.NamedNode | ox.Literal], one: Description, refuse: _Refuse
) -> list[Cell]:
    texts: dict[str | None, list[str]] = defaultdict(list)
    for value in values:
        found = _text(value, term, one, refuse)
        if found is not None:
            texts[found[1]].append(found[0])
    return [
        Cell(f"{term.header}@{language}" if language else term.header, term, language, tuple(words))
        for language, words in sorted(texts.items(), key=str)
    ]


def _text(
    value: ox.NamedNode | ox.Literal, term: Property, one: Description, refuse: _Refuse
) -> tuple[str, str | None] | None:
    """A value as a cell would have it, with its language."""
    is_word = term.range.startswith(XSD) or term.range == LANG_STRING
    if isinstance(value, ox.NamedNode):
        return _name(value.value, term, refuse)
    if not is_word and local_name(term.range) != "Property":
        what = Text(f"“{value.value}”是文字", f"“{value.value}” is a text")
        refuse(term.header, what, Text("这里要写编号（IRI）", "an id (IRI) is wanted here"))
        return None
    if term.range == LANG_STRING:
        language = (value.language or "").partition("-")[0] or None
        if language not in (None, "zh", "en"):
            what = Text(f"没有语言“{value.language}”", f"no language “{value.language}”")
            refuse(term.header, what, Text("可用：zh、en", "known: zh, en"))
            return None
        return value.value, language
    if term.latest and term.latest in one.terms:
        return _days(value.value, str(one.terms[term.latest][-1].value)), None
    return value.value, None


def _days(first: str, last: str) -> str:
    try:
        return dates.show(first, last)
    except ValueError:
        # The loader says what is wrong with it.
        return f"{first}/{last}"


def _name(iri: str, term: Property, refuse: _Refuse) -> tuple[str, None] | None:
    if term.range == XSD + "anyURI":
        return iri, None
    if term.range.startswith(XSD) or term.range == LANG_STRING:
        what = Text(f"<{iri}> 是编号", f"<{iri}> is an IRI")
        refuse(term.header, what, Text("这里要写文字", "a text is wanted here"))
        return None
    if local_name(term.range) in ("Class", "Property"):
        return curie(iri), None
    if not iri.startswith((ID, SOURCE)):
        what = Text(f"<{iri}> 不是本图谱的编号", f"<{iri}> is no id of this graph")
        refuse(term.header, what, Text(f"编号以 {ID} 开头", f"ids begin with {ID}"))
        return None
    return identifier(iri), None
