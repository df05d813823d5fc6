"""Labels of claims that have no name of their own, made of what they are about.

A pairing is called by its partners (大连市—上海市), a figure by its indicator and how it is
printed: the ontology says so of each class (``coop:labelPattern``). Written into
``graph/derived`` at build, so that nobody has to make them again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.loaders.quads import Quad
from kg.names import distinct
from kg.namespaces import COOP, DERIVED, PREFIXES, RDF_TYPE, local_name
from kg.ontology import Ontology
from kg.terms import naming

__all__ = ["claim_labels"]

LABEL = PREFIXES["skos"] + "prefLabel"
# Who supports is named before who is supported.
SUPPORTER = COOP + "supporter"
# What stands between several texts of one property.
BETWEEN = {"zh": "、", "en": ", "}
PATTERN = COOP + "labelPattern"

_Words = dict[str, dict[str, str]]


def claim_labels(quads: Iterable[Quad], ontology: Ontology) -> Iterator[Quad]:
    """Quads that label what has no name, in both languages."""
    words, kinds, values = _read(list(quads), ontology)
    for kind, marks in _between(ontology):
        properties = naming(ontology.facts, local_name(kind))
        for subject in sorted(kinds[kind] - words.keys()):
            parts = [
                text
                for property_name in properties
                for text in _texts(
                    values[subject][COOP + property_name],
                    words,
                    values[subject][SUPPORTER],
                    local_name(subject),
                )
            ]
            for language, mark in marks.items():
                label = mark.join(part[language] for part in parts)
                if label:
                    # A figure or the use of a name may be about a pairing.
                    words[subject][language] = label
                    yield subject, LABEL, ox.Literal(label, language=language), DERIVED


def _between(ontology: Ontology) -> Iterator[tuple[str, dict[str, str]]]:
    """The classes that have a pattern, in their order, and what stands between the parts of it."""
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in ontology.triples:
        pattern = triple.object
        if triple.predicate.value == PATTERN and isinstance(pattern, ox.Literal):
            _, mark, *_ = re.findall(r"(?:^|\})([^{]*)", pattern.value)
            marks[triple.subject.value][pattern.language or "zh"] = mark
    for kind in sorted(marks, key=lambda kind: ontology.classes[kind].order):
        yield kind, marks[kind]


def _read(
    quads: list[Quad], ontology: Ontology
) -> tuple[_Words, dict[str, set[str]], dict[str, dict[str, set[ox.NamedNode | ox.Literal]]]]:
    words: _Words = defaultdict(dict)
    for concept in ontology.concepts.values():
        words[concept.iri] = concept.label._asdict()
    given: _Words = defaultdict(dict)
    kinds: dict[str, set[str]] = defaultdict(set)
    values: dict[str, dict[str, set[ox.NamedNode | ox.Literal]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for subject, predicate, term, _ in quads:
        if predicate == LABEL and isinstance(term, ox.Literal):
            # Of several, whichever is first: what is made of them knows no order of rows.
            language, known = term.language or "zh", given[subject]
            known[language] = min(term.value, known.get(language, term.value))
        elif predicate == RDF_TYPE:
            kinds[term.value].add(subject)
        else:
            values[subject][predicate].add(term)
    for subject, labels in given.items():
        words[subject].update(labels)
    return words, kinds, values


def _texts(
    terms: Iterable[ox.NamedNode | ox.Literal],
    words: Mapping[str, dict[str, str]],
    first: Collection[ox.NamedNode | ox.Literal],
    slug: str,
) -> list[dict[str, str]]:
    """The terms in both languages, in a stable order; a word in one language serves for both.

    Where nobody supports anybody, they stand as in the id: its editor wrote the partners in order.
    """
    found: list[dict[str, str]] = []
    literals: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: (term not in first, _place(term, slug))):
        if isinstance(term, ox.Literal):
            literals[term.language or "zh"].append(term.value)
        elif term.value in words:
            known = words[term.value]
            any_word = next(iter(known.values()), "")
            found.append({lang: known.get(lang, any_word) for lang in BETWEEN})
    if literals:
        any_texts = next(iter(literals.values()))
        found.append(
            {
                lang: mark.join(distinct(literals.get(lang, any_texts)))
                for lang, mark in BETWEEN.items()
            }
        )
    return found


def _place(term: ox.NamedNode | ox.Literal, slug: str) -> tuple[float, str]:
    """Where in an id a thing is named, whole or by its own part; what is not is next to the first.

    >>> place = ox.NamedNode("https://w3id.org/cooperation-kg/id/place/yanbian-wangqing")
    >>> _place(place, "wangqing-beilun")[0], _place(place, "jilin-zhejiang")[0]
    (0, 0.5)
    """
    if isinstance(term, ox.Literal):
        return 0.5, str(term)
    whole = local_name(term.value)
    named = f"-{slug}-"
    found = [named.find(f"-{part}-") for part in (whole, whole.rpartition("-")[2])]
    return next((float(at) if at else 0 for at in found if at >= 0), 0.5), str(term)
