"""Cells -> RDF terms: the range of the property says how a cell is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import pyoxigraph as ox

from kg import dates
from kg.characters import half_width
from kg.errors import Problem, Text
from kg.loaders.hints import nearest
from kg.loaders.known import Known, lying_in, named, said_otherwise
from kg.loaders.remedies import of_concept, of_date, of_number, of_reference, that_fit
from kg.loaders.rows import SOURCE_CLASS, Cell, Row
from kg.names import fold
from kg.namespaces import COOP, ID, PREFIXES, expand, identifier
from kg.ontology import Ontology, Property

__all__ = ["Refusal", "Values", "read_cell", "read_text"]

XSD, RDF, RDFS, SKOS = (PREFIXES[prefix] for prefix in ("xsd", "rdf", "rdfs", "skos"))
MAX_DIGITS = 18
# How values of these properties are read, what they are called, and how they are written. They
# stay text, as schema.org has them: of an xsd:duration of three years Virtuoso makes 36.
LENGTHS = {
    "duration": (
        dates.length,
        Text("期限", "length of time"),
        Text("写作 3年、6个月，或 P3Y、P6M", "write P3Y, P6M or P1Y6M"),
    ),
    "monthDay": (
        dates.yearless,
        Text("月日", "month and day"),
        Text("写作 9月26日 或 --09-26", "write --09-26"),
    ),
}

Values = list[tuple[str, ox.NamedNode | ox.Literal]]
Refusal = tuple[Text, Text | None]


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
        found = read_text(text, cell, known, row)
        if isinstance(found, tuple):
            problems.append(row.problem(cell.header, *found))
        else:
            values += found
    return values


def read_text(text: str, cell: Cell, known: Known, row: Row | None = None) -> Values | Refusal:
    """The terms one value of a cell means, or why it means none; its row may make it plain."""
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
        return _concepts(text, term, known.ontology)
    return _reference(text, term, known, row)


def _date(text: str, term: Property) -> Values | Refusal:
    try:
        span = dates.parse(half_width(text))
    except ValueError:
        return (
            Text(f"“{text}”不是日期", f"“{text}” is not a date"),
            of_date(text),
        )
    day = ox.NamedNode(XSD + "date")
    values: Values = [(term.iri, ox.Literal(span.first.isoformat(), datatype=day))]
    if term.latest:
        values.append((term.latest, ox.Literal(span.last.isoformat(), datatype=day)))
    return values


def _literal(text: str, term: Property) -> Values | Refusal:
    kind = term.range.removeprefix(XSD)
    plain = half_width(text)
    if term.header in ("value", "lower", "upper"):
        # A percentage is its number: 26.9%.
        plain = plain.removesuffix("%")
    if kind in ("decimal", "integer"):
        return _number(text, plain, term)
    if term.header in LENGTHS:
        read, what, hint = LENGTHS[term.header]
        try:
            return _typed(read(plain), term)
        except ValueError:
            return Text(f"“{text}”不是{what.zh}", f"“{text}” is no {what.en}"), hint
    if kind == "boolean":
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
    return _typed(plain, term)


def _typed(plain: str, term: Property) -> Values:
    return [(term.iri, ox.Literal(plain, datatype=ox.NamedNode(term.range)))]


def _number(text: str, plain: str, term: Property) -> Values | Refusal:
    whole = term.range == XSD + "integer"
    pattern = r"[+-]?\d+" if whole else r"[+-]?(\d+(\.\d*)?|\.\d+)"
    if not re.fullmatch(pattern, plain, re.ASCII):
        noun = Text("整数", "a whole number") if whole else Text("数", "a number")
        what = Text(f"“{text}”不是{noun.zh}", f"“{text}” is not {noun.en}")
        return what, of_number(text, term)
    # More digits than this no engine keeps; figures of that length are slips of the hand.
    if len(plain) > MAX_DIGITS:
        return Text("数字太长", "the number is too long"), None
    return _typed(f"{Decimal(plain).normalize():f}", term)


def _concepts(text: str, term: Property, ontology: Ontology) -> Values | Refusal:
    found = _concept(text, term, ontology)
    values: Values = []
    for part in re.split("[、；]", text) if isinstance(found, tuple) else ():
        one = _concept(part.strip(), term, ontology)
        if isinstance(one, tuple):
            return found
        values += one
    return values or found


def _concept(text: str, term: Property, ontology: Ontology) -> Values | Refusal:
    scheme = ontology.schemes.get(term.scheme or "", {})
    for iri in (ID + text, f"{(term.scheme or '').replace('/scheme/', '/')}/{text}"):
        if iri in scheme:
            return [(term.iri, ox.NamedNode(iri))]
    named = sorted(iri for iri, found in scheme.items() if text in found.labels)
    if len(named) == 1:
        return [(term.iri, ox.NamedNode(named[0]))]
    what = Text(
        f"“{text}”不在“{term.label.zh}”的取值之中", f"“{text}” is not a value of “{term.label.en}”"
    )
    return what, of_concept(text, term, scheme)


def _reference(text: str, term: Property, known: Known, row: Row | None) -> Values | Refusal:
    iri = known.find(text)
    if iri:
        return _checked(iri, text, term, known)
    meant = named(text, known)
    found = _fitting(meant, term, known)
    if not found and (listed := _listed(text, term, known, row)):
        return listed
    if not found and (other := said_otherwise(text, known)):
        meant = [*meant, other]
        found = _fitting([other], term, known)
    if len(found) > 1 and row:
        found = _in_context(found, term, known, row)
    if len(found) == 1:
        known.called.append((found[0], text))
        return _checked(found[0], text, term, known)
    if found:
        zh = "、".join(identifier(iri) for iri in found[:8])
        what = Text(
            f"“{text}”可以指 {len(found)} 个实体", f"“{text}” can mean {len(found)} entities"
        )
        return what, Text(f"请改写编号：{zh}", f"give an id: {zh.replace('、', ', ')}")
    if meant:
        return _checked(min(meant[0]), text, term, known)
    what = Text(f"没有编号或名称为“{text}”的实体", f"no entity has the id or name “{text}”")
    return what, of_reference(text, term, known, row)


def _fitting(meant: Iterable[frozenset[str]], term: Property, known: Known) -> list[str]:
    """A title or a short name means nothing where it cannot stand: the next kind of name does."""
    for iris in meant:
        found = sorted(iri for iri in iris if known.ontology.takes(term, known.classes[iri]))
        # Where anything may stand, a title means a source only if nothing else is called so.
        found = [iri for iri in found if SOURCE_CLASS not in known.classes[iri]] or found
        if found:
            return found
    return []


def _listed(text: str, term: Property, known: Known, row: Row | None) -> Values:
    """Several values as they are written in China, if each means something."""
    parts = [part.strip() for part in re.split("[、；]", text)] if row else []
    if row and len(text) == 2 and all(fold(one) in known.names for one in text):
        # 沪连: two places by their signs.
        parts = list(text)
    values: Values = []
    for part in parts:
        found = _reference(part, term, known, None) if part else []
        if isinstance(found, tuple):
            return []
        values += found
    return values if len(parts) > 1 else []


def _in_context(found: list[str], term: Property, known: Known, row: Row) -> list[str]:
    """Of several of one name, that which lies in what the other cells of the row are about."""
    around: set[str] = set()
    for cell in row.cells:
        other = cell.property
        if other.iri != term.iri and other.iri not in term.ancestors | known.ontology.below(term):
            around |= {iri for text in cell.values for iri in _about(text, known)}
    inside = [iri for iri in found if around & lying_in(iri, known)]
    return inside if len(inside) == 1 else found


def _about(text: str, known: Known) -> set[str]:
    """What a cell refers to; of a pairing, its partners."""
    meant = {iri} if (iri := known.find(text)) else next(iter(named(text, known)), frozenset())
    if len(meant) != 1:
        return set()
    partners = known.partners.get(min(meant), ())
    return {*meant, *(iri for one in partners for iri in _about(one, known))}


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
    has_table = term.range in classes and classes[term.range].tables
    fit = that_fit(text, term, known) if has_table else None
    return (
        Text(f"“{text}”是{exact.zh}", f"“{text}” is of the class “{exact.en}”"),
        Text(
            f"“{term.label.zh}”一列要填{wanted.zh}{but.zh}" + (f"；{fit.zh}" if fit else ""),
            f"“{term.label.en}” takes “{wanted.en}”{but.en}" + (f"; {fit.en}" if fit else ""),
        ),
    )
