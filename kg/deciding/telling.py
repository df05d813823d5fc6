"""A claim in a few words, from what is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["tell"]

SIDES = ("partner", "signatory", "party", "participant", "agent", "from", "to", "about", "place")


def tell(form: Mapping[str, Any], lang: str = "zh") -> str:
    """What a claim says, in short.

    Example:
        >>> sides = [{"id": "place/dalian", "zh": "大连市"}, {"id": None, "zh": "上海市"}]
        >>> tell({"class": "Pairing", "cells": {"partner": sides}})
        '大连市—上海市'
    """
    cells = form["cells"]
    manner = _names(cells.get("mechanism") or cells.get("programme") or (), lang)
    manner = f"（{manner}）" if manner and lang == "zh" else f" ({manner})" if manner else ""
    if cells.get("supporter") and cells.get("supported"):
        helper, helped = (_names(cells[name], lang) for name in ("supporter", "supported"))
        return f"{helper}→{helped}{manner}"
    if cells.get("printed"):
        about, counted = (_names(cells.get(name, ()), lang) for name in ("about", "indicator"))
        between = " · " if about and counted else ""
        colon = "：" if lang == "zh" else ": "
        return f"{about}{between}{counted}{colon}{_names(cells['printed'], lang)}"
    named = next((cells[name] for name in ("title@zh", "prefLabel@zh") if cells.get(name)), ())
    sides = next((cells[name] for name in SIDES if cells.get(name)), ())
    dash = "—" if form["class"] == "Pairing" else "、" if lang == "zh" else ", "
    told = _names(sides, lang, dash)
    title = _names(named, lang)
    if title:
        title = title if title.startswith("《") or lang == "en" else f"《{title}》"
        return f"{title} {told}".strip()
    return f"{told}{manner}" or _first(cells, lang)


def _first(cells: Mapping[str, Sequence[Any]], lang: str) -> str:
    return next((_names(values, lang) for values in cells.values() if values), "")


def _names(values: Sequence[Any], lang: str, between: str = "、") -> str:
    return between.join(
        (
            (value.get("en") if lang == "en" else None)
            or value.get("full")
            or value.get("zh")
            or str(value.get("id") or "")
        )
        if isinstance(value, Mapping)
        else str(value)
        for value in values
    )
