"""The data set as catalogues of data sets know it: DCAT 3, with what DCAT-AP asks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.errors import Text
from kg.namespaces import BASE, COOP, DATASET, PREFIXES, RDF_TYPE, SOURCES
from kg.questions.versions import versions
from kg.sparql import Store
from kg.store import select

__all__ = ["Distribution", "catalogue", "distributions"]

DCAT, FOAF = "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
EU = "http://publications.europa.eu/resource/authority/"
DCTERMS, OWL, PROV = PREFIXES["dcterms"], PREFIXES["owl"], PREFIXES["prov"]
XSD = PREFIXES["xsd"]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
IANA = "https://www.iana.org/assignments/media-types/"
# Files are named relative to the catalogue: it is true wherever both lie.
HERE = "https://here.invalid/"
TITLE = Text("中国区域合作知识图谱", "Regional cooperation in China: a knowledge graph")
ABOUT = Text(
    "中国各地区之间的对口合作及相关关系：谁与谁结对，哪份文件说的，截至何时，原文何处。",
    "How Chinese regions are paired and cooperate (对口合作 and its relatives): who with whom, "
    "which document says so, as of when, and where in it.",
)
CATALOGUE = Text("cooperation-kg 的数据", "Data of cooperation-kg")
PUBLISHER = "The cooperation-kg contributors"
COUNTED = f"""
SELECT ?source ?issued WHERE {{ GRAPH <{SOURCES}> {{
  ?source a coop:Source OPTIONAL {{ ?source dcterms:issued ?issued }}
}} }}"""
MEDIA = {
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".graphml": "application/xml",
    ".gexf": "application/xml",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html",
    ".zip": "application/zip",
}

_Said = Iterator[tuple[Any, str, Any]]


class Distribution(NamedTuple):
    """A form in which the data are had: a file beside the catalogue, or an address."""

    where: str
    what: Text
    media: str
    size: int | None = None
    digest: str = ""


def distributions(files: Mapping[str, bytes], what: Mapping[str, Text]) -> list[Distribution]:
    """Files as distributions; those of a kind that is unknown are left out.

    Args:
        files: the content of each, by its name.
        what: what each of them holds, by its name.

    Example:
        >>> distributions({"a.trig.zip": b"", "a.txt": b""}, {})[0].media
        'application/zip'
    """
    return [
        Distribution(
            name,
            what.get(name, Text(name, name)),
            MEDIA[suffix],
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        for name, content in sorted(files.items())
        if (suffix := f".{name.rpartition('.')[2]}") in MEDIA
    ]


def catalogue(store: Store, forms: Sequence[Distribution] = (), *, endpoint: str = "") -> bytes:
    """A catalogue with the data set of a store, as Turtle.

    Args:
        store: an open store.
        forms: in which the data are had.
        endpoint: the address of a SPARQL endpoint that holds them.

    Example:
        >>> import kg
        >>> b"dcat:Dataset" in catalogue(kg.open())
        True
    """
    said = [*_dataset(store, forms), *_catalogue(), *_service(endpoint)]
    triples = sorted({ox.Triple(*(_node(part) for part in one)) for one in said}, key=str)
    known = {"dcat": DCAT, "foaf": FOAF, "spdx": SPDX, "xsd": XSD, "owl": OWL, "prov": PROV}
    content = ox.serialize(
        triples,
        format=ox.RdfFormat.TURTLE,
        prefixes=known | {"dcterms": DCTERMS},
        base_iri=HERE,
    )
    # Without a base of its own it is read with that of its address.
    lines = (content or b"").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"@base"))


def _node(part: Any) -> Any:
    return ox.NamedNode(part) if isinstance(part, str) else part


def _words(subject: Any, name: str, words: Text) -> _Said:
    yield subject, name, ox.Literal(words.zh, language="zh")
    yield subject, name, ox.Literal(words.en, language="en")


def _dataset(store: Store, forms: Iterable[Distribution]) -> _Said:
    about = versions(store)
    rows = select(store, COUNTED)
    yield DATASET, RDF_TYPE, DCAT + "Dataset"
    yield from _words(DATASET, DCTERMS + "title", TITLE)
    yield from _words(DATASET, DCTERMS + "description", ABOUT)
    for name in (DCAT + "version", OWL + "versionInfo"):
        yield DATASET, name, ox.Literal(about.data)
    yield DATASET, DCTERMS + "identifier", ox.Literal(about.build)
    yield DATASET, DCTERMS + "license", LICENCE
    yield DATASET, DCTERMS + "publisher", BASE + "contributors"
    yield DATASET, DCTERMS + "creator", BASE + "contributors"
    yield DATASET, DCAT + "landingPage", BASE
    yield DATASET, DCTERMS + "conformsTo", f"{COOP.rstrip('#')}/{about.ontology}"
    for code in ("ZHO", "ENG"):
        yield DATASET, DCTERMS + "language", f"{EU}language/{code}"
    for word, lang in (("对口合作", "zh"), ("区域合作", "zh"), ("regional cooperation", "en")):
        yield DATASET, DCAT + "keyword", ox.Literal(word, language=lang)
    yield DATASET, DCAT + "theme", f"{EU}data-theme/REGI"
    yield DATASET, DCTERMS + "spatial", f"{EU}country/CHN"
    yield f"{EU}country/CHN", RDF_TYPE, DCTERMS + "Location"
    yield from _words(f"{EU}country/CHN", PREFIXES["rdfs"] + "label", Text("中国", "China"))
    yield from _period([row["issued"] for row in rows if "issued" in row])
    yield from _provenance(len({row["source"].value for row in rows}), about.line())
    for number, form in enumerate(forms):
        yield from _distribution(f"{DATASET}#form-{number}", form)


def _period(issued: list[Any]) -> _Said:
    """From the first document to the last; dates as sharp as they were printed."""
    if issued:
        period = DATASET + "#period"
        yield DATASET, DCTERMS + "temporal", period
        yield period, RDF_TYPE, DCTERMS + "PeriodOfTime"
        yield period, DCAT + "startDate", min(issued, key=lambda term: term.value)
        yield period, DCAT + "endDate", max(issued, key=lambda term: term.value)


def _provenance(count: int, line: str) -> _Said:
    told, made = DATASET + "#provenance", DATASET + "#build"
    yield DATASET, DCTERMS + "provenance", told
    yield told, RDF_TYPE, DCTERMS + "ProvenanceStatement"
    words = Text(
        f"据 {count} 份文件编成，每条陈述注明文件和文中位置，各文件的陈述在各自的命名图里。",
        f"Coded from {count} documents; every claim names its document and the place in it, and "
        "stands in the named graph of that document.",
    )
    yield from _words(told, PREFIXES["rdfs"] + "label", words)
    yield DATASET, PROV + "wasGeneratedBy", made
    yield made, RDF_TYPE, PROV + "Activity"
    yield made, PREFIXES["rdfs"] + "label", ox.Literal(line)


def _distribution(iri: str, form: Distribution) -> _Said:
    address = form.where if "://" in form.where else HERE + form.where
    yield DATASET, DCAT + "distribution", iri
    yield iri, RDF_TYPE, DCAT + "Distribution"
    yield from _words(iri, DCTERMS + "title", form.what)
    yield iri, DCAT + "accessURL", address
    yield iri, DCAT + "mediaType", IANA + form.media
    yield iri, DCTERMS + "license", LICENCE
    if form.size is not None:
        yield iri, DCAT + "downloadURL", address
        size = ox.Literal(str(form.size), datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
        yield iri, DCAT + "byteSize", size
    if form.digest:
        value = ox.Literal(form.digest, datatype=ox.NamedNode(XSD + "hexBinary"))
        yield iri, SPDX + "checksum", f"{iri}-sum"
        yield f"{iri}-sum", RDF_TYPE, SPDX + "Checksum"
        yield f"{iri}-sum", SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256"
        yield f"{iri}-sum", SPDX + "checksumValue", value


def _catalogue() -> _Said:
    iri = BASE + "catalogue"
    yield iri, RDF_TYPE, DCAT + "Catalog"
    yield from _words(iri, DCTERMS + "title", CATALOGUE)
    yield from _words(iri, DCTERMS + "description", ABOUT)
    yield iri, DCTERMS + "publisher", BASE + "contributors"
    yield iri, DCTERMS + "license", LICENCE
    yield iri, DCAT + "dataset", DATASET
    yield BASE + "contributors", RDF_TYPE, FOAF + "Agent"
    yield BASE + "contributors", FOAF + "name", ox.Literal(PUBLISHER, language="en")


def _service(endpoint: str) -> _Said:
    if endpoint:
        iri = DATASET + "#sparql"
        yield iri, RDF_TYPE, DCAT + "DataService"
        yield from _words(iri, DCTERMS + "title", Text("SPARQL 端点", "SPARQL endpoint"))
        yield iri, DCAT + "endpointURL", endpoint
        yield iri, DCAT + "servesDataset", DATASET
        yield iri, DCTERMS + "conformsTo", "https://www.w3.org/TR/sparql11-protocol/"
        yield BASE + "catalogue", DCAT + "service", iri
