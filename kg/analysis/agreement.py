"""How far coders agree: shares, Cohen's κ, Krippendorff's α, F1 of what was found.

Own formulas: the package `krippendorff` is under the GPL, others bring a data frame with them.
Every function gives None where it is not defined, which is not the same as 0.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

__all__ = [
    "LEVEL",
    "SEED",
    "TIMES",
    "alpha",
    "found_by_both",
    "interval",
    "jaccard",
    "kappa",
    "masi",
    "nominal",
    "ratio",
    "share",
    "spread",
]

# Of intervals: how many times units are drawn anew, by which seed, and what part they hold.
TIMES, SEED, LEVEL = 1_000, 1, 0.95

_Distance = Callable[[Any, Any], float]


def share(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Which part of the units two coders gave the same value.

    >>> share([("a", "a"), ("a", "b")])
    0.5
    """
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's κ over units that both coders gave one of the same values.

    Not defined where both always gave one and the same value: there was nothing to agree on.

    >>> round(kappa([("a", "a")] * 5 + [("b", "b")] * 3 + [("a", "b")] * 2), 3)
    0.6
    """
    total = len(pairs)
    if not total:
        return None
    ones, others = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(ones[value] * others[value] for value in ones) / total**2
    observed = sum(one == other for one, other in pairs) / total
    return (observed - expected) / (1 - expected) if expected < 1 else None


def found_by_both(first: int, second: int, matched: int) -> float | None:
    """Positive agreement (F1): twice what both found over what each found.

    >>> found_by_both(8, 12, 6)
    0.6
    """
    return 2 * matched / (first + second) if first + second else None


def alpha(units: Iterable[Sequence[Hashable]], distance: _Distance | None = None) -> float | None:
    """Krippendorff's α for any number of coders, missing values and any distance.

    Args:
        units: for each unit the values it was given; what is missing is left out.
        distance: of two values, 0 where they are the same; by default nominal.

    Returns:
        None where no unit has two values, or where all values are the same.

    Example:
        >>> units = [("a", "a"), ("b", "b"), ("a", "b"), ("b",)]
        >>> round(alpha(units), 3)
        0.444
    """
    distance = distance or nominal
    paired = [Counter(values) for values in units if len(values) > 1]
    total = sum(sum(unit.values()) for unit in paired)
    if not total:
        return None
    together: Counter[Hashable] = Counter()
    for unit in paired:
        together.update(unit)
    observed = sum(_apart(unit, distance) / (sum(unit.values()) - 1) for unit in paired) / total
    expected = _apart(together, distance) / (total * (total - 1))
    return 1 - observed / expected if expected else None


def spread(
    units: Sequence[Any], measure: Callable[[list[Any]], float | None]
) -> tuple[float, float] | None:
    """The interval of a measure by drawing its units anew, with replacement (percentiles).

    The seed is fixed, so that the same units give the same interval. None where the measure is
    not defined for most draws, or where there are fewer than two units.

    Example:
        >>> spread([("a", "a")] * 5 + [("b", "b")] * 3 + [("a", "b")] * 2, kappa)
        (0.0, 1.0)
    """
    if len(units) < 2 or measure(list(units)) is None:
        return None
    chance = random.Random(SEED)
    drawn = (measure(chance.choices(units, k=len(units))) for _ in range(TIMES))
    values = sorted(value for value in drawn if value is not None)
    if len(values) < TIMES / 2:
        return None
    cut = (1 - LEVEL) / 2
    last = len(values) - 1
    return values[round(cut * last)], values[round((1 - cut) * last)]


def _apart(values: Counter[Hashable], distance: _Distance) -> float:
    """The distances of all ordered pairs of values."""
    kinds = list(values.items())
    return 2 * sum(
        many * others * distance(one, other)
        for place, (one, many) in enumerate(kinds)
        for other, others in kinds[place + 1 :]
    )


def nominal(one: Hashable, other: Hashable) -> float:
    """0 where two values are the same, else 1."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """The square of the difference of two numbers."""
    return float((one - other) ** 2)


def ratio(one: float, other: float) -> float:
    """The square of the difference of two amounts over their sum: of 1 and 2 as of 100 and 200.

    >>> ratio(1, 2) == ratio(100, 200)
    True
    """
    return float(((one - other) / (one + other)) ** 2) if one + other else 0.0


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """How far two sets are apart: 1 less the part of their members that both have."""
    union = one | other
    return 1 - len(one & other) / len(union) if union else 0.0


def masi(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Passonneau's distance of sets: as Jaccard's, milder where one set contains the other.

    >>> round(masi(frozenset("ab"), frozenset("abcd")), 3)
    0.667
    """
    if one == other:
        return 0.0
    kind = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - (1 - jaccard(one, other)) * kind
