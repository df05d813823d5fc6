"""Decide on drafts: what is accepted goes into one's own tables, every decision beside them."""

from __future__ import annotations

from kg.deciding.desk import Desk, open_desk
from kg.deciding.ledger import decided
from kg.deciding.settling import accept, read_nothing, refuse, remember, undo
from kg.deciding.trusting import accept_stated

__all__ = [
    "Desk",
    "accept",
    "accept_stated",
    "decided",
    "open_desk",
    "read_nothing",
    "refuse",
    "remember",
    "undo",
]
