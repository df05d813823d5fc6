"""The ontology is the schema: every term explains itself, columns and edges come from it."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.namespaces import (
    COOP,
    ID,
    PREFIXES,
    curie,
    expand,
    identifier,
    local_name,
    prefixes,
    prologue,
)
from kg.ontology import load
from kg.resources import find

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def known():
    return load()


FIXED_CLASSES = {
    "Place": [],
    "Province": ["Place"],
    "Municipality": ["Province", "Place"],
    "City": ["Place"],
    "District": ["Place"],
    "Township": ["Place"],
    "NewArea": ["Place"],
    "Region": ["Place"],
    "Park": [],
    "Organization": [],
    "ChamberOfCommerce": ["Organization"],
    "FederationOfIndustryAndCommerce": ["Organization"],
    "GovernmentBody": ["Organization"],
    "GovernanceBody": ["Organization"],
    "Company": ["Organization"],
    "University": ["Organization"],
    "ResearchInstitute": ["Organization"],
    "Hospital": ["Organization"],
    "TradingExchange": ["Organization"],
    "Person": [],
    "Facility": [],
    "Mechanism": [],
    "Programme": [],
    "Pairing": ["Claim"],
    "Agreement": ["Claim"],
    "Document": [],
    "Plan": ["Document"],
    "Area": [],
    "Task": [],
    "Safeguard": [],
    "Project": [],
    "Event": [],
    "PolicyTransfer": [],
    "PersonnelExchange": [],
    "Participation": [],
    "Observation": ["Claim"],
    "Source": [],
}

FIXED_PROPERTIES = (
    "level unitType within gb2260 coversDivision member originPlace hostPlace operator partner "
    "supporter supported openPartner programme form field stage validFrom validUntil statedIn "
    "partOf signatory signedOn signedAt documentNumber issuer party basedOn number mentions "
    "participant place date from to about indicator value printed unit qualifier lower upper "
    "basis asOf sha256 reliability evidence locator pairedWith disagreesWith"
).split()


@pytest.mark.parametrize(("name", "above"), FIXED_CLASSES.items())
def test_the_classes_users_rely_on_are_there_and_where_they_belong(known, name, above):
    ancestors = known.classes[COOP + name].ancestors
    assert {COOP + one for one in (name, *above)} <= ancestors
    assert ancestors & {COOP + "Entity", COOP + "Claim"}


@pytest.mark.parametrize("name", FIXED_PROPERTIES)
def test_the_properties_users_rely_on_are_there(known, name):
    assert COOP + name in known.properties


def test_every_own_term_has_label_and_definition_in_both_languages(known):
    terms = [*known.classes.values(), *known.properties.values()]
    own = [term for term in terms if term.iri.startswith(COOP)]
    assert len(own) > 100
    for term in own:
        assert term.label.zh, term.iri
        assert CHINESE.search(term.definition.zh), term.iri
        for text in (term.label, term.definition):
            assert text.en, term.iri
            assert text.en != local_name(term.iri) or text.en.islower(), term.iri


def test_every_property_has_one_domain_and_one_range(known):
    for name in ("domain", "range"):
        predicate = PREFIXES["rdfs"] + name
        said = [
            triple.subject.value for triple in known.triples if triple.predicate.value == predicate
        ]
        assert len(said) == len(set(said))
        own = {iri for iri in known.properties if iri.startswith(COOP)}
        assert own <= set(said)
    domains = {term.domain for term in known.properties.values()}
    assert {iri for iri in domains if iri.startswith(COOP)} <= set(known.classes)


def test_labels_of_columns_are_unique_so_that_a_header_means_one_property(known):
    own = [term.label.zh for term in known.properties.values() if term.iri.startswith(COOP)]
    assert sorted(own) == sorted(set(own))


def test_nothing_is_a_blank_node(known):
    assert not [
        triple
        for triple in known.triples
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
    ]


def test_supporter_and_supported_are_partners(known):
    for name in ("supporter", "supported"):
        assert COOP + "partner" in known.properties[COOP + name].ancestors


def test_a_pairing_is_a_symmetric_edge_between_its_partners(known):
    partner = COOP + "partner"
    assert known.classes[COOP + "Pairing"].edge == (partner, partner, True)
    for found in known.classes.values():
        if found.edge:
            source, target, symmetric = found.edge
            assert {source, target} <= set(known.properties)
            assert symmetric == (source == target)


def test_every_date_of_a_claim_has_its_latest_twin(known):
    for name in ("validFrom", "validUntil", "signedOn", "date", "asOf"):
        term = known.properties[COOP + name]
        assert term.range == PREFIXES["xsd"] + "date"
        assert term.latest in known.properties


def test_every_concept_belongs_to_a_scheme_and_no_two_share_a_label(known):
    by_scheme = {}
    for concept in known.concepts.values():
        assert concept.scheme, concept.iri
        assert CHINESE.search(concept.label.zh), concept.iri
        by_scheme.setdefault(concept.scheme, []).append(concept.label.zh)
    for scheme, labels in by_scheme.items():
        assert sorted(labels) == sorted(set(labels)), scheme


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("level", {"省级", "副省级", "地级", "县级", "乡级"}),
        ("form", {"结对打造标杆", "结对打造样板", "互学合作", "友好商会", "共建园区", "飞地经济"}),
        ("stage", {"支持", "推动", "签约", "启动", "阶段性成果", "到位", "落实", "完成", "终止"}),
    ],
)
def test_the_values_users_rely_on_are_there(known, scheme, labels):
    found = {one.label.zh for one in known.concepts.values() if one.scheme.endswith(f"/{scheme}")}
    assert labels <= found


@pytest.mark.parametrize(
    ("header", "iri"),
    [
        ("partner", COOP + "partner"),
        ("合作方", COOP + "partner"),
        ("coop:partner", COOP + "partner"),
        (COOP + "partner", COOP + "partner"),
        ("prefLabel@zh", PREFIXES["skos"] + "prefLabel"),
        ("skos:prefLabel@en", PREFIXES["skos"] + "prefLabel"),
        (" partner ", COOP + "partner"),
        ("lat", PREFIXES["geo"] + "lat"),
        ("title", PREFIXES["dcterms"] + "title"),
        ("dcterms:source", PREFIXES["dcterms"] + "source"),
        ("Partner", None),
        ("partners", None),
        ("", None),
        ("@zh", None),
        ("nix:partner", None),
    ],
)
def test_a_header_is_a_local_name_a_curie_or_a_chinese_label(known, header, iri):
    found = known.column(header)
    assert (found.iri if found else None) == iri


def test_every_table_of_the_data_has_its_class(known):
    # What became of units that are gone is read where names are looked up.
    stems = {path.stem for path in find("data").glob("*.csv")} - {"former_units"}
    assert stems <= set(known.tables)
    assert known.tables["pairings"].iri == COOP + "Pairing"
    assert known.tables["gazetteer"] == known.tables["places"]


@pytest.mark.parametrize("content", [None, "no Turtle", "<a> <b>"])
def test_an_ontology_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "ontology.ttl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        load(path)
    assert error.value.message("zh").startswith(f"{path}：本体无法读取：")
    assert "the ontology cannot be read" in error.value.message("en")


# Names of terms


def test_every_kind_of_ids_has_its_prefix(packaged):
    """Transfers, exchanges, participations and most vocabularies had none."""
    query = "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }"
    iris = {row["s"].value for row in packaged.query(query) if isinstance(row["s"], ox.NamedNode)}
    kinds = {iri.removeprefix(ID).split("/")[0] for iri in iris if iri.startswith(ID)}
    assert kinds - prefixes().keys() == set()


@pytest.mark.parametrize("prefix", sorted(prefixes()))
def test_a_curie_expands_and_shortens_back(prefix):
    assert curie(expand(f"{prefix}:x")) == f"{prefix}:x"
    assert f"PREFIX {prefix}: <{prefixes()[prefix]}>\n" in prologue()


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://example.org/x", "https://example.org/x"),
        (COOP, COOP),
        ("", ""),
        ("大连", "大连"),
    ],
)
def test_what_has_no_prefix_stays_as_it_is(iri, short):
    assert curie(iri) == short
    assert expand(iri) == iri


@pytest.mark.parametrize(
    ("iri", "ident", "local"),
    [
        ("https://w3id.org/cooperation-kg/id/place/dalian", "place/dalian", "dalian"),
        ("https://w3id.org/cooperation-kg/source/002", "002", "002"),
        (COOP + "City", COOP + "City", "City"),
    ],
)
def test_an_iri_has_the_id_people_use(iri, ident, local):
    assert identifier(iri) == ident
    assert local_name(iri) == local


def test_fields_are_written_alike_so_that_a_list_of_them_reads_well():
    fields = [one for one in load().concepts.values() if str(one.scheme).endswith("/field")]
    assert len(fields) > 50
    english = [one.label.en for one in fields]
    assert [label for label in english if label[0].isupper() and label[1].islower()] == []
