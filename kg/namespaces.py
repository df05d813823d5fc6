"""Prefixes and identifiers: IRI <-> CURIE, IRI <-> id."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

__all__ = [
    "BASE",
    "CLAIM",
    "CONCEPT_SCHEME",
    "COOP",
    "DATASET",
    "DERIVED",
    "EDITORS",
    "ENTITIES",
    "ENTITY",
    "FROM_SOURCE",
    "GAZETTEER",
    "ID",
    "NAMES",
    "ONTOLOGY",
    "PREFIXES",
    "RDF_TYPE",
    "SOURCE",
    "SOURCES",
    "curie",
    "expand",
    "identifier",
    "local_name",
    "prefixes",
    "prologue",
]

BASE = "https://w3id.org/cooperation-kg/"
COOP = BASE + "ontology#"
ID = BASE + "id/"
SOURCE = BASE + "source/"
# The two classes above all others: what has a name, and what a source says.
ENTITY, CLAIM = COOP + "Entity", COOP + "Claim"
DATASET = BASE + "dataset"
CONCEPT_SCHEME = ID + "scheme/"
# The source of all place names: it says nothing of cooperation.
GAZETTEER = SOURCE + "gazetteer"

# In SPARQL: ``?graph`` is what one source says.
FROM_SOURCE = f'FILTER(STRSTARTS(STR(?graph), "{SOURCE}"))'

ENTITIES = BASE + "graph/entities"
SOURCES = BASE + "graph/sources"
ONTOLOGY = BASE + "graph/ontology"
NAMES = BASE + "graph/names"
DERIVED = BASE + "graph/derived"
EDITORS = BASE + "graph/editors"

# Those that the code spells; `prefixes` has all.
PREFIXES = {
    "coop": COOP,
    "id": ID,
    "source": SOURCE,
    "graph": BASE + "graph/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

RDF_TYPE = PREFIXES["rdf"] + "type"

DECLARED = re.compile(r"^@prefix ([a-z-]+):\s+<([^>]*)>", re.MULTILINE)


@cache
def prefixes() -> dict[str, str]:
    """Every prefix: those of this module, and what the ontology declares for each kind of ids.

    >>> prefixes()["place"]
    'https://w3id.org/cooperation-kg/id/place/'
    """
    from kg.resources import find

    # The head of the file: a query is not to wait for the rest.
    with find("ontology.ttl").open(encoding="utf-8") as file:
        head = "".join(takewhile(lambda line: line[:1] in "@#\n", file))
    return {**PREFIXES, **dict(DECLARED.findall(head))}


def expand(name: str) -> str:
    """The IRI of a CURIE; what has no known prefix comes back as it is.

    >>> expand("coop:partner")
    'https://w3id.org/cooperation-kg/ontology#partner'
    """
    prefix, colon, local = name.partition(":")
    if colon and prefix in prefixes() and not local.startswith("//"):
        return prefixes()[prefix] + local
    return name


def curie(iri: str) -> str:
    """The shortest CURIE of an IRI, or the IRI itself.

    >>> curie("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, namespace in _longest_first():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@cache
def _longest_first() -> list[tuple[str, str]]:
    return sorted(prefixes().items(), key=lambda item: -len(item[1]))


def identifier(iri: str) -> str:
    """The id people use: what follows ``/id/`` or ``/source/``.

    >>> identifier("https://w3id.org/cooperation-kg/id/place/dalian")
    'place/dalian'
    """
    for namespace in (ID, SOURCE):
        if iri.startswith(namespace):
            return iri[len(namespace) :]
    return iri


def local_name(iri: str) -> str:
    """What follows the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/cooperation-kg/ontology#City")
    'City'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def prologue() -> str:
    """``PREFIX`` lines for every known prefix, as SPARQL wants them."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes().items())
