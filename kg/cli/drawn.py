"""What a drawn chart says of itself: which data, whose, and where they are from."""

from __future__ import annotations

from kg.errors import Text
from kg.sparql import Store

__all__ = ["licence"]

HOME = "https://w3id.org/cooperation-kg/"


def licence(store: Store, lang: str) -> str:
    """Version, build, licence and address, for the foot of a chart.

    Args:
        store: an open store.
        lang: ``zh`` or ``en``.
    """
    from kg.questions.versions import data_version

    version, build = data_version(store)
    words = Text(
        f"cooperation-kg·数据版本 {version}（{build}）·随附数据 CC BY 4.0·{HOME}",
        f"cooperation-kg · data version {version} ({build}) · packaged data CC BY 4.0 · {HOME}",
    )
    return words.in_language(lang)
