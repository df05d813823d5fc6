"""Prefixes and identifiers: IRI <-> CURIE, IRI <-> id."""

from __future__ import annotations

__all__ = [
    "BASE",
    "CONCEPT_SCHEME",
    "COOP",
    "DATASET",
    "DERIVED",
    "EDITORS",
    "ENTITIES",
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
    "prologue",
]

BASE = "https://w3id.org/cooperation-kg/"
COOP = BASE + "ontology#"
ID = BASE + "id/"
SOURCE = BASE + "source/"
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

# Ids hold a slash, which SPARQL wants escaped in a prefixed name: `place:dalian` reads better.
ID_CLASSES = (
    "agreement",
    "area",
    "document",
    "event",
    "facility",
    "field",
    "form",
    "indicator",
    "initiative",
    "mechanism",
    "observation",
    "organization",
    "pairing",
    "park",
    "person",
    "place",
    "plan",
    "programme",
    "project",
    "safeguard",
    "stage",
    "task",
    "unit",
)

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
    **{name: f"{ID}{name}/" for name in ID_CLASSES},
}

RDF_TYPE = PREFIXES["rdf"] + "type"


def expand(name: str) -> str:
    """The IRI of a CURIE; what has no known prefix comes back as it is.

    >>> expand("coop:partner")
    'https://w3id.org/cooperation-kg/ontology#partner'
    """
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return name


def curie(iri: str) -> str:
    """The shortest CURIE of an IRI, or the IRI itself.

    >>> curie("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


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
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
