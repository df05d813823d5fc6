"""The graph as a static web site: every page a file, for any web space and for no server at all.

Chinese pages stand at the root, English ones in ``en/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.questions.sheet.shared import Shared
from kg.site.contents import first_page, lists, sheets, source_pages
from kg.site.files import opened
from kg.site.fixed import about, download_page, map_page, static, terms
from kg.site.pages import Progress, Site
from kg.site.questions import question_pages
from kg.site.things import Things, things_of
from kg.sparql import Store

__all__ = ["Written", "write"]


class Written(NamedTuple):
    """What a site holds after it was written: files, those written anew, those removed, bytes."""

    files: int
    written: int
    removed: int
    size: int


def write(
    store: Store,
    output: Path,
    *,
    texts: Path | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write the site of a store into a folder; pages that say what they said before stay.

    Args:
        store: an open store, which does not change meanwhile.
        output: a new or empty folder, or one that this function wrote.
        texts: holds raw texts, ``<id of the source>.txt``; a few words of each are then quoted.
        progress: is told how far the work is.

    Raises:
        KGError: if the folder holds other files, cannot be written, or a text is not the one
            that the evidence was taken from.
    """
    shared = Shared(store, many=True)
    total = 0
    with opened(output) as folder:
        found = things_of(shared)
        site = Site(*shared.version, frozenset({*found.things, *found.sources}), shared.labels)
        told = progress or (lambda what, done, all_: None)
        for name, content in _files(shared, site, found, texts, told):
            folder.put(name, content)
            total += len(content)
        removed = folder.clear()
    return Written(len(folder.now), folder.written, removed, total)


def _files(
    shared: Shared, site: Site, found: Things, texts: Path | None, told: Progress
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its name and content."""
    yield from static(shared, found)
    yield from sheets(shared, site, found, texts, told)
    yield from source_pages(shared, site, found, told)
    yield from first_page(shared, site, found)
    yield from lists(shared, site, found)
    yield from question_pages(shared.store, site, told)
    yield from map_page(shared.store, found, told)
    yield from download_page(shared.store, site, told)
    yield from terms(site)
    yield from about(shared, site)
