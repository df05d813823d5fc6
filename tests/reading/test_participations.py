"""Who took part in what: the examples of the rules, and how a draft fills its table."""

from __future__ import annotations

import pytest

from kg.deciding.forms import form_of
from kg.deciding.ledger import draft_key
from kg.reading.words import read_rules

FILE = read_rules("participations")


def parts(drafts):
    return [one for one in drafts if one["class"] == "Participation"]


@pytest.mark.parametrize("example", FILE["example"], ids=lambda one: one["activity"])
def test_examples_are_read(example, read):
    found = parts(read(example["text"]))
    told = [
        f"{one['cells']['agent']['zh']}/{'+'.join(role['id'] for role in one['cells']['role'])}"
        for one in found
    ]
    assert told == example["people"]
    assert {one["cells"]["inActivity"]["zh"] for one in found} == {example["activity"]}
    assert {one["certainty"] for one in found} == {"doubtful"}
    assert len({draft_key("s", one) for one in found}) == len(found)


@pytest.mark.parametrize("text", FILE["counter"]["texts"])
def test_who_only_speaks_or_holds_no_office_takes_no_part(text, read):
    assert parts(read(text)) == []


def test_a_part_fills_its_table(read):
    text = "🚄2019年5月16日，大连市副市长王玉明出席沪连经贸合作座谈会并致辞。"
    (one,) = parts(read(text))
    assert text[one["start"] : one["end"]] == one["quote"]
    cells = form_of(one)["cells"]
    assert cells["capacity@zh"] == ["大连市副市长"]
    assert [place["zh"] for place in cells["onBehalfOf"]] == ["大连市"]
    assert cells["date"] == ["2019-05-16"]
    assert cells["agent"][0]["type"] == "Person"
