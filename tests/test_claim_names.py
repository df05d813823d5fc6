"""What a claim without a name of its own is called: by what it is about, alike everywhere."""

from __future__ import annotations

import pytest

import kg as library
from kg.claims import every_statement
from kg.entities import describe


def test_every_claim_has_a_name(packaged):
    records = describe(packaged, every_statement(packaged))
    assert [iri for iri, record in records.items() if record["zh"] == record["id"]] == []
    name = library.show("name/shenfu-new-area", store=packaged)["entity"]
    assert (name["zh"], name["en"]) == (
        "沈抚改革创新示范区·沈抚新区",
        "Shenfu Reform and Innovation Demonstration Zone · 沈抚新区",
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_figure_is_called_alike_where_its_subject_must_be_told(packaged, lang):
    """Timelines put a colon where lists of contradictions had a dot."""
    told = {row["iri"]: row[lang] for row in library.timeline(store=packaged)}
    figures = library.figures(store=packaged)
    names = describe(packaged, [row["iri"] for row in figures])
    dot = {"zh": "·", "en": " · "}[lang]
    dated = [row for row in figures if row["iri"] in told]
    assert dated
    for row in dated:
        assert told[row["iri"]] == row["about"][lang] + dot + names[row["iri"]][lang]


def test_a_figure_that_two_sources_print_in_two_scripts_has_one_name(packaged):
    ident = "observation/dalian-shanghai-paired-districts"
    (row,) = [one for one in library.figures(store=packaged) if one["iri"].endswith(ident)]
    assert row["printed"] == "10个"
    assert describe(packaged, [row["iri"]])[row["iri"]]["zh"] == "结对区县对数：10个"
