"""Progress is no contradiction, and the wider word agrees with the narrower."""

from __future__ import annotations

from typing import Any

import pytest

import kg
from kg.loaders import build_in_memory
from kg.network import project

STAGES = """\
project/national-tech-transfer-east-dalian established|in-operation
"""
PROGRESS = """\
initiative/dalian-shanghai-tourism-promotion 2018-03/2018-06 planned 2019-03-13 implemented
pairing/dalian-high-tech-zhangjiang 2018-03/2018-06 supported 2019-03-13 signed 2019 established
pairing/jinpu-pudong 2018-03/2018-06 supported 2019-03-13 signed
pairing/shenda-sunan 2018-03/2018-06 promoted 2019 implemented
pairing/shenfu-suzhou-industrial-park 2018-03/2018-06 promoted 2019 implemented
personnel-exchange/dalian-to-shanghai-officials 2018-03/2018-06 planned 2018-10-11 implemented
personnel-exchange/secondment-liaoning-to-jiangsu 2018-03/2018-06 planned 2019 implemented
personnel-exchange/shanghai-to-dalian-officials 2018-03/2018-06 planned 2018-10-11 implemented
policy-transfer/shanghai-ftz-liaoning-ftz-dalian 2018-03/2018-06 supported 2019-03-13 implemented
"""


def _ids(row: Any) -> list[str]:
    return sorted(found["value"]["id"].split("/")[1] for found in row["values"])


def test_of_ten_claims_with_several_stages_one_contradicts_itself():
    rows = [row for row in kg.conflicts() if row["property"] == "stage"]
    told = {row["subject"]["id"]: "|".join(_ids(row)) for row in rows}
    assert told == dict(line.split() for line in STAGES.splitlines())
    assert [row["claim"].value.rpartition("/id/")[2] for row in kg.query("conflicting-stages")] == [
        *told
    ]


def test_progress_is_told_with_the_date_and_the_sources_of_each_stage():
    rows = kg.timeline(kind="progress")
    told: dict[str, list[str]] = {}
    for row in rows:
        told.setdefault(row["iri"].rpartition("/id/")[2], []).append(row["date"])
    steps = {iri: kg.show(iri)["progress"] for iri in told}
    for line in PROGRESS.splitlines():
        iri, *words = line.split()
        found = [(one["date"], one["stage"]["id"].split("/")[1]) for one in steps[iri]]
        assert [part for pair in found for part in pair] == words, iri
        assert sorted(told[iri]) == sorted(words[::2]), iri
        assert all(one["sources"] for one in steps[iri])
    assert len(told) == len(PROGRESS.splitlines())


def test_partners_paths_and_the_network_tell_the_last_stage_and_how_it_came_there():
    (row,) = kg.partners("金普新区")
    assert row["stage"]["zh"] == "签约"
    assert "stage" not in row["conflicts"]
    assert [(one["date"], one["stage"]["zh"]) for one in row["progress"]] == [
        ("2018-03/2018-06", "支持"),
        ("2019-03-13", "签约"),
    ]
    assert [{source["id"] for source in one["sources"]} for one in row["progress"]] == [
        {"002"},
        {"000", "003"},
    ]
    edges = [
        data
        for *_, data in project(kg.open()).edges(data=True)
        if (data["claim"] or "").endswith("pairing/jinpu-pudong") and data["relation"] == "Pairing"
    ]
    assert [edge["stage"]["zh"] for edge in edges] == ["签约"]
    assert [one["stage"]["zh"] for one in edges[0]["progress"]] == ["支持", "签约"]


HEAD = "id,source,partner,stage,form,asOf\n"
SOURCES = "id,title@zh,reliability,dcterms:source,dcterms:issued\n" + "".join(
    f"{name},[{name}],web,https://example.org/{name},{day}\n"
    for name, day in (("a", "2018"), ("b", "2019-03"), ("c", "2019"), ("none", ""))
)


def _built(tiny, *said):
    rows = "".join(
        f"pairing/x,{source},大连市|上海市,{stage},{form},{day}\n"
        for source, stage, form, day in said
    )
    return build_in_memory([tiny({"sources.csv": SOURCES, "pairings.csv": HEAD + rows})])


@pytest.mark.parametrize(
    ("said", "stage", "disputed"),
    [
        ("a supported, b signed", "signed", None),
        ("a supported, c supported, b signed", None, "supported|signed"),
        ("b supported, a signed", None, "signed|supported"),
        ("b supported, c signed", None, "signed|supported"),
        ("a supported, none signed", None, "signed|supported"),
        ("none supported@2018, b signed", "signed", None),
        ("c supported, b signed", None, "signed|supported"),
        ("a planned, b supported", "supported", None),
        ("a signed, c suspended, none ended@2020", "ended", None),
        ("a supported, b signed, c established", "established", None),
        ("c signed, none established@2019", None, "established|signed"),
        ("b signed, c funds-in-place", None, "funds-in-place|signed"),
    ],
)
def test_what_is_progress_and_what_is_not(tiny, said, stage, disputed):
    parts = [part.split() for part in said.split(", ")]
    rows = [
        (source, *f"{word}@".split("@")[:1], "", f"{word}@".split("@")[1]) for source, word in parts
    ]
    store = _built(tiny, *rows)
    (row,) = kg.partners("大连", store=store)
    assert (row["stage"] and row["stage"]["id"]) == (stage and f"stage/{stage}")
    assert bool(row["progress"]) is (disputed is None)
    found = [one for one in kg.conflicts(store=store) if one["property"] == "stage"]
    told = [_ids(one) for one in found]
    assert told == ([sorted(disputed.split("|"))] if disputed else [])


@pytest.mark.parametrize(
    ("forms", "form", "disputed"),
    [
        ("counterpart-cooperation benchmark", "benchmark", 0),
        ("pairing benchmark counterpart-cooperation", "benchmark", 0),
        ("general exchange", "exchange", 0),
        ("counterpart-cooperation poverty-alleviation", None, 2),
        ("benchmark model pairing", None, 2),
        ("exchange cooperation", "general", 0),
        ("exchange paired-agreement counterpart-cooperation", "paired-agreement", 0),
        ("full-docking paired-agreement", "paired-agreement", 0),
        ("exchange counterpart-cooperation", "exchange", 0),
        ("general counterpart-cooperation", "general", 0),
        ("full-docking field-docking", None, 2),
        ("docking paired-agreement", None, 2),
    ],
)
def test_wider_and_narrower_forms_agree(tiny, forms, form, disputed):
    names = ("a", "b", "c")
    said = [(one, "", word, "") for one, word in zip(names, forms.split(), strict=False)]
    store = _built(tiny, *said)
    (row,) = kg.partners("大连", store=store)
    assert (row["form"] and row["form"]["id"]) == (form and f"form/{form}")
    assert sum(len(one["values"]) for one in kg.conflicts(store=store)) == disputed


def test_what_editors_linked_is_told_with_their_reason(asked):
    shown = asked("conflicts", "沪连").stdout
    assert "（编者：来源000逐一点名三对功能区，来源003说有4个）" in shown
    rows = {row["subject"]["id"]: row["reason"] for row in kg.conflicts("沪连")}
    assert rows["pairing-group/dalian-shanghai-zones"]["en"].startswith("source 000 names three")
    assert rows["pairing/dalian-high-tech-zhangjiang"] is None


def test_forms_of_the_packaged_data_that_are_the_same_in_other_words_are_no_contradiction():
    told = {row["subject"]["id"] for row in kg.conflicts() if row["property"] == "form"}
    assert told == {"pairing/dalian-high-tech-zhangjiang"}
    asked = {row["pairing"].value.rpartition("/id/")[2] for row in kg.query("conflicting-forms")}
    assert asked == told


def test_every_stage_has_its_place_in_the_order_of_progress():
    from kg.concepts import concept_labels
    from kg.differences import read_scale

    store = kg.open()
    ordered = {iri.rpartition("/")[2] for iri in read_scale(store).order}
    assert ordered == set(concept_labels(store, "stage"))
