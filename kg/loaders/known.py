"""What cells may refer to, and what a name means among it."""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

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

__all__ = [
    "Known",
    "known_things",
    "lying_in",
    "named",
    "names_of",
    "paired",
    "said_otherwise",
]

LABELS = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel")}
TITLE = PREFIXES["dcterms"] + "title"
LABELS |= {TITLE}
LABEL, ISSUED = PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "issued"
WITHIN, PARTNER, NAME_USE = COOP + "within", COOP + "partner", COOP + "NameUse"
ABOUT = COOP + "about"
# Between the partners of a pairing, as its label has it and as it is typed.
DASH = re.compile(r"\s*[—–－~～-]+\s*")

_Sets = dict[str, set[str]]
_Held = Mapping[str, frozenset[str]]
_Said = Iterable[tuple[Row, Sequence[tuple[str, str, Any, str]]]]


@dataclass(frozen=True)
class Known:
    """What cells may refer to: classes of every IRI, IRIs of every folded name.

    ``shorts`` holds the names of places without 市, 省, 区 …, names of former days, and all
    English names, for what stands nowhere in Chinese characters; ``inside`` what places lie in
    and ``partners`` who is paired, as their rows say it; ``forms`` the folded names of each,
    ``labels`` what is shown of it, and ``listed`` the day of the list of administrative units.
    Pinyin, initials and pairs mean nothing in a table: what stands there is read for years.
    """

    classes: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    shorts: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    partners: Mapping[str, frozenset[str]]
    forms: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    listed: str
    ontology: Ontology
    hinted: Counter[str] = field(default_factory=Counter)
    # What cells call by a name, and how: taken by whoever keeps it, row by row.
    called: list[tuple[str, str]] = field(default_factory=list)

    def find(self, ident: str) -> str | None:
        """The IRI of an id, or None."""
        iris = (ID + ident, SOURCE + ident.removeprefix("source/"))
        return next((iri for iri in iris if iri in self.classes), None)


class _Both(Mapping[str, frozenset[str]]):
    """What two say of a key, together, without making a third of them."""

    def __init__(self, one: _Held, other: _Held, without: frozenset[str] = frozenset()) -> None:
        self.one, self.other, self.without = one, other, without

    def __getitem__(self, key: str) -> frozenset[str]:
        one = None if key in self.without else self.one.get(key)
        other = self.other.get(key)
        if one and self.without:
            one = one - self.without or None
        if one is None:
            if other is None:
                raise KeyError(key)
            return other
        return one if other is None else one | other

    def __contains__(self, key: object) -> bool:
        return key in self.other or (key in self.one and self.get(cast("str", key)) is not None)

    def __iter__(self) -> Iterator[str]:
        return (key for key in dict.fromkeys((*self.one, *self.other)) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def known_things(
    rows: Iterable[Row],
    ontology: Ontology,
    *,
    said: _Said = (),
    earlier: Known | None = None,
    without: Iterable[str] = (),
) -> Known:
    """Collect ids and names from all rows, so that the order of tables does not matter.

    Args:
        rows: rows whose cells are yet to be read.
        ontology: the schema.
        said: rows before them with what they say: what their cells mean is settled.
        earlier: what is known from before, of which ``said`` may be a part.
        without: IRIs that were known before and are no more.
    """
    rows, said = list(rows), list(said)
    found = _Collected(ontology)
    for row, quads in said:
        _collect(row, found, settled=True)
        for subject, predicate, term, _ in quads:
            if predicate in (WITHIN, PARTNER):
                sets = found.inside if predicate == WITHIN else found.partners
                sets[subject].add(identifier(term.value))
    for row in rows:
        _collect(row, found)
    for concept in ontology.concepts.values():
        found.classes[concept.iri].add(PREFIXES["skos"] + "Concept")
    names, shorts, forms = _names(found)
    own = Known(
        _frozen(found.classes),
        _frozen(names),
        _frozen(shorts),
        _frozen(found.inside),
        _frozen(found.partners),
        _frozen(forms),
        found.labels,
        found.listed,
        ontology,
    )
    known = own if earlier is None else _over(earlier, own, frozenset(without))
    return _with_former_names(known, rows, said)


def _over(earlier: Known, own: Known, without: frozenset[str]) -> Known:
    """Both; of what has another id now, only under that."""
    return replace(
        own,
        classes=_Both(earlier.classes, own.classes, without),
        names=_Both(earlier.names, own.names, without),
        shorts=_Both(earlier.shorts, own.shorts, without),
        inside=_Both(earlier.inside, own.inside, without),
        partners=_Both(earlier.partners, own.partners, without),
        forms=_Both(earlier.forms, own.forms, without),
        labels=ChainMap(cast("dict[str, str]", earlier.labels), dict(own.labels)),
        listed=earlier.listed or own.listed,
    )


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


def _collect(row: Row, found: _Collected, *, settled: bool = False) -> None:
    if not row.is_like(found.first.setdefault(row.iri, row)):
        # An id that is taken is told where it is; it makes no place a pairing.
        return
    kinds = found.classes[row.iri]
    for exact in row.classes:
        kinds |= exact.ancestors
    labelled = any(cell.property.iri == LABEL for cell in row.cells)
    for cell in row.cells:
        if cell.property.iri in LABELS:
            # What has a label besides is not called by its title.
            for value in () if labelled and cell.property.iri == TITLE else cell.values:
                english = cell.language_of(value) == "en"
                (found.english if english else found.chinese)[row.iri].add(value)
                if cell.property.iri == LABEL and not english:
                    found.labels.setdefault(row.iri, value)
        elif cell.property.iri == WITHIN and not settled:
            found.inside[row.iri].update(cell.values)
        elif cell.property.header in found.paired and not settled:
            found.partners[row.iri].update(cell.values)
        elif cell.property.iri == ISSUED and row.iri == GAZETTEER:
            found.listed = next(iter(cell.values), "")


def _names(found: _Collected) -> tuple[_Sets, _Sets, _Sets]:
    """Who has a folded name as it stands, who for short or in English, and the names of each."""
    names: _Sets = {}
    shorts: _Sets = {}
    forms: _Sets = {}
    for iri in found.chinese | found.english:
        chinese, english = found.chinese.get(iri, set()), found.english.get(iri, set())
        place = found.ontology.drops_suffix(found.classes[iri])
        whole, short = names_of(chinese, english, place=place)
        forms[iri] = whole | short
        for known, own in ((names, whole), (shorts, short)):
            for name in own:
                known.setdefault(name, set()).add(iri)
    return names, shorts, forms


def names_of(
    chinese: Iterable[str], english: Iterable[str], *, place: bool
) -> tuple[set[str], set[str]]:
    """The folded names of one thing as they stand, and those for short or in English.

    >>> whole, short = names_of(["大连市"], ["Dalian"], place=True)
    >>> whole, sorted(short)
    ({'大连市'}, ['dalian', 'daliancity', '大连'])
    """
    whole = {fold(name) for name in chinese}
    short = english_forms(english, chinese, place=place)
    short |= {without_suffix(name) for name in whole} if place else set()
    return whole, short - whole


def _with_former_names(known: Known, rows: Iterable[Row], said: _Said) -> Known:
    """With the names that the table `names` says were used."""
    found: _Sets = {}
    settled = [
        (row, {term.value for _, predicate, term, _ in quads if predicate == ABOUT})
        for row, quads in said
        if row.is_a(NAME_USE)
    ]
    given = [
        (row, {iri for text in row.texts(ABOUT) for iri in _meant(text, known)})
        for row in rows
        if row.is_a(NAME_USE)
    ]
    for row, about in settled + given:
        words = {fold(word) for word in row.texts(COOP + "nameText") if not word.isascii()}
        for iri in about:
            place = known.ontology.drops_suffix(known.classes.get(iri, frozenset()))
            for word in words | ({without_suffix(word) for word in words} if place else set()):
                found.setdefault(word, set()).add(iri)
    if not found:
        return known
    called: _Sets = defaultdict(set)
    for word, iris in found.items():
        for iri in iris:
            called[iri].add(word)
    return replace(
        known,
        shorts=_Both(known.shorts, _frozen(found)),
        forms=_Both(known.forms, _frozen(called)),
    )


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
        return {iri: set(known.forms.get(iri, ())) for iri in iris}

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
