"""Every rule carries its examples and counter-examples; they are its tests."""

from __future__ import annotations

import pytest

from kg.reading.agreements import read_agreements
from kg.reading.folding import fold_text, sentences
from kg.reading.grammar import rules_of
from kg.reading.mentions import known_mentions
from kg.reading.pairings import read_pairs
from kg.reading.shapes import new_mentions
from kg.reading.units import line_of, units_in
from kg.reading.words import read_rules
from tests.reading.expected import wrong_pairs

ROWS = {name: read_rules(name)["rule"] for name in ("pairings", "agreements")}
PAIRINGS = [(row["id"], one) for row in ROWS["pairings"] for one in row["examples"]]
AGREEMENTS = [(row["id"], one) for row in ROWS["agreements"] for one in row["examples"]]
COUNTERS = [
    (name, row["id"], text)
    for name in ROWS
    for row in ROWS[name]
    for text in row.get("counter", ())
]


def lines_of(text, lexicon):
    folded = fold_text(text)
    units = units_in(folded, new_mentions(folded, known_mentions(folded, lexicon)), lexicon)
    return [line_of(folded, sentence, units) for sentence in sentences(folded)]


@pytest.mark.parametrize(("rule", "example"), PAIRINGS, ids=[rule for rule, _ in PAIRINGS])
def test_an_example_of_a_pairing_is_read_by_its_rule_and_by_all(rule, example, read, lexicon):
    assert read_pairs(lines_of(example["text"], lexicon), only=rule)
    assert wrong_pairs(read(example["text"]), example["pairs"]) == []


@pytest.mark.parametrize(("rule", "example"), AGREEMENTS, ids=[rule for rule, _ in AGREEMENTS])
def test_an_example_of_an_agreement_is_read_by_its_rule_and_by_all(rule, example, read, lexicon):
    lines = lines_of(example["text"], lexicon)
    assert read_agreements(lines, read_pairs(lines), only=rule)
    said = [one["cells"]["title"] for one in read(example["text"]) if one["class"] == "Agreement"]
    assert said == example["titles"]


@pytest.mark.parametrize(
    ("name", "rule", "text"),
    COUNTERS,
    ids=[f"{rule}-{n}" for n, (_, rule, _) in enumerate(COUNTERS)],
)
def test_a_counter_example_yields_nothing(name, rule, text, read):
    kind = {"pairings": "Pairing", "agreements": "Agreement"}[name]
    assert [one["quote"] for one in read(text) if one["class"] == kind] == []


@pytest.mark.parametrize("name", ROWS)
def test_every_rule_has_a_name_of_its_own_and_an_example(name):
    names = [rule.id for rule in rules_of(name)]
    assert len(set(names)) == len(names)
    assert all(row["examples"] for row in ROWS[name])
