"""Deep links: what the part of an address behind # makes the page show."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["fragment"]


def fragment(
    *,
    select: str | None = None,
    path: tuple[str, str] | None = None,
    compare: tuple[str, ...] = (),
    view: str | None = None,
    lang: str | None = None,
) -> str:
    """The fragment, with its #; empty where nothing is asked for.

    Args:
        select: Id of the entity that is selected.
        path: Ids of two entities whose path is shown.
        compare: Ids of entities that are compared.
        view: "pairs", "network", "geo" or "list".
        lang: "zh" or "en".

    Example:
        >>> fragment(path=("place/dandong", "place/pudong"), view="geo")
        '#path=place/dandong,place/pudong&view=geo'
        >>> fragment(select="place/dalian", lang="en")
        '#place/dalian&lang=en'
    """
    parts = [quote(select)] if select else []
    if path:
        parts.append("path=" + ",".join(map(quote, path)))
    if compare:
        parts.append("compare=" + ",".join(map(quote, compare)))
    parts += [f"{key}={value}" for key, value in (("view", view), ("lang", lang)) if value]
    return "#" + "&".join(parts) if parts else ""
