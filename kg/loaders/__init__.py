"""Tables, documents and RDF -> a checked store."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.loaders.building import build, build_in_memory
    from kg.loaders.packaged import cached_build

__all__ = ["build", "build_in_memory", "cached_build"]


def __getattr__(name: str) -> Any:
    # To open what was built long ago takes nothing of what builds.
    if name in __all__:
        module = "packaged" if name == "cached_build" else "building"
        return getattr(import_module(f"kg.loaders.{module}"), name)
    raise AttributeError(f"module 'kg.loaders' has no attribute {name!r}")
