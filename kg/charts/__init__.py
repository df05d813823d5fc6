"""Charts as SVG: people who would rather look than read.

Some hundred lines of our own: a charting library costs 300 ms or more to import, brings fonts of
its own that lack Chinese, and cannot say where a figure comes from.
"""

from __future__ import annotations

from kg.charts.bars import bars
from kg.charts.drawing import MARKS, text_width
from kg.charts.page import page
from kg.charts.timeline import Entry, timeline

__all__ = ["MARKS", "Entry", "bars", "page", "text_width", "timeline"]
