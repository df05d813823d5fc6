"""Measures of agreement give the values that were published for the examples they came with."""

from __future__ import annotations

import random

import pytest

from kg.analysis import agreement

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): two observers and ten
# binary units (A), two and twelve named ones (B), four with gaps (C, D).
BINARY = ("0100000010", "1110010000")
NAMED = ("aabbdcccedda", "babbbccceddd")
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def rounded(value: float | None) -> float:
    assert value is not None
    return round(value, 3)


def by_unit(observers):
    columns = zip(*observers, strict=True)
    return [[value for value in column if value != "."] for column in columns]


@pytest.mark.parametrize(("observers", "published"), [(BINARY, 0.095), (NAMED, 0.692)])
def test_alpha_of_two_observers_is_as_published(observers, published):
    assert rounded(agreement.alpha(by_unit(observers))) == published


@pytest.mark.parametrize(
    ("distance", "published"),
    [(agreement.nominal, 0.743), (agreement.interval, 0.849), (agreement.ratio, 0.797)],
)
def test_alpha_of_four_observers_with_gaps_is_as_published(distance, published):
    units = [[int(value) for value in values] for values in by_unit(OBSERVERS)]
    assert rounded(agreement.alpha(units, distance)) == published


def test_kappa_is_as_cohen_computed_it():
    # Cohen (1960): 200 cases in three categories, the judges as rows and columns.
    table = [("a", [88, 14, 18]), ("b", [10, 40, 10]), ("c", [2, 6, 12])]
    pairs = [
        (one, other)
        for one, row in table
        for other, count in zip("abc", row, strict=True)
        for _ in range(count)
    ]
    assert rounded(agreement.kappa(pairs)) == 0.492


def test_what_is_not_defined_is_none_and_not_nought():
    assert agreement.kappa([("no", "no")] * 9) is None
    assert agreement.kappa([]) is None
    assert agreement.alpha([["a", "a"], ["a"]]) is None
    assert agreement.alpha([["a"], []]) is None
    assert agreement.share([]) is None
    assert agreement.found_by_both(0, 0, 0) is None


def test_chance_gives_nought_and_agreement_one():
    chance = random.Random(7)
    pairs = [(chance.choice("abc"), chance.choice("abc")) for _ in range(20_000)]
    assert abs(rounded(agreement.kappa(pairs))) < 0.02
    assert abs(rounded(agreement.alpha(pairs))) < 0.02
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1
    assert agreement.alpha([("a", "a"), ("b", "b")]) == 1


def test_sets_of_one_member_are_nominal_values():
    alone = [[frozenset(value) for value in values] for values in by_unit(NAMED)]
    for distance in (agreement.masi, agreement.jaccard):
        assert rounded(agreement.alpha(alone, distance)) == 0.692


def test_a_set_inside_another_is_nearer_than_one_that_crosses_it():
    whole, part, crossing = (frozenset(text) for text in ("abc", "ab", "abd"))
    # Passonneau (2006): 1 - J * M, with M of 2/3 for a part and 1/3 for what crosses.
    assert agreement.masi(whole, part) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert agreement.masi(whole, crossing) == pytest.approx(1 - 1 / 2 * 1 / 3)
    assert agreement.masi(frozenset(), whole) == 1
    assert agreement.masi(frozenset(), frozenset()) == 0


def test_an_interval_holds_the_measure_and_is_the_same_again():
    chance = random.Random(3)
    pairs = [(one, one if chance.random() < 0.8 else "b") for one in "aabc" * 50]
    value = agreement.kappa(pairs)
    found = agreement.spread(pairs, agreement.kappa)
    assert value is not None
    assert found is not None
    assert found[0] < value < found[1]
    assert found == agreement.spread(pairs, agreement.kappa)
    # For proportions a bootstrap and the normal approximation come to the same.
    part, total = agreement.share(pairs), len(pairs)
    found = agreement.spread(pairs, agreement.share)
    assert part is not None
    assert found is not None
    wide = 2 * 1.96 * (part * (1 - part) / total) ** 0.5
    assert found[1] - found[0] == pytest.approx(wide, rel=0.15)


def test_no_interval_where_there_is_nothing_to_draw_from():
    assert agreement.spread([("a", "a")], agreement.kappa) is None
    assert agreement.spread([("a", "a")] * 9, agreement.kappa) is None
