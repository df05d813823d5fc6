"""What cells can name, with all its names: to show it, and to find it while somebody types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.characters import simplified
from kg.loaders.fitting import Loaded
from kg.names.keys import TIERS, fold, keys
from kg.namespaces import COOP, DERIVED, ENTITIES, NAMES, ONTOLOGY, SOURCES, identifier, local_name
from kg.ontology import Ontology, Property
from kg.sparql import Store
from kg.store import each, run

__all__ = ["Things", "complete", "read_things", "thing"]

LABELS = f"""
SELECT ?item ?label WHERE {{
  VALUES ?graph {{ <{ENTITIES}> <{DERIVED}> <{ONTOLOGY}> }}
  GRAPH ?graph {{ ?item skos:prefLabel|rdfs:label ?label }}
}}"""
TITLES = f"SELECT ?item ?label WHERE {{ GRAPH <{SOURCES}> {{ ?item dcterms:title ?label }} }}"
KEYS = f"""
SELECT ?item ?key WHERE {{ GRAPH <{NAMES}> {{ ?item ?tier ?key }}
  FILTER(?tier IN ({", ".join(f"coop:{tier}" for tier in TIERS)})) }}"""
SHOWN = 30
# What only editors and the program itself speak of.
HIDDEN = {"Source", "EditorialNote"}


@dataclass
class Things:
    """Labels by IRI and language, and folded names by IRI."""

    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    full: dict[str, str] = field(default_factory=dict)

    def add(self, iri: str, zh: str, *, place: bool) -> None:
        """Let something new be found."""
        self.labels[iri]["zh"] = zh
        for found in keys([simplified(zh)], [], place=place).values():
            self.keys[iri] |= found


def read_things(store: Store, full: Mapping[str, str]) -> Things:
    """All that has a name in a store.

    Args:
        store: the store.
        full: names of places with what they lie in, by IRI.
    """
    things = Things(full=dict(full))
    for query in (LABELS, TITLES):
        for item, label in each(run(store, query)):
            language = "en" if (label.language or "").startswith("en") else "zh"
            things.labels[item.value].setdefault(language, label.value)
    for item, key in each(run(store, KEYS)):
        things.keys[item.value].add(key.value)
    return things


def thing(iri: str, things: Things, loaded: Loaded) -> dict[str, Any]:
    """An entity or concept as pages show it."""
    labels = things.labels.get(iri, {})
    ident = identifier(iri)
    zh = labels.get("zh") or labels.get("en") or ident
    kind = _exact(loaded.known.classes.get(iri, ()), loaded.ontology)
    full = things.full.get(iri, zh)
    return {"id": ident, "zh": zh, "en": labels.get("en"), "type": kind, "full": full}


def _exact(kinds: Iterable[str], ontology: Ontology) -> str | None:
    known = [ontology.classes[kind] for kind in kinds if kind in ontology.classes]
    if not known:
        return None
    return local_name(max(known, key=lambda one: (len(one.ancestors), one.iri)).iri)


def complete(
    text: str, term: Property, things: Things, loaded: Loaded, near: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """What may stand in a cell and has such a name; of a list of values, all that fit.

    Args:
        text: what was typed so far: characters, pinyin, initials, English or an id.
        term: the property.
        things: all that has a name.
        loaded: what there is.
        near: ids of what the text around it names, which comes first.
    """
    ontology = loaded.ontology
    wanted = fold(simplified(text))
    if term.scheme:
        found = [
            (concept.label.zh, iri)
            for iri, concept in ontology.schemes.get(term.scheme, {}).items()
            if any(wanted in fold(label) for label in (*concept.labels, identifier(iri)))
        ]
        return [
            {"id": identifier(iri), **ontology.concepts[iri].label._asdict(), "type": None}
            for _, iri in sorted(found)
        ]
    around = [iri for ident in near if (iri := loaded.known.find(ident))]
    for iri in around:
        # Initials are kept of what sources speak of; this text speaks of these.
        if zh := things.labels[iri].get("zh"):
            things.add(iri, zh, place=ontology.drops_suffix(loaded.known.classes[iri]))
    ranked = sorted(_ranked(wanted, text, term, things, loaded, around))
    return [thing(iri, things, loaded) for *_, iri in ranked[:SHOWN]]


def _ranked(
    wanted: str, text: str, term: Property, things: Things, loaded: Loaded, around: list[str]
) -> Iterator[tuple[int, int, str]]:
    """How well each thing fits: named nearby, called exactly so, beginning so, holding it."""
    ontology = loaded.ontology
    for iri in around if not wanted else things.labels:
        kinds = loaded.known.classes.get(iri)
        if kinds is None or not ontology.takes(term, kinds):
            continue
        if any(COOP + kind in kinds for kind in HIDDEN) and term.range != COOP + "Source":
            continue
        fit = _fit(wanted, text, iri, things)
        if fit is not None:
            yield around.index(iri) if iri in around else len(around), fit, iri


def _fit(wanted: str, text: str, iri: str, things: Things) -> int | None:
    names = things.keys.get(iri, set()) | {fold(word) for word in things.labels[iri].values()}
    full = fold(things.full.get(iri, ""))
    if wanted in names or wanted == full:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    inside = wanted and not wanted.isascii() and (wanted in full or any(wanted in n for n in names))
    if inside or (text and text in identifier(iri)):
        return 2
    return None
