"""Land under the geographic view: shapes of land and sea, without borders of any kind."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

__all__ = ["BASES", "ground"]

BASES = ("land", "none")


def ground() -> dict[str, Any]:
    """Land of Natural Earth (public domain), cut out by `tools/make_ground.py`.

    Returns:
        ``step`` in degrees and ``rings``: each the first point and then differences from point to
        point, in whole steps, longitude and latitude in turn; to be filled by the even-odd rule.

    Example:
        >>> sorted(ground())
        ['rings', 'source', 'step']
    """
    text = resources.files("kg.maps").joinpath("ground.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
