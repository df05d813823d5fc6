"""Push boxes apart until none overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "apart"]

Floats = NDArray[np.float64]
# Two boxes each, by number, and how far apart their centres must be: in x, in y.
_Near = tuple[NDArray[np.intp], NDArray[np.intp], Floats, Floats]


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
    # Columns apart: what is gathered by number lies close together then.
    home = np.array(np.asarray(centres, dtype=float).T, order="C")
    place = home + _nudge(home.shape[1])
    half = np.array(np.asarray(sizes, dtype=float).T / 2, order="C")
    reach = float(half.max()) if half.size else 0.0
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
            settled = _step(place, near)
            turn += 1
            if settled and not drawn:
                return place.T.copy()
        if settled and turn >= rounds:
            break
    return place.T.copy()


def _nudge(count: int) -> Floats:
    # Boxes on the very same spot need a direction to part in: the golden angle gives each its own.
    angle = np.arange(count) * 2.399963
    return np.stack([np.cos(angle), np.sin(angle)]) * 0.01


def _near(place: Floats, half: Floats, reach: float) -> _Near:
    """Pairs of boxes that overlap or could soon, in order."""
    order = np.argsort(place[0], kind="stable")
    xs = place[0, order]
    ends = np.searchsorted(xs, xs + 2 * half[0].max(initial=0.0) + reach)
    counts = ends - np.arange(len(xs)) - 1
    one = np.repeat(np.arange(len(xs)), counts)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    # In y most are far from each other, and told so by one column before anything is gathered.
    y, high = place[1, order], half[1, order]
    close = np.flatnonzero(np.abs(y[one] - y[other]) < high[one] + high[other] + reach)
    one, other = order[one[close]], order[other[close]]
    close = np.abs(place[0, one] - place[0, other]) < half[0, one] + half[0, other] + reach
    first, second = np.minimum(one, other)[close], np.maximum(one, other)[close]
    told = np.argsort(first * len(xs) + second)
    first, second = first[told], second[told]
    return first, second, half[0, first] + half[0, second], half[1, first] + half[1, second]


def _step(place: Floats, near: _Near) -> bool:
    """One round, in place; true where nothing overlapped."""
    first, second, wide, high = near
    gaps = [at[first] - at[second] for at in place]
    overs = [room - np.abs(gap) for room, gap in zip((wide, high), gaps, strict=True)]
    clash = np.flatnonzero((overs[0] > 1e-6) & (overs[1] > 1e-6))
    if not len(clash):
        return True
    first, second = first[clash], second[clash]
    gaps, overs = [gap[clash] for gap in gaps], [over[clash] for over in overs]
    aside = overs[0] <= overs[1]
    count = place.shape[1]
    for axis, mine in enumerate((np.flatnonzero(aside), np.flatnonzero(~aside))):
        # A little more than half each: rounds end sooner, and boxes do not stop just touching.
        push = np.sign(gaps[axis][mine]) * (overs[axis][mine] * 0.52 + 0.05)
        one, other = first[mine], second[mine]
        step = np.bincount(one, push, count) - np.bincount(other, push, count)
        # A box hemmed in from many sides would be thrown far by the plain sum.
        times = np.bincount(one, minlength=count) + np.bincount(other, minlength=count)
        place[axis] += step / np.sqrt(np.maximum(times, 1))
    return False
