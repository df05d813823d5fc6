"""RDF terms -> cells, as `kg.loaders.cells` reads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import dates
from kg.errors import KGError, Text
from kg.loaders.rows import RESERVED, split
from kg.namespaces import COOP, ID, PREFIXES, SOURCE, curie, identifier, local_name
from kg.ontology import Class, Ontology, Property, load

__all__ = ["cells_of", "column", "refused"]

XSD, RDF, RDFS = (PREFIXES[prefix] for prefix in ("xsd", "rdf", "rdfs"))
LANG_STRING = RDF + "langString"


def cells_of(
    said: dict[str, set[Any]], everything: dict[str, set[Any]], main: Class, ontology: Ontology
) -> dict[str, list[str]]:
    """Header -> values of one row.

    Args:
        said: terms by property.
        everything: the same with what the build added: the last days of dates.
        main: the class of the table.
        ontology: the schema.

    Raises:
        KGError: if no table can say it.
    """
    cells: dict[str, list[str]] = {}
    for name, terms in said.items():
        term = ontology.properties.get(name)
        if term is None:
            raise refused(curie(name))
        header = column(term, main, ontology)
        if term.range == XSD + "date":
            cells[header] = _dates(terms, everything.get(term.latest or "", set()))
        elif term.range == LANG_STRING:
            for literal in sorted(terms, key=str):
                cells.setdefault(f"{header}@{literal.language}", []).append(literal.value)
        else:
            cells[header] = sorted(_text(found, term) for found in terms)
    for header, values in cells.items():
        # What the loader would part or trim cannot have come from a table.
        wrong = [value for value in values if split(value) != (value,)]
        if wrong:
            raise refused(f"{header}: {wrong[0]}")
    return cells


def column(term: Property, main: Class, ontology: Ontology) -> str:
    """What heads the column of a property in the table of a class.

    >>> from kg.ontology import load
    >>> known = load()
    >>> source = known.properties["http://purl.org/dc/terms/source"]
    >>> column(source, known.tables["sources"], known)
    'dcterms:source'
    """
    return _columns(term.iri, main.iri) if ontology is load() else _column(term, main, ontology)


@cache
def _columns(iri: str, main: str) -> str:
    # To look for the name of a column is slow, and rows ask for it cell by cell.
    ontology = load()
    return _column(ontology.properties[iri], ontology.classes[main], ontology)


def _column(term: Property, main: Class, ontology: Ontology) -> str:
    if term.iri == COOP + "ofSource":
        return "source"
    for name in (term.header, curie(term.iri)):
        meant = next((one for one in ontology.columns(name) if _fits(one, main, ontology)), None)
        if name not in RESERVED and meant == term:
            return name
    return curie(term.iri)


def refused(what: str) -> KGError:
    """Something is in the store that no row of a table can say."""
    return KGError(
        Text(f"不能写进表格：{what}", f"cannot be written as a table: {what}"),
        hint=Text(
            "这些内容不是由表格加载的，请导出 .nq 或 .trig",
            "it was not loaded from tables; export .nq or .trig",
        ),
    )


def _fits(term: Property, main: Class, ontology: Ontology) -> bool:
    domain = ontology.classes.get(term.domain)
    below = domain is not None and main.iri in domain.ancestors
    return below or ontology.is_a(main.iri, term.domain)


def _dates(first: Iterable[Any], last: Iterable[Any]) -> list[str]:
    """Dates as sharp as they are stored.

    Of several dates, which first day belongs to which last is not stored: the intervals from
    the first of all and to the last of all have the same days.
    """
    begins, ends = sorted({day.value for day in first}), sorted({day.value for day in last})
    if not ends:
        return begins
    spans = {(begins[0], end) for end in ends} | {(begin, ends[-1]) for begin in begins}
    return [dates.show(*span) for span in sorted(spans)]


def _text(found: Any, term: Property) -> str:
    if isinstance(found, ox.Literal):
        return found.value
    if term.range == RDFS + "Class":
        return local_name(found.value) if found.value.startswith(COOP) else curie(found.value)
    if term.range == RDF + "Property":
        return curie(found.value)
    if not found.value.startswith((ID, SOURCE)):
        raise refused(f"{term.header}: {found.value}")
    return identifier(found.value)
