"""Every answer is of the type that `kg.records` has for it, and the documents say the same."""

from __future__ import annotations

import json

import pytest

from kg import asking
from kg.endpoint.declared import QUESTIONS

ASKED = [
    ("agreements", {}),
    ("cite", {"name": "pairing/dalian-shanghai"}),
    ("cite", {"name": "000", "style": "bibtex"}),
    ("communities", {"projection": "cooperation"}),
    ("compare", {"one": "辽苏方案", "other": "沪连方案"}),
    ("coverage", {}),
    ("conflicts", {}),
    ("figures", {}),
    ("figures", {"about": "大连", "as_of": "2019"}),
    ("gaps", {}),
    *(("list_class", {"name": name}) for name in ("Claim", "Entity", "Source", "Redirect")),
    *(("partners", {"name": name, "kind": "all", "below": True}) for name in ("辽宁", "沪连")),
    ("partners", {"name": "鞍山"}),
    ("partners", {"name": "大连", "as_of": "2018"}),
    ("path", {"a": "盘锦", "b": "南京", "k": 5}),
    ("rank", {}),
    ("search", {"text": "大连"}),
    *(("show", {"name": name}) for name in ("大连", "沪连", "徐未晚", "002", "盘锦", "旅顺口区")),
    ("show", {"name": "大连", "most": 1}),
    *(
        ("sheet", {"name": name})
        for name in ("大连", "沪连", "金普新区与上海浦东新区结对协议", "002")
    ),
    ("sheet", {"name": "汶川地震灾后恢复重建对口支援（2008年）"}),
    ("sources", {}),
    ("stats", {}),
    ("tasks", {}),
    ("timeline", {}),
]


def plainly(answer):
    """What a client of the web API gets."""
    return json.loads(json.dumps(getattr(answer, "content", answer), ensure_ascii=False))


@pytest.mark.parametrize(("question", "given"), ASKED)
def test_an_answer_is_of_its_type_and_holds_nothing_else(packaged, valid, question, given):
    answer = getattr(asking, question)(**given, store=packaged)
    assert answer
    valid(question, answer)


def test_every_question_of_the_web_api_is_tried():
    assert {question for question, _ in ASKED} == set(QUESTIONS.values())


@pytest.mark.parametrize("missing", ["start", "id"])
def test_a_record_without_a_key_is_of_no_type(packaged, valid, missing):
    import jsonschema_rs

    (row, *_) = plainly(asking.partners("盘锦", store=packaged))
    del row["sources"][0][missing]
    with pytest.raises(jsonschema_rs.ValidationError):
        valid("partners", [row])


def test_a_key_that_the_contract_does_not_know_is_refused(packaged, valid):
    import jsonschema_rs

    (row, *_) = plainly(asking.partners("盘锦", store=packaged))
    with pytest.raises(jsonschema_rs.ValidationError):
        valid("partners", [row | {"certainty": 1}])


def test_the_pages_about_json_are_current():
    from tools.make_json_docs import ROOT, pages

    for name, text in pages().items():
        written = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert written == text, "run: python tools/make_json_docs.py"
