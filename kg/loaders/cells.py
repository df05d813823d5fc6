"""Cells -> RDF terms: the range of the property says how a cell is read."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from kg import dates
from kg.errors import Problem, Text
from kg.loaders.hints import LONGEST, nearest
from kg.loaders.rows import SOURCE_CLASS, Cell, Row, half_width
from kg.names import english_forms, fold, rather_cities, simplified, without_suffix
from kg.namespaces import COOP, ID, PREFIXES, SOURCE, expand, identifier
from kg.ontology import Ontology, Property

__all__ = ["Known", "Refusal", "Values", "known_things", "read_cell", "read_text"]

XSD, RDF, RDFS, SKOS = (PREFIXES[prefix] for prefix in ("xsd", "rdf", "rdfs", "skos"))
FEW = 100
# For so many values of a column that mean nothing, something near is looked for.
HINTED = 50
MAX_DIGITS = 18
WITHIN = COOP + "within"
LABELS = {SKOS + "prefLabel", SKOS + "altLabel", PREFIXES["dcterms"] + "title"}

Values = list[tuple[str, ox.NamedNode | ox.Literal]]
Refusal = tuple[Text, Text | None]
_Sets = dict[str, set[str]]


@dataclass(frozen=True)
class Known:
    """What cells may refer to: classes of every IRI, IRIs of every folded name.

    ``shorts`` holds the names of places without 市, 省, 区 …, and all English names, for what
    stands nowhere in Chinese characters; ``inside`` what places lie in, as their rows say it.
    Pinyin, initials and pairs mean nothing in a table: what stands there is read for years.
    """

    classes: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    shorts: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    ontology: Ontology
    hinted: Counter[str] = field(default_factory=Counter)

    def find(self, ident: str) -> str | None:
        """The IRI of an id, or None."""
        iris = (ID + ident, SOURCE + ident.removeprefix("source/"))
        return next((iri for iri in iris if iri in self.classes), None)


def known_things(rows: list[Row], ontology: Ontology) -> Known:
    """Collect ids and names from all rows, so that the order of tables does not matter."""
    classes: _Sets = {}
    chinese: _Sets = {}
    english: _Sets = {}
    inside: _Sets = {}
    for row in rows:
        found = classes.setdefault(row.iri, set())
        for exact in row.classes:
            found |= exact.ancestors
        for cell in row.cells:
            if cell.property.iri in LABELS:
                for value in cell.values:
                    words = english if cell.language_of(value) == "en" else chinese
                    words.setdefault(row.iri, set()).add(value)
            elif cell.property.iri == WITHIN:
                inside.setdefault(row.iri, set()).update(cell.values)
    names, shorts = _names(classes, chinese, english)
    for concept in ontology.concepts.values():
        classes.setdefault(concept.iri, set()).add(SKOS + "Concept")
    return Known(_frozen(classes), _frozen(names), _frozen(shorts), _frozen(inside), ontology)


def _names(classes: _Sets, chinese: _Sets, english: _Sets) -> tuple[_Sets, _Sets]:
    """Who has a folded name as it stands, and who for short or in English."""
    names: _Sets = {}
    shorts: _Sets = {}
    for iri in chinese | english:
        place = COOP + "Place" in classes[iri]
        whole = {fold(name) for name in chinese.get(iri, ())}
        short = english_forms(english.get(iri, ()), chinese.get(iri, ()), place=place)
        short |= {without_suffix(name) for name in whole} if place else set()
        for known, found in ((names, whole), (shorts, short - whole)):
            for name in found:
                known.setdefault(name, set()).add(iri)
    return names, shorts


def _frozen(sets: _Sets) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in sets.items()}


def read_cell(row: Row, cell: Cell, known: Known, problems: list[Problem]) -> Values:
    """``(property, term)`` for every value; what cannot be read becomes a problem."""
    if not any(known.ontology.is_a(found.iri, cell.property.domain) for found in row.classes):
        domain = known.ontology.classes[cell.property.domain].label
        exact = row.classes[0].label
        what = Text(
            f"只用于{domain.zh}，这一行是{exact.zh}",
            f"only for {domain.en}; this row is {exact.en}",
        )
        problems.append(row.problem(cell.header, what))
        return []
    values: Values = []
    for text in cell.values:
        found = read_text(text, cell, known)
        if isinstance(found, tuple):
            problems.append(row.problem(cell.header, *found))
        else:
            values += found
    return values


def read_text(text: str, cell: Cell, known: Known) -> Values | Refusal:
    """The terms one value of a cell means, or why it means none."""
    term = cell.property
    if term.range == XSD + "date":
        return _date(text, term)
    if term.range.startswith(XSD):
        return _literal(text, term)
    if term.range == RDF + "langString":
        return [(term.iri, ox.Literal(text, language=cell.language_of(text)))]
    if term.range == RDFS + "Class":
        iri = expand(COOP + text if ":" not in text else text)
        if iri in known.ontology.classes:
            return [(term.iri, ox.NamedNode(iri))]
        names = sorted(found.name for found in known.ontology.classes.values())
        return Text(f"本体里没有类“{text}”", f"no class “{text}”"), nearest(text, names)
    if term.range == RDF + "Property":
        found = known.ontology.column(text)
        if found:
            return [(term.iri, ox.NamedNode(found.iri))]
        return Text(f"本体里没有属性“{text}”", f"no property “{text}”"), None
    if term.scheme:
        return _concept(text, term, known.ontology)
    return _reference(text, term, known)


def _date(text: str, term: Property) -> Values | Refusal:
    try:
        span = dates.parse(half_width(text))
    except ValueError:
        return (
            Text(f"“{text}”不是日期", f"“{text}” is not a date"),
            Text(
                "写作 2017、2017-03、2017-03-18 或 2017-03/2017-06",
                "write 2017, 2017-03, 2017-03-18 or 2017-03/2017-06",
            ),
        )
    day = ox.NamedNode(XSD + "date")
    values: Values = [(term.iri, ox.Literal(span.first.isoformat(), datatype=day))]
    if term.latest:
        values.append((term.latest, ox.Literal(span.last.isoformat(), datatype=day)))
    return values


def _literal(text: str, term: Property) -> Values | Refusal:
    kind = term.range.removeprefix(XSD)
    plain = half_width(text)
    if kind in ("decimal", "integer"):
        pattern = r"[+-]?\d+" if kind == "integer" else r"[+-]?(\d+(\.\d*)?|\.\d+)"
        if not re.fullmatch(pattern, plain, re.ASCII):
            noun = Text("整数", "a whole number") if kind == "integer" else Text("数", "a number")
            return (
                Text(f"“{text}”不是{noun.zh}", f"“{text}” is not {noun.en}"),
                Text("只写数字，不带单位和逗号", "digits only, without unit or commas"),
            )
        # More digits than this no engine keeps; figures of that length are slips of the hand.
        if len(plain) > MAX_DIGITS:
            return Text("数字太长", "the number is too long"), None
        plain = f"{Decimal(plain).normalize():f}"
    elif kind == "boolean":
        truth = {
            "true": "true",
            "1": "true",
            "是": "true",
            "false": "false",
            "0": "false",
            "否": "false",
        }
        if plain.casefold() not in truth:
            return (
                Text(f"“{text}”不是是非值", f"“{text}” is neither true nor false"),
                Text("写 true 或 false", "write true or false"),
            )
        plain = truth[plain.casefold()]
    elif kind == "anyURI":
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
            return (
                Text(f"“{text}”不是网址", f"“{text}” is not a web address"),
                Text("以 http:// 或 https:// 开头", "it begins with http:// or https://"),
            )
        plain = text
    else:
        plain = text
    return [(term.iri, ox.Literal(plain, datatype=ox.NamedNode(term.range)))]


def _concept(text: str, term: Property, ontology: Ontology) -> Values | Refusal:
    scheme = {iri: found for iri, found in ontology.concepts.items() if found.scheme == term.scheme}
    for iri in (ID + text, f"{(term.scheme or '').replace('/scheme/', '/')}/{text}"):
        if iri in scheme:
            return [(term.iri, ox.NamedNode(iri))]
    named = sorted(iri for iri, found in scheme.items() if text in found.labels)
    if len(named) == 1:
        return [(term.iri, ox.NamedNode(named[0]))]
    what = Text(
        f"“{text}”不在“{term.label.zh}”的取值之中", f"“{text}” is not a value of “{term.label.en}”"
    )
    known = sorted(found.label.zh for found in scheme.values())
    ids = sorted(identifier(iri) for iri in scheme)
    return what, nearest(text, known if not text.isascii() else ids)


def _reference(text: str, term: Property, known: Known) -> Values | Refusal:
    iri = known.find(text)
    if iri:
        return _checked(iri, text, term, known)
    named = _named(text, known)
    found: list[str] = []
    # A title or a short name means nothing where it cannot stand: the next kind of name does.
    for meant in named:
        found = sorted(iri for iri in meant if known.ontology.takes(term, known.classes[iri]))
        found = _rather_no_titles(found, known)
        if found:
            break
    if len(found) == 1:
        return _checked(found[0], text, term, known)
    if found:
        zh = "、".join(identifier(iri) for iri in found[:8])
        what = Text(
            f"“{text}”可以指 {len(found)} 个实体", f"“{text}” can mean {len(found)} entities"
        )
        return what, Text(f"请改写编号：{zh}", f"give an id: {zh.replace('、', ', ')}")
    if named:
        return _checked(min(named[0]), text, term, known)
    what = Text(f"没有编号或名称为“{text}”的实体", f"no entity has the id or name “{text}”")
    # To look for what resembles it takes a twentieth of a second: of a million, the first are told.
    known.hinted[term.iri] += 1
    if known.hinted[term.iri] > HINTED:
        return what, None
    return what, _similar(text, known) or _few(term, known)


def _named(text: str, known: Known) -> list[frozenset[str]]:
    """What a name means: as it stands, short for a place, and both in simplified characters."""
    return [
        _without_namesakes_inside(found, known)
        for name in dict.fromkeys((fold(text), fold(simplified(text))))
        for names in (known.names, known.shorts)
        if (found := names.get(name))
    ]


def _rather_no_titles(found: list[str], known: Known) -> list[str]:
    """Where anything may stand, a title means a source only if nothing else is called so."""
    return [iri for iri in found if SOURCE_CLASS not in known.classes[iri]] or found


def _without_namesakes_inside(found: frozenset[str], known: Known) -> frozenset[str]:
    """As for `kg.names.resolve`: 辽阳 is the city and not the county inside it."""
    cities = {iri for iri in found if COOP + "City" in known.classes[iri]}
    counties = {iri for iri in found if COOP + "District" in known.classes[iri]}
    if not cities or not counties:
        return found
    inside = {iri: _outer(iri, known) for iri in counties}
    return frozenset(rather_cities(found, cities, counties, inside))


def _outer(iri: str, known: Known) -> set[str]:
    """What a place lies in, all the way up."""
    found: set[str] = set()
    todo = [iri]
    while todo:
        for text in known.inside.get(todo.pop(), ()):
            direct = known.find(text)
            outer = {direct} if direct else known.names.get(fold(text), frozenset())
            todo += sorted(outer - found)
            found |= outer
    return found


def _few(term: Property, known: Known) -> Text | None:
    """The ids that would do, where they are not many: units, indicators, programmes."""
    fitting = sorted(
        identifier(iri) for iri, kinds in known.classes.items() if known.ontology.takes(term, kinds)
    )
    return nearest("", fitting) if 0 < len(fitting) <= FEW else None


def _similar(text: str, known: Known) -> Text | None:
    """The nearest ids of the same kind for an id, the nearest names for a name."""
    kind, slash, _ = text.partition("/")
    if slash:
        ids = [identifier(iri) for iri in known.classes]
        same_kind = sorted(ident for ident in ids if ident.startswith(f"{kind}/"))
        return nearest(text, same_kind) if same_kind else None
    names = known.shorts if text.isascii() else known.names
    close = difflib.get_close_matches(fold(text)[:LONGEST], names, n=3, cutoff=0.6)
    shown = [f"{name} {identifier(iri)}" for name in close for iri in sorted(names[name])][:5]
    zh, en = "、".join(shown), ", ".join(shown)
    return Text(f"是否为：{zh}", f"did you mean: {en}") if shown else None


def _checked(iri: str, text: str, term: Property, known: Known) -> Values | Refusal:
    if known.ontology.takes(term, known.classes[iri]):
        return [(term.iri, ox.NamedNode(iri))]
    classes = known.ontology.classes
    wanted = classes[term.range].label if term.range in classes else term.label
    kinds = [classes[kind] for kind in known.classes[iri] if kind in classes]
    exact = Text("概念", "concept")
    if kinds:
        exact = max(kinds, key=lambda found: len(found.ancestors)).label
    never = sorted(term.excepted & classes.keys()) if term.range in known.classes[iri] else []
    but = Text(
        "，不填" + "、".join(classes[one].label.zh for one in never) if never else "",
        ", never " + " or ".join(classes[one].label.en for one in never) if never else "",
    )
    return (
        Text(f"“{text}”是{exact.zh}", f"“{text}” is of the class “{exact.en}”"),
        Text(
            f"“{term.label.zh}”一列要填{wanted.zh}{but.zh}",
            f"“{term.label.en}” takes “{wanted.en}”{but.en}",
        ),
    )
