"""The evidence sheet of a thing: who said what of it, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.claims import Statement, iris
from kg.differences import Scale
from kg.editorial import notes_on
from kg.entities import Record, entity
from kg.errors import Text
from kg.facts import referred
from kg.namespaces import ID
from kg.questions.figures import concerning
from kg.questions.sheet.around import (
    beneath,
    groups_of,
    lying_in,
    other_times,
    siblings,
    stated_in,
    under_programme,
)
from kg.questions.sheet.headline import of_circle, of_claim, of_pairing, of_programme
from kg.questions.sheet.quotes import Quotes, texts_of
from kg.questions.sheet.said import in_order, said_rows
from kg.questions.sheet.shared import Shared
from kg.questions.sheet.where import lines_of, spots_of
from kg.sparql import Store
from kg.store import select

if TYPE_CHECKING:
    from kg.records import Figure, PartnerRow, SourceFacts
    from kg.records.sheets import SaidTable, Sheet

__all__ = ["sheet"]

# How much of each kind is listed; the rest is counted.
MOST = {
    "pairings": 60,
    "beneath": 60,
    "siblings": 12,
    "earlier": 6,
    "later": 6,
    "others": 6,
    "figures": 12,
    "said": 12,
}

NAMES = """
SELECT DISTINCT ?name WHERE { GRAPH ?graph { $entity skos:altLabel ?name } }"""


def sheet(store: Store | Shared, iri: str, folder: Path | None = None) -> Sheet:
    """Everything that the evidence sheet of a thing shows.

    Args:
        store: an open store, or what the sheets of one share.
        iri: of a place, pairing, agreement, plan, programme or anything else that sources speak of.
        folder: holds raw texts, ``<id of the source>.txt``; a few words of each are then quoted.

    Raises:
        KGError: if a text is not the one that the evidence was taken from.

    Example:
        >>> import kg
        >>> found = sheet(kg.open(), ID + "pairing/jilin-zhejiang")
        >>> [row["zh"] for row in found["said"][0]["rows"] if row["conflict"]]
        ['起始']
    """
    shared = store if isinstance(store, Shared) else Shared(store)
    store = shared.store
    thing = shared.described([iri])[iri]
    own = _own(shared, thing)
    claims = {iri: None} | dict.fromkeys(row["claim"] for row in own)
    statements = shared.statements(claims)
    sources = shared.sources(statements)
    texts = texts_of(store, folder, {one["id"] for one in sources.values()})
    tables = _tables(shared, statements, sources, Quotes(texts))
    circle = _circle(shared, thing, own)
    covered = _covered(shared, thing, own)
    shown = {name: rows[: MOST[name]] for name, rows in circle.items()}
    told = _figures(shared, iri)
    spots, lines, unplaced = _drawn(shared, thing, shown)
    labels = shared.labels.get(thing["type"] or "", Text("", ""))
    whole = _headline(thing, labels, own, circle, covered, tables)
    kept = [tables[claim] for claim in _said_order(iri, own, tables)]
    version, build = shared.version
    counts = {"figures": len(told), "said": len(kept), **{k: len(v) for k, v in circle.items()}}
    rows: list[Record] = [*told, *covered, *chain(*shown.values())]
    cited = {one["id"] for one in (*sources.values(), *_citing(rows))}
    return {
        "entity": entity(thing),
        "kind": {"zh": labels.zh, "en": labels.en},
        "names": _names(store, thing),
        "headline": {"zh": whole.zh, "en": whole.en},
        "said": kept[: MOST["said"]],
        **shown,  # type: ignore[typeddict-item]
        "groups": groups_of(shared, iri),
        "coverage": covered,
        "figures": told[: MOST["figures"]],
        "left_out": {name: n - MOST[name] for name, n in counts.items() if n > MOST[name]},
        "spots": spots,
        "lines": lines,
        "unplaced": unplaced,
        "notes": [{"zh": note.zh, "en": note.en} for note in notes_on(store, iri)],
        "titles": {ident: title for ident, title in shared.titles.items() if ident in cited},
        "texts": list(texts),
        "version": version,
        "build": build,
        "citation": _citation(thing, whole, version, build),
    }


def _citing(rows: Iterable[Record]) -> Iterator[SourceFacts]:
    return (source for row in rows for source in row.get("sources", ()))


def _own(shared: Shared, thing: Record) -> list[PartnerRow]:
    """The pairings of a thing, or what it is itself, or states."""
    iri, kind = thing["iri"], thing["type"]
    if kind == "Pairing":
        return shared.pairings([iri])
    if kind == "Programme":
        return under_programme(shared, iri)
    return shared.partners(iri) or stated_in(shared, iri)


def _said_order(iri: str, own: Iterable[PartnerRow], tables: Mapping[str, Any]) -> list[str]:
    """Its pairings, those of most sources first, and itself: before them, if it is a claim."""
    rest = {row["claim"] for row in own if row["claim"] in tables} - {iri}
    most = sorted(rest, key=lambda claim: (-len(tables[claim]["sources"]), claim))
    itself = [iri] if iri in tables else []
    return [*most, *itself] if _is_circle(iri) else [*itself, *most]


def _tables(
    shared: Shared,
    statements: Mapping[str, list[Statement]],
    sources: Mapping[str, SourceFacts],
    quotes: Quotes,
) -> dict[str, SaidTable]:
    everyone = [one for group in statements.values() for one in group]
    known = shared.described({*statements, *referred(everyone, frozenset())})
    rows = _by_claim(shared, statements, known)
    labels, scale = shared.labels, shared.scale
    found: dict[str, SaidTable] = {}
    for claim, group in statements.items():
        said = said_rows(group, sources, known, scale, quotes)
        saying = sorted((sources[iri] for iri in {one.source for one in group}), key=in_order)
        if not said:
            continue
        kind = labels.get(known[claim]["type"] or "", Text("", ""))
        words = (
            of_pairing(rows[claim], said, saying, _reached(group, scale))
            if rows.get(claim)
            else of_claim(known[claim], kind, said, saying)
        )
        found[claim] = {
            "claim": entity(known[claim]),
            "headline": {"zh": words.zh, "en": words.en},
            "sources": saying,
            "rows": said,
        }
    return found


def _by_claim(
    shared: Shared, claims: Iterable[str], known: Mapping[str, Record]
) -> dict[str, list[PartnerRow]]:
    found: dict[str, list[PartnerRow]] = {}
    wanted = [claim for claim in claims if known[claim]["type"] == "Pairing"]
    for row in shared.pairings(wanted) if wanted else ():
        found.setdefault(row["claim"], []).append(row)
    return found


def _reached(group: Iterable[Statement], scale: Scale) -> int | None:
    return max((scale.order.get(one, 0) for one in iris(group, "stage")), default=None)


def _circle(
    shared: Shared, thing: Record, own: Sequence[PartnerRow]
) -> dict[str, list[PartnerRow]]:
    iri, kind = thing["iri"], thing["type"]
    none: dict[str, list[PartnerRow]] = {
        name: [] for name in ("pairings", "beneath", "siblings", "earlier", "later", "others")
    }
    if kind != "Pairing":
        lying = lying_in(shared, iri, {row["claim"] for row in own})
        return none | {"pairings": list(own), "beneath": lying}
    beside = {"beneath": beneath(shared, iri), "siblings": siblings(shared, iri)}
    near = {row["claim"] for rows in beside.values() for row in rows}
    times = other_times(shared, own[0]) if own else {}
    kept = {name: [row for row in rows if row["claim"] not in near] for name, rows in times.items()}
    return none | beside | kept


def _covered(shared: Shared, thing: Record, own: Iterable[PartnerRow]) -> list[Any]:
    """The coverage of a programme, or of that of a pairing."""
    if thing["type"] == "Programme":
        return shared.covered(thing["id"])
    found = {row["programme"]["id"] for row in own if row["programme"]}
    return shared.covered(found.pop()) if thing["type"] == "Pairing" and len(found) == 1 else []


def _figures(shared: Shared, iri: str) -> list[Figure]:
    """Figures of a thing and of what concerns it, the latest first."""
    rows = shared.figures({iri} | concerning(shared.store, iri), {iri})
    return sorted(rows, key=lambda row: row["asOf"] or "", reverse=True)


def _drawn(
    shared: Shared, thing: Record, shown: Mapping[str, Sequence[PartnerRow]]
) -> tuple[list[Any], list[Any], list[Any]]:
    rows = list(shown["pairings"])
    if thing["type"] == "Pairing":
        rows = shared.pairings([thing["iri"]])
    ends = {end["iri"]: end for row in rows for end in (row["of"], row["partner"]) if end["iri"]}
    if thing["iri"].startswith(ID + "place/") or thing["iri"].startswith(ID + "park/"):
        ends.setdefault(thing["iri"], entity(thing))
    spots = spots_of(shared.store, {iri for iri in ends if iri})
    there = {spot["entity"]["iri"] for spot in spots}
    lines = [line for line in lines_of(rows) if {line["one"], line["other"]} <= there]
    nameless = [row["partner"] for row in rows if row["partner"]["iri"] is None]
    return spots, lines, [*(end for iri, end in ends.items() if iri not in there), *nameless]


def _headline(
    thing: Record,
    kind: Text,
    own: Sequence[PartnerRow],
    circle: Mapping[str, Sequence[PartnerRow]],
    covered: Sequence[Record],
    tables: Mapping[str, SaidTable],
) -> Text:
    if thing["type"] == "Programme" and covered:
        return of_programme(covered[0])
    if thing["iri"] in tables and not _is_circle(thing["iri"]):
        return Text(**tables[thing["iri"]]["headline"])
    return of_circle(entity(thing), own, len(circle["beneath"]))


# Kinds of ids of which a sheet tells with whom they are paired.
CIRCLES = frozenset({"place", "park", "organization"})


def _is_circle(iri: str) -> bool:
    return iri.split("/")[-2] in CIRCLES


def _names(store: Store, thing: Record) -> list[str]:
    rows = select(store, NAMES, entity=ox.NamedNode(thing["iri"]))
    return sorted({row["name"].value for row in rows} - {thing["zh"], thing["en"]})


def _citation(thing: Record, whole: Text, version: str, build: str) -> Any:
    """The sentence with where it is from, to be copied."""
    iri = thing["iri"]
    return {
        "zh": f"{whole.zh}（cooperation-kg 数据版本 {version}（{build}），{iri}）",
        "en": f"{whole.en} (cooperation-kg, data version {version}, build {build}, {iri})",
    }
