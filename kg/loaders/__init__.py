"""Tables, documents and RDF -> a checked store."""

from __future__ import annotations

from kg.loaders.building import build, build_in_memory
from kg.loaders.packaged import cached_build

__all__ = ["build", "build_in_memory", "cached_build"]
