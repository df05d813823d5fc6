"""Who said what of a claim: its properties, every value that a source gives, and which sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import dates
from kg import ontology as ontologies
from kg.claims import Statement, citations, iris
from kg.differences import Scale
from kg.entities import concept, entity, text_of
from kg.errors import Text
from kg.facts import HIDDEN
from kg.namespaces import COOP, PREFIXES, local_name
from kg.questions.conflicts import contradicted
from kg.questions.sheet.quotes import Quotes

if TYPE_CHECKING:
    from kg.records import Entity, SourceFacts
    from kg.records.sheets import Quoted, SaidRow, SaidValue

__all__ = ["in_order", "said_rows"]

TITLE = PREFIXES["dcterms"] + "title"
# What is asked first of any claim: who, under what, in what, how far, since when.
FIRST = (
    *("supporter", "supported", "partner", "openPartner", "signatory", "issuer", "mechanism"),
    *("programme", "form", "field", "stage", "validFrom", "signedOn", "issuedOn", "validUntil"),
)
# How it was read, after all that was read.
LAST = ("statedIn", "partOf", "statedAs", "roundBasis", "basis", "readBy")
# Of several mechanisms none is wrong by a shape, and yet one sentence cannot have both.
ALONE = ("mechanism",)
SIDES = ("supporter", "supported")

_Sources = Mapping[str, "SourceFacts"]


def said_rows(
    group: list[Statement],
    sources: _Sources,
    known: Mapping[str, Entity],
    scale: Scale,
    quotes: Quotes,
) -> list[SaidRow]:
    """The properties of a claim with all that its statements give for each.

    Args:
        group: the statements of the claim.
        sources: records of the sources, by IRI.
        known: records of what the statements refer to.
        scale: what the ontology says of its concepts.
        quotes: what may be quoted.
    """
    ontology = ontologies.load()
    names = {name for one in group for name in one.values} - HIDDEN | {TITLE}
    against = _against(group, sources, scale)
    rows: list[SaidRow] = []
    for name in sorted(names, key=_place):
        if local_name(name).endswith("Latest") or _told_below(group, name):
            continue
        values = _values(group, name, against.get(name, {}), sources, known, quotes)
        if values:
            term = ontology.properties.get(name)
            label = term.label if term else Text(local_name(name), local_name(name))
            rows.append(
                {
                    "property": local_name(name),
                    "zh": label.zh,
                    "en": label.en,
                    "conflict": any(one["disputed"] for one in values),
                    "values": values,
                }
            )
    return rows


def _place(name: str) -> tuple[int, int, str]:
    short = local_name(name)
    if short in FIRST:
        return 0, FIRST.index(short), name
    return (2, LAST.index(short), name) if short in LAST else (1, 0, name)


def _told_below(group: Iterable[Statement], name: str) -> bool:
    """Whether every statement says by a narrower property all that it says by this one."""
    known = ontologies.load()
    term = known.properties.get(name)
    below = known.below(term) if term else set()
    return bool(below) and all(
        set(one.values[name]) <= {value for other in below for value in one.values.get(other, ())}
        for one in group
        if name in one.values
    )


def _against(
    group: list[Statement], sources: _Sources, scale: Scale
) -> dict[str, dict[str, list[Statement]]]:
    """Property -> the values that exclude each other."""
    found = contradicted(group, sources, scale)
    for name in ALONE:
        if len(several := iris(group, name)) > 1:
            found[COOP + name] = {one: [] for one in several}
    both = set.intersection(*(iris(group, side) for side in SIDES))
    for side in SIDES if both else ():
        found[COOP + side] = {one: [] for one in both}
    return found


def _values(
    group: Iterable[Statement],
    name: str,
    against: Mapping[str, list[Statement]],
    sources: _Sources,
    known: Mapping[str, Entity],
    quotes: Quotes,
) -> list[SaidValue]:
    found: dict[str, tuple[Any, bool, list[Quoted]]] = {}
    for one in sorted(group, key=lambda one: in_order(sources[one.source])):
        for key, value in _said(one, name, known):
            disputed = key in against or any(
                one is other for saying in against.values() for other in saying
            )
            _, before, cited = found.setdefault(key, (value, disputed, []))
            found[key] = value, before or disputed, cited
            cited.extend(_cited(one, sources, _words(value), quotes))
    return [
        {"value": value, "disputed": disputed, "sources": cited}
        for value, disputed, cited in found.values()
    ]


def in_order(source: SourceFacts) -> tuple[str, str]:
    """A sort key of sources: by the first day of their date, those without one last."""
    issued = source["issued"]
    return (dates.parse(issued).first.isoformat() if issued else "9999", source["id"])


def _said(one: Statement, name: str, known: Mapping[str, Entity]) -> Iterable[tuple[str, Any]]:
    """Each value of a property in a statement, with a key by which equal ones are told."""
    terms = one.values.get(name, [])
    if terms and one.values.get(name + "Latest"):
        day = dates.show(*(one.dates(name) or ()))
        return [(day, day)]
    tagged = [term for term in terms if isinstance(term, ox.Literal) and term.language]
    plain = [term for term in terms if term not in tagged]
    found = [_plain(term, known) for term in plain]
    # Which of several texts translates which is not stored.
    texts = [tagged] if 0 < len(tagged) <= 2 else [[term] for term in sorted(tagged, key=str)]
    return [
        *found,
        *((str(said), dict(said)) for terms in texts if (said := text_of(terms)) and terms),
    ]


def _plain(term: Any, known: Mapping[str, Entity]) -> tuple[str, Any]:
    if not isinstance(term, ox.NamedNode):
        return str(term.value), str(term.value)
    record = known[term.value]
    shown = concept(record) if record["type"] in (None, "Concept") else entity(record)
    return str(term.value), shown


def _words(value: Any) -> list[str]:
    """By which words a value may stand in a text: its name, short, or its date as printed."""
    if isinstance(value, str):
        year, _, rest = value.partition("-")
        month = rest.partition("-")[0].lstrip("0")
        return [f"{year}年{month}月", f"{year}年", year] if month else [f"{year}年", year]
    name = value.get("zh") or ""
    return [name, name[:-1]] if len(name) > 2 else [name] if name else []


def _cited(
    one: Statement, sources: _Sources, words: Collection[str], quotes: Quotes
) -> list[Quoted]:
    """The places of a statement; where the text is at hand the one that has the value, quoted."""
    cited: list[Any] = list(citations([one], sources))
    ident = sources[one.source]["id"]
    places = [(start, end) for start, end, _ in one.spans]
    best = quotes.nearest(ident, places, words) or next(iter(places), None)
    if ident not in quotes.texts or best is None:
        return cited
    told = next(record for record in cited if (record["start"], record["end"]) == best)
    noted = {key: cited[0][key] for key in ("corrections",) if key in cited[0]}
    said = quotes.quote(ident, *best, words)
    return [told | noted | ({"quote": said} if said else {})]
