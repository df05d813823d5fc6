"""What the ontology says of its terms: alike wherever it is read, and heeded alike."""

from __future__ import annotations

import pytest

from kg.loaders import build_in_memory
from kg.names import resolve
from kg.namespaces import COOP
from kg.network import project
from kg.ontology import load
from kg.questions.digest import digest
from kg.questions.partners import partners
from kg.questions.timeline import timeline
from kg.terms import facts, joining
from tests.data_sets import TABLES

KNOWN = load()
NAMES = sorted(KNOWN.facts)
AGREEMENTS = (
    "id,source,title@zh,title@en,signatory,signedOn,validFrom\n"
    "agreement/a,new,甲协议,Agreement A,大连市|上海市,2018-03,2018-06\n"
)


@pytest.mark.parametrize("name", NAMES)
def test_the_store_says_what_the_file_says(packaged, name):
    found = facts(packaged, name)[name]
    assert {term: sorted(values) for term, values in found.items()} == {
        term: sorted(values) for term, values in KNOWN.facts[name].items()
    }


@pytest.mark.parametrize("name", ["joins", "concerns", "datedBy", "edgeSource", "edgeTarget"])
def test_what_is_said_of_a_class_names_a_property(name):
    for term, values in KNOWN.facts[name].items():
        assert COOP + term in KNOWN.classes
        assert all(COOP + value in KNOWN.properties for value in values)


def test_what_an_edge_beside_another_begins_with_is_of_the_same_claims():
    found = KNOWN.facts["edgeFrom"]
    assert found
    for term, (start,) in found.items():
        edge, beside = KNOWN.properties[COOP + term], KNOWN.properties[COOP + start]
        assert (edge.domain, edge.edge_source) == (beside.domain, beside.iri)


@pytest.mark.parametrize("name", ["dateOrder", "beginOrder", "endOrder", "isMoment"])
def test_what_is_said_of_dates_is_said_of_dates(name):
    assert all(KNOWN.properties[COOP + term].latest for term in KNOWN.facts[name])


def test_what_joins_comes_with_what_says_most_first():
    assert list(joining(KNOWN.facts)) == ["pairing", "agreement", "event"]


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    from tests.conftest import write_tables

    tables = {"sources.csv": TABLES["sources.csv"], "agreements.csv": AGREEMENTS}
    return build_in_memory([write_tables(tmp_path_factory.mktemp("terms"), tables)])


def test_a_claim_begins_on_one_day_whoever_tells(signed):
    """It holds from the day from which it holds, though it was signed before."""
    dalian = resolve(signed, "大连")["iri"]
    rows = partners(signed, dalian, "agreement")
    row = next(row for row in rows if row["claim"].endswith("agreement/a"))
    edges = project(signed).edges(data=True)
    told = {data["from"] for *_, data in edges if data["claim"] == row["claim"]}
    assert {row["from"], *told} == {"2018-06"}


def test_a_thing_happened_on_one_day_whoever_tells(signed):
    """What was signed happened when it was signed."""
    rows, _ = timeline(signed, kinds=["agreement"])
    row = next(row for row in rows if row["iri"].endswith("agreement/a"))
    assert row["date"] == digest(signed, [row["iri"]])[row["iri"]]["date"] == "2018-03"
