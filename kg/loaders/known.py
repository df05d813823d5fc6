"""What cells may refer to, and what a name means among it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.loaders.rows import Row
from kg.names import (
    Index,
    english_forms,
    fold,
    otherwise,
    rather_outer,
    simplified,
    without_suffix,
)
from kg.namespaces import COOP, GAZETTEER, ID, PREFIXES, SOURCE, identifier
from kg.ontology import Ontology

__all__ = ["Known", "known_things", "lying_in", "named", "paired", "said_otherwise"]

LABELS = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel")}
LABELS |= {PREFIXES["dcterms"] + "title"}
LABEL, ISSUED = PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "issued"
WITHIN, NAME_USE = COOP + "within", COOP + "NameUse"
# Between the partners of a pairing, as its label has it and as it is typed.
DASH = re.compile(r"\s*[—–－~～-]+\s*")

_Sets = dict[str, set[str]]


@dataclass(frozen=True)
class Known:
    """What cells may refer to: classes of every IRI, IRIs of every folded name.

    ``shorts`` holds the names of places without 市, 省, 区 …, names of former days, and all
    English names, for what stands nowhere in Chinese characters; ``inside`` what places lie in
    and ``partners`` who is paired, as their rows say it; ``labels`` what is shown of each, and
    ``listed`` the day of the list of administrative units. Pinyin, initials and pairs mean nothing
    in a table: what stands there is read for years.
    """

    classes: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    shorts: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    partners: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    listed: str
    ontology: Ontology
    hinted: Counter[str] = field(default_factory=Counter)
    forms: dict[str, set[str]] = field(default_factory=dict)

    def find(self, ident: str) -> str | None:
        """The IRI of an id, or None."""
        iris = (ID + ident, SOURCE + ident.removeprefix("source/"))
        return next((iri for iri in iris if iri in self.classes), None)


def known_things(rows: list[Row], ontology: Ontology) -> Known:
    """Collect ids and names from all rows, so that the order of tables does not matter."""
    found = _Collected(ontology)
    for row in rows:
        _collect(row, found)
    for concept in ontology.concepts.values():
        found.classes[concept.iri].add(PREFIXES["skos"] + "Concept")
    names, shorts = _names(found)
    known = Known(
        _frozen(found.classes),
        _frozen(names),
        _frozen(shorts),
        _frozen(found.inside),
        _frozen(found.partners),
        found.labels,
        found.listed,
        ontology,
    )
    return _with_former_names(known, rows)


class _Collected:
    """What is known so far, while rows are gone through."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.classes: _Sets = defaultdict(set)
        self.first: dict[str, Row] = {}
        self.chinese: _Sets = defaultdict(set)
        self.english: _Sets = defaultdict(set)
        self.inside: _Sets = defaultdict(set)
        self.partners: _Sets = defaultdict(set)
        self.labels: dict[str, str] = {}
        self.listed = ""
        self.paired = ontology.narrower("partner")


def _collect(row: Row, found: _Collected) -> None:
    if not row.is_like(found.first.setdefault(row.iri, row)):
        # An id that is taken is told where it is; it makes no place a pairing.
        return
    kinds = found.classes[row.iri]
    for exact in row.classes:
        kinds |= exact.ancestors
    for cell in row.cells:
        if cell.property.iri in LABELS:
            for value in cell.values:
                english = cell.language_of(value) == "en"
                (found.english if english else found.chinese)[row.iri].add(value)
                if cell.property.iri == LABEL and not english:
                    found.labels.setdefault(row.iri, value)
        elif cell.property.iri == WITHIN:
            found.inside[row.iri].update(cell.values)
        elif cell.property.header in found.paired:
            found.partners[row.iri].update(cell.values)
        elif cell.property.iri == ISSUED and row.iri == GAZETTEER:
            found.listed = next(iter(cell.values), "")


def _names(found: _Collected) -> tuple[_Sets, _Sets]:
    """Who has a folded name as it stands, and who for short or in English."""
    names: _Sets = {}
    shorts: _Sets = {}
    for iri in found.chinese | found.english:
        chinese, english = found.chinese.get(iri, set()), found.english.get(iri, set())
        place = found.ontology.drops_suffix(found.classes[iri])
        whole = {fold(name) for name in chinese}
        short = english_forms(english, chinese, place=place)
        short |= {without_suffix(name) for name in whole} if place else set()
        for known, forms in ((names, whole), (shorts, short - whole)):
            for name in forms:
                known.setdefault(name, set()).add(iri)
    return names, shorts


def _with_former_names(known: Known, rows: Iterable[Row]) -> Known:
    """With the names that the table `names` says were used."""
    found: _Sets = {}
    for row in rows:
        if not row.is_a(NAME_USE):
            continue
        about = {iri for text in row.texts(COOP + "about") for iri in _meant(text, known)}
        words = {fold(word) for word in row.texts(COOP + "nameText") if not word.isascii()}
        for word in words | {without_suffix(word) for word in words}:
            found.setdefault(word, set()).update(about)
    if not found:
        return known
    shorts = {name: known.shorts.get(name, frozenset()) | iris for name, iris in found.items()}
    return replace(known, shorts={**known.shorts, **shorts})


def _meant(text: str, known: Known) -> frozenset[str]:
    direct = known.find(text)
    return frozenset({direct}) if direct else known.names.get(fold(text), frozenset())


def _frozen(sets: _Sets) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in sets.items()}


def named(text: str, known: Known) -> list[frozenset[str]]:
    """What a name means: as it stands, short for a place, and both in simplified characters."""
    return [
        _without_namesakes_inside(found, known)
        for name in dict.fromkeys((fold(text), fold(simplified(text))))
        for names in (known.names, known.shorts)
        if (found := names.get(name))
    ]


def said_otherwise(text: str, known: Known) -> frozenset[str]:
    """What it means as `kg.names` reads it: with what it lies in, in another order."""

    def named_so(key: str) -> list[str]:
        found = known.names.get(key) or known.shorts.get(key) or frozenset()
        return sorted(_without_namesakes_inside(found, known))

    def entities(keys: Iterable[str]) -> list[tuple[str, str]]:
        return [
            (key, iri)
            for key in sorted(keys)
            for names in (known.names, known.shorts)
            for iri in sorted(names.get(key, ()))
        ]

    def forms(iris: Iterable[str]) -> dict[str, set[str]]:
        if not known.forms:
            for names in (known.names, known.shorts):
                for name, found in names.items():
                    for iri in found:
                        known.forms.setdefault(iri, set()).add(name)
        return {iri: known.forms.get(iri, set()) for iri in iris}

    def around(iris: Iterable[str]) -> dict[str, set[str]]:
        return {iri: lying_in(iri, known) for iri in iris}

    def apart(found: Sequence[str]) -> list[str]:
        return sorted(_without_namesakes_inside(frozenset(found), known))

    return frozenset(otherwise(Index(named_so, entities, forms, around, apart), text))


def _without_namesakes_inside(found: frozenset[str], known: Known) -> frozenset[str]:
    """As for `kg.names.resolve`: 辽阳 is the city and not the county inside it."""
    if len(found) < 2:
        return found
    kinds = {iri: {kind.removeprefix(COOP) for kind in known.classes[iri]} for iri in found}

    def around(inner: Iterable[str]) -> dict[str, set[str]]:
        return {iri: lying_in(iri, known) for iri in inner}

    before = known.ontology.facts["meantBefore"]
    return frozenset(rather_outer(list(found), kinds, before, around))


def lying_in(iri: str, known: Known) -> set[str]:
    """What a place lies in, all the way up."""
    found: set[str] = set()
    todo = [iri]
    while todo:
        for text in known.inside.get(todo.pop(), ()):
            outer = set(_meant(text, known))
            todo += sorted(outer - found)
            found |= outer
    return found


def paired(text: str, known: Known) -> list[str]:
    """The ids of the pairings of two who are named with a dash between them."""
    ends = [next(iter(named(part, known)), frozenset()) for part in DASH.split(text)]
    if len(ends) != 2 or any(len(end) != 1 for end in ends):
        return []
    both = {min(end) for end in ends}
    return sorted(
        identifier(iri)
        for iri, partners in known.partners.items()
        if both <= {meant for one in partners for meant in _meant(one, known)}
    )
