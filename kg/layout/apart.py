"""Push boxes apart until none overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "apart"]

Floats = NDArray[np.float64]


def apart(centres: Floats, sizes: Floats, *, rounds: int = 300, pull: float = 0.0) -> Floats:
    """Move boxes as little as needed until no two overlap.

    Args:
        centres: n × 2, where the boxes should be.
        sizes: n × 2, width and height of each box.
        rounds: Give up separating after this many rounds (dense input may keep some overlap).
        pull: Share of the way each box is drawn back to its place in the first half of the rounds.

    Example:
        >>> import numpy as np
        >>> moved = apart(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[4.0, 4.0], [4.0, 4.0]]))
        >>> bool(abs(moved[0, 0] - moved[1, 0]) >= 4.0)
        True
    """
    home = np.array(centres, dtype=float)
    place = home + _nudge(len(home))
    half = np.asarray(sizes, dtype=float) / 2
    reach = float(half.max()) if len(half) else 0.0
    turn = 0
    while turn < rounds:
        near = _near(place, half, reach)
        before = place.copy()
        settled = True
        # The neighbours stay the same ones until a box has moved further than they were looked for.
        while turn < rounds and np.abs(place - before).max() * 2 < reach:
            drawn = pull > 0 and turn < rounds // 2
            if drawn:
                place += (home - place) * pull
            settled = _step(place, half, near)
            turn += 1
            if settled and not drawn:
                return place
        if settled and turn >= rounds:
            break
    return place


def _nudge(count: int) -> Floats:
    # Boxes on the very same spot need a direction to part in: the golden angle gives each its own.
    angle = np.arange(count) * 2.399963
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.01


def _near(place: Floats, half: Floats, reach: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of boxes that overlap or could soon, in order."""
    order = np.argsort(place[:, 0], kind="stable")
    xs = place[order, 0]
    ends = np.searchsorted(xs, xs + 2 * half[:, 0].max(initial=0.0) + reach)
    counts = ends - np.arange(len(xs)) - 1
    one = np.repeat(np.arange(len(xs)), counts)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    # In y most are far from each other, and told so by one column before anything is gathered.
    y, high = place[order, 1], half[order, 1]
    close = np.abs(y[one] - y[other]) < high[one] + high[other] + reach
    one, other = order[one[close]], order[other[close]]
    close = np.abs(place[one, 0] - place[other, 0]) < half[one, 0] + half[other, 0] + reach
    first, second = np.minimum(one, other)[close], np.maximum(one, other)[close]
    told = np.lexsort((second, first))
    return first[told], second[told]


def _step(place: Floats, half: Floats, near: tuple[NDArray[np.intp], NDArray[np.intp]]) -> bool:
    """One round, in place; true where nothing overlapped."""
    first, second = near
    gap = place[first] - place[second]
    over = half[first] + half[second] - np.abs(gap)
    clash = (over > 1e-6).all(axis=1)
    if not clash.any():
        return True
    first, second, gap, over = first[clash], second[clash], gap[clash], over[clash]
    for axis in (0, 1):
        mine = (over[:, axis] <= over[:, 1 - axis]) if axis == 0 else (over[:, 1] < over[:, 0])
        # A little more than half each: rounds end sooner, and boxes do not stop just touching.
        push = np.sign(gap[mine, axis]) * (over[mine, axis] * 0.52 + 0.05)
        count = len(place)
        step = np.bincount(first[mine], push, count) - np.bincount(second[mine], push, count)
        # A box hemmed in from many sides would be thrown far by the plain sum.
        times = np.bincount(first[mine], minlength=count) + np.bincount(
            second[mine], minlength=count
        )
        place[:, axis] += step / np.sqrt(np.maximum(times, 1))
    return False
