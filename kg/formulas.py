"""Text that a spreadsheet would compute: a space in front keeps it text."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["as_it_was", "harmless"]

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(cell: Any) -> Any:
    """The cell, a text that begins like a formula (and is no number) with a space in front.

    >>> harmless("=1+1"), harmless("-5"), harmless(-5)
    (' =1+1', '-5', -5)
    """
    formula = isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell)
    return f" {cell}" if formula else cell


def as_it_was(cell: str) -> str:
    """What `harmless` was given.

    >>> as_it_was(" =1+1"), as_it_was(" a")
    ('=1+1', ' a')
    """
    return cell[1:] if cell.startswith(" ") and harmless(cell[1:]) == cell else cell
