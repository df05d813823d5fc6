"""Which language to speak: the option, then KG_LANG, then the locale, else Chinese."""

from __future__ import annotations

import os
from collections.abc import Mapping

__all__ = ["LANGUAGES", "choose", "unspoken"]

LANGUAGES = ("zh", "en")


def choose(option: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """``"zh"`` or ``"en"``.

    A locale that says nothing about language (``C``, ``POSIX``) leaves Chinese.

    Example:
        >>> choose(None, {"LANG": "en_GB.UTF-8"}), choose(None, {"LANG": "C"})
        ('en', 'zh')
    """
    for name in (option, environment.get("KG_LANG")):
        if found := _spoken(name):
            return found
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def unspoken(environment: Mapping[str, str] = os.environ) -> str | None:
    """The language that KG_LANG asks for, if it is none of ours; a locale asks for none.

    Example:
        >>> unspoken({"KG_LANG": "fr"}), unspoken({"KG_LANG": "en_US", "LANG": "fr_FR.UTF-8"})
        ('fr', None)
    """
    name = environment.get("KG_LANG")
    return name if name and not _spoken(name) else None


def _spoken(name: str | None) -> str | None:
    found = (name or "")[:2].lower()
    return found if found in LANGUAGES else None
