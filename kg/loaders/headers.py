"""Empty tables: which columns a class has, and in what order people fill them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import Text, UnknownNameError
from kg.loaders.hints import nearest
from kg.loaders.rows import RESERVED as KEYS
from kg.loaders.rows import SOURCE_CLASS
from kg.names import fold
from kg.namespaces import CLAIM, COOP, ENTITY, PREFIXES, curie
from kg.ontology import TOP, Class, Ontology, Property, load
from kg.resources import find

__all__ = ["Blank", "blank_table", "csv_bytes"]

LANG_STRING = PREFIXES["rdf"] + "langString"
RULE = COOP + "rule"
SKOS, DCTERMS = PREFIXES["skos"], PREFIXES["dcterms"]
SELECTOR = PREFIXES["oa"] + "TextPositionSelector"
CONCEPT = SKOS + "Concept"
NAMES = [SKOS + "prefLabel", SKOS + "altLabel"]
BEGINS, ENDS = COOP + "validFrom", COOP + "validUntil"
# What editors say of the data: a note has no id and rests on no text.
_SIGNED = ("reason@zh", "reason@en", "by", "date")
NOTES = {
    "corrections": ("claim", "source", "property", "was", "is", "kind", *_SIGNED),
    "disagreements": ("claim", *_SIGNED),
    "redirects": ("was", "is", *_SIGNED),
}
EVIDENCE = ("start", "end", "quote", "locator")
# Excel takes a CSV for UTF-8 only if it begins with this.
MARK = "\ufeff"


@dataclass(frozen=True)
class Blank:
    """An empty table: its name (the stem of a CSV, the title of a sheet) and its headers."""

    stem: str
    headers: tuple[str, ...]


def blank_table(name: str, *, chinese: bool = False, everything: bool = False) -> Blank:
    """The table of a class.

    The columns are those that the packaged table of the class has, in its order, and the class's
    own; key and names come first, evidence last.

    Args:
        name: of the class in Chinese or English, or of its table.
        chinese: head the columns by their Chinese names.
        everything: all columns that the loader takes.

    Raises:
        UnknownNameError: with the nearest names.

    Example:
        >>> blank_table("结对关系").headers[:4]
        ('id', 'source', 'partner', 'supporter')
    """
    ontology = load()
    stem, found = _table(name, ontology)
    if stem in NOTES:
        return Blank(stem, _translated(NOTES[stem], found, ontology) if chinese else NOTES[stem])
    below = [kind for kind in ontology.classes.values() if found.iri in kind.ancestors]
    fits = _fits(found, below, ontology)
    terms = _terms(stem, found, fits, ontology, everything)
    keys = ["id"] if found.ancestors & {SOURCE_CLASS, CONCEPT} else ["id", "source"]
    kinds = ["type"] if len(below) > 1 or stem not in found.tables else []
    evidence: tuple[str, ...] = EVIDENCE if "source" in keys else ()
    if everything and evidence:
        evidence = (*EVIDENCE, "exception")
    columns = [head for term in terms for head in _headers(term, fits, ontology, chinese=chinese)]
    return Blank(stem, (*keys, *kinds, *columns, *evidence))


def csv_bytes(blank: Blank, *, mark: bool = True) -> bytes:
    """The table as CSV, with the mark by which spreadsheet programs know UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(blank.headers)
    return ((MARK if mark else "") + text.getvalue()).encode("utf-8")


def _table(name: str, ontology: Ontology) -> tuple[str, Class]:
    """The stem of the table and the class it holds; a table is asked for by any of its names."""
    if name in ontology.tables:
        return name, ontology.tables[name]
    wanted = fold(name.removeprefix("coop:"))
    for found in sorted(ontology.classes.values(), key=lambda kind: kind.order):
        names = {fold(word) for word in (found.name, *found.label, *found.tables)}
        if wanted in names and found.iri.startswith(COOP):
            return _stem(found, ontology), found
    known = [
        word
        for kind in sorted(ontology.classes.values(), key=lambda kind: kind.order)
        if kind.tables
        for word in ((kind.name,) if name.isascii() else (kind.label.zh,))
    ]
    raise UnknownNameError(
        Text(f"没有叫“{name}”的类", f"there is no class “{name}”"),
        hint=nearest(name, known),
        candidates=(),
    )


def _stem(found: Class, ontology: Ontology) -> str:
    """The table whose rows may be of this class: its own, or that of the class above it."""
    above = sorted(
        (kind for kind in ontology.classes.values() if kind.iri in found.ancestors and kind.tables),
        key=lambda kind: -len(kind.ancestors),
    )
    if not above:
        label = found.label
        raise UnknownNameError(
            Text(f"{label.zh}没有自己的表", f"“{label.en}” has no table of its own"),
            hint=Text("请用它下面的一个类，见 kg ontology", "name a class below it: `kg ontology`"),
            candidates=(),
        )
    # Place has two tables: the one that is named for it, and the gazetteer.
    named = above[0].name.lower()
    return min(above[0].tables, key=lambda stem: (not stem.startswith(named[:3]), stem))


def _fits(found: Class, below: Iterable[Class], ontology: Ontology) -> list[Property]:
    """The properties that a row of the class, or of one below it, may have."""
    takes = {iri for kind in below for iri in kind.ancestors} | found.ancestors
    return [
        term
        for term in ontology.properties.values()
        if term.domain in takes or ontology.is_a(found.iri, term.domain)
    ]


def _terms(
    stem: str, found: Class, fits: Iterable[Property], ontology: Ontology, everything: bool
) -> list[Property]:
    made = {
        triple.subject.value for triple in ontology.triples if triple.predicate.value == RULE
    } | {term.latest for term in ontology.properties.values() if term.latest}
    filled = [
        term
        for term in fits
        if term.iri not in made
        and term.header not in {*EVIDENCE, "exception"}
        and SELECTOR not in (term.domain, term.range)
    ]
    first = [ontology.properties[iri] for iri in _named_by(found, ontology)]
    usual = [term for term in _packaged_columns(stem, found, ontology) if term in filled]
    # What belongs to every claim or every entity half of all tables could have, and few do.
    own = [term for term in filled if term.domain not in {CLAIM, ENTITY, TOP}]
    rest = sorted(filled, key=lambda term: (term.domain, term.header)) if everything else []
    return list(dict.fromkeys([*first, *usual, *sorted(own, key=lambda one: one.header), *rest]))


def _translated(names: Iterable[str], found: Class, ontology: Ontology) -> tuple[str, ...]:
    fits = _fits(found, [found], ontology)
    heads = []
    for name in names:
        column, at, language = name.partition("@")
        term = next((term for term in ontology.columns(column) if term in fits), None)
        heads.append(term.label.zh + at + language if term and column not in KEYS else name)
    return tuple(heads)


def _named_by(found: Class, ontology: Ontology) -> list[str]:
    for name, properties in ontology.facts["namedBy"].items():
        if COOP + name in found.ancestors:
            return properties
    return NAMES if found.ancestors & {ENTITY, CONCEPT} else []


def _packaged_columns(stem: str, found: Class, ontology: Ontology) -> list[Property]:
    """What the packaged table of the class, or of the one above it, has for columns."""
    above = [kind for kind in ontology.classes.values() if kind.iri in found.ancestors]
    above.sort(key=lambda kind: -len(kind.ancestors))
    stems = [stem, *(name for kind in above for name in reversed(kind.tables))]
    paths = [path for name in stems if (path := find("data") / f"{name}.csv").is_file()]
    if not paths:
        return []
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        headers = next(csv.reader(file), [])
    terms = [term for head in headers if head not in KEYS and (term := ontology.column(head))]
    if BEGINS in (iris := [term.iri for term in terms]):
        # What may begin may end, even if no packaged row says when.
        terms.insert(iris.index(BEGINS) + 1, ontology.properties[ENDS])
    return terms


def _headers(
    term: Property, fits: Iterable[Property], ontology: Ontology, *, chinese: bool
) -> list[str]:
    """What heads the columns of a property: two of them if it has words in two languages."""
    names = (term.label.zh, term.header, curie(term.iri))
    taken = [
        name
        for name in names[0 if chinese else 1 :]
        if name not in KEYS
        and next((one for one in ontology.columns(name) if one in fits), None) == term
    ]
    name = taken[0] if taken else curie(term.iri)
    if term.range != LANG_STRING:
        return [name]
    languages = ("zh",) if term.iri == NAMES[1] else ("zh", "en")
    return [f"{name}@{language}" for language in languages]
