"""How fast the main things are, on the machine at hand; run with `make bench`."""

from __future__ import annotations
