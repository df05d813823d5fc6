"""Points of the gazetteer: from GCJ-02, the shifted system of Chinese web maps, to WGS84."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

# The Krasovsky 1940 ellipsoid, on which the shift is defined.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323


def _shift(lat: float, long: float) -> tuple[float, float]:
    x, y = long - 105.0, lat - 35.0
    ripple = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (ripple + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (ripple + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    angle = lat / 180.0 * pi
    root = 1.0 - _ECCENTRICITY * sin(angle) ** 2
    north = north * 180.0 / (_AXIS * (1.0 - _ECCENTRICITY) / (root * sqrt(root)) * pi)
    east = east * 180.0 / (_AXIS / sqrt(root) * cos(angle) * pi)
    return north, east


def to_wgs84(lat: float, long: float) -> tuple[float, float]:
    """Undo the shift of GCJ-02, by approaching the point that it would have moved here.

    Example:
        >>> lat, long = to_wgs84(39.908722, 116.397499)
        >>> round(lat, 4), round(long, 4)
        (39.9073, 116.3913)
    """
    guess_lat, guess_long = lat, long
    for _ in range(8):
        north, east = _shift(guess_lat, guess_long)
        guess_lat, guess_long = lat - north, long - east
    return guess_lat, guess_long
