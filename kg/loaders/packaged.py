"""The packaged data, built once into the user's cache: an answer before the first `kg build`."""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path

from kg.resources import find
from kg.store import CURRENT

__all__ = ["built_already", "cache_folder", "cached_build"]


def cache_folder() -> Path:
    """Where the user's caches live, by the platform's own convention."""
    if found := os.environ.get("XDG_CACHE_HOME"):
        return Path(found) / "cooperation-kg"
    if sys.platform == "win32" and (found := os.environ.get("LOCALAPPDATA")):
        return Path(found) / "cooperation-kg" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "cooperation-kg"
    return Path.home() / ".cache" / "cooperation-kg"


def built_already() -> Path | None:
    """The store of the packaged data as they are now, if it was built before."""
    folder = cache_folder() / _state()
    return folder if (folder / CURRENT).exists() else None


def cached_build() -> Path:
    """A store of the packaged data, built if it is not there yet or the data changed."""
    if found := built_already():
        return found
    from kg.loaders.building import build

    folder = cache_folder() / _state()
    build(folder)
    return folder


def _state() -> str:
    """Names, sizes and times of what a build reads, the code included: cheap, and enough."""
    roots = (find("data"), Path(__file__).parent, Path(__file__).parents[1])
    files = [find("ontology.ttl"), find("shapes.ttl")]
    for root in roots:
        files += sorted(path for path in root.iterdir() if path.is_file())
    stamp = [f"{path}:{(state := path.stat()).st_size}:{state.st_mtime_ns}" for path in files]
    whole = "\n".join(stamp).encode("utf-8", "surrogateescape")
    return f"{zlib.crc32(whole):08x}{zlib.adler32(whole):08x}"
