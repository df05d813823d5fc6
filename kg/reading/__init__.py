"""Read texts: mentions, rules as data, drafts. Text in, rows with spans out, never quads."""

from __future__ import annotations

from kg.reading.concepts import read_concepts
from kg.reading.drafting import MOST_DRAFTS, read_drafts
from kg.reading.lexicon import read_lexicon
from kg.reading.proposing import is_registered, propose

__all__ = [
    "MOST_DRAFTS",
    "is_registered",
    "propose",
    "read_concepts",
    "read_drafts",
    "read_lexicon",
]
