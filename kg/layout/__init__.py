"""Positions of nodes for the views of the map, worked out in Python and the same on every run."""

from __future__ import annotations

from kg.layout.bundles import Bundle, bundles
from kg.layout.geo import Geo, geo
from kg.layout.pairs import Heading, Line, Pairs, Seat, Slot, pairs
from kg.layout.spread import Spread, spread

__all__ = [
    "Bundle",
    "Geo",
    "Heading",
    "Line",
    "Pairs",
    "Seat",
    "Slot",
    "Spread",
    "bundles",
    "geo",
    "pairs",
    "spread",
]
