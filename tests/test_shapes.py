"""The constraints that `kg build` checks are those that shapes.ttl states."""

from __future__ import annotations

import pytest

from kg import shapes
from kg.errors import OntologyError
from kg.namespaces import COOP, PREFIXES
from kg.ontology import load
from kg.shapes import load_constraints


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Read other shapes than the packaged ones."""
    path = tmp_path / "shapes.ttl"
    monkeypatch.setattr(shapes, "find", lambda name: path)
    load_constraints.cache_clear()
    yield path
    load_constraints.cache_clear()


HEAD = """
@prefix coop: <https://w3id.org/cooperation-kg/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


@pytest.mark.parametrize(
    ("name", "path", "minimum", "maximum"),
    [
        ("Pairing", "partner", 1, None),
        ("Pairing", "form", 0, 1),
        ("Pairing", "stage", 0, 1),
        ("Pairing", "validFrom", 0, 1),
        ("Task", "number", 1, 1),
        ("Observation", "indicator", 1, 1),
        ("Observation", "value", 0, 1),
    ],
)
def test_counts_are_as_the_design_says(name, path, minimum, maximum):
    counts = {
        (one.minimum, one.maximum)
        for one in load_constraints()
        if one.target == COOP + name and one.paths == {COOP + path}
    }
    assert (minimum, maximum) in counts


def test_a_pairing_has_two_parties_one_of_which_may_be_open():
    parties = {COOP + "partner", COOP + "openPartner"}
    assert [one.minimum for one in load_constraints() if one.paths == parties] == [2]


def test_every_constraint_is_about_known_terms_and_speaks_both_languages():
    known = load()
    for found in load_constraints():
        assert not found.target.startswith(COOP) or found.target in known.classes
        assert {path for path in found.paths if path.startswith(COOP)} <= set(known.properties)
        assert found.message is not None
        assert found.message.zh != found.message.en


def test_alternatives_counts_and_patterns_are_read(written):
    written.write_text(
        HEAD
        + """
        coop:S sh:targetClass coop:Pairing ; sh:property coop:P .
        coop:P sh:path [ sh:alternativePath ( coop:partner coop:openPartner coop:form ) ] ;
            sh:minCount 2 ; sh:maxCount 3 ; sh:pattern "^x" ;
            sh:message "要写明"@zh, "say so"@en .
        """,
        encoding="utf-8",
    )
    (found,) = load_constraints()
    assert found.paths == {COOP + name for name in ("partner", "openPartner", "form")}
    assert (found.minimum, found.maximum, found.pattern) == (2, 3, "^x")
    assert found.message == ("要写明", "say so")


@pytest.mark.parametrize("content", ["", HEAD])
def test_no_shapes_constrain_nothing(written, content):
    written.write_text(content, encoding="utf-8")
    assert load_constraints() == []


def test_shapes_that_cannot_be_read_are_named(written):
    with pytest.raises(OntologyError) as error:
        load_constraints()
    assert str(written) in error.value.message("zh")
    written.write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        load_constraints()
    assert "约束无法读取" in error.value.message("zh")
    assert "the shapes cannot be read" in error.value.message("en")


def test_single_valued_is_said_by_shapes_and_not_by_owl():
    functional = PREFIXES["owl"] + "FunctionalProperty"
    assert not [
        triple for triple in load().triples if getattr(triple.object, "value", "") == functional
    ]
