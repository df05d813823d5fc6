"""The data set as catalogues know it: what DCAT-AP asks is there, and it is true."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from kg import exports
from kg.namespaces import DATASET
from kg.questions.versions import versions

MUST = Path(__file__).parent / "dcat_must.ttl"
SET = rdflib.URIRef(DATASET)
# Of DCAT 3, which rdflib does not know yet.
VERSION = rdflib.URIRef("http://www.w3.org/ns/dcat#version")


def checked(content: bytes, address: str) -> rdflib.Graph:
    """The catalogue as it is read at an address, after the shapes have seen it."""
    import pyshacl

    graph = rdflib.Graph().parse(data=content, format="turtle", publicID=address)
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(MUST))
    assert conforms, told
    return graph


def test_the_shapes_see_what_is_missing():
    import pyshacl

    poor = rdflib.Graph()
    poor.add((SET, RDF.type, DCAT.Dataset))
    poor.add((rdflib.URIRef("urn:x"), RDF.type, DCAT.Distribution))
    conforms, _, told = pyshacl.validate(poor, shacl_graph=rdflib.Graph().parse(MUST))
    assert not conforms
    assert told.count("Constraint Violation") >= 6


def test_files_beside_the_catalogue_are_its_downloads(asked, packaged, tmp_path):
    (tmp_path / "cooperation-kg-x.trig.zip").write_bytes(b"content")
    (tmp_path / "other.zip").write_bytes(b"")
    made = asked("export", "--shape", "dcat", "-o", tmp_path / "catalogue.ttl")
    assert made.exit_code == 0
    graph = checked(
        (tmp_path / "catalogue.ttl").read_bytes(), "https://example.org/d/catalogue.ttl"
    )
    (address,) = graph.objects(None, DCAT.downloadURL)
    assert str(address) == "https://example.org/d/cooperation-kg-x.trig.zip"
    assert [str(size) for size in graph.objects(None, DCAT.byteSize)] == ["7"]
    digest = hashlib.sha256(b"content").hexdigest()
    assert digest in (tmp_path / "catalogue.ttl").read_text("utf-8")
    assert str(graph.value(SET, VERSION)) == versions(packaged).data
    assert str(graph.value(SET, DCTERMS.identifier)) == versions(packaged).build
    period = graph.value(SET, DCTERMS.temporal)
    assert str(graph.value(period, DCAT.startDate)) < str(graph.value(period, DCAT.endDate))


def test_the_catalogue_is_the_same_bytes_every_time(packaged):
    forms = exports.distributions({"b.csv": b"2", "a.csv": b"1"}, {})
    assert exports.catalogue(packaged, forms) == exports.catalogue(packaged, forms)


@pytest.mark.parametrize("name", ["x.trig", "x.csv", "-"])
def test_it_is_written_as_turtle(asked, tmp_path, name):
    said = asked("export", "--shape", "dcat", "-o", name, lang="en")
    assert said.exit_code == 1
    assert "--shape dcat is written as .ttl" in said.stderr


def test_the_server_describes_itself(packaged_location, tmp_path):
    from tests.endpoint.conftest import serving

    with serving(packaged_location, "--timeout", "60", folder=tmp_path) as running:
        one, other = (running.client.get(path) for path in ("dataset", ".well-known/dcat"))
        assert (one.status_code, one.content) == (200, other.content)
        graph = checked(one.content, str(one.url))
        for address in (
            *graph.objects(None, DCAT.accessURL),
            *graph.objects(None, DCAT.endpointURL),
        ):
            assert str(address).startswith(str(running.client.base_url).rstrip("/"))
