"""The evidence sheet: all that is to be seen of one thing, on one page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking.stores import Asked, opened

if TYPE_CHECKING:
    from kg.records.sheets import Sheet

__all__ = ["sheet"]


def sheet(name: str, folder: str | os.PathLike[str] | None = None, store: Asked = None) -> Sheet:
    """Who said what of a thing, and what stands around it.

    Args:
        name: of a place, pairing, agreement, plan, programme or anything else, or an id.
        folder: holds raw texts, ``<id of the source>.txt``; a few words of each are then quoted.
        store: an open store, its location, or None as for `kg.open`.

    Raises:
        KGError: if the name means no single thing or a document, or a text is not the one on
            record.

    Example:
        >>> import kg
        >>> found = kg.sheet("吉林省—浙江省")
        >>> [row["zh"] for row in found["said"][0]["rows"] if row["conflict"]]
        ['起始']
    """
    from kg.questions.search import find_thing
    from kg.questions.sheet import sheet as ask

    found = opened(store)
    thing = find_thing(found, name)
    return ask(found, thing["iri"], None if folder is None else Path(folder))
