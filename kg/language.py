"""Which language to speak: the option, then KG_LANG, then the locale, else Chinese."""

from __future__ import annotations

import os
from collections.abc import Mapping

__all__ = ["LANGUAGES", "choose"]

LANGUAGES = ("zh", "en")


def choose(option: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """``"zh"`` or ``"en"``.

    A locale that says nothing about language (``C``, ``POSIX``) leaves Chinese.

    Example:
        >>> choose(None, {"LANG": "en_GB.UTF-8"}), choose(None, {"LANG": "C"})
        ('en', 'zh')
    """
    names = (option, environment.get("KG_LANG"))
    for name in names:
        if name and name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"
